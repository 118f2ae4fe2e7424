/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-systems.h"

#include <string.h>

/* Both halves give the same columns; see the enum below. Infrastructure without a life of its own
 * (patch panels, shelves) is in the table like any other device: it has a serial number, too. */
static const char devices_sql[] =
  "SELECT d.id, d.name, d.role, t.manufacturer, t.model, d.stage,"
  " coalesce (c.name, sc.name), s.name, coalesce (st.name, ds.name), coalesce (r.name, pr.name), d.position, p.name,"
  " a.address, d.platform, d.version, d.serial, d.asset_tag, d.draw_w, NULL, NULL, NULL, d.patched, d.end_of_support, k.n"
  " FROM device d"
  " LEFT JOIN device_type t ON t.id = d.type"
  " LEFT JOIN service s ON s.id = d.service"
  " LEFT JOIN customer c ON c.id = d.customer"
  " LEFT JOIN customer sc ON sc.id = s.customer"
  " LEFT JOIN rack r ON r.id = d.rack"
  " LEFT JOIN device p ON p.id = d.parent"
  " LEFT JOIN rack pr ON pr.id = p.rack"
  " LEFT JOIN room m ON m.id = coalesce (r.room, pr.room)"
  " LEFT JOIN site st ON st.id = m.site"
  " LEFT JOIN site ds ON ds.id = d.site"
  " LEFT JOIN address a ON a.id = d.primary_address"
  " LEFT JOIN open_tickets k ON k.ci = d.id";

static const char vms_sql[] =
  "SELECT v.id, v.name, v.role, NULL, NULL, v.stage,"
  " coalesce (c.name, sc.name), s.name, st.name, u.name, NULL, h.name,"
  " a.address, v.platform, v.version, NULL, NULL, NULL, v.vcpus, v.memory_mb, v.disk_gb, v.patched, v.end_of_support, k.n"
  " FROM vm v"
  " LEFT JOIN service s ON s.id = v.service"
  " LEFT JOIN customer c ON c.id = v.customer"
  " LEFT JOIN customer sc ON sc.id = s.customer"
  " LEFT JOIN cluster u ON u.id = v.cluster"
  " LEFT JOIN site st ON st.id = u.site"
  " LEFT JOIN device h ON h.id = v.host"
  " LEFT JOIN address a ON a.id = v.primary_address"
  " LEFT JOIN open_tickets k ON k.ci = v.id";

static const char with_sql[] =
  "WITH open_tickets (ci, n) AS MATERIALIZED (SELECT ci, count (*) FROM ticket"
  " WHERE status NOT IN ('resolved', 'closed') AND ci IS NOT NULL GROUP BY ci) ";

enum
{
  COLUMN_ID,
  COLUMN_NAME,
  COLUMN_ROLE,
  COLUMN_MANUFACTURER,
  COLUMN_MODEL,
  COLUMN_STAGE,
  COLUMN_CUSTOMER,
  COLUMN_SERVICE,
  COLUMN_SITE,
  COLUMN_PLACE,
  COLUMN_UNIT,
  COLUMN_HOST,
  COLUMN_ADDRESS,
  COLUMN_PLATFORM,
  COLUMN_VERSION,
  COLUMN_SERIAL,
  COLUMN_ASSET_TAG,
  COLUMN_DRAW,
  COLUMN_VCPUS,
  COLUMN_MEMORY,
  COLUMN_DISK,
  COLUMN_PATCHED,
  COLUMN_END_OF_SUPPORT,
  COLUMN_OPEN_TICKETS,
};

/**
 * rw_system_info_free:
 * @info: (transfer full): a row
 */
void
rw_system_info_free (RwSystemInfo *info)
{
  g_clear_pointer (&info->name, g_ref_string_release);
  g_clear_pointer (&info->role, g_ref_string_release);
  g_clear_pointer (&info->model, g_ref_string_release);
  g_clear_pointer (&info->customer, g_ref_string_release);
  g_clear_pointer (&info->service, g_ref_string_release);
  g_clear_pointer (&info->site, g_ref_string_release);
  g_clear_pointer (&info->place, g_ref_string_release);
  g_clear_pointer (&info->host, g_ref_string_release);
  g_clear_pointer (&info->address, g_ref_string_release);
  g_clear_pointer (&info->platform, g_ref_string_release);
  g_clear_pointer (&info->version, g_ref_string_release);
  g_clear_pointer (&info->serial, g_ref_string_release);
  g_clear_pointer (&info->asset_tag, g_ref_string_release);
  g_free (info);
}

static GRefString *
get_text (RwStmt *stmt,
          int     column)
{
  const char *text = rw_stmt_get_text (stmt, column);

  return text != NULL ? g_ref_string_new (text) : NULL;
}

static GRefString *
get_shared_text (RwStmt *stmt,
                 int     column)
{
  const char *text = rw_stmt_get_text (stmt, column);

  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

static gint64
get_integer (RwStmt *stmt,
             int     column,
             gint64  fallback)
{
  return rw_stmt_is_null (stmt, column) ? fallback : rw_stmt_get_integer (stmt, column);
}

static GRefString *
get_role (RwStmt *stmt,
          RwKind  kind)
{
  const char *word = rw_stmt_get_text (stmt, COLUMN_ROLE);

  if (kind == RW_KIND_DEVICE)
    return g_ref_string_new_intern (word != NULL ? rw_enum_label (&rw_enum_device_role, rw_enum_find (&rw_enum_device_role, word))
                                                 : rw_kind_label (RW_KIND_DEVICE));
  return g_ref_string_new_intern (word != NULL ? word : rw_kind_label (RW_KIND_VM));
}

static GRefString *
get_model (RwStmt *stmt)
{
  const char *manufacturer = rw_stmt_get_text (stmt, COLUMN_MANUFACTURER);
  const char *model = rw_stmt_get_text (stmt, COLUMN_MODEL);
  g_autofree char *both = NULL;

  if (model == NULL)
    return NULL;
  both = g_strdup_printf ("%s %s", manufacturer != NULL ? manufacturer : "", model);
  return g_ref_string_new_intern (g_strstrip (both));
}

static GRefString *
get_address (RwStmt *stmt)
{
  const char *text = rw_stmt_get_text (stmt, COLUMN_ADDRESS);
  const char *slash = text != NULL ? strchrnul (text, '/') : NULL;

  return text != NULL ? g_ref_string_new_len (text, slash - text) : NULL;
}

static RwSystemInfo *
read_info (RwStmt *stmt,
           RwKind  kind)
{
  RwSystemInfo *info = g_new0 (RwSystemInfo, 1);

  info->kind = kind;
  rw_stmt_get_id (stmt, COLUMN_ID, &info->id);
  info->name = get_text (stmt, COLUMN_NAME);
  info->role = get_role (stmt, kind);
  info->model = get_model (stmt);
  info->stage = rw_stmt_get_word (stmt, COLUMN_STAGE, &rw_enum_stage);
  info->customer = get_shared_text (stmt, COLUMN_CUSTOMER);
  info->service = get_shared_text (stmt, COLUMN_SERVICE);
  info->site = get_shared_text (stmt, COLUMN_SITE);
  info->place = get_shared_text (stmt, COLUMN_PLACE);
  info->host = get_shared_text (stmt, COLUMN_HOST);
  info->address = get_address (stmt);
  info->platform = get_shared_text (stmt, COLUMN_PLATFORM);
  info->version = get_shared_text (stmt, COLUMN_VERSION);
  info->serial = get_text (stmt, COLUMN_SERIAL);
  info->asset_tag = get_text (stmt, COLUMN_ASSET_TAG);
  info->unit = rw_stmt_get_decimal (stmt, COLUMN_UNIT);
  info->vcpus = rw_stmt_get_decimal (stmt, COLUMN_VCPUS);
  info->draw_w = get_integer (stmt, COLUMN_DRAW, -1);
  info->memory_mb = get_integer (stmt, COLUMN_MEMORY, -1);
  info->disk_gb = get_integer (stmt, COLUMN_DISK, -1);
  info->patched = get_integer (stmt, COLUMN_PATCHED, RW_QUERY_NO_DAY);
  info->end_of_support = get_integer (stmt, COLUMN_END_OF_SUPPORT, RW_QUERY_NO_DAY);
  info->open_tickets = (guint) get_integer (stmt, COLUMN_OPEN_TICKETS, 0);
  return info;
}

static gboolean
read_half (RwCache       *cache,
           RwKind         kind,
           const char    *select_sql,
           GPtrArray     *infos,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *sql = g_strconcat (with_sql, select_sql, NULL);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (infos->len % 512 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_ptr_array_add (infos, read_info (stmt, kind));
    }
}

/**
 * rw_query_systems:
 *
 * Returns: (transfer full) (element-type RwSystemInfo): every device and virtual machine with what
 *   the CMDB table shows of it, in no order
 */
GPtrArray *
rw_query_systems (RwCache       *cache,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_system_info_free);

  if (!read_half (cache, RW_KIND_DEVICE, devices_sql, infos, cancellable, error) ||
      !read_half (cache, RW_KIND_VM, vms_sql, infos, cancellable, error))
    return NULL;
  return g_steal_pointer (&infos);
}
