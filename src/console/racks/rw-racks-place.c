/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-place.h"

#include "rules/rw-find-place.h"
#include "rw-place-panel.h"
#include "rw-racks-draft.h"

/* The search for a place, beside the racks that it is about. */

/* Another room is gone to only for a place that the person chose, not for the best of a new search. */
static void
preview_cb (RwRacksPage *self)
{
  RwRackPreview previews[RW_PLACE_MOST];
  const char *label;
  guint n = rw_place_panel_get_previews (RW_PLACE_PANEL (self->place), previews, &label);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->place));
  RwRackPlan *plan = rw_rack_canvas_get_plan (self->canvas);

  rw_rack_canvas_set_preview (self->canvas, label, previews, n);
  if (n > 0 && plan != NULL && rw_rack_plan_find_rack (plan, &previews[0].rack) < 0 &&
      focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL &&
      gtk_widget_is_ancestor (focus, self->place))
    rw_page_reveal (RW_PAGE (self), RW_KIND_RACK, &previews[0].rack);
}

/**
 * rw_racks_place_close:
 *
 * Takes the search away; does nothing when there is none.
 */
void
rw_racks_place_close (RwRacksPage *self)
{
  if (self->place == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->place, self);
  rw_rack_canvas_set_preview (self->canvas, NULL, NULL, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  gtk_box_remove (self->beside, self->place);
  self->place = NULL;
  rw_racks_draft_show_ghosts (self);
}

/**
 * rw_racks_place_open:
 *
 * Opens the search beside the racks, for another one like the selected device.
 */
void
rw_racks_place_open (RwRacksPage *self)
{
  RwKind kind;
  RwId id;
  gboolean taken = rw_rack_canvas_get_selected (self->canvas, &kind, &id) && kind == RW_KIND_DEVICE;

  if (self->place == NULL)
    {
      rw_racks_draft_close (self);
      self->place = rw_place_panel_new (RW_PAGE (self));
      gtk_box_append (self->beside, self->place);
      g_signal_connect_swapped (self->place, "preview", G_CALLBACK (preview_cb), self);
      g_signal_connect_swapped (self->place, "close", G_CALLBACK (rw_racks_place_close), self);
      rw_place_panel_take (RW_PLACE_PANEL (self->place), taken ? &id : NULL);
      rw_place_panel_set_room (RW_PLACE_PANEL (self->place), &self->room);
      rw_place_panel_load (RW_PLACE_PANEL (self->place));
    }
  else if (taken)
    rw_place_panel_take (RW_PLACE_PANEL (self->place), &id);
  rw_place_panel_grab (RW_PLACE_PANEL (self->place));
}

/* Only now it is known where its racks are drawn. */
void
rw_racks_place_shown_plan (RwRacksPage *self)
{
  if (self->place != NULL)
    {
      RwRackPreview previews[RW_PLACE_MOST];
      const char *label;
      guint n = rw_place_panel_get_previews (RW_PLACE_PANEL (self->place), previews, &label);

      rw_rack_canvas_set_preview (self->canvas, label, previews, n);
    }
}

void
rw_racks_place_data_changed (RwRacksPage *self, const RwChangeSet *changes)
{
  const guint64 kinds = RW_KIND_BIT (RW_KIND_ROOM) | RW_KIND_BIT (RW_KIND_RACK) |
                        RW_KIND_BIT (RW_KIND_RESERVATION) | RW_KIND_BIT (RW_KIND_POWER_FEED) |
                        RW_KIND_BIT (RW_KIND_DEVICE_TYPE) | RW_KIND_BIT (RW_KIND_DEVICE) |
                        RW_KIND_BIT (RW_KIND_PORT) | RW_KIND_BIT (RW_KIND_CABLE) |
                        RW_KIND_BIT (RW_KIND_VLAN);

  if (self->place != NULL && (changes->kinds & kinds) != 0)
    rw_place_panel_load (RW_PLACE_PANEL (self->place));
}
