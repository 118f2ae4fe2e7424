/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon.h"
#include "rw-accounts.h"
#include "rw-clock.h"

/*
 * A company at work: 200 consoles listen to a real rackwardd, 50 write. Each writer makes a ticket a
 * second; each listener pulls when it is told that there is something, after the pause of up to a
 * quarter of a second that the protocol asks for. How long until an edit is accepted (on the disk), and
 * until the others have it; beside it, what a bare commit costs on this disk at this moment.
 */

#define LISTENERS 200
#define WRITERS   50
#define SECONDS   20
#define WARM_UP   3
#define EDITS     (WRITERS * (SECONDS + WARM_UP + 2))
#define TOKENS    25
#define JITTER_MS 250

typedef struct
{
  int fd;
  char *buffer;
  gsize size, length;
} Line;

typedef struct
{
  int index;
  const char *token;
  GArray *figures; /* of gint64, microseconds */
} Person;

static guint16 port;
static gint writing = 1; /* atomic */
static gint running = 1; /* atomic */
static gint64 begin_at;
static char epoch[64];
static gint64 start_pos;

/* When each edit was sent, and accepted. */
static gint64 sent[EDITS];
static gint64 accepted[EDITS];
static gint n_edits; /* atomic */
static gint n_missed; /* atomic */

static void
fail (const char *what)
{
  g_error ("%s: %s", what, g_strerror (errno));
}

/* Each person comes from an address of their own, as in life: the budget is one for each address. */
static Line
dial (int person)
{
  struct sockaddr_in from = { .sin_family = AF_INET },
                     to = { .sin_family = AF_INET, .sin_port = htons (port) };
  Line line = { .size = 1 << 20 };
  struct timeval patience = { .tv_sec = 60 };
  int one = 1;

  line.fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  from.sin_addr.s_addr =
    htonl (0x7f000000u + 0x0100u + (guint32) (person / 200) * 256 + (guint32) (person % 200) + 1);
  to.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  setsockopt (line.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  setsockopt (line.fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (bind (line.fd, (struct sockaddr *) &from, sizeof from) != 0 ||
      connect (line.fd, (struct sockaddr *) &to, sizeof to) != 0)
    fail ("connect");
  line.buffer = g_malloc (line.size);
  return line;
}

static void
hang_up (Line *line)
{
  close (line->fd);
  g_free (line->buffer);
}

static void
send_all (Line       *line,
          const char *text)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      gssize n = send (line->fd, text, length, MSG_NOSIGNAL);

      if (n <= 0)
        fail ("send");
      text += n;
      length -= (gsize) n;
    }
}

/* More bytes at the end of the buffer, which is kept terminated. Returns: FALSE at the end */
static gboolean
fill (Line *line)
{
  gssize n;

  if (line->length + 1 >= line->size)
    g_error ("An answer is longer than %zu bytes", line->size);
  n = recv (line->fd, line->buffer + line->length, line->size - line->length - 1, 0);
  if (n <= 0)
    return FALSE;
  line->length += (gsize) n;
  line->buffer[line->length] = '\0';
  return TRUE;
}

/* Up to the end of an answer; the body stays in the buffer with the marks of its pieces, which do not
 * hinder those who look for a word in it. Returns: the status */
static int
read_answer (Line *line)
{
  char *head_end, *field;
  gsize head;
  int status;

  line->length = 0;
  line->buffer[0] = '\0';
  while ((head_end = strstr (line->buffer, "\r\n\r\n")) == NULL)
    if (!fill (line))
      return 0;
  head = (gsize) (head_end + 4 - line->buffer);
  status = atoi (line->buffer + 9);
  field = strcasestr (line->buffer, "\r\nContent-Length:");
  if (field != NULL && field < head_end)
    {
      gsize whole = head + (gsize) atoll (field + 17);

      while (line->length < whole)
        if (!fill (line))
          return 0;
      return status;
    }
  while (line->length < head + 5 || memcmp (line->buffer + line->length - 5, "0\r\n\r\n", 5) != 0)
    if (!fill (line))
      return 0;
  return status;
}

static void
ask (Line       *line,
     const char *token,
     const char *method,
     const char *path,
     const char *body)
{
  g_autofree char *text =
    g_strdup_printf ("%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAuthorization: Bearer %s\r\n"
                     "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                     method, path, port, token, body != NULL ? strlen (body) : 0,
                     body != NULL ? body : "");

  send_all (line, text);
}

static gint64
number_after (const char *text,
              const char *word)
{
  const char *at = strstr (text, word);

  return at != NULL ? g_ascii_strtoll (at + strlen (word), NULL, 10) : -1;
}

/* --- Who writes --------------------------------------------------------------------------------------- */

static gpointer
write_cb (gpointer data)
{
  Person *person = data;
  Line line = dial (person->index);
  g_autofree char *client = NULL;
  RwId id = rw_id_new ();
  gint64 mid = 0, due = begin_at + person->index % WRITERS * G_USEC_PER_SEC / WRITERS;

  client = rw_id_to_string (&id);
  while (g_atomic_int_get (&writing))
    {
      RwId record = rw_id_new ();
      g_autofree char *name = rw_id_to_string (&record);
      g_autofree char *body = NULL;
      gint64 now = g_get_monotonic_time ();
      int edit, status;

      if (now < due)
        g_usleep ((gulong) (due - now));
      due += G_USEC_PER_SEC;
      edit = g_atomic_int_add (&n_edits, 1);
      if (edit >= EDITS)
        break;
      body = g_strdup_printf (
        "{\"client\":\"%s\",\"ack\":%" G_GINT64_FORMAT ",\"muts\":[{\"mid\":%" G_GINT64_FORMAT
        ",\"op\":\"create\",\"kind\":\"ticket\",\"id\":\"%s\",\"base\":0,\"set\":{\"title\":\"edit-%d-\",\"type\":"
        "\"incident\",\"status\":\"new\",\"priority\":\"P3\",\"opened\":\"2026-01-01T00:00:00Z\"}}]}",
        client, mid, mid + 1, name, edit);
      mid++;
      sent[edit] = g_get_monotonic_time ();
      ask (&line, person->token, "POST", "/v1/mutations", body);
      status = read_answer (&line);
      if (status != 200 || strstr (line.buffer, "\"applied\"") == NULL)
        g_error ("A writer was answered %d: %s", status, line.buffer);
      accepted[edit] = g_get_monotonic_time ();
      if (sent[edit] > begin_at + WARM_UP * G_USEC_PER_SEC)
        {
          gint64 took = accepted[edit] - sent[edit];

          g_array_append_val (person->figures, took);
        }
    }
  hang_up (&line);
  return NULL;
}

/* --- Who listens -------------------------------------------------------------------------------------- */

/* Every edit in the page, and how long it took. */
static void
take_rows (Person     *person,
           const char *text)
{
  gint64 now = g_get_monotonic_time ();
  const char *at = text;

  while ((at = strstr (at, "\"edit-")) != NULL)
    {
      int edit = atoi (at + 6);
      gint64 took = now - sent[edit];

      if (sent[edit] > begin_at + WARM_UP * G_USEC_PER_SEC)
        g_array_append_val (person->figures, took);
      at += 6;
    }
}

static void
pull (Person *person,
      Line   *line,
      gint64 *pos,
      gint64  head)
{
  while (*pos < head)
    {
      g_autofree char *path =
        g_strdup_printf ("/v1/changes?epoch=%s&scope=all-1&pos=%" G_GINT64_FORMAT
                         "&h0=%" G_GINT64_FORMAT,
                         epoch, *pos, *pos);
      int status;
      gint64 to;

      ask (line, person->token, "GET", path, NULL);
      status = read_answer (line);
      to = number_after (line->buffer, "\"to\":");
      if (status != 200 || to < 0)
        g_error ("A listener was answered %d: %.300s", status, line->buffer);
      take_rows (person, line->buffer);
      if (to == *pos)
        return;
      *pos = to;
    }
}

static gpointer
listen_cb (gpointer data)
{
  Person *person = data;
  Line live = dial (person->index), feed = dial (person->index);
  g_autoptr (GRand) chance = g_rand_new_with_seed ((guint32) person->index + 1);
  gint64 pos = start_pos;

  ask (&live, person->token, "GET", "/v1/live", NULL);
  live.length = 0;
  while (g_atomic_int_get (&running) && fill (&live))
    {
      const char *last = NULL;

      /* Only the newest hint counts. */
      for (const char *at = live.buffer; (at = strstr (at, "\"head\":")) != NULL; at++)
        last = at;
      if (last == NULL || strchr (last, '}') == NULL)
        continue;
      g_usleep ((gulong) g_rand_int_range (chance, 0, JITTER_MS) * 1000);
      pull (person, &feed, &pos, g_ascii_strtoll (last + 7, NULL, 10));
      live.length = 0;
      live.buffer[0] = '\0';
    }
  if (g_atomic_int_get (&running))
    g_atomic_int_inc (&n_missed);
  hang_up (&live);
  hang_up (&feed);
  return NULL;
}

/* --- Figures ------------------------------------------------------------------------------------------ */

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
print_figures (const char *what,
               GArray     *all)
{
  g_array_sort (all, compare);
  if (all->len == 0)
    g_error ("%s: nothing was measured", what);
  g_print ("%-34s %7u  p50 %8.2f ms  p99 %8.2f ms  most %8.2f ms\n", what, all->len,
           (double) g_array_index (all, gint64, all->len / 2) / 1000,
           (double) g_array_index (all, gint64, all->len * 99 / 100) / 1000,
           (double) g_array_index (all, gint64, all->len - 1) / 1000);
}

/* What the disk takes for one small commit that must last. */
static void
measure_commits (const char *dir,
                 const char *what)
{
  g_autofree char *path = g_build_filename (dir, "bare.db", NULL);
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3 *db = NULL;

  if (
    sqlite3_open (path, &db) != SQLITE_OK ||
    sqlite3_exec (
      db,
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (a INTEGER PRIMARY KEY, b TEXT)",
      NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  for (int i = 0; i < 500; i++)
    {
      gint64 start = g_get_monotonic_time (), took;

      if (sqlite3_exec (db, "INSERT INTO t (b) VALUES (hex (randomblob (200)))", NULL, NULL,
                        NULL) != SQLITE_OK)
        g_error ("%s", sqlite3_errmsg (db));
      took = g_get_monotonic_time () - start;
      g_array_append_val (figures, took);
    }
  sqlite3_close (db);
  print_figures (what, figures);
}

static char *
make_token (RwLogStore *store,
            const char *name)
{
  g_autoptr (GError) error = NULL;
  char *secret = rw_tokens_create (RW_LOG_STORE_SQLITE (store), NULL, name, RW_ROLE_MANAGER, RW_DAY,
                                   FALSE, NULL, &error);

  if (secret == NULL)
    g_error ("%s", error->message);
  return secret;
}

static void
merge (GArray *all,
       GArray *one)
{
  g_array_append_vals (all, one->data, one->len);
  g_array_unref (one);
}

int
main (void)
{
  Person people[LISTENERS + WRITERS] = { 0 };
  GThread *threads[LISTENERS + WRITERS];
  char *tokens[TOKENS + WRITERS];
  g_autoptr (GArray) accept = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) arrive = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (JsonNode) me = NULL;
  gint64 expected = 0;
  Daemon daemon;

  daemon_set_up (&daemon);
  g_mkdir_with_parents (daemon.data, 0700);
  {
    g_autofree char *path = g_build_filename (daemon.data, "rackward.db", NULL);
    g_autoptr (RwLogStore) store = rw_log_store_sqlite_open (path, NULL);

    for (int i = 0; i < TOKENS + WRITERS; i++)
      tokens[i] = make_token (store, "Bench");
  }
  measure_commits (daemon.dir, "bare SQLite FULL commit, before");
  daemon_start (&daemon);
  port = daemon.port;
  if (daemon_ask (&daemon, "GET", "/v1/me", tokens[0], NULL, &me) != 200)
    g_error ("The server does not answer");
  g_strlcpy (epoch, json_object_get_string_member (json_node_get_object (me), "epoch"),
             sizeof epoch);
  start_pos = json_object_get_int_member (json_node_get_object (me), "head");

  begin_at = g_get_monotonic_time () + G_USEC_PER_SEC;
  for (int i = 0; i < LISTENERS + WRITERS; i++)
    {
      gboolean listens = i < LISTENERS;

      people[i] =
        (Person) { .index = i,
                   .token = listens ? tokens[i % TOKENS] : tokens[TOKENS + i - LISTENERS] };
      people[i].figures = g_array_new (FALSE, FALSE, sizeof (gint64));
      threads[i] = g_thread_new ("person", listens ? listen_cb : write_cb, &people[i]);
    }
  g_usleep ((SECONDS + WARM_UP) * G_USEC_PER_SEC);
  g_atomic_int_set (&writing, 0);
  for (int i = LISTENERS; i < LISTENERS + WRITERS; i++)
    {
      g_thread_join (threads[i]);
      merge (accept, people[i].figures);
    }
  /* What was sent last has to arrive too. */
  g_usleep (3 * G_USEC_PER_SEC);
  g_atomic_int_set (&running, 0);
  /* Wakes those who wait for the next word. */
  daemon_stop (&daemon);
  for (int i = 0; i < LISTENERS; i++)
    {
      g_thread_join (threads[i]);
      merge (arrive, people[i].figures);
    }
  expected = (gint64) accept->len * LISTENERS;
  g_print ("%d listen, %d write, %d s\n", LISTENERS, WRITERS, SECONDS);
  print_figures ("accepted, from sending", accept);
  print_figures ("with the others, from sending", arrive);
  measure_commits (daemon.dir, "bare SQLite FULL commit, after");
  g_print ("arrived: %.1f %% of %" G_GINT64_FORMAT
           "; streams that broke: %d\n",
           100.0 * arrive->len / (double) expected, expected, g_atomic_int_get (&n_missed));
  for (int i = 0; i < TOKENS + WRITERS; i++)
    g_free (tokens[i]);
  daemon_check (&daemon);
  daemon_tear_down (&daemon);
  return 0;
}
