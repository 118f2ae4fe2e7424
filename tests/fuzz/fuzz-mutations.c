/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz-store.h"
#include "fuzz.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-mutations.h"
#include "rw-outbox-message.h"
#include "rw-request.h"

/*
 * The body of POST /v1/mutations. What is refused as a whole changes nothing; after what is taken the
 * store is sound, each mutation has one answer that a client can read, and a repeat changes nothing more
 * and is answered the same (I3).
 */

#define NOW 1763787600000000

static void
check_answer (GString    *answer,
              JsonObject *request)
{
  g_autoptr (JsonNode) node = rw_json_parse (answer->str, (gssize) answer->len, NULL);
  g_autoptr (RwPushReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *mutations = json_object_get_array_member (request, "muts");

  fuzz_assert_json (answer->str, answer->len);
  reply = rw_push_reply_parse (node, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->results->len, ==, json_array_get_length (mutations));
  for (guint i = 0; i < reply->results->len; i++)
    {
      const RwPushResult *result = g_ptr_array_index (reply->results, i);

      g_assert_cmpint (result->mid, ==, json_object_get_int_member (json_array_get_object_element (mutations, i), "mid"));
    }
}

static GString *
apply (RwLogStore *store,
       JsonObject *request)
{
  g_autoptr (RwPrincipal) principal = rw_principal_new ("Jana Roth");
  gint64 before = rw_log_store_get_head (store);
  g_autoptr (GError) error = NULL;
  GString *answer;

  principal->roles = RW_ROLE_ADMIN;
  answer = rw_mutations_apply (store, principal, rw_scope_for_roles (principal->roles), request, NOW, &error);
  g_assert_true ((answer == NULL) == (error != NULL));
  g_assert_cmpint (rw_log_store_get_head (store), >=, before);
  if (answer == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (rw_log_store_get_head (store), ==, before);
      /* Nothing that a client says is the server's fault. */
      if (error->domain != RW_ERROR || error->code == RW_ERROR_FAILED || error->code == RW_ERROR_CORRUPT)
        g_error ("%s", error->message);
    }
  return answer;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (JsonNode) body = rw_request_parse_object ((const char *) data, size, NULL);
  RwLogStore *store;
  GString *answer, *again;
  gint64 head;

  if (body == NULL)
    return 0;
  store = fuzz_store_begin ();
  answer = apply (store, json_node_get_object (body));
  if (answer != NULL)
    {
      check_answer (answer, json_node_get_object (body));
      head = rw_log_store_get_head (store);
      again = apply (store, json_node_get_object (body));
      g_assert_cmpint (rw_log_store_get_head (store), ==, head);
      /* What was acknowledged with the message is no longer there to be told again. */
      if (again != NULL && !json_object_has_member (json_node_get_object (body), "ack"))
        g_assert_cmpstr (answer->str, ==, again->str);
      if (again != NULL)
        g_string_free (again, TRUE);
      g_string_free (answer, TRUE);
    }
  fuzz_store_check (store);
  fuzz_store_end ();
  return 0;
}
