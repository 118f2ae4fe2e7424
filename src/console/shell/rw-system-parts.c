/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-parts.h"

#include <glib/gi18n.h>

#include "rules/rw-backup-rules.h"
#include "rw-clock.h"
#include "rw-disk-words.h"
#include "rw-format.h"
#include "rw-record-text.h"
#include "rw-system-row.h"

/* How each thing that hangs on a system is told in one row. */

/**
 * rw_system_part_label:
 *
 * Returns: (transfer none): the heading above the list
 */
const char *
rw_system_part_label (RwSystemPart part)
{
  switch (part)
    {
    case RW_SYSTEM_PORTS:
      return _ ("Ports and VLANs");
    case RW_SYSTEM_INLETS:
      return _ ("Power Supplies");
    case RW_SYSTEM_ADDRESSES:
      return rw_kind_labels (RW_KIND_ADDRESS);
    case RW_SYSTEM_VMS:
      return rw_kind_labels (RW_KIND_VM);
    case RW_SYSTEM_BLADES:
      return _ ("In Its Bays");
    case RW_SYSTEM_JOBS:
      return _ ("Backups");
    case RW_SYSTEM_VOLUMES:
      return _ ("Disks");
    case RW_SYSTEM_OPEN_TICKETS:
      return _ ("Open Tickets");
    case RW_SYSTEM_CLOSED_TICKETS:
      return _ ("Resolved Tickets");
    case RW_SYSTEM_COMING_CHANGES:
      return _ ("Coming Changes");
    case RW_SYSTEM_PAST_CHANGES:
      return _ ("Past Changes");
    case RW_SYSTEM_MEASURES:
      return rw_kind_labels (RW_KIND_MEASURE);
    case RW_SYSTEM_FINDINGS:
      return rw_kind_labels (RW_KIND_FINDING);
    case RW_SYSTEM_DOCUMENTS:
      return rw_kind_labels (RW_KIND_DOCUMENT);
    case RW_SYSTEM_CHECKLISTS:
      return rw_kind_labels (RW_KIND_CHECKLIST);
    default:
      g_return_val_if_reached ("");
    }
}

static void
append (GString    *out,
        const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
}

static void
append_field (GString  *out,
              RwRecord *record,
              guint     field,
              gint64    now)
{
  g_autofree char *text = NULL;

  if (!rw_record_has (record, field))
    return;
  text = rw_format_value (rw_record_get (record, field),
                          &rw_record_get_info (record)->fields[field], now);
  append (out, text);
}

/* The field by its name, and what it says: "Due 12 Nov". */
static void
append_named (GString  *out,
              RwRecord *record,
              guint     field,
              gint64    now)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *text = NULL;

  append_field (value, record, field, now);
  if (value->len == 0)
    return;
  text = g_strdup_printf ("%s %s", rw_field_label (&rw_record_get_info (record)->fields[field]),
                          value->str);
  append (out, text);
}

static const char *
text_or_null (GString *text)
{
  return text->len > 0 ? text->str : NULL;
}

static const char *
word_of (RwRecord *record,
         guint     field)
{
  int value = rw_record_get_enum (record, field);

  return value >= 0 ? rw_enum_label (rw_record_get_info (record)->fields[field].enumeration, value)
                    : NULL;
}

/* --- Ports and addresses ---------------------------------------------------------------------------- */

static void
append_tagged (GString             *out,
               const RwSystemEntry *entry)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < entry->tagged->len; i++)
    g_string_append_printf (numbers, "%s%d", i > 0 ? ", " : "",
                            (int) rw_record_get_integer (entry->tagged->pdata[i], RW_VLAN_VID, 0));
  if (numbers->len == 0)
    return;
  if (entry->n > entry->tagged->len)
    g_string_append (numbers, ", …");
  /* Translators: numbers of VLANs: "tagged 20, 30" */
  text = g_strdup_printf (_ ("tagged %s"), numbers->str);
  append (out, text);
}

static GtkWidget *
port_row_new (const RwSystemEntry *entry,
              gint64               now)
{
  RwRecord *port = entry->record;
  g_autoptr (GString) detail = g_string_new (NULL);
  RwSystemRowInfo info = { .title = rw_record_get_title (port), .target = port };

  if (entry->other != NULL)
    {
      g_autofree char *to = entry->owner != NULL
                              ? g_strdup_printf ("→ %s · %s", rw_record_get_title (entry->owner),
                                                 rw_record_get_title (entry->other))
                              : g_strdup_printf ("→ %s", rw_record_get_title (entry->other));

      append (detail, to);
    }
  if (rw_record_get_enum (port, RW_PORT_TYPE) != RW_PORT_TYPE_POWER_INLET)
    append (detail, word_of (port, RW_PORT_TYPE));
  append_field (detail, port, RW_PORT_SPEED, now);
  append_field (detail, port, RW_PORT_DRAW, now);
  if (entry->untagged != NULL)
    {
      g_autofree char *vlan = rw_record_dup_title (entry->untagged);
      /* Translators: the VLAN that has no tag on a port: "VLAN 20 Customers" */
      g_autofree char *text = g_strdup_printf (_ ("VLAN %s"), vlan);

      append (detail, text);
    }
  append_tagged (detail, entry);
  if (rw_record_get_boolean (port, RW_PORT_MANAGEMENT))
    append (detail, _ ("management"));
  info.detail = text_or_null (detail);
  if (rw_record_has (port, RW_PORT_ENABLED) && !rw_record_get_boolean (port, RW_PORT_ENABLED))
    {
      info.word = _ ("Disabled");
      info.status = RW_STATUS_UNKNOWN;
    }
  return rw_system_row_new (&info);
}

static void
copy_cb (GtkWidget *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          g_object_get_data (G_OBJECT (button), "rw-text"));
}

static GtkWidget *
address_row_new (const RwSystemEntry *entry,
                 const RwId          *primary)
{
  RwRecord *address = entry->record;
  const char *text = rw_record_get_title (address);
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree char *bare = g_strndup (text, strcspn (text, "/")),
                  *label = g_strdup_printf (_ ("Copy %s"), bare);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  RwSystemRowInfo info = { .title = text, .target = address, .suffix = copy };

  append (detail, rw_record_get_text (address, RW_ADDRESS_DNS_NAME));
  if (entry->other != NULL)
    append (detail, rw_record_get_title (entry->other));
  append (detail, rw_record_get_text (address, RW_ADDRESS_PURPOSE));
  info.detail = text_or_null (detail);
  if (primary != NULL && rw_id_equal (primary, rw_record_get_id (address)))
    {
      info.word = rw_field_label (rw_schema_field (RW_KIND_ADDRESS, RW_ADDRESS_PRIMARY));
      info.status = RW_STATUS_UNKNOWN;
    }
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_add_css_class (copy, "rw-small");
  gtk_widget_set_tooltip_text (copy, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (copy), "rw-text", g_steal_pointer (&bare), g_free);
  g_signal_connect (copy, "clicked", G_CALLBACK (copy_cb), NULL);
  return rw_system_row_new (&info);
}

/* --- Systems --------------------------------------------------------------------------------------- */

static GtkWidget *
system_row_new (RwRecord *system,
                gint64    now)
{
  gboolean vm = rw_record_get_kind (system) == RW_KIND_VM;
  g_autoptr (GString) detail = g_string_new (NULL);
  int stage = rw_record_get_enum (system, vm ? RW_VM_STAGE : RW_DEVICE_STAGE);
  RwSystemRowInfo info = { .title = rw_record_get_title (system), .target = system };

  if (vm)
    {
      append (detail, rw_record_get_text (system, RW_VM_ROLE));
      append_named (detail, system, RW_VM_VCPUS, now);
      append_named (detail, system, RW_VM_MEMORY, now);
    }
  else
    {
      append_named (detail, system, RW_DEVICE_BAY, now);
      append (detail, word_of (system, RW_DEVICE_ROLE));
    }
  info.detail = text_or_null (detail);
  /* What runs as it should need not say so in every row. */
  if (stage >= 0 && stage != RW_STAGE_OPERATION)
    {
      info.word = rw_enum_label (&rw_enum_stage, stage);
      info.status = stage == RW_STAGE_DECOMMISSIONING ? RW_STATUS_ATTENTION
                    : stage == RW_STAGE_REMOVED       ? RW_STATUS_UNKNOWN
                                                      : RW_STATUS_PLANNED;
    }
  return rw_system_row_new (&info);
}

/* --- Backups and disks ------------------------------------------------------------------------------ */

static GtkWidget *
job_row_new (const RwSystemEntry *entry,
             gint64               now)
{
  RwRecord *job = entry->record;
  g_autoptr (GString) detail = g_string_new (NULL);
  gint64 objective = entry->owner != NULL
                       ? rw_record_get_integer (entry->owner, RW_BACKUP_POLICY_RPO, 24) * RW_HOUR
                       : 0;
  RwSystemRowInfo info = { .title = rw_record_get_title (job), .target = job };

  if (entry->other != NULL)
    {
      g_autofree char *run = rw_record_dup_title (entry->other);

      append (detail, run);
    }
  if (entry->last_good != 0)
    {
      g_autofree char *age = rw_format_relative (entry->last_good, now);
      /* Translators: how long ago: "last good 7 h ago" */
      g_autofree char *text = g_strdup_printf (_ ("last good %s"), age);

      append (detail, text);
    }
  if (objective > 0)
    {
      g_autofree char *hours = rw_format_duration (objective);
      /* Translators: recovery point objective, a duration: "RPO 24 h" */
      g_autofree char *text = g_strdup_printf (_ ("RPO %s"), hours);

      append (detail, text);
    }
  info.detail = text_or_null (detail);
  if (rw_record_has (job, RW_BACKUP_JOB_ENABLED) &&
      !rw_record_get_boolean (job, RW_BACKUP_JOB_ENABLED))
    {
      info.word = _ ("Disabled");
      info.status = RW_STATUS_UNKNOWN;
    }
  else if (objective > 0)
    {
      RwRecoveryPoint point =
        rw_backup_recovery_point (entry->last_good != 0 ? MAX (now - entry->last_good, 0) : -1,
                                  objective);

      info.word = rw_recovery_point_label (point);
      info.status = point == RW_RECOVERY_COMPLIANT  ? RW_STATUS_GOOD
                    : point == RW_RECOVERY_EXCEEDED ? RW_STATUS_ATTENTION
                                                    : RW_STATUS_BAD;
    }
  return rw_system_row_new (&info);
}

static GtkWidget *
volume_row_new (const RwSystemEntry *entry,
                gint64               now)
{
  const RwVolumeRow *volume = entry->volume;
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree char *percent = NULL;
  RwSystemRowInfo info = { .title = rw_record_get_title (entry->record), .target = entry->record };

  if (volume != NULL)
    {
      g_autofree char *used = rw_disk_used (volume),
                      *outlook = rw_disk_outlook (&volume->forecast, volume->day, now);

      append (detail, used);
      append (detail, outlook);
      if (volume->size > 0)
        percent = rw_format_percent ((double) volume->used / (double) volume->size, 0);
      if (volume->rank != RW_NEED_NOBODY)
        {
          info.word = C_ ("volume", "Needs room");
          info.status = volume->rank <= RW_NEED_CHECK ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
        }
    }
  append (detail, rw_record_get_text (entry->record, RW_VOLUME_FILESYSTEM));
  info.detail = text_or_null (detail);
  info.aside = percent;
  return rw_system_row_new (&info);
}

/* --- Work ------------------------------------------------------------------------------------------ */

static GtkWidget *
ticket_row_new (RwRecord *ticket,
                gboolean  open,
                gint64    now)
{
  g_autofree char *title = rw_record_dup_title (ticket);
  g_autoptr (GString) detail = g_string_new (NULL);
  int priority = rw_record_get_enum (ticket, RW_TICKET_PRIORITY);
  RwSystemRowInfo info = { .title = title, .target = ticket };

  append (detail, word_of (ticket, RW_TICKET_STATUS));
  append_named (detail, ticket,
                open || !rw_record_has (ticket, RW_TICKET_RESOLVED) ? RW_TICKET_OPENED
                                                                    : RW_TICKET_RESOLVED,
                now);
  info.detail = text_or_null (detail);
  info.word = word_of (ticket, RW_TICKET_PRIORITY);
  info.status = !open                        ? RW_STATUS_UNKNOWN
                : priority == RW_PRIORITY_P1 ? RW_STATUS_BAD
                : priority == RW_PRIORITY_P2 ? RW_STATUS_ATTENTION
                                             : RW_STATUS_UNKNOWN;
  return rw_system_row_new (&info);
}

static GtkWidget *
change_row_new (RwRecord *change,
                gint64    now)
{
  g_autofree char *title = rw_record_dup_title (change);
  g_autoptr (GString) detail = g_string_new (NULL);
  int status = rw_record_get_enum (change, RW_CHANGE_STATUS);
  RwSystemRowInfo info = { .title = title, .target = change };

  append_field (detail, change, RW_CHANGE_START, now);
  append (detail, word_of (change, RW_CHANGE_TYPE));
  append (detail, word_of (change, RW_CHANGE_RESULT));
  info.detail = text_or_null (detail);
  info.word = word_of (change, RW_CHANGE_STATUS);
  info.status = status == RW_CHANGE_STATUS_CLOSED        ? RW_STATUS_GOOD
                : status == RW_CHANGE_STATUS_IN_PROGRESS ? RW_STATUS_ATTENTION
                : status == RW_CHANGE_STATUS_CANCELLED   ? RW_STATUS_UNKNOWN
                                                         : RW_STATUS_PLANNED;
  return rw_system_row_new (&info);
}

static GtkWidget *
plain_row_new (const RwSystemEntry *entry,
               gint64               now)
{
  RwRecord *record = entry->record;
  g_autoptr (GString) detail = g_string_new (NULL);
  g_autofree char *aside = NULL;
  RwSystemRowInfo info = { .title = rw_record_get_title (record),
                           .target = record,
                           .status = RW_STATUS_UNKNOWN };

  switch (rw_record_get_kind (record))
    {
    case RW_KIND_MEASURE:
      append (detail, rw_record_get_text (record, RW_MEASURE_CATEGORY));
      append_named (detail, record, RW_MEASURE_DUE, now);
      info.word = word_of (record, RW_MEASURE_STATUS);
      break;
    case RW_KIND_FINDING:
      append (detail, rw_record_get_text (record, RW_FINDING_ORIGIN));
      append_field (detail, record, RW_FINDING_FOUND, now);
      info.word = word_of (record, RW_FINDING_SEVERITY);
      break;
    case RW_KIND_DOCUMENT:
      append_named (detail, record, RW_DOCUMENT_REVIEWED, now);
      break;
    default:
      /* Translators: items of a checklist: how many are done, of how many: "3 of 7 done" */
      aside = g_strdup_printf (_ ("%u of %u done"), entry->n_done, entry->n);
      info.aside = aside;
      break;
    }
  info.detail = text_or_null (detail);
  return rw_system_row_new (&info);
}

/**
 * rw_system_part_row_new:
 * @primary: (nullable): the system's primary address
 * @now: rw_clock_now()
 *
 * Returns: (transfer floating): the row of one entry
 */
GtkWidget *
rw_system_part_row_new (RwSystemPart         part,
                        const RwSystemEntry *entry,
                        const RwId          *primary,
                        gint64               now)
{
  switch (part)
    {
    case RW_SYSTEM_PORTS:
    case RW_SYSTEM_INLETS:
      return port_row_new (entry, now);
    case RW_SYSTEM_ADDRESSES:
      return address_row_new (entry, primary);
    case RW_SYSTEM_VMS:
    case RW_SYSTEM_BLADES:
      return system_row_new (entry->record, now);
    case RW_SYSTEM_JOBS:
      return job_row_new (entry, now);
    case RW_SYSTEM_VOLUMES:
      return volume_row_new (entry, now);
    case RW_SYSTEM_OPEN_TICKETS:
    case RW_SYSTEM_CLOSED_TICKETS:
      return ticket_row_new (entry->record, part == RW_SYSTEM_OPEN_TICKETS, now);
    case RW_SYSTEM_COMING_CHANGES:
    case RW_SYSTEM_PAST_CHANGES:
      return change_row_new (entry->record, now);
    default:
      return plain_row_new (entry, now);
    }
}
