/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-csv-estate.h"

#include <string.h>

#include "rules/rw-system-rules.h"
#include "rules/rw-unique.h"

struct _RwCsvEstate
{
  GHashTable *now[RW_N_KINDS]; /* (element-type RwId RwRecord): as they would be */
  GHashTable *names;           /* (element-type utf8 GPtrArray): "kind\nname" → records as they are */
  GHashTable *linked;          /* (element-type utf8 GPtrArray): "field\nid" → devices as they would be */
  GHashTable *unique;          /* (element-type utf8 GPtrArray): "index\nkey" → devices as they would be */
};

/* What the rules ask of devices from the other side. */
static const guint links[] = { RW_DEVICE_RACK, RW_DEVICE_PARENT };

/**
 * rw_csv_estate_new:
 *
 * Returns: (transfer full): one without records
 */
RwCsvEstate *
rw_csv_estate_new (void)
{
  RwCsvEstate *estate = g_new0 (RwCsvEstate, 1);

  for (guint i = 0; i < RW_N_KINDS; i++)
    estate->now[i] = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, g_object_unref);
  for (GHashTable **table = &estate->names; table <= &estate->unique; table++)
    *table =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return estate;
}

void
rw_csv_estate_free (RwCsvEstate *estate)
{
  if (estate == NULL)
    return;
  /* What is borrowed from the records goes first. */
  g_hash_table_unref (estate->linked);
  g_hash_table_unref (estate->unique);
  g_hash_table_unref (estate->names);
  for (guint i = 0; i < RW_N_KINDS; i++)
    g_hash_table_unref (estate->now[i]);
  g_free (estate);
}

/* --- Index ------------------------------------------------------------------------------------------ */

static void
list_add (GHashTable *table, char *key, RwRecord *record)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (table, key, list);
    }
  else
    g_free (key);
  /* Twice under one name is twice in a row: a device type whose short name is its model. */
  if (list->len == 0 || list->pdata[list->len - 1] != record)
    g_ptr_array_add (list, g_object_ref (record));
}

static void
list_remove (GHashTable *table, char *key, RwRecord *record)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list != NULL)
    g_ptr_array_remove_fast (list, record);
  g_free (key);
}

typedef void (*ListFunc) (GHashTable *table, char *key, RwRecord *record);

static char *
link_key (guint field, const RwId *id)
{
  g_autofree char *text = rw_id_to_string (id);

  return g_strdup_printf ("%u\n%s", field, text);
}

static void
index_device (RwCsvEstate *estate, RwRecord *device, ListFunc func)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      const RwId *id = rw_record_get_ref (device, links[i]);

      if (id != NULL)
        func (estate->linked, link_key (links[i], id), device);
    }
  for (guint i = 0; rw_unique_name (RW_KIND_DEVICE, i) != NULL; i++)
    {
      g_autofree char *key = rw_unique_key (device, i);

      if (key != NULL)
        func (estate->unique, g_strdup_printf ("%u\n%s", i, key), device);
    }
}

/* Behind the fields of a device: whose main address it is, of both kinds of system. */
#define LINK_PRIMARY RW_DEVICE_N_FIELDS

static void
index_system (RwCsvEstate *estate, RwRecord *system, ListFunc func)
{
  const RwId *address;

  if (!(rw_record_get_info (system)->flags & RW_K_SYSTEM))
    return;
  address = rw_record_get_ref (system, rw_system_field (system, RW_DEVICE_PRIMARY_ADDRESS));
  if (address != NULL)
    func (estate->linked, link_key (LINK_PRIMARY, address), system);
  if (rw_record_get_kind (system) == RW_KIND_DEVICE)
    index_device (estate, system, func);
}

/* People do not mind capitals. */
static char *
name_key (RwKind kind, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_strdup_printf ("%d\n%s", (int) kind, g_strstrip (folded));
}

static char *
field_key (RwKind kind, guint field, const char *text)
{
  return g_strdup_printf ("%d:%u\n%s", (int) kind, field, text);
}

static void
add_name (RwCsvEstate *estate, RwRecord *record, const char *name)
{
  if (name != NULL && *name != '\0')
    list_add (estate->names, name_key (rw_record_get_kind (record), name), record);
}

static void
add_by_field (RwCsvEstate *estate, RwRecord *record, guint field)
{
  const char *text = rw_record_get_text (record, field);

  if (text != NULL)
    list_add (estate->names, field_key (rw_record_get_kind (record), field, text), record);
}

/**
 * rw_csv_estate_name:
 *
 * Makes that rw_csv_estate_find() finds the record under the names it has: also the second one that
 * people use, as the code of a site, the number of a customer, the short name of a device type.
 */
void
rw_csv_estate_name (RwCsvEstate *estate, RwRecord *record)
{
  g_autofree char *other = NULL;
  const char *address;

  switch (rw_record_get_kind (record))
    {
    case RW_KIND_DEVICE_TYPE:
      other = g_strdup_printf ("%s %s", rw_record_get_text (record, RW_DEVICE_TYPE_MANUFACTURER),
                               rw_record_get_title (record));
      add_name (estate, record, other);
      add_name (estate, record, rw_record_get_text (record, RW_DEVICE_TYPE_SLUG));
      break;
    case RW_KIND_CUSTOMER:
      add_name (estate, record, rw_record_get_text (record, RW_CUSTOMER_NUMBER));
      break;
    case RW_KIND_SITE:
      add_name (estate, record, rw_record_get_text (record, RW_SITE_CODE));
      break;
    case RW_KIND_PERSON:
      add_name (estate, record, rw_record_get_text (record, RW_PERSON_LOGIN));
      break;
    case RW_KIND_ADDRESS:
      address = rw_record_get_text (record, RW_ADDRESS_ADDRESS);
      other = address != NULL ? g_strndup (address, strcspn (address, "/")) : NULL;
      add_name (estate, record, other);
      break;
    case RW_KIND_DEVICE:
      add_by_field (estate, record, RW_DEVICE_SERIAL);
      add_by_field (estate, record, RW_DEVICE_ASSET_TAG);
      break;
    default:
      break;
    }
  add_name (estate, record, rw_record_get_title (record));
}

/**
 * rw_csv_estate_add:
 *
 * Adds a record that is there.
 */
void
rw_csv_estate_add (RwCsvEstate *estate, RwRecord *record)
{
  rw_csv_estate_show (estate, record);
  rw_csv_estate_name (estate, record);
}

/**
 * rw_csv_estate_show:
 *
 * Shows the record in place of the one with its id.
 */
void
rw_csv_estate_show (RwCsvEstate *estate, RwRecord *record)
{
  rw_csv_estate_hide (estate, record);
  g_hash_table_replace (estate->now[rw_record_get_kind (record)],
                        (gpointer) rw_record_get_id (record), g_object_ref (record));
  index_system (estate, record, list_add);
}

/**
 * rw_csv_estate_hide:
 *
 * Shows no record with the id of this one. Its names stay.
 */
void
rw_csv_estate_hide (RwCsvEstate *estate, RwRecord *record)
{
  GHashTable *now = estate->now[rw_record_get_kind (record)];
  RwRecord *shown = g_hash_table_lookup (now, rw_record_get_id (record));

  if (shown == NULL)
    return;
  index_system (estate, shown, list_remove);
  g_hash_table_remove (now, rw_record_get_id (record));
}

/* --- Questions -------------------------------------------------------------------------------------- */

/**
 * rw_csv_estate_get:
 *
 * Returns: (transfer none) (nullable): the record as it would be
 */
RwRecord *
rw_csv_estate_get (RwCsvEstate *estate, RwKind kind, const RwId *id)
{
  return g_hash_table_lookup (estate->now[kind], id);
}

/**
 * rw_csv_estate_find:
 *
 * Returns: (transfer none) (nullable) (element-type RwRecord): the records of the kind that have the name,
 *   capitals or not
 */
GPtrArray *
rw_csv_estate_find (RwCsvEstate *estate, RwKind kind, const char *name)
{
  g_autofree char *key = name_key (kind, name);

  return g_hash_table_lookup (estate->names, key);
}

/**
 * rw_csv_estate_find_by:
 * @field: serial number or asset tag of a device
 *
 * Returns: (transfer none) (nullable) (element-type RwRecord): the records that have it
 */
GPtrArray *
rw_csv_estate_find_by (RwCsvEstate *estate, RwKind kind, guint field, const char *text)
{
  g_autofree char *key = field_key (kind, field, text);

  return g_hash_table_lookup (estate->names, key);
}

/**
 * rw_csv_estate_get_ref:
 *
 * Returns: (transfer none) (nullable): the record that the field refers to
 */
RwRecord *
rw_csv_estate_get_ref (RwCsvEstate *estate, RwRecord *record, guint field)
{
  const RwId *id = rw_record_get_ref (record, field);
  guint64 refs = rw_schema_field (rw_record_get_kind (record), field)->refs;

  for (guint kind = 0; id != NULL && kind < RW_N_KINDS; kind++)
    {
      RwRecord *other = (refs & RW_KIND_BIT (kind)) ? rw_csv_estate_get (estate, kind, id) : NULL;

      if (other != NULL)
        return other;
    }
  return NULL;
}

/**
 * rw_csv_estate_get_rack:
 *
 * Returns: (transfer none) (nullable): where the device stands, or the chassis that it is in
 */
RwRecord *
rw_csv_estate_get_rack (RwCsvEstate *estate, RwRecord *device)
{
  RwRecord *rack = rw_csv_estate_get_ref (estate, device, RW_DEVICE_RACK);
  RwRecord *chassis = rw_csv_estate_get_ref (estate, device, RW_DEVICE_PARENT);

  if (rack == NULL && chassis != NULL)
    rack = rw_csv_estate_get_ref (estate, chassis, RW_DEVICE_RACK);
  return rack;
}

/**
 * rw_csv_estate_get_site:
 *
 * Returns: (transfer none) (nullable): where the system is, as the table of systems has it
 */
RwRecord *
rw_csv_estate_get_site (RwCsvEstate *estate, RwRecord *system)
{
  RwRecord *rack, *room, *cluster, *site;

  if (rw_record_get_kind (system) == RW_KIND_VM)
    {
      cluster = rw_csv_estate_get_ref (estate, system, RW_VM_CLUSTER);
      return cluster != NULL ? rw_csv_estate_get_ref (estate, cluster, RW_CLUSTER_SITE) : NULL;
    }
  rack = rw_csv_estate_get_rack (estate, system);
  room = rack != NULL ? rw_csv_estate_get_ref (estate, rack, RW_RACK_ROOM) : NULL;
  site = room != NULL ? rw_csv_estate_get_ref (estate, room, RW_ROOM_SITE) : NULL;
  return site != NULL ? site : rw_csv_estate_get_ref (estate, system, RW_DEVICE_SITE);
}

/**
 * rw_csv_estate_find_primary:
 *
 * Returns: (transfer none) (nullable): another system than @system that has the address as its main one
 */
RwRecord *
rw_csv_estate_find_primary (RwCsvEstate *estate, const RwId *address, RwRecord *system)
{
  g_autofree char *key = link_key (LINK_PRIMARY, address);
  GPtrArray *list = g_hash_table_lookup (estate->linked, key);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!rw_id_equal (rw_record_get_id (list->pdata[i]), rw_record_get_id (system)))
      return list->pdata[i];
  return NULL;
}

/* --- The rules between records ---------------------------------------------------------------------- */

static gboolean
get_cb (gpointer data, RwKind kind, const RwId *id, RwRecord **record, GError **error)
{
  *record = rw_csv_estate_get (data, kind, id);
  if (*record != NULL)
    g_object_ref (*record);
  return TRUE;
}

static GPtrArray *
referrers_cb (gpointer data, RwKind kind, guint field, const RwId *target, GError **error)
{
  RwCsvEstate *estate = data;
  g_autofree char *key = link_key (field, target);
  GPtrArray *list = kind == RW_KIND_DEVICE ? g_hash_table_lookup (estate->linked, key) : NULL;

  return list != NULL ? g_ptr_array_ref (list) : g_ptr_array_new ();
}

static gboolean
find_unique_cb (gpointer data,
                RwRecord *record,
                guint index,
                const char *key,
                RwRecord **other,
                GError **error)
{
  RwCsvEstate *estate = data;
  g_autofree char *full = g_strdup_printf ("%u\n%s", index, key);
  GPtrArray *list = rw_record_get_kind (record) == RW_KIND_DEVICE
                      ? g_hash_table_lookup (estate->unique, full)
                      : NULL;

  *other = NULL;
  for (guint i = 0; list != NULL && *other == NULL && i < list->len; i++)
    if (!rw_id_equal (rw_record_get_id (list->pdata[i]), rw_record_get_id (record)))
      *other = g_object_ref (list->pdata[i]);
  return TRUE;
}

/**
 * rw_csv_estate_get_view:
 *
 * Returns: the records as they would be, for the rules that devices and virtual machines have with others
 */
RwCrossView
rw_csv_estate_get_view (RwCsvEstate *estate)
{
  return (RwCrossView) {
    .get = get_cb, .referrers = referrers_cb, .find_unique = find_unique_cb, .data = estate
  };
}
