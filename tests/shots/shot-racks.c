/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-racks.h"

#include "rw-capacity-dialog.h"
#include "rw-loss-dialog.h"
#include "rw-place-panel.h"
#include "rw-rack-colouring.h"
#include "rw-single-dialog.h"
#include "rw-trace-dialog.h"
#include "shot-camera.h"
#include "shot-draft.h"

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
  shot_settle (shots, "racks-cables");
  rw_window_activate_in_page (shots->window, "racks", "racks.show-cables");
  shot_settle (shots, "racks-cables");
  shot_picture (shots, "racks-cables", scheme);
  rw_window_activate_in_page (shots->window, "racks", "racks.show-cables");
  shot_settle (shots, "racks-cables");
}

/* Moves that are planned, and the change that is made of them. */
static void
take_draft (Shots *shots, const char *scheme)
{
  RwPage *page = rw_window_get_page (shots->window);
  AdwDialog *dialog;

  rw_window_activate_in_page (shots->window, "racks", "racks.plan-moves");
  shot_wait (GTK_WINDOW (shots->window), shot_draft_settled, page);
  shot_picture (shots, "plan-moves-empty", scheme);
  shot_draft_fill (page);
  shot_wait (GTK_WINDOW (shots->window), shot_draft_settled, page);
  shot_picture (shots, "plan-moves", scheme);
  shot_draft_emit (page, "before", TRUE);
  shot_wait (GTK_WINDOW (shots->window), shot_draft_settled, page);
  shot_picture (shots, "plan-moves-before", scheme);
  shot_draft_emit (page, "make", FALSE);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
  shot_picture (shots, "plan-moves-change", scheme);
  if (dialog != NULL)
    adw_dialog_force_close (dialog);
  shot_draft_empty (page);
  shot_wait (GTK_WINDOW (shots->window), NULL, NULL);
}

void
shot_wiring (Shots *shots, const char *scheme)
{
  static const ShotSubject
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
  shot_settle (shots, "racks");
  page = rw_window_get_page (shots->window);
  if (shot_find (shots, &feed, &id))
    shot_dialog (shots, rw_loss_dialog_new (page, RW_KIND_POWER_FEED, &id), "loss-feed", scheme);
  if (shot_find (shots, &tor, &id))
    {
      shot_dialog (shots, rw_loss_dialog_new (page, RW_KIND_DEVICE, &id), "loss-switch", scheme);
      shot_dialog (shots, rw_trace_dialog_new (page, RW_KIND_DEVICE, &id), "trace-switch", scheme);
    }
  if (shot_find (shots, &server, &id))
    take_cables (shots, page, &id, scheme);
  if (shot_find (shots, &server, &id))
    shot_dialog (shots, rw_trace_dialog_new (page, RW_KIND_DEVICE, &id), "trace-server", scheme);
  if (shot_find (shots, &uplink, &id))
    shot_dialog (shots, rw_trace_dialog_new (page, RW_KIND_PORT, &id), "trace-port", scheme);
  shot_dialog (shots, rw_single_dialog_new (page), "single-cords", scheme);
  if (shot_find (shots, &room, &id))
    shot_dialog (shots, rw_capacity_dialog_new (page, &id), "capacity", scheme);
  rw_window_activate_in_page (shots->window, "racks", "racks.find-place");
  shot_wait (GTK_WINDOW (shots->window), place_settled, page);
  shot_picture (shots, "find-place", scheme);
  g_signal_emit_by_name (find_place_panel (GTK_WIDGET (page)), "close");
  take_draft (shots, scheme);
}

/* Every zoom, and in each scheme once every thing that colours can stand for. */
void
shot_racks (Shots      *shots,
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
          shot_settle (shots, name);
        }
      shot_picture (shots, name, scheme);
    }
  for (int by = 0; by < RW_COLOUR_BY_N; by++)
    {
      g_autofree char *name = NULL;

      rw_window_activate_in_page (shots->window, "racks", "racks.next-colour");
      name = g_strconcat ("racks-by-", rw_colour_by_id ((by + 1) % RW_COLOUR_BY_N), NULL);
      shot_settle (shots, name);
      if (by + 1 < RW_COLOUR_BY_N)
        shot_picture (shots, name, scheme);
    }
}

/* The floor of a site with many cages, from afar and near. */
void
shot_floor (Shots      *shots,
            const char *scheme)
{
  static const char *const zooms[] = { "zoom-site", "zoom-room", "zoom-fit" };
  static const ShotSubject server = { RW_KIND_DEVICE,
                                      "WHERE \"role\" = 'server' AND \"rack\" IS NOT NULL"
                                      " AND \"stage\" = 'in_operation' ORDER BY \"name\" LIMIT 1" };
  RwId id;

  rw_window_go_to_page (shots->window, "racks");
  shot_settle (shots, "racks");
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *action = g_strconcat ("racks.", zooms[i], NULL),
                      *name = g_strconcat ("racks-", zooms[i], NULL);

      rw_window_activate_in_page (shots->window, "racks", action);
      shot_settle (shots, name);
      shot_picture (shots, name, scheme);
    }
  rw_window_activate_in_page (shots->window, "racks", "racks.zoom-room");
  shot_settle (shots, "racks-cables");
  if (shot_find (shots, &server, &id))
    take_cables (shots, rw_window_get_page (shots->window), &id, scheme);
}
