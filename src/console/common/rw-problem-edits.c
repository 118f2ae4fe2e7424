/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problem-edits.h"

#include <glib/gi18n.h>

#include "rules/rw-problem-candidates.h"
#include "rules/rw-ticket-rules.h"
#include "rw-change-edits.h"

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

static void
add_link (GPtrArray *edits, const RwId *source, RwLinkType type, const RwId *target)
{
  g_autoptr (RwRecord) link = rw_record_new (RW_KIND_LINK, NULL);

  rw_record_set_ref (link, RW_LINK_SOURCE, source);
  rw_record_set_enum (link, RW_LINK_TYPE, (int) type);
  rw_record_set_ref (link, RW_LINK_TARGET, target);
  g_ptr_array_add (edits, rw_edit_new_create (link));
}

static void
add_causes (GPtrArray *edits, GArray *incidents, const RwId *problem)
{
  for (guint i = 0; i < incidents->len; i++)
    add_link (edits, &g_array_index (incidents, RwId, i), RW_LINK_TYPE_CAUSED_BY, problem);
}

static void
add_diff (GPtrArray *edits, RwRecord *before, RwRecord *after)
{
  if (!rw_record_equal (before, after))
    g_ptr_array_add (edits, rw_edit_new_diff (before, after));
}

/**
 * rw_problem_edits_new:
 * @incident: the newest of them
 * @incidents: (element-type RwId): what the problem causes
 * @priority: the highest of theirs
 * @person: (nullable): who does it
 * @now: the present
 * @problem: (nullable): the id it gets; %NULL makes one
 *
 * Returns: (transfer full) (element-type RwEdit): a new problem with what the incidents have in common, and a link from
 *   each that names it as the cause
 */
GPtrArray *
rw_problem_edits_new (
  RwRecord *incident, GArray *incidents, RwPriority priority, const RwId *person, gint64 now, const RwId *problem)
{
  static const guint common[] = { RW_TICKET_TITLE, RW_TICKET_CUSTOMER, RW_TICKET_SERVICE,
                                  RW_TICKET_CI,    RW_TICKET_TEAM,     RW_TICKET_CATEGORY,
                                  RW_TICKET_ALERT };
  GPtrArray *edits = new_edits ();
  g_autoptr (RwRecord) made = rw_record_new (RW_KIND_TICKET, problem);

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    rw_record_set (made, common[i], rw_record_get (incident, common[i]));
  rw_record_set_enum (made, RW_TICKET_TYPE, RW_TICKET_TYPE_PROBLEM);
  rw_record_set_enum (made, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (made, RW_TICKET_PRIORITY, (int) priority);
  rw_record_set_enum (made, RW_TICKET_SOURCE, RW_TICKET_SOURCE_STAFF);
  rw_record_set_instant (made, RW_TICKET_OPENED, now);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (made, RW_TICKET_ASSIGNEE, person);
  g_ptr_array_add (edits, rw_edit_new_create (made));
  add_causes (edits, incidents, rw_record_get_id (made));
  return edits;
}

/**
 * rw_problem_edits_dismiss:
 * @incident: the newest of a series
 *
 * Returns: (transfer full) (element-type RwEdit): what says, until another one comes, that they are not one problem: a
 *   tag of the incident, which every console gets
 */
GPtrArray *
rw_problem_edits_dismiss (RwRecord *incident)
{
  GPtrArray *edits = new_edits ();
  g_autoptr (RwRecord) after = rw_record_dup (incident);
  const char *const *tags = rw_record_get_texts (incident, RW_TICKET_TAGS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (rw_incident_is_dismissed (incident))
    return edits;
  if (tags != NULL)
    g_strv_builder_addv (builder, (const char **) tags);
  g_strv_builder_add (builder, RW_TICKET_TAG_NO_PROBLEM);
  all = g_strv_builder_end (builder);
  rw_record_set_texts (after, RW_TICKET_TAGS, (const char *const *) all);
  add_diff (edits, incident, after);
  return edits;
}

/**
 * rw_problem_edits_reason:
 * @text: why it is not a problem
 * @author: (nullable): who says so
 *
 * Returns: (transfer full) (element-type RwEdit): an internal note on the incident. A message stays written: it belongs
 *   into a group of its own, so that the decision can still be undone.
 */
GPtrArray *
rw_problem_edits_reason (RwRecord *incident, const char *text, const RwId *author, gint64 now)
{
  GPtrArray *edits = new_edits ();
  g_autoptr (RwRecord) note = rw_record_new (RW_KIND_MESSAGE, NULL);
  /* Translators: an internal note on an incident; the reason that a person gave */
  g_autofree char *body = g_strdup_printf (_ ("Not a problem: %s"), text);

  rw_record_set_ref (note, RW_MESSAGE_TICKET, rw_record_get_id (incident));
  rw_record_set_enum (note, RW_MESSAGE_TYPE, RW_MESSAGE_TYPE_NOTE);
  rw_record_set_instant (note, RW_MESSAGE_AT, now);
  if (author != NULL && !rw_id_is_nil (author))
    rw_record_set_ref (note, RW_MESSAGE_AUTHOR, author);
  rw_record_set_text (note, RW_MESSAGE_BODY, body);
  g_ptr_array_add (edits, rw_edit_new_create (note));
  return edits;
}

/**
 * rw_problem_edits_status:
 * @past: of the problem: its clocks go with the status
 *
 * Returns: (transfer full) (element-type RwEdit): none where it has that status
 */
GPtrArray *
rw_problem_edits_status (RwRecord *problem, const RwTicketPast *past, RwTicketStatus status, gint64 now)
{
  GPtrArray *edits = new_edits ();
  g_autoptr (RwRecord) after = rw_record_dup (problem);

  rw_ticket_set_status (after, status, now);
  if (!rw_record_equal (problem, after))
    rw_ticket_set_clocks (after, past, now);
  add_diff (edits, problem, after);
  return edits;
}

/**
 * rw_problem_edits_reopen:
 * @problem: that was fixed
 * @past: of it: its clocks run again
 * @incidents: (element-type RwId): what came back, and is not linked yet
 *
 * Returns: (transfer full) (element-type RwEdit): the problem in progress again, with the incidents linked to it
 */
GPtrArray *
rw_problem_edits_reopen (RwRecord *problem, const RwTicketPast *past, GArray *incidents, gint64 now)
{
  RwTicketStatus status = (RwTicketStatus) MAX (rw_record_get_enum (problem, RW_TICKET_STATUS), 0);
  /* Where somebody was faster only the links are missing. */
  GPtrArray *edits = rw_problem_edits_status (
    problem, past, rw_ticket_status_is_open (status) ? status : RW_TICKET_STATUS_IN_PROGRESS, now);

  add_causes (edits, incidents, rw_record_get_id (problem));
  return edits;
}

/**
 * rw_problem_edits_fix:
 *
 * Returns: (transfer full) (element-type RwEdit): what says that the change fixes the problem
 */
GPtrArray *
rw_problem_edits_fix (RwRecord *problem, const RwId *change)
{
  GPtrArray *edits = new_edits ();

  add_link (edits, rw_record_get_id (problem), RW_LINK_TYPE_FIXED_BY, change);
  return edits;
}

/**
 * rw_problem_edits_new_fix:
 * @ci_kind: of the problem's configuration item
 * @person: (nullable): who asks for the change
 * @change: (out): its id
 *
 * Returns: (transfer full) (element-type RwEdit): a draft of a change for what the problem is about, that fixes it
 */
GPtrArray *
rw_problem_edits_new_fix (RwRecord *problem, RwKind ci_kind, const RwId *person, RwId *change)
{
  GPtrArray *edits = new_edits ();
  /* Translators: title of a change; what a problem is called */
  g_autofree char *title =
    g_strdup_printf (_ ("Fix: %s"), rw_record_get_text (problem, RW_TICKET_TITLE));
  const char *cause = rw_record_get_text (problem, RW_TICKET_ROOT_CAUSE);
  g_autoptr (RwRecord) made = rw_change_edits_new (title, cause != NULL ? cause : "", person);
  const RwId *ci = rw_record_get_ref (problem, RW_TICKET_CI);

  if (cause == NULL)
    rw_record_take (made, RW_CHANGE_DESCRIPTION, RW_VALUE_NULL);
  rw_record_set (made, RW_CHANGE_CUSTOMER, rw_record_get (problem, RW_TICKET_CUSTOMER));
  rw_record_set (made, RW_CHANGE_SERVICE, rw_record_get (problem, RW_TICKET_SERVICE));
  *change = *rw_record_get_id (made);
  g_ptr_array_add (edits, rw_edit_new_create (made));
  /* A change affects systems, not a site. */
  if (ci != NULL && rw_may_refer (RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_CI, ci_kind))
    rw_change_edits_add_item (edits, change, ci, NULL);
  add_link (edits, rw_record_get_id (problem), RW_LINK_TYPE_FIXED_BY, change);
  return edits;
}

/**
 * rw_problem_edits_set:
 * @value: (transfer full): the field's new value
 *
 * Returns: (transfer full) (element-type RwEdit): none where it has that value
 */
GPtrArray *
rw_problem_edits_set (RwRecord *problem, guint field, RwValue value)
{
  GPtrArray *edits = new_edits ();
  g_autoptr (RwRecord) after = rw_record_dup (problem);

  rw_record_take (after, field, value);
  add_diff (edits, problem, after);
  return edits;
}
