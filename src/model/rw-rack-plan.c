/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rw-text.h"

/**
 * rw_rack_plan_new:
 * @place: (nullable): a site or a room
 * @title: (nullable): what it is called
 *
 * Returns: (transfer full): an empty plan: add, then rw_rack_plan_finish()
 */
RwRackPlan *
rw_rack_plan_new (const RwId *place, const char *title)
{
  RwRackPlan *plan = g_new0 (RwRackPlan, 1);

  g_atomic_ref_count_init (&plan->ref_count);
  plan->strings = g_string_chunk_new (4096);
  plan->place = place != NULL ? *place : RW_ID_NIL;
  plan->title = rw_rack_plan_intern (plan, title);
  plan->room_array = g_array_new (FALSE, TRUE, sizeof (RwRackRoom));
  plan->rack_array = g_array_new (FALSE, TRUE, sizeof (RwRackInfo));
  plan->device_array = g_array_new (FALSE, TRUE, sizeof (RwRackDevice));
  plan->reservation_array = g_array_new (FALSE, TRUE, sizeof (RwRackReservation));
  plan->port_array = g_byte_array_new ();
  plan->device_index = g_hash_table_new (rw_id_hash, rw_id_equal);
  return plan;
}

RwRackPlan *
rw_rack_plan_ref (RwRackPlan *plan)
{
  g_return_val_if_fail (plan != NULL, NULL);

  g_atomic_ref_count_inc (&plan->ref_count);
  return plan;
}

void
rw_rack_plan_unref (RwRackPlan *plan)
{
  if (plan == NULL || !g_atomic_ref_count_dec (&plan->ref_count))
    return;
  for (guint i = 0; i < plan->rack_array->len; i++)
    {
      RwRackInfo *rack = &g_array_index (plan->rack_array, RwRackInfo, i);

      g_clear_pointer (&rack->slots[0], g_array_unref);
      g_clear_pointer (&rack->slots[1], g_array_unref);
      g_clear_pointer (&rack->sides, g_array_unref);
      g_clear_pointer (&rack->reservations, g_array_unref);
    }
  g_array_unref (plan->room_array);
  g_array_unref (plan->rack_array);
  g_array_unref (plan->device_array);
  g_array_unref (plan->reservation_array);
  g_byte_array_unref (plan->port_array);
  g_hash_table_unref (plan->device_index);
  g_string_chunk_free (plan->strings);
  g_free (plan);
}

/**
 * rw_rack_plan_intern:
 * @text: (nullable):
 *
 * Returns: (nullable): the same text, kept by the plan and only once
 */
const char *
rw_rack_plan_intern (RwRackPlan *plan, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (plan->strings, text) : NULL;
}

/**
 * rw_rack_plan_add_room:
 * @room: its name is copied
 */
void
rw_rack_plan_add_room (RwRackPlan *plan, const RwRackRoom *room)
{
  RwRackRoom copy = *room;

  g_return_if_fail (!plan->finished);

  copy.name = rw_rack_plan_intern (plan, room->name != NULL ? room->name : "");
  g_array_append_val (plan->room_array, copy);
}

/**
 * rw_rack_plan_add_rack:
 * @rack: texts are copied
 */
void
rw_rack_plan_add_rack (RwRackPlan *plan, const RwRackInfo *rack)
{
  RwRackInfo copy = *rack;

  g_return_if_fail (!plan->finished);

  copy.name = rw_rack_plan_intern (plan, rack->name != NULL ? rack->name : "");
  copy.row = rw_rack_plan_intern (plan, rack->row);
  copy.units = MAX (1, rack->units);
  copy.slots[0] = g_array_new (FALSE, FALSE, sizeof (RwRackSlot));
  copy.slots[1] = g_array_new (FALSE, FALSE, sizeof (RwRackSlot));
  copy.sides = g_array_new (FALSE, FALSE, sizeof (guint));
  copy.reservations = g_array_new (FALSE, FALSE, sizeof (RwRackReservation));
  g_array_append_val (plan->rack_array, copy);
}

/**
 * rw_rack_plan_add_device:
 * @device: texts are copied
 */
void
rw_rack_plan_add_device (RwRackPlan *plan, const RwRackDevice *device)
{
  RwRackDevice copy = *device;

  g_return_if_fail (!plan->finished);

  copy.name = rw_rack_plan_intern (plan, device->name != NULL ? device->name : "");
  copy.type = rw_rack_plan_intern (plan, device->type);
  copy.model = rw_rack_plan_intern (plan, device->model);
  copy.service = rw_rack_plan_intern (plan, device->service);
  copy.customer = rw_rack_plan_intern (plan, device->customer);
  copy.platform = rw_rack_plan_intern (plan, device->platform);
  copy.vlan = rw_rack_plan_intern (plan, device->vlan);
  copy.bay = rw_rack_plan_intern (plan, device->bay);
  copy.ticket = rw_rack_plan_intern (plan, device->ticket);
  copy.rack = copy.parent = -1;
  g_array_append_val (plan->device_array, copy);
}

void
rw_rack_plan_add_reservation (RwRackPlan *plan, const RwRackReservation *reservation)
{
  RwRackReservation copy = *reservation;

  g_return_if_fail (!plan->finished);

  copy.purpose =
    rw_rack_plan_intern (plan, reservation->purpose != NULL ? reservation->purpose : "");
  g_array_append_val (plan->reservation_array, copy);
}

/* Ids in an array that does not grow any more. */
static GHashTable *
device_index (RwRackPlan *plan)
{
  if (g_hash_table_size (plan->device_index) != plan->device_array->len)
    {
      g_hash_table_remove_all (plan->device_index);
      for (guint i = 0; i < plan->device_array->len; i++)
        {
          RwRackDevice *device = &g_array_index (plan->device_array, RwRackDevice, i);

          g_hash_table_insert (plan->device_index, &device->id, GUINT_TO_POINTER (i + 1));
        }
    }
  return plan->device_index;
}

/**
 * rw_rack_plan_edit_device:
 *
 * For what is read apart from the devices (tickets, backups, ports). Add all devices first.
 *
 * Returns: (nullable): the device, until rw_rack_plan_finish()
 */
RwRackDevice *
rw_rack_plan_edit_device (RwRackPlan *plan, const RwId *id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (device_index (plan), id));

  g_return_val_if_fail (!plan->finished, NULL);

  return index > 0 ? &g_array_index (plan->device_array, RwRackDevice, index - 1) : NULL;
}

/**
 * rw_rack_plan_add_port:
 *
 * Adds a port behind the others of @device. All ports of one device are added before those of the next.
 */
void
rw_rack_plan_add_port (RwRackPlan *plan, RwRackDevice *device, RwPortState state)
{
  guint8 byte = state;

  if (device->n_ports == 0)
    device->first_port = plan->port_array->len;
  g_return_if_fail (device->first_port + device->n_ports == plan->port_array->len);
  g_byte_array_append (plan->port_array, &byte, 1);
  device->n_ports++;
}

void
rw_rack_plan_add_feed (RwRackPlan *plan, const RwId *rack, RwFeedLeg leg, double watts)
{
  for (guint i = 0; i < plan->rack_array->len; i++)
    {
      RwRackInfo *info = &g_array_index (plan->rack_array, RwRackInfo, i);

      if (rw_id_equal (&info->id, rack))
        info->feed_watts[leg] += watts;
    }
}

static int
compare_texts (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  return rw_text_collate (a, b);
}

static int
compare_rooms (gconstpointer a, gconstpointer b)
{
  const RwRackRoom *x = a, *y = b;
  int order = rw_text_collate (x->name, y->name);

  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

static int
compare_racks (gconstpointer a, gconstpointer b)
{
  const RwRackInfo *x = a, *y = b;
  int order = (x->room > y->room) - (x->room < y->room);

  if (order == 0)
    order = compare_texts (x->row, y->row);
  if (order != 0)
    return order;
  if (x->position != y->position)
    return x->position < y->position ? -1 : 1;
  order = compare_texts (x->name, y->name);
  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

/* Chassis directly, each followed by nothing: children of one parent are adjacent, in bay order, at the end. */
static int
compare_devices (gconstpointer a, gconstpointer b)
{
  const RwRackDevice *x = a, *y = b;
  gboolean x_child = !rw_id_is_nil (&x->parent_id), y_child = !rw_id_is_nil (&y->parent_id);
  int order;

  if (x_child != y_child)
    return x_child ? 1 : -1;
  order = x_child ? rw_id_compare (&x->parent_id, &y->parent_id)
                  : rw_id_compare (&x->rack_id, &y->rack_id);
  if (order != 0)
    return order;
  if (x_child)
    order = compare_texts (x->bay, y->bay);
  else
    order = (x->start > y->start) - (x->start < y->start);
  if (order == 0)
    order = compare_texts (x->name, y->name);
  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

/* "Bay 12", "12", "slot-3": the number at the end, from 1; 0 for none. */
static int
bay_number (const char *bay)
{
  const char *p;

  if (bay == NULL)
    return 0;
  p = bay + strlen (bay);
  while (p > bay && g_ascii_isdigit (p[-1]))
    p--;
  return *p != '\0' && strlen (p) < 5 ? atoi (p) : 0;
}

static void
place_children (RwRackPlan *plan, RwRackDevice *chassis)
{
  int highest = chassis->n_bays;
  guint64 taken[4] = { 0 };
  gboolean numbered = TRUE;

  for (guint i = 0; i < chassis->n_children; i++)
    {
      int number = bay_number (plan->devices[chassis->first_child + i].bay);

      if (number < 1 || number > 256 ||
          (taken[(number - 1) / 64] & (G_GUINT64_CONSTANT (1) << ((number - 1) % 64))) != 0)
        {
          numbered = FALSE;
          break;
        }
      taken[(number - 1) / 64] |= G_GUINT64_CONSTANT (1) << ((number - 1) % 64);
      highest = MAX (highest, number);
    }
  if (numbered && highest > MAX (chassis->n_bays, 2 * (int) chassis->n_children))
    numbered = FALSE;
  for (guint i = 0; i < chassis->n_children; i++)
    {
      RwRackDevice *child = &plan->devices[chassis->first_child + i];

      child->bay_index = numbered ? bay_number (child->bay) - 1 : (int) i;
    }
  chassis->n_bays = MAX (numbered ? highest : (int) chassis->n_children, chassis->n_bays);
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const RwRackSlot *x = a, *y = b;

  if (x->start != y->start)
    return x->start - y->start;
  return (x->device > y->device) - (x->device < y->device);
}

/* Half-width devices: the left column as long as it is free, else the right one. */
static void
choose_columns (RwRackPlan *plan, GArray *slots)
{
  int top[2] = { G_MININT, G_MININT };

  for (guint i = 0; i < slots->len; i++)
    {
      RwRackSlot *slot = &g_array_index (slots, RwRackSlot, i);
      int column;

      slot->column = -1;
      if (!plan->devices[slot->device].half_width)
        continue;
      column = top[0] <= slot->start ? 0 : 1;
      slot->column = column;
      top[column] = slot->start + slot->length;
    }
}

static void
set_short_names (RwRackInfo *racks, guint n_racks)
{
  gsize common = n_racks > 1 ? strlen (racks[0].name) : 0;

  for (guint i = 1; i < n_racks; i++)
    {
      gsize n = 0;

      while (n < common && racks[i].name[n] == racks[0].name[n] && racks[i].name[n] != '\0')
        n++;
      common = n;
    }
  /* Cut behind a separator, never within a word or a number. */
  while (common > 0 && strchr ("-_ ./:·", racks[0].name[common - 1]) == NULL)
    common--;
  for (guint i = 0; i < n_racks; i++)
    racks[i].short_name = racks[i].name + common;
}

/* Racks into their rooms; a room without racks is none to be drawn. */
static void
sort_rooms (RwRackPlan *plan)
{
  g_autoptr (GHashTable) index = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GArray) rooms = g_steal_pointer (&plan->room_array);
  guint unknown;

  g_array_sort (rooms, compare_rooms);
  unknown = rooms->len;
  for (guint i = 0; i < rooms->len; i++)
    g_hash_table_insert (index, &g_array_index (rooms, RwRackRoom, i).id, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < plan->rack_array->len; i++)
    {
      RwRackInfo *rack = &g_array_index (plan->rack_array, RwRackInfo, i);
      guint room = GPOINTER_TO_UINT (g_hash_table_lookup (index, &rack->room_id));

      rack->room = room > 0 ? room - 1 : unknown;
    }
  g_array_sort (plan->rack_array, compare_racks);
  plan->room_array = g_array_new (FALSE, TRUE, sizeof (RwRackRoom));
  for (guint first = 0, end; first < plan->rack_array->len; first = end)
    {
      RwRackInfo *racks = (RwRackInfo *) plan->rack_array->data;
      guint from = racks[first].room;
      RwRackRoom room = { .id = racks[first].room_id, .name = "", .first_aisle = -1 };

      if (from < unknown)
        room = g_array_index (rooms, RwRackRoom, from);
      for (end = first; end < plan->rack_array->len && racks[end].room == from; end++)
        ;
      room.first = first;
      room.n = end - first;
      set_short_names (racks + first, room.n);
      for (guint i = first; i < end; i++)
        racks[i].room = plan->room_array->len;
      g_array_append_val (plan->room_array, room);
    }
  plan->rooms = (RwRackRoom *) plan->room_array->data;
  plan->n_rooms = plan->room_array->len;
}

/* Each text is kept once, and folded once: there are many more devices than services. */
static void
append_folded (GString *words, GHashTable *folded, const char *text)
{
  char *known;

  if (text == NULL || *text == '\0')
    return;
  known = g_hash_table_lookup (folded, text);
  if (known == NULL)
    {
      known = rw_text_fold (text);
      g_hash_table_insert (folded, (gpointer) text, known);
    }
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, known);
}

/* Folding takes longer than looking, and looking is done at every key. */
static void
set_words (RwRackPlan *plan, RwRackDevice *device, GHashTable *folded, GString *words)
{
  g_string_truncate (words, 0);
  append_folded (words, folded, device->name);
  append_folded (words, folded, device->rack >= 0 ? plan->racks[device->rack].name : NULL);
  append_folded (words, folded, device->type);
  append_folded (words, folded, device->service);
  append_folded (words, folded, device->ticket);
  append_folded (words, folded, device->customer);
  append_folded (words, folded, device->platform);
  append_folded (words, folded, rw_enum_label (&rw_enum_device_role, device->role));
  device->words = g_string_chunk_insert (plan->strings, words->str);
}

static void
add_to_rack (RwRackPlan *plan, guint index)
{
  RwRackDevice *device = &plan->devices[index];
  RwRackInfo *rack;

  if (device->rack < 0)
    return;
  rack = &plan->racks[device->rack];
  rack->n_devices++;
  if (device->parent >= 0)
    return;
  if (device->watts > 0 && !rw_stage_is_ghost (device->stage) &&
      device->role != RW_DEVICE_ROLE_PDU && device->role != RW_DEVICE_ROLE_UPS)
    rack->watts += device->watts;
  if (device->length == 0)
    {
      if (device->side >= 0)
        g_array_append_val (rack->sides, index);
      return;
    }
  for (int face = 0; face < 2; face++)
    if ((device->faces & (1 << face)) != 0)
      {
        RwRackSlot slot = { index, device->start, device->length, -1, (int) device->face != face };

        g_array_append_val (rack->slots[face], slot);
      }
}

/**
 * rw_rack_plan_finish:
 *
 * Sorts, joins and sums up what was added; from now on the plan is read-only.
 */
void
rw_rack_plan_finish (RwRackPlan *plan)
{
  g_autoptr (GHashTable) racks = g_hash_table_new (rw_id_hash, rw_id_equal),
                         folded = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GString) words = g_string_new (NULL);

  g_return_if_fail (!plan->finished);

  sort_rooms (plan);
  g_array_sort (plan->device_array, compare_devices);
  plan->racks = (RwRackInfo *) plan->rack_array->data;
  plan->n_racks = plan->rack_array->len;
  plan->devices = (RwRackDevice *) plan->device_array->data;
  plan->n_devices = plan->device_array->len;
  plan->ports = plan->port_array->data;
  plan->n_ports = plan->port_array->len;
  g_hash_table_remove_all (plan->device_index);
  device_index (plan);

  for (guint i = 0; i < plan->n_racks; i++)
    g_hash_table_insert (racks, &plan->racks[i].id, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < plan->n_devices; i++)
    {
      RwRackDevice *device = &plan->devices[i];
      int parent = rw_id_is_nil (&device->parent_id)
                     ? -1
                     : rw_rack_plan_find_device (plan, &device->parent_id);

      device->parent = parent;
      device->rack = (int) GPOINTER_TO_UINT (g_hash_table_lookup (racks, &device->rack_id)) - 1;
      if (parent >= 0)
        {
          RwRackDevice *chassis = &plan->devices[parent];

          /* Parents come before their children, so theirs is known. */
          device->rack = chassis->rack;
          if (chassis->n_children++ == 0)
            chassis->first_child = i;
        }
      add_to_rack (plan, i);
      set_words (plan, device, folded, words);
    }
  for (guint i = 0; i < plan->n_devices; i++)
    if (plan->devices[i].n_children > 0)
      place_children (plan, &plan->devices[i]);
  for (guint i = 0; i < plan->reservation_array->len; i++)
    {
      RwRackReservation *reservation =
        &g_array_index (plan->reservation_array, RwRackReservation, i);
      guint rack = GPOINTER_TO_UINT (g_hash_table_lookup (racks, &reservation->rack_id));

      if (rack > 0)
        g_array_append_val (plan->racks[rack - 1].reservations, *reservation);
    }
  for (guint i = 0; i < plan->n_racks; i++)
    {
      RwRackInfo *rack = &plan->racks[i];
      g_autoptr (RwRackSpace) space = NULL;

      for (int face = 0; face < 2; face++)
        {
          g_array_sort (rack->slots[face], compare_slots);
          choose_columns (plan, rack->slots[face]);
        }
      space = rw_rack_plan_get_space (plan, i);
      rw_rack_space_get_use (space, &rack->use);
    }
  plan->finished = TRUE;
}

/**
 * rw_rack_plan_find_rack:
 *
 * Returns: the rack's index, or -1
 */
int
rw_rack_plan_find_rack (RwRackPlan *plan, const RwId *id)
{
  for (guint i = 0; i < plan->n_racks; i++)
    if (rw_id_equal (&plan->racks[i].id, id))
      return (int) i;
  return -1;
}

/**
 * rw_rack_plan_find_room:
 *
 * Returns: the room's index, or -1: also for one in which no rack stands
 */
int
rw_rack_plan_find_room (RwRackPlan *plan, const RwId *id)
{
  for (guint i = 0; i < plan->n_rooms; i++)
    if (rw_id_equal (&plan->rooms[i].id, id))
      return (int) i;
  return -1;
}

/**
 * rw_rack_plan_find_device:
 *
 * Returns: the device's index, or -1
 */
int
rw_rack_plan_find_device (RwRackPlan *plan, const RwId *id)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (plan->device_index, id)) - 1;
}

/**
 * rw_rack_plan_get_placement:
 * @placement: (out): where the device is; its name belongs to the plan
 */
void
rw_rack_plan_get_placement (RwRackPlan *plan, guint device, RwPlacement *placement)
{
  const RwRackDevice *d = &plan->devices[device];

  *placement = (RwPlacement) { d->id, d->name, d->start, d->length, d->faces, d->half_width };
}

/**
 * rw_rack_plan_get_space:
 *
 * Returns: (transfer full): the units of a rack as the plan knows them
 */
RwRackSpace *
rw_rack_plan_get_space (RwRackPlan *plan, guint rack)
{
  const RwRackInfo *info = &plan->racks[rack];
  RwRackSpace *space = rw_rack_space_new (info->name, info->units, info->numbering);

  for (int face = 0; face < 2; face++)
    for (guint i = 0; i < info->slots[face]->len; i++)
      {
        const RwRackSlot *slot = &g_array_index (info->slots[face], RwRackSlot, i);
        RwPlacement placement;

        /* A full-depth device has a slot on each face, but stands there once. */
        if (slot->other_side)
          continue;
        rw_rack_plan_get_placement (plan, slot->device, &placement);
        rw_rack_space_add (space, &placement);
      }
  for (guint i = 0; i < info->reservations->len; i++)
    {
      const RwRackReservation *r = &g_array_index (info->reservations, RwRackReservation, i);
      RwPlacement placement = { r->id, r->purpose, r->start, r->length, r->faces, FALSE };

      rw_rack_space_reserve (space, &placement);
    }
  return space;
}

/**
 * rw_rack_info_get_loss:
 * @worst: (out) (optional): the leg whose failure leaves the least
 *
 * Utilisation of what is left when one feed fails: a rack on two feeds at 50 % each is full (DOMAIN,
 * "Racks and power").
 *
 * Returns: 1 for full; -1 when a leg or the draw is not known
 */
double
rw_rack_info_get_loss (const RwRackInfo *rack, RwFeedLeg *worst)
{
  double a = rack->feed_watts[RW_FEED_LEG_A], b = rack->feed_watts[RW_FEED_LEG_B];

  if (a <= 0 || b <= 0 || rack->watts <= 0)
    return -1;
  if (worst != NULL)
    *worst = a >= b ? RW_FEED_LEG_A : RW_FEED_LEG_B;
  return rack->watts / MIN (a, b);
}

/**
 * rw_feed_watts:
 * @max_percent: how much of it may be used
 *
 * Returns: what a feed offers: volts × amperes × the allowed part, × √3 for three phases (volts
 *   between phases)
 */
double
rw_feed_watts (double volts, double amperes, double max_percent, gboolean three_phases)
{
  return fabs (volts) * amperes * max_percent / 100 * (three_phases ? sqrt (3) : 1);
}
