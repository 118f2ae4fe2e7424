/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-capacity-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-clock.h"
#include "rw-csv.h"
#include "rw-format.h"
#include "rw-place-words.h"
#include "rw-status.h"
#include "rw-text.h"

const char *
rw_capacity_heading (RwCapacityColumn column)
{
  static const char *const headings[RW_CAPACITY_N_COLUMNS] = {
    [RW_CAPACITY_NAME] = N_ ("Name"),
    [RW_CAPACITY_FREE] = N_ ("Free units"),
    [RW_CAPACITY_LARGEST] = N_ ("Largest gap"),
    [RW_CAPACITY_FEED_A] = N_ ("Feed A"),
    [RW_CAPACITY_FEED_B] = N_ ("Feed B"),
    [RW_CAPACITY_LEFT] = N_ ("Left after a loss"),
    [RW_CAPACITY_EXPECTED] = N_ ("Expected"),
    [RW_CAPACITY_WEIGHT] = N_ ("Weight"),
    [RW_CAPACITY_OUTLETS] = N_ ("Free outlets A, B"),
    [RW_CAPACITY_PORTS] = N_ ("Free ports"),
  };

  return _ (headings[column]);
}

static char *
describe_feed (double load, double limit)
{
  g_autofree char *now = rw_place_watts (load), *most = rw_place_watts (limit);

  if (limit <= 0)
    return g_strdup ("–");
  /* Translators: how much there is of how much: "1.2 kW of 3.6 kW" */
  return g_strdup_printf (_ ("%s of %s"), now, most);
}

static char *
describe_left (const RwCapacitySum *sum)
{
  g_autofree char *watts = rw_place_watts (fabs (sum->left));

  if (sum->n_racks > 1 && sum->n_over > 0)
    /* Translators: watts, and how many racks have too few */
    return g_strdup_printf (ngettext ("%s %s, %u rack overloaded", "%s %s, %u racks overloaded",
                                      sum->n_over),
                            rw_status_symbol (RW_STATUS_BAD), watts, sum->n_over);
  if (isnan (sum->left) || sum->n_unknown == sum->n_racks)
    return g_strdup (_ ("Not known"));
  if (sum->n_over > 0)
    /* Translators: a symbol, watts: "1.3 kW too much" */
    return g_strdup_printf (_ ("%s %s too much"), rw_status_symbol (RW_STATUS_BAD), watts);
  return g_strdup (watts);
}

/**
 * rw_capacity_text:
 *
 * Returns: (transfer full): what a column says of a rack, a row or a room
 */
char *
rw_capacity_text (const RwCapacitySum *sum, RwCapacityColumn column)
{
  switch (column)
    {
    case RW_CAPACITY_NAME:
      return g_strdup (sum->name);
    case RW_CAPACITY_FREE:
      return g_strdup_printf (_ ("%g of %g U"), sum->free - sum->reserved, sum->units);
    case RW_CAPACITY_LARGEST:
      return g_strdup_printf (_ ("%g U"), sum->largest);
    case RW_CAPACITY_FEED_A:
      return describe_feed (sum->load[RW_FEED_LEG_A], sum->limit[RW_FEED_LEG_A]);
    case RW_CAPACITY_FEED_B:
      return describe_feed (sum->load[RW_FEED_LEG_B], sum->limit[RW_FEED_LEG_B]);
    case RW_CAPACITY_LEFT:
      return describe_left (sum);
    case RW_CAPACITY_EXPECTED:
      return sum->planned_watts > 0 ? rw_place_watts (sum->planned_watts) : g_strdup ("–");
    case RW_CAPACITY_WEIGHT:
      return sum->max_weight > 0
               ? g_strdup_printf (_ ("%.0f of %.0f kg"), sum->weight, sum->max_weight)
               : g_strdup_printf (_ ("%.0f kg"), sum->weight);
    case RW_CAPACITY_OUTLETS:
      return g_strdup_printf ("%u, %u", sum->free_outlets[RW_FEED_LEG_A],
                              sum->free_outlets[RW_FEED_LEG_B]);
    case RW_CAPACITY_PORTS:
      return g_strdup_printf (_ ("%u of %u"), sum->free_ports, sum->ports);
    case RW_CAPACITY_N_COLUMNS:
    default:
      return g_strdup ("");
    }
}

/**
 * rw_capacity_number:
 *
 * Returns: what a column is sorted by; NAN for unknown
 */
double
rw_capacity_number (const RwCapacitySum *sum, RwCapacityColumn column)
{
  switch (column)
    {
    case RW_CAPACITY_FREE:
      return sum->free - sum->reserved;
    case RW_CAPACITY_LARGEST:
      return sum->largest;
    case RW_CAPACITY_FEED_A:
      return sum->load[RW_FEED_LEG_A];
    case RW_CAPACITY_FEED_B:
      return sum->load[RW_FEED_LEG_B];
    case RW_CAPACITY_LEFT:
      return sum->left;
    case RW_CAPACITY_EXPECTED:
      return sum->planned_watts;
    case RW_CAPACITY_WEIGHT:
      return sum->weight;
    case RW_CAPACITY_OUTLETS:
      return MIN (sum->free_outlets[RW_FEED_LEG_A], sum->free_outlets[RW_FEED_LEG_B]);
    case RW_CAPACITY_PORTS:
      return sum->free_ports;
    case RW_CAPACITY_NAME:
    case RW_CAPACITY_N_COLUMNS:
    default:
      return NAN;
    }
}

/**
 * rw_capacity_is_bad:
 *
 * Returns: whether what the column says is a warning
 */
gboolean
rw_capacity_is_bad (const RwCapacitySum *sum, RwCapacityColumn column)
{
  return (column == RW_CAPACITY_LEFT && sum->n_over > 0) ||
         (column == RW_CAPACITY_WEIGHT && sum->max_weight > 0 && sum->weight > sum->max_weight);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return rw_text_collate (((const RwCapacitySum *) a)->name, ((const RwCapacitySum *) b)->name);
}

/**
 * rw_capacity_lines:
 * @room: whose racks and rows; rooms are all of them
 *
 * Returns: (transfer full) (element-type RwCapacitySum): by name; they borrow from @capacity
 */
GArray *
rw_capacity_lines (const RwCapacity *capacity, RwCapacityScope scope, const RwId *room)
{
  const RwWiring *wiring = capacity->wiring;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RwCapacitySum));
  int wanted = -1;

  for (guint i = 0; i < wiring->n_rooms; i++)
    if (rw_id_equal (&wiring->rooms[i].id, room))
      wanted = (int) i;
  for (guint i = 0; scope == RW_CAPACITY_RACKS && i < wiring->n_racks; i++)
    if (wiring->racks[i].room == wanted)
      {
        RwCapacitySum sum;

        rw_capacity_get_rack (capacity, i, &sum);
        g_array_append_val (lines, sum);
      }
  for (guint i = 0; scope == RW_CAPACITY_ROWS && i < capacity->n_rows; i++)
    if (capacity->rows[i].room == wanted)
      g_array_append_val (lines, capacity->rows[i]);
  for (guint i = 0; scope == RW_CAPACITY_ROOMS && i < wiring->n_rooms; i++)
    g_array_append_val (lines, capacity->rooms[i]);
  g_array_sort (lines, compare_lines);
  return lines;
}

/**
 * rw_capacity_line_racks:
 * @line: a rack, a row or a room
 *
 * Returns: (transfer full) (element-type guint): indexes of its racks in the wiring
 */
GArray *
rw_capacity_line_racks (const RwCapacity *capacity, const RwCapacitySum *line)
{
  const RwWiring *wiring = capacity->wiring;
  GArray *racks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < wiring->n_racks; i++)
    if (line->rack >= 0 ? line->rack == (int) i
                        : wiring->racks[i].room == line->room &&
                            (line->row == NULL || g_strcmp0 (wiring->racks[i].row, line->row) == 0))
      g_array_append_val (racks, i);
  return racks;
}

/**
 * rw_capacity_limit:
 * @racks: (element-type guint): indexes in the wiring
 *
 * Returns: what the racks have room for together: of watts what they may draw when they lose a feed each; 0
 *   where it is not known of one of them
 */
double
rw_capacity_limit (const RwCapacity *capacity, const GArray *racks, RwCapacityMeasure measure)
{
  double limit = 0;

  for (guint i = 0; i < racks->len; i++)
    {
      RwCapacitySum sum;
      double one;

      rw_capacity_get_rack (capacity, g_array_index (racks, guint, i), &sum);
      one = measure == RW_CAPACITY_USED_UNITS ? sum.units
            : measure == RW_CAPACITY_DRAWN_WATTS
              ? MIN (sum.limit[RW_FEED_LEG_A], sum.limit[RW_FEED_LEG_B])
              : sum.max_weight;
      if (one <= 0)
        return 0;
      limit += one;
    }
  return limit;
}

/**
 * rw_capacity_amount:
 *
 * Returns: (transfer full): "31 U", "4.2 kW", "310 kg"
 */
char *
rw_capacity_amount (double amount, RwCapacityMeasure measure)
{
  g_autofree char *number = NULL;

  if (measure == RW_CAPACITY_DRAWN_WATTS)
    return rw_place_watts (amount);
  number = rw_format_decimal (amount, measure == RW_CAPACITY_USED_UNITS ? 1 : 0);
  return g_strdup_printf (measure == RW_CAPACITY_USED_UNITS ? _ ("%s U") : _ ("%s kg"), number);
}

static guint
months_of (gint64 span)
{
  return (guint) MAX (1, lround ((double) span / (double) RW_DAY / 30.44));
}

/**
 * rw_capacity_growth_sentence:
 *
 * Returns: (transfer full): "Grew by 14 U in 12 months; at this pace full in 9 months."
 */
char *
rw_capacity_growth_sentence (const RwCapacityGrowth *growth, RwCapacityMeasure measure)
{
  guint months = months_of (growth->to - growth->from), left;
  g_autofree char *amount = rw_capacity_amount (fabs (growth->change), measure),
                  *nothing = rw_capacity_amount (0, measure), *grew = NULL, *full = NULL;

  if (g_str_equal (amount, nothing))
    return g_strdup_printf (ngettext ("As much as %u month ago.", "As much as %u months ago.",
                                      months),
                            months);
  if (growth->change < 0)
    /* Translators: "Fell by 4 U in 12 months." */
    return g_strdup_printf (ngettext ("Fell by %s in %u month.", "Fell by %s in %u months.",
                                      months),
                            amount, months);
  /* Translators: "Grew by 14 U in 12 months" */
  grew = g_strdup_printf (ngettext ("Grew by %s in %u month", "Grew by %s in %u months", months),
                          amount, months);
  if (growth->full == 0)
    return g_strconcat (grew, ".", NULL);
  left = months_of (growth->full - growth->to);
  full = g_strdup_printf (ngettext ("at this pace full in %u month",
                                    "at this pace full in %u months", left),
                          left);
  return g_strdup_printf ("%s; %s.", grew, full);
}

/**
 * rw_capacity_to_csv:
 * @lines: (element-type RwCapacitySum)
 *
 * Returns: (transfer full): a table with headings in the person's language
 */
char *
rw_capacity_to_csv (const GArray *lines)
{
  GString *text = g_string_new (NULL);
  const char *headings[RW_CAPACITY_N_COLUMNS];

  for (int column = 0; column < RW_CAPACITY_N_COLUMNS; column++)
    headings[column] = rw_capacity_heading (column);
  rw_csv_add_row (text, headings, RW_CAPACITY_N_COLUMNS);
  for (guint i = 0; i < lines->len; i++)
    {
      char *cells[RW_CAPACITY_N_COLUMNS];

      for (int column = 0; column < RW_CAPACITY_N_COLUMNS; column++)
        cells[column] = rw_capacity_text (&g_array_index (lines, RwCapacitySum, i), column);
      rw_csv_add_row (text, (const char *const *) cells, RW_CAPACITY_N_COLUMNS);
      for (int column = 0; column < RW_CAPACITY_N_COLUMNS; column++)
        g_free (cells[column]);
    }
  return g_string_free (text, FALSE);
}
