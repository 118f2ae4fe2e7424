/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inspector-data.h"

#include <glib/gi18n.h>
#include <math.h>

#include "query/rw-query-backups.h"
#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-record-text.h"

/* So many records that a list refers to are named; a person does not read more. */
#define MAX_TITLES 60
/* So many of each relation are links; the count tells the rest. */
#define MAX_RELATED 5

static void
title_free (gpointer data)
{
  RwInspectorTitle *title = data;

  g_free (title->title);
  g_free (title);
}

static void
chip_free (gpointer data)
{
  RwInspectorChip *chip = data;

  g_free (chip->text);
  g_free (chip);
}

void
rw_inspector_data_free (RwInspectorData *data)
{
  g_clear_object (&data->record);
  g_hash_table_unref (data->titles);
  g_free (data->place);
  g_ptr_array_unref (data->chips);
  g_clear_pointer (&data->relations, g_ptr_array_unref);
  g_free (data);
}

/**
 * rw_inspector_data_title:
 *
 * Returns: (transfer none) (nullable): the record with that id, %NULL when the cache does not have it
 */
const RwInspectorTitle *
rw_inspector_data_title (RwInspectorData *data,
                         const RwId      *id)
{
  return g_hash_table_lookup (data->titles, id);
}

/* --- Titles -------------------------------------------------------------------------------------- */

/* A port's name says little without the system that it is on. */
static char *
port_title (RwCache  *cache,
            RwRecord *port)
{
  const RwId *id = rw_record_get_ref (port, RW_PORT_SYSTEM);
  g_autoptr (RwRecord) system = NULL;

  if (id != NULL)
    system = rw_cache_find (cache, RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM), id, NULL);
  if (system == NULL)
    return rw_record_dup_title (port);
  return g_strdup_printf ("%s · %s", rw_record_get_title (system), rw_record_get_title (port));
}

static gboolean
add_title (RwInspectorData  *data,
           RwCache          *cache,
           guint64           kinds,
           const RwId       *id,
           GError          **error)
{
  g_autoptr (RwRecord) record = NULL;
  g_autoptr (GError) local_error = NULL;
  RwInspectorTitle *title;

  if (g_hash_table_contains (data->titles, id) || g_hash_table_size (data->titles) >= MAX_TITLES)
    return TRUE;
  record = rw_cache_find (cache, kinds, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  title = g_new0 (RwInspectorTitle, 1);
  title->kind = rw_record_get_kind (record);
  title->title = title->kind == RW_KIND_PORT ? port_title (cache, record) : rw_record_dup_title (record);
  g_hash_table_insert (data->titles, rw_id_copy (id), title);
  return TRUE;
}

static gboolean
load_titles (RwInspectorData  *data,
             RwCache          *cache,
             GError          **error)
{
  const RwKindInfo *info = rw_record_get_info (data->record);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const RwValue *value = rw_record_get (data->record, i);

      if (value->type == RW_FIELD_REF && !add_title (data, cache, info->fields[i].refs, &value->id, error))
        return FALSE;
      for (guint j = 0; value->type == RW_FIELD_REFS && j < value->n_ids; j++)
        if (!add_title (data, cache, info->fields[i].refs, &value->ids[j], error))
          return FALSE;
    }
  return TRUE;
}

/* --- Where it is --------------------------------------------------------------------------------- */

static void
append (GString    *out,
        const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
}

static const char *
title_of (RwInspectorData *data,
          guint            field)
{
  const RwId *id = rw_record_get_ref (data->record, field);
  const RwInspectorTitle *title = id != NULL ? rw_inspector_data_title (data, id) : NULL;

  return title != NULL ? title->title : NULL;
}

/* Site and room of a rack, as short as they have it. */
static void
append_rack_place (GString    *out,
                   RwCache    *cache,
                   const RwId *rack_id,
                   gboolean    with_rack)
{
  g_autoptr (RwRecord) rack = rw_cache_get (cache, RW_KIND_RACK, rack_id, NULL);
  g_autoptr (RwRecord) room = NULL, site = NULL;
  const char *code;

  if (rack == NULL)
    return;
  if (rw_record_has (rack, RW_RACK_ROOM))
    room = rw_cache_get (cache, RW_KIND_ROOM, rw_record_get_ref (rack, RW_RACK_ROOM), NULL);
  if (room != NULL && rw_record_has (room, RW_ROOM_SITE))
    site = rw_cache_get (cache, RW_KIND_SITE, rw_record_get_ref (room, RW_ROOM_SITE), NULL);
  if (site != NULL)
    {
      code = rw_record_get_text (site, RW_SITE_CODE);
      append (out, code != NULL ? code : rw_record_get_title (site));
    }
  if (room != NULL)
    append (out, rw_record_get_title (room));
  if (with_rack)
    append (out, rw_record_get_title (rack));
}

static void
append_units (GString         *out,
              RwInspectorData *data,
              RwCache         *cache)
{
  RwRecord *device = data->record;
  const RwId *type_id = rw_record_get_ref (device, RW_DEVICE_TYPE);
  g_autoptr (RwRecord) type = NULL;
  g_autofree char *from = NULL, *to = NULL;
  double position, height;
  int face = rw_record_get_enum (device, RW_DEVICE_FACE), side = rw_record_get_enum (device, RW_DEVICE_SIDE);

  if (rw_record_has (device, RW_DEVICE_POSITION))
    {
      if (type_id != NULL)
        type = rw_cache_get (cache, RW_KIND_DEVICE_TYPE, type_id, NULL);
      height = type != NULL ? rw_record_get_decimal (type, RW_DEVICE_TYPE_HEIGHT, 1) : 1;
      position = rw_record_get_decimal (device, RW_DEVICE_POSITION, 1);
      from = rw_format_decimal (position, 1);
      to = rw_format_decimal (ceil (position + height) - 1, 1);
      if (height > 1)
        /* Translators: rack units from and to: "units 19–20" */
        g_string_append_printf (out, _(", units %s–%s"), from, to);
      else
        /* Translators: a rack unit: "unit 19" */
        g_string_append_printf (out, _(", unit %s"), from);
    }
  if (side >= 0)
    g_string_append_printf (out, ", %s", side == RW_SIDE_LEFT ? C_ ("place", "left") : C_ ("place", "right"));
  if (face >= 0)
    g_string_append_printf (out, ", %s", face == RW_FACE_FRONT ? C_ ("place", "front") : C_ ("place", "rear"));
}

static char *
load_place (RwInspectorData *data,
            RwCache         *cache,
            gint64           now)
{
  g_autoptr (GString) out = g_string_new (NULL);
  RwRecord *record = data->record;
  const RwKindInfo *info = rw_record_get_info (record);
  const RwId *rack;

  switch (info->kind)
    {
    case RW_KIND_DEVICE:
      rack = rw_record_get_ref (record, RW_DEVICE_RACK);
      if (rack != NULL)
        {
          append_rack_place (out, cache, rack, TRUE);
          append_units (out, data, cache);
        }
      else if (title_of (data, RW_DEVICE_PARENT) != NULL)
        {
          const char *bay = rw_record_get_text (record, RW_DEVICE_BAY);

          append (out, title_of (data, RW_DEVICE_PARENT));
          if (bay != NULL)
            /* Translators: a slot of a chassis: "bay 3" */
            g_string_append_printf (out, _(", bay %s"), bay);
        }
      else
        append (out, title_of (data, RW_DEVICE_SITE));
      break;
    case RW_KIND_RACK:
      append_rack_place (out, cache, rw_record_get_id (record), FALSE);
      if (rw_record_has (record, RW_RACK_ROW))
        {
          g_autofree char *row = g_strdup_printf (_("row %s"), rw_record_get_text (record, RW_RACK_ROW));

          append (out, row);
        }
      break;
    case RW_KIND_VM:
      append (out, title_of (data, RW_VM_CLUSTER));
      append (out, title_of (data, RW_VM_HOST));
      break;
    case RW_KIND_TICKET:
      append (out, title_of (data, RW_TICKET_CUSTOMER));
      append (out, title_of (data, RW_TICKET_SERVICE));
      append (out, title_of (data, RW_TICKET_CI));
      break;
    case RW_KIND_CHANGE:
      if (rw_record_has (record, RW_CHANGE_START))
        {
          g_autofree char *start = rw_format_when (rw_record_get_integer (record, RW_CHANGE_START, 0), now);

          append (out, start);
        }
      append (out, title_of (data, RW_CHANGE_CUSTOMER));
      append (out, title_of (data, RW_CHANGE_SERVICE));
      break;
    default:
      /* What it belongs to: the first records that it must refer to. */
      for (guint i = 0; i < info->n_fields; i++)
        if (info->fields[i].type == RW_FIELD_REF && (info->fields[i].flags & RW_F_REQUIRED))
          append (out, title_of (data, i));
      break;
    }
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/* --- How it is ----------------------------------------------------------------------------------- */

static void
add_chip (RwInspectorData *data,
          RwStatus         status,
          const char      *text)
{
  RwInspectorChip *chip = g_new (RwInspectorChip, 1);

  chip->text = g_strdup (text);
  chip->status = status;
  g_ptr_array_add (data->chips, chip);
}

static RwStatus
stage_status (int stage)
{
  if (stage == RW_STAGE_OPERATION)
    return RW_STATUS_GOOD;
  if (stage == RW_STAGE_DECOMMISSIONING)
    return RW_STATUS_ATTENTION;
  return stage == RW_STAGE_REMOVED ? RW_STATUS_UNKNOWN : RW_STATUS_PLANNED;
}

static RwStatus
run_status (int status)
{
  switch (status)
    {
    case RW_RUN_STATUS_SUCCESS:
      return RW_STATUS_GOOD;
    case RW_RUN_STATUS_WARNING:
      return RW_STATUS_ATTENTION;
    case RW_RUN_STATUS_RUNNING:
      return RW_STATUS_PLANNED;
    case RW_RUN_STATUS_UNKNOWN:
      return RW_STATUS_UNKNOWN;
    default:
      return RW_STATUS_BAD;
    }
}

/* What the worst of a system's jobs comes to, as the matrix of backups has it. */
static gboolean
add_backup_chip (RwInspectorData *data, RwCache *cache, gint64 now, GError **error)
{
  g_autoptr (RwBackupDay) day =
    rw_query_backup_day (cache, rw_record_get_id (data->record), now / RW_DAY, now, NULL, error);

  if (day == NULL)
    return FALSE;
  if (day->n_jobs == 0)
    return TRUE;
  switch (day->worst)
    {
    case RW_BACKUP_FAILED:
      add_chip (data, RW_STATUS_BAD, _ ("Backup failed"));
      break;
    case RW_BACKUP_MISSED:
      add_chip (data, RW_STATUS_BAD, _ ("Backup missed"));
      break;
    case RW_BACKUP_SUSPICIOUS:
      add_chip (data, RW_STATUS_BAD, _ ("Backup suspicious"));
      break;
    default:
      if (day->recovery != RW_RECOVERY_COMPLIANT)
        add_chip (data, day->recovery == RW_RECOVERY_EXCEEDED ? RW_STATUS_ATTENTION : RW_STATUS_BAD,
                  _ ("Backup too old"));
      else if (day->worst == RW_BACKUP_WARNING)
        add_chip (data, RW_STATUS_ATTENTION, _ ("Backup with warnings"));
      else
        add_chip (data, RW_STATUS_GOOD, _ ("Backup good"));
    }
  return TRUE;
}

static void
add_ticket_chips (RwInspectorData *data,
                  gint64           now)
{
  RwRecord *ticket = data->record;
  int priority = rw_record_get_enum (ticket, RW_TICKET_PRIORITY), status = rw_record_get_enum (ticket, RW_TICKET_STATUS);
  gboolean open = status >= 0 && rw_ticket_status_is_open ((RwTicketStatus) status);
  guint field = 0;
  gint64 due;

  add_chip (data, open ? (status == RW_TICKET_STATUS_NEW ? RW_STATUS_ATTENTION : RW_STATUS_PLANNED) : RW_STATUS_GOOD,
            rw_enum_label (&rw_enum_ticket_status, status));
  if (priority >= 0)
    add_chip (data,
              !open                            ? RW_STATUS_UNKNOWN
              : priority == RW_PRIORITY_P1     ? RW_STATUS_BAD
              : priority == RW_PRIORITY_P2     ? RW_STATUS_ATTENTION
                                               : RW_STATUS_UNKNOWN,
              rw_enum_label (&rw_enum_priority, priority));
  if (rw_record_get_boolean (ticket, RW_TICKET_MAJOR))
    add_chip (data, RW_STATUS_BAD, _("Major incident"));
  due = open ? rw_ticket_next_due (ticket, &field) : 0;
  if (due > 0)
    {
      g_autofree char *when = rw_format_relative (due, now);
      g_autofree char *text = NULL;

      /* Translators: which clock runs out, and when: "Response due in 6 min" */
      text = g_strdup_printf (C_ ("clock", "%s %s"), rw_field_label (rw_schema_field (RW_KIND_TICKET, field)), when);
      add_chip (data, due < now ? RW_STATUS_BAD : due < now + 30 * G_TIME_SPAN_MINUTE ? RW_STATUS_ATTENTION
                                                                                      : RW_STATUS_UNKNOWN,
                text);
    }
}

static void
add_enum_chip (RwInspectorData *data,
               guint            field,
               RwStatus         status)
{
  int value = rw_record_get_enum (data->record, field);

  if (value >= 0)
    add_chip (data, status, rw_enum_label (rw_record_get_info (data->record)->fields[field].enumeration, value));
}

static gboolean
load_chips (RwInspectorData  *data,
            RwCache          *cache,
            gint64            now,
            GError          **error)
{
  RwRecord *record = data->record;
  int value;

  switch (rw_record_get_kind (record))
    {
    case RW_KIND_DEVICE:
      add_enum_chip (data, RW_DEVICE_STAGE, stage_status (rw_record_get_enum (record, RW_DEVICE_STAGE)));
      return add_backup_chip (data, cache, now, error);
    case RW_KIND_VM:
      add_enum_chip (data, RW_VM_STAGE, stage_status (rw_record_get_enum (record, RW_VM_STAGE)));
      return add_backup_chip (data, cache, now, error);
    case RW_KIND_TICKET:
      add_ticket_chips (data, now);
      return TRUE;
    case RW_KIND_CHANGE:
      value = rw_record_get_enum (record, RW_CHANGE_STATUS);
      add_enum_chip (data, RW_CHANGE_STATUS,
                     value == RW_CHANGE_STATUS_CLOSED        ? RW_STATUS_GOOD
                     : value == RW_CHANGE_STATUS_IN_PROGRESS ? RW_STATUS_ATTENTION
                     : value == RW_CHANGE_STATUS_CANCELLED   ? RW_STATUS_UNKNOWN
                                                             : RW_STATUS_PLANNED);
      add_enum_chip (data, RW_CHANGE_TYPE,
                     rw_record_get_enum (record, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_EMERGENCY ? RW_STATUS_ATTENTION
                                                                                            : RW_STATUS_UNKNOWN);
      return TRUE;
    case RW_KIND_BACKUP_RUN:
      add_enum_chip (data, RW_BACKUP_RUN_STATUS, run_status (rw_record_get_enum (record, RW_BACKUP_RUN_STATUS)));
      return TRUE;
    case RW_KIND_RACK:
      value = rw_record_get_enum (record, RW_RACK_STATUS);
      add_enum_chip (data, RW_RACK_STATUS,
                     value == RW_RACK_STATUS_ACTIVE ? RW_STATUS_GOOD
                     : value == RW_RACK_STATUS_RETIRED ? RW_STATUS_UNKNOWN
                                                       : RW_STATUS_PLANNED);
      return TRUE;
    case RW_KIND_SERVICE:
      value = rw_record_get_enum (record, RW_SERVICE_STAGE);
      add_enum_chip (data, RW_SERVICE_STAGE,
                     value == RW_SERVICE_STAGE_LIVE ? RW_STATUS_GOOD
                     : value == RW_SERVICE_STAGE_ENDED ? RW_STATUS_UNKNOWN
                                                       : RW_STATUS_PLANNED);
      return TRUE;
    default:
      return TRUE;
    }
}

/* A record that only ties two others together is no place to go to: the other end is. */
static gboolean
follow_tie (RwInspectorData  *data,
            RwCache          *cache,
            RwRelatedRecord  *related,
            RwRecord         *tie,
            guint             field,
            GError          **error)
{
  const RwKindInfo *info = rw_record_get_info (tie);
  const RwInspectorTitle *title;
  const RwId *other = NULL;
  guint64 kinds = 0;

  if (info->kind != RW_KIND_CHANGE_ITEM && info->kind != RW_KIND_LINK && info->kind != RW_KIND_AUDIT_ITEM)
    return TRUE;
  for (guint i = 0; i < info->n_fields && other == NULL; i++)
    if (info->fields[i].type == RW_FIELD_REF && i != field)
      {
        other = rw_record_get_ref (tie, i);
        kinds = info->fields[i].refs;
      }
  if (other == NULL)
    return TRUE;
  if (!add_title (data, cache, kinds, other, error))
    return FALSE;
  title = rw_inspector_data_title (data, other);
  if (title == NULL)
    return TRUE;
  g_free (related->title);
  /* "Caused by T-1042 …" reads from the source to the target. */
  if (info->kind == RW_KIND_LINK && field == RW_LINK_SOURCE)
    related->title = g_strdup_printf ("%s: %s", rw_enum_label (&rw_enum_link_type, rw_record_get_enum (tie, RW_LINK_TYPE)),
                                      title->title);
  else
    related->title = g_strdup (title->title);
  related->id = *other;
  return TRUE;
}

/* The query gives names; a number, or the time of what has no name, tells more. */
static gboolean
name_relations (RwInspectorData  *data,
                RwCache          *cache,
                GError          **error)
{
  for (guint i = 0; i < data->relations->len; i++)
    {
      RwRelation *relation = g_ptr_array_index (data->relations, i);

      for (guint j = 0; j < relation->first->len; j++)
        {
          RwRelatedRecord *related = g_ptr_array_index (relation->first, j);
          g_autoptr (GError) local_error = NULL;
          g_autoptr (RwRecord) record = rw_cache_get (cache, relation->kind, &related->id, &local_error);
          g_autofree char *title = NULL;

          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          if (record == NULL)
            continue;
          /* Among the ports of a system its name need not be said. */
          if (relation->kind == RW_KIND_PORT && relation->field != RW_PORT_SYSTEM)
            title = port_title (cache, record);
          else
            title = rw_record_dup_title (record);
          /* One without a name of its own already goes by what else it refers to. */
          if (!g_str_equal (title, rw_kind_label (relation->kind)))
            {
              g_free (related->title);
              related->title = g_steal_pointer (&title);
            }
          if (!follow_tie (data, cache, related, record, relation->field, error))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * rw_inspector_data_of:
 * @record: need not be in the cache
 *
 * For the reader thread.
 *
 * Returns: (transfer full) (nullable): the record with the titles of what it refers to, and nothing else
 */
RwInspectorData *
rw_inspector_data_of (RwCache *cache, RwRecord *record, GError **error)
{
  g_autoptr (RwInspectorData) data = g_new0 (RwInspectorData, 1);

  data->titles = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, title_free);
  data->chips = g_ptr_array_new_with_free_func (chip_free);
  data->record = g_object_ref (record);
  return load_titles (data, cache, error) ? g_steal_pointer (&data) : NULL;
}

/**
 * rw_inspector_data_load:
 * @now: rw_clock_now()
 *
 * For the reader thread.
 *
 * Returns: (transfer full) (nullable): all about the record, or %NULL with @error set
 */
RwInspectorData *
rw_inspector_data_load (RwCache     *cache,
                        RwKind       kind,
                        const RwId  *id,
                        gint64       now,
                        GError     **error)
{
  g_autoptr (RwInspectorData) data = g_new0 (RwInspectorData, 1);
  g_autoptr (GError) local_error = NULL;

  data->titles = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, title_free);
  data->chips = g_ptr_array_new_with_free_func (chip_free);
  data->record = rw_cache_get (cache, kind, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (data->record == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _("This record was deleted, or is not for you to see"));
      return NULL;
    }
  if (!load_titles (data, cache, error) || !load_chips (data, cache, now, error))
    return NULL;
  data->place = load_place (data, cache, now);
  data->relations = rw_query_relations (cache, kind, id, MAX_RELATED, error);
  if (data->relations == NULL || !name_relations (data, cache, error))
    return NULL;
  return g_steal_pointer (&data);
}
