/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-studio.h"

#include "rw-calendars-dialog.h"
#include "rw-setup-dialog.h"
#include "rw-capacity-dialog.h"
#include "rw-many-edit-dialog.h"
#include "rw-palette.h"
#include "rw-system-dialog.h"
#include "rw-types-dialog.h"
#include "shot-camera.h"

static gboolean
window_settled (gpointer data)
{
  return rw_window_settled (((Shots *) data)->window);
}

static gboolean
palette_settled (gpointer data)
{
  return rw_palette_settled (data);
}

static gboolean
wiring_settled (gpointer data)
{
  return !g_str_equal (rw_wiring_dialog_get_state (data), "loading");
}

static gboolean
many_settled (gpointer data)
{
  return rw_many_edit_dialog_settled (data);
}

static gboolean
system_settled (gpointer data)
{
  return rw_system_view_settled (rw_system_dialog_get_view (data));
}

static gboolean
calendars_settled (gpointer data)
{
  return rw_calendars_dialog_settled (data);
}

static gboolean
setup_settled (gpointer data)
{
  return rw_setup_dialog_settled (data);
}

static gboolean
types_settled (gpointer data)
{
  return g_str_equal (rw_types_dialog_get_state (data), "plan");
}

void
shot_picture (Shots      *shots,
      const char *name,
      const char *scheme)
{
  shot_widget (shots, gtk_window_get_child (GTK_WINDOW (shots->window)), name, scheme);
}

void
shot_widget (Shots      *shots,
             GtkWidget  *widget,
             const char *name,
             const char *scheme)
{
  g_autofree char *file = NULL, *path = NULL;
  g_autoptr (GdkTexture) texture = shot_take_widget (widget);

  file = g_strdup_printf ("%s%s-%s-%dx%d.png", shots->prefix, name, scheme,
                          gdk_texture_get_width (texture), gdk_texture_get_height (texture));
  path = g_build_filename (shots->dir, file, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_printerr ("Could not write %s\n", path);
      shots->failures++;
    }
  else
    g_print ("%s\n", file);
}

void
shot_settle (Shots      *shots,
        const char *what)
{
  if (shot_wait (GTK_WINDOW (shots->window), window_settled, shots))
    return;
  g_printerr ("%s%s did not settle\n", shots->prefix, what);
  shots->failures++;
}

static gboolean
trend_settled (gpointer dialog)
{
  RwCapacityTrend *trend = rw_capacity_dialog_get_trend (dialog);

  return trend == NULL || !g_str_equal (rw_capacity_trend_get_state (trend), "loading");
}

void
shot_dialog (Shots      *shots,
             AdwDialog  *dialog,
             const char *name,
             const char *scheme)
{
  adw_dialog_present (dialog, GTK_WIDGET (shots->window));
  if (RW_IS_PALETTE (dialog))
    shot_wait (GTK_WINDOW (shots->window), palette_settled, dialog);
  else if (RW_IS_WIRING_DIALOG (dialog))
    {
      shot_wait (GTK_WINDOW (shots->window), wiring_settled, dialog);
      if (RW_IS_CAPACITY_DIALOG (dialog))
        shot_wait (GTK_WINDOW (shots->window), trend_settled, dialog);
    }
  else if (RW_IS_MANY_EDIT_DIALOG (dialog))
    shot_wait (GTK_WINDOW (shots->window), many_settled, dialog);
  else if (RW_IS_SYSTEM_DIALOG (dialog))
    shot_wait (GTK_WINDOW (shots->window), system_settled, dialog);
  else if (RW_IS_CALENDARS_DIALOG (dialog))
    {
      shot_wait (GTK_WINDOW (shots->window), calendars_settled, dialog);
      if (rw_calendars_dialog_get_n (RW_CALENDARS_DIALOG (dialog)) > 0)
        rw_calendars_dialog_edit (RW_CALENDARS_DIALOG (dialog), 0);
    }
  else if (RW_IS_SETUP_DIALOG (dialog))
    {
      shot_wait (GTK_WINDOW (shots->window), setup_settled, dialog);
      if (g_str_has_suffix (name, "-editor"))
        rw_setup_dialog_edit (RW_SETUP_DIALOG (dialog), 0);
    }
  else if (RW_IS_TYPES_DIALOG (dialog))
    shot_wait (GTK_WINDOW (shots->window), types_settled, dialog);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
  shot_picture (shots, name, scheme);
  adw_dialog_force_close (dialog);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
}

static gpointer
find_subject (RwCache       *cache,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const ShotSubject *subject = data;
  g_autoptr (GPtrArray) records =
    rw_cache_select (cache, subject->kind, subject->tail, error, RW_BIND_END);

  if (records == NULL)
    return NULL;
  return records->len > 0 ? g_object_ref (g_ptr_array_index (records, 0))
                          : rw_record_new (subject->kind, NULL);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Shots *shots = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (record != NULL && rw_record_get_seq (record) > 0)
    rw_window_go_to (shots->window, rw_record_get_kind (record), rw_record_get_id (record));
  else if (error != NULL)
    g_printerr ("%s\n", error->message);
  shots->connected = TRUE;
}

static gboolean
is_connected (gpointer data)
{
  return ((Shots *) data)->connected;
}

typedef struct
{
  Shots *shots;
  RwId id;
  gboolean found;
} Search;

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (RwRecord) record = rw_session_read_finish (RW_SESSION (source), result, NULL);

  search->found = record != NULL && rw_record_get_seq (record) > 0;
  if (search->found)
    search->id = *rw_record_get_id (record);
  search->shots->connected = TRUE;
}

gboolean
shot_find (Shots *shots, const ShotSubject *subject, RwId *id)
{
  Search search = { .shots = shots };

  shots->connected = FALSE;
  rw_session_read_async (shots->session, find_subject, (gpointer) subject, NULL, g_object_unref,
                         NULL, searched_cb, &search);
  while (!shots->connected)
    g_main_context_iteration (NULL, TRUE);
  *id = search.id;
  return search.found;
}

void
shot_select (Shots      *shots,
                const char *page_id)
{
  static const struct
  {
    const char *page;
    ShotSubject subject;
  } subjects[] = {
    { "racks",
      { RW_KIND_DEVICE,
        "WHERE \"role\" = 'server' AND \"rack\" IS NOT NULL AND \"service\" IS NOT NULL ORDER BY \"name\" LIMIT 1" } },
    { "systems", { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1" } },
    { "networks",
      { RW_KIND_ADDRESS,
        "WHERE \"address\" LIKE '10.20.1.%' ORDER BY \"address\" LIMIT 1 OFFSET 1" } },
    { "vlans", { RW_KIND_VLAN, "WHERE \"vid\" = 201 LIMIT 1" } },
    { "tickets",
      { RW_KIND_TICKET,
        "WHERE \"status\" IN ('new', 'in_progress') ORDER BY \"priority\", \"number\" LIMIT 1" } },
    { "changes",
      { RW_KIND_CHANGE, "WHERE \"start\" >= 1795478400000000 ORDER BY \"start\" LIMIT 1" } },
    { "backups", { RW_KIND_BACKUP_JOB, "ORDER BY \"name\" LIMIT 1" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_str_equal (subjects[i].page, page_id))
      {
        shots->connected = FALSE;
        rw_session_read_async (shots->session, find_subject, (gpointer) &subjects[i].subject, NULL,
                               g_object_unref, NULL, found_cb, shots);
        shot_wait (GTK_WINDOW (shots->window), is_connected, shots);
      }
}
