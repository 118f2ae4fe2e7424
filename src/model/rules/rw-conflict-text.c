/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-private.h"

#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-time.h"

/* So many are named; of the others it is said how many they are. */
#define NAMED 3

static GDateTime *
local (RwConflictScene *scene,
       gint64           instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (instant);

  return utc != NULL ? g_date_time_to_timezone (utc, scene->zone) : NULL;
}

/* "24 Nov 22:00–02:00", "23 Nov 00:00–1 Dec 00:00" */
static char *
tell_span (RwConflictScene *scene,
           gint64           start,
           gint64           end)
{
  g_autoptr (GDateTime) from = local (scene, start);
  g_autoptr (GDateTime) to = local (scene, end);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (from == NULL || to == NULL)
    return g_strdup ("—");
  first = g_date_time_format (from, C_ ("time format", "%-d %b %H:%M"));
  /* A night is told as one: who reads "22:00–02:00" knows which two it is. */
  last = g_date_time_format (to, end - start < RW_DAY ? C_ ("time format", "%H:%M")
                                                      : C_ ("time format", "%-d %b %H:%M"));
  return g_strdup_printf ("%s–%s", first, last);
}

static char *
tell_clock (RwConflictScene *scene,
            gint64           instant)
{
  g_autoptr (GDateTime) time = local (scene, instant);

  return time != NULL ? g_date_time_format (time, C_ ("time format", "%H:%M")) : g_strdup ("—");
}

static char *
tell_length (gint64 length)
{
  gint64 minutes = (length + RW_MINUTE - 1) / RW_MINUTE;

  if (minutes < 60)
    return g_strdup_printf (C_ ("duration", "%d min"), (int) minutes);
  if (minutes < 10 * 60 && minutes % 60 != 0)
    return g_strdup_printf (C_ ("duration", "%d h %d min"), (int) (minutes / 60),
                            (int) (minutes % 60));
  return g_strdup_printf (C_ ("duration", "%d h"), (int) ((minutes + 59) / 60));
}

/* The first of @names, and how many more there are. */
static char *
tell_names (GPtrArray *names)
{
  GString *text = g_string_new (NULL);
  guint more = names->len > NAMED + 1 ? names->len - NAMED : 0;

  for (guint i = 0; i < names->len - more; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) names->pdata[i]);
  if (more > 0)
    {
      g_string_append_c (text, ' ');
      /* Translators: behind some names: "web-1, web-2, web-3 and 4 more" */
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", more), more);
    }
  return g_string_free (text, FALSE);
}

static const char *
title_of (RwConflictScene *scene,
          guint            thing)
{
  const char *title = RW_CONFLICT_THING (scene, thing)->title;

  return title != NULL ? title : rw_kind_label (RW_CONFLICT_THING (scene, thing)->kind);
}

static void
clear_record (gpointer data)
{
  g_free (((RwConflictRecord *) data)->title);
}

static void
add_record (RwConflict *conflict,
            RwKind      kind,
            const RwId *id,
            const char *title)
{
  RwConflictRecord record = { kind, *id, NULL };

  for (guint i = 0; i < conflict->records->len; i++)
    if (rw_id_equal (&g_array_index (conflict->records, RwConflictRecord, i).id, id))
      return;
  record.title = g_strdup (title);
  g_array_append_val (conflict->records, record);
}

static void
add_thing (RwConflict      *conflict,
           RwConflictScene *scene,
           guint            thing)
{
  add_record (conflict, RW_CONFLICT_THING (scene, thing)->kind,
              &RW_CONFLICT_THING (scene, thing)->id, title_of (scene, thing));
}

static char *
make_key (RwConflictCode code,
          const RwId    *cause)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (cause, id);
  return g_strdup_printf ("%s:%s", rw_conflict_code_name (code), id);
}

static char *
tell_together (const RwConflictMeeting *meeting,
               const char              *who,
               const char              *when,
               const char              *what)
{
  switch (meeting->code)
    {
    case RW_CONFLICT_SAME_CI:
      /* Translators: a change or notice, when it is, and items: 'C-2071 “Storage”, 24 Nov 22:00–02:00, touches the same: web-1' */
      return g_strdup_printf (_ ("%s, %s, touches the same: %s"), who, when, what);
    case RW_CONFLICT_SAME_SERVICE:
      /* Translators: a change or notice, when it is, and a business service */
      return g_strdup_printf (_ ("%s, %s, touches the same service: %s"), who, when, what);
    case RW_CONFLICT_REDUNDANCY:
      /* Translators: a change or notice, when it is, and redundant items: "fw-2 (for fw-1)" */
      return g_strdup_printf (_ ("%s, %s, touches what stands in for this: %s"), who, when, what);
    case RW_CONFLICT_IMPLEMENTER:
      /* Translators: a change, when it is, and a person */
      return g_strdup_printf (_ ("%s, %s, needs the same implementer: %s"), who, when, what);
    default:
      break;
    }
  if (meeting->above && meeting->below)
    /* Translators: a change or notice, when it is, and items */
    return g_strdup_printf (_ ("%s, %s, touches what this depends on, and what depends on it: %s"),
                            who, when, what);
  if (meeting->above)
    /* Translators: a change or notice, when it is, and items: "esx-3 (web-1)" */
    return g_strdup_printf (_ ("%s, %s, touches what this depends on: %s"), who, when, what);
  /* Translators: a change or notice, when it is, and items: "web-1 (esx-3)" */
  return g_strdup_printf (_ ("%s, %s, touches what depends on this: %s"), who, when, what);
}

/* Each of theirs once, with the first of ours beside it. */
static GPtrArray *
name_things (RwConflictScene         *scene,
             const RwConflictMeeting *meeting)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < meeting->theirs->len; i++)
    {
      guint theirs = g_array_index (meeting->theirs, guint, i),
            ours = g_array_index (meeting->ours, guint, i);
      gboolean again = FALSE;

      for (guint j = 0; j < i && !again; j++)
        again = g_array_index (meeting->theirs, guint, j) == theirs;
      if (again)
        continue;
      if (meeting->code == RW_CONFLICT_REDUNDANCY)
        /* Translators: two redundant items: "fw-2 (for fw-1)" */
        g_ptr_array_add (names, g_strdup_printf (C_ ("redundant pair", "%s (for %s)"),
                                                 title_of (scene, theirs), title_of (scene, ours)));
      else if (theirs != ours)
        g_ptr_array_add (names, g_strdup_printf ("%s (%s)", title_of (scene, theirs),
                                                 title_of (scene, ours)));
      else
        g_ptr_array_add (names, g_strdup (title_of (scene, theirs)));
    }
  return names;
}

static void
tell_meeting (RwConflictScene         *scene,
              RwConflict              *conflict,
              const RwConflictMeeting *meeting)
{
  const RwConflictTask *other = RW_CONFLICT_WORK (scene, meeting->work);
  g_autoptr (GPtrArray) names = name_things (scene, meeting);
  g_autofree char *span = tell_span (scene, other->start, other->end);
  g_autofree char *list = tell_names (names);

  conflict->key = make_key (meeting->code, &other->id);
  conflict->from = other->start;
  conflict->to = other->end;
  add_record (conflict, other->kind, &other->id, other->label);
  for (guint i = 0; i < meeting->theirs->len; i++)
    {
      add_thing (conflict, scene, g_array_index (meeting->theirs, guint, i));
      add_thing (conflict, scene, g_array_index (meeting->ours, guint, i));
    }
  conflict->text = tell_together (meeting, other->label, span, list);
}

static char *
tell_exceeding (const RwConflictFinding *finding,
                const char              *name,
                const char              *span,
                gint64                   start,
                gint64                   end)
{
  g_autofree char *before = tell_length (finding->instance->start - start);
  g_autofree char *after = tell_length (end - finding->instance->end);

  if (start >= finding->instance->start)
    /* Translators: a length of time, a maintenance window and when it is */
    return g_strdup_printf (_ ("Ends %s behind the maintenance window “%s” (%s)"), after, name,
                            span);
  if (end <= finding->instance->end)
    /* Translators: a length of time, a maintenance window and when it is */
    return g_strdup_printf (_ ("Begins %s before the maintenance window “%s” (%s)"), before, name,
                            span);
  /* Translators: two lengths of time, a maintenance window and when it is */
  return g_strdup_printf (_ (
                            "Begins %s before and ends %s behind the maintenance window “%s” (%s)"),
                          before, after, name, span);
}

static void
tell_window (RwConflictScene         *scene,
             RwConflict              *conflict,
             const RwConflictFinding *finding,
             gint64                   start,
             gint64                   end)
{
  const RwConflictWindow *window = finding->window;
  const char *name = rw_record_get_title (window->record);
  g_autofree char *span = NULL;

  add_record (conflict, RW_KIND_WINDOW, rw_record_get_id (window->record), name);
  /* Which of several windows is the nearest is no cause. */
  conflict->key = finding->code == RW_CONFLICT_NO_WINDOW && finding->severity == RW_CONFLICT_WARNS
                    ? g_strdup (rw_conflict_code_name (finding->code))
                    : make_key (finding->code, rw_record_get_id (window->record));
  if (finding->severity == RW_CONFLICT_NOT_EVALUATED)
    {
      conflict->text = g_strdup_printf (_ ("Not evaluated: when “%s” is cannot be told. %s"), name,
                                        window->problem);
      return;
    }
  conflict->from = finding->instance->start;
  conflict->to = finding->instance->end;
  span = tell_span (scene, conflict->from, conflict->to);
  if (finding->code == RW_CONFLICT_EXCEEDS_WINDOW)
    conflict->text = tell_exceeding (finding, name, span, start, end);
  else if (finding->code == RW_CONFLICT_NO_WINDOW)
    /* Translators: a maintenance window and when it is */
    conflict->text =
      g_strdup_printf (_ ("Outside every maintenance window; the nearest is “%s” (%s)"), name,
                       span);
  else
    /* Translators: a freeze and when it is */
    conflict->text =
      g_strdup_printf (window->hard
                         ? _ ("Inside the freeze “%s” (%s), which refuses changes")
                         : _ ("Inside the freeze “%s” (%s), which asks to put changes off"),
                       name, span);
}

static void
tell_runs (RwConflictScene *scene,
           RwConflict      *conflict,
           gint64           start,
           gint64           end)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; i < scene->runs->len; i++)
    {
      const RwConflictRuns *runs = &g_array_index (scene->runs, RwConflictRuns, i);
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;
      gint64 at;

      if (!rw_conflict_runs_between (scene, runs, start, end, &at))
        continue;
      conflict->from = conflict->to == 0 ? at : MIN (conflict->from, at);
      conflict->to = MAX (conflict->to, at + runs->duration);
      from = tell_clock (scene, at);
      to = tell_clock (scene, at + runs->duration);
      g_ptr_array_add (names,
                       g_strdup_printf ("%s (%s–%s)", title_of (scene, runs->thing), from, to));
      add_thing (conflict, scene, runs->thing);
    }
  list = tell_names (names);
  /* Translators: systems, each with a time: "web-1 (22:00–22:40), web-2 (22:00–23:10)" */
  conflict->text = g_strdup_printf (_ ("Backups usually run then: %s"), list);
}

static void
tell_backups (RwConflictScene *scene,
              RwConflict      *conflict)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  gboolean restored = conflict->code == RW_CONFLICT_NEVER_RESTORED;

  for (guint i = 0; i < scene->backups->len; i++)
    {
      const RwConflictBackup *backup = &g_array_index (scene->backups, RwConflictBackup, i);
      const char *title = title_of (scene, backup->thing);

      if (restored             ? backup->n_jobs == 0 || backup->restored
          : backup->n_jobs > 0 ? backup->good
                               : !backup->expected)
        continue;
      add_thing (conflict, scene, backup->thing);
      if (backup->n_jobs > 0)
        g_ptr_array_add (names, g_strdup (title));
      else
        /* Translators: a system */
        g_ptr_array_add (names, g_strdup_printf (_ ("%s (no backup job)"), title));
    }
  list = tell_names (names);
  conflict->text =
    g_strdup_printf (restored ? _ ("Never restore-tested: %s")
                              : _ ("No good backup within the recovery point objective: %s"),
                     list);
}

static void
tell_doubt (RwConflictScene         *scene,
            RwConflict              *conflict,
            const RwConflictFinding *finding)
{
  g_autofree char *span = NULL;

  if (finding->doubt != NULL)
    {
      conflict->key =
        g_strdup_printf ("%s:%s", rw_conflict_code_name (finding->code), finding->doubt->cause);
      conflict->text = g_strdup (finding->doubt->text);
      return;
    }
  conflict->key = g_strdup_printf ("%s:range", rw_conflict_code_name (finding->code));
  conflict->from = scene->from;
  conflict->to = scene->to;
  span = tell_span (scene, scene->from, scene->to);
  conflict->text = g_strdup_printf (_ ("Not evaluated: only the time %s was looked at"), span);
}

/*
 * rw_conflict_tell:
 *
 * Returns: (transfer full): @finding in words
 */
RwConflict *
rw_conflict_tell (RwConflictScene         *scene,
                  const RwConflictView    *view,
                  const RwConflictFinding *finding,
                  gint64                   start,
                  gint64                   end)
{
  RwConflict *conflict = g_new0 (RwConflict, 1);

  conflict->code = finding->code;
  conflict->severity = finding->severity;
  conflict->records = g_array_new (FALSE, FALSE, sizeof (RwConflictRecord));
  g_array_set_clear_func (conflict->records, clear_record);
  if (finding->meeting != NULL)
    tell_meeting (scene, conflict, finding->meeting);
  else if (finding->window != NULL)
    tell_window (scene, conflict, finding, start, end);
  else if (finding->severity == RW_CONFLICT_NOT_EVALUATED)
    tell_doubt (scene, conflict, finding);
  else if (finding->code == RW_CONFLICT_BACKUP_WINDOW)
    tell_runs (scene, conflict, start, end);
  else
    tell_backups (scene, conflict);
  if (conflict->key == NULL)
    conflict->key = g_strdup (rw_conflict_code_name (finding->code));
  return conflict;
}
