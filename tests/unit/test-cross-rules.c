/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-address-rules.h"
#include "rules/rw-cross-rules.h"
#include "rules/rw-ticket-rules.h"
#include "rules/rw-unique.h"
#include "rw-check.h"
#include "rw-error.h"

/* Bad input that only other records show, and what people read about it: one sentence that names both.
 * The records are in an array. */

static gboolean
get_cb (gpointer data, RwKind kind, const RwId *id, RwRecord **record, GError **error)
{
  GPtrArray *all = data;

  *record = NULL;
  for (guint i = 0; i < all->len; i++)
    if (rw_id_equal (rw_record_get_id (all->pdata[i]), id) &&
        rw_record_get_kind (all->pdata[i]) == kind)
      *record = g_object_ref (all->pdata[i]);
  return TRUE;
}

static GPtrArray *
referrers_cb (gpointer data, RwKind kind, guint field, const RwId *target, GError **error)
{
  GPtrArray *all = data, *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    {
      const RwId *id = rw_record_get_kind (all->pdata[i]) == kind
                         ? rw_record_get_ref (all->pdata[i], field)
                         : NULL;

      if (id != NULL && rw_id_equal (id, target))
        g_ptr_array_add (found, g_object_ref (all->pdata[i]));
    }
  return found;
}

static gboolean
find_unique_cb (gpointer     data,
                RwRecord    *record,
                guint        index,
                const char  *key,
                RwRecord   **other,
                GError     **error)
{
  GPtrArray *all = data;

  *other = NULL;
  for (guint i = 0; i < all->len && *other == NULL; i++)
    {
      g_autofree char *theirs = NULL;

      if (all->pdata[i] == record ||
          rw_record_get_kind (all->pdata[i]) != rw_record_get_kind (record))
        continue;
      theirs = rw_unique_key (all->pdata[i], index);
      if (g_strcmp0 (theirs, key) == 0)
        *other = g_object_ref (all->pdata[i]);
    }
  return TRUE;
}

static RwRecord *
add (GPtrArray *all, RwKind kind, guint title, const char *name)
{
  RwRecord *record = rw_record_new (kind, NULL);

  rw_record_set_text (record, title, name);
  g_ptr_array_add (all, record);
  return record;
}

static void
assert_refused (GPtrArray *all, RwRecord *before, RwRecord *after, const char *sentence)
{
  const RwCrossView view = {
    .get = get_cb, .referrers = referrers_cb, .find_unique = find_unique_cb, .data = all
  };
  g_autoptr (GError) error = NULL;
  RwCrossResult result = rw_cross_rules_check (&view, before, after, &error);

  g_assert_cmpint (result, ==, sentence != NULL ? RW_CROSS_REFUSED : RW_CROSS_OK);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, sentence);
}

static GPtrArray *
records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static RwRecord *
add_type (GPtrArray *all, double height)
{
  RwRecord *type = add (all, RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MODEL, "X");

  rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, height);
  rw_record_set_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH, TRUE);
  return type;
}

static RwRecord *
add_device (GPtrArray *all, const char *name, RwRecord *type, RwRecord *rack, double position)
{
  RwRecord *device = add (all, RW_KIND_DEVICE, RW_DEVICE_NAME, name);

  rw_record_set_ref (device, RW_DEVICE_TYPE, rw_record_get_id (type));
  if (rack != NULL)
    {
      rw_record_set_ref (device, RW_DEVICE_RACK, rw_record_get_id (rack));
      rw_record_set_decimal (device, RW_DEVICE_POSITION, position);
    }
  return device;
}

static RwRecord *
add_rack (GPtrArray *all, const char *name, int units)
{
  RwRecord *rack = add (all, RW_KIND_RACK, RW_RACK_NAME, name);

  rw_record_set_integer (rack, RW_RACK_UNITS, units);
  return rack;
}

static void
test_units (void)
{
  g_autoptr (GPtrArray) all = records ();
  RwRecord *rack = add_rack (all, "R1", 4);
  RwRecord *flat = add_type (all, 1), *tower = add_type (all, 4.5);
  RwRecord *web = add_device (all, "web-1", flat, rack, 2);
  RwRecord *db = add_device (all, "db-1", flat, rack, 3);
  g_autoptr (RwRecord) was = rw_record_dup (flat), four = rw_record_dup (rack);
  RwRecord *tall;

  assert_refused (all, NULL, web, NULL);
  rw_record_set_decimal (db, RW_DEVICE_POSITION, 2.5);
  assert_refused (all, NULL, db, "db-1 and web-1 would overlap in unit 2 of R1");
  rw_record_set_decimal (db, RW_DEVICE_POSITION, 3);
  /* What a type or a rack does to what stands there. */
  rw_record_set_decimal (flat, RW_DEVICE_TYPE_HEIGHT, 1.5);
  assert_refused (all, was, flat, "web-1 and db-1 would overlap in unit 3 of R1");
  rw_record_set_decimal (flat, RW_DEVICE_TYPE_HEIGHT, 1);
  rw_record_set_integer (rack, RW_RACK_UNITS, 2);
  assert_refused (all, four, rack, "db-1 would reach above the highest unit of R1");
  rw_record_set_integer (rack, RW_RACK_UNITS, 4);
  tall = add_device (all, "tower", tower, rack, 1);
  assert_refused (all, NULL, tall, "tower is 4.5 U high, R1 only 4 U");
}

static void
test_chassis (void)
{
  g_autoptr (GPtrArray) all = records ();
  RwRecord *type = add_type (all, 0);
  RwRecord *a = add_device (all, "mx-1", type, NULL, 0),
           *b = add_device (all, "sled-1", type, NULL, 0),
           *c = add_device (all, "blade-1", type, NULL, 0);

  rw_record_set_ref (b, RW_DEVICE_PARENT, rw_record_get_id (a));
  rw_record_set_text (b, RW_DEVICE_BAY, "1");
  rw_record_set_ref (c, RW_DEVICE_PARENT, rw_record_get_id (b));
  assert_refused (all, NULL, b, NULL);
  assert_refused (all, NULL, c, NULL);
  rw_record_set_ref (a, RW_DEVICE_PARENT, rw_record_get_id (c));
  assert_refused (all, NULL, a,
                  "“mx-1” cannot be in the chassis “blade-1”, which is itself in “mx-1”");
  /* Nor may one that is gone be in itself: it might come back. */
  rw_record_set_enum (a, RW_DEVICE_STAGE, RW_STAGE_REMOVED);
  assert_refused (all, NULL, a,
                  "“mx-1” cannot be in the chassis “blade-1”, which is itself in “mx-1”");
  /* Who only looks on at a circle is not refused for it. */
  assert_refused (all, NULL, add_device (all, "other", type, NULL, 0), NULL);
  rw_record_take (a, RW_DEVICE_PARENT, RW_VALUE_NULL);
  rw_record_set_ref (c, RW_DEVICE_PARENT, rw_record_get_id (a));
  rw_record_set_text (c, RW_DEVICE_BAY, "1");
  assert_refused (all, NULL, c, "“blade-1” and “sled-1” cannot both be in bay 1");
}

static RwRecord *
add_port (GPtrArray *all, RwRecord *device, const char *name)
{
  RwRecord *port = add (all, RW_KIND_PORT, RW_PORT_NAME, name);

  rw_record_set_ref (port, RW_PORT_SYSTEM, rw_record_get_id (device));
  return port;
}

static RwRecord *
add_cable (GPtrArray *all, const char *label, RwRecord *a, RwRecord *b)
{
  RwRecord *cable = add (all, RW_KIND_CABLE, RW_CABLE_LABEL, label);

  rw_record_set_ref (cable, RW_CABLE_A, rw_record_get_id (a));
  rw_record_set_ref (cable, RW_CABLE_B, rw_record_get_id (b));
  return cable;
}

static void
test_cables (void)
{
  g_autoptr (GPtrArray) all = records ();
  RwRecord *type = add_type (all, 1), *device = add_device (all, "web-1", type, NULL, 0),
           *tor = add_device (all, "sw-1", type, NULL, 0);
  RwRecord *eth0 = add_port (all, device, "eth0"), *eth1 = add_port (all, device, "eth1"),
           *up = add_port (all, tor, "1/0/1"), *down = add_port (all, tor, "1/0/2");
  RwRecord *cable = add_cable (all, "C-1", eth0, up), *bare, *third;

  assert_refused (all, NULL, cable, NULL);
  /* The same port is one's beginning and the other's end. */
  third = add_cable (all, "C-2", down, eth0);
  assert_refused (all, NULL, third,
                  "Cable “C-2” cannot end in eth0 of web-1: cable “C-1” already does");
  rw_record_set_ref (third, RW_CABLE_B, rw_record_get_id (eth1));
  assert_refused (all, NULL, third, NULL);
  bare = add_cable (all, NULL, eth1, up);
  assert_refused (
    all, NULL, bare,
    "Cable “eth1 of web-1 – 1/0/1 of sw-1” cannot end in eth1 of web-1: cable “C-2” already does");
  /* Who does not touch the ends may say the rest. */
  assert_refused (all, bare, bare, NULL);
}

static RwRecord *
add_address (GPtrArray *all, const char *text, const char *vrf)
{
  RwRecord *address = add (all, RW_KIND_ADDRESS, RW_ADDRESS_ADDRESS, text);

  rw_record_set_text (address, RW_ADDRESS_VRF, vrf);
  return address;
}

static void
test_unique (void)
{
  g_autoptr (GPtrArray) all = records ();
  RwRecord *type = add_type (all, 1);
  RwRecord *one = add_device (all, "web-1", type, NULL, 0),
           *two = add_device (all, "web-2", type, NULL, 0);

  rw_record_set_text (one, RW_DEVICE_SERIAL, "CZ1234");
  rw_record_set_text (two, RW_DEVICE_SERIAL, "CZ1234");
  assert_refused (all, NULL, two,
                  "Device “web-2”: the Serial number “CZ1234” already belongs to “web-1”");
  add_address (all, "192.0.2.10/24", NULL);
  assert_refused (all, NULL, add_address (all, "192.0.2.10/32", "customer"), NULL);
  assert_refused (all, NULL, add_address (all, "192.0.2.1", NULL), NULL);
  assert_refused (
    all, NULL, add_address (all, "192.0.2.10", NULL),
    "Address “192.0.2.10”: the Address “192.0.2.10” already belongs to “192.0.2.10/24”");
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *address, *prefix, *normal;
  } cases[] = {
    { "192.0.2.10", "#“192.0.2.10” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be",
      NULL },
    { "192.0.2.10/24", "#“192.0.2.10/24” is an address in a network; the network is “192.0.2.0/24”",
      NULL },
    { "192.0.2.0/24", "192.0.2.0/24", NULL },
    { "0.0.0.0/0", "0.0.0.0/0", NULL },
    { "192.0.2.10/32", "192.0.2.10/32", NULL },
    { "2001:db8::/32", "2001:db8::/32", NULL },
    { "2001:db8::a/127", "2001:db8::a/127", NULL },
    { "2001:db8::b/127",
      "#“2001:db8::b/127” is an address in a network; the network is “2001:db8::a/127”", NULL },
    { "::/0", "::/0", NULL },
    { "#“2001:DB8::A/64” is to be written “2001:db8::a/64”",
      "#“2001:DB8::A/64” is an address in a network; the network is “2001:db8::/64”",
      "2001:db8::a/64" },
    { "#“2001:db8:0:0::1” is to be written “2001:db8::1”",
      "#“2001:db8:0:0::1” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be",
      "2001:db8::1" },
    { "#“192.0.2.0/024” is to be written “192.0.2.0/24”",
      "#“192.0.2.0/024” is to be written “192.0.2.0/24”", "192.0.2.0/24" },
    { "#“192.0.2.10/33” has the prefix length 33; at most 32 is possible",
      "#“192.0.2.10/33” has the prefix length 33; at most 32 is possible", NULL },
    { "#“2001:db8::/129” has the prefix length 129; at most 128 is possible",
      "#“2001:db8::/129” has the prefix length 129; at most 128 is possible", NULL },
    { "#“192.0.2.300” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be",
      "#“192.0.2.300” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be", NULL },
    { "#“192.0.2.1/” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be",
      "#“192.0.2.1/” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be", NULL },
    { "#“192.0.2.1/-1” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be",
      "#“192.0.2.1/-1” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be", NULL },
    { "#“fe80::1%eth0” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be",
      "#“fe80::1%eth0” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be", NULL },
    { "#“web-1” is not an address, as 192.0.2.10/24 or 2001:db8::10/64 would be",
      "#“web-1” is not a network, as 192.0.2.0/24 or 2001:db8::/32 would be", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint prefix = 0; prefix < 2; prefix++)
      {
        const char *wanted = prefix ? cases[i].prefix : cases[i].address;
        /* A sentence begins with what was written, after the sign that it is one. */
        g_autofree char *text =
          *wanted == '#' ? g_strndup (wanted + 1 + strlen ("“"),
                                      (gsize) (strstr (wanted, "”") - wanted) - 1 - strlen ("“"))
                         : g_strdup (wanted);
        g_autoptr (RwRecord) record =
          rw_record_new (prefix ? RW_KIND_PREFIX : RW_KIND_ADDRESS, NULL);
        g_autoptr (GError) error = NULL;
        g_autofree char *normal = rw_address_normalize (text);

        rw_record_set_text (record, prefix ? RW_PREFIX_PREFIX : RW_ADDRESS_ADDRESS, text);
        g_assert_true (rw_record_check (record, &error) == (*wanted != '#'));
        g_assert_cmpstr (error != NULL ? error->message : NULL, ==,
                         error != NULL ? wanted + 1 : NULL);
        g_assert_cmpstr (normal, ==, cases[i].normal != NULL ? cases[i].normal : text);
      }
}

static RwRecord *
add_ticket (GPtrArray *all, const char *title, RwRecord *into)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, 1);
  if (into != NULL)
    rw_ticket_merge (ticket, rw_record_get_id (into), 2);
  g_ptr_array_add (all, ticket);
  return ticket;
}

/* Neither chains nor circles, whichever end of them comes last. */
static void
test_merged (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  const RwCrossView view = { get_cb, referrers_cb, find_unique_cb, all };
  RwRecord *kept = add_ticket (all, "Kept", NULL), *merged = add_ticket (all, "Merged", kept);
  RwRecord *chain = add_ticket (all, "Chain", merged);
  g_autoptr (RwRecord) itself = rw_record_dup (kept);
  g_autoptr (RwRecord) open = rw_record_dup (merged);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) own = NULL;
  g_autoptr (GError) reopened = NULL;

  g_assert_cmpint (rw_cross_rules_check (&view, NULL, chain, &error), ==, RW_CROSS_REFUSED);
  g_assert_cmpstr (
    error->message, ==,
    "Ticket “Chain” cannot be merged into “Merged”: that one was itself merged into another");
  g_clear_error (&error);
  /* And the ticket in the middle, as it now is. */
  g_assert_cmpint (rw_cross_rules_check (&view, NULL, merged, &error), ==, RW_CROSS_REFUSED);
  g_clear_error (&error);
  g_ptr_array_remove (all, chain);
  g_assert_cmpint (rw_cross_rules_check (&view, NULL, merged, &error), ==, RW_CROSS_OK);
  g_assert_no_error (error);
  /* A circle: the one that is kept goes into the one that went into it. */
  rw_ticket_merge (kept, rw_record_get_id (merged), 3);
  g_assert_cmpint (rw_cross_rules_check (&view, NULL, kept, &error), ==, RW_CROSS_REFUSED);
  g_clear_error (&error);

  rw_ticket_merge (itself, rw_record_get_id (itself), 3);
  g_assert_false (rw_record_check (itself, &own));
  g_assert_cmpstr (own->message, ==, "Ticket “Kept” cannot be merged into itself");
  rw_record_set_enum (open, RW_TICKET_STATUS, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_false (rw_record_check (open, &reopened));
  g_assert_true (
    g_str_has_prefix (reopened->message, "Ticket “Merged” was merged into another one"));
}

/* From wherever it was, and back there. */
static void
test_merge_and_back (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *kept = add_ticket (all, "Kept", NULL), *other = add_ticket (all, "Other", NULL);

  for (int status = 0; status < RW_TICKET_STATUS_N_VALUES; status++)
    {
      g_autoptr (RwRecord) before = rw_record_dup (other);
      g_autoptr (RwRecord) after = NULL;
      g_autoptr (GError) error = NULL;

      rw_ticket_set_status (before, (RwTicketStatus) status, 5);
      after = rw_record_dup (before);
      rw_ticket_merge (after, rw_record_get_id (kept), 10);
      g_assert_true (rw_record_check (after, &error));
      g_assert_no_error (error);
      g_assert_true (rw_record_has (after, RW_TICKET_RESOLVED) ||
                     status == RW_TICKET_STATUS_CLOSED);
      g_assert_true (rw_transition_check (before, after, &error));
      g_assert_true (rw_transition_check (after, before, &error));
      g_assert_no_error (error);
    }
}

static void
test_link (void)
{
  g_autoptr (RwRecord) link = rw_record_new (RW_KIND_LINK, NULL);
  RwId id = rw_id_from_name ("test", "ticket"), other = rw_id_from_name ("test", "other");

  rw_record_set_ref (link, RW_LINK_SOURCE, &id);
  rw_record_set_enum (link, RW_LINK_TYPE, RW_LINK_TYPE_RELATED);
  rw_record_set_ref (link, RW_LINK_TARGET, &other);
  g_assert_true (rw_record_check (link, NULL));
  rw_record_set_ref (link, RW_LINK_TARGET, &id);
  g_assert_false (rw_record_check (link, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cross-rules/units", test_units);
  g_test_add_func ("/cross-rules/chassis", test_chassis);
  g_test_add_func ("/cross-rules/cables", test_cables);
  g_test_add_func ("/cross-rules/unique", test_unique);
  g_test_add_func ("/cross-rules/addresses", test_addresses);
  g_test_add_func ("/cross-rules/merged", test_merged);
  g_test_add_func ("/cross-rules/merge-and-back", test_merge_and_back);
  g_test_add_func ("/cross-rules/link", test_link);
  return g_test_run ();
}
