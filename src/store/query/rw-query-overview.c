/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-overview-private.h"

#include "rw-clock.h"
#include "rw-time.h"

/* How far back "since the last shift" goes where nobody is on call. */
#define NO_SHIFT (12 * RW_HOUR)

static void
need_free (RwNeed *need)
{
  g_free (need->number);
  g_free (need->title);
  g_free (need->customer);
  g_free (need->system);
  g_free (need->other);
  g_free (need->frozen_by);
  g_free (need);
}

static void
on_call_free (RwOnCall *on_call)
{
  g_free (on_call->person);
  g_free (on_call->team);
  g_free (on_call);
}

static void
ahead_free (RwAhead *ahead)
{
  g_free (ahead->label);
  g_free (ahead->title);
  g_free (ahead);
}

static void
site_free (RwSiteInfo *site)
{
  g_free (site->name);
  g_free (site);
}

static void
service_free (RwServiceHealth *service)
{
  g_free (service->name);
  g_free (service->customer);
  g_free (service);
}

static void
event_free (RwShiftEvent *event)
{
  g_free (event->number);
  g_free (event->title);
  g_free (event);
}

/**
 * rw_overview_free:
 * @overview: (transfer full) (nullable): an overview
 */
void
rw_overview_free (RwOverview *overview)
{
  if (overview == NULL)
    return;
  g_free (overview->next_update_customer);
  g_free (overview->next_change);
  g_free (overview->hand_over);
  g_ptr_array_unref (overview->on_call);
  g_ptr_array_unref (overview->needs);
  g_clear_pointer (&overview->series, g_ptr_array_unref);
  g_clear_pointer (&overview->running, g_ptr_array_unref);
  g_ptr_array_unref (overview->ahead);
  g_ptr_array_unref (overview->sites);
  g_ptr_array_unref (overview->services);
  g_ptr_array_unref (overview->events);
  g_free (overview);
}

static RwOverview *
overview_new (gint64     now,
              GTimeZone *zone)
{
  RwOverview *overview = g_new0 (RwOverview, 1);
  gint64 wall = rw_zone_wall (zone, now);
  gint64 today = wall / RW_DAY - (wall % RW_DAY < 0);

  overview->now = now;
  overview->shift_start = now - NO_SHIFT;
  for (int i = 0; i <= RW_OVERVIEW_WEEK_DAYS; i++)
    overview->days[i] = rw_zone_resolve (zone, (today + i) * RW_DAY);
  overview->on_call = g_ptr_array_new_with_free_func ((GDestroyNotify) on_call_free);
  overview->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) need_free);
  overview->ahead = g_ptr_array_new_with_free_func ((GDestroyNotify) ahead_free);
  overview->sites = g_ptr_array_new_with_free_func ((GDestroyNotify) site_free);
  overview->services = g_ptr_array_new_with_free_func ((GDestroyNotify) service_free);
  overview->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  return overview;
}

RwNeed *
rw_overview_add_need (RwOverviewQuery *self,
                      RwNeedType       type,
                      RwNeedRank       rank,
                      RwKind           kind,
                      const RwId      *id)
{
  RwNeed *need = g_new0 (RwNeed, 1);

  need->type = type;
  need->rank = rank;
  need->kind = kind;
  need->id = *id;
  need->clock = -1;
  g_ptr_array_add (self->overview->needs, need);
  return need;
}

RwServiceHealth *
rw_overview_find_service (RwOverviewQuery *self,
                          RwStmt          *stmt,
                          int              column)
{
  RwId id;

  return rw_stmt_get_id (stmt, column, &id) ? g_hash_table_lookup (self->services, &id) : NULL;
}

char *
rw_overview_dup_text (RwStmt *stmt,
                      int     column)
{
  return g_strdup (rw_stmt_get_text (stmt, column));
}

RwStmt *
rw_overview_prepare (RwOverviewQuery  *self,
                     const char       *sql,
                     GError          **error)
{
  return rw_db_prepare (rw_cache_get_db (self->cache), sql, error);
}

static int
get_group (const RwNeed *need)
{
  switch (need->type)
    {
    case RW_NEED_BACKUPS:
      return 1;
    case RW_NEED_UNPROTECTED:
      return 2;
    case RW_NEED_VOLUME:
      return 3;
    case RW_NEED_TICKET:
    case RW_NEED_CLASH:
    case RW_NEED_FREEZE:
    case RW_NEED_OVERRUN:
    default:
      return 0;
    }
}

static int
compare_needs (gconstpointer a,
               gconstpointer b)
{
  const RwNeed *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->rank == RW_NEED_BURNING && x->major != y->major)
    return x->major ? -1 : 1;
  /* What is late is worse the more it matters; what will be late, the sooner it is. */
  if (x->rank == RW_NEED_LATE && x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  /* What waits for a decision stands by what it is: changes, then backups, the most first, systems without any, then volumes. */
  if (x->rank == RW_NEED_CHECK && get_group (x) != get_group (y))
    return get_group (x) - get_group (y);
  if (x->type == RW_NEED_BACKUPS && y->type == RW_NEED_BACKUPS && x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return rw_id_compare (&x->id, &y->id);
}

static guint
weigh (const RwServiceHealth *service)
{
  return service->n_p1 * 10000 + service->n_p2 * 100 + MIN (service->n_backups, 99);
}

static int
compare_services (gconstpointer a,
                  gconstpointer b)
{
  const RwServiceHealth *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;
  guint p = weigh (x), q = weigh (y);

  if (p != q)
    return p > q ? -1 : 1;
  return g_strcmp0 (x->name, y->name);
}

/* Moves those that are not well from the table to the list. */
static void
take_services (RwOverviewQuery *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->services);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (weigh (value) > 0)
      {
        g_hash_table_iter_steal (&iter);
        g_ptr_array_add (self->overview->services, value);
      }
  g_ptr_array_sort (self->overview->services, compare_services);
}

/**
 * rw_query_overview:
 * @now: the present
 * @zone: whose midnight begins a day
 *
 * What needs a person now, and what is ahead (DESIGN, "Console").
 *
 * Returns: (transfer full): all that the overview shows
 */
RwOverview *
rw_query_overview (RwCache       *cache,
                   gint64         now,
                   GTimeZone     *zone,
                   GCancellable  *cancellable,
                   GError       **error)
{
  static gboolean (*const parts[]) (RwOverviewQuery *, GError **) = {
    rw_overview_read_services, rw_overview_read_on_call, rw_overview_read_tickets, rw_overview_read_series, rw_overview_read_events,
    rw_overview_read_changes,  rw_overview_read_backups, rw_overview_read_volumes, rw_overview_read_sites,
  };
  g_autoptr (RwOverview) overview = overview_new (now, zone);
  g_autoptr (GHashTable) services = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, (GDestroyNotify) service_free);
  RwOverviewQuery self = { cache, overview, services };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !parts[i] (&self, error))
      return NULL;
  g_ptr_array_sort (overview->needs, compare_needs);
  take_services (&self);
  return g_steal_pointer (&overview);
}
