/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "rw-check.h"
#include "rw-maintnote-plan.h"
#include "rw-maintnote.h"

/* A notice that is read may be kept, and read again it says nothing new. */

static RwRecord *
find_none (const RwId *id, gpointer data, GError **error)
{
  return NULL;
}

static RwRecord *
find_among (const RwId *id, gpointer data, GError **error)
{
  GPtrArray *items = data;

  for (guint i = 0; i < items->len; i++)
    if (rw_id_equal (rw_record_get_id (((RwNoticeItem *) items->pdata[i])->after), id))
      return g_object_ref (((RwNoticeItem *) items->pdata[i])->after);
  return NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = rw_maintnote_parse ((const char *) data, size, &error);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_true ((notices == NULL) == (error != NULL));
  if (notices == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  items = rw_maintnote_plan_new (notices, find_none, NULL, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      RwNoticeItem *item = items->pdata[i];
      g_autoptr (RwEdit) edit = rw_notice_item_edit (item);

      g_assert_cmpint (item->step, ==, RW_NOTICE_NEW);
      rw_record_check (item->after, &error);
      g_assert_no_error (error);
    }
  again = rw_maintnote_plan_new (notices, find_among, items, NULL);
  for (guint i = 0; i < again->len; i++)
    {
      RwNoticeItem *item = again->pdata[i];

      g_assert_true (item->step == RW_NOTICE_SAME || item->step == RW_NOTICE_OLD ||
                     notices->len > items->len);
    }
  return 0;
}
