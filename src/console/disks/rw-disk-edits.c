/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disk-edits.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-change-edits.h"
#include "rw-disk-words.h"
#include "rw-text.h"

static void
set_number (RwEdit *edit,
            guint   field,
            int     number)
{
  rw_edit_set (edit, field, number == RW_DISK_DEFAULT ? RW_VALUE_NULL : rw_value_integer (number));
}

/**
 * rw_disk_edits_alerts:
 * @percent: 0 for never, %RW_DISK_DEFAULT
 * @days: 0 for never, %RW_DISK_DEFAULT
 *
 * Returns: (transfer full) (element-type RwEdit): when a ticket is opened for it; nothing where nothing changes
 */
GPtrArray *
rw_disk_edits_alerts (const RwVolumeRow *row,
                      int                percent,
                      int                days)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_VOLUME, &row->id);
  int percent_now = row->own_percent ? row->alert_percent : RW_DISK_DEFAULT,
      days_now = row->own_days ? row->alert_days : RW_DISK_DEFAULT;

  if (percent != percent_now)
    set_number (edit, RW_VOLUME_ALERT_PERCENT, percent);
  if (days != days_now)
    set_number (edit, RW_VOLUME_ALERT_DAYS, days);
  if (percent != percent_now || days != days_now)
    g_ptr_array_add (edits, edit);
  else
    rw_edit_free (edit);
  return edits;
}

/**
 * rw_disk_edits_tie:
 *
 * Returns: (transfer full) (element-type RwEdit): @ticket is about @volume
 */
GPtrArray *
rw_disk_edits_tie (const RwId *volume,
                   const RwId *ticket)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_VOLUME, volume);

  rw_edit_set (edit, RW_VOLUME_TICKET, rw_value_ref (ticket));
  g_ptr_array_add (edits, edit);
  return edits;
}

/**
 * rw_disk_ticket_new:
 *
 * Returns: (transfer full): an incident that says what is known of the volume, in words
 */
RwRecord *
rw_disk_ticket_new (const RwVolumeRow *row,
                    const char        *title,
                    gint64             now)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);
  RwLevel urgency = row->rank <= RW_NEED_CHECK ? RW_LEVEL_MEDIUM : RW_LEVEL_LOW;
  g_autofree char *shortened =
    rw_text_truncate (title, (gsize) rw_schema_field (RW_KIND_TICKET, RW_TICKET_TITLE)->max);
  g_autofree char *sentence = rw_disk_sentence (row, RW_VOLUMES_BY_NONE, now);
  g_autofree char *grown = rw_disk_grown (row);
  g_autofree char *text = row->grown != G_MININT64
                            /* Translators: a sentence, and how much it grew: "+12 GB" */
                            ? g_strdup_printf (_ ("%s Growth in 30 days: %s."), sentence, grown)
                            : g_strdup (sentence);

  rw_record_set_text (ticket, RW_TICKET_TITLE, shortened);
  rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_SOURCE, RW_TICKET_SOURCE_STAFF);
  rw_record_set_enum (ticket, RW_TICKET_IMPACT, RW_LEVEL_MEDIUM);
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, (int) urgency);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY,
                      (int) rw_priority_from_matrix (RW_LEVEL_MEDIUM, urgency));
  rw_record_set_ref (ticket, RW_TICKET_CI, &row->system);
  if (!rw_id_is_nil (&row->service_id))
    rw_record_set_ref (ticket, RW_TICKET_SERVICE, &row->service_id);
  if (!rw_id_is_nil (&row->customer_id))
    rw_record_set_ref (ticket, RW_TICKET_CUSTOMER, &row->customer_id);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, now);
  return ticket;
}

/**
 * rw_disk_change_text:
 * @curve: with what the change would do
 *
 * Returns: (transfer full): what a change does and what comes of it, in words
 */
char *
rw_disk_change_text (const RwVolumeCurve *curve,
                     RwVolumesBy          by,
                     gint64               now)
{
  const RwVolumeRow *row = curve->row;
  g_autofree char *name = rw_disk_name (row, by), *used = rw_disk_used (row),
                  *before = rw_disk_outlook (&row->forecast, row->day, now),
                  *after = rw_disk_outlook (&curve->changed, row->day, now);

  /* Translators: volume, what is used of it, the outlook without the change, and with it */
  return g_strdup_printf (_ ("%s: %s.\n\nWithout this change: %s.\nWith it: %s."), name, used,
                          before, after);
}

/**
 * rw_disk_edits_change:
 * @row: the volume, or several as one
 * @text: see rw_disk_change_text()
 * @person: (nullable): who asks for the change
 * @change: (out): the change
 *
 * Returns: (transfer full) (element-type RwEdit): a draft of a change
 */
GPtrArray *
rw_disk_edits_change (const RwVolumeRow *row,
                      const char        *title,
                      const char        *text,
                      const RwId        *person,
                      RwId              *change)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (RwRecord) record = rw_change_edits_new (title, text, person);

  *change = *rw_record_get_id (record);
  if (!rw_id_is_nil (&row->service_id))
    rw_record_set_ref (record, RW_CHANGE_SERVICE, &row->service_id);
  if (!rw_id_is_nil (&row->customer_id))
    rw_record_set_ref (record, RW_CHANGE_CUSTOMER, &row->customer_id);
  g_ptr_array_add (edits, rw_edit_new_create (record));
  if (!rw_id_is_nil (&row->system))
    rw_change_edits_add_item (edits, change, &row->system, row->name);
  return edits;
}
