/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-private.h"

#include "rw-clock.h"
#include "rw-time.h"

static void
clear_array (GArray **array)
{
  g_clear_pointer (array, g_array_unref);
}

static void
thing_clear (gpointer data)
{
  RwConflictThing *thing = data;

  g_free (thing->title);
  clear_array (&thing->up);
  clear_array (&thing->down);
  clear_array (&thing->pairs);
  clear_array (&thing->works);
  clear_array (&thing->served);
}

static void
task_clear (gpointer data)
{
  RwConflictTask *task = data;

  g_free (task->label);
  g_array_unref (task->things);
  g_array_unref (task->services);
}

static void
window_free (gpointer data)
{
  RwConflictWindow *window = data;

  g_object_unref (window->record);
  clear_array (&window->instances);
  g_free (window->problem);
  g_free (window);
}

static void
schedule_clear (gpointer data)
{
  RwConflictSchedule *schedule = data;

  g_free (schedule->tz);
  g_array_unref (schedule->starts);
}

static void
doubt_clear (gpointer data)
{
  RwConflictDoubt *doubt = data;

  g_free (doubt->cause);
  g_free (doubt->text);
}

static GArray *
new_array (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

/**
 * rw_conflict_scene_new:
 * @from: microseconds since 1970, UTC: what touches the time from here …
 * @to: … to here will be added; half-open
 *
 * Returns: (transfer full): a scene without anything
 */
RwConflictScene *
rw_conflict_scene_new (gint64 from,
                       gint64 to)
{
  RwConflictScene *self = g_new0 (RwConflictScene, 1);

  g_atomic_ref_count_init (&self->refs);
  self->from = from;
  self->to = to;
  self->zone = g_time_zone_new_utc ();
  self->things = new_array (sizeof (RwConflictThing), thing_clear);
  self->by_id = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  self->works = new_array (sizeof (RwConflictTask), task_clear);
  self->windows = g_ptr_array_new_with_free_func (window_free);
  self->backups = new_array (sizeof (RwConflictBackup), NULL);
  self->runs = new_array (sizeof (RwConflictRuns), NULL);
  self->schedules = new_array (sizeof (RwConflictSchedule), schedule_clear);
  self->doubts = new_array (sizeof (RwConflictDoubt), doubt_clear);
  return self;
}

RwConflictScene *
rw_conflict_scene_ref (RwConflictScene *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
rw_conflict_scene_unref (RwConflictScene *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->own, rw_conflict_view_free);
  g_array_unref (self->doubts);
  g_array_unref (self->schedules);
  g_array_unref (self->runs);
  g_array_unref (self->backups);
  g_ptr_array_unref (self->windows);
  g_array_unref (self->works);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->things);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/**
 * rw_conflict_scene_set_as_of:
 * @as_of: when the data was last known to be the server's, microseconds since 1970; 0 for now
 *
 * Remembers how old what is found is. Whoever has read the scene says so before others see it.
 */
void
rw_conflict_scene_set_as_of (RwConflictScene *self,
                             gint64           as_of)
{
  self->as_of = as_of;
}

/**
 * rw_conflict_scene_get_as_of:
 *
 * Returns: for "as of 14:02"; 0 when the data is live
 */
gint64
rw_conflict_scene_get_as_of (RwConflictScene *self)
{
  return self->as_of;
}

/**
 * rw_conflict_scene_set_zone:
 * @zone: in which sentences tell times; that of the change before it is set
 *
 * Not while another thread uses the scene.
 */
void
rw_conflict_scene_set_zone (RwConflictScene *self,
                            GTimeZone       *zone)
{
  g_return_if_fail (zone != NULL);
  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
}

/**
 * rw_conflict_scene_add_thing:
 * @title: (nullable): for a person; a thing that has none gets it
 *
 * Returns: the index of the thing with this id, new or not
 */
guint
rw_conflict_scene_add_thing (RwConflictScene *self,
                             RwKind           kind,
                             const RwId      *id,
                             const char      *title)
{
  int known = rw_conflict_scene_find_thing (self, id);
  RwConflictThing thing = { .kind = kind, .id = *id, .leg = -1 };

  if (known >= 0)
    {
      if (title != NULL && RW_CONFLICT_THING (self, known)->title == NULL)
        RW_CONFLICT_THING (self, known)->title = g_strdup (title);
      return (guint) known;
    }
  thing.title = g_strdup (title);
  g_array_append_val (self->things, thing);
  g_hash_table_insert (self->by_id, rw_id_copy (id), GUINT_TO_POINTER (self->things->len));
  return self->things->len - 1;
}

/**
 * rw_conflict_scene_find_thing:
 *
 * Returns: its index, or -1
 */
int
rw_conflict_scene_find_thing (RwConflictScene *self,
                              const RwId      *id)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) - 1;
}

/**
 * rw_conflict_scene_get_title:
 *
 * Returns: (transfer none) (nullable): what a person calls it
 */
const char *
rw_conflict_scene_get_title (RwConflictScene *self,
                             guint            thing)
{
  return RW_CONFLICT_THING (self, thing)->title;
}

/**
 * rw_conflict_scene_get_id:
 *
 * Returns: (transfer none): until the next thing is added
 */
const RwId *
rw_conflict_scene_get_id (RwConflictScene *self,
                          guint            thing)
{
  return &RW_CONFLICT_THING (self, thing)->id;
}

RwKind
rw_conflict_scene_get_kind (RwConflictScene *self,
                            guint            thing)
{
  return RW_CONFLICT_THING (self, thing)->kind;
}

/**
 * rw_conflict_scene_set_leg:
 * @thing: a power feed
 * @leg: an #RwFeedLeg, or -1: two feeds of one leg do not stand in for each other
 */
void
rw_conflict_scene_set_leg (RwConflictScene *self,
                           guint            thing,
                           int              leg)
{
  RW_CONFLICT_THING (self, thing)->leg = leg;
}

static void
add_link (GArray      **links,
          guint         thing,
          RwConflictTie tie)
{
  RwConflictLink link = { thing, tie };

  if (*links == NULL)
    *links = g_array_new (FALSE, FALSE, sizeof (RwConflictLink));
  g_array_append_val (*links, link);
}

/**
 * rw_conflict_scene_tie:
 *
 * Says that one thing hangs on another; saying it again changes nothing.
 */
void
rw_conflict_scene_tie (RwConflictScene *self,
                       guint            lower,
                       guint            upper,
                       RwConflictTie    tie)
{
  GArray *up = RW_CONFLICT_THING (self, lower)->up;

  if (lower == upper)
    return;
  for (guint i = 0; up != NULL && i < up->len; i++)
    if (g_array_index (up, RwConflictLink, i).thing == upper &&
        g_array_index (up, RwConflictLink, i).tie == tie)
      return;
  add_link (&RW_CONFLICT_THING (self, lower)->up, upper, tie);
  add_link (&RW_CONFLICT_THING (self, upper)->down, lower, tie);
}

/* In a list of few. */
static void
add_once (GArray **numbers,
          guint    number)
{
  if (*numbers == NULL)
    *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < (*numbers)->len; i++)
    if (g_array_index (*numbers, guint, i) == number)
      return;
  g_array_append_val (*numbers, number);
}

/**
 * rw_conflict_scene_pair:
 *
 * Says that each of two things is there for when the other fails.
 */
void
rw_conflict_scene_pair (RwConflictScene *self,
                        guint            a,
                        guint            b)
{
  if (a == b)
    return;
  add_once (&RW_CONFLICT_THING (self, a)->pairs, b);
  add_once (&RW_CONFLICT_THING (self, b)->pairs, a);
}

/**
 * rw_conflict_scene_add_work:
 *
 * Returns: the index of the work
 */
guint
rw_conflict_scene_add_work (RwConflictScene      *self,
                            const RwConflictWork *work)
{
  RwConflictTask task = { .kind = work->kind,
                          .id = work->id,
                          .start = work->start,
                          .end = work->end,
                          .quiet = work->quiet,
                          .person = -1 };

  task.label = work->number != NULL ? g_strdup_printf ("%s “%s”", work->number, work->title)
                                    : g_strdup_printf ("“%s”", work->title);
  task.things = g_array_new (FALSE, FALSE, sizeof (guint));
  task.services = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->works, task);
  return self->works->len - 1;
}

/* Work is added one behind the other: a thing knows of the last one whether it is there. */
static gboolean
add_last (GArray **works,
          guint    work)
{
  if (*works == NULL)
    *works = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = (*works)->len; i-- > 0;)
    if (g_array_index (*works, guint, i) == work)
      return FALSE;
  g_array_append_val (*works, work);
  return TRUE;
}

/**
 * rw_conflict_scene_touch:
 *
 * Says that a work touches a thing.
 */
void
rw_conflict_scene_touch (RwConflictScene *self,
                         guint            work,
                         guint            thing)
{
  if (add_last (&RW_CONFLICT_THING (self, thing)->works, work))
    g_array_append_val (RW_CONFLICT_WORK (self, work)->things, thing);
}

/**
 * rw_conflict_scene_serve:
 * @thing: a service or a customer that a work names; those of its things need not be told
 */
void
rw_conflict_scene_serve (RwConflictScene *self,
                         guint            work,
                         guint            thing)
{
  if (add_last (&RW_CONFLICT_THING (self, thing)->served, work))
    g_array_append_val (RW_CONFLICT_WORK (self, work)->services, thing);
}

/**
 * rw_conflict_scene_need:
 * @person: who carries the work out
 */
void
rw_conflict_scene_need (RwConflictScene *self,
                        guint            work,
                        guint            person)
{
  add_last (&RW_CONFLICT_THING (self, person)->works, work);
  RW_CONFLICT_WORK (self, work)->person = (int) person;
}

/**
 * rw_conflict_scene_is_touched:
 * @but: a work that does not count, or -1
 *
 * Returns: whether any work touches @thing
 */
gboolean
rw_conflict_scene_is_touched (RwConflictScene *self,
                              guint            thing,
                              int              but)
{
  GArray *works = RW_CONFLICT_THING (self, thing)->works;

  for (guint i = 0; works != NULL && i < works->len; i++)
    if ((int) g_array_index (works, guint, i) != but)
      return TRUE;
  return FALSE;
}

/**
 * rw_conflict_scene_coincide:
 *
 * Returns: whether work on @a and other work on @b overlap
 */
gboolean
rw_conflict_scene_coincide (RwConflictScene *self,
                            guint            a,
                            guint            b)
{
  GArray *first = RW_CONFLICT_THING (self, a)->works, *second = RW_CONFLICT_THING (self, b)->works;

  for (guint i = 0; first != NULL && second != NULL && i < first->len; i++)
    for (guint j = 0; j < second->len; j++)
      {
        const RwConflictTask *x = RW_CONFLICT_WORK (self, g_array_index (first, guint, i));
        const RwConflictTask *y = RW_CONFLICT_WORK (self, g_array_index (second, guint, j));

        if (x != y && x->start < y->end && y->start < x->end)
          return TRUE;
      }
  return FALSE;
}

/**
 * rw_conflict_scene_add_window:
 * @window: a maintenance window or freeze
 */
void
rw_conflict_scene_add_window (RwConflictScene *self,
                              RwRecord        *record)
{
  RwConflictWindow *window = g_new0 (RwConflictWindow, 1);

  window->record = g_object_ref (record);
  window->freeze = rw_record_get_enum (record, RW_WINDOW_TYPE) == RW_WINDOW_TYPE_FREEZE;
  window->hard = window->freeze && rw_record_get_boolean (record, RW_WINDOW_HARD);
  g_ptr_array_add (self->windows, window);
}

/**
 * rw_conflict_scene_add_backup:
 *
 * Says how well a system is backed up.
 */
void
rw_conflict_scene_add_backup (RwConflictScene        *self,
                              const RwConflictBackup *backup)
{
  g_array_append_val (self->backups, *backup);
}

/* Wall times of every day, or of every n-th day from the anchor's, or simply one interval after the other. */
static void
fill_schedule (RwConflictSchedule *schedule,
               gint64              anchor,
               gint64              from,
               gint64              to)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (schedule->tz);
  gint64 interval = schedule->interval;

  if (schedule->time_of_day < 0 || (RW_DAY % interval != 0 && interval % RW_DAY != 0))
    {
      for (gint64 start = anchor + (from - anchor) / interval * interval - interval; start < to;
           start += interval)
        if (start >= from)
          g_array_append_val (schedule->starts, start);
      return;
    }
  for (gint64 day = rw_zone_wall (zone, from) / RW_DAY - 1;
       day * RW_DAY < rw_zone_wall (zone, to) + RW_DAY; day++)
    {
      if (interval > RW_DAY && (day - schedule->phase) % (interval / RW_DAY) != 0)
        continue;
      for (gint64 time = schedule->time_of_day % MIN (interval, RW_DAY); time < RW_DAY;
           time += interval)
        {
          gint64 start =
            rw_zone_resolve (zone,
                             day * RW_DAY + (interval > RW_DAY ? schedule->time_of_day : time));

          if (start >= from && start < to)
            g_array_append_val (schedule->starts, start);
          if (interval >= RW_DAY)
            break;
        }
    }
}

static guint
find_schedule (RwConflictScene     *self,
               const RwConflictJob *job,
               const char          *tz)
{
  RwConflictSchedule schedule = { .time_of_day = job->time_of_day, .interval = job->interval };
  g_autoptr (GTimeZone) zone = rw_zone_get (tz);

  if (job->time_of_day < 0 || (RW_DAY % job->interval != 0 && job->interval % RW_DAY != 0))
    schedule.phase = job->anchor % job->interval;
  else if (job->interval > RW_DAY)
    schedule.phase = rw_zone_wall (zone, job->anchor) / RW_DAY % (job->interval / RW_DAY);
  for (guint i = 0; i < self->schedules->len; i++)
    {
      const RwConflictSchedule *known = &g_array_index (self->schedules, RwConflictSchedule, i);

      if (known->time_of_day == schedule.time_of_day && known->interval == schedule.interval &&
          known->phase == schedule.phase && g_strcmp0 (known->tz, tz) == 0)
        return i;
    }
  schedule.tz = g_strdup (tz);
  schedule.starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  /* What began before and still runs. */
  fill_schedule (&schedule, job->anchor, self->from - 2 * RW_DAY, self->to);
  g_array_append_val (self->schedules, schedule);
  return self->schedules->len - 1;
}

/**
 * rw_conflict_scene_add_job:
 *
 * Says when a system is backed up. A job of which it is not known when it runs, or how long, says nothing.
 */
void
rw_conflict_scene_add_job (RwConflictScene     *self,
                           const RwConflictJob *job)
{
  gboolean daily = job->time_of_day >= 0 && job->interval > 0 && RW_DAY % job->interval == 0;
  g_autoptr (GTimeZone) zone = rw_zone_get (job->tz);
  RwConflictRuns runs = { .thing = job->thing, .duration = job->duration };

  if (job->interval < RW_MINUTE || job->duration <= 0 || (!daily && job->anchor == 0))
    return;
  runs.schedule = find_schedule (self, job, zone != NULL ? job->tz : "UTC");
  g_array_append_val (self->runs, runs);
}

/**
 * rw_conflict_scene_doubt:
 * @code: what cannot be told
 * @cause: stable; see the key of #RwConflict
 * @text: a translated sentence
 *
 * Says what is missing here.
 */
void
rw_conflict_scene_doubt (RwConflictScene *self,
                         RwConflictCode   code,
                         const char      *cause,
                         const char      *text)
{
  RwConflictDoubt doubt = { code, g_strdup (cause), g_strdup (text) };

  g_array_append_val (self->doubts, doubt);
}

/**
 * rw_conflict_scene_finish:
 * @own: the work that rw_conflicts_find() is asked about, or -1 for none
 *
 * Nothing may be added any more.
 */
void
rw_conflict_scene_finish (RwConflictScene *self,
                          int              own)
{
  rw_conflict_derive_pairs (self);
  rw_conflict_derive_services (self);
  if (own >= 0)
    self->own = rw_conflict_view_new (self, (guint) own, self->from, self->to);
}

/**
 * rw_conflict_scene_marks:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Looks at the scene from each of its changes that touches [@from, @to), at the time that it has.
 *
 * Returns: (transfer full) (element-type RwId GPtrArray): what stands against each, #RwConflict worst first; those
 *   that nothing stands against are not there
 */
GHashTable *
rw_conflict_scene_marks (RwConflictScene *self,
                         gint64           from,
                         gint64           to)
{
  GHashTable *marks =
    g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->works->len; i++)
    {
      const RwConflictTask *task = RW_CONFLICT_WORK (self, i);
      g_autoptr (RwConflictView) view = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;

      if (task->kind != RW_KIND_CHANGE || task->quiet || task->start >= task->end ||
          task->start >= to || task->end <= from)
        continue;
      view = rw_conflict_view_new (self, i, task->start, task->end);
      conflicts = rw_conflict_list (self, view, task->start, task->end);
      if (conflicts->len > 0)
        g_hash_table_insert (marks, rw_id_copy (&task->id), g_steal_pointer (&conflicts));
    }
  return marks;
}
