/* SPDX-License-Identifier: GPL-3.0-or-later */

/* rackward-shots DIR: a picture of every view, with the sample company and with the NetBox dump where
 * that is at hand. Each variant (language, contrast) is a run of its own, for GTK reads those once. */

#include <adwaita.h>
#include <errno.h>
#include <ftw.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

#include "rackward-config.h"
#include "rw-clock.h"
#include "rw-connection.h"
#include "rw-demo-log.h"
#include "rw-demo.h"
#include "rw-log-store-sqlite.h"
#include "rw-capacity-dialog.h"
#include "rw-inspector.h"
#include "rw-loss-dialog.h"
#include "rw-place-panel.h"
#include "rw-many-edit-dialog.h"
#include "rw-palette.h"
#include "rw-preferences.h"
#include "rw-server.h"
#include "rw-settings.h"
#include "rw-rack-colouring.h"
#include "rw-shell-pages.h"
#include "rw-shortcuts-dialog.h"
#include "rw-single-dialog.h"
#include "rw-status.h"
#include "rw-system-dialog.h"
#include "rw-time.h"
#include "rw-trace-dialog.h"
#include "rw-types-dialog.h"
#include "rw-window.h"
#include "shot-camera.h"
#include "shot-draft.h"

/* A Tuesday morning: the night's backups are in, changes lie ahead. */
#define NOW "2026-11-24T09:12:00Z"

typedef struct
{
  const char *dir;      /* pictures go there */
  const char *state;    /* data lie there */
  const char *prefix;   /* of the names: "", "netbox-", "de-", "hc-" */
  const char *import;   /* a NetBox dump, or NULL */
  gboolean few;         /* one size and both schemes, no dialogs */
  gboolean floor;       /* a larger company, and only the racks of its sites */
  RwWindow *window;
  RwSession *session;
  GError *error;
  gboolean connected;
  guint failures;
} Shots;

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
types_settled (gpointer data)
{
  return g_str_equal (rw_types_dialog_get_state (data), "plan");
}

static void
take (Shots      *shots,
      const char *name,
      const char *scheme)
{
  g_autofree char *file = NULL, *path = NULL;
  GtkWindow *window = GTK_WINDOW (shots->window);
  g_autoptr (GdkTexture) texture = shot_take (window);

  file = g_strdup_printf ("%s%s-%s-%dx%d.png", shots->prefix, name, scheme, gdk_texture_get_width (texture),
                          gdk_texture_get_height (texture));
  path = g_build_filename (shots->dir, file, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_printerr ("Could not write %s\n", path);
      shots->failures++;
    }
  else
    g_print ("%s\n", file);
}

static void
settle (Shots      *shots,
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

static void
take_dialog (Shots      *shots,
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
  else if (RW_IS_TYPES_DIALOG (dialog))
    shot_wait (GTK_WINDOW (shots->window), types_settled, dialog);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
  take (shots, name, scheme);
  adw_dialog_force_close (dialog);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
}

/* --- A record that each page can show in the inspector ------------------------------------------- */

typedef struct
{
  RwKind kind;
  const char *tail;
} Subject;

static gpointer
find_subject (RwCache       *cache,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const Subject *subject = data;
  g_autoptr (GPtrArray) records = rw_cache_select (cache, subject->kind, subject->tail, error, RW_BIND_END);

  if (records == NULL)
    return NULL;
  return records->len > 0 ? g_object_ref (g_ptr_array_index (records, 0)) : rw_record_new (subject->kind, NULL);
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

static void
select_subject (Shots      *shots,
                const char *page_id)
{
  static const struct
  {
    const char *page;
    Subject subject;
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
        rw_session_read_async (shots->session, find_subject, (gpointer) &subjects[i].subject, NULL, g_object_unref,
                               NULL, found_cb, shots);
        shot_wait (GTK_WINDOW (shots->window), is_connected, shots);
      }
}

/* --- Power and cables ---------------------------------------------------------------------------- */

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

static gboolean
find_record (Shots *shots, const Subject *subject, RwId *id)
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

static RwPlacePanel *
find_place_panel (GtkWidget *widget)
{
  if (RW_IS_PLACE_PANEL (widget))
    return RW_PLACE_PANEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      RwPlacePanel *found = find_place_panel (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
place_settled (gpointer data)
{
  RwPlacePanel *panel = find_place_panel (data);

  return panel != NULL && *rw_place_panel_get_heading (panel) != '\0';
}

/* Over the racks, where they lead. */
static void
take_cables (Shots *shots, RwPage *page, const RwId *device, const char *scheme)
{
  rw_page_reveal (page, RW_KIND_DEVICE, device);
  settle (shots, "racks-cables");
  rw_window_activate_in_page (shots->window, "racks", "racks.show-cables");
  settle (shots, "racks-cables");
  take (shots, "racks-cables", scheme);
  rw_window_activate_in_page (shots->window, "racks", "racks.show-cables");
  settle (shots, "racks-cables");
}

/* Moves that are planned, and the change that is made of them. */
static void
take_draft (Shots *shots, const char *scheme)
{
  RwPage *page = rw_window_get_page (shots->window);
  AdwDialog *dialog;

  rw_window_activate_in_page (shots->window, "racks", "racks.plan-moves");
  shot_wait (GTK_WINDOW (shots->window), shot_draft_settled, page);
  take (shots, "plan-moves-empty", scheme);
  shot_draft_fill (page);
  shot_wait (GTK_WINDOW (shots->window), shot_draft_settled, page);
  take (shots, "plan-moves", scheme);
  shot_draft_emit (page, "before", TRUE);
  shot_wait (GTK_WINDOW (shots->window), shot_draft_settled, page);
  take (shots, "plan-moves-before", scheme);
  shot_draft_emit (page, "make", FALSE);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
  take (shots, "plan-moves-change", scheme);
  if (dialog != NULL)
    adw_dialog_force_close (dialog);
  shot_draft_empty (page);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
}

static void
take_wiring (Shots *shots, const char *scheme)
{
  static const Subject
    room = { RW_KIND_ROOM, "ORDER BY \"name\" LIMIT 1" },
    feed = { RW_KIND_POWER_FEED, "ORDER BY \"name\" LIMIT 1" },
    tor = { RW_KIND_DEVICE, "WHERE \"name\" LIKE '%sw%' ORDER BY \"name\" LIMIT 1" },
    uplink = { RW_KIND_PORT, "WHERE \"type\" = 'patch_front' AND \"id\" IN (SELECT \"a\" FROM cable"
                             " UNION SELECT \"b\" FROM cable) ORDER BY \"name\" LIMIT 1" },
    server = { RW_KIND_DEVICE, "WHERE \"role\" = 'server' AND \"rack\" IS NOT NULL"
                               " AND \"stage\" = 'in_operation' ORDER BY \"name\" LIMIT 1" };
  RwPage *page;
  RwId id;

  rw_window_go_to_page (shots->window, "racks");
  settle (shots, "racks");
  page = rw_window_get_page (shots->window);
  if (find_record (shots, &feed, &id))
    take_dialog (shots, rw_loss_dialog_new (page, RW_KIND_POWER_FEED, &id), "loss-feed", scheme);
  if (find_record (shots, &tor, &id))
    {
      take_dialog (shots, rw_loss_dialog_new (page, RW_KIND_DEVICE, &id), "loss-switch", scheme);
      take_dialog (shots, rw_trace_dialog_new (page, RW_KIND_DEVICE, &id), "trace-switch", scheme);
    }
  if (find_record (shots, &server, &id))
    take_cables (shots, page, &id, scheme);
  if (find_record (shots, &server, &id))
    take_dialog (shots, rw_trace_dialog_new (page, RW_KIND_DEVICE, &id), "trace-server", scheme);
  if (find_record (shots, &uplink, &id))
    take_dialog (shots, rw_trace_dialog_new (page, RW_KIND_PORT, &id), "trace-port", scheme);
  take_dialog (shots, rw_single_dialog_new (page), "single-cords", scheme);
  if (find_record (shots, &room, &id))
    take_dialog (shots, rw_capacity_dialog_new (page, &id), "capacity", scheme);
  rw_window_activate_in_page (shots->window, "racks", "racks.find-place");
  shot_wait (GTK_WINDOW (shots->window), place_settled, page);
  take (shots, "find-place", scheme);
  g_signal_emit_by_name (find_place_panel (GTK_WIDGET (page)), "close");
  take_draft (shots, scheme);
}

/* --- Several systems at once ----------------------------------------------------------------------- */

static void
take_many (Shots *shots, const char *scheme)
{
  static const Subject subjects[] = {
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1" },
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1 OFFSET 1" },
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1 OFFSET 2" },
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1 OFFSET 3" },
  };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      RwRecordKey key = { .kind = subjects[i].kind };

      if (find_record (shots, &subjects[i], &key.id))
        g_array_append_val (keys, key);
    }
  rw_window_go_to_page (shots->window, "systems");
  settle (shots, "systems");
  if (keys->len > 0)
    take_dialog (shots,
                 rw_many_edit_dialog_new (shots->session, keys,
                                          GTK_WIDGET (rw_window_get_page (shots->window))),
                 "systems-edit", scheme);
}

/* The page of a device and of a virtual machine. */
static void
take_systems (Shots *shots, const char *scheme)
{
  static const struct
  {
    const char *name;
    Subject subject;
  } subjects[] = {
    { "system-device", { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1" } },
    { "system-vm",
      { RW_KIND_VM,
        "WHERE \"id\" IN (SELECT \"ci\" FROM \"ticket\") AND \"id\" IN (SELECT \"system\" FROM \"backup_job\")"
        " ORDER BY \"name\" LIMIT 1" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      RwId id;

      if (find_record (shots, &subjects[i].subject, &id))
        take_dialog (shots, rw_system_dialog_new (shots->window, subjects[i].subject.kind, &id),
                     subjects[i].name, scheme);
    }
}

/* An import of device types: new ones, one that says something else than ours, one that cannot be read. */
static void
take_types (Shots *shots, const char *scheme)
{
  static const struct
  {
    const char *name, *text;
  } files[] = {
    { "r650.yaml",
      "manufacturer: Dell\nmodel: PowerEdge R650\nslug: dell-r650\nweight: 21.9\nweight_unit: kg\n"
      "part_number: R650-10\ninterfaces: [{name: eno1}, {name: eno2}]\n" },
    { "x1.yaml", "manufacturer: Example\nmodel: Rack Server X1\nslug: example-x1\n" },
    { "x2.yaml", "manufacturer: Example\nmodel: Switch 48\nslug: example-sw48\nairflow: mixed\n" },
    { "x3.yaml", "manufacturer: Example\nmodel: Shelf\nslug: example-shelf\nu_height: two\n" },
  };
  g_autofree char *folder = g_build_filename (shots->state, "types", NULL);
  AdwDialog *dialog = rw_types_dialog_new (shots->session);

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);

      g_file_set_contents (path, files[i].text, -1, NULL);
    }
  rw_types_dialog_open (RW_TYPES_DIALOG (dialog), folder);
  take_dialog (shots, dialog, "import-types", scheme);
}

/* --- The rounds ---------------------------------------------------------------------------------- */

/* Every zoom, and in each scheme once every thing that colours can stand for. */
static void
take_racks (Shots      *shots,
            const char *scheme)
{
  static const char *const zooms[] = { "zoom-site", "zoom-room", "zoom-in", "zoom-fit" };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *action = g_strconcat ("racks.", zooms[i], NULL),
                      *name = g_strconcat ("racks-", zooms[i], NULL);

      /* In steps to faceplates from the whole room. */
      for (guint step = 0; step < (i == 2 ? 6 : 1); step++)
        {
          rw_window_activate_in_page (shots->window, "racks", action);
          settle (shots, name);
        }
      take (shots, name, scheme);
    }
  for (int by = 0; by < RW_COLOUR_BY_N; by++)
    {
      g_autofree char *name = NULL;

      rw_window_activate_in_page (shots->window, "racks", "racks.next-colour");
      name = g_strconcat ("racks-by-", rw_colour_by_id ((by + 1) % RW_COLOUR_BY_N), NULL);
      settle (shots, name);
      if (by + 1 < RW_COLOUR_BY_N)
        take (shots, name, scheme);
    }
}

/* The floor of a site with many cages, from afar and near. */
static void
take_floor (Shots      *shots,
            const char *scheme)
{
  static const char *const zooms[] = { "zoom-site", "zoom-room", "zoom-fit" };
  static const Subject server = { RW_KIND_DEVICE,
                                  "WHERE \"role\" = 'server' AND \"rack\" IS NOT NULL"
                                  " AND \"stage\" = 'in_operation' ORDER BY \"name\" LIMIT 1" };
  RwId id;

  rw_window_go_to_page (shots->window, "racks");
  settle (shots, "racks");
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *action = g_strconcat ("racks.", zooms[i], NULL),
                      *name = g_strconcat ("racks-", zooms[i], NULL);

      rw_window_activate_in_page (shots->window, "racks", action);
      settle (shots, name);
      take (shots, name, scheme);
    }
  rw_window_activate_in_page (shots->window, "racks", "racks.zoom-room");
  settle (shots, "racks-cables");
  if (find_record (shots, &server, &id))
    take_cables (shots, rw_window_get_page (shots->window), &id, scheme);
}

/* The other half of the networks, and what asks for a free address. */
static void
take_networks (Shots *shots, const char *scheme)
{
  AdwDialog *dialog;

  select_subject (shots, "vlans");
  settle (shots, "networks-vlans");
  take (shots, "networks-vlans", scheme);
  rw_window_activate_in_page (shots->window, "networks", "networks.view");
  for (guint i = 0; i < 2; i++)
    {
      rw_window_activate_in_page (shots->window, "networks",
                                  i == 0 ? "networks.take-address" : "networks.take-prefix");
      settle (shots, "networks-take");
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
      take (shots, i == 0 ? "networks-address" : "networks-prefix", scheme);
      if (dialog != NULL)
        adw_dialog_force_close (dialog);
    }
}

static void
take_pages (Shots      *shots,
            const char *scheme)
{
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      RwPageClass *klass = g_type_class_peek (rw_shell_page_type (i));

      rw_window_go_to_page (shots->window, klass->id);
      settle (shots, klass->id);
      /* Selecting a ticket opens it: the board is a picture of its own. */
      if (g_str_equal (klass->id, "tickets"))
        {
          rw_window_activate_in_page (shots->window, klass->id, "tickets.board");
          settle (shots, klass->id);
          take (shots, "tickets-board", scheme);
        }
      select_subject (shots, klass->id);
      settle (shots, klass->id);
      take (shots, klass->id, scheme);
      if (g_str_equal (klass->id, "networks"))
        take_networks (shots, scheme);
      if (g_str_equal (klass->id, "racks") && !shots->few)
        take_racks (shots, scheme);
    }
}

static void
take_dialogs (Shots      *shots,
              const char *scheme)
{
  AdwDialog *palette;

  take_dialog (shots, rw_palette_new (shots->window), "palette", scheme);
  palette = rw_palette_new (shots->window);
  rw_palette_set_text (RW_PALETTE (palette), "db");
  take_dialog (shots, palette, "palette-search", scheme);
  take_dialog (shots, rw_shortcuts_dialog_new (NULL), "shortcuts", scheme);
  take_dialog (shots, rw_preferences_dialog_new (rw_window_get_session (shots->window)),
               "preferences", scheme);
}

static void
take_all (Shots *shots)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
  } schemes[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };
  static const int sizes[][2] = { { 1366, 768 }, { 1920, 1080 } };

  for (guint size = 0; size < (shots->few ? 1 : G_N_ELEMENTS (sizes)); size++)
    {
      if (!shot_set_size (GTK_WINDOW (shots->window), sizes[size][0], sizes[size][1]))
        {
          g_printerr ("The window does not become %d×%d\n", sizes[size][0], sizes[size][1]);
          shots->failures++;
        }
      for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
        {
          adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
          if (shots->floor)
            {
              take_floor (shots, schemes[i].name);
              continue;
            }
          take_pages (shots, schemes[i].name);
          take_systems (shots, schemes[i].name);
          if (size == 0 && !shots->few)
            take_dialogs (shots, schemes[i].name);
          if (size == 0)
            {
              take_wiring (shots, schemes[i].name);
              take_many (shots, schemes[i].name);
              take_types (shots, schemes[i].name);
            }
        }
    }
}

/* --- The data ------------------------------------------------------------------------------------ */

static gboolean
keep_record (RwRecord  *record,
             gpointer   data,
             GError   **error)
{
  g_ptr_array_add (data, g_object_ref (record));
  return TRUE;
}

/* Nothing of what is most of a company is seen on its floor. */
static gboolean
keep_floor (RwRecord  *record,
            gpointer   data,
            GError   **error)
{
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_TICKET:
    case RW_KIND_MESSAGE:
    case RW_KIND_LINK:
    case RW_KIND_BACKUP_RUN:
    case RW_KIND_USAGE_SAMPLE:
      return TRUE;
    default:
      return keep_record (record, data, error);
    }
}

/* The company is made here and not by the server, so that its present is the pictures'. */
static gboolean
fill_sample (const char  *state,
             gboolean     floor,
             GError     **error)
{
  g_autofree char *data = g_build_filename (state, "sample", "server", NULL), *store = rw_server_store_path (data);
  RwDemoOptions demo = { .size = floor ? RW_DEMO_MID : RW_DEMO_SMALL,
                         .seed = 1,
                         .now_us = rw_clock_now () };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwLogStore) log = NULL;
  RwDemoLog *writer;
  gboolean well;

  if (g_file_test (store, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (data, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", data, g_strerror (errno));
      return FALSE;
    }
  if (!rw_demo_generate (&demo, floor ? keep_floor : keep_record, records, error))
    return FALSE;
  log = rw_log_store_sqlite_fill (store, error);
  if (log == NULL || !rw_log_store_begin (log, error))
    return FALSE;
  writer = rw_demo_log_new (log, demo.now_us);
  well = TRUE;
  for (guint i = 0; i < records->len && well; i++)
    well = rw_demo_log_add (writer, records->pdata[i], error);
  well = well && rw_demo_log_end (writer, error) && rw_log_store_commit (log, error);
  rw_demo_log_free (writer);
  return well;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Shots *shots = user_data;

  shots->session = rw_connection_finish (result, &shots->error);
  shots->connected = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ((Shots *) user_data)->connected = TRUE;
}

static gboolean
has_data (gpointer data)
{
  Shots *shots = data;

  return rw_session_has_data (shots->session) && rw_window_get_page (shots->window) != NULL &&
         rw_session_get_state (shots->session) == RW_SYNC_STATE_UP_TO_DATE;
}

static void
run (Shots          *shots,
     GtkApplication *application)
{
  GtkWindow *window = GTK_WINDOW (rw_window_new (application, shots->state));

  shots->window = g_object_ref (RW_WINDOW (window));
  /* Without a compositor GTK draws a frame, and the screen is no larger than the largest picture. */
  gtk_window_set_decorated (window, FALSE);
  if (!shots->few && shots->import == NULL)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
      shot_set_size (window, 1366, 768);
      rw_window_start (shots->window);
      shot_wait (window, NULL, NULL);
      take (shots, "welcome", "light");
    }
  gtk_window_present (window);
  if (shots->import == NULL && !fill_sample (shots->state, shots->floor, &shots->error))
    return;
  rw_connection_sample_async (shots->state, shots->import, NULL, NULL, NULL, connected_cb, shots);
  while (!shots->connected)
    g_main_context_iteration (NULL, TRUE);
  if (shots->session == NULL)
    return;
  rw_window_adopt_session (shots->window, shots->session);
  if (!shot_wait (window, has_data, shots))
    {
      const char *message = rw_session_get_message (shots->session);

      g_printerr ("%sThe data did not come: %s\n", shots->prefix, message != NULL ? message : "no reason given");
      shots->failures++;
    }
  else
    take_all (shots);

  shots->connected = FALSE;
  rw_session_close_async (shots->session, NULL, closed_cb, shots);
  while (!shots->connected)
    g_main_context_iteration (NULL, TRUE);
}

static void
activate_cb (GtkApplication *application,
             Shots          *shots)
{
  g_autoptr (GTimeZone) zone = NULL;

  rw_status_install_css ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  g_settings_set_string (rw_settings_get (), "time-zone", "Europe/Berlin");
  g_settings_set_boolean (rw_settings_get (), "inspector", TRUE);
  rw_preferences_apply ();
  g_application_hold (G_APPLICATION (application));
  run (shots, application);
  if (shots->error != NULL)
    {
      g_printerr ("%s%s\n", shots->prefix, shots->error->message);
      shots->failures++;
      g_clear_error (&shots->error);
    }
  gtk_window_destroy (GTK_WINDOW (shots->window));
  g_clear_object (&shots->window);
  g_clear_object (&shots->session);
  g_application_release (G_APPLICATION (application));
  g_application_quit (G_APPLICATION (application));
}

/* --- Variants ------------------------------------------------------------------------------------ */

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *place)
{
  return remove (path);
}

static gboolean
run_variant (const char *program,
             const char *dir,
             const char *state,
             const char *variant,
             const char *import)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (variant, "de"))
    {
      g_subprocess_launcher_setenv (launcher, "LC_ALL", "de_DE.UTF-8", TRUE);
      g_subprocess_launcher_setenv (launcher, "LANGUAGE", "de", TRUE);
    }
  if (g_str_equal (variant, "hc"))
    g_subprocess_launcher_setenv (launcher, "ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, dir, state, variant, import, NULL);
  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error))
    {
      g_printerr ("%s: %s\n", variant, error->message);
      return FALSE;
    }
  return TRUE;
}

static int
run_all (const char *program,
         const char *dir)
{
  g_autofree char *state = g_dir_make_tmp ("rackward-shots-XXXXXX", NULL), *ctl = rw_settings_find_program ("rackwardctl");
  g_autofree char *floor = NULL;
  g_autofree char *dump = g_canonicalize_filename ("../shared/data/netbox-demo-v3.6.json", RW_SOURCE_DIR);
  gboolean well;

  if (state == NULL)
    return 1;
  floor = g_build_filename (state, "floor", NULL);
  well = run_variant (program, dir, state, "main", NULL);
  well = run_variant (program, dir, state, "hc", NULL) && well;
  if (g_file_test (RW_BUILD_DIR "/po/de/LC_MESSAGES/rackward.mo", G_FILE_TEST_EXISTS))
    well = run_variant (program, dir, state, "de", NULL) && well;
  well = run_variant (program, dir, floor, "floor", NULL) && well;
  if (ctl != NULL && g_file_test (dump, G_FILE_TEST_EXISTS))
    well = run_variant (program, dir, state, "netbox", dump) && well;
  else
    g_printerr ("No pictures of the NetBox import: %s\n", ctl == NULL ? "rackwardctl is not built" : "no dump at hand");
  nftw (state, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
  return well ? 0 : 1;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autofree char *prefix = NULL;
  Shots shots = { 0 };
  gint64 now;
  char *no_arguments[] = { argv[0], NULL };

  if (argc == 2)
    return run_all (argv[0], argv[1]);
  if (argc < 4)
    {
      g_printerr ("usage: rackward-shots DIR\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RW_BUILD_DIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!rw_instant_parse (NOW, &now))
    return 2;
  rw_clock_freeze (now);

  prefix = g_str_equal (argv[3], "main") ? g_strdup ("") : g_strconcat (argv[3], "-", NULL);
  shots.dir = argv[1];
  shots.state = argv[2];
  shots.prefix = prefix;
  shots.import = argv[4];
  shots.floor = g_str_equal (argv[3], "floor");
  shots.few = !g_str_equal (argv[3], "main");
  application = ADW_APPLICATION (g_object_new (ADW_TYPE_APPLICATION, "application-id", RW_APP_ID ".Shots",
                                               "resource-base-path", "/net/rackward/Rackward", "flags",
                                               G_APPLICATION_NON_UNIQUE, NULL));
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &shots);
  g_application_run (G_APPLICATION (application), 1, no_arguments);
  return shots.failures > 0 ? 1 : 0;
}
