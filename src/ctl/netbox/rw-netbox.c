/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-netbox-dump.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-check.h"

/*
 * Takes over what NetBox's `dumpdata` wrote. Every object ends as a record, as a part of one, or is
 * counted with the reason why not. Ids come of model and key, so that a second import meets the
 * records of the first.
 */

/* Why objects that nothing asked for are left out; a model that ends in "." means all of its application. */
static const struct
{
  const char *model, *reason;
} unwanted[] = {
  { "circuits.", N_ ("circuits have no kind of their own") },
  { "dcim.cablepath", N_ ("follows from the cables") },
  { "dcim.inventoryitem", N_ ("parts inside devices are not kept") },
  { "dcim.modulebay", N_ ("empty slots for modules are not kept") },
  { "dcim.modulebaytemplate", N_ ("empty slots for modules are not kept") },
  { "dcim.moduletype", N_ ("nothing uses it") },
  { "dcim.virtualdevicecontext", N_ ("contexts have no kind of their own") },
  { "ipam.asn", N_ ("routing policy is not kept") },
  { "ipam.fhrpgroup", N_ ("routing policy is not kept") },
  { "ipam.iprange", N_ ("ranges are not kept, only prefixes and addresses") },
  { "ipam.routetarget", N_ ("routing policy is not kept") },
  { "ipam.service", N_ ("open ports of systems are not kept") },
  { "extras.taggeditem", N_ ("leads to nothing that was imported") },
  { "extras.tag", N_ ("nothing uses it") },
  { "tenancy.contact", N_ ("belongs to no customer") },
  { "tenancy.", N_ ("nothing uses it") },
  { "virtualization.cluster", N_ ("nothing uses it") },
  { "dcim.manufacturer", N_ ("nothing uses it") },
  { "dcim.platform", N_ ("nothing uses it") },
  { "dcim.devicerole", N_ ("nothing uses it") },
  { "dcim.rackrole", N_ ("nothing uses it") },
  { "dcim.region", N_ ("no site is in it") },
  { "dcim.sitegroup", N_ ("no site is in it") },
  { "dcim.powerpanel", N_ ("no feed comes from it") },
  { "dcim.cabletermination", N_ ("leads to no cable") },
  { "ipam.role", N_ ("nothing uses it") },
  { "ipam.rir", N_ ("nothing uses it") },
  { "ipam.vrf", N_ ("nothing uses it") },
  { "ipam.vlangroup", N_ ("nothing uses it") },
};

static const char *
why_unwanted (const char *model)
{
  for (guint i = 0; i < G_N_ELEMENTS (unwanted); i++)
    if (g_str_has_suffix (unwanted[i].model, ".") ? g_str_has_prefix (model, unwanted[i].model) : strcmp (model, unwanted[i].model) == 0)
      return _ (unwanted[i].reason);
  if (g_str_has_prefix (model, "virtualization.cluster"))
    return _ ("nothing uses it");
  return _ ("has no kind in Rackward");
}

static void
drop (RwNetboxDump *self,
      guint         index,
      const char   *reason)
{
  RwRecord *record = self->records->pdata[index];
  RwNetboxObject *object = g_hash_table_lookup (self->origins, record);

  if (object != NULL)
    rw_netbox_leave_out (object, reason);
  g_hash_table_remove (self->origins, record);
  g_ptr_array_remove_index (self->records, index);
}

/* A value that another has too: an optional one is left empty, a required one keeps the record out. */
static gboolean
settle_unique (RwNetboxDump *self,
               RwRecord     *record)
{
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint f = 0; f < info->n_fields; f++)
    {
      g_autofree char *key = rw_record_unique_key (record, f), *full = NULL, *remark = NULL;

      if (key == NULL)
        continue;
      full = g_strdup_printf ("%s.%s %s", info->name, info->fields[f].name, key);
      if (g_hash_table_add (self->unique, g_strdup (full)))
        continue;
      if (info->fields[f].flags & RW_F_REQUIRED)
        return FALSE;
      remark = g_strdup_printf (_ ("%s: %s is there twice, left empty in the second"), rw_kind_label (info->kind), rw_field_label (&info->fields[f]));
      rw_netbox_remark (self, remark);
      rw_record_take (record, f, RW_VALUE_NULL);
    }
  if (info->kind == RW_KIND_ADDRESS && rw_record_has (record, RW_ADDRESS_ADDRESS))
    {
      const char *address = rw_record_get_text (record, RW_ADDRESS_ADDRESS), *vrf = rw_record_get_text (record, RW_ADDRESS_VRF);

      return g_hash_table_add (self->unique, g_strdup_printf ("address %.*s %s", (int) strcspn (address, "/"), address, vrf != NULL ? vrf : ""));
    }
  return TRUE;
}

static void
settle_records (RwNetboxDump *self)
{
  for (guint i = 0; i < self->records->len;)
    {
      g_autoptr (GError) error = NULL;

      if (!settle_unique (self, self->records->pdata[i]))
        drop (self, i, _ ("the same is there already"));
      else if (!rw_record_check (self->records->pdata[i], &error))
        drop (self, i, error->message);
      else
        i++;
    }
}

static gboolean
is_place (guint field)
{
  return field >= RW_DEVICE_RACK && field <= RW_DEVICE_BAY;
}

/* Whether a reference leads to a record, of a kind that it may lead to. */
static gboolean
leads (GHashTable    *records,
       const RwField *field,
       const RwId    *id)
{
  RwRecord *target = g_hash_table_lookup (records, id);

  return target != NULL && (field->refs & RW_KIND_BIT (rw_record_get_kind (target))) != 0;
}

/* Null where a reference leads to what was left out; %FALSE where that may not be null. */
static gboolean
settle_refs (RwNetboxDump *self,
             GHashTable   *records,
             RwRecord     *record)
{
  const RwKindInfo *info = rw_record_get_info (record);

  for (guint f = 0; f < info->n_fields; f++)
    {
      const RwValue *value = rw_record_get (record, f);
      g_autofree char *remark = NULL;

      if (value->type == RW_FIELD_REFS)
        {
          g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (RwId));

          for (guint i = 0; i < value->n_ids; i++)
            if (leads (records, &info->fields[f], &value->ids[i]))
              g_array_append_val (kept, value->ids[i]);
          if (kept->len < value->n_ids)
            rw_record_set_refs (record, f, (RwId *) (gpointer) kept->data, kept->len);
        }
      if (value->type != RW_FIELD_REF || leads (records, &info->fields[f], &value->id))
        continue;
      if (info->fields[f].flags & RW_F_REQUIRED)
        return FALSE;
      remark = g_strdup_printf (_ ("%s: %s was left out, so it is empty"), rw_kind_label (info->kind), rw_field_label (&info->fields[f]));
      rw_netbox_remark (self, remark);
      rw_record_take (record, f, RW_VALUE_NULL);
      /* Half a place would be none. */
      for (guint place = RW_DEVICE_RACK;
           info->kind == RW_KIND_DEVICE && is_place (f) && place <= RW_DEVICE_BAY; place++)
        rw_record_take (record, place, RW_VALUE_NULL);
    }
  return TRUE;
}

static void
settle_all_refs (RwNetboxDump *self)
{
  gboolean again = TRUE;

  /* What leaves may be what another needs. */
  while (again)
    {
      g_autoptr (GHashTable) records = g_hash_table_new (rw_id_hash, rw_id_equal);

      again = FALSE;
      for (guint i = 0; i < self->records->len; i++)
        g_hash_table_insert (records, (gpointer) rw_record_get_id (self->records->pdata[i]),
                             self->records->pdata[i]);
      for (guint i = 0; i < self->records->len;)
        {
          g_autoptr (GError) error = NULL;
          gboolean settled = settle_refs (self, records, self->records->pdata[i]);

          if (settled && rw_record_check (self->records->pdata[i], &error))
            {
              i++;
              continue;
            }
          g_hash_table_remove (records, rw_record_get_id (self->records->pdata[i]));
          drop (self, i, settled ? error->message : _ ("what it belongs to was left out"));
          again = TRUE;
        }
    }
}

static void
reason_free (gpointer data)
{
  RwNetboxReason *reason = data;

  g_free (reason->text);
  g_free (reason);
}

static void
row_free (gpointer data)
{
  RwNetboxRow *row = data;

  g_free (row->model);
  g_ptr_array_unref (row->reasons);
  g_free (row);
}

static void
add_reason (GPtrArray  *reasons,
            const char *text,
            guint       count)
{
  RwNetboxReason *reason;

  for (guint i = 0; i < reasons->len; i++)
    if (strcmp (((RwNetboxReason *) reasons->pdata[i])->text, text) == 0)
      {
        ((RwNetboxReason *) reasons->pdata[i])->count += count;
        return;
      }
  reason = g_new0 (RwNetboxReason, 1);
  reason->text = g_strdup (text);
  reason->count = count;
  g_ptr_array_add (reasons, reason);
}

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  const RwNetboxReason *left = *(RwNetboxReason *const *) a, *right = *(RwNetboxReason *const *) b;

  return left->count != right->count ? (left->count < right->count ? 1 : -1) : strcmp (left->text, right->text);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(RwNetboxRow *const *) a)->model, (*(RwNetboxRow *const *) b)->model);
}

static void
count_row (RwNetboxRow *row,
           GPtrArray   *objects)
{
  row->objects = objects->len;
  for (guint i = 0; i < objects->len; i++)
    {
      RwNetboxObject *object = objects->pdata[i];

      if (object->fate == RW_NETBOX_IMPORTED)
        row->imported++;
      else if (object->fate == RW_NETBOX_FOLDED)
        row->folded++;
      else
        {
          row->left_out++;
          add_reason (row->reasons, object->fate == RW_NETBOX_LEFT_OUT ? object->reason : why_unwanted (object->model), 1);
        }
    }
  g_ptr_array_sort (row->reasons, compare_reasons);
}

static RwNetboxResult *
make_result (RwNetboxDump *self)
{
  RwNetboxResult *result = g_new0 (RwNetboxResult, 1);
  GHashTableIter iter;
  gpointer key, value;

  result->records = g_ptr_array_ref (self->records);
  result->rows = g_ptr_array_new_with_free_func (row_free);
  result->remarks = g_ptr_array_new_with_free_func (reason_free);
  g_hash_table_iter_init (&iter, self->by_model);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      RwNetboxRow *row;

      if (((GPtrArray *) value)->len == 0)
        continue;
      row = g_new0 (RwNetboxRow, 1);
      row->model = g_strdup (key);
      row->reasons = g_ptr_array_new_with_free_func (reason_free);
      count_row (row, value);
      g_ptr_array_add (result->rows, row);
    }
  g_ptr_array_sort (result->rows, compare_rows);
  g_hash_table_iter_init (&iter, self->remarks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    add_reason (result->remarks, key, GPOINTER_TO_UINT (value));
  g_ptr_array_sort (result->remarks, compare_reasons);
  return result;
}

/**
 * rw_netbox_read:
 * @text: what NetBox's `dumpdata` wrote
 *
 * Returns: (transfer full) (nullable): records and account; %NULL when @text is not such a dump
 */
RwNetboxResult *
rw_netbox_read (const char  *text,
                gsize        length,
                GError     **error)
{
  static void (*const parts[]) (RwNetboxDump *) = {
    rw_netbox_take_tenants,  rw_netbox_take_sites,   rw_netbox_take_racks, rw_netbox_take_types, rw_netbox_take_networks,
    rw_netbox_take_clusters, rw_netbox_take_devices, rw_netbox_take_vms,   rw_netbox_take_ports, rw_netbox_take_cables,
    rw_netbox_take_addresses,
  };
  RwNetboxDump *dump = rw_netbox_dump_parse (text, length, error);
  RwNetboxResult *result;

  if (dump == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i](dump);
  settle_records (dump);
  settle_all_refs (dump);
  result = make_result (dump);
  rw_netbox_dump_free (dump);
  return result;
}

/**
 * rw_netbox_merge:
 * @incoming: from a dump; changed to what the record should become
 * @existing: as it is
 *
 * NetBox's values win; what NetBox does not say stays. Where a device stands is all NetBox's: half a
 * place would be none.
 */
void
rw_netbox_merge (RwRecord *incoming,
                 RwRecord *existing)
{
  const RwKindInfo *info = rw_record_get_info (incoming);

  g_return_if_fail (rw_record_get_kind (existing) == info->kind);
  for (guint f = 0; f < info->n_fields; f++)
    if (!rw_record_has (incoming, f) && (info->kind != RW_KIND_DEVICE || !is_place (f)))
      rw_record_set (incoming, f, rw_record_get (existing, f));
}

void
rw_netbox_result_free (RwNetboxResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->records);
  g_ptr_array_unref (result->rows);
  g_ptr_array_unref (result->remarks);
  g_free (result);
}
