/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-unique.h"

#include <string.h>

#include "rw-check.h"

/* The field of the index-th thing that must be unique in a kind; -1 behind the last. One behind the
 * fields is what is unique only together. */
static int
find_field (RwKind kind,
            guint  index)
{
  const RwKindInfo *info = rw_schema_get (kind);
  guint n = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].flags & RW_F_UNIQUE) && n++ == index)
      return (int) i;
  return kind == RW_KIND_ADDRESS && n == index ? (int) info->n_fields : -1;
}

/**
 * rw_unique_name:
 * @index: from 0
 *
 * Returns: (nullable): the name of the @index-th thing that no two records of the kind share; %NULL
 *   when there are not that many
 */
const char *
rw_unique_name (RwKind kind,
                guint  index)
{
  int field = find_field (kind, index);

  if (field < 0)
    return NULL;
  return (guint) field == rw_schema_get (kind)->n_fields ? RW_UNIQUE_ADDRESS : rw_schema_field (kind, (guint) field)->name;
}

const char *
rw_unique_label (RwKind kind,
                 guint  index)
{
  int field = find_field (kind, index);

  g_return_val_if_fail (field >= 0, NULL);
  return rw_field_label (rw_schema_field (kind, (guint) field == rw_schema_get (kind)->n_fields ? RW_ADDRESS_ADDRESS
                                                                                               : (guint) field));
}

/**
 * rw_unique_key:
 *
 * Returns: (transfer full) (nullable): the text that no other record may have; %NULL when the record
 *   has none. 10.0.0.1/24 and 10.0.0.1/32 are one address.
 */
char *
rw_unique_key (RwRecord *record,
               guint     index)
{
  int field = find_field (rw_record_get_kind (record), index);
  const char *address, *vrf;

  g_return_val_if_fail (field >= 0, NULL);
  if ((guint) field < rw_record_get_info (record)->n_fields)
    return rw_record_unique_key (record, (guint) field);
  address = rw_record_get_text (record, RW_ADDRESS_ADDRESS);
  vrf = rw_record_get_text (record, RW_ADDRESS_VRF);
  if (address == NULL)
    return NULL;
  return g_strdup_printf ("%.*s %s", (int) strcspn (address, "/"), address, vrf != NULL ? vrf : "");
}

/**
 * rw_unique_text:
 *
 * Returns: (transfer full) (nullable): the value that must be unique, as a person reads it
 */
char *
rw_unique_text (RwRecord *record,
                guint     index)
{
  int field = find_field (rw_record_get_kind (record), index);

  g_return_val_if_fail (field >= 0, NULL);
  if ((guint) field < rw_record_get_info (record)->n_fields)
    return rw_record_unique_key (record, (guint) field);
  return g_strdup (rw_record_get_text (record, RW_ADDRESS_ADDRESS));
}
