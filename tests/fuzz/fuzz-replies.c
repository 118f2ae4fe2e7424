/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "fuzz.h"
#include "rw-field.h"
#include "rw-history-reply.h"
#include "rw-history.h"
#include "rw-http-error.h"
#include "rw-json.h"
#include "rw-outbox-message.h"
#include "rw-principal-info.h"
#include "rw-push-notices.h"

/*
 * The server's answers. The first line says to what: push, history, log, me, hello, error; the rest is the
 * body. It is understood or refused with a reason; what is kept of it reads back as the same.
 */

static RwOutboxEntry *
new_entry (gint64 mid)
{
  RwOutboxEntry *entry = rw_outbox_entry_new ();

  entry->mid = mid;
  entry->group = mid;
  entry->kind = RW_KIND_TICKET;
  entry->label = g_strdup ("an edit");
  return entry;
}

static void
assert_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
check_conflict (RwEditConflict *conflict)
{
  assert_text (conflict->field);
  assert_text (conflict->code);
  assert_text (conflict->message);
  assert_text (conflict->by);
  if (conflict->base != NULL)
    fuzz_assert_json (conflict->base, strlen (conflict->base));
  if (conflict->theirs != NULL)
    fuzz_assert_json (conflict->theirs, strlen (conflict->theirs));
  if (conflict->yours != NULL)
    fuzz_assert_json (conflict->yours, strlen (conflict->yours));
}

static void
check_push (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwPushReply) reply = rw_push_reply_parse (node, &error);
  g_autoptr (RwPushNotices) notices = rw_push_notices_new ();
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  g_assert_true ((reply == NULL) == (error != NULL));
  for (guint i = 0; reply != NULL && i < reply->results->len; i++)
    {
      RwPushResult *result = g_ptr_array_index (reply->results, i);
      g_autoptr (RwOutboxEntry) entry = new_entry (result->mid);

      fuzz_assert_json (result->json, strlen (result->json));
      /* I5: what was not applied is in the inbox. */
      if (result->status == RW_PUSH_CONFLICT || result->status == RW_PUSH_REFUSED)
        g_assert_cmpuint (result->conflicts->len, >, 0);
      for (guint c = 0; c < result->conflicts->len; c++)
        check_conflict (g_ptr_array_index (result->conflicts, c));
      rw_push_notices_add (notices, NULL, entry, result);
    }
  rw_push_notices_take (notices, sentences);
  for (guint i = 0; i < sentences->len; i++)
    assert_text (g_ptr_array_index (sentences, i));
}

static void
check_history (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = rw_history_reply_parse (node, &error);

  g_assert_true ((entries == NULL) == (error != NULL));
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      RwHistoryEntry *entry = g_ptr_array_index (entries, i);

      assert_text (entry->actor);
      for (guint c = 0; c < entry->changes->len; c++)
        {
          RwHistoryChange *change = &g_array_index (entry->changes, RwHistoryChange, c);
          const RwField *field = rw_schema_field (entry->kind, change->field);
          g_autofree char *before = rw_value_to_display (&change->before, field);
          g_autofree char *after = rw_value_to_display (&change->after, field);

          assert_text (before);
          assert_text (after);
          g_assert_true (c == 0 || change->field > g_array_index (entry->changes, RwHistoryChange, c - 1).field);
        }
    }
}

/* Whoever asks on where a page says so comes to an end. */
static void
check_log (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_auto (RwHistoryPage) page = { NULL };
  gboolean well = rw_history_page_parse (node, RW_KIND_DEVICE, 50, &page, &error);

  g_assert_true (well == (error == NULL));
  if (!well)
    return;
  g_assert_cmpint (page.next, <, 50);
  assert_text (page.epoch);
  for (guint i = 0; i < page.entries->len; i++)
    g_assert_cmpint (((RwHistoryEntry *) page.entries->pdata[i])->kind, ==, RW_KIND_DEVICE);
}

static void
check_me (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwPrincipalInfo) info = rw_principal_info_parse (node, &error);
  g_autoptr (RwPrincipalInfo) back = NULL;
  g_autofree char *text = NULL;

  g_assert_true ((info == NULL) == (error != NULL));
  if (info == NULL)
    return;
  g_assert_nonnull (info->name);
  assert_text (info->name);
  text = rw_principal_info_to_text (info);
  back = rw_principal_info_from_text (text);
  g_assert_nonnull (back);
  g_assert_cmpstr (info->name, ==, back->name);
  g_assert_cmpstr (info->login, ==, back->login);
  g_assert_cmpuint (info->roles, ==, back->roles);
  g_assert_true (rw_id_equal (&info->id, &back->id));
  g_assert_null (back->token);
}

static void
check_error (const char *body,
             gsize       length)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", "http://localhost/");
  g_autoptr (GError) error = rw_http_error_from_reply (message, body, length, soup_message_get_uri (message));

  g_assert_nonnull (error);
  assert_text (error->message);
  g_assert_cmpint (*error->message, !=, '\0');
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 400);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *what = fuzz_line (&rest, &size);
  g_autoptr (JsonNode) node = NULL;

  if (g_str_equal (what, "error"))
    {
      check_error (rest, size);
      return 0;
    }
  node = rw_json_parse (rest, (gssize) size, NULL);
  if (node == NULL)
    return 0;
  if (g_str_equal (what, "push"))
    check_push (node);
  else if (g_str_equal (what, "history"))
    check_history (node);
  else if (g_str_equal (what, "log"))
    check_log (node);
  else if (g_str_equal (what, "me"))
    check_me (node);
  else if (g_str_equal (what, "hello"))
    g_assert_cmpint (rw_hello_common_head (node, "e1"), >=, 0);
  else
    return -1;
  return 0;
}
