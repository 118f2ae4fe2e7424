/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-item.h"

#include "rules/rw-ticket-rules.h"
#include "rw-text.h"

struct _RwProblemItem
{
  GObject parent_instance;

  RwSeries *series; /* one of the two */
  RwProblemRow *row;
  char *haystack;
};

G_DEFINE_FINAL_TYPE (RwProblemItem, rw_problem_item, G_TYPE_OBJECT)

static void
rw_problem_item_finalize (GObject *object)
{
  RwProblemItem *self = RW_PROBLEM_ITEM (object);

  rw_series_free (self->series);
  rw_problem_row_free (self->row);
  g_free (self->haystack);
  G_OBJECT_CLASS (rw_problem_item_parent_class)->finalize (object);
}

static void
rw_problem_item_class_init (RwProblemItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_problem_item_finalize;
}

static void
rw_problem_item_init (RwProblemItem *self)
{
}

static char *
dup_haystack (const char *const *parts, guint n_parts)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL)
      g_string_append_printf (all, "%s ", parts[i]);
  return rw_text_fold (all->str);
}

/**
 * rw_problem_item_new_series:
 * @series: (transfer full): what a person has to decide on
 */
RwProblemItem *
rw_problem_item_new_series (RwSeries *series)
{
  RwProblemItem *self = g_object_new (RW_TYPE_PROBLEM_ITEM, NULL);
  const char *parts[] = { series->title,        series->cause,   series->customer,
                          series->system,       series->numbers, series->problem_number,
                          series->change_number };

  self->series = series;
  self->haystack = dup_haystack (parts, G_N_ELEMENTS (parts));
  return self;
}

/**
 * rw_problem_item_new:
 * @row: (transfer full): a problem
 */
RwProblemItem *
rw_problem_item_new (RwProblemRow *row)
{
  RwProblemItem *self = g_object_new (RW_TYPE_PROBLEM_ITEM, NULL);
  const char *parts[] = { row->number, row->title,    row->customer,     row->service,
                          row->system, row->assignee, row->change_number };

  self->row = row;
  self->haystack = dup_haystack (parts, G_N_ELEMENTS (parts));
  return self;
}

/**
 * rw_problem_item_get_series:
 *
 * Returns: (transfer none) (nullable): %NULL for a problem
 */
const RwSeries *
rw_problem_item_get_series (RwProblemItem *self)
{
  g_return_val_if_fail (RW_IS_PROBLEM_ITEM (self), NULL);
  return self->series;
}

/**
 * rw_problem_item_get_row:
 *
 * Returns: (transfer none) (nullable): %NULL for what is still to be decided
 */
const RwProblemRow *
rw_problem_item_get_row (RwProblemItem *self)
{
  g_return_val_if_fail (RW_IS_PROBLEM_ITEM (self), NULL);
  return self->row;
}

RwProblemGroup
rw_problem_item_get_group (RwProblemItem *self)
{
  g_return_val_if_fail (RW_IS_PROBLEM_ITEM (self), RW_PROBLEM_GROUP_WORK);
  if (self->series != NULL)
    return rw_id_is_nil (&self->series->problem) ? RW_PROBLEM_GROUP_CANDIDATE
                                                 : RW_PROBLEM_GROUP_BACK;
  if (!rw_ticket_status_is_open (self->row->status))
    return RW_PROBLEM_GROUP_SOLVED;
  return self->row->known_error ? RW_PROBLEM_GROUP_KNOWN : RW_PROBLEM_GROUP_WORK;
}

/**
 * rw_problem_item_get_key:
 *
 * Returns: (transfer none): by which it is known again after the next reading: the problem, or the newest incident
 */
const RwId *
rw_problem_item_get_key (RwProblemItem *self)
{
  g_return_val_if_fail (RW_IS_PROBLEM_ITEM (self), NULL);
  return self->series != NULL ? &self->series->newest : &self->row->id;
}

/**
 * rw_problem_item_get_haystack:
 *
 * Returns: (transfer none): what a search looks through, folded
 */
const char *
rw_problem_item_get_haystack (RwProblemItem *self)
{
  g_return_val_if_fail (RW_IS_PROBLEM_ITEM (self), NULL);
  return self->haystack;
}
