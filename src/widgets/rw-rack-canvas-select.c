/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-rack-canvas-private.h"
#include "rw-rack-words.h"
#include "rw-text.h"

/* --- Items for screen readers ---------------------------------------------------------------------- */

void
rw_rack_canvas_drop_items (RwRackCanvas *self)
{
  self->focused_item = NULL;
  if (self->plan == NULL)
    return;
  for (guint i = 0; i < self->plan->n_devices; i++)
    if (self->device_items[i] != NULL)
      {
        rw_rack_item_detach (self->device_items[i]);
        g_object_unref (self->device_items[i]);
      }
  for (guint i = 0; i < self->plan->n_racks; i++)
    {
      if (self->rack_items[i] != NULL)
        {
          rw_rack_item_detach (self->rack_items[i]);
          g_object_unref (self->rack_items[i]);
        }
      g_clear_pointer (&self->orders[i], g_array_unref);
    }
  g_clear_pointer (&self->device_items, g_free);
  g_clear_pointer (&self->rack_items, g_free);
  g_clear_pointer (&self->orders, g_free);
}

/* From the top down, front before rear, blades behind their chassis, then what hangs at the sides. */
GArray *
rw_rack_canvas_get_order (RwRackCanvas *self, guint rack)
{
  const RwRackInfo *info = &self->plan->racks[rack];
  GArray *order = self->orders[rack];

  if (order != NULL)
    return order;
  order = self->orders[rack] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (int face = 0; face < 2; face++)
    for (guint i = info->slots[face]->len; i > 0; i--)
      {
        const RwRackSlot *slot = &g_array_index (info->slots[face], RwRackSlot, i - 1);
        const RwRackDevice *device = &self->plan->devices[slot->device];

        if (slot->other_side)
          continue;
        g_array_append_val (order, slot->device);
        for (guint c = 0; c < device->n_children; c++)
          {
            guint child = device->first_child + c;

            g_array_append_val (order, child);
          }
      }
  g_array_append_vals (order, info->sides->data, info->sides->len);
  return order;
}

RwRackItem *
rw_rack_canvas_get_rack_item (RwRackCanvas *self, guint rack)
{
  if (self->rack_items[rack] == NULL)
    self->rack_items[rack] = rw_rack_item_new (self, FALSE, rack);
  return self->rack_items[rack];
}

RwRackItem *
rw_rack_canvas_get_device_item (RwRackCanvas *self, guint device)
{
  if (self->device_items[device] == NULL)
    self->device_items[device] = rw_rack_item_new (self, TRUE, device);
  return self->device_items[device];
}

/* The item that has the keyboard focus, if the canvas has it. */
void
rw_rack_canvas_update_focus (RwRackCanvas *self)
{
  RwRackItem *item = NULL;

  if (gtk_widget_has_focus (GTK_WIDGET (self)) && self->plan != NULL)
    {
      if (self->selected.kind == RW_RACK_SPOT_DEVICE)
        item = rw_rack_canvas_get_device_item (self, self->selected.device);
      else if (self->selected.kind == RW_RACK_SPOT_RACK)
        item = rw_rack_canvas_get_rack_item (self, self->selected.rack);
    }
  if (item == self->focused_item)
    return;
  if (self->focused_item != NULL)
    rw_rack_item_set_focused (self->focused_item, FALSE);
  self->focused_item = item;
  if (item != NULL)
    rw_rack_item_set_focused (item, TRUE);
}

/**
 * rw_rack_canvas_say:
 *
 * Reads an outcome out. Only answers to what a person did come here, so they cannot come too fast.
 */
void
rw_rack_canvas_say (RwRackCanvas *self, const char *message)
{
  rw_announce (GTK_WIDGET (self), message);
}

/* --- Search ---------------------------------------------------------------------------------------- */

void
rw_rack_canvas_update_found (RwRackCanvas *self)
{
  g_autofree char *words = rw_text_fold (self->search);

  g_clear_pointer (&self->found, g_free);
  self->n_found = 0;
  g_strstrip (words);
  if (self->plan != NULL && self->wanted_classes != 0)
    {
      self->found = rw_rack_colouring_select (self->colouring, self->plan, self->wanted_classes);
      for (guint i = 0; i < self->plan->n_devices; i++)
        self->n_found += self->found[i];
    }
  if (self->plan != NULL && words[0] != '\0')
    {
      g_autofree guint8 *classed = g_steal_pointer (&self->found);

      self->n_found = 0;
      self->found = g_new0 (guint8, self->plan->n_devices + 1);
      for (guint i = 0; i < self->plan->n_devices; i++)
        {
          const RwRackDevice *device = &self->plan->devices[i];

          self->found[i] =
            rw_text_matches (device->words, words) && (classed == NULL || classed[i]);
          self->n_found += self->found[i];
        }
    }
  self->revision++;
  rw_rack_canvas_queue_view_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Colours --------------------------------------------------------------------------------------- */

/* With newer data a class may stand elsewhere in the legend, or be gone. */
static guint
carry_classes (const RwRackColouring *from, guint wanted, const RwRackColouring *to)
{
  guint carried = 0;

  for (guint i = 0; i < from->n_classes; i++)
    for (guint k = 0; k < to->n_classes && (wanted & (1u << i)) != 0; k++)
      if (g_str_equal (from->classes[i].label, to->classes[k].label))
        carried |= 1u << k;
  return carried;
}

/* The plan, or what colours stand for, is another. */
void
rw_rack_canvas_update_colouring (RwRackCanvas *self)
{
  g_autoptr (RwRackColouring) before = g_steal_pointer (&self->colouring);

  if (self->plan != NULL)
    self->colouring = rw_rack_colouring_new (self->plan, self->colour_by, rw_clock_now () / RW_DAY);
  rw_rack_painter_set_colouring (self->painter, self->colouring);
  self->wanted_classes =
    before != NULL && self->colouring != NULL && before->by == self->colouring->by
      ? carry_classes (before, self->wanted_classes, self->colouring)
      : 0;
}

/**
 * rw_rack_canvas_set_photos:
 * @photos: (nullable) (element-type utf8 GdkTexture): by rw_rack_photo_key(); not changed after this
 *
 * What device types look like: shown in place of the drawn faceplates, under the names, where nothing but
 * the status has a colour.
 */
void
rw_rack_canvas_set_photos (RwRackCanvas *self, GHashTable *photos)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));
  rw_rack_painter_set_photos (self->painter, photos);
  rw_rack_canvas_drop_drawn (self);
}

/**
 * rw_rack_photo_key:
 * @type: manufacturer and model, as in #RwRackDevice
 *
 * Returns: (transfer full): the key of a picture
 */
char *
rw_rack_photo_key (const char *type, RwFace face)
{
  return g_strdup_printf (RW_RACK_PHOTO_KEY, face, type);
}

/**
 * rw_rack_canvas_set_colour_by:
 *
 * What the colours of devices stand for. Every class is shown again.
 */
void
rw_rack_canvas_set_colour_by (RwRackCanvas *self, RwColourBy by)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));
  g_return_if_fail (by < RW_COLOUR_BY_N);

  if (self->colour_by == by)
    return;
  self->colour_by = by;
  rw_rack_canvas_update_colouring (self);
  rw_rack_canvas_update_found (self);
  rw_rack_canvas_drop_drawn (self);
}

RwColourBy
rw_rack_canvas_get_colour_by (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), RW_COLOUR_BY_STATUS);

  return self->colour_by;
}

/**
 * rw_rack_canvas_get_colouring:
 *
 * Returns: (transfer none) (nullable): the classes of the plan that is shown, until it, or what colours
 *   stand for, changes
 */
const RwRackColouring *
rw_rack_canvas_get_colouring (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), NULL);

  return self->colouring;
}

/**
 * rw_rack_canvas_get_classes:
 *
 * Returns: as rw_rack_canvas_set_classes() has it
 */
guint
rw_rack_canvas_get_classes (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  return self->wanted_classes;
}

/**
 * rw_rack_canvas_count_found:
 *
 * Returns: how many devices the search and the classes leave; 0 when neither is set
 */
guint
rw_rack_canvas_count_found (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  return self->n_found;
}

/**
 * rw_rack_canvas_set_classes:
 * @wanted: a bit for each class of the colouring; the rest steps back. 0 for all
 *
 * Returns: how many devices are found, by the search too
 */
guint
rw_rack_canvas_set_classes (RwRackCanvas *self, guint wanted)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  self->wanted_classes = wanted;
  rw_rack_canvas_update_found (self);
  return self->n_found;
}

/* --- Selection ------------------------------------------------------------------------------------- */

gboolean
rw_rack_canvas_spot_id (RwRackCanvas *self, const RwRackSpot *spot, RwKind *kind, RwId *id)
{
  switch (spot->kind)
    {
    case RW_RACK_SPOT_DEVICE:
      *kind = RW_KIND_DEVICE;
      *id = self->plan->devices[spot->device].id;
      return TRUE;
    case RW_RACK_SPOT_RACK:
      *kind = RW_KIND_RACK;
      *id = self->plan->racks[spot->rack].id;
      return TRUE;
    default:
      return FALSE;
    }
}

void
rw_rack_canvas_mark_selected (RwRackCanvas *self, gboolean selected)
{
  if (self->selected.kind == RW_RACK_SPOT_DEVICE &&
      self->device_items[self->selected.device] != NULL)
    rw_rack_item_set_selected (self->device_items[self->selected.device], selected);
  else if (self->selected.kind == RW_RACK_SPOT_RACK &&
           self->rack_items[self->selected.rack] != NULL)
    rw_rack_item_set_selected (self->rack_items[self->selected.rack], selected);
}

/**
 * rw_rack_canvas_select_spot:
 * @scroll: bring it into view
 */
void
rw_rack_canvas_select_spot (RwRackCanvas *self, const RwRackSpot *spot, gboolean scroll)
{
  gboolean same = rw_rack_spot_equal (spot, &self->selected);
  GdkRectangle rect;
  RwKind kind;
  RwId id;

  if (!same)
    rw_rack_canvas_mark_selected (self, FALSE);
  self->selected = *spot;
  if (scroll && self->layout != NULL && rw_rack_layout_get_rect (self->layout, spot, &rect))
    rw_rack_canvas_scroll_to_rect (self, &rect, FALSE);
  if (same)
    return;
  rw_rack_canvas_mark_selected (self, TRUE);
  rw_rack_canvas_update_focus (self);
  if (rw_rack_canvas_spot_id (self, spot, &kind, &id))
    g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT], 0, (int) kind, &id);
  else
    {
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT], 0, RW_KIND_NONE, NULL);
      if (spot->kind == RW_RACK_SPOT_FREE && self->plan != NULL)
        {
          g_autofree char *sentence = rw_rack_spot_sentence (self->plan, spot);

          rw_rack_canvas_say (self, sentence);
        }
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Moving ---------------------------------------------------------------------------------------- */

void
rw_rack_canvas_set_move (RwRackCanvas *self, RwRackMove *move)
{
  RwRackMove *before = self->move;

  self->move = move;
  if (before != NULL && before != move)
    rw_rack_move_free (before);
  if ((before != NULL) != (move != NULL))
    g_object_notify (G_OBJECT (self), "moving");
}

void
rw_rack_canvas_get_move_rect (RwRackCanvas *self, GdkRectangle *rect)
{
  const RwRackDevice *device = &self->plan->devices[self->move->device];
  RwFace face = (self->faces & (1 << self->move->face)) != 0 ? self->move->face
                : self->faces == RW_FACES_REAR               ? RW_FACE_REAR
                                                             : RW_FACE_FRONT;

  rw_rack_layout_unit_rect (self->layout, self->move->rack, face, self->move->start, device->length,
                            -1, rect);
  if (device->half_width)
    rect->width /= 2;
}

/**
 * rw_rack_canvas_pick_up:
 *
 * Returns: whether the device can be moved; if not, the person was told why
 */
gboolean
rw_rack_canvas_pick_up (RwRackCanvas *self, guint device, gboolean by_key)
{
  g_autofree char *refusal = NULL;

  self->move_by_key = by_key;
  rw_rack_canvas_set_move (self, rw_rack_move_new (self->plan, device, &refusal));
  if (self->move == NULL)
    {
      rw_rack_canvas_say (self, refusal);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_REFUSED], 0, refusal);
      return FALSE;
    }
  if (by_key)
    {
      g_autofree char *message =
        g_strdup_printf (_ ("Moving %s. Arrows move it, Enter drops it, Escape cancels."),
                         self->plan->devices[device].name);

      rw_rack_canvas_say (self, message);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/**
 * rw_rack_canvas_put_down:
 * @drop: here; else where it came from
 */
void
rw_rack_canvas_put_down (RwRackCanvas *self, gboolean drop)
{
  g_autoptr (RwRackMove) move = NULL;

  if (self->move == NULL)
    return;
  if (drop && !self->move->fits)
    {
      g_autofree char *reason = g_strdup (self->move->reason);

      /* By key it stays in the hand, so that the next arrow can put it right. */
      if (!self->move_by_key)
        rw_rack_canvas_set_move (self, NULL);
      rw_rack_canvas_say (self, reason);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_REFUSED], 0, reason);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  move = g_steal_pointer (&self->move);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!drop || !rw_rack_move_is_away (move))
    {
      if (self->move_by_key)
        rw_rack_canvas_say (self, _ ("Not moved"));
    }
  else
    {
      g_autofree char *place = rw_rack_move_describe (move);
      g_autofree char *message =
        g_strdup_printf (_ ("%s moved to %s"), move->plan->devices[move->device].name, place);
      RwId device = move->plan->devices[move->device].id, rack = move->plan->racks[move->rack].id;

      rw_rack_canvas_say (self, message);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_MOVE_REQUESTED], 0, &device, &rack,
                     rw_rack_position_from_half (move->start), (int) move->face);
    }
  g_object_notify (G_OBJECT (self), "moving");
}

/**
 * rw_rack_canvas_set_search:
 * @text: (nullable): words in names, types, services, roles; everything else steps back
 *
 * Returns: how many devices match
 */
guint
rw_rack_canvas_set_search (RwRackCanvas *self, const char *text)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  if (text != NULL && text[0] == '\0')
    text = NULL;
  if (g_set_str (&self->search, text))
    rw_rack_canvas_update_found (self);
  return self->n_found;
}

/**
 * rw_rack_canvas_find_next:
 *
 * Selects the next device that matches the search, in reading order from the selected one on, and
 * goes round at the end.
 *
 * Returns: whether there is one
 */
gboolean
rw_rack_canvas_find_next (RwRackCanvas *self, gboolean backwards)
{
  g_autoptr (GArray) all = NULL;
  int current = -1, best = -1;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  if (self->n_found == 0)
    return FALSE;
  all = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint rack = 0; rack < self->plan->n_racks; rack++)
    {
      GArray *order = rw_rack_canvas_get_order (self, rack);

      g_array_append_vals (all, order->data, order->len);
    }
  for (guint i = 0; i < all->len && self->selected.kind == RW_RACK_SPOT_DEVICE; i++)
    if (g_array_index (all, guint, i) == self->selected.device)
      current = (int) i;
  for (guint n = 1; n <= all->len && best < 0; n++)
    {
      int i = ((backwards ? MAX (current, 0) - (int) n : current + (int) n) + 2 * (int) all->len) %
              (int) all->len;

      if (self->found[g_array_index (all, guint, i)])
        best = i;
    }
  if (best < 0)
    return FALSE;
  return rw_rack_canvas_reveal (self, RW_KIND_DEVICE,
                                &self->plan->devices[g_array_index (all, guint, best)].id);
}

/**
 * rw_rack_canvas_get_selected:
 *
 * Returns: whether a device or a rack is selected
 */
gboolean
rw_rack_canvas_get_selected (RwRackCanvas *self, RwKind *kind, RwId *id)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  return self->plan != NULL && rw_rack_canvas_spot_id (self, &self->selected, kind, id);
}

void
rw_rack_canvas_clear_selection (RwRackCanvas *self)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  rw_rack_canvas_select_spot (self, &RW_RACK_SPOT_INIT, FALSE);
}

/**
 * rw_rack_canvas_start_move:
 *
 * Picks the selected device up, to be moved with the arrow keys.
 *
 * Returns: whether there is one that can be moved
 */
gboolean
rw_rack_canvas_start_move (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  if (self->selected.kind != RW_RACK_SPOT_DEVICE)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return rw_rack_canvas_pick_up (self, self->selected.device, TRUE);
}

/**
 * rw_rack_canvas_get_moving:
 *
 * Returns: whether a device is in the hand
 */
gboolean
rw_rack_canvas_get_moving (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  return self->move != NULL;
}

/**
 * rw_rack_canvas_get_by_key:
 *
 * Returns: whether a device is moved with the keyboard, so that a hint which keys do what is of use
 */
gboolean
rw_rack_canvas_get_by_key (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  return self->move != NULL && self->move_by_key;
}
