/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-fill.h"

#include "rw-clock.h"
#include "rw-log-store-sqlite.h"
#include "rw-server.h"

#define FIRST_MS G_GINT64_CONSTANT (1760000000000)

static const char *const words[] = { "checkout",  "latency", "switch", "uplink",  "replica", "backup", "certificate", "kernel",
                                     "firewall",  "tenant",  "volume", "timeout", "cluster", "node",   "storage",     "router",
                                     "balancer",  "cache",   "queue",  "deploy",  "rollback", "probe", "gateway",     "mirror",
                                     "resolver",  "mailbox", "tunnel", "snapshot", "scrub",  "quota",  "session",     "index" };

static guint64
next_random (guint64 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void
append_words (GString *out,
              guint64 *state,
              gsize    length)
{
  while (out->len < length)
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, words[next_random (state) % G_N_ELEMENTS (words)]);
    }
}

static RwRecord *
make_row (guint    index,
          guint64 *state,
          GString *text)
{
  RwId id = rw_id_new_at (FIRST_MS * 1000 + (gint64) index * 1000, index, next_random (state));
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, &id);
  g_autofree char *number = g_strdup_printf ("T-%u", 1001 + index);

  rw_record_set_text (ticket, RW_TICKET_NUMBER, number);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  g_string_truncate (text, 0);
  append_words (text, state, 40);
  rw_record_set_text (ticket, RW_TICKET_TITLE, text->str);
  g_string_truncate (text, 0);
  append_words (text, state, 150);
  rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text->str);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, (int) (index % 7));
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, (int) (index % 5));
  rw_record_set_instant (ticket, RW_TICKET_OPENED, FIRST_MS * 1000 + (gint64) index * RW_MINUTE);
  rw_record_set_instant (ticket, RW_TICKET_RESPONSE_DUE, FIRST_MS * 1000 + (gint64) index * RW_MINUTE + RW_HOUR);
  rw_record_set_enum (ticket, RW_TICKET_SOURCE, 0);
  rw_record_set_text (ticket, RW_TICKET_CATEGORY, words[index % G_N_ELEMENTS (words)]);
  rw_record_set_integer (ticket, RW_TICKET_REOPENED, index % 3);
  rw_record_set_texts (ticket, RW_TICKET_TAGS, (const char *[]){ words[index % 7], words[7 + index % 7], NULL });
  return ticket;
}

/**
 * bench_fill:
 * @data_dir: a folder without a store, made when it is not there
 * @n_rows: how many records
 *
 * Fills a server's store with tickets of about 480 bytes, the same ones every time.
 */
gboolean
bench_fill (const char  *data_dir,
                  guint        n_rows,
                  GError     **error)
{
  g_autofree char *path = rw_server_store_path (data_dir);
  g_autoptr (RwLogStore) store = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  RwLogAuthor author = { .at = FIRST_MS * 1000, .actor = "Bench" };
  guint64 state = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  g_mkdir_with_parents (data_dir, 0700);
  store = rw_log_store_sqlite_fill (path, error);
  if (store == NULL || !rw_log_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (RwRecord) row = make_row (i, &state, text);

      if (!rw_log_store_load (store, &author, row, error))
        return FALSE;
    }
  return rw_log_store_commit (store, error);
}
