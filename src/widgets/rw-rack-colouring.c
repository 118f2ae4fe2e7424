/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-colouring.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-rack-words.h"
#include "rw-text.h"

static const struct
{
  const char *id;
  const char *label;
} infos[RW_COLOUR_BY_N] = {
  [RW_COLOUR_BY_STATUS] = { "status", NC_ ("colour by", "Status") },
  [RW_COLOUR_BY_CUSTOMER] = { "customer", NC_ ("colour by", "Customer") },
  [RW_COLOUR_BY_SERVICE] = { "service", NC_ ("colour by", "Business service") },
  [RW_COLOUR_BY_PLATFORM] = { "platform", NC_ ("colour by", "Platform") },
  [RW_COLOUR_BY_AGE] = { "age", NC_ ("colour by", "Age") },
  [RW_COLOUR_BY_END_OF_SUPPORT] = { "end-of-support", NC_ ("colour by", "End of support") },
  [RW_COLOUR_BY_PATCH_AGE] = { "patch-age", NC_ ("colour by", "Last patched") },
  [RW_COLOUR_BY_POWER] = { "power", NC_ ("colour by", "Power draw") },
  [RW_COLOUR_BY_WEIGHT] = { "weight", NC_ ("colour by", "Weight") },
  [RW_COLOUR_BY_FREE_SPACE] = { "free-space", NC_ ("colour by", "Free space") },
  [RW_COLOUR_BY_VLAN] = { "vlan", NC_ ("colour by", "VLAN") },
  [RW_COLOUR_BY_BACKUP] = { "backup", NC_ ("colour by", "Backup") },
  [RW_COLOUR_BY_TICKETS] = { "tickets", NC_ ("colour by", "Open tickets") },
  [RW_COLOUR_BY_CHANGES] = { "changes", NC_ ("colour by", "Changes today") },
};

/* Told apart by their lightness too, on the dark metal of a rack. */
static const guint name_colors[RW_COLOUR_NAMES] = {
  0x5aa9e6, 0xf4a259, 0x7bd389, 0xe887b5, 0xd9c84f, 0x9d8df1,
  0x4fd1c5, 0xe07a5f, 0xb7d7ff, 0xb8e986, 0xd4a5ff,
};
static const guint other_color = 0xa9a6b2, none_color = 0x6f6d77;

/* From the worst to what is well. */
static const guint grade_colors[] = { 0xff7b72, 0xf6a04d, 0xe8d05c, 0x93cf7c, 0x55c3a6 };

static GdkRGBA
rgb (guint hex)
{
  return (GdkRGBA){ (float) ((hex >> 16) & 0xff) / 255, (float) ((hex >> 8) & 0xff) / 255,
                    (float) (hex & 0xff) / 255, 1 };
}

/**
 * rw_colour_by_label:
 *
 * Returns: (transfer none): translated
 */
const char *
rw_colour_by_label (RwColourBy by)
{
  return g_dpgettext2 (NULL, "colour by", infos[by].label);
}

/**
 * rw_colour_by_id:
 *
 * Returns: (transfer none): stable, for the settings
 */
const char *
rw_colour_by_id (RwColourBy by)
{
  return infos[by].id;
}

/**
 * rw_colour_by_from_id:
 *
 * Returns: what it means; @RW_COLOUR_BY_STATUS for a word that is not known
 */
RwColourBy
rw_colour_by_from_id (const char *id)
{
  for (int by = 0; by < RW_COLOUR_BY_N; by++)
    if (g_strcmp0 (infos[by].id, id) == 0)
      return by;
  return RW_COLOUR_BY_STATUS;
}

static int
add_class (RwRackColouring *colouring, const char *label, GdkRGBA color, gboolean nothing)
{
  g_return_val_if_fail (colouring->n_classes < RW_COLOUR_CLASSES, -1);

  colouring->classes[colouring->n_classes] = (RwColourClass){ g_strdup (label), 0, color, nothing };
  return (int) colouring->n_classes++;
}

/* --- By names ------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  guint count;
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const Named *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return rw_text_collate (x->name, y->name);
}

static const char *
get_name (const RwRackDevice *device, RwColourBy by)
{
  switch (by)
    {
    case RW_COLOUR_BY_CUSTOMER:
      return device->customer;
    case RW_COLOUR_BY_SERVICE:
      return device->service;
    case RW_COLOUR_BY_PLATFORM:
      return device->platform;
    default:
      return device->vlan;
    }
}

/* Names are kept once by the plan: the same name is the same pointer. */
static void
colour_names (RwRackColouring *colouring, RwRackPlan *plan)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (Named));
  GHashTableIter iter;
  gpointer name, count;
  guint n_first;
  int other = -1, none;

  for (guint i = 0; i < plan->n_devices; i++)
    {
      name = (gpointer) get_name (&plan->devices[i], colouring->by);
      if (name == NULL)
        continue;
      count = g_hash_table_lookup (counts, name);
      g_hash_table_insert (counts, name, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &name, &count))
    {
      Named one = { name, GPOINTER_TO_UINT (count) };

      g_array_append_val (named, one);
    }
  g_array_sort (named, compare_named);
  n_first = named->len > RW_COLOUR_NAMES ? RW_COLOUR_NAMES - 1 : named->len;
  for (guint i = 0; i < n_first; i++)
    {
      const Named *one = &g_array_index (named, Named, i);

      g_hash_table_insert (numbers, (gpointer) one->name,
                           GINT_TO_POINTER (
                             1 + add_class (colouring, one->name, rgb (name_colors[i]), FALSE)));
    }
  if (n_first < named->len)
    {
      g_autofree char *label =
        g_strdup_printf (ngettext ("%u other", "%u others", named->len - n_first),
                         named->len - n_first);

      other = add_class (colouring, label, rgb (other_color), FALSE);
    }
  none = add_class (colouring, C_ ("colour by", "None"), rgb (none_color), TRUE);
  for (guint i = 0; i < plan->n_devices; i++)
    {
      int number;

      name = (gpointer) get_name (&plan->devices[i], colouring->by);
      number = name != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (numbers, name)) - 1 : none;
      colouring->of_device[i] = (gint8) (number >= 0 ? number : other);
    }
}

/* --- By grades ----------------------------------------------------------------------------------- */

/* Labels from the worst to the best; the last one is of what is not known. */
typedef struct
{
  const char *labels[6];
  guint n;
  guint colors[6]; /* which of the grades, or G_MAXUINT for nothing */
} Scale;

#define NOTHING G_MAXUINT

static const Scale scales[RW_COLOUR_BY_N] = {
  [RW_COLOUR_BY_AGE] = { { NC_ ("age", "Over 5 years"), NC_ ("age", "3 to 5 years"), NC_ ("age", "1 to 3 years"), NC_ ("age", "Under a year"), NC_ ("age", "Not known") },
                         5, { 0, 1, 2, 4, NOTHING } },
  [RW_COLOUR_BY_END_OF_SUPPORT] = { { NC_ ("support", "Ended"), NC_ ("support", "Within 6 months"), NC_ ("support", "Within a year"), NC_ ("support", "Later"), NC_ ("support", "Not known") },
                                    5, { 0, 1, 2, 4, NOTHING } },
  [RW_COLOUR_BY_PATCH_AGE] = { { NC_ ("patched", "Over 180 days ago"), NC_ ("patched", "90 to 180 days"), NC_ ("patched", "30 to 90 days"), NC_ ("patched", "Within 30 days"), NC_ ("patched", "Not known") },
                               5, { 0, 1, 2, 4, NOTHING } },
  [RW_COLOUR_BY_POWER] = { { NC_ ("power", "Over 800 W"), NC_ ("power", "400 to 800 W"), NC_ ("power", "200 to 400 W"), NC_ ("power", "Up to 200 W"), NC_ ("power", "Not known") },
                           5, { 0, 1, 2, 4, NOTHING } },
  [RW_COLOUR_BY_WEIGHT] = { { NC_ ("weight", "Over 40 kg"), NC_ ("weight", "25 to 40 kg"), NC_ ("weight", "10 to 25 kg"), NC_ ("weight", "Up to 10 kg"), NC_ ("weight", "Not known") },
                            5, { 0, 1, 2, 4, NOTHING } },
  [RW_COLOUR_BY_FREE_SPACE] = { { NC_ ("free units", "Full"), NC_ ("free units", "1 to 4 U"), NC_ ("free units", "5 to 9 U"), NC_ ("free units", "10 to 19 U"), NC_ ("free units", "20 U and more") },
                                5, { 0, 1, 2, 3, 4 } },
  [RW_COLOUR_BY_BACKUP] = { { NC_ ("backup", "Failed"), NC_ ("backup", "Missed"), NC_ ("backup", "Warning or answered"), NC_ ("backup", "Good"), NC_ ("backup", "No job") },
                            5, { 0, 1, 2, 4, NOTHING } },
  [RW_COLOUR_BY_TICKETS] = { { NC_ ("tickets", "P1"), NC_ ("tickets", "P2"), NC_ ("tickets", "P3"), NC_ ("tickets", "P4 and P5"), NC_ ("tickets", "None open") },
                             5, { 0, 1, 2, 3, NOTHING } },
  [RW_COLOUR_BY_CHANGES] = { { NC_ ("changes", "In progress"), NC_ ("changes", "Still today"), NC_ ("changes", "None today") },
                             3, { 0, 2, NOTHING } },
};

static const char *const contexts[RW_COLOUR_BY_N] = {
  [RW_COLOUR_BY_AGE] = "age",         [RW_COLOUR_BY_END_OF_SUPPORT] = "support",
  [RW_COLOUR_BY_PATCH_AGE] = "patched", [RW_COLOUR_BY_POWER] = "power",
  [RW_COLOUR_BY_WEIGHT] = "weight",   [RW_COLOUR_BY_FREE_SPACE] = "free units",
  [RW_COLOUR_BY_BACKUP] = "backup",   [RW_COLOUR_BY_TICKETS] = "tickets",
  [RW_COLOUR_BY_CHANGES] = "changes",
};

/* Which step @value is over, of steps that go down. */
static int
over (double value, double a, double b, double c)
{
  return value > a ? 0 : value > b ? 1 : value > c ? 2 : 3;
}

static int
grade_device (const RwRackDevice *device, RwColourBy by, gint64 today)
{
  switch (by)
    {
    case RW_COLOUR_BY_AGE:
      return device->purchased == 0
               ? 4
               : over ((double) (today - device->purchased), 5 * 365.25, 3 * 365.25, 365.25);
    case RW_COLOUR_BY_END_OF_SUPPORT:
      if (device->end_of_support == 0)
        return 4;
      return 3 - over ((double) (device->end_of_support - today), 365, 182, -1);
    case RW_COLOUR_BY_PATCH_AGE:
      return device->patched == 0 ? 4 : over ((double) (today - device->patched), 180, 90, 30);
    case RW_COLOUR_BY_POWER:
      return device->watts <= 0 ? 4 : over (device->watts, 800, 400, 200);
    case RW_COLOUR_BY_WEIGHT:
      return device->weight <= 0 ? 4 : over (device->weight, 40, 25, 10);
    case RW_COLOUR_BY_BACKUP:
      switch (device->backup)
        {
        case RW_BACKUP_STATE_FAILED:
          return 0;
        case RW_BACKUP_STATE_MISSED:
          return 1;
        case RW_BACKUP_STATE_WARNING:
          return 2;
        case RW_BACKUP_STATE_GOOD:
          return 3;
        case RW_BACKUP_STATE_NONE:
        default:
          return 4;
        }
    case RW_COLOUR_BY_TICKETS:
      return device->priority < 0 ? 4 : MIN (device->priority, 3);
    case RW_COLOUR_BY_CHANGES:
      return device->change == RW_CHANGE_TODAY_RUNNING ? 0
             : device->change == RW_CHANGE_TODAY_AHEAD ? 1
                                                       : 2;
    default:
      return -1;
    }
}

static int
grade_rack (const RwRackInfo *rack)
{
  return rack->use.free < 1 ? 0 : 4 - over (rack->use.free, 19.5, 9.5, 4.5);
}

static void
colour_grades (RwRackColouring *colouring, RwRackPlan *plan, gint64 today)
{
  const Scale *scale = &scales[colouring->by];

  for (guint i = 0; i < scale->n; i++)
    add_class (colouring, g_dpgettext2 (NULL, contexts[colouring->by], scale->labels[i]),
               rgb (scale->colors[i] == NOTHING ? none_color : grade_colors[scale->colors[i]]),
               scale->colors[i] == NOTHING);
  for (guint i = 0; i < plan->n_devices; i++)
    colouring->of_device[i] = (gint8) grade_device (&plan->devices[i], colouring->by, today);
  for (guint i = 0; i < plan->n_racks && colouring->by == RW_COLOUR_BY_FREE_SPACE; i++)
    colouring->of_rack[i] = (gint8) grade_rack (&plan->racks[i]);
}

static void
colour_status (RwRackColouring *colouring, RwRackPlan *plan)
{
  /* In the order of their weight. */
  static const RwStatus order[] = { RW_STATUS_BAD, RW_STATUS_ATTENTION, RW_STATUS_PLANNED,
                                    RW_STATUS_GOOD, RW_STATUS_UNKNOWN };
  int number[RW_STATUS_N_VALUES] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GdkRGBA color;

      rw_status_get_rgba (order[i], TRUE, FALSE, &color);
      number[order[i]] =
        add_class (colouring, rw_status_label (order[i]), color, order[i] == RW_STATUS_UNKNOWN);
    }
  for (guint i = 0; i < plan->n_devices; i++)
    colouring->of_device[i] = (gint8) number[rw_rack_device_status (&plan->devices[i])];
}

static gboolean
is_by_name (RwColourBy by)
{
  return by == RW_COLOUR_BY_CUSTOMER || by == RW_COLOUR_BY_SERVICE || by == RW_COLOUR_BY_PLATFORM ||
         by == RW_COLOUR_BY_VLAN;
}

static void
sum_up (RwRackColouring *colouring, RwRackPlan *plan)
{
  guint classes = MAX (1, colouring->n_classes);
  g_autofree guint16 *counts = g_new0 (guint16, (gsize) (plan->n_racks + 1) * classes);

  for (guint i = 0; i < plan->n_devices; i++)
    if (colouring->of_device[i] >= 0 && plan->devices[i].rack >= 0)
      counts[(gsize) plan->devices[i].rack * classes + (guint) colouring->of_device[i]]++;
  colouring->summary = g_new (gint8, plan->n_racks + 1);
  for (guint r = 0; r < plan->n_racks; r++)
    {
      const guint16 *count = counts + (gsize) r * classes;
      int best = colouring->of_rack[r];
      gboolean most =
        is_by_name (colouring->by) ||
        (colouring->by == RW_COLOUR_BY_STATUS && rw_rack_status (plan, r, NULL) == RW_STATUS_GOOD);

      for (guint c = 0; c < colouring->n_classes && colouring->of_rack[r] < 0; c++)
        if (count[c] > 0 && (best < 0 || (most && count[c] > count[best])))
          best = (int) c;
      colouring->summary[r] = (gint8) best;
    }
}

/* --- Public -------------------------------------------------------------------------------------- */

/**
 * rw_rack_colouring_new:
 * @today: days since 1970-01-01
 *
 * Returns: (transfer full): every device of @plan in its class; no class is empty
 */
RwRackColouring *
rw_rack_colouring_new (RwRackPlan *plan, RwColourBy by, gint64 today)
{
  RwRackColouring *colouring = g_new0 (RwRackColouring, 1);
  gint8 moved[RW_COLOUR_CLASSES];
  guint n = 0;

  colouring->by = by;
  colouring->of_device = g_new (gint8, plan->n_devices + 1);
  colouring->of_rack = g_new (gint8, plan->n_racks + 1);
  memset (colouring->of_rack, -1, plan->n_racks + 1);
  switch (by)
    {
    case RW_COLOUR_BY_STATUS:
      colour_status (colouring, plan);
      break;
    case RW_COLOUR_BY_CUSTOMER:
    case RW_COLOUR_BY_SERVICE:
    case RW_COLOUR_BY_PLATFORM:
    case RW_COLOUR_BY_VLAN:
      colour_names (colouring, plan);
      break;
    default:
      colour_grades (colouring, plan, today);
      break;
    }
  for (guint i = 0; i < plan->n_devices; i++)
    if (colouring->of_device[i] >= 0)
      colouring->classes[colouring->of_device[i]].count++;
  for (guint i = 0; i < plan->n_racks; i++)
    if (colouring->of_rack[i] >= 0)
      colouring->classes[colouring->of_rack[i]].count++;
  /* What nothing is in is not in the legend. */
  for (guint i = 0; i < colouring->n_classes; i++)
    {
      moved[i] = (gint8) n;
      if (colouring->classes[i].count == 0)
        g_free (colouring->classes[i].label);
      else
        colouring->classes[n++] = colouring->classes[i];
    }
  colouring->n_classes = n;
  for (guint i = 0; i < plan->n_devices; i++)
    if (colouring->of_device[i] >= 0)
      colouring->of_device[i] = moved[colouring->of_device[i]];
  for (guint i = 0; i < plan->n_racks; i++)
    if (colouring->of_rack[i] >= 0)
      colouring->of_rack[i] = moved[colouring->of_rack[i]];
  sum_up (colouring, plan);
  return colouring;
}

void
rw_rack_colouring_free (RwRackColouring *colouring)
{
  if (colouring == NULL)
    return;
  for (guint i = 0; i < colouring->n_classes; i++)
    g_free (colouring->classes[i].label);
  g_free (colouring->of_device);
  g_free (colouring->of_rack);
  g_free (colouring->summary);
  g_free (colouring);
}

/**
 * rw_rack_colouring_select:
 * @wanted: a bit for each class
 *
 * Returns: (transfer full): per device of @plan, whether it, or its rack, is in one of the classes
 */
guint8 *
rw_rack_colouring_select (const RwRackColouring *colouring, RwRackPlan *plan, guint wanted)
{
  guint8 *selected = g_new0 (guint8, plan->n_devices + 1);

  for (guint i = 0; i < plan->n_devices; i++)
    {
      const RwRackDevice *device = &plan->devices[i];
      int outer = device->rack >= 0     ? device->rack
                  : device->parent >= 0 ? plan->devices[device->parent].rack
                                        : -1;
      int number = colouring->by != RW_COLOUR_BY_FREE_SPACE ? colouring->of_device[i]
                   : outer >= 0                             ? colouring->of_rack[outer]
                                                            : -1;

      selected[i] = number >= 0 && (wanted & (1u << number)) != 0;
    }
  return selected;
}
