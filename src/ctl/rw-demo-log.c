/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-log.h"

#include "rw-clock.h"

#define SINCE (30 * 30 * RW_DAY)
#define ACTOR "rackwardctl demo"

/* From the delivery to the rack, and from there into operation. */
#define TO_RACK (3 * RW_DAY)

/* Something that is written about a device at some time. */
typedef struct
{
  gint64 at;
  guint order; /* of what was at the same time */
  RwRecord *record;
  RwRecord *after; /* of one that is there already: as it becomes; or NULL */
} Step;

struct _RwDemoLog
{
  RwLogStore *store;
  gint64 now, start;
  GArray *steps;      /* of Step: devices that wait to be brought into the order of time */
  GHashTable *people; /* RwId → name */
  gboolean hardware;  /* the devices are written */
};

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->record);
  g_clear_object (&step->after);
}

/**
 * rw_demo_log_new:
 * @store: between begin and commit
 * @now: the present of the company
 */
RwDemoLog *
rw_demo_log_new (RwLogStore *store,
                 gint64      now)
{
  RwDemoLog *log = g_new0 (RwDemoLog, 1);

  log->store = g_object_ref (store);
  log->now = now;
  log->start = now - SINCE;
  log->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (log->steps, clear_step);
  log->people = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
  return log;
}

void
rw_demo_log_free (RwDemoLog *log)
{
  g_object_unref (log->store);
  g_array_unref (log->steps);
  g_hash_table_unref (log->people);
  g_free (log);
}

static void
add_step (RwDemoLog *log,
          gint64     at,
          RwRecord  *record,
          RwRecord  *after)
{
  Step step = { MAX (at, log->start), log->steps->len, g_object_ref (record),
                after != NULL ? g_object_ref (after) : NULL };

  g_array_append_val (log->steps, step);
}

/* What the person who connects it knows, but whoever unpacks it does not. */
static RwRecord *
make_unpacked (RwRecord *device)
{
  RwRecord *unpacked = rw_record_dup (device);
  static const guint later[] = {
    RW_DEVICE_DRAW,
    RW_DEVICE_PATCHED,
    RW_DEVICE_NO_BACKUP,
    RW_DEVICE_TICK_NETWORK_AT,
    RW_DEVICE_TICK_NETWORK_BY,
    RW_DEVICE_TICK_MONITORING_AT,
    RW_DEVICE_TICK_MONITORING_BY,
    RW_DEVICE_TICK_FIREWALL_AT,
    RW_DEVICE_TICK_FIREWALL_BY,
    RW_DEVICE_TICK_BACKUP_AT,
    RW_DEVICE_TICK_BACKUP_BY,
  };

  rw_record_set_enum (unpacked, RW_DEVICE_STAGE, RW_STAGE_RACKED);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    rw_record_set (unpacked, later[i], &(RwValue) { .type = RW_FIELD_NONE });
  return unpacked;
}

static void
add_device (RwDemoLog *log,
            RwRecord  *device)
{
  const RwValue *purchased = rw_record_get (device, RW_DEVICE_PURCHASED),
                *ticked = rw_record_get (device, RW_DEVICE_TICK_NETWORK_AT);
  gint64 bought = log->now - RW_DAY, connected = 0;
  g_autoptr (RwRecord) unpacked = NULL;

  if (purchased->type == RW_FIELD_DATE)
    bought = MIN (purchased->integer * RW_DAY + 10 * RW_HOUR + TO_RACK, log->now);
  if (ticked->type == RW_FIELD_INSTANT)
    connected = MIN (ticked->integer, log->now);
  /* What is in operation was unpacked before, and is known to have been if that was since the log began. */
  if (rw_record_get_enum (device, RW_DEVICE_STAGE) != RW_STAGE_OPERATION || connected <= bought ||
      bought <= log->start)
    {
      add_step (log, bought, device, NULL);
      return;
    }
  unpacked = make_unpacked (device);
  add_step (log, bought, unpacked, NULL);
  add_step (log, connected, unpacked, device);
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  const Step *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

/* The state of a record that was written a moment ago: a store that is being filled cannot look it up. */
static RwLogState *
state_of (RwRecord *record)
{
  RwLogState *state = rw_log_state_new (rw_record_get_kind (record), rw_record_get_id (record));

  state->seq = rw_record_get_seq (record);
  state->record = g_object_ref (record);
  for (guint i = 0; i < rw_record_get_info (record)->n_fields; i++)
    state->versions[i] = state->seq;
  return state;
}

static gboolean
write_step (RwDemoLog   *log,
            const Step  *step,
            GError     **error)
{
  RwRecord *device = step->after != NULL ? step->after : step->record;
  const RwValue *who = rw_record_get (device, RW_DEVICE_TICK_NETWORK_BY);
  const char *name = who->type == RW_FIELD_REF ? g_hash_table_lookup (log->people, &who->id) : NULL;
  RwLogAuthor author = { .at = step->at,
                         .actor = name != NULL && step->at > log->start ? name : ACTOR };
  g_autoptr (RwLogState) state = NULL;

  if (step->after == NULL)
    return rw_log_store_load (log->store, &author, step->record, error);
  state = state_of (step->record);
  return rw_log_store_append (log->store, &author, state, step->after, NULL, error);
}

static gboolean
write_hardware (RwDemoLog  *log,
                GError    **error)
{
  log->hardware = TRUE;
  g_array_sort (log->steps, compare_steps);
  for (guint i = 0; i < log->steps->len; i++)
    if (!write_step (log, &g_array_index (log->steps, Step, i), error))
      return FALSE;
  g_array_set_size (log->steps, 0);
  return TRUE;
}

/**
 * rw_demo_log_add:
 * @record: in the order of rw_demo_generate()
 */
gboolean
rw_demo_log_add (RwDemoLog  *log,
                 RwRecord   *record,
                 GError    **error)
{
  RwLogAuthor author = { .actor = ACTOR };

  if (rw_record_get_kind (record) == RW_KIND_PERSON)
    g_hash_table_insert (log->people, rw_id_copy (rw_record_get_id (record)),
                         g_strdup (rw_record_get_text (record, RW_PERSON_NAME)));
  if (rw_record_get_kind (record) == RW_KIND_DEVICE && !log->hardware)
    {
      add_device (log, record);
      return TRUE;
    }
  if (log->steps->len > 0 && !write_hardware (log, error))
    return FALSE;
  author.at = log->hardware ? log->now : log->start;
  return rw_log_store_load (log->store, &author, record, error);
}

/**
 * rw_demo_log_end:
 *
 * Writes what still waits.
 */
gboolean
rw_demo_log_end (RwDemoLog  *log,
                 GError    **error)
{
  return log->steps->len == 0 || write_hardware (log, error);
}
