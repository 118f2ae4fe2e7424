/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rules/rw-problem-return.h"
#include "rules/rw-security-rules.h"
#include "rules/rw-system-rules.h"
#include "rules/rw-ticket-rules.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-demo.h"
#include "rw-error.h"
#include "rw-time.h"
#include "demo-company.h"

/* Two that refer to one another cannot both come first. */
static gboolean
may_refer_forward (RwKind kind,
                   guint  field)
{
  return (kind == RW_KIND_DEVICE && (field == RW_DEVICE_PARTNER || field == RW_DEVICE_PRIMARY_ADDRESS)) ||
         (kind == RW_KIND_VM && field == RW_VM_PRIMARY_ADDRESS) || (kind == RW_KIND_CUSTOMER && field == RW_CUSTOMER_FIRST_CONTACT) ||
         (kind == RW_KIND_TEAM && field == RW_TEAM_LEAD) || (kind == RW_KIND_PORT && field == RW_PORT_UPSTREAM);
}

static void
check_ref (Company    *company,
           RwRecord   *record,
           guint       field,
           const RwId *id)
{
  const RwField *info = rw_schema_field (rw_record_get_kind (record), field);
  RwRecord *target = g_hash_table_lookup (company->by_id, id);

  if (target == NULL)
    g_error ("%s.%s of “%s” leads nowhere", rw_record_get_info (record)->name, info->name, rw_record_get_title (record));
  if (!(info->refs & RW_KIND_BIT (rw_record_get_kind (target))))
    g_error ("%s.%s of “%s” leads to a %s", rw_record_get_info (record)->name, info->name, rw_record_get_title (record),
             rw_record_get_info (target)->name);
  if (!may_refer_forward (rw_record_get_kind (record), field) &&
      GPOINTER_TO_UINT (g_hash_table_lookup (company->order, id)) > GPOINTER_TO_UINT (g_hash_table_lookup (company->order, rw_record_get_id (record))))
    g_error ("%s.%s of “%s” refers to what comes later", rw_record_get_info (record)->name, info->name, rw_record_get_title (record));
}

static void
check_references (Company *company)
{
  g_autoptr (GHashTable) unique = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint r = 0; r < company->records->len; r++)
    {
      RwRecord *record = company->records->pdata[r];
      const RwKindInfo *info = rw_record_get_info (record);
      GError *error = NULL;

      if (!rw_record_check (record, &error))
        g_error ("%s: %s", info->name, error->message);
      for (guint f = 0; f < info->n_fields; f++)
        {
          const RwValue *value = rw_record_get (record, f);
          char *key = rw_record_unique_key (record, f);

          if (value->type == RW_FIELD_REF)
            check_ref (company, record, f, &value->id);
          else if (value->type == RW_FIELD_REFS)
            for (guint i = 0; i < value->n_ids; i++)
              check_ref (company, record, f, &value->ids[i]);
          if (key != NULL)
            {
              char *full = g_strdup_printf ("%s.%s %s", info->name, info->fields[f].name, key);

              g_free (key);
              if (!g_hash_table_add (unique, full))
                g_error ("%s twice", full);
            }
        }
    }
}

static void
test_references (void)
{
  Company *small = company_new (RW_DEMO_SMALL, 7);

  check_references (small);
  company_free (small);
  check_references (mid ());
}

/* Which half units of which face of which rack are taken; keyed by text for a plain set. */
static void
test_racks (void)
{
  Company *company = mid ();
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint ghosts = 0, blades = 0, sides = 0;

  FOR_EACH (company, DEVICE, device)
    {
      RwRecord *type = follow (company, device, RW_DEVICE_TYPE), *rack = follow (company, device, RW_DEVICE_RACK);
      double unit = rw_record_get_decimal (device, RW_DEVICE_POSITION, 0);
      int halves = (int) round (2 * rw_record_get_decimal (type, RW_DEVICE_TYPE_HEIGHT, 0));
      int stage = rw_record_get_enum (device, RW_DEVICE_STAGE);

      if (rw_record_has (device, RW_DEVICE_PARENT))
        {
          char *bay = g_strdup_printf ("%p %s", follow (company, device, RW_DEVICE_PARENT), rw_record_get_text (device, RW_DEVICE_BAY));

          g_assert_true (g_hash_table_add (taken, bay));
          blades++;
          continue;
        }
      if (rw_record_has (device, RW_DEVICE_SIDE))
        {
          char *side = g_strdup_printf ("%p side %d", rack, rw_record_get_enum (device, RW_DEVICE_SIDE));

          g_assert_true (g_hash_table_add (taken, side));
          g_assert_cmpint (halves, ==, 0);
          sides++;
          continue;
        }
      if (rack == NULL)
        {
          g_assert_cmpfloat (unit, ==, 0);
          continue;
        }
      if (stage < RW_STAGE_RACKED)
        ghosts++;
      g_assert_cmpint (halves, >, 0);
      g_assert_cmpfloat (unit, >=, 1);
      g_assert_cmpfloat (unit + halves / 2.0, <=, (double) rw_record_get_integer (rack, RW_RACK_UNITS, 0) + 1);
      for (int face = 0; face < 2; face++)
        {
          if (!rw_record_get_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH) && face != rw_record_get_enum (device, RW_DEVICE_FACE))
            continue;
          for (int h = 0; h < halves; h++)
            if (!g_hash_table_add (taken, g_strdup_printf ("%p %d %g", rack, face, unit + h / 2.0)))
              g_error ("%s overlaps in %s at %g", rw_record_get_title (device), rw_record_get_title (rack), unit);
        }
    }
  g_assert_cmpuint (ghosts, >, 20);
  g_assert_cmpuint (blades, >, 100);
  g_assert_cmpuint (sides, ==, 400);
  /* Reservations are of a rack's own units. */
  FOR_EACH (company, RESERVATION, reservation)
    g_assert_cmpfloat (rw_record_get_decimal (reservation, RW_RESERVATION_POSITION, 0) + rw_record_get_decimal (reservation, RW_RESERVATION_HEIGHT, 0), <=,
                       (double) rw_record_get_integer (follow (company, reservation, RW_RESERVATION_RACK), RW_RACK_UNITS, 0) + 1);
}

static RwRecord *
other_end (Company    *company,
           const RwId *end)
{
  RwRecord *cable = g_hash_table_lookup (company->cables, end);
  const RwId *a;

  if (cable == NULL)
    return NULL;
  a = rw_record_get_ref (cable, RW_CABLE_A);
  return get (company, rw_id_equal (a, end) ? rw_record_get_ref (cable, RW_CABLE_B) : a);
}

static void
index_cables (Company *company)
{
  FOR_EACH (company, CABLE, cable)
    for (guint f = RW_CABLE_A; f <= RW_CABLE_B; f++)
      if (!g_hash_table_insert (company->cables, (gpointer) rw_record_get_ref (cable, f), cable))
        g_error ("two cables in one port: %s", rw_record_get_text (cable, RW_CABLE_LABEL));
}

/* Along patch panels to the network port at the far end. */
static RwRecord *
far_end (Company  *company,
         RwRecord *port,
         GHashTable *rear_to_front,
         guint    *panels)
{
  RwRecord *at = other_end (company, rw_record_get_id (port));

  while (at != NULL && rw_record_get_kind (at) == RW_KIND_PORT && rw_record_get_enum (at, RW_PORT_TYPE) >= RW_PORT_TYPE_PATCH_FRONT)
    {
      RwRecord *through = rw_record_get_enum (at, RW_PORT_TYPE) == RW_PORT_TYPE_PATCH_FRONT
                            ? follow (company, at, RW_PORT_UPSTREAM)
                            : g_hash_table_lookup (rear_to_front, rw_record_get_id (at));

      g_assert_nonnull (through);
      (*panels)++;
      at = other_end (company, rw_record_get_id (through));
    }
  return at;
}

static void
test_cables (void)
{
  Company *company = mid ();
  g_autoptr (GHashTable) rear_to_front = g_hash_table_new (rw_id_hash, rw_id_equal);
  guint panels = 0, network = 0, power = 0, to_feed = 0;

  index_cables (company);
  FOR_EACH (company, PORT, front)
    if (rw_record_get_enum (front, RW_PORT_TYPE) == RW_PORT_TYPE_PATCH_FRONT)
      g_hash_table_insert (rear_to_front, (gpointer) rw_record_get_ref (front, RW_PORT_UPSTREAM), front);
  FOR_EACH (company, PORT, port)
    {
      RwRecord *peer = far_end (company, port, rear_to_front, &panels);
      int type = rw_record_get_enum (port, RW_PORT_TYPE);

      if (peer == NULL || type >= RW_PORT_TYPE_PATCH_FRONT)
        continue;
      if (type == RW_PORT_TYPE_NETWORK)
        {
          g_assert_cmpint (rw_record_get_enum (peer, RW_PORT_TYPE), ==, RW_PORT_TYPE_NETWORK);
          g_assert_true (rw_value_equal (rw_record_get (port, RW_PORT_UNTAGGED), rw_record_get (peer, RW_PORT_UNTAGGED)));
          g_assert_true (rw_value_equal (rw_record_get (port, RW_PORT_TAGGED), rw_record_get (peer, RW_PORT_TAGGED)));
          network++;
        }
      else if (rw_record_get_kind (peer) == RW_KIND_POWER_FEED)
        {
          g_assert_cmpint (type, ==, RW_PORT_TYPE_POWER_INLET);
          g_assert_cmpint (rw_record_get_enum (port, RW_PORT_LEG), ==, rw_record_get_enum (peer, RW_POWER_FEED_LEG));
          g_assert_true (follow (company, follow (company, port, RW_PORT_SYSTEM), RW_DEVICE_RACK) == follow (company, peer, RW_POWER_FEED_RACK));
          to_feed++;
        }
      else if (type == RW_PORT_TYPE_POWER_INLET)
        {
          g_assert_cmpint (rw_record_get_enum (peer, RW_PORT_TYPE), ==, RW_PORT_TYPE_POWER_OUTLET);
          g_assert_cmpint (rw_record_get_enum (port, RW_PORT_LEG), ==, rw_record_get_enum (peer, RW_PORT_LEG));
          g_assert_true (follow (company, follow (company, port, RW_PORT_SYSTEM), RW_DEVICE_RACK) ==
                         follow (company, follow (company, peer, RW_PORT_SYSTEM), RW_DEVICE_RACK));
          power++;
        }
    }
  g_assert_cmpuint (to_feed, ==, 400);
  g_assert_cmpuint (power, >, 4000);
  g_assert_cmpuint (network, >, 8000);
  g_assert_cmpuint (panels, >, 100);
  /* Every server in operation has both supplies and an adapter in a switch. */
  FOR_EACH (company, PORT, nic)
    {
      RwRecord *system = follow (company, nic, RW_PORT_SYSTEM);

      if (rw_record_get_kind (system) == RW_KIND_DEVICE && rw_record_get_enum (system, RW_DEVICE_ROLE) == RW_DEVICE_ROLE_SERVER &&
          rw_record_get_enum (system, RW_DEVICE_STAGE) == RW_STAGE_OPERATION &&
          (rw_record_get_enum (nic, RW_PORT_TYPE) == RW_PORT_TYPE_POWER_INLET || g_str_equal (rw_record_get_text (nic, RW_PORT_NAME), "eno1")) &&
          other_end (company, rw_record_get_id (nic)) == NULL)
        g_error ("%s %s has no cable", rw_record_get_title (system), rw_record_get_text (nic, RW_PORT_NAME));
    }
}

/* What the report of single cords is for: a few systems, as in any company, and no more. */
static void
test_single_cords (void)
{
  for (int size = RW_DEMO_SMALL; size <= RW_DEMO_MID; size++)
    {
      Company *company = size == RW_DEMO_MID ? mid () : company_new ((RwDemoSize) size, 1);
      g_autoptr (GHashTable) legs = g_hash_table_new (NULL, NULL),
                             inlets = g_hash_table_new (NULL, NULL);
      GHashTableIter iter;
      gpointer device, seen;
      guint one_cord = 0, one_feed = 0, fed = 0;

      if (g_hash_table_size (company->cables) == 0)
        index_cables (company);
      FOR_EACH (company, PORT, port)
      {
        RwRecord *system = follow (company, port, RW_PORT_SYSTEM);
        guint bits, n;

        if (rw_record_get_enum (port, RW_PORT_TYPE) != RW_PORT_TYPE_POWER_INLET ||
            rw_record_get_enum (system, RW_DEVICE_ROLE) == RW_DEVICE_ROLE_PDU ||
            other_end (company, rw_record_get_id (port)) == NULL)
          continue;
        bits = GPOINTER_TO_UINT (g_hash_table_lookup (legs, system)) |
               1u << rw_record_get_enum (port, RW_PORT_LEG);
        n = GPOINTER_TO_UINT (g_hash_table_lookup (inlets, system)) + 1;
        g_hash_table_insert (legs, system, GUINT_TO_POINTER (bits));
        g_hash_table_insert (inlets, system, GUINT_TO_POINTER (n));
      }
      g_hash_table_iter_init (&iter, legs);
      while (g_hash_table_iter_next (&iter, &device, &seen))
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (inlets, device)),
                bits = GPOINTER_TO_UINT (seen);

          fed++;
          one_cord += n == 1;
          one_feed += n > 1 && (bits & (bits - 1)) == 0;
        }
      g_assert_cmpuint (one_cord, >=, 1);
      g_assert_cmpuint (one_feed, >=, 1);
      g_assert_cmpuint (one_cord + one_feed, >=, 3);
      g_assert_cmpuint (one_cord + one_feed, <, 3 + fed / 20);
      if (size != RW_DEMO_MID)
        company_free (company);
    }
}

/* A device has the ports that its type's templates name, in number and by name. */
static void
test_templates (void)
{
  Company *company = mid ();
  g_autoptr (GHashTable) n_ports = g_hash_table_new (NULL, NULL);
  guint checked = 0;

  FOR_EACH (company, PORT, port)
    {
      RwRecord *system = follow (company, port, RW_PORT_SYSTEM), *type;
      g_autofree char *name = NULL;

      g_hash_table_insert (n_ports, system, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (n_ports, system)) + 1));
      if (rw_record_get_kind (system) != RW_KIND_DEVICE)
        continue;
      type = follow (company, system, RW_DEVICE_TYPE);
      name = g_strdup_printf ("{\"name\":\"%s\",\"type\":\"%s\"", rw_record_get_text (port, RW_PORT_NAME),
                              rw_enum_value (&rw_enum_port_type, rw_record_get_enum (port, RW_PORT_TYPE)));
      g_assert_nonnull (strstr (rw_record_get_text (type, RW_DEVICE_TYPE_PORTS), name));
    }
  FOR_EACH (company, DEVICE, device)
    {
      const char *at = rw_record_get_text (follow (company, device, RW_DEVICE_TYPE), RW_DEVICE_TYPE_PORTS);
      guint n = 0;

      if (rw_record_get_enum (device, RW_DEVICE_STAGE) != RW_STAGE_OPERATION)
        continue;
      for (; (at = strstr (at, "\"name\"")) != NULL; at++)
        n++;
      g_assert_cmpuint (n, ==, GPOINTER_TO_UINT (g_hash_table_lookup (n_ports, device)));
      checked++;
    }
  g_assert_cmpuint (checked, >, 3000);
}

static guint32
parse_ipv4 (const char *text,
            guint      *bits)
{
  guint a, b, c, d;

  *bits = 32;
  g_assert_cmpint (sscanf (text, "%u.%u.%u.%u/%u", &a, &b, &c, &d, bits), >=, 4);
  return a << 24 | b << 16 | c << 8 | d;
}

static void
test_addresses (void)
{
  Company *company = mid ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal), of_vlan = g_hash_table_new (NULL, NULL);
  guint checked = 0;

  FOR_EACH (company, PREFIX, prefix)
    if (rw_record_has (prefix, RW_PREFIX_VLAN) && strchr (rw_record_get_text (prefix, RW_PREFIX_PREFIX), ':') == NULL)
      g_assert_true (g_hash_table_insert (of_vlan, follow (company, prefix, RW_PREFIX_VLAN), prefix));
  FOR_EACH (company, ADDRESS, address)
    {
      const char *text = rw_record_get_text (address, RW_ADDRESS_ADDRESS);
      RwRecord *port = follow (company, address, RW_ADDRESS_PORT), *prefix;
      guint bits, none;
      guint32 net, ip;

      g_assert_true (g_hash_table_add (seen, (gpointer) text));
      if (strchr (text, ':') != NULL || !rw_record_has (port, RW_PORT_UNTAGGED))
        continue;
      prefix = g_hash_table_lookup (of_vlan, follow (company, port, RW_PORT_UNTAGGED));
      g_assert_nonnull (prefix);
      net = parse_ipv4 (rw_record_get_text (prefix, RW_PREFIX_PREFIX), &bits);
      ip = parse_ipv4 (text, &none);
      if ((ip ^ net) >> (32 - bits) != 0)
        g_error ("%s is not in %s", text, rw_record_get_text (prefix, RW_PREFIX_PREFIX));
      checked++;
    }
  g_assert_cmpuint (checked, >, 10000);
  /* What a system calls its primary address is on one of its ports. */
  for (guint i = 0; i < company->records->len; i++)
    {
      RwRecord *system = company->records->pdata[i];
      RwRecord *address;

      if (!(rw_record_get_info (system)->flags & RW_K_SYSTEM))
        continue;
      address = follow (company, system, rw_system_field (system, RW_DEVICE_PRIMARY_ADDRESS));
      if (address != NULL)
        g_assert_true (follow (company, follow (company, address, RW_ADDRESS_PORT), RW_PORT_SYSTEM) == system);
    }
}

static void
test_desk (void)
{
  Company *company = company_new (RW_DEMO_SMALL, 1);
  guint open = 0, late = 0, soon = 0, urgent = 0, resolved = 0;

  FOR_EACH (company, TICKET, ticket)
    {
      gint64 opened = rw_record_get_integer (ticket, RW_TICKET_OPENED, 0), accepted = rw_record_get_integer (ticket, RW_TICKET_ACCEPTED, opened);
      gint64 done = rw_record_get_integer (ticket, RW_TICKET_RESOLVED, NOW), closed = rw_record_get_integer (ticket, RW_TICKET_CLOSED, NOW);
      gint64 due = rw_ticket_next_due (ticket, NULL);
      int status = rw_record_get_enum (ticket, RW_TICKET_STATUS);

      g_assert_cmpint (opened, <=, accepted);
      g_assert_cmpint (accepted, <=, done);
      g_assert_cmpint (done, <=, closed);
      g_assert_cmpint (closed, <=, NOW);
      g_assert_true (rw_record_has (ticket, RW_TICKET_RESOLVED) == !rw_ticket_status_is_open (status));
      g_assert_true (rw_record_has (ticket, RW_TICKET_CLOSED) == (status == RW_TICKET_STATUS_CLOSED));
      resolved += status == RW_TICKET_STATUS_RESOLVED;
      if (!rw_ticket_status_is_open (status))
        continue;
      open++;
      late += due != 0 && due < NOW;
      soon += due != 0 && due >= NOW && due < NOW + 2 * RW_HOUR;
      urgent += rw_record_get_enum (ticket, RW_TICKET_PRIORITY) == RW_PRIORITY_P1 && due >= NOW && due < NOW + 10 * RW_MINUTE;
    }
  g_assert_cmpuint (open, >=, 24);
  g_assert_cmpuint (open, <=, 45);
  g_assert_cmpuint (late, >=, 2);
  g_assert_cmpuint (late, <=, open / 2);
  g_assert_cmpuint (soon, >=, 2);
  g_assert_cmpuint (urgent, >=, 1);
  g_assert_cmpuint (resolved, >=, 2);
  FOR_EACH (company, MESSAGE, message)
    {
      RwRecord *ticket = follow (company, message, RW_MESSAGE_TICKET);

      g_assert_cmpint (rw_record_get_integer (message, RW_MESSAGE_AT, 0), >=, rw_record_get_integer (ticket, RW_TICKET_OPENED, 0));
      g_assert_cmpint (rw_record_get_integer (message, RW_MESSAGE_AT, 0), <=, NOW);
      g_assert_null (strchr (rw_record_get_text (message, RW_MESSAGE_BODY), '{'));
    }
  FOR_EACH (company, TICKET, titled)
    g_assert_null (strchr (rw_record_get_title (titled), '{'));
  company_free (company);
}

static void
test_changes (void)
{
  Company *company = mid ();
  guint ahead = 0, running = 0;

  FOR_EACH (company, CHANGE, change)
    {
      gint64 start = rw_record_get_integer (change, RW_CHANGE_START, 0), end = rw_record_get_integer (change, RW_CHANGE_END, 0);
      int status = rw_record_get_enum (change, RW_CHANGE_STATUS);

      g_assert_cmpint (start, <, end);
      if (end <= NOW)
        g_assert_cmpint (status, >=, RW_CHANGE_STATUS_REVIEW);
      else if (start <= NOW)
        g_assert_cmpint (status, ==, RW_CHANGE_STATUS_IN_PROGRESS);
      else
        g_assert_cmpint (status, <, RW_CHANGE_STATUS_IN_PROGRESS);
      ahead += start > NOW;
      running += status == RW_CHANGE_STATUS_IN_PROGRESS;
      g_assert_null (strchr (rw_record_get_title (change), '{'));
    }
  g_assert_cmpuint (ahead, >, 150);
  g_assert_cmpuint (running, >=, 1);
  FOR_EACH (company, APPROVAL, approval)
    g_assert_false (rw_id_equal (rw_record_get_ref (approval, RW_APPROVAL_PERSON),
                                 rw_record_get_ref (follow (company, approval, RW_APPROVAL_CHANGE), RW_CHANGE_IMPLEMENTER)));
}

static gboolean
add_to_sum (RwRecord  *record,
            gpointer   data,
            GError   **error)
{
  GChecksum *sum = data;
  const RwKindInfo *info = rw_record_get_info (record);

  g_checksum_update (sum, (const guchar *) info->name, -1);
  g_checksum_update (sum, rw_record_get_id (record)->bytes, 16);
  for (guint f = 0; f < info->n_fields; f++)
    {
      g_autofree char *text = rw_value_to_display (rw_record_get (record, f), &info->fields[f]);

      g_checksum_update (sum, (const guchar *) (text != NULL ? text : "-"), -1);
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }
  return TRUE;
}

static char *
sum_of (guint64 seed,
        gint64  now)
{
  RwDemoOptions options = { RW_DEMO_SMALL, seed, now };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_assert_true (rw_demo_generate (&options, add_to_sum, sum, NULL));
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_same_again (void)
{
  g_autofree char *first = sum_of (5, NOW), *again = sum_of (5, NOW), *other = sum_of (6, NOW), *later = sum_of (5, NOW + RW_DAY);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
  g_assert_cmpstr (first, !=, later);
}

static gboolean
count_one (RwRecord  *record,
           gpointer   data,
           GError   **error)
{
  ((guint *) data)[rw_record_get_kind (record)]++;
  return TRUE;
}

static void
assert_near (const char *what,
             guint       is,
             guint       should)
{
  if (is < should * 96 / 100 || is > should * 104 / 100)
    g_error ("%u %s where %u belong", is, what, should);
}

static void
test_counts (void)
{
  int last = g_test_slow () ? RW_DEMO_LARGE : RW_DEMO_MID;

  for (int size = RW_DEMO_SMALL; size <= last; size++)
    for (guint64 seed = 1; seed <= (size == RW_DEMO_SMALL ? 6 : 1); seed++)
      {
        RwDemoOptions options = { size, seed, NOW };
        const RwDemoCounts *should = rw_demo_size_counts (size);
        guint counts[RW_N_KINDS] = { 0 };

        g_assert_true (rw_demo_generate (&options, count_one, counts, NULL));
        g_assert_cmpuint (counts[RW_KIND_RACK], ==, should->racks);
        g_assert_cmpuint (counts[RW_KIND_DEVICE], ==, should->devices);
        g_assert_cmpuint (counts[RW_KIND_VM], ==, should->vms);
        assert_near ("ports", counts[RW_KIND_PORT], should->ports);
        assert_near ("addresses", counts[RW_KIND_ADDRESS], should->addresses);
        assert_near ("cables", counts[RW_KIND_CABLE], should->cables);
        g_assert_cmpuint (counts[RW_KIND_TICKET], ==, should->tickets);
        assert_near ("messages", counts[RW_KIND_MESSAGE], should->messages);
        g_assert_cmpuint (counts[RW_KIND_CHANGE], ==, should->changes);
        assert_near ("runs", counts[RW_KIND_BACKUP_RUN], should->runs);
      }
}

/* Of the records, what the rules of problem management ask. */
static RwIncident
incident_of (RwRecord *ticket)
{
  const RwId *customer = rw_record_get_ref (ticket, RW_TICKET_CUSTOMER),
             *service = rw_record_get_ref (ticket, RW_TICKET_SERVICE),
             *ci = rw_record_get_ref (ticket, RW_TICKET_CI);

  return (RwIncident) { .customer = customer != NULL ? *customer : RW_ID_NIL,
                        .service = service != NULL ? *service : RW_ID_NIL,
                        .ci = ci != NULL ? *ci : RW_ID_NIL,
                        .alert = rw_record_get_text (ticket, RW_TICKET_ALERT),
                        .category = rw_record_get_text (ticket, RW_TICKET_CATEGORY),
                        .opened = rw_record_get_integer (ticket, RW_TICKET_OPENED, 0) };
}

/* The change that fixes the problem, or NULL; in @causes the incidents that it caused. */
static RwRecord *
look_at_problem (Company *company, RwRecord *problem, GArray *causes)
{
  RwRecord *change = NULL;

  FOR_EACH (company, LINK, link)
  {
    int type = rw_record_get_enum (link, RW_LINK_TYPE);
    RwRecord *source = follow (company, link, RW_LINK_SOURCE),
             *target = follow (company, link, RW_LINK_TARGET);

    if (type == RW_LINK_TYPE_FIXED_BY && source == problem)
      change = target;
    if (type == RW_LINK_TYPE_CAUSED_BY && target == problem)
      {
        RwIncident cause = incident_of (source);

        g_array_append_val (causes, cause);
      }
  }
  return change;
}

/* What the page of problems should have to show, whatever the seed. */
static void
check_problems (Company *company)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (RwIncident));
  g_autoptr (GPtrArray) candidates = NULL;
  guint n_back = 0, n_planned = 0, n_known = 0;

  FOR_EACH (company, TICKET, ticket)
  {
    RwIncident incident = incident_of (ticket);

    if (rw_record_get_enum (ticket, RW_TICKET_TYPE) == RW_TICKET_TYPE_INCIDENT)
      g_array_append_val (open, incident);
  }
  candidates = rw_problem_candidates_find ((RwIncident *) open->data, open->len, NOW);
  g_assert_cmpuint (candidates->len, >=, 2);
  FOR_EACH (company, TICKET, problem)
  {
    g_autoptr (GArray) signs = g_array_new (FALSE, FALSE, sizeof (RwIncident));
    RwRecord *change;
    RwFixedProblem fixed;

    if (rw_record_get_enum (problem, RW_TICKET_TYPE) != RW_TICKET_TYPE_PROBLEM)
      continue;
    change = look_at_problem (company, problem, signs);
    n_known += signs->len >= 4 && rw_record_get_boolean (problem, RW_TICKET_KNOWN_ERROR) &&
               change == NULL && rw_record_has (problem, RW_TICKET_WORKAROUND);
    if (change == NULL)
      continue;
    fixed = (RwFixedProblem) { (RwIncident *) signs->data, signs->len, 0 };
    if (rw_problem_is_fixed (rw_record_get_enum (problem, RW_TICKET_STATUS),
                             rw_record_get_integer (problem, RW_TICKET_RESOLVED, 0),
                             rw_record_get_enum (change, RW_CHANGE_STATUS),
                             rw_record_get_enum (change, RW_CHANGE_RESULT),
                             rw_record_get_boolean (change, RW_CHANGE_BACKED_OUT),
                             rw_record_get_integer (change, RW_CHANGE_FINISHED, 0), &fixed.since))
      {
        g_autoptr (GPtrArray) back =
          rw_problem_returns_find (&fixed, 1, (RwIncident *) open->data, open->len, NOW);

        n_back += back->len;
      }
    else
      n_planned += rw_record_get_integer (change, RW_CHANGE_START, 0) > NOW;
  }
  g_assert_cmpuint (n_back, ==, 1);
  g_assert_cmpuint (n_planned, >=, 1);
  g_assert_cmpuint (n_known, >=, 1);
}

/* A catalogue, services in every state, and measures of every status. */
static void
check_security (Company *company)
{
  guint n_statuses[RW_MEASURE_STATUS_N_VALUES] = { 0 }, n_steps = 0, n_sorts = 0, n_retired = 0,
        n_tied = 0, n_open = 0, n_answered = 0;

  FOR_EACH (company, MEASURE, measure)
  {
    gboolean sort =
      g_strcmp0 (rw_record_get_text (measure, RW_MEASURE_CATEGORY), RW_MEASURE_FINDING_TYPE) == 0;

    if (rw_record_get_boolean (measure, RW_MEASURE_CATALOGUE))
      {
        n_retired += rw_measure_is_retired (measure);
        n_sorts += sort;
        n_steps += !sort && !rw_measure_is_retired (measure);
        continue;
      }
    n_statuses[rw_record_get_enum (measure, RW_MEASURE_STATUS)]++;
    n_tied += rw_record_has (measure, RW_MEASURE_TICKET);
  }
  FOR_EACH (company, FINDING, finding)
  {
    n_answered += rw_record_has (finding, RW_FINDING_MEASURE);
    n_open += !rw_record_has (finding, RW_FINDING_MEASURE);
  }
  for (guint i = 0; i < RW_MEASURE_STATUS_N_VALUES; i++)
    g_assert_cmpuint (n_statuses[i], >, 0);
  g_assert_cmpuint (n_steps, >=, 10);
  g_assert_cmpuint (n_sorts, >=, 3);
  g_assert_cmpuint (n_retired, >=, 1);
  g_assert_cmpuint (n_tied, >=, 1);
  g_assert_cmpuint (n_open, >=, 1);
  g_assert_cmpuint (n_answered, >=, 1);
}

static void
test_problems (void)
{
  check_problems (mid ());
  check_security (mid ());
  for (guint64 seed = 1; seed <= 6; seed++)
    {
      Company *small = company_new (RW_DEMO_SMALL, seed);

      check_problems (small);
      check_security (small);
      company_free (small);
    }
}

/* Midnight, month ends, the hours of the clock changes, Black Friday itself, a leap day. */
static void
test_any_present (void)
{
  static const char *const times[] = { "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-11-27T23:10:00Z", "2028-02-29T12:00:00Z",
                                       "2027-01-01T00:00:00Z", "2026-12-31T23:59:59Z" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      RwDemoOptions options = { RW_DEMO_SMALL, i, 0 };
      Company company = { .records = g_ptr_array_new_with_free_func (g_object_unref), .by_id = g_hash_table_new (rw_id_hash, rw_id_equal),
                          .order = g_hash_table_new (rw_id_hash, rw_id_equal) };

      g_assert_true (rw_instant_parse (times[i], &options.now_us));
      g_assert_true (rw_demo_generate (&options, keep, &company, NULL));
      check_references (&company);
      g_hash_table_unref (company.by_id);
      g_hash_table_unref (company.order);
      g_ptr_array_unref (company.records);
    }
}

static gboolean
refuse (RwRecord  *record,
        gpointer   data,
        GError   **error)
{
  if (++*(guint *) data < 100)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_FULL, "full");
  return FALSE;
}

static void
test_stops (void)
{
  RwDemoOptions options = { RW_DEMO_SMALL, 1, NOW };
  guint n = 0;
  GError *error = NULL;

  g_assert_false (rw_demo_generate (&options, refuse, &n, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
  g_assert_cmpuint (n, ==, 100);
  g_error_free (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/references", test_references);
  g_test_add_func ("/demo/racks", test_racks);
  g_test_add_func ("/demo/cables", test_cables);
  g_test_add_func ("/demo/single-cords", test_single_cords);
  g_test_add_func ("/demo/templates", test_templates);
  g_test_add_func ("/demo/addresses", test_addresses);
  g_test_add_func ("/demo/desk", test_desk);
  g_test_add_func ("/demo/problems", test_problems);
  g_test_add_func ("/demo/changes", test_changes);
  g_test_add_func ("/demo/same-again", test_same_again);
  g_test_add_func ("/demo/counts", test_counts);
  g_test_add_func ("/demo/any-present", test_any_present);
  g_test_add_func ("/demo/stops", test_stops);
  return g_test_run ();
}
