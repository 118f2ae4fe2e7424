/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-words.h"

#include <glib/gi18n.h>

#include "rw-format.h"

const char *
rw_security_view_name (RwSecurityView view)
{
  static const char *const names[RW_SECURITY_N_VIEWS] = { "services", "measures", "findings", "catalogue" };

  g_return_val_if_fail (view < RW_SECURITY_N_VIEWS, NULL);
  return names[view];
}

const char *
rw_security_view_label (RwSecurityView view)
{
  static const char *const labels[RW_SECURITY_N_VIEWS] = { N_ ("Services"), N_ ("Measures"), N_ ("Findings"), N_ ("Catalogue") };

  g_return_val_if_fail (view < RW_SECURITY_N_VIEWS, NULL);
  return _ (labels[view]);
}

/* What matters first comes first: the last ones are out of view where it is narrow. */
static const RwSecurityColumn service_columns[] = {
  { N_ ("State"), 132 },          { N_ ("Business service"), 0 }, { N_ ("Hardening steps"), 210 }, { N_ ("Open findings"), 124 },
  { N_ ("Accepted risks"), 150 }, { N_ ("To do"), 132 },          { N_ ("Customer"), 180 },
};

static const RwSecurityColumn measure_columns[] = {
  { N_ ("Status"), 148 }, { N_ ("Measure"), 0 },        { N_ ("Business service"), 160 }, { N_ ("Due"), 100 },  { N_ ("System"), 120 },
  { N_ ("Owner"), 130 },  { N_ ("Risk until"), 100 }, { N_ ("Ticket"), 76 },            { N_ ("Change"), 76 },
};

static const RwSecurityColumn finding_columns[] = {
  { N_ ("Severity"), 128 }, { N_ ("Finding"), 0 },     { N_ ("System"), 180 },  { N_ ("Business service"), 200 },
  { N_ ("Found"), 90 },     { N_ ("Found by"), 160 }, { N_ ("Measure"), 140 },
};

static const RwSecurityColumn entry_columns[] = {
  { N_ ("State"), 120 }, { N_ ("Measure"), 0 }, { N_ ("Category"), 200 }, { N_ ("In use"), 220 },
};

/**
 * rw_security_columns:
 * @n_columns: (out): how many
 *
 * Returns: (transfer none) (array length=n_columns): the columns of a view
 */
const RwSecurityColumn *
rw_security_columns (RwSecurityView view, guint *n_columns)
{
  switch (view)
    {
    case RW_SECURITY_SERVICES:
      *n_columns = G_N_ELEMENTS (service_columns);
      return service_columns;
    case RW_SECURITY_MEASURES:
      *n_columns = G_N_ELEMENTS (measure_columns);
      return measure_columns;
    case RW_SECURITY_FINDINGS:
      *n_columns = G_N_ELEMENTS (finding_columns);
      return finding_columns;
    case RW_SECURITY_CATALOGUE:
    case RW_SECURITY_N_VIEWS:
    default:
      *n_columns = G_N_ELEMENTS (entry_columns);
      return entry_columns;
    }
}

const char *
rw_security_state_label (RwHardeningState state)
{
  switch (state)
    {
    case RW_HARDENING_WEAK:
      return C_ ("hardening", "Weak");
    case RW_HARDENING_GAPS:
      return C_ ("hardening", "Gaps");
    case RW_HARDENING_GOOD:
      return C_ ("hardening", "Good");
    case RW_HARDENING_UNKNOWN:
    default:
      return C_ ("hardening", "Not assessed");
    }
}

/* The one category that the program knows is shown in the person's language. */
char *
rw_security_category (const char *category)
{
  return g_strdup (g_strcmp0 (category, RW_MEASURE_FINDING_TYPE) == 0 ? _ ("Sort of finding") : category);
}

static char *
dup_day (gint64 day, gint64 now)
{
  return day != 0 ? rw_format_day (day, now) : NULL;
}

/* Days without one come last. */
static void
add_day (RwSecurityItem *item, gint64 day, gint64 now)
{
  rw_security_item_add (item, dup_day (day, now))->order = day != 0 ? day : G_MAXINT64;
}

static void
append (GString *text, char *part)
{
  g_autofree char *owned = part;

  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", owned);
}

/* --- Services ------------------------------------------------------------------------------------ */

static char *
dup_steps (const RwHardening *hardening)
{
  if (hardening->n_steps == 0)
    return g_strdup (_ ("no catalogue"));
  /* Translators: how many of how many hardening steps are done, and how many are verified */
  return g_strdup_printf (_ ("%u of %u done, %u verified"), hardening->n_done, hardening->n_steps,
                          hardening->n_verified);
}

static char *
dup_findings (const RwHardening *hardening)
{
  GString *text = g_string_new (NULL);

  for (int severity = RW_SEVERITY_CRITICAL; severity >= RW_SEVERITY_LOW; severity--)
    if (hardening->findings[severity] > 0)
      {
        g_autofree char *word = g_utf8_strdown (rw_enum_label (&rw_enum_severity, severity), -1);

        append (text, g_strdup_printf ("%u %s", hardening->findings[severity], word));
      }
  return g_string_free (text, text->len == 0);
}

static char *
dup_risks (const RwHardening *hardening, gint64 now, gint64 today)
{
  GString *text = g_string_new (NULL);
  guint later = hardening->n_accepted - hardening->n_ending;

  if (hardening->n_lapsed > 0)
    append (text, g_strdup_printf (ngettext ("%u has ended", "%u have ended", hardening->n_lapsed), hardening->n_lapsed));
  if (hardening->n_ending > 0)
    {
      guint days = (guint) (hardening->next_end - today);

      /* Translators: accepted risks, and in how many days the first of them ends */
      append (text, g_strdup_printf (ngettext ("%u ends within %u day", "%u end within %u days", days), hardening->n_ending, days));
    }
  if (later > 0)
    append (text, g_strdup_printf (ngettext ("%u later", "%u later", later), later));
  return g_string_free (text, text->len == 0);
}

static char *
dup_to_do (const RwHardening *hardening)
{
  if (hardening->n_open == 0)
    return NULL;
  if (hardening->n_late == 0)
    return g_strdup_printf (ngettext ("%u open", "%u open", hardening->n_open), hardening->n_open);
  return g_strdup_printf (_ ("%u open, %u late"), hardening->n_open, hardening->n_late);
}

static RwSecurityItem *
service_item (const RwServiceRow *row, guint place, gint64 now, gint64 today)
{
  static const RwStatus statuses[] = {
    [RW_HARDENING_WEAK] = RW_STATUS_BAD,
    [RW_HARDENING_UNKNOWN] = RW_STATUS_UNKNOWN,
    [RW_HARDENING_GAPS] = RW_STATUS_ATTENTION,
    [RW_HARDENING_GOOD] = RW_STATUS_GOOD,
  };
  const RwHardening *hardening = &row->hardening;
  RwHardeningState state = rw_hardening_judge (hardening);
  RwSecurityItem *item = rw_security_item_new (RW_KIND_SERVICE, &row->id, row->name);
  RwSecurityCell *cell;

  item->service = row->id;
  rw_security_item_add_state (item, statuses[state], g_strdup (rw_security_state_label (state)), place);
  rw_security_item_add (item, g_strdup (row->name));
  rw_security_item_add (item, dup_steps (hardening))->order = (gint64) (rw_hardening_share (hardening) * 1000);
  cell = rw_security_item_add (item, dup_findings (hardening));
  cell->order = 0;
  for (guint i = 0; i < RW_SEVERITY_N_VALUES; i++)
    cell->order = cell->order + ((gint64) MIN (hardening->findings[i], 999) << (10 * i));
  cell->status = hardening->findings[RW_SEVERITY_CRITICAL] > 0 ? RW_STATUS_BAD : RW_STATUS_UNKNOWN;
  cell->marked = cell->status == RW_STATUS_BAD;
  cell = rw_security_item_add (item, dup_risks (hardening, now, today));
  cell->order = -(gint64) (hardening->n_lapsed * 100000 + hardening->n_ending * 1000 + hardening->n_accepted);
  cell->status = hardening->n_lapsed > 0 ? RW_STATUS_BAD : hardening->n_ending > 0 ? RW_STATUS_ATTENTION : RW_STATUS_UNKNOWN;
  cell->marked = cell->status != RW_STATUS_UNKNOWN;
  rw_security_item_add (item, dup_to_do (hardening))->order = -(gint64) (hardening->n_late * 1000 + hardening->n_open);
  rw_security_item_add (item, g_strdup (row->customer));
  rw_security_item_complete (item);
  return item;
}

/* --- Measures ------------------------------------------------------------------------------------ */

static RwStatus
measure_status (const RwMeasureRow *row, gint64 today)
{
  gboolean late = row->due != 0 && row->due < today;

  switch (row->status)
    {
    case RW_MEASURE_STATUS_OPEN:
      return late || row->lapsed ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
    case RW_MEASURE_STATUS_IN_PROGRESS:
      return late ? RW_STATUS_BAD : RW_STATUS_PLANNED;
    case RW_MEASURE_STATUS_ACCEPTED:
      return row->risk_until - today < RW_RISK_ENDING_DAYS ? RW_STATUS_ATTENTION : RW_STATUS_UNKNOWN;
    case RW_MEASURE_STATUS_DONE:
    case RW_MEASURE_STATUS_VERIFIED:
    case RW_MEASURE_STATUS_N_VALUES:
    default:
      return RW_STATUS_GOOD;
    }
}

static RwSecurityItem *
measure_item (const RwMeasureRow *row, gint64 now, gint64 today)
{
  RwSecurityItem *item = rw_security_item_new (RW_KIND_MEASURE, &row->id, row->title);
  RwStatus status = measure_status (row, today);
  const char *word = rw_enum_label (&rw_enum_measure_status, (int) row->status);

  item->service = row->service;
  item->ci = row->ci;
  item->ticket = row->ticket;
  item->status = (int) row->status;
  /* What is bad comes first, then in the order of the work. */
  rw_security_item_add_state (item, status, g_strdup (row->lapsed ? _ ("Risk ended") : word),
                              (status == RW_STATUS_BAD ? 0 : 10) + (int) row->status);
  rw_security_item_add (item, g_strdup (row->title));
  rw_security_item_add (item, g_strdup (row->service_name));
  add_day (item, row->due, now);
  rw_security_item_add (item, g_strdup (row->ci_name));
  rw_security_item_add (item, g_strdup (row->owner_name));
  add_day (item, row->risk_until, now);
  rw_security_item_add (item, g_strdup (row->ticket_number));
  rw_security_item_add (item, g_strdup (row->change_number));
  rw_security_item_complete (item);
  return item;
}

static RwSecurityItem *
entry_item (const RwMeasureRow *row)
{
  RwSecurityItem *item = rw_security_item_new (RW_KIND_MEASURE, &row->id, row->title);
  gboolean retired = rw_measure_is_settled (row->status);

  item->status = (int) row->status;
  rw_security_item_add_state (item, retired ? RW_STATUS_UNKNOWN : RW_STATUS_GOOD,
                              g_strdup (retired ? C_ ("catalogue", "Retired") : C_ ("catalogue", "Offered")), retired);
  rw_security_item_add (item, g_strdup (row->title));
  rw_security_item_add (item, rw_security_category (row->category));
  rw_security_item_add (item, row->n_uses == 0
                                ? NULL
                                /* Translators: how many of how many measures are done */
                                : g_strdup_printf (_ ("%u of %u done"), row->n_settled, row->n_uses))
    ->order = -(gint64) row->n_uses;
  rw_security_item_complete (item);
  return item;
}

/* --- Findings ------------------------------------------------------------------------------------ */

static RwSecurityItem *
finding_item (const RwFindingRow *row, gint64 now)
{
  RwSecurityItem *item = rw_security_item_new (RW_KIND_FINDING, &row->id, row->title);
  RwStatus status = !row->open                              ? RW_STATUS_GOOD
                    : row->severity >= RW_SEVERITY_HIGH     ? RW_STATUS_BAD
                    : row->severity == RW_SEVERITY_MEDIUM   ? RW_STATUS_ATTENTION
                                                            : RW_STATUS_UNKNOWN;

  item->service = row->service;
  item->ci = row->ci;
  item->status = row->measure_status;
  rw_security_item_add_state (item, status, g_strdup (rw_enum_label (&rw_enum_severity, (int) row->severity)),
                              (row->open ? 0 : 10) + RW_SEVERITY_N_VALUES - (int) row->severity);
  rw_security_item_add (item, g_strdup (row->title));
  rw_security_item_add (item, g_strdup (row->ci_name));
  rw_security_item_add (item, g_strdup (row->service_name));
  add_day (item, row->found, now);
  rw_security_item_add (item, g_strdup (row->found_by));
  rw_security_item_add (item, g_strdup (row->measure_status >= 0 ? rw_enum_label (&rw_enum_measure_status, row->measure_status)
                                                                 : _ ("none yet")));
  rw_security_item_complete (item);
  return item;
}

/**
 * rw_security_items:
 * @now: for the days
 * @today: day on which it was judged
 *
 * Returns: (transfer full) (element-type RwSecurityItem): the lines of a view
 */
GPtrArray *
rw_security_items (const RwSecurity *security, RwSecurityView view, gint64 now, gint64 today)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; view == RW_SECURITY_SERVICES && i < security->services->len; i++)
    g_ptr_array_add (items, service_item (security->services->pdata[i], i, now, today));
  for (guint i = 0; view == RW_SECURITY_FINDINGS && i < security->findings->len; i++)
    g_ptr_array_add (items, finding_item (security->findings->pdata[i], now));
  for (guint i = 0; view != RW_SECURITY_FINDINGS && view != RW_SECURITY_SERVICES && i < security->measures->len; i++)
    {
      const RwMeasureRow *row = security->measures->pdata[i];

      if (row->catalogue == (view == RW_SECURITY_CATALOGUE))
        g_ptr_array_add (items, row->catalogue ? entry_item (row) : measure_item (row, now, today));
    }
  return items;
}
