/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-edits.h"

static void
add_diff (GPtrArray *edits, RwRecord *before, RwRecord *after)
{
  if (!rw_record_equal (before, after))
    g_ptr_array_add (edits, rw_edit_new_diff (before, after));
}

/**
 * rw_security_edit_status:
 * @edits: (element-type RwEdit): gets what is to be done
 * @measure: that is not in the catalogue
 * @me: (nullable): who does it; the owner of what has none and is done
 *
 * Returns: %FALSE with @error set where this person may not say so
 */
gboolean
rw_security_edit_status (GPtrArray *edits, RwRecord *measure, RwMeasureStatus status, const RwId *me, GError **error)
{
  g_autoptr (RwRecord) after = rw_record_dup (measure);

  if (status == RW_MEASURE_STATUS_VERIFIED && !rw_measure_check_verifier (measure, me, error))
    return FALSE;
  rw_record_set_enum (after, RW_MEASURE_STATUS, (int) status);
  if (status == RW_MEASURE_STATUS_DONE && !rw_record_has (measure, RW_MEASURE_OWNER) && me != NULL && !rw_id_is_nil (me))
    rw_record_set_ref (after, RW_MEASURE_OWNER, me);
  add_diff (edits, measure, after);
  return TRUE;
}

/**
 * rw_security_edit_accept:
 * @reason: why
 * @until: day on which the risk is accepted last
 */
void
rw_security_edit_accept (GPtrArray *edits, RwRecord *measure, const char *reason, gint64 until)
{
  g_autoptr (RwRecord) after = rw_record_dup (measure);

  rw_record_set_enum (after, RW_MEASURE_STATUS, RW_MEASURE_STATUS_ACCEPTED);
  rw_record_set_text (after, RW_MEASURE_RISK_REASON, reason);
  rw_record_set_date (after, RW_MEASURE_RISK_UNTIL, until);
  add_diff (edits, measure, after);
}

/**
 * rw_security_edit_tie:
 * @field: RW_MEASURE_TICKET or RW_MEASURE_CHANGE
 */
void
rw_security_edit_tie (GPtrArray *edits, RwRecord *measure, guint field, const RwId *to)
{
  g_autoptr (RwRecord) after = rw_record_dup (measure);

  rw_record_set_ref (after, field, to);
  add_diff (edits, measure, after);
}

static RwRecord *
new_measure (RwRecord *entry)
{
  RwRecord *measure = rw_record_new (RW_KIND_MEASURE, NULL);

  rw_record_set_enum (measure, RW_MEASURE_STATUS, RW_MEASURE_STATUS_OPEN);
  rw_record_set (measure, RW_MEASURE_TITLE, rw_record_get (entry, RW_MEASURE_TITLE));
  rw_record_set (measure, RW_MEASURE_CATEGORY, rw_record_get (entry, RW_MEASURE_CATEGORY));
  rw_record_set (measure, RW_MEASURE_NOTES, rw_record_get (entry, RW_MEASURE_NOTES));
  rw_record_set_ref (measure, RW_MEASURE_ORIGIN, rw_record_get_id (entry));
  return measure;
}

/**
 * rw_security_edit_apply:
 * @entry: of the catalogue
 * @service: (nullable): that it is asked of
 * @ci: (nullable): the system that it is asked of; %NULL for the service as a whole
 * @ticket: (nullable): that asks for it
 */
void
rw_security_edit_apply (GPtrArray *edits, RwRecord *entry, const RwId *service, const RwId *ci, const RwId *ticket)
{
  g_autoptr (RwRecord) measure = new_measure (entry);

  if (service != NULL)
    rw_record_set_ref (measure, RW_MEASURE_SERVICE, service);
  if (ci != NULL)
    rw_record_set_ref (measure, RW_MEASURE_CI, ci);
  if (ticket != NULL)
    rw_record_set_ref (measure, RW_MEASURE_TICKET, ticket);
  g_ptr_array_add (edits, rw_edit_new_create (measure));
}

/**
 * rw_security_edit_settle:
 * @finding: that no measure settles yet
 * @system: (nullable): that it was found on
 * @me: (nullable): who takes it up
 *
 * Makes the measure of a finding. A finding on nothing leads to none.
 */
void
rw_security_edit_settle (GPtrArray *edits, RwRecord *finding, RwRecord *system, const RwId *me)
{
  g_autoptr (RwRecord) measure = NULL;
  g_autoptr (RwRecord) after = NULL;
  guint field;

  if (rw_record_has (finding, RW_FINDING_MEASURE) || system == NULL)
    return;
  measure = rw_record_new (RW_KIND_MEASURE, NULL);
  field = rw_record_get_kind (system) == RW_KIND_DEVICE ? RW_DEVICE_SERVICE : RW_VM_SERVICE;
  rw_record_set_enum (measure, RW_MEASURE_STATUS, RW_MEASURE_STATUS_OPEN);
  rw_record_set (measure, RW_MEASURE_TITLE, rw_record_get (finding, RW_FINDING_TITLE));
  rw_record_set_ref (measure, RW_MEASURE_CI, rw_record_get_id (system));
  rw_record_set (measure, RW_MEASURE_SERVICE, rw_record_get (system, field));
  if (me != NULL && !rw_id_is_nil (me))
    rw_record_set_ref (measure, RW_MEASURE_OWNER, me);
  after = rw_record_dup (finding);
  rw_record_set_ref (after, RW_FINDING_MEASURE, rw_record_get_id (measure));
  g_ptr_array_add (edits, rw_edit_new_create (measure));
  g_ptr_array_add (edits, rw_edit_new_diff (finding, after));
}
