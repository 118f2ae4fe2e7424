/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-draft.h"

#include "rw-draft-panel.h"
#include "rw-rack-canvas.h"

static gpointer
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
drop (RwRackCanvas *canvas, const RwId *device, const RwId *rack, int start, int face)
{
  g_signal_emit_by_name (canvas, "move-requested", device, rack, rw_rack_position_from_half (start),
                         face);
}

/* Three systems of the second rack go to the first and third, and two servers change places. */
void
shot_draft_fill (RwPage *page)
{
  RwRackCanvas *canvas = find (GTK_WIDGET (page), RW_TYPE_RACK_CANVAS);
  g_autoptr (RwRackPlan) plan = rw_rack_plan_ref (rw_rack_canvas_get_plan (canvas));
  const RwRackDevice *last = NULL;
  guint n = 0;

  for (guint i = 0; i < plan->n_devices && n < 4 && plan->n_racks > 2; i++)
    {
      const RwRackDevice *device = &plan->devices[i];
      guint to = n == 2 ? 2 : 0;
      RwPlacement at;
      int start;
      g_autoptr (RwRackSpace) space = NULL;

      if (device->rack != 1 || device->role != RW_DEVICE_ROLE_SERVER || device->length == 0)
        continue;
      if (n == 3 && last != NULL)
        {
          /* Where the one before it was. */
          drop (canvas, &device->id, &last->rack_id, last->start, (int) last->face);
          break;
        }
      space = rw_rack_plan_get_space (rw_rack_canvas_get_plan (canvas), to);
      rw_rack_plan_get_placement (plan, i, &at);
      if (!rw_rack_space_first_fit (space, &at, &start))
        continue;
      drop (canvas, &device->id, &plan->racks[to].id, start, (int) device->face);
      last = device;
      n++;
    }
}

gboolean
shot_draft_settled (gpointer page)
{
  RwDraftPanel *panel = find (page, RW_TYPE_DRAFT_PANEL);

  return panel != NULL && *rw_draft_panel_get_heading (panel) != '\0' &&
         RW_PAGE_GET_CLASS (page)->settled (page);
}

void
shot_draft_emit (RwPage *page, const char *signal, gboolean flag)
{
  RwDraftPanel *panel = find (GTK_WIDGET (page), RW_TYPE_DRAFT_PANEL);

  if (g_str_equal (signal, "before"))
    {
      rw_draft_panel_set_before (panel, flag);
      g_signal_emit_by_name (panel, signal, flag);
    }
  else
    g_signal_emit_by_name (panel, signal);
}

void
shot_draft_empty (RwPage *page)
{
  while (rw_page_undo (page, FALSE))
    ;
  shot_draft_emit (page, "close", FALSE);
}
