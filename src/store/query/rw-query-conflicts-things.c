/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-conflicts-private.h"

/* What a thing hangs on, and whom it is there for. One row by its id. */
static const char vm_sql[] =
  "SELECT v.name, v.host, v.service, v.customer, c.site FROM vm v LEFT JOIN cluster c ON c.id = v.cluster"
  " WHERE v.id = ?1";

static const char device_sql[] =
  "SELECT d.name, d.parent, d.service, d.customer, d.rack, d.site, d.partner, coalesce (d.role, t.role)"
  " FROM device d LEFT JOIN device_type t ON t.id = d.type WHERE d.id = ?1";

static const char rack_sql[] =
  "SELECT r.name, m.site, r.customer FROM rack r LEFT JOIN room m ON m.id = r.room WHERE r.id = ?1";

static const char port_sql[] = "SELECT name, system FROM port WHERE id = ?1";

static const char feed_sql[] = "SELECT name, rack, site, leg FROM power_feed WHERE id = ?1";

static const char service_sql[] = "SELECT name, customer FROM service WHERE id = ?1";

static const char customer_sql[] = "SELECT name FROM customer WHERE id = ?1";

static const char person_sql[] = "SELECT name FROM person WHERE id = ?1";

static const char site_sql[] = "SELECT name FROM site WHERE id = ?1";

void
rw_conflict_reader_init (RwConflictReader *self,
                         RwCache          *cache,
                         RwConflictScene  *scene)
{
  self->cache = cache;
  self->scene = scene;
  self->own = -1;
  self->loaded = g_hash_table_new (NULL, NULL);
  self->partners = g_array_new (FALSE, FALSE, sizeof (RwConflictPartner));
  self->devices = g_array_new (FALSE, FALSE, sizeof (RwConflictDevice));
}

void
rw_conflict_reader_clear (RwConflictReader *self)
{
  g_clear_pointer (&self->loaded, g_hash_table_unref);
  g_clear_pointer (&self->partners, g_array_unref);
  g_clear_pointer (&self->devices, g_array_unref);
}

static RwStmt *
prepare (RwConflictReader *self,
         const char       *sql,
         const RwId       *id,
         GError          **error)
{
  RwStmt *stmt = rw_db_prepare (rw_cache_get_db (self->cache), sql, error);

  if (stmt != NULL)
    rw_stmt_bind_id (stmt, 1, id);
  return stmt;
}

/* What other work touches may be a part of what the own one touches, and be there for the same service;
 * who else it is there for, and where it stands, nobody asks. */
static gboolean
is_named_only (RwConflictReader *self,
               RwKind            kind)
{
  return self->depth == RW_CONFLICT_SHALLOW && (kind == RW_KIND_RACK || kind == RW_KIND_SERVICE);
}

/* The upper thing, read too. A reference to nothing that is here says nothing. */
static gboolean
tie (RwConflictReader *self,
     guint             lower,
     const RwId       *upper,
     RwKind            kind,
     RwConflictTie     ties,
     GError          **error)
{
  int thing;

  if (rw_id_is_nil (upper) ||
      (self->depth == RW_CONFLICT_SHALLOW && (kind == RW_KIND_SITE || kind == RW_KIND_CUSTOMER)))
    return TRUE;
  if (is_named_only (self, kind))
    thing = (int) rw_conflict_scene_add_thing (self->scene, kind, upper, NULL);
  else if (!rw_conflict_read_thing (self, RW_KIND_BIT (kind), upper, &thing, error))
    return FALSE;
  if (thing >= 0)
    rw_conflict_scene_tie (self->scene, lower, (guint) thing, ties);
  return TRUE;
}

static gboolean
tie_served (RwConflictReader *self,
            guint             thing,
            const RwId       *service,
            const RwId       *customer,
            GError          **error)
{
  return tie (self, thing, service, RW_KIND_SERVICE, RW_CONFLICT_TIE_SERVES, error) &&
         tie (self, thing, customer, RW_KIND_CUSTOMER, RW_CONFLICT_TIE_SERVES, error);
}

static gboolean
read_device_ties (RwConflictReader *self,
                  guint             thing,
                  RwStmt           *stmt,
                  GError          **error)
{
  RwId parent = rw_stmt_get_id_or_nil (stmt, 1), service = rw_stmt_get_id_or_nil (stmt, 2);
  RwId customer = rw_stmt_get_id_or_nil (stmt, 3), rack = rw_stmt_get_id_or_nil (stmt, 4);
  RwId site = rw_stmt_get_id_or_nil (stmt, 5);
  int role = rw_stmt_get_word (stmt, 7, &rw_enum_device_role);
  RwConflictPartner partner = { thing, rw_stmt_get_id_or_nil (stmt, 6) };
  RwConflictDevice device = { thing, role, self->depth == RW_CONFLICT_DEEP };

  rw_stmt_reset (stmt);
  if (!rw_id_is_nil (&partner.partner))
    g_array_append_val (self->partners, partner);
  g_array_append_val (self->devices, device);
  return tie (self, thing, &parent, RW_KIND_DEVICE, RW_CONFLICT_TIE_PART, error) &&
         tie (self, thing, &rack, RW_KIND_RACK, RW_CONFLICT_TIE_PART, error) &&
         tie (self, thing, &site, RW_KIND_SITE, RW_CONFLICT_TIE_PART, error) &&
         tie_served (self, thing, &service, &customer, error);
}

static gboolean
read_feed_ties (RwConflictReader *self,
                guint             thing,
                RwStmt           *stmt,
                GError          **error)
{
  RwId rack = rw_stmt_get_id_or_nil (stmt, 1), site = rw_stmt_get_id_or_nil (stmt, 2);
  RwConflictDevice feed = { thing, -1, self->depth == RW_CONFLICT_DEEP };
  int below = -1;

  rw_conflict_scene_set_leg (self->scene, thing, rw_stmt_get_word (stmt, 3, &rw_enum_feed_leg));
  rw_stmt_reset (stmt);
  g_array_append_val (self->devices, feed);
  if (!rw_id_is_nil (&rack) && is_named_only (self, RW_KIND_RACK))
    below = (int) rw_conflict_scene_add_thing (self->scene, RW_KIND_RACK, &rack, NULL);
  else if (!rw_id_is_nil (&rack) &&
           !rw_conflict_read_thing (self, RW_KIND_BIT (RW_KIND_RACK), &rack, &below, error))
    return FALSE;
  if (below >= 0)
    rw_conflict_scene_tie (self->scene, (guint) below, thing, RW_CONFLICT_TIE_POWER);
  return tie (self, thing, &site, RW_KIND_SITE, RW_CONFLICT_TIE_PART, error);
}

/* A port is called by its system's name and its own. */
static gboolean
read_port (RwConflictReader *self,
           const RwId       *id,
           RwStmt           *stmt,
           int              *thing,
           GError          **error)
{
  g_autofree char *name = g_strdup (rw_stmt_get_text (stmt, 0));
  g_autofree char *title = NULL;
  RwId system_id = rw_stmt_get_id_or_nil (stmt, 1);
  const char *of = NULL;
  int system;

  rw_stmt_reset (stmt);
  if (!rw_conflict_read_thing (self, RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM),
                               &system_id, &system, error))
    return FALSE;
  of = system >= 0 ? rw_conflict_scene_get_title (self->scene, (guint) system) : NULL;
  title = of != NULL ? g_strdup_printf ("%s %s", of, name) : g_strdup (name);
  *thing = (int) rw_conflict_scene_add_thing (self->scene, RW_KIND_PORT, id, title);
  g_hash_table_add (self->loaded, GINT_TO_POINTER (*thing));
  if (system >= 0)
    rw_conflict_scene_tie (self->scene, (guint) *thing, (guint) system, RW_CONFLICT_TIE_PART);
  return TRUE;
}

static gboolean
read_ties (RwConflictReader *self,
           RwKind            kind,
           guint             thing,
           RwStmt           *stmt,
           GError          **error)
{
  RwId first, second, third, fourth;

  switch (kind)
    {
    case RW_KIND_DEVICE:
      return read_device_ties (self, thing, stmt, error);
    case RW_KIND_POWER_FEED:
      return read_feed_ties (self, thing, stmt, error);
    case RW_KIND_VM:
      first = rw_stmt_get_id_or_nil (stmt, 1);
      second = rw_stmt_get_id_or_nil (stmt, 2);
      third = rw_stmt_get_id_or_nil (stmt, 3);
      fourth = rw_stmt_get_id_or_nil (stmt, 4);
      rw_stmt_reset (stmt);
      return tie (self, thing, &first, RW_KIND_DEVICE, RW_CONFLICT_TIE_PART, error) &&
             tie (self, thing, &fourth, RW_KIND_SITE, RW_CONFLICT_TIE_PART, error) &&
             tie_served (self, thing, &second, &third, error);
    case RW_KIND_RACK:
      first = rw_stmt_get_id_or_nil (stmt, 1);
      second = rw_stmt_get_id_or_nil (stmt, 2);
      rw_stmt_reset (stmt);
      return tie (self, thing, &first, RW_KIND_SITE, RW_CONFLICT_TIE_PART, error) &&
             tie (self, thing, &second, RW_KIND_CUSTOMER, RW_CONFLICT_TIE_SERVES, error);
    case RW_KIND_SERVICE:
      first = rw_stmt_get_id_or_nil (stmt, 1);
      rw_stmt_reset (stmt);
      return tie (self, thing, &first, RW_KIND_CUSTOMER, RW_CONFLICT_TIE_SERVES, error);
    default:
      rw_stmt_reset (stmt);
      return TRUE;
    }
}

static gboolean
read_kind (RwConflictReader *self,
           RwKind            kind,
           const char       *sql,
           const RwId       *id,
           int              *thing,
           GError          **error)
{
  g_autoptr (RwStmt) stmt = prepare (self, sql, id, error);
  gboolean row;

  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (kind == RW_KIND_PORT)
    return read_port (self, id, stmt, thing, error);
  *thing = (int) rw_conflict_scene_add_thing (self->scene, kind, id, rw_stmt_get_text (stmt, 0));
  /* Before what it hangs on: a circle ends here. */
  g_hash_table_add (self->loaded, GINT_TO_POINTER (*thing));
  return read_ties (self, kind, (guint) *thing, stmt, error);
}

/*
 * rw_conflict_read_thing:
 * @kinds: mask of what it may be
 * @thing: (out): its index; -1 when it is not in the cache
 *
 * Reads a thing and everything that it hangs on, unless that has been done.
 */
gboolean
rw_conflict_read_thing (RwConflictReader *self,
                        guint64           kinds,
                        const RwId       *id,
                        int              *thing,
                        GError          **error)
{
  /* The most frequent first. */
  static const struct
  {
    RwKind kind;
    const char *sql;
  } tables[] = {
    { RW_KIND_VM, vm_sql },           { RW_KIND_DEVICE, device_sql },
    { RW_KIND_SERVICE, service_sql }, { RW_KIND_RACK, rack_sql },
    { RW_KIND_PORT, port_sql },       { RW_KIND_POWER_FEED, feed_sql },
    { RW_KIND_SITE, site_sql },       { RW_KIND_CUSTOMER, customer_sql },
    { RW_KIND_PERSON, person_sql },
  };

  *thing = rw_conflict_scene_find_thing (self->scene, id);
  if (*thing >= 0 && g_hash_table_contains (self->loaded, GINT_TO_POINTER (*thing)))
    return TRUE;
  *thing = -1;
  for (guint i = 0; i < G_N_ELEMENTS (tables) && *thing < 0; i++)
    if ((kinds & RW_KIND_BIT (tables[i].kind)) &&
        !read_kind (self, tables[i].kind, tables[i].sql, id, thing, error))
      return FALSE;
  return TRUE;
}
