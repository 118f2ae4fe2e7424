/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backups-hint.h"

#include <glib/gi18n.h>

#include "rw-backup-words.h"
#include "rw-clock.h"
#include "rw-format.h"

/* The cell under the pointer and the one with the focus, and where they were a moment ago. */
#define KEPT 8

/* What a tooltip bears. */
#define LINES_MOST 6

typedef struct
{
  RwId system;
  gint64 day;
  char *text;
} Known;

typedef struct
{
  RwId system;
  gint64 day;
  GTimeZone *zone;
} Question;

struct _RwBackupsHint
{
  gatomicrefcount refs; /* a question that is under way holds one */
  RwSession *session;
  GFunc arrived; /* NULL once it is gone */
  gpointer data;
  Known known[KEPT];
  guint next;
  gboolean asking;
  gboolean has_wanted;
  Question wanted; /* to be asked when the answer to the other is there */
  guint generation;
  guint asked_generation;
};

static void
question_free (gpointer data)
{
  Question *question = data;

  g_time_zone_unref (question->zone);
  g_free (question);
}

static void
hint_unref (RwBackupsHint *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  rw_backups_hint_forget (self);
  g_clear_object (&self->session);
  g_free (self);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Question *question = data;

  return rw_query_backup_day (cache, &question->system, question->day, rw_clock_now (),
                              g_time_zone_get_identifier (question->zone), error);
}

/* A line for each run of the day. */
static char *
dup_text (const RwBackupDay *day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < day->runs->len && i < LINES_MOST; i++)
    {
      g_autofree char *line =
        rw_backup_run_line (day->runs->pdata[i], day->n_jobs > 1, rw_clock_now ());

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (day->runs->len > LINES_MOST)
    {
      guint more = day->runs->len - LINES_MOST;

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more run", "and %u more runs", more), more);
    }
  return g_string_free_and_steal (text);
}

static void ask (RwBackupsHint *self,
                 const RwId    *system,
                 gint64         day);

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  RwBackupsHint *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupDay) day = rw_session_read_finish (RW_SESSION (source), result, &error);
  Known *known = &self->known[self->next];

  self->asking = FALSE;
  /* Without the runs the sentence is there all the same. */
  if (day != NULL && self->asked_generation == self->generation && self->arrived != NULL)
    {
      g_free (known->text);
      known->text = dup_text (day);
      self->next = (self->next + 1) % KEPT;
      self->arrived (self->data, NULL);
    }
  if (self->has_wanted && self->arrived != NULL)
    {
      self->has_wanted = FALSE;
      ask (self, &self->wanted.system, self->wanted.day);
    }
  hint_unref (self);
}

static void
ask (RwBackupsHint *self,
     const RwId    *system,
     gint64         day)
{
  Question *question = g_new0 (Question, 1);
  Known *known = &self->known[self->next];

  question->system = known->system = *system;
  question->day = known->day = day;
  question->zone = g_time_zone_ref (rw_format_get_zone ());
  g_clear_pointer (&known->text, g_free);
  self->asking = TRUE;
  self->asked_generation = self->generation;
  g_atomic_ref_count_inc (&self->refs);
  rw_session_read_async (self->session, query_cb, question, question_free,
                         (GDestroyNotify) rw_backup_day_free, NULL, answered_cb, self);
}

/**
 * rw_backups_hint_new:
 * @arrived: called with @data and %NULL when the runs of a cell that was asked for are there
 */
RwBackupsHint *
rw_backups_hint_new (GFunc    arrived,
                     gpointer data)
{
  RwBackupsHint *self = g_new0 (RwBackupsHint, 1);

  g_atomic_ref_count_init (&self->refs);
  self->arrived = arrived;
  self->data = data;
  return self;
}

void
rw_backups_hint_free (RwBackupsHint *self)
{
  self->arrived = NULL;
  hint_unref (self);
}

void
rw_backups_hint_set_session (RwBackupsHint *self,
                             RwSession     *session)
{
  g_set_object (&self->session, session);
}

/**
 * rw_backups_hint_forget:
 *
 * There are other runs now.
 */
void
rw_backups_hint_forget (RwBackupsHint *self)
{
  for (guint i = 0; i < KEPT; i++)
    g_clear_pointer (&self->known[i].text, g_free);
  self->has_wanted = FALSE;
  self->generation++;
}

/**
 * rw_backups_hint_get:
 * @day: a date
 *
 * Returns: (nullable) (transfer none): the runs of a cell, a line each; %NULL when they are not there yet
 */
const char *
rw_backups_hint_get (RwBackupsHint *self,
                     const RwId    *system,
                     gint64         day)
{
  for (guint i = 0; i < KEPT; i++)
    if (self->known[i].text != NULL && self->known[i].day == day &&
        rw_id_equal (&self->known[i].system, system))
      return self->known[i].text;
  if (self->session == NULL)
    return NULL;
  if (!self->asking)
    ask (self, system, day);
  else
    {
      const Known *known = &self->known[self->next];

      /* Only the newest question matters to a person. */
      self->has_wanted = known->day != day || !rw_id_equal (&known->system, system) ||
                         self->asked_generation != self->generation;
      self->wanted.system = *system;
      self->wanted.day = day;
    }
  return NULL;
}
