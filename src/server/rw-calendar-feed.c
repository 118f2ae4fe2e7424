/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-feed.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-ics-write.h"
#include "rw-json.h"

/*
 * What a calendar feed shows (FORMATS, "Calendar feed out"). A feed that a customer reads shows changes of that
 * customer alone, each with its title for customers, its times and whether it is sure: whatever else there is to say
 * about a change is not even looked at for it.
 */

#define PAST           (90 * RW_DAY)
#define CANCELLED_KEPT (30 * RW_DAY)
#define CHANGES_MOST   5000
#define ENTRIES_MOST   500

/* A module in a blade in a chassis. */
#define DEPTH_MOST 8

typedef struct
{
  RwLogStore *store;
  GHashTable *records; /* RwId → RwRecord, or NULL for one that is gone */
  RwRecord *feed;
  gboolean for_customer;
  RwKind subject_kind; /* RW_KIND_NONE for all */
  RwId subject;
  RwId customer; /* whose feed it is, of one that a customer reads */
  GError *error;
} Reader;

/* What a change has to do with. */
typedef struct
{
  GHashTable *services;  /* (element-type RwId) */
  GHashTable *customers; /* (element-type RwId) */
  GHashTable *sites;     /* (element-type RwId) */
} Reach;

static void
reach_clear (Reach *reach)
{
  g_clear_pointer (&reach->services, g_hash_table_unref);
  g_clear_pointer (&reach->customers, g_hash_table_unref);
  g_clear_pointer (&reach->sites, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reach, reach_clear)

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->records, g_hash_table_unref);
  g_clear_error (&reader->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
unref_record (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

static RwRecord *
look_up (Reader *reader, const RwId *id)
{
  g_autoptr (RwLogState) state = NULL;
  gpointer known;
  RwRecord *record;

  if (id == NULL || reader->error != NULL)
    return NULL;
  if (g_hash_table_lookup_extended (reader->records, id, NULL, &known))
    return known;
  state = rw_log_store_get (reader->store, id, &reader->error);
  record = state != NULL && state->record != NULL ? g_object_ref (state->record) : NULL;
  g_hash_table_insert (reader->records, g_memdup2 (id, sizeof *id), record);
  return record;
}

static void
add_id (GHashTable *set, const RwId *id)
{
  if (id != NULL)
    g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

static gboolean
has_id (GHashTable *set, const RwId *id)
{
  return g_hash_table_contains (set, id);
}

/* --- What a change has to do with --------------------------------------------------------------------- */

static void
add_service (Reader *reader, Reach *reach, const RwId *id)
{
  RwRecord *service = look_up (reader, id);

  if (service == NULL || rw_record_get_kind (service) != RW_KIND_SERVICE)
    return;
  add_id (reach->services, id);
  add_id (reach->customers, rw_record_get_ref (service, RW_SERVICE_CUSTOMER));
}

/* A machine is there for whom its service is there for; its own customer counts where it has none. */
static void
add_machine (Reader *reader, Reach *reach, const RwId *service, const RwId *customer)
{
  if (service != NULL)
    add_service (reader, reach, service);
  else
    add_id (reach->customers, customer);
}

static void
add_site_of_rack (Reader *reader, Reach *reach, const RwId *id)
{
  RwRecord *rack = look_up (reader, id);
  RwRecord *room = rack != NULL ? look_up (reader, rw_record_get_ref (rack, RW_RACK_ROOM)) : NULL;

  if (room != NULL)
    add_id (reach->sites, rw_record_get_ref (room, RW_ROOM_SITE));
}

static void
add_rack (Reader *reader, Reach *reach, const RwId *id)
{
  RwRecord *rack = look_up (reader, id);

  if (rack != NULL)
    add_id (reach->customers, rw_record_get_ref (rack, RW_RACK_CUSTOMER));
  add_site_of_rack (reader, reach, id);
}

/* Where a device stands: a blade where its chassis does. */
static void
add_site_of_device (Reader *reader, Reach *reach, RwRecord *device)
{
  for (guint depth = 0;
       device != NULL && rw_record_get_kind (device) == RW_KIND_DEVICE && depth < DEPTH_MOST;
       depth++)
    {
      add_id (reach->sites, rw_record_get_ref (device, RW_DEVICE_SITE));
      add_site_of_rack (reader, reach, rw_record_get_ref (device, RW_DEVICE_RACK));
      device = look_up (reader, rw_record_get_ref (device, RW_DEVICE_PARENT));
    }
}

/* Where it runs, but not whose the host is: others run on that, too. */
static void
add_vm (Reader *reader, Reach *reach, RwRecord *vm)
{
  RwRecord *cluster = look_up (reader, rw_record_get_ref (vm, RW_VM_CLUSTER));

  add_machine (reader, reach, rw_record_get_ref (vm, RW_VM_SERVICE),
               rw_record_get_ref (vm, RW_VM_CUSTOMER));
  if (cluster != NULL)
    add_id (reach->sites, rw_record_get_ref (cluster, RW_CLUSTER_SITE));
  add_site_of_device (reader, reach, look_up (reader, rw_record_get_ref (vm, RW_VM_HOST)));
}

static void
add_item (Reader *reader, Reach *reach, const RwId *id)
{
  RwRecord *item = look_up (reader, id);

  if (item == NULL)
    return;
  switch (rw_record_get_kind (item))
    {
    case RW_KIND_SERVICE:
      add_service (reader, reach, id);
      break;
    case RW_KIND_DEVICE:
      add_machine (reader, reach, rw_record_get_ref (item, RW_DEVICE_SERVICE),
                   rw_record_get_ref (item, RW_DEVICE_CUSTOMER));
      add_site_of_device (reader, reach, item);
      break;
    case RW_KIND_VM:
      add_vm (reader, reach, item);
      break;
    case RW_KIND_RACK:
      add_rack (reader, reach, id);
      break;
    case RW_KIND_PORT:
      add_item (reader, reach, rw_record_get_ref (item, RW_PORT_SYSTEM));
      break;
    case RW_KIND_POWER_FEED:
      add_id (reach->sites, rw_record_get_ref (item, RW_POWER_FEED_SITE));
      if (rw_record_get_ref (item, RW_POWER_FEED_RACK) != NULL)
        add_rack (reader, reach, rw_record_get_ref (item, RW_POWER_FEED_RACK));
      break;
    default:
      break;
    }
}

/* Named on the change, a customer is the only one: nobody else hears of it, whatever hangs on the same items. */
static gboolean
find_reach (Reader *reader, RwRecord *change, Reach *reach)
{
  const RwId *customer = rw_record_get_ref (change, RW_CHANGE_CUSTOMER);
  g_autoptr (GPtrArray) items =
    rw_log_store_referrers (reader->store, rw_record_get_id (change),
                            RW_KIND_BIT (RW_KIND_CHANGE_ITEM), 0, &reader->error);

  if (items == NULL)
    return FALSE;
  *reach = (Reach) { .services = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL),
                     .customers = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL),
                     .sites = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL) };
  add_service (reader, reach, rw_record_get_ref (change, RW_CHANGE_SERVICE));
  for (guint i = 0; i < items->len; i++)
    add_item (reader, reach, rw_record_get_ref (items->pdata[i], RW_CHANGE_ITEM_CI));
  if (customer != NULL)
    {
      g_hash_table_remove_all (reach->customers);
      add_id (reach->customers, customer);
    }
  return reader->error == NULL;
}

static gboolean
is_in_feed (Reader *reader, const Reach *reach)
{
  if (reader->for_customer && !has_id (reach->customers, &reader->customer))
    return FALSE;
  switch (reader->subject_kind)
    {
    case RW_KIND_CUSTOMER:
      return has_id (reach->customers, &reader->subject);
    case RW_KIND_SERVICE:
      return has_id (reach->services, &reader->subject);
    case RW_KIND_SITE:
      return has_id (reach->sites, &reader->subject);
    default:
      return TRUE;
    }
}

/* --- What became of it -------------------------------------------------------------------------------- */

typedef struct
{
  guint reschedules;
  gint64 stamp;
  gint64 cancelled_at;
  gboolean was_shown; /* in a state in which this feed shows it */
} Past;

/* Nobody is to hear of what is only being thought about, and a customer of what nobody has assessed yet. */
static gboolean
shows_status (Reader *reader, RwChangeStatus status)
{
  if (status == RW_CHANGE_STATUS_DRAFT || status == RW_CHANGE_STATUS_CANCELLED)
    return FALSE;
  return !reader->for_customer || status != RW_CHANGE_STATUS_SUBMITTED;
}

static JsonNode *
parse_side (const char *side)
{
  JsonNode *node = side != NULL ? rw_json_parse (side, -1, NULL) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static gboolean
has_time (JsonNode *side)
{
  return side != NULL && (json_object_has_member (json_node_get_object (side), "start") ||
                          json_object_has_member (json_node_get_object (side), "end"));
}

/* Whether a feed says anything that an entry of the change log changed: its stamp tells nothing else. */
static gboolean
is_shown_change (Reader *reader, JsonNode *side)
{
  static const char *const internal[] = { "number", "title", "service", "implementer" };

  if (side == NULL)
    return FALSE;
  if (has_time (side) || json_object_has_member (json_node_get_object (side), "status") ||
      json_object_has_member (json_node_get_object (side), "public_title"))
    return TRUE;
  for (guint i = 0; !reader->for_customer && i < G_N_ELEMENTS (internal); i++)
    if (json_object_has_member (json_node_get_object (side), internal[i]))
      return TRUE;
  return FALSE;
}

static gboolean
find_past (Reader *reader, RwRecord *change, Past *past)
{
  g_autoptr (GPtrArray) entries = rw_log_store_history (reader->store, rw_record_get_id (change), 0,
                                                        0, ENTRIES_MOST, &reader->error);

  *past = (Past) { 0 };
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RwLogEntry *entry = entries->pdata[i];
      g_autoptr (JsonNode) before = parse_side (entry->before);
      g_autoptr (JsonNode) after = parse_side (entry->after);
      const char *word =
        after != NULL ? json_object_get_string_member_with_default (json_node_get_object (after),
                                                                    "status", NULL)
                      : NULL;
      int status = word != NULL ? rw_enum_find (&rw_enum_change_status, word) : -1;

      past->reschedules += has_time (before) && has_time (after);
      if (is_shown_change (reader, after) || is_shown_change (reader, before))
        past->stamp = MAX (past->stamp, entry->at);
      if (status == RW_CHANGE_STATUS_CANCELLED)
        past->cancelled_at = MAX (past->cancelled_at, entry->at);
      past->was_shown |= status >= 0 && shows_status (reader, (RwChangeStatus) status);
    }
  return entries != NULL;
}

/* --- Events ------------------------------------------------------------------------------------------- */

static RwIcsStatus
get_status (RwChangeStatus status)
{
  if (status == RW_CHANGE_STATUS_CANCELLED)
    return RW_ICS_CANCELLED;
  return status == RW_CHANGE_STATUS_SUBMITTED || status == RW_CHANGE_STATUS_ASSESSED
           ? RW_ICS_TENTATIVE
           : RW_ICS_CONFIRMED;
}

/* The id of a record tells when it was made. */
static char *
make_uid (RwRecord *change)
{
  g_autofree char *digest =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) rw_record_get_id (change),
                                 sizeof (RwId));

  return g_strdup_printf ("%.32s@rackward", digest);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* For colleagues: the services, and who does it. */
static char *
describe (Reader *reader, RwRecord *change, const Reach *reach)
{
  RwRecord *implementer = look_up (reader, rw_record_get_ref (change, RW_CHANGE_IMPLEMENTER));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, reach->services);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      RwRecord *service = look_up (reader, id);

      if (service != NULL)
        g_ptr_array_add (names, (gpointer) rw_record_get_title (service));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  if (names->len > 1)
    {
      g_autofree char *list = g_strjoinv (", ", (char **) names->pdata);

      g_string_append_printf (out, "%s: %s", rw_kind_labels (RW_KIND_SERVICE), list);
    }
  if (implementer != NULL)
    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "",
                            rw_field_label (
                              rw_schema_field (RW_KIND_CHANGE, RW_CHANGE_IMPLEMENTER)),
                            rw_record_get_title (implementer));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static RwIcsEvent *
make_event (Reader *reader, RwRecord *change, const Reach *reach, const Past *past)
{
  const char *public_title = rw_record_get_text (change, RW_CHANGE_PUBLIC_TITLE),
             *number = rw_record_get_text (change, RW_CHANGE_NUMBER);
  RwIcsEvent *event = rw_ics_event_new ();

  event->uid = make_uid (change);
  event->start = rw_record_get_integer (change, RW_CHANGE_START, 0);
  event->end = rw_record_get_integer (change, RW_CHANGE_END, 0);
  event->stamp = past->stamp > 0 ? past->stamp : event->start;
  event->sequence = past->reschedules;
  event->status = get_status ((RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS));
  if (reader->for_customer)
    event->summary =
      g_strdup (public_title != NULL ? public_title : C_ ("calendar feed", "Maintenance"));
  else
    {
      event->summary =
        g_strdup_printf ("%s %s", number != NULL ? number : "", rw_record_get_title (change));
      event->description = describe (reader, change, reach);
    }
  return event;
}

static gboolean
add_change (Reader *reader, GPtrArray *events, RwRecord *change, gint64 now)
{
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  g_auto (Reach) reach = { 0 };
  Past past;

  if (rw_record_get (change, RW_CHANGE_START)->type == RW_FIELD_NONE ||
      (status != RW_CHANGE_STATUS_CANCELLED && !shows_status (reader, status)))
    return TRUE;
  if (!find_reach (reader, change, &reach))
    return FALSE;
  if (!is_in_feed (reader, &reach))
    return TRUE;
  if (!find_past (reader, change, &past))
    return FALSE;
  if (status == RW_CHANGE_STATUS_CANCELLED &&
      (!past.was_shown || past.cancelled_at < now - CANCELLED_KEPT))
    return TRUE;
  g_ptr_array_add (events, make_event (reader, change, &reach, &past));
  return reader->error == NULL;
}

/* Whose changes the feed shows. FALSE without an error: of nobody that there is. */
static gboolean
find_subject (Reader *reader)
{
  const RwId *id = rw_record_get_ref (reader->feed, RW_CALENDAR_FEED_SUBJECT);
  RwRecord *subject = look_up (reader, id);
  const RwId *customer = id;

  reader->for_customer = rw_record_get_boolean (reader->feed, RW_CALENDAR_FEED_FOR_CUSTOMER);
  reader->subject_kind = subject != NULL ? rw_record_get_kind (subject) : RW_KIND_NONE;
  if (id == NULL)
    return !reader->for_customer;
  if (subject == NULL)
    return FALSE;
  reader->subject = *id;
  if (!reader->for_customer)
    return TRUE;
  if (reader->subject_kind == RW_KIND_SERVICE)
    customer = rw_record_get_ref (subject, RW_SERVICE_CUSTOMER);
  else if (reader->subject_kind != RW_KIND_CUSTOMER)
    return FALSE;
  if (customer == NULL)
    return FALSE;
  reader->customer = *customer;
  return TRUE;
}

/**
 * rw_calendar_feed_write:
 * @store: a snapshot
 * @feed: a calendar feed
 * @now: microseconds since 1970
 *
 * The changes of the last 90 days and all that are planned; one that was cancelled stays for 30 days, so that it
 * leaves the calendars of those who had it.
 *
 * Returns: (transfer full) (nullable): an iCalendar object; %RW_ERROR_NOT_FOUND for a feed of nobody that there is
 */
GString *
rw_calendar_feed_write (RwLogStore *store, RwRecord *feed, gint64 now, GError **error)
{
  g_auto (Reader)
    reader = { .store = store,
               .feed = feed,
               .records = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, unref_record) };
  g_autoptr (GPtrArray) events =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_ics_event_free);
  g_autoptr (GPtrArray) changes = NULL;

  if (!find_subject (&reader) && reader.error == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("The calendar feed is of nobody"));
      return NULL;
    }
  if (reader.error == NULL)
    changes = rw_log_store_changes (store, now - PAST, CHANGES_MOST, &reader.error);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    if (!add_change (&reader, events, changes->pdata[i], now))
      break;
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return NULL;
    }
  return rw_ics_write (rw_record_get_title (feed), events);
}
