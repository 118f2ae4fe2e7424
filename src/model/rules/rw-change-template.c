/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-template.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/*
 * What changes are made from: templates, which are approved once for all standard changes that come of
 * them, and other changes. An approval of a template is for its words: altering them takes it away.
 */

/* Who approved it, until when it holds and whether it is offered are not what was approved. */
static gboolean
is_about_approval (guint field)
{
  return field == RW_CHANGE_TEMPLATE_APPROVED_BY || field == RW_CHANGE_TEMPLATE_APPROVED_AT ||
         field == RW_CHANGE_TEMPLATE_REVIEW_BY || field == RW_CHANGE_TEMPLATE_RETIRED;
}

/**
 * rw_change_template_is_altered:
 *
 * Returns: whether something differs that is approved with the template
 */
gboolean
rw_change_template_is_altered (RwRecord *before, RwRecord *after)
{
  const RwKindInfo *info = rw_record_get_info (after);

  for (guint i = 0; i < info->n_fields; i++)
    if (!is_about_approval (i) &&
        !rw_value_equal (rw_record_get (before, i), rw_record_get (after, i)))
      return TRUE;
  return FALSE;
}

static gboolean
refuse (RwRecord *template_, const char *why, GError **error)
{
  /* Translators: the name of a template, and what is wrong with it */
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Template “%s”: %s"),
               rw_record_get_title (template_), why);
  return FALSE;
}

/**
 * rw_change_template_check_record:
 *
 * What an approved template has to say, within one record: its changes do not ask for it again.
 */
gboolean
rw_change_template_check_record (RwRecord *template_, GError **error)
{
  if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_APPROVED_BY))
    return TRUE;
  if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_RISK_PROBABILITY) ||
      !rw_record_has (template_, RW_CHANGE_TEMPLATE_RISK_EFFECT))
    return refuse (template_,
                   _ ("it needs probability and effect of the risk before it is approved"), error);
  if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_TEST_PLAN))
    return refuse (template_, _ ("it needs a test plan before it is approved"), error);
  if (!rw_record_has (template_, RW_CHANGE_TEMPLATE_BACKOUT_PLAN))
    return refuse (template_, _ ("it needs a back-out plan before it is approved"), error);
  return TRUE;
}

/**
 * rw_change_template_check_transition:
 *
 * Returns: whether the approval is gone when the words that it was for are others
 */
gboolean
rw_change_template_check_transition (RwRecord *before, RwRecord *after, GError **error)
{
  if (!rw_record_has (after, RW_CHANGE_TEMPLATE_APPROVED_BY) ||
      !rw_change_template_is_altered (before, after))
    return TRUE;
  return refuse (after, _ ("altered, it is approved anew, by somebody else"), error);
}

/**
 * rw_change_template_get_tasks:
 *
 * A field of texts is a set, which has no order: each task begins with its place, as
 * rw_change_template_set_tasks() writes it.
 *
 * Returns: (transfer full): the titles of the tasks, in order
 */
char **
rw_change_template_get_tasks (RwRecord *template_)
{
  const char *const *texts = rw_record_get_texts (template_, RW_CHANGE_TEMPLATE_TASKS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; texts != NULL && *texts != NULL; texts++)
    {
      const char *title = *texts;

      while (g_ascii_isdigit (*title) && title - *texts < 3)
        title++;
      g_strv_builder_add (builder, title > *texts && *title == ' ' ? title + 1 : *texts);
    }
  return g_strv_builder_end (builder);
}

/**
 * rw_change_template_set_tasks:
 * @tasks: titles, in order; no more than 999
 */
void
rw_change_template_set_tasks (RwRecord *template_, const char *const *tasks)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; tasks[i] != NULL; i++)
    g_strv_builder_take (builder, g_strdup_printf ("%03u %s", i + 1, tasks[i]));
  texts = g_strv_builder_end (builder);
  rw_record_set_texts (template_, RW_CHANGE_TEMPLATE_TASKS, (const char *const *) texts);
}

static void
copy (RwRecord *from, guint field, RwRecord *to, guint as)
{
  rw_record_set (to, as, rw_record_get (from, field));
}

static RwRecord *
new_draft (const RwId *person)
{
  RwRecord *change = rw_record_new (RW_KIND_CHANGE, NULL);

  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (change, RW_CHANGE_REQUESTER, person);
  return change;
}

/**
 * rw_change_new_from_template:
 * @person: (nullable): who asks for it
 *
 * Returns: (transfer full): a draft with everything that the template says; without a time
 */
RwRecord *
rw_change_new_from_template (RwRecord *template_, const RwId *person)
{
  static const guint fields[][2] = {
    { RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE },
    { RW_CHANGE_TEMPLATE_NAME, RW_CHANGE_TITLE },
    { RW_CHANGE_TEMPLATE_NAME, RW_CHANGE_TEMPLATE },
    { RW_CHANGE_TEMPLATE_DESCRIPTION, RW_CHANGE_DESCRIPTION },
    { RW_CHANGE_TEMPLATE_SERVICE, RW_CHANGE_SERVICE },
    { RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_CHANGE_RISK_PROBABILITY },
    { RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_CHANGE_RISK_EFFECT },
    { RW_CHANGE_TEMPLATE_RISK_ANSWERS, RW_CHANGE_RISK_ANSWERS },
    { RW_CHANGE_TEMPLATE_TEST_PLAN, RW_CHANGE_TEST_PLAN },
    { RW_CHANGE_TEMPLATE_BACKOUT_PLAN, RW_CHANGE_BACKOUT_PLAN },
    { RW_CHANGE_TEMPLATE_PUBLIC_TITLE, RW_CHANGE_PUBLIC_TITLE },
    { RW_CHANGE_TEMPLATE_NOTICE, RW_CHANGE_NOTICE },
  };
  RwRecord *change = new_draft (person);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    copy (template_, fields[i][0], change, fields[i][1]);
  rw_record_set_ref (change, RW_CHANGE_BASED_ON, rw_record_get_id (template_));
  return change;
}

/**
 * rw_change_new_clone:
 * @change: what it is like
 * @person: (nullable): who asks for it
 *
 * What the change is about is copied: type, texts, customer and service, implementer, risk with its
 * answers, plans, template, tags, how many are to approve. What happened to it is not: number, times, status,
 * requester, approvals, result, review, conflicts, and whether customers were told.
 *
 * Returns: (transfer full): a draft
 */
RwRecord *
rw_change_new_clone (RwRecord *change, const RwId *person)
{
  static const guint fields[] = {
    RW_CHANGE_TYPE,        RW_CHANGE_TITLE,    RW_CHANGE_DESCRIPTION,  RW_CHANGE_CUSTOMER,
    RW_CHANGE_SERVICE,     RW_CHANGE_TZ,       RW_CHANGE_IMPLEMENTER,  RW_CHANGE_RISK_PROBABILITY,
    RW_CHANGE_RISK_EFFECT, RW_CHANGE_TEMPLATE, RW_CHANGE_RISK_ANSWERS, RW_CHANGE_TEST_PLAN,
    RW_CHANGE_BASED_ON,    RW_CHANGE_TAGS,     RW_CHANGE_PUBLIC_TITLE, RW_CHANGE_BACKOUT_PLAN,
    RW_CHANGE_QUORUM,      RW_CHANGE_NOTICE,
  };
  RwRecord *clone = new_draft (person);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    copy (change, fields[i], clone, fields[i]);
  rw_record_set_ref (clone, RW_CHANGE_COPY_OF, rw_record_get_id (change));
  return clone;
}

static void
add (GPtrArray *edits, RwRecord *record)
{
  g_ptr_array_add (edits, rw_edit_new_create (record));
}

/**
 * rw_change_add_template_tasks:
 * @edits: (element-type RwEdit): gets one edit for each task, in the order of the template
 * @change: whose tasks they become
 * @owner: (nullable): who does them
 */
void
rw_change_add_template_tasks (GPtrArray *edits, RwRecord *template_, const RwId *change, const RwId *owner)
{
  g_auto (GStrv) tasks = rw_change_template_get_tasks (template_);

  for (guint i = 0; tasks[i] != NULL; i++)
    {
      g_autoptr (RwRecord) task = rw_record_new (RW_KIND_CHANGE_TASK, NULL);

      rw_record_set_ref (task, RW_CHANGE_TASK_CHANGE, change);
      rw_record_set_integer (task, RW_CHANGE_TASK_POSITION, i);
      rw_record_set_text (task, RW_CHANGE_TASK_TITLE, tasks[i]);
      rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, RW_TASK_STATUS_OPEN);
      if (owner != NULL && !rw_id_is_nil (owner))
        rw_record_set_ref (task, RW_CHANGE_TASK_OWNER, owner);
      add (edits, task);
    }
}

/**
 * rw_change_add_cloned_parts:
 * @edits: (element-type RwEdit): gets one edit for each part
 * @items: (element-type RwRecord): what the other change affects
 * @tasks: (element-type RwRecord): the tasks of it; open again, with their owners
 * @change: whose parts the copies become
 */
void
rw_change_add_cloned_parts (GPtrArray *edits, GPtrArray *items, GPtrArray *tasks, const RwId *change)
{
  static const guint item_fields[] = { RW_CHANGE_ITEM_CI, RW_CHANGE_ITEM_NOTES };
  static const guint task_fields[] = { RW_CHANGE_TASK_POSITION, RW_CHANGE_TASK_TITLE,
                                       RW_CHANGE_TASK_OWNER, RW_CHANGE_TASK_NOTES };

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

      for (guint k = 0; k < G_N_ELEMENTS (item_fields); k++)
        copy (items->pdata[i], item_fields[k], item, item_fields[k]);
      rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, change);
      add (edits, item);
    }
  for (guint i = 0; i < tasks->len; i++)
    {
      g_autoptr (RwRecord) task = rw_record_new (RW_KIND_CHANGE_TASK, NULL);

      for (guint k = 0; k < G_N_ELEMENTS (task_fields); k++)
        copy (tasks->pdata[i], task_fields[k], task, task_fields[k]);
      rw_record_set_ref (task, RW_CHANGE_TASK_CHANGE, change);
      rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, RW_TASK_STATUS_OPEN);
      add (edits, task);
    }
}
