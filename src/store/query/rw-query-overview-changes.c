/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-query-changes.h"
#include "rw-query-overview-private.h"

/* How far ahead a collision of changes is worth a line here; the calendar shows all of them. */
#define LOOK_AHEAD (2 * RW_DAY)

/* No shift is longer than a month. */
static const char shifts_sql[] =
  "SELECT s.rank, p.name, t.name, s.start, s.\"end\", s.id"
  " FROM shift s"
  " LEFT JOIN person p ON p.id = s.person"
  " LEFT JOIN team t ON t.id = s.team"
  " WHERE s.start > ?1 AND s.start <= ?2 AND s.\"end\" > ?3"
  " ORDER BY s.start, t.name, p.name";

static const char *
name_change (const RwChangeInfo *change)
{
  return change->number != NULL ? change->number : change->title;
}

/* The other change of a conflict, or -1 for another week's and for work of a carrier. */
static int
find_other (GPtrArray        *changes,
            const RwConflict *conflict)
{
  const RwId *other = &g_array_index (conflict->records, RwConflictRecord, 0).id;

  for (guint i = 0; i < changes->len; i++)
    if (rw_id_equal (&((const RwChangeInfo *) changes->pdata[i])->id, other))
      return (int) i;
  return -1;
}

static RwNeed *
add_change_need (RwOverviewQuery    *self,
                 RwNeedType          type,
                 const RwChangeInfo *change,
                 const char         *other)
{
  RwNeed *need = rw_overview_add_need (self, type, rw_need_rank_start (change->start, self->overview->now), RW_KIND_CHANGE, &change->id);

  need->number = g_strdup (change->number);
  need->title = g_strdup (change->title);
  need->customer = g_strdup (change->customer != NULL ? change->customer : change->service);
  need->other = g_strdup (other);
  need->at = change->start;
  return need;
}

/* What a person has to settle with somebody: the others stand in the calendar. */
#define COLLIDES \
  ((1u << RW_CONFLICT_SAME_CI) | (1u << RW_CONFLICT_RELATED_CI) | (1u << RW_CONFLICT_REDUNDANCY))

static void
add_trouble (RwOverviewQuery *self,
             GPtrArray       *changes,
             guint            index)
{
  const RwChangeInfo *change = changes->pdata[index];
  const RwConflict *clash = rw_conflicts_first (change->conflicts, COLLIDES);
  const RwConflict *freeze = rw_conflicts_first (change->conflicts, 1u << RW_CONFLICT_FREEZE);
  const char *frozen_by =
    freeze != NULL ? g_array_index (freeze->records, RwConflictRecord, 0).title : NULL;
  gint64 now = self->overview->now;
  int other = clash != NULL ? find_other (changes, clash) : -1;

  /* A draft may lie where it likes: nobody has asked for it yet. */
  if (change->status == RW_CHANGE_STATUS_DRAFT || change->status >= RW_CHANGE_STATUS_IN_PROGRESS || change->end <= now ||
      change->start > now + LOOK_AHEAD)
    return;
  /* Of two that collide the later one is told, once. */
  if (clash != NULL && other < (int) index)
    {
      const char *with = other >= 0 ? name_change (changes->pdata[other])
                                    : g_array_index (clash->records, RwConflictRecord, 0).title;
      RwNeed *need = add_change_need (self, RW_NEED_CLASH, change, with);

      need->frozen_by = g_strdup (frozen_by);
      need->hard = freeze != NULL && freeze->severity == RW_CONFLICT_REFUSES;
      if (clash->code == RW_CONFLICT_SAME_CI)
        need->system = g_strdup (g_array_index (clash->records, RwConflictRecord, 1).title);
    }
  else if (freeze != NULL)
    add_change_need (self, RW_NEED_FREEZE, change, frozen_by)->hard =
      freeze->severity == RW_CONFLICT_REFUSES;
}

static void
count_change (RwOverview         *overview,
              const RwChangeInfo *change)
{
  if (change->status == RW_CHANGE_STATUS_DRAFT)
    return;
  if (change->start < overview->days[1] && change->end > overview->days[0])
    overview->n_changes_today++;
  for (int i = 0; i < RW_OVERVIEW_WEEK_DAYS; i++)
    if (change->start >= overview->days[i] && change->start < overview->days[i + 1])
      overview->changes[i]++;
  if (change->start > overview->now && change->status < RW_CHANGE_STATUS_IN_PROGRESS &&
      (overview->next_change_at == 0 || change->start < overview->next_change_at))
    {
      overview->next_change_at = change->start;
      g_set_str (&overview->next_change, name_change (change));
    }
}

static RwAhead *
add_ahead (RwOverview *overview,
           RwAheadType type,
           RwKind      kind,
           const RwId *id,
           const char *label,
           const char *title,
           gint64      start,
           gint64      end)
{
  RwAhead *ahead = g_new0 (RwAhead, 1);

  ahead->type = type;
  ahead->kind = kind;
  ahead->id = *id;
  ahead->label = g_strdup (label);
  ahead->title = g_strdup (title);
  ahead->start = start;
  ahead->end = end;
  g_ptr_array_add (overview->ahead, ahead);
  return ahead;
}

static gboolean
is_next_day (const RwOverview *overview,
             gint64            start,
             gint64            end)
{
  return start < overview->now + RW_DAY && end > overview->now;
}

static void
read_windows (RwOverview *overview,
              GPtrArray  *windows)
{
  for (guint i = 0; i < windows->len; i++)
    {
      const RwWindowInfo *window = windows->pdata[i];

      for (int day = 0; day < RW_OVERVIEW_WEEK_DAYS; day++)
        if (window->freeze && window->start < overview->days[day + 1] && window->end > overview->days[day])
          overview->frozen[day] = TRUE;
      if (is_next_day (overview, window->start, window->end))
        add_ahead (overview, window->freeze ? RW_AHEAD_FREEZE : RW_AHEAD_MAINTENANCE, RW_KIND_WINDOW, &window->id, window->name,
                   window->target, window->start, window->end);
    }
}

gboolean
rw_overview_read_changes (RwOverviewQuery *self,
                          GError         **error)
{
  RwOverview *overview = self->overview;
  g_autoptr (RwChangeCalendar) calendar =
    rw_query_change_calendar (self->cache, overview->days[0], overview->days[RW_OVERVIEW_WEEK_DAYS], error);

  if (calendar == NULL ||
      !rw_change_calendar_judge (calendar, self->cache, overview->days[0],
                                 overview->days[RW_OVERVIEW_WEEK_DAYS], NULL, error))
    return FALSE;
  read_windows (overview, calendar->windows);
  for (guint i = 0; i < calendar->changes->len; i++)
    {
      const RwChangeInfo *change = calendar->changes->pdata[i];

      count_change (overview, change);
      add_trouble (self, calendar->changes, i);
      if (change->status != RW_CHANGE_STATUS_DRAFT && is_next_day (overview, change->start, change->end))
        add_ahead (overview, RW_AHEAD_CHANGE, RW_KIND_CHANGE, &change->id, name_change (change),
                   change->title, change->start, change->end)
          ->trouble =
          rw_conflicts_first (change->conflicts, COLLIDES | (1u << RW_CONFLICT_FREEZE)) != NULL;
    }
  return rw_overview_read_running (self, error);
}

static int
compare_on_call (gconstpointer a,
                 gconstpointer b)
{
  const RwOnCall *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;
  int teams = g_strcmp0 (x->team, y->team);

  return teams != 0 ? teams : x->rank != y->rank ? (int) x->rank - (int) y->rank : g_strcmp0 (x->person, y->person);
}

static void
add_on_call (RwOverview *overview,
             RwStmt     *stmt)
{
  RwOnCall *on_call = g_new0 (RwOnCall, 1);

  on_call->rank = MAX (rw_stmt_get_word (stmt, 0, &rw_enum_shift_rank), 0);
  on_call->person = rw_overview_dup_text (stmt, 1);
  on_call->team = rw_overview_dup_text (stmt, 2);
  on_call->start = rw_stmt_get_integer (stmt, 3);
  on_call->end = rw_stmt_get_integer (stmt, 4);
  g_ptr_array_add (overview->on_call, on_call);
}

static void
add_next_shift (RwOverview *overview,
                RwStmt     *stmt)
{
  const RwOnCall *first = overview->on_call->len > 0 ? overview->on_call->pdata[0] : NULL;
  const char *person = rw_stmt_get_text (stmt, 1), *team = rw_stmt_get_text (stmt, 2);
  gint64 start = rw_stmt_get_integer (stmt, 3);
  RwId id = RW_ID_NIL;

  if (rw_stmt_get_word (stmt, 0, &rw_enum_shift_rank) != RW_SHIFT_RANK_PRIMARY || person == NULL)
    return;
  rw_stmt_get_id (stmt, 5, &id);
  if (start < overview->now + RW_DAY)
    add_ahead (overview, RW_AHEAD_HANDOVER, RW_KIND_SHIFT, &id, person, team, start, start);
  if (overview->hand_over == NULL && first != NULL && g_strcmp0 (first->team, team) == 0 && start >= first->end)
    overview->hand_over = g_strdup (person);
}

static gboolean
read_shifts (RwOverviewQuery *self,
             gint64           from,
             gint64           to,
             void           (*add) (RwOverview *, RwStmt *),
             GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, shifts_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, from);
  rw_stmt_bind_integer (stmt, 2, to);
  rw_stmt_bind_integer (stmt, 3, self->overview->now);
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      add (self->overview, stmt);
    }
  return FALSE;
}

gboolean
rw_overview_read_on_call (RwOverviewQuery *self,
                          GError         **error)
{
  RwOverview *overview = self->overview;
  gint64 now = overview->now;

  if (!read_shifts (self, now - 31 * RW_DAY, now, add_on_call, error))
    return FALSE;
  g_ptr_array_sort (overview->on_call, compare_on_call);
  if (overview->on_call->len > 0)
    overview->shift_start = ((const RwOnCall *) overview->on_call->pdata[0])->start;
  return read_shifts (self, now, now + 8 * RW_DAY, add_next_shift, error);
}
