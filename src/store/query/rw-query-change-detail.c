/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-change-detail.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-change-risk.h"
#include "rw-error.h"
#include "rw-query-ticket-desk.h"
#include "rw-query-tickets.h"
#include "rw-text.h"

void
rw_change_detail_free (RwChangeDetail *detail)
{
  if (detail == NULL)
    return;
  g_clear_object (&detail->change);
  g_clear_object (&detail->template_);
  g_clear_pointer (&detail->items, g_ptr_array_unref);
  g_clear_pointer (&detail->item_records, g_ptr_array_unref);
  g_clear_pointer (&detail->tasks, g_ptr_array_unref);
  g_clear_pointer (&detail->approvals, g_ptr_array_unref);
  g_clear_pointer (&detail->questions, g_ptr_array_unref);
  g_clear_pointer (&detail->people, g_ptr_array_unref);
  g_clear_pointer (&detail->links, g_ptr_array_unref);
  g_clear_pointer (&detail->files, g_ptr_array_unref);
  g_free (detail->customer_name);
  g_free (detail->customer_tz);
  g_free (detail->service_name);
  g_free (detail);
}

/**
 * rw_change_detail_get_person:
 *
 * Returns: (transfer none) (nullable): what the person is called; %NULL for somebody who is not known here
 */
const char *
rw_change_detail_get_person (const RwChangeDetail *detail,
                             const RwId           *person)
{
  for (guint i = 0; person != NULL && i < detail->people->len; i++)
    {
      const RwChoice *choice = detail->people->pdata[i];

      if (rw_id_equal (&choice->id, person))
        return choice->name;
    }
  return NULL;
}

typedef struct
{
  RwNamedRecord *item;
  RwRecord *record;
} Item;

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const Item *one = a, *other = b;
  int order = rw_text_collate (one->item->name, other->item->name);

  return order != 0 ? order : rw_id_compare (&one->item->id, &other->item->id);
}

/* A port is called as its system and itself: there are many of the name "eth0". */
static char *
dup_item_name (RwCache  *cache,
               RwRecord *record)
{
  const RwId *system;
  g_autoptr (RwRecord) owner = NULL;

  if (rw_record_get_kind (record) != RW_KIND_PORT || (system = rw_record_get_ref (record, RW_PORT_SYSTEM)) == NULL)
    return g_strdup (rw_record_get_title (record));
  owner = rw_cache_find (cache, RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM), system, NULL);
  return owner != NULL ? g_strdup_printf ("%s %s", rw_record_get_title (owner), rw_record_get_title (record))
                       : g_strdup (rw_record_get_title (record));
}

static gboolean
read_items (RwCache         *cache,
            RwChangeDetail  *detail,
            const RwId      *id,
            GError         **error)
{
  g_autoptr (GPtrArray) records =
    rw_cache_select (cache, RW_KIND_CHANGE_ITEM, "WHERE \"change\" = ?", error, RW_BIND_ID, id, RW_BIND_END);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));

  if (records == NULL)
    return FALSE;
  detail->items = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_named_record_free);
  detail->item_records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    {
      const RwId *ci = rw_record_get_ref (records->pdata[i], RW_CHANGE_ITEM_CI);
      g_autoptr (RwRecord) record = ci != NULL ? rw_cache_find (cache, RW_CHANGE_ITEM_KINDS, ci, NULL) : NULL;
      g_autofree char *name = record != NULL ? dup_item_name (cache, record) : NULL;
      Item item = { .record = records->pdata[i] };

      if (ci == NULL)
        continue;
      item.item = rw_named_record_new (record != NULL ? rw_record_get_kind (record) : RW_KIND_NONE, ci,
                                       name != NULL ? name : "—");
      g_array_append_val (items, item);
    }
  g_array_sort (items, compare_items);
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (detail->items, g_array_index (items, Item, i).item);
      g_ptr_array_add (detail->item_records, g_object_ref (g_array_index (items, Item, i).record));
    }
  return TRUE;
}

/* Those that are no longer asked, too, where the change has an answer to them. */
static gboolean
read_questions (RwCache         *cache,
                RwChangeDetail  *detail,
                GError         **error)
{
  const char *const *answers = rw_record_get_texts (detail->change, RW_CHANGE_RISK_ANSWERS);

  detail->questions = rw_cache_select (cache, RW_KIND_RISK_QUESTION, "", error, RW_BIND_END);
  if (detail->questions == NULL)
    return FALSE;
  for (guint i = detail->questions->len; i-- > 0;)
    if (rw_record_get_boolean (detail->questions->pdata[i], RW_RISK_QUESTION_RETIRED) &&
        rw_change_risk_answer (answers, rw_record_get_id (detail->questions->pdata[i])) < 0)
      g_ptr_array_remove_index (detail->questions, i);
  g_ptr_array_sort (detail->questions, rw_risk_question_compare);
  return TRUE;
}

static gboolean
read_whose (RwCache         *cache,
            RwChangeDetail  *detail,
            GError         **error)
{
  const RwId *customer_id = rw_record_get_ref (detail->change, RW_CHANGE_CUSTOMER),
             *service_id = rw_record_get_ref (detail->change, RW_CHANGE_SERVICE),
             *template_id = rw_record_get_ref (detail->change, RW_CHANGE_BASED_ON);
  g_autoptr (GError) failed = NULL;

  if (customer_id != NULL)
    {
      g_autoptr (RwRecord) customer = rw_cache_get (cache, RW_KIND_CUSTOMER, customer_id, &failed);

      if (customer != NULL)
        {
          detail->customer_name = g_strdup (rw_record_get_title (customer));
          detail->customer_tz = g_strdup (rw_record_get_text (customer, RW_CUSTOMER_TZ));
        }
    }
  if (failed == NULL && service_id != NULL)
    {
      g_autoptr (RwRecord) service = rw_cache_get (cache, RW_KIND_SERVICE, service_id, &failed);

      if (service != NULL)
        detail->service_name = g_strdup (rw_record_get_title (service));
    }
  if (failed == NULL && template_id != NULL)
    detail->template_ = rw_cache_get (cache, RW_KIND_CHANGE_TEMPLATE, template_id, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * rw_query_change_detail:
 * @id: of a change
 *
 * Returns: (transfer full): the change with all that belongs to it
 */
RwChangeDetail *
rw_query_change_detail (RwCache     *cache,
                        const RwId  *id,
                        GError     **error)
{
  g_autoptr (RwChangeDetail) detail = g_new0 (RwChangeDetail, 1);
  g_autoptr (GError) failed = NULL;

  detail->change = rw_cache_get (cache, RW_KIND_CHANGE, id, &failed);
  if (detail->change == NULL)
    {
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, _ ("This change no longer exists."));
      return NULL;
    }
  if (!read_items (cache, detail, id, error) || !read_questions (cache, detail, error) ||
      !read_whose (cache, detail, error))
    return NULL;
  detail->tasks = rw_cache_select (cache, RW_KIND_CHANGE_TASK, "WHERE \"change\" = ? ORDER BY \"position\", \"id\"", error,
                                   RW_BIND_ID, id, RW_BIND_END);
  if (detail->tasks != NULL)
    detail->approvals = rw_cache_select (cache, RW_KIND_APPROVAL, "WHERE \"change\" = ? ORDER BY \"id\"", error, RW_BIND_ID,
                                         id, RW_BIND_END);
  if (detail->approvals != NULL)
    detail->files = rw_cache_select (cache, RW_KIND_ATTACHMENT, "WHERE \"subject\" = ? ORDER BY \"id\"", error, RW_BIND_ID,
                                     id, RW_BIND_END);
  if (detail->files != NULL)
    detail->links = rw_query_links (cache, id, error);
  if (detail->links != NULL)
    detail->people = rw_query_choices (cache, RW_KIND_PERSON, error);
  return detail->people != NULL ? g_steal_pointer (&detail) : NULL;
}
