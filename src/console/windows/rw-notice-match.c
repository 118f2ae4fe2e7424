/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-notice-match.h"

/* What a carrier's notice hits here: its circuits, by the names and labels that we gave to things. */

#define AFFECTS_MOST 100

typedef struct
{
  GArray *ids;      /* (element-type RwId) */
  GPtrArray *names; /* (element-type utf8) */
} Hits;

static void
add_hit (Hits *hits, const RwId *id, const char *name)
{
  for (guint i = 0; i < hits->ids->len; i++)
    if (rw_id_equal (&g_array_index (hits->ids, RwId, i), id))
      return;
  g_array_append_val (hits->ids, *id);
  g_ptr_array_add (hits->names, g_strdup (name));
}

/* The ends of a cable: ports, and the feed at one of them. */
static void
add_cable (Hits *hits, RwRecord *cable)
{
  add_hit (hits, rw_record_get_ref (cable, RW_CABLE_A), rw_record_get_title (cable));
  add_hit (hits, rw_record_get_ref (cable, RW_CABLE_B), rw_record_get_title (cable));
}

/* Only where one thing alone is called that: a guess would be worse than nothing. */
static void
match_object (RwCache *cache, const char *object, Hits *hits)
{
  static const struct
  {
    RwKind kind;
    const char *tail;
  } places[] = {
    { RW_KIND_CABLE, "WHERE \"label\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_SITE, "WHERE \"name\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_SITE, "WHERE \"code\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_DEVICE, "WHERE \"name\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_RACK, "WHERE \"name\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_SERVICE, "WHERE \"name\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_POWER_FEED, "WHERE \"name\" = ? COLLATE NOCASE LIMIT 2" },
    { RW_KIND_PORT, "WHERE \"name\" = ? COLLATE NOCASE LIMIT 2" },
  };
  g_autoptr (RwRecord) found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GPtrArray) records = rw_cache_select (cache, places[i].kind, places[i].tail, NULL,
                                                       RW_BIND_TEXT, object, RW_BIND_END);

      for (guint j = 0; records != NULL && j < records->len; j++)
        {
          if (found != NULL &&
              !rw_id_equal (rw_record_get_id (found), rw_record_get_id (records->pdata[j])))
            return;
          g_set_object (&found, RW_RECORD (records->pdata[j]));
        }
    }
  if (found != NULL && rw_record_get_kind (found) == RW_KIND_CABLE)
    add_cable (hits, found);
  else if (found != NULL)
    add_hit (hits, rw_record_get_id (found), rw_record_get_title (found));
}

/**
 * rw_notice_match:
 * @notice: a carrier notice that is to be kept; gets what it affects, unless somebody has said that already
 *
 * For the reader thread.
 *
 * Returns: (transfer full) (nullable): what it affects, in words
 */
char *
rw_notice_match (RwCache *cache, RwRecord *notice)
{
  const char *const *objects = rw_record_get_texts (notice, RW_CARRIER_NOTICE_OBJECTS);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Hits hits = { ids, names };

  if (rw_record_get (notice, RW_CARRIER_NOTICE_AFFECTS)->type != RW_FIELD_NONE)
    return NULL;
  for (guint i = 0; objects[i] != NULL && ids->len < AFFECTS_MOST; i++)
    match_object (cache, objects[i], &hits);
  if (ids->len == 0)
    return NULL;
  rw_record_set_refs (notice, RW_CARRIER_NOTICE_AFFECTS, (const RwId *) (gpointer) ids->data,
                      ids->len);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}
