/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-problem-words.h"

void
rw_overview_line_clear (RwOverviewLine *line)
{
  g_clear_pointer (&line->title, g_free);
  g_clear_pointer (&line->reason, g_free);
  g_clear_pointer (&line->due, g_free);
  g_clear_pointer (&line->due_exact, g_free);
}

/* What there is of the parts, with dots between. */
static char *
join (const char *first,
      ...)
{
  GString *out = g_string_new (first);
  const char *part;
  va_list parts;

  va_start (parts, first);
  while ((part = va_arg (parts, const char *)) != (const char *) -1)
    if (part != NULL && *part != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
  va_end (parts);
  return g_string_free (out, FALSE);
}

#define JOIN_END ((const char *) -1)

/* "4 min" until then, "12 min late" after; far away, the day. */
static void
say_due (RwOverviewLine *line,
         gint64          at,
         gint64          now)
{
  if (at == 0)
    return;
  line->late = at <= now;
  line->due_exact = rw_format_exact (at);
  if (ABS (at - now) < RW_MINUTE)
    line->due = g_strdup (C_ ("due", "now"));
  else if (at - now > 12 * RW_HOUR)
    line->due = rw_format_when (at, now);
  else
    {
      g_autofree char *duration = rw_format_duration (at - now);

      /* Translators: how long something is late: "12 min late" */
      line->due = line->late ? g_strdup_printf (C_ ("due", "%s late"), duration) : g_steal_pointer (&duration);
    }
}

static char *
name_numbered (const char *number,
               const char *title)
{
  /* Translators: stands for the number of a ticket that the server has not seen yet */
  return g_strdup_printf ("%s %s", number != NULL ? number : C_ ("number", "Draft"), title != NULL ? title : "");
}

static const char *
name_clock (int clock)
{
  switch (clock)
    {
    case RW_TICKET_RESPONSE_DUE:
      return C_ ("clock of a ticket", "answer due");
    case RW_TICKET_RESOLUTION_DUE:
      return C_ ("clock of a ticket", "solution due");
    case RW_TICKET_UPDATE_DUE:
      return C_ ("clock of a ticket", "customer update due");
    default:
      return NULL;
    }
}

static void
say_ticket (const RwNeed   *need,
            gint64          now,
            RwOverviewLine *line)
{
  gboolean urgent = need->major || need->priority == RW_PRIORITY_P1 || (need->rank == RW_NEED_BURNING && need->at - now < 5 * RW_MINUTE);
  g_autofree char *priority = NULL, *after = NULL;

  if (need->other != NULL)
    {
      g_autofree char *duration = rw_format_duration (need->after);

      /* Translators: a length of time, a change: "opened 12 min after C-2064 began here" */
      after = g_strdup_printf (_("opened %s after %s began here"), duration, need->other);
    }
  priority = join (need->major ? _("major incident") : NULL, rw_enum_label (&rw_enum_priority, (int) need->priority), JOIN_END);
  line->title = name_numbered (need->number, need->title);
  line->reason = join (priority, name_clock (need->clock), need->customer, need->system, after, JOIN_END);
  say_due (line, need->at, now);
  line->status = urgent || line->late ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
}

static void
say_change (const RwNeed   *need,
            gint64          now,
            RwOverviewLine *line)
{
  const char *name = need->number != NULL ? need->number : need->title;
  g_autofree char *what = NULL, *freeze = NULL, *until = NULL;

  line->status = need->rank <= RW_NEED_SOON ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
  switch (need->type)
    {
    case RW_NEED_CLASH:
      /* Translators: two changes: "C-2067 collides with C-2066" */
      line->title = g_strdup_printf (_("%s collides with %s"), name, need->other);
      if (need->system != NULL)
        /* Translators: a system */
        what = g_strdup_printf (_("both change %s at the same time"), need->system);
      if (need->frozen_by != NULL)
        /* Translators: name of a freeze */
        freeze = g_strdup_printf (_("inside “%s”"), need->frozen_by);
      line->reason = join (what != NULL ? what : need->title, freeze, need->customer, JOIN_END);
      break;
    case RW_NEED_FREEZE:
      line->title = need->hard ? g_strdup_printf (_("%s lies in a freeze that refuses changes"), name)
                               : g_strdup_printf (_("%s lies in a freeze"), name);
      line->reason = join (need->other, need->title, JOIN_END);
      break;
    case RW_NEED_MORE_TIME:
      until = rw_format_when (need->until, now);
      /* Translators: a change, a time */
      line->title = g_strdup_printf (_ ("%s asks for more time, until %s"), name, until);
      line->reason = join (need->title, need->customer, need->other, JOIN_END);
      say_due (line, need->at, now);
      return;
    default:
      line->title = need->at <= now ? g_strdup_printf (_ ("%s goes on past its end"), name)
                                    : g_strdup_printf (_ ("%s has to end soon"), name);
      line->reason = join (need->title, need->customer, need->other, JOIN_END);
      line->status = need->at <= now ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
      say_due (line, need->at, now);
      return;
    }
  line->due = rw_format_when (need->at, now);
  line->due_exact = rw_format_exact (need->at);
}

/* The systems of a need, as many as the query names: the first, and up to two more. */
static char *
name_systems (const RwNeed *need)
{
  g_autofree char *names = need->system != NULL
                             ? g_strdup_printf ("%s, %s", need->title, need->system)
                             : g_strdup (need->title);
  guint named = MIN (need->count, 3);

  if (need->count <= named)
    return g_steal_pointer (&names);
  /* Translators: names of systems, a number: "web-1, web-2, db-1 and 4 more" */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", need->count - named), names,
                          need->count - named);
}

static void
say_backups (const RwNeed   *need,
             gint64          now,
             RwOverviewLine *line)
{
  gboolean missed = need->missed > 0;
  g_autofree char *systems = NULL;
  const char *cause = need->other != NULL ? need->other : missed ? _("did not start") : _("cause not known");

  line->status = RW_STATUS_BAD;
  line->page = "win.page-backups";
  line->due = rw_format_since (need->at, now);
  line->due_exact = rw_format_exact (need->at);
  if (need->count == 1)
    {
      line->title = g_strdup_printf (missed ? _("Backup of %s was missed") : _("Backup of %s failed"), need->title);
      line->reason = g_strdup (cause);
      return;
    }
  line->title = missed ? g_strdup_printf (ngettext ("%u backup was missed", "%u backups were missed", need->count), need->count)
                       : g_strdup_printf (ngettext ("%u backup failed", "%u backups failed", need->count), need->count);
  systems = name_systems (need);
  line->reason = join (cause, systems, JOIN_END);
}

static void
say_unprotected (const RwNeed   *need,
                 RwOverviewLine *line)
{
  line->status = RW_STATUS_ATTENTION;
  line->page = "win.page-backups";
  if (need->count == 1)
    {
      line->title = g_strdup_printf (_ ("%s has no backup job"), need->title);
      line->reason = g_strdup (_ ("nothing of it could be restored"));
      return;
    }
  line->title = g_strdup_printf (ngettext ("%u system has no backup job",
                                           "%u systems have no backup job", need->count),
                                 need->count);
  line->reason = name_systems (need);
}

static char *
say_range (const RwForecastRange *full)
{
  if (full->p90 == RW_FORECAST_NEVER)
    /* Translators: at least so many days */
    return g_strdup_printf (C_ ("days until a volume is full", "≥ %d d"), full->p10);
  if (full->p10 == full->p90)
    return g_strdup_printf (C_ ("days until a volume is full", "%d d"), full->p50);
  /* Translators: from so many to so many days */
  return g_strdup_printf (C_ ("days until a volume is full", "%d–%d d"), full->p10, full->p90);
}

static char *
say_full (const RwNeed *need)
{
  const RwForecastRange *full = &need->full;

  if (full->p90 == RW_FORECAST_NEVER)
    return g_strdup_printf (ngettext ("%s %s full in %d day at the earliest",
                                      "%s %s full in %d days at the earliest", full->p10),
                            need->title, need->other, full->p10);
  if (full->p10 == full->p90)
    return g_strdup_printf (ngettext ("%s %s full in %d day", "%s %s full in %d days", full->p50),
                            need->title, need->other, full->p50);
  /* Translators: system, mount point, days */
  return g_strdup_printf (_ ("%s %s full in %d–%d days"), need->title, need->other, full->p10,
                          full->p90);
}

static void
say_volume (const RwNeed   *need,
            RwOverviewLine *line)
{
  double fill = need->size > 0 ? (double) need->used / (double) need->size : 0;
  g_autofree char *percent = rw_format_percent (floor (fill * 100) / 100, 0);
  g_autofree char *size = need->inodes ? rw_format_count (need->size) : rw_format_size (need->size);
  g_autofree char *of = NULL, *growth = NULL;

  line->status = need->rank <= RW_NEED_CHECK ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
  /* Translators: percent, a number of files: "91 % of 1,200,000 inodes"; or a size: "91 % of 4 TB" */
  of = need->inodes ? g_strdup_printf (_("%s of %s inodes"), percent, size) : g_strdup_printf (_("%s of %s"), percent, size);
  if (need->grown != G_MININT64 && need->grown > 0)
    {
      g_autofree char *grown =
        need->inodes ? rw_format_count (need->grown) : rw_format_size (need->grown);

      growth = g_strdup_printf (_ ("grew %s in 30 days"), grown);
    }
  if (need->full.p50 != RW_FORECAST_NEVER && need->full.p50 > 0)
    {
      line->title = say_full (need);
      line->due = say_range (&need->full);
    }
  else
    {
      /* Translators: system, mount point */
      line->title = g_strdup_printf (need->used >= need->size ? _ ("%s %s is full")
                                                              : _ ("%s %s is nearly full"),
                                     need->title, need->other);
      line->due = g_strdup (percent);
    }
  line->reason = join (of, growth, need->customer, JOIN_END);
}

/**
 * rw_overview_say_need:
 * @line: (out): empty with rw_overview_line_clear()
 */
void
rw_overview_say_need (const RwNeed   *need,
                      gint64          now,
                      RwOverviewLine *line)
{
  *line = (RwOverviewLine){ .kind = need->kind, .id = need->id };
  switch (need->type)
    {
    case RW_NEED_TICKET:
      say_ticket (need, now, line);
      break;
    case RW_NEED_BACKUPS:
      say_backups (need, now, line);
      break;
    case RW_NEED_UNPROTECTED:
      say_unprotected (need, line);
      break;
    case RW_NEED_VOLUME:
      say_volume (need, line);
      break;
    case RW_NEED_CLASH:
    case RW_NEED_FREEZE:
    case RW_NEED_OVERRUN:
    case RW_NEED_MORE_TIME:
    default:
      say_change (need, now, line);
      break;
    }
}

/**
 * rw_overview_say_running:
 * @line: (out): empty with rw_overview_line_clear()
 *
 * A change in progress, counted down to its end.
 */
void
rw_overview_say_running (const RwRunning *running,
                         gint64           now,
                         RwOverviewLine  *line)
{
  g_autofree char *tasks = NULL, *duration = rw_format_duration (ABS (running->end - now));
  gboolean over = running->end <= now;

  *line = (RwOverviewLine){ .kind = RW_KIND_CHANGE, .id = running->id };
  if (running->n_tasks > 0)
    /* Translators: how many tasks of how many are done */
    tasks =
      g_strdup_printf (ngettext ("%u of %u task done", "%u of %u tasks done", running->n_tasks),
                       running->n_done, running->n_tasks);
  line->title = name_numbered (running->number, running->title);
  line->reason = join (running->implementer, tasks, running->customer, JOIN_END);
  line->status = over                                   ? RW_STATUS_BAD
                 : running->end - now <= 15 * RW_MINUTE ? RW_STATUS_ATTENTION
                                                        : RW_STATUS_PLANNED;
  line->due_exact = rw_format_exact (running->end);
  line->late = over;
  /* Translators: how long a change goes on past its end: "12 min over" */
  line->due = over ? g_strdup_printf (C_ ("change", "%s over"), duration)
                   /* Translators: how long a change has until its end: "1 h 12 min left" */
                   : g_strdup_printf (C_ ("change", "%s left"), duration);
}

/**
 * rw_overview_say_series:
 * @line: (out): empty with rw_overview_line_clear()
 */
void
rw_overview_say_series (const RwSeries *series,
                        gint64          now,
                        RwOverviewLine *line)
{
  guint n = series->tickets->len;
  g_autofree char *why = NULL;

  *line = (RwOverviewLine){ .kind = RW_KIND_TICKET, .id = series->newest, .status = RW_STATUS_ATTENTION };
  line->title = join (series->title, series->customer, JOIN_END);
  if (!rw_id_is_nil (&series->problem))
    {
      line->status = RW_STATUS_BAD;
      line->button = _ ("Reopen Problem");
      why = rw_problem_words_reason (series, now);
      line->reason = join (why, series->problem_number, JOIN_END);
      return;
    }
  /* Translators: a number, a number of days, a system */
  why = g_strdup_printf (ngettext ("%u incident in %u days on %s", "%u incidents in %u days on %s", n), n, series->days, series->system);
  line->reason = join (why, series->by_alert ? _("same alert") : _("same category"), series->numbers, JOIN_END);
}

/**
 * rw_overview_say_event:
 * @line: (out): empty with rw_overview_line_clear()
 */
void
rw_overview_say_event (const RwShiftEvent *event,
                       gint64              now,
                       RwOverviewLine     *line)
{
  const char *priority = rw_enum_label (&rw_enum_priority, (int) event->priority);

  *line = (RwOverviewLine){ .kind = event->kind, .id = event->id, .plain = TRUE };
  line->title = name_numbered (event->number, event->title);
  line->due = rw_format_when (event->at, now);
  line->due_exact = rw_format_exact (event->at);
  switch (event->type)
    {
    case RW_EVENT_OPENED:
      line->status = event->priority <= RW_PRIORITY_P2 ? RW_STATUS_ATTENTION : RW_STATUS_PLANNED;
      line->reason = join (C_ ("ticket", "opened"), priority, JOIN_END);
      break;
    case RW_EVENT_RESOLVED:
      line->status = RW_STATUS_GOOD;
      line->reason = join (C_ ("ticket", "resolved"), priority, JOIN_END);
      break;
    case RW_EVENT_FINISHED:
    default:
      line->status = event->result == RW_CHANGE_RESULT_FAILED ? RW_STATUS_BAD
                     : event->result == RW_CHANGE_RESULT_WITH_ISSUES ? RW_STATUS_ATTENTION
                                                                     : RW_STATUS_GOOD;
      line->reason = join (C_ ("change", "finished"), event->result >= 0 ? rw_enum_label (&rw_enum_change_result, event->result) : NULL,
                           event->backed_out ? C_ ("change", "backed out") : NULL, JOIN_END);
      break;
    }
}

/**
 * rw_overview_say_service:
 * @line: (out): empty with rw_overview_line_clear()
 */
void
rw_overview_say_service (const RwServiceHealth *service,
                         RwOverviewLine        *line)
{
  g_autofree char *backups = NULL;
  GString *due = g_string_new (NULL);

  *line = (RwOverviewLine){ .kind = RW_KIND_SERVICE, .id = service->id };
  line->status = service->n_p1 > 0 ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
  line->title = g_strdup (service->name);
  if (service->n_backups > 0)
    backups = g_strdup_printf (ngettext ("%u backup to answer", "%u backups to answer", service->n_backups), service->n_backups);
  line->reason = join (service->customer, backups, JOIN_END);
  if (service->n_p1 > 0)
    g_string_append_printf (due, "%u × %s", service->n_p1, rw_enum_label (&rw_enum_priority, RW_PRIORITY_P1));
  if (service->n_p2 > 0)
    g_string_append_printf (due, "%s%u × %s", due->len > 0 ? ", " : "", service->n_p2, rw_enum_label (&rw_enum_priority, RW_PRIORITY_P2));
  line->late = service->n_p1 > 0;
  line->due = g_string_free (due, FALSE);
}

/**
 * rw_overview_say_site:
 * @line: (out): empty with rw_overview_line_clear()
 */
void
rw_overview_say_site (const RwSiteInfo *site,
                      RwOverviewLine   *line)
{
  g_autofree char *racks = NULL, *count = rw_format_count (site->n_racks), *power = NULL, *single = NULL;

  *line = (RwOverviewLine){ .kind = RW_KIND_SITE, .id = site->id, .page = "win.page-racks" };
  line->status = site->n_over > 0 ? RW_STATUS_BAD : site->n_single > 0 || site->loss > 0.95 ? RW_STATUS_ATTENTION : RW_STATUS_GOOD;
  line->title = g_strdup (site->name);
  racks = g_strdup_printf (ngettext ("%s rack", "%s racks", site->n_racks), count);
  if (site->units > 0)
    {
      g_autofree char *percent = rw_format_percent (site->used / site->units, 0);

      /* Translators: percent of a site's rack units in which something stands */
      line->due = g_strdup_printf (_("%s of units"), percent);
      line->plain = TRUE;
    }
  if (site->n_over > 0)
    power = g_strdup_printf (ngettext ("%u rack over its power if a feed fails", "%u racks over their power if a feed fails", site->n_over),
                             site->n_over);
  else if (site->loss >= 0)
    {
      g_autofree char *percent = rw_format_percent (site->loss, 0);

      /* Translators: percent: how much of the power that is left the fullest rack draws */
      power = g_strdup_printf (_("at most %s power after loss of a feed"), percent);
    }
  if (site->n_single > 0)
    single = g_strdup_printf (ngettext ("%u rack on one feed", "%u racks on one feed", site->n_single), site->n_single);
  line->reason = join (racks, power, single, JOIN_END);
}

/**
 * rw_overview_say_ahead:
 *
 * Returns: (transfer full): a sentence with the times: "C-2066 Firmware, 22:00 to Mon 01:30"
 */
char *
rw_overview_say_ahead (const RwAhead *ahead,
                       gint64         now)
{
  g_autofree char *start = rw_format_when (ahead->start, now), *end = rw_format_when (ahead->end, now);
  g_autofree char *what = NULL;

  switch (ahead->type)
    {
    case RW_AHEAD_HANDOVER:
      if (ahead->title != NULL)
        /* Translators: a person, a team, a time */
        return g_strdup_printf (_("%s takes over on call for %s, %s"), ahead->label, ahead->title, start);
      return g_strdup_printf (_("%s takes over on call, %s"), ahead->label, start);
    case RW_AHEAD_CHANGE:
      what = g_strcmp0 (ahead->label, ahead->title) != 0 ? name_numbered (ahead->label, ahead->title) : g_strdup (ahead->label);
      break;
    case RW_AHEAD_MAINTENANCE:
    case RW_AHEAD_FREEZE:
    default:
      /* Translators: a window, what it holds for */
      what = ahead->title != NULL ? g_strdup_printf (_("%s for %s"), ahead->label, ahead->title) : g_strdup (ahead->label);
      break;
    }
  if (ahead->trouble)
    /* Translators: a change, from, to */
    return g_strdup_printf (_("%s, %s to %s, collides"), what, start, end);
  /* Translators: a change or a window, from, to */
  return g_strdup_printf (_("%s, %s to %s"), what, start, end);
}

/**
 * rw_overview_say_shift:
 *
 * Returns: (transfer full): "14 opened · 11 resolved · 2 changes finished"
 */
char *
rw_overview_say_shift (const RwOverview *overview)
{
  g_autofree char *opened = g_strdup_printf (ngettext ("%u opened", "%u opened", overview->n_opened), overview->n_opened);
  g_autofree char *resolved = g_strdup_printf (ngettext ("%u resolved", "%u resolved", overview->n_resolved), overview->n_resolved);
  g_autofree char *finished =
    g_strdup_printf (ngettext ("%u change finished", "%u changes finished", overview->n_finished), overview->n_finished);

  return join (opened, resolved, finished, JOIN_END);
}

/**
 * rw_overview_say_quiet:
 *
 * Returns: (transfer full): when something will need a person next, where nothing does now
 */
char *
rw_overview_say_quiet (const RwOverview *overview)
{
  gint64 now = overview->now;
  g_autofree char *when = NULL;

  if (overview->next_due != 0 && (overview->next_change_at == 0 || overview->next_due < overview->next_change_at))
    {
      when = rw_format_relative (overview->next_due, now);
      /* Translators: "in 40 min" */
      return g_strdup_printf (_("The next clock of a ticket runs out %s."), when);
    }
  if (overview->next_change_at == 0)
    return g_strdup (_("No clock is running and no change is planned."));
  when = rw_format_when (overview->next_change_at, now);
  /* Translators: a change, a time */
  return g_strdup_printf (_("Next is %s, %s."), overview->next_change, when);
}

/**
 * rw_overview_short_name:
 *
 * Returns: (transfer full): "T. Yılmaz" for "Tülay Yılmaz"; what is one word stays as it is
 */
char *
rw_overview_short_name (const char *name)
{
  const char *last = strrchr (name, ' ');
  const char *second = g_utf8_next_char (name);

  if (last == NULL || last == name || last[1] == '\0' || *name == ' ')
    return g_strdup (name);
  return g_strdup_printf ("%.*s. %s", (int) (second - name), name, last + 1);
}
