/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-local-rules.h"

#include <string.h>

#include "rules/rw-cross-rules.h"
#include "rules/rw-unique.h"

/*
 * What the server will check with other records at hand, as far as the cache can tell: better told
 * now than after the next connection. The server has the last word; it sees more than this cache.
 */

static gboolean
get_cb (gpointer data, RwKind kind, const RwId *id, RwRecord **record, GError **error)
{
  g_autoptr (GError) local = NULL;

  *record = rw_cache_get (data, kind, id, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GPtrArray *
referrers_cb (gpointer data, RwKind kind, guint field, const RwId *target, GError **error)
{
  g_autofree char *tail = g_strdup_printf ("WHERE \"%s\" = ?", rw_schema_field (kind, field)->name);

  return rw_cache_select (data, kind, tail, error, RW_BIND_ID, target, RW_BIND_END);
}

/* 10.0.0.1/24 and 10.0.0.1/32 are one address; “0” is the character behind the slash. */
static GPtrArray *
find_address (RwCache *view, RwRecord *record, GError **error)
{
  const char *address = rw_record_get_text (record, RW_ADDRESS_ADDRESS);
  const char *vrf = rw_record_get_text (record, RW_ADDRESS_VRF);
  g_autofree char *host = g_strndup (address, strcspn (address, "/"));
  g_autofree char *from = g_strconcat (host, "/", NULL);
  g_autofree char *to = g_strconcat (host, "0", NULL);

  return rw_cache_select (view, RW_KIND_ADDRESS,
                          "WHERE (\"address\" = ? OR (\"address\" >= ? AND \"address\" < ?))"
                          " AND ifnull (\"vrf\", '') = ? AND \"id\" <> ? LIMIT 1",
                          error, RW_BIND_TEXT, host, RW_BIND_TEXT, from, RW_BIND_TEXT, to,
                          RW_BIND_TEXT, vrf != NULL ? vrf : "", RW_BIND_ID,
                          rw_record_get_id (record), RW_BIND_END);
}

static gboolean
find_unique_cb (gpointer data,
                RwRecord *record,
                guint index,
                const char *key,
                RwRecord **other,
                GError **error)
{
  RwKind kind = rw_record_get_kind (record);
  const char *name = rw_unique_name (kind, index);
  int field = rw_schema_find_field (kind, name);
  g_autoptr (GPtrArray) others = NULL;

  *other = NULL;
  if (g_str_equal (name, RW_UNIQUE_ADDRESS))
    others = find_address (data, record, error);
  else if (rw_schema_field (kind, (guint) field)->type == RW_FIELD_TEXT)
    {
      g_autofree char *tail = g_strdup_printf ("WHERE \"%s\" = ? AND \"id\" <> ? LIMIT 1", name);

      others = rw_cache_select (data, kind, tail, error, RW_BIND_TEXT, key, RW_BIND_ID,
                                rw_record_get_id (record), RW_BIND_END);
    }
  else
    /* The ends of cables, which have a rule of their own. */
    return TRUE;
  if (others == NULL)
    return FALSE;
  if (others->len > 0)
    *other = g_object_ref (others->pdata[0]);
  return TRUE;
}

static GPtrArray *
list_cb (gpointer data, RwKind kind, GError **error)
{
  return rw_cache_select (data, kind, "", error, RW_BIND_END);
}

/**
 * rw_local_rules_check:
 * @view: shows @after already, and everything else that was done with it
 * @before: (nullable): the record as it was
 * @after: (nullable): as it is; %NULL when it was deleted
 *
 * Checks a record against the others in the cache, by rw_cross_rules_check().
 *
 * Returns: whether it may be; the error names both records
 */
gboolean
rw_local_rules_check (RwCache *view, RwRecord *before, RwRecord *after, GError **error)
{
  const RwCrossView cross = {
    .get = get_cb,
    .referrers = referrers_cb,
    .find_unique = find_unique_cb,
    .data = view,
    .list = list_cb,
  };

  return after == NULL || rw_cross_rules_check (&cross, before, after, error) == RW_CROSS_OK;
}
