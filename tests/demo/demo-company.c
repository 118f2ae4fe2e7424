/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-company.h"

#include <stdlib.h>

gboolean
keep (RwRecord  *record,
      gpointer   data,
      GError   **error)
{
  Company *company = data;

  g_ptr_array_add (company->records, g_object_ref (record));
  g_assert_true (
    g_hash_table_insert (company->by_id, (gpointer) rw_record_get_id (record), record));
  g_hash_table_insert (company->order, (gpointer) rw_record_get_id (record),
                       GUINT_TO_POINTER (company->records->len));
  company->counts[rw_record_get_kind (record)]++;
  return TRUE;
}

Company *
company_new (RwDemoSize size,
             guint64    seed)
{
  RwDemoOptions options = { size, seed, NOW };
  Company *company = g_new0 (Company, 1);
  GError *error = NULL;

  company->records = g_ptr_array_new_with_free_func (g_object_unref);
  company->by_id = g_hash_table_new (rw_id_hash, rw_id_equal);
  company->order = g_hash_table_new (rw_id_hash, rw_id_equal);
  company->cables = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_assert_true (rw_demo_generate (&options, keep, company, &error));
  g_assert_no_error (error);
  return company;
}

void
company_free (Company *company)
{
  g_hash_table_unref (company->cables);
  g_hash_table_unref (company->by_id);
  g_hash_table_unref (company->order);
  g_ptr_array_unref (company->records);
  g_free (company);
}

static Company *mid_company;

static void
free_mid (void)
{
  g_clear_pointer (&mid_company, company_free);
}

/* The company that several tests look at. */
Company *
mid (void)
{
  if (mid_company == NULL)
    {
      mid_company = company_new (RW_DEMO_MID, 7);
      atexit (free_mid);
    }
  return mid_company;
}

RwRecord *
get (Company    *company,
     const RwId *id)
{
  RwRecord *record = id != NULL ? g_hash_table_lookup (company->by_id, id) : NULL;

  g_assert_nonnull (record);
  return record;
}

RwRecord *
follow (Company  *company,
        RwRecord *record,
        guint     field)
{
  const RwId *id = rw_record_get_ref (record, field);

  return id != NULL ? get (company, id) : NULL;
}
