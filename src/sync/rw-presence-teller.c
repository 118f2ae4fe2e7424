/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-presence-teller.h"

/* Whoever only passes by a ticket is not told of. */
#define SETTLE      (300 * G_TIME_SPAN_MILLISECOND)
#define PAUSE       (1 * G_TIME_SPAN_SECOND)
/* The server forgets after 90 s: one that is lost on the way does no harm. */
#define RENEW       (40 * G_TIME_SPAN_SECOND)
#define AFTER_FAULT (10 * G_TIME_SPAN_SECOND)
/* Windows with a record in it; of more than these nothing is told. */
#define PLACES_MOST 16

/* Where something is open. */
typedef struct
{
  gconstpointer place;
  RwKind kind;
  RwId id;
  gboolean writes;
} Open;

/* What the server was told. */
typedef struct
{
  RwKind kind;
  RwId id;
  gboolean writes;
  gint64 at;
} Told;

struct _RwPresenceTeller
{
  GArray *open;
  GArray *told;
  gint64 changed; /* when something was opened or closed last */
  gint64 pause;   /* nothing is said before */
};

RwPresenceTeller *
rw_presence_teller_new (void)
{
  RwPresenceTeller *self = g_new0 (RwPresenceTeller, 1);

  self->open = g_array_new (FALSE, FALSE, sizeof (Open));
  self->told = g_array_new (FALSE, FALSE, sizeof (Told));
  return self;
}

void
rw_presence_teller_free (RwPresenceTeller *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->open);
  g_array_unref (self->told);
  g_free (self);
}

/**
 * rw_presence_teller_set:
 * @place: where: one place shows one record
 * @id: (nullable): what is open there now; %NULL for nothing
 * @writes: whether the person writes in it
 */
void
rw_presence_teller_set (RwPresenceTeller *self,
                        gconstpointer place,
                        RwKind kind,
                        const RwId *id,
                        gboolean writes,
                        gint64 now)
{
  Open *open = NULL;

  for (guint i = 0; open == NULL && i < self->open->len; i++)
    {
      open = &g_array_index (self->open, Open, i);
      if (open->place != place)
        open = NULL;
      else if (id == NULL)
        {
          g_array_remove_index_fast (self->open, i);
          self->changed = now;
          return;
        }
    }
  if (id == NULL ||
      (open != NULL && open->kind == kind && rw_id_equal (&open->id, id) && open->writes == writes))
    return;
  if (open == NULL)
    {
      if (self->open->len >= PLACES_MOST)
        return;
      g_array_set_size (self->open, self->open->len + 1);
      open = &g_array_index (self->open, Open, self->open->len - 1);
    }
  *open = (Open) { place, kind, *id, writes };
  self->changed = now;
}

static Told *
find_told (RwPresenceTeller *self, const RwId *id)
{
  for (guint i = 0; i < self->told->len; i++)
    if (rw_id_equal (&g_array_index (self->told, Told, i).id, id))
      return &g_array_index (self->told, Told, i);
  return NULL;
}

/* Whether the person has the record open anywhere, and writes in it anywhere. */
static gboolean
is_open (RwPresenceTeller *self, const RwId *id, gboolean *writes)
{
  gboolean found = FALSE;

  *writes = FALSE;
  for (guint i = 0; i < self->open->len; i++)
    {
      const Open *open = &g_array_index (self->open, Open, i);

      if (!rw_id_equal (&open->id, id))
        continue;
      found = TRUE;
      *writes = *writes || open->writes;
    }
  return found;
}

/* What was told and is not so any more, then what is new, then what grows old. */
static gint64
find_word (RwPresenceTeller *self, gint64 now, RwPresenceWord *word)
{
  gint64 next = 0;
  gboolean writes;

  for (guint i = 0; i < self->told->len; i++)
    {
      const Told *told = &g_array_index (self->told, Told, i);

      if (is_open (self, &told->id, &writes))
        continue;
      *word = (RwPresenceWord) { told->kind, told->id, "leave" };
      g_array_remove_index_fast (self->told, i);
      return now;
    }
  for (guint i = 0; i < self->open->len; i++)
    {
      const Open *open = &g_array_index (self->open, Open, i);
      Told *told = find_told (self, &open->id);

      is_open (self, &open->id, &writes);
      if (told != NULL && told->writes == writes && now < told->at + RENEW)
        {
          next = next == 0 ? told->at + RENEW : MIN (next, told->at + RENEW);
          continue;
        }
      if (told == NULL)
        {
          g_array_set_size (self->told, self->told->len + 1);
          told = &g_array_index (self->told, Told, self->told->len - 1);
        }
      *told = (Told) { open->kind, open->id, writes, now };
      *word = (RwPresenceWord) { open->kind, open->id, writes ? "edit" : "view" };
      return now;
    }
  return next;
}

/**
 * rw_presence_teller_next:
 * @word: (out): what is to be said now, when @now is returned. It counts as said
 *
 * Returns: when to ask again: @now for that there is something to say, 0 for not before something else
 *   happens
 */
gint64
rw_presence_teller_next (RwPresenceTeller *self, gint64 now, RwPresenceWord *word)
{
  gint64 earliest = MAX (self->pause, self->changed > 0 ? self->changed + SETTLE : 0), next;

  if (self->open->len == 0 && self->told->len == 0)
    return 0;
  if (now < earliest)
    return earliest;
  next = find_word (self, now, word);
  if (next == now)
    self->pause = now + PAUSE;
  return next;
}

/**
 * rw_presence_teller_failed:
 *
 * What was to be said last did not arrive. It is said again when it would be renewed, and nothing before a while
 * has passed: who is not heard does not shout.
 */
void
rw_presence_teller_failed (RwPresenceTeller *self, gint64 now)
{
  self->pause = now + AFTER_FAULT;
}

/**
 * rw_presence_teller_forget:
 *
 * The server knows nothing: its stream to here has ended.
 */
void
rw_presence_teller_forget (RwPresenceTeller *self)
{
  g_array_set_size (self->told, 0);
}
