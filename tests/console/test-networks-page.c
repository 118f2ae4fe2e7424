/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-networks-page.h"
#include "rw-networks-prefixes.h"
#include "rw-networks-take.h"
#include "rw-networks-use.h"
#include "rw-networks-vlans.h"
#include "rw-networks-words.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
  RwId vlan, wide, narrow, address;
} Nets;

/* As the shell does. */
static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static void
add (Nets *nets, RwRecord *record)
{
  g_autoptr (GError) error = NULL;
  RwEdit *edit = rw_edit_new_create (record);

  console_edit (&nets->base.a, edit, "add", &error);
  g_assert_no_error (error);
  g_object_unref (record);
}

static RwRecord *
new_prefix (RwId *id, const char *text, RwNetStatus status)
{
  RwRecord *record;

  *id = rw_id_new ();
  record = rw_record_new (RW_KIND_PREFIX, id);
  rw_record_set_text (record, RW_PREFIX_PREFIX, text);
  rw_record_set_enum (record, RW_PREFIX_STATUS, status);
  return record;
}

static void
fill (Nets *nets)
{
  RwId id = rw_id_new ();
  RwRecord *record;

  nets->vlan = rw_id_new ();
  record = rw_record_new (RW_KIND_VLAN, &nets->vlan);
  rw_record_set_integer (record, RW_VLAN_VID, 214);
  rw_record_set_text (record, RW_VLAN_NAME, "web");
  rw_record_set_enum (record, RW_VLAN_STATUS, RW_NET_STATUS_ACTIVE);
  add (nets, record);
  add (nets, new_prefix (&nets->wide, "10.20.0.0/16", RW_NET_STATUS_CONTAINER));
  record = new_prefix (&nets->narrow, "10.20.14.0/24", RW_NET_STATUS_ACTIVE);
  rw_record_set_ref (record, RW_PREFIX_VLAN, &nets->vlan);
  add (nets, record);
  record = rw_record_new (RW_KIND_PORT, &id);
  rw_record_set_ref (record, RW_PORT_SYSTEM, &nets->base.devices[0]);
  rw_record_set_text (record, RW_PORT_NAME, "eth0");
  rw_record_set_enum (record, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  rw_record_set_ref (record, RW_PORT_UNTAGGED, &nets->vlan);
  add (nets, record);
  nets->address = rw_id_new ();
  record = rw_record_new (RW_KIND_ADDRESS, &nets->address);
  rw_record_set_text (record, RW_ADDRESS_ADDRESS, "10.20.14.1");
  rw_record_set_ref (record, RW_ADDRESS_PORT, &id);
  rw_record_set_enum (record, RW_ADDRESS_STATUS, RW_NET_STATUS_ACTIVE);
  add (nets, record);
}

static gboolean
settled (Nets *nets)
{
  return RW_PAGE_GET_CLASS (nets->page)->settled (RW_PAGE (nets->page));
}

static void
set_up (Nets *nets, gconstpointer flags)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  fixture_set_up (&nets->base, flags);
  console_open (&nets->base.a, nets->base.token);
  console_wait_synced (&nets->base.a);
  fill (nets);
  nets->page = rw_networks_page_new ();
  g_object_add_weak_pointer (G_OBJECT (nets->page), (gpointer *) &nets->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), nets->page);
  nets->window = rw_test_present (toasts, 1200, 700);
  g_signal_connect_object (nets->base.a.session, "changed", G_CALLBACK (changed_cb), nets->page, 0);
  rw_page_set_session (RW_PAGE (nets->page), nets->base.a.session);
  /* Nothing is read for a page that nobody sees. */
  g_assert_true (settled (nets));
  g_assert_cmpstr (rw_page_get_subtitle (RW_PAGE (nets->page)), ==, "");
  RW_PAGE_GET_CLASS (nets->page)->shown (RW_PAGE (nets->page), TRUE);
  wait_until (settled (nets));
}

static void
tear_down (Nets *nets, gconstpointer flags)
{
  wait_until (rw_session_get_pending (nets->base.a.session) == 0);
  wait_until (settled (nets));
  gtk_window_destroy (GTK_WINDOW (nets->window));
  /* A toast keeps its page until its time is over. */
  wait_until (nets->page == NULL || !gtk_widget_get_mapped (nets->page));
  fixture_tear_down (&nets->base, flags);
}

static RwNetworksPrefixes *
prefixes_of (Nets *nets)
{
  return rw_test_find (nets->page, RW_TYPE_NETWORKS_PREFIXES);
}

static guint
n_tree (Nets *nets)
{
  return g_list_model_get_n_items (rw_networks_prefixes_get_tree (prefixes_of (nets)));
}

static guint
n_rows (Nets *nets)
{
  return g_list_model_get_n_items (rw_networks_prefixes_get_rows (prefixes_of (nets)));
}

static void
select_cb (RwPage *page, int kind, const RwId *id, RwRecordKey *key)
{
  key->kind = kind;
  key->id = id != NULL ? *id : RW_ID_NIL;
}

/* An address is shown where it is: in its prefix, in the tree, with what is free around it. */
static void
test_reveal (Nets *nets, gconstpointer flags)
{
  RwRecordKey key = { .kind = RW_KIND_NONE };
  g_autofree char *text = NULL;
  RwId nobody = rw_id_new ();
  RwIp ip;

  g_signal_connect (nets->page, "select", G_CALLBACK (select_cb), &key);
  g_assert_cmpuint (n_tree (nets), ==, 2);
  g_assert_false (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_TICKET, &nets->address));
  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_ADDRESS, &nets->address));
  g_assert_cmpint (key.kind, ==, RW_KIND_ADDRESS);
  g_assert_true (rw_id_equal (&key.id, &nets->address));
  /* The address, and 252 free ones. */
  g_assert_cmpuint (n_rows (nets), ==, 2);
  g_assert_cmpint (rw_networks_prefixes_get_prefix (prefixes_of (nets)), ==, 1);
  g_assert_false (rw_networks_prefixes_get_free (prefixes_of (nets), &ip));
  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_PREFIX, &nets->wide));
  g_assert_cmpint (key.kind, ==, RW_KIND_PREFIX);
  /* What is free before, the prefix, and what is free behind it. */
  g_assert_cmpuint (n_rows (nets), ==, 3);
  text = rw_networks_prefixes_dup_text (prefixes_of (nets));
  g_assert_cmpstr (text, ==, "10.20.0.0/16");
  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_VLAN, &nets->vlan));
  g_assert_cmpint (key.kind, ==, RW_KIND_VLAN);
  /* Its prefix and a port. */
  g_assert_cmpuint (g_list_model_get_n_items (rw_networks_vlans_get_members (
                      rw_test_find (nets->page, RW_TYPE_NETWORKS_VLANS))),
                    ==, 2);
  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_VLAN, &nobody));
  rw_test_picture (nets->window, "networks-vlans");
}

static RwNetworksTake *
open_take (Nets *nets, const char *action)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (nets->page, action, NULL);
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (nets->window));
  return dialog != NULL ? RW_NETWORKS_TAKE (dialog) : NULL;
}

/* The next free address gets a record, which is shown, and which undo takes away again. */
static void
test_take (Nets *nets, gconstpointer flags)
{
  RwNetworksTake *take;
  g_autofree char *text = NULL;

  g_assert_null (open_take (nets, "networks.take-address"));
  g_assert_true (rw_test_shows (nets->window, "Select the prefix"));
  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_PREFIX, &nets->narrow));
  take = open_take (nets, "networks.take-address");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), ==, "");
  rw_networks_take_set_text (take, "10.20.14.1");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), ==, "10.20.14.1 is not free");
  g_assert_false (rw_networks_take_take (take));
  rw_networks_take_set_text (take, "10.20.15.1");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), ==, "10.20.15.1 is not in 10.20.14.0/24");
  rw_networks_take_set_text (take, "10.20.14.255");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), ==, "10.20.14.255 is not free");
  rw_networks_take_set_text (take, "");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), !=, "");
  rw_networks_take_set_text (take, " 10.20.14.2 ");
  rw_networks_take_set_purpose (take, "Second web server");
  rw_test_picture (GTK_WIDGET (take), "networks-take");
  g_assert_true (rw_networks_take_take (take));
  wait_until (n_rows (nets) == 3);
  g_assert_cmpstr (rw_session_get_undo_label (nets->base.a.session), ==, "Reserve 10.20.14.2");
  g_assert_true (console_undo (&nets->base.a, FALSE, NULL));
  wait_until (n_rows (nets) == 2);
}

static void
test_take_prefix (Nets *nets, gconstpointer flags)
{
  RwNetworksTake *take;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;

  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_PREFIX, &nets->wide));
  take = open_take (nets, "networks.take-prefix");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), ==, "");
  rw_networks_take_set_text (take, "10.20.14.128/25");
  g_assert_cmpstr (rw_networks_take_get_refusal (take), ==, "10.20.14.128/25 is not free");
  rw_networks_take_set_text (take, "10.20.13.1/24");
  g_assert_nonnull (strstr (rw_networks_take_get_refusal (take), "10.20.13.0/24"));
  rw_networks_take_set_text (take, "10.20.0.0/24");
  g_assert_true (rw_networks_take_take (take));
  wait_until (n_tree (nets) == 3);
  csv = rw_networks_prefixes_to_csv (prefixes_of (nets));
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_cmpstr (
    text, ==,
    "Prefix,VRF,Addresses taken,Addresses in all,Next free,VLAN,Site,Status,Customer,Purpose\r\n"
    "10.20.0.0/16,,512,65536,10.20.1.0/24,,,Container,,\r\n"
    "10.20.0.0/24,,0,254,10.20.0.1,,,Reserved,,\r\n"
    "10.20.14.0/24,,1,254,10.20.14.2,214 · web,,Active,,\r\n");
}

/* A search shows what it finds, opened; without it, the tree is as it was. */
static void
test_search (Nets *nets, gconstpointer flags)
{
  RwPageClass *class = RW_PAGE_GET_CLASS (nets->page);

  class->search (RW_PAGE (nets->page), "nothing of the kind");
  wait_until (settled (nets));
  g_assert_true (rw_test_shows (nets->page, "No Network Matches"));
  class->search (RW_PAGE (nets->page), "10.20.14.77");
  class->search (RW_PAGE (nets->page), "10.20.14.1");
  wait_until (settled (nets));
  g_assert_cmpuint (n_tree (nets), ==, 2);
  g_assert_nonnull (strstr (rw_page_get_subtitle (RW_PAGE (nets->page)), "1 address"));
  rw_page_reveal (RW_PAGE (nets->page), RW_KIND_PREFIX, &nets->narrow);
  /* Only the address, and not what is free. */
  g_assert_cmpuint (n_rows (nets), ==, 1);
  class->search (RW_PAGE (nets->page), "");
  g_assert_cmpuint (n_rows (nets), ==, 2);
  g_assert_cmpuint (n_tree (nets), ==, 2);
}

/* What somebody else does is seen, and what is selected stays selected. */
static void
test_changes (Nets *nets, gconstpointer flags)
{
  RwId id;

  g_assert_true (rw_page_reveal (RW_PAGE (nets->page), RW_KIND_ADDRESS, &nets->address));
  add (nets, new_prefix (&id, "10.20.13.0/24", RW_NET_STATUS_ACTIVE));
  wait_until (n_tree (nets) == 3);
  g_assert_cmpint (rw_networks_prefixes_get_prefix (prefixes_of (nets)), ==, 2);
  g_assert_cmpuint (n_rows (nets), ==, 2);
  g_assert_true (console_set_text (&nets->base.a, RW_KIND_ADDRESS, &nets->address,
                                   RW_ADDRESS_ADDRESS, "10.20.14.7", NULL));
  wait_until (n_rows (nets) == 3);
  /* Nobody sees it: it is read when somebody does. */
  RW_PAGE_GET_CLASS (nets->page)->shown (RW_PAGE (nets->page), FALSE);
  add (nets, new_prefix (&id, "10.20.12.0/24", RW_NET_STATUS_ACTIVE));
  g_assert_cmpuint (n_tree (nets), ==, 3);
  RW_PAGE_GET_CLASS (nets->page)->shown (RW_PAGE (nets->page), TRUE);
  wait_until (n_tree (nets) == 4);
}

static void
test_words (void)
{
  static const struct
  {
    const char *first, *last, *text;
  } cases[] = {
    { "10.20.14.88", "10.20.14.95", "10.20.14.88 – .95" },
    { "10.20.14.88", "10.20.15.95", "10.20.14.88 – .15.95" },
    { "10.20.14.8", "10.20.14.8", "10.20.14.8" },
    { "10.0.0.0", "11.255.255.255", "10.0.0.0 – 11.255.255.255" },
    { "2001:db8::1", "2001:db8::ff", "2001:db8::1 – 2001:db8::ff" },
  };
  RwNetPrefix prefix = { .net.first.bits = 32, .use = { 254, 254, 254, 0 } };
  g_autofree char *full = rw_networks_use_text (&prefix), *six = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RwNetRow row = { .type = RW_NET_ROW_FREE };
      g_autofree char *text = NULL;
      int length;

      g_assert_true (rw_ip_parse (cases[i].first, &row.first, &length));
      g_assert_true (rw_ip_parse (cases[i].last, &row.last, &length));
      text = rw_networks_free_text (&row);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (full, ==, "Full, 254 of 254");
  prefix.net.first.bits = 128;
  prefix.use = (RwNetUse) { .n_addresses = 1200, .n_prefixes = 1 };
  six = rw_networks_use_text (&prefix);
  g_assert_cmpstr (six, ==, "1 prefix, 1,200 addresses");
}

/* A long list is there at once in part, then whole, and whole at once for who asks. */
static void
test_list (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (RwNetworksEntry));
  g_autoptr (RwNetworksList) list = NULL, other = NULL;

  g_array_set_size (entries, 1000);
  for (guint i = 0; i < entries->len; i++)
    g_array_index (entries, RwNetworksEntry, i).index = i;
  g_array_ref (entries);
  list = rw_networks_list_new (entries, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, 100);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < 1000)
    g_main_context_iteration (NULL, TRUE);
  other = rw_networks_list_new (entries, TRUE);
  rw_networks_list_show_all (other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (other)), ==, 1000);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(path, function)                                                                     \
  g_test_add ("/console/networks-page/" path, Nets, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, \
              function, tear_down)
  g_test_add_func ("/console/networks-page/words", test_words);
  g_test_add_func ("/console/networks-page/list", test_list);
  ADD ("reveal", test_reveal);
  ADD ("take", test_take);
  ADD ("take-prefix", test_take_prefix);
  ADD ("search", test_search);
  ADD ("changes", test_changes);
  return g_test_run ();
}
