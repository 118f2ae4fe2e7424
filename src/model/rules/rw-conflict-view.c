/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-private.h"

#include "rw-clock.h"

/* Chains of things are short; this only ends a circle that somebody has entered, and bounds a crowd. */
#define MOST_REACHED 20000

#define HANGS_ON (RW_CONFLICT_TIE_PART | RW_CONFLICT_TIE_POWER)

static void
meeting_free (gpointer data)
{
  RwConflictMeeting *meeting = data;

  g_array_unref (meeting->theirs);
  g_array_unref (meeting->ours);
  g_free (meeting);
}

void
rw_conflict_view_free (RwConflictView *view)
{
  if (view == NULL)
    return;
  g_ptr_array_unref (view->meetings);
  g_ptr_array_unref (view->freezes);
  g_ptr_array_unref (view->maintenance);
  g_ptr_array_unref (view->unreadable);
  g_clear_pointer (&view->open, g_array_unref);
  g_free (view);
}

/* Everything that is reached from @thing by ties of the mask @ties, without itself. */
static GArray *
reach (RwConflictScene *scene,
       guint            thing,
       guint            ties,
       gboolean         up)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GArray *reached = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = thing;

  g_hash_table_add (seen, GUINT_TO_POINTER (thing));
  for (guint next = 0; at != G_MAXUINT && reached->len < MOST_REACHED;)
    {
      GArray *links = up ? RW_CONFLICT_THING (scene, at)->up : RW_CONFLICT_THING (scene, at)->down;

      for (guint i = 0; links != NULL && i < links->len; i++)
        {
          const RwConflictLink *link = &g_array_index (links, RwConflictLink, i);

          if ((link->tie & ties) && g_hash_table_add (seen, GUINT_TO_POINTER (link->thing)))
            g_array_append_val (reached, link->thing);
        }
      at = next < reached->len ? g_array_index (reached, guint, next++) : G_MAXUINT;
    }
  return reached;
}

static gboolean
contains (GArray *numbers,
          guint   number)
{
  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    if (g_array_index (numbers, guint, i) == number)
      return TRUE;
  return FALSE;
}

/* --- What stands in for what ----------------------------------------------------------------------- */

static gboolean
gives (const RwConflictThing *thing,
       RwConflictTie          tie)
{
  for (guint i = 0; thing->works != NULL && thing->down != NULL && i < thing->down->len; i++)
    if (g_array_index (thing->down, RwConflictLink, i).tie == tie)
      return TRUE;
  return FALSE;
}

static gboolean
stand_in (RwConflictScene *scene,
          guint            a,
          guint            b,
          RwConflictTie    tie)
{
  const RwConflictThing *first = RW_CONFLICT_THING (scene, a),
                        *second = RW_CONFLICT_THING (scene, b);
  g_autoptr (GArray) above_a = NULL;
  g_autoptr (GArray) above_b = NULL;

  if (first->leg >= 0 && first->leg == second->leg)
    return FALSE;
  /* A PDU does not stand in for the feed that it hangs on. */
  above_a = reach (scene, a, tie, TRUE);
  above_b = reach (scene, b, tie, TRUE);
  return !contains (above_a, b) && !contains (above_b, a);
}

/* Two that give the same thing its power, or its network, stand in for each other. */
static void
derive (RwConflictScene *scene,
        RwConflictTie    tie,
        gboolean         far)
{
  g_autoptr (GHashTable) givers =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < scene->things->len; i++)
    {
      g_autoptr (GArray) takers = NULL;

      if (!gives (RW_CONFLICT_THING (scene, i), tie))
        continue;
      takers = far ? reach (scene, i, tie, FALSE) : g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint j = 0; !far && j < RW_CONFLICT_THING (scene, i)->down->len; j++)
        {
          const RwConflictLink *link =
            &g_array_index (RW_CONFLICT_THING (scene, i)->down, RwConflictLink, j);

          if (link->tie == tie)
            g_array_append_val (takers, link->thing);
        }
      for (guint j = 0; j < takers->len; j++)
        {
          gpointer taker = GUINT_TO_POINTER (g_array_index (takers, guint, j));
          GArray *known = g_hash_table_lookup (givers, taker);

          if (known == NULL)
            {
              known = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (givers, taker, known);
            }
          g_array_append_val (known, i);
        }
    }
  g_hash_table_iter_init (&iter, givers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *of_one = value;

      for (guint i = 0; i < of_one->len; i++)
        for (guint j = i + 1; j < of_one->len; j++)
          {
            guint a = g_array_index (of_one, guint, i), b = g_array_index (of_one, guint, j);

            if (!contains (RW_CONFLICT_THING (scene, a)->pairs, b) && stand_in (scene, a, b, tie))
              rw_conflict_scene_pair (scene, a, b);
          }
    }
}

/*
 * rw_conflict_derive_pairs:
 *
 * Both feeds of a rack, two PDUs of a system, two switches of a server: nobody has written down that they
 * belong together, but what hangs on them says so.
 */
void
rw_conflict_derive_pairs (RwConflictScene *scene)
{
  derive (scene, RW_CONFLICT_TIE_POWER, TRUE);
  derive (scene, RW_CONFLICT_TIE_UPLINK, FALSE);
}

/*
 * rw_conflict_derive_services:
 *
 * Work on a system is work on the service that it is there for.
 */
void
rw_conflict_derive_services (RwConflictScene *scene)
{
  for (guint i = 0; i < scene->works->len; i++)
    {
      GArray *things = RW_CONFLICT_WORK (scene, i)->things;

      for (guint j = 0; j < things->len; j++)
        {
          guint thing = g_array_index (things, guint, j);
          GArray *up = RW_CONFLICT_THING (scene, thing)->up;

          if (RW_CONFLICT_THING (scene, thing)->kind == RW_KIND_SERVICE)
            rw_conflict_scene_serve (scene, i, thing);
          for (guint k = 0; up != NULL && k < up->len; k++)
            {
              const RwConflictLink *link = &g_array_index (up, RwConflictLink, k);

              if (link->tie == RW_CONFLICT_TIE_SERVES &&
                  RW_CONFLICT_THING (scene, link->thing)->kind == RW_KIND_SERVICE)
                rw_conflict_scene_serve (scene, i, link->thing);
            }
        }
    }
}

/* --- Other work ------------------------------------------------------------------------------------ */

typedef struct
{
  RwConflictScene *scene;
  RwConflictView *view;
  gint64 from, to;
  GHashTable *known; /* work and code → RwConflictMeeting */
} Look;

/* The meeting with @work in respect of @code, or %NULL with work that is not in the way. */
static RwConflictMeeting *
meet (Look          *look,
      guint          work,
      RwConflictCode code)
{
  const RwConflictTask *task = RW_CONFLICT_WORK (look->scene, work);
  gpointer key = GUINT_TO_POINTER (work * RW_CONFLICT_N_CODES + code);
  RwConflictMeeting *meeting;

  if (work == look->view->work || task->quiet || task->start >= task->end ||
      task->start >= look->to || task->end <= look->from)
    return NULL;
  /* What is saved may be here a second time. */
  if (rw_id_equal (&task->id, &RW_CONFLICT_WORK (look->scene, look->view->work)->id))
    return NULL;
  meeting = g_hash_table_lookup (look->known, key);
  if (meeting == NULL)
    {
      meeting = g_new0 (RwConflictMeeting, 1);
      meeting->code = code;
      meeting->work = work;
      meeting->theirs = g_array_new (FALSE, FALSE, sizeof (guint));
      meeting->ours = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (look->known, key, meeting);
      g_ptr_array_add (look->view->meetings, meeting);
    }
  return meeting;
}

static void
add_both (RwConflictMeeting *meeting,
          guint              theirs,
          guint              ours)
{
  for (guint i = 0; i < meeting->theirs->len; i++)
    if (g_array_index (meeting->theirs, guint, i) == theirs &&
        g_array_index (meeting->ours, guint, i) == ours)
      return;
  g_array_append_val (meeting->theirs, theirs);
  g_array_append_val (meeting->ours, ours);
}

static void
meet_all (Look          *look,
          GArray        *works,
          RwConflictCode code,
          guint          theirs,
          guint          ours,
          gboolean       above,
          gboolean       below)
{
  for (guint i = 0; works != NULL && i < works->len; i++)
    {
      RwConflictMeeting *meeting = meet (look, g_array_index (works, guint, i), code);

      if (meeting == NULL)
        continue;
      meeting->above |= above;
      meeting->below |= below;
      add_both (meeting, theirs, ours);
    }
}

/* What both touch is told once, as the same; what stands in for it is not told as what it hangs on. */
static void
meet_related (Look    *look,
              guint    ours,
              gboolean up)
{
  const RwConflictThing *thing = RW_CONFLICT_THING (look->scene, ours);
  const RwConflictTask *own = RW_CONFLICT_WORK (look->scene, look->view->work);
  g_autoptr (GArray) reached = NULL;

  if ((up ? thing->up : thing->down) == NULL)
    return;
  reached = reach (look->scene, ours, HANGS_ON, up);
  for (guint i = 0; i < reached->len; i++)
    {
      guint theirs = g_array_index (reached, guint, i);
      GArray *works = RW_CONFLICT_THING (look->scene, theirs)->works;

      if (works != NULL && !contains (own->things, theirs) && !contains (thing->pairs, theirs))
        meet_all (look, works, RW_CONFLICT_RELATED_CI, theirs, ours, up, !up);
    }
}

static void
meet_others (Look *look)
{
  RwConflictScene *scene = look->scene;
  const RwConflictTask *own = RW_CONFLICT_WORK (scene, look->view->work);

  for (guint i = 0; i < own->things->len; i++)
    {
      guint ours = g_array_index (own->things, guint, i);
      const RwConflictThing *thing = RW_CONFLICT_THING (scene, ours);

      meet_all (look, thing->works, RW_CONFLICT_SAME_CI, ours, ours, FALSE, FALSE);
      for (guint j = 0; thing->pairs != NULL && j < thing->pairs->len; j++)
        {
          guint theirs = g_array_index (thing->pairs, guint, j);

          meet_all (look, RW_CONFLICT_THING (scene, theirs)->works, RW_CONFLICT_REDUNDANCY, theirs,
                    ours, FALSE, FALSE);
        }
      meet_related (look, ours, TRUE);
      meet_related (look, ours, FALSE);
    }
  for (guint i = 0; i < own->services->len; i++)
    {
      guint service = g_array_index (own->services, guint, i);

      if (RW_CONFLICT_THING (scene, service)->kind == RW_KIND_SERVICE)
        meet_all (look, RW_CONFLICT_THING (scene, service)->served, RW_CONFLICT_SAME_SERVICE,
                  service, service, FALSE, FALSE);
    }
  if (own->person >= 0)
    meet_all (look, RW_CONFLICT_THING (scene, own->person)->works, RW_CONFLICT_IMPLEMENTER,
              (guint) own->person, (guint) own->person, FALSE, FALSE);
}

/* --- Windows --------------------------------------------------------------------------------------- */

static void
add_reached (RwConflictScene *scene,
             GHashTable      *scope,
             guint            thing,
             guint            ties)
{
  g_autoptr (GArray) reached = reach (scene, thing, ties, TRUE);

  g_hash_table_add (scope, GUINT_TO_POINTER (thing));
  for (guint i = 0; i < reached->len; i++)
    g_hash_table_add (scope, GUINT_TO_POINTER (g_array_index (reached, guint, i)));
}

/* Whom a thing is there for. One of which that is not said, a port or a blade, is there for whom that is
 * which it is a part of; a site is there for nobody in particular. */
static void
add_served (RwConflictScene *scene,
            GHashTable      *scope,
            guint            thing,
            guint            depth)
{
  GArray *up = RW_CONFLICT_THING (scene, thing)->up;
  gboolean said = FALSE;

  for (guint i = 0; up != NULL && i < up->len; i++)
    if (g_array_index (up, RwConflictLink, i).tie == RW_CONFLICT_TIE_SERVES)
      said = TRUE;
  if (said)
    add_reached (scene, scope, thing, RW_CONFLICT_TIE_SERVES);
  for (guint i = 0; !said && depth < 4 && up != NULL && i < up->len; i++)
    if (g_array_index (up, RwConflictLink, i).tie == RW_CONFLICT_TIE_PART &&
        RW_CONFLICT_THING (scene, thing)->kind != RW_KIND_VM)
      add_served (scene, scope, g_array_index (up, RwConflictLink, i).thing, depth + 1);
}

/* A thing, what it is a part of and whom it is there for. A feed belongs to the rack that it feeds. */
static void
add_thing (RwConflictScene *scene,
           GHashTable      *scope,
           guint            thing)
{
  const RwConflictThing *self = RW_CONFLICT_THING (scene, thing);

  add_reached (scene, scope, thing, RW_CONFLICT_TIE_PART);
  add_served (scene, scope, thing, 0);
  for (guint i = 0; self->kind == RW_KIND_POWER_FEED && self->down != NULL && i < self->down->len; i++)
    {
      const RwConflictLink *link = &g_array_index (self->down, RwConflictLink, i);

      if (link->tie == RW_CONFLICT_TIE_POWER &&
          RW_CONFLICT_THING (scene, link->thing)->kind == RW_KIND_RACK)
        add_thing (scene, scope, link->thing);
    }
}

/* What a window may name so that it holds for this work. */
static GHashTable *
find_scope (RwConflictScene *scene,
            guint            work)
{
  const RwConflictTask *task = RW_CONFLICT_WORK (scene, work);
  GHashTable *scope = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < task->things->len; i++)
    add_thing (scene, scope, g_array_index (task->things, guint, i));
  for (guint i = 0; i < task->services->len; i++)
    add_reached (scene, scope, g_array_index (task->services, guint, i), RW_CONFLICT_TIE_SERVES);
  return scope;
}

static gboolean
holds (RwConflictScene        *scene,
       const RwConflictWindow *window,
       GHashTable             *scope)
{
  const RwId *target = rw_record_get_ref (window->record, RW_WINDOW_TARGET);
  int thing;

  if (target == NULL)
    return TRUE;
  thing = rw_conflict_scene_find_thing (scene, target);
  return thing >= 0 && g_hash_table_contains (scope, GUINT_TO_POINTER (thing));
}

static void
expand (RwConflictScene  *scene,
        RwConflictWindow *window)
{
  g_autoptr (GError) error = NULL;

  if (window->expanded)
    return;
  window->expanded = TRUE;
  window->instances = rw_window_expand (window->record, scene->from - RW_CONFLICT_WINDOW_BACK,
                                        scene->to + RW_CONFLICT_WINDOW_AHEAD, &error);
  if (window->instances == NULL)
    window->problem = g_strdup (error->message);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const RwConflictSpan *x = a, *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

/*
 * rw_conflict_merge:
 * @spans: (element-type RwConflictSpan): is sorted
 *
 * Returns: (transfer full) (element-type RwConflictSpan): the same times without overlaps, ascending; those that
 *   touch are one
 */
GArray *
rw_conflict_merge (GArray *spans)
{
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (RwConflictSpan));

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const RwConflictSpan *span = &g_array_index (spans, RwConflictSpan, i);
      RwConflictSpan *last =
        merged->len > 0 ? &g_array_index (merged, RwConflictSpan, merged->len - 1) : NULL;

      if (last != NULL && span->start <= last->end)
        last->end = MAX (last->end, span->end);
      else if (span->start < span->end)
        g_array_append_val (merged, *span);
    }
  return merged;
}

static void
find_windows (RwConflictScene *scene,
              RwConflictView  *view)
{
  g_autoptr (GHashTable) scope = scene->windows->len > 0 ? find_scope (scene, view->work) : NULL;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (RwConflictSpan));

  for (guint i = 0; i < scene->windows->len; i++)
    {
      RwConflictWindow *window = scene->windows->pdata[i];

      if (!holds (scene, window, scope))
        continue;
      expand (scene, window);
      if (window->instances == NULL)
        g_ptr_array_add (view->unreadable, window);
      else if (window->instances->len > 0)
        g_ptr_array_add (window->freeze ? view->freezes : view->maintenance, window);
      for (guint j = 0; !window->freeze && window->instances != NULL && j < window->instances->len;
           j++)
        {
          const RwInstance *instance = &g_array_index (window->instances, RwInstance, j);
          RwConflictSpan span = { instance->start, instance->end };

          g_array_append_val (open, span);
        }
    }
  if (view->maintenance->len > 0)
    view->open = rw_conflict_merge (open);
}

/*
 * rw_conflict_view_new:
 * @work: index of the own work
 * @from: other work that does not touch the time from here …
 * @to: … to here is left out
 */
RwConflictView *
rw_conflict_view_new (RwConflictScene *scene,
                      guint            work,
                      gint64           from,
                      gint64           to)
{
  RwConflictView *view = g_new0 (RwConflictView, 1);
  Look look = { scene, view, from, to, g_hash_table_new (NULL, NULL) };

  view->work = work;
  view->meetings = g_ptr_array_new_with_free_func (meeting_free);
  view->freezes = g_ptr_array_new ();
  view->maintenance = g_ptr_array_new ();
  view->unreadable = g_ptr_array_new ();
  meet_others (&look);
  g_hash_table_unref (look.known);
  find_windows (scene, view);
  return view;
}
