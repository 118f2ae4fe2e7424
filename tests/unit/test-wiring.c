/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-cable-trace.h"
#include "rules/rw-loss.h"
#include "rw-wiring.h"

/* A small estate, written down as it is wired. */

static RwId
id (const char *name)
{
  return rw_id_from_name ("wiring", name);
}

static RwId
port_id (const char *system, const char *port)
{
  g_autofree char *name = g_strconcat (system, ":", port, NULL);

  return id (name);
}

static void
add_system (RwWiring *wiring,
            const char *name,
            RwDeviceRole role,
            const char *rack,
            const char *service)
{
  RwWireSystem system = {
    .id = id (name), .kind = RW_KIND_DEVICE, .name = name, .role = role, .stage = RW_STAGE_OPERATION
  };

  if (rack != NULL)
    system.rack_id = id (rack);
  if (service != NULL)
    system.service_id = id (service);
  rw_wiring_add_system (wiring, &system);
}

static void
add_vm (RwWiring *wiring, const char *name, const char *host, const char *cluster, const char *service)
{
  RwWireSystem system = { .id = id (name),
                          .kind = RW_KIND_VM,
                          .name = name,
                          .stage = RW_STAGE_OPERATION,
                          .host_id = id (host),
                          .service_id = id (service) };

  if (cluster != NULL)
    system.cluster_id = id (cluster);
  rw_wiring_add_system (wiring, &system);
}

static void
add_port (RwWiring *wiring, const char *system, const char *name, RwPortType type, const char *upstream, int position)
{
  RwWirePort port = { .id = port_id (system, name),
                      .system_id = id (system),
                      .name = name,
                      .type = type,
                      .enabled = TRUE,
                      .position = position };

  if (upstream != NULL)
    port.upstream_id = port_id (system, upstream);
  rw_wiring_add_port (wiring, &port);
}

/* @a, @b: "system:port", or the name of a feed. */
static void
add_cable (RwWiring *wiring, const char *label, const char *a, const char *b)
{
  RwWireCable cable = {
    .id = id (label), .a_id = id (a), .b_id = id (b), .label = label, .status = -1
  };

  rw_wiring_add_cable (wiring, &cable);
}

static void
add_feed (RwWiring *wiring, const char *name, RwFeedLeg leg)
{
  RwWireFeed feed = { .id = id (name), .rack_id = id ("r1"), .name = name, .leg = leg };

  rw_wiring_add_feed (wiring, &feed);
}

static void
add_place (RwWiring *wiring, void (*add) (RwWiring *, const RwWirePlace *), const char *name, const char *customer)
{
  RwWirePlace place = { .id = id (name), .name = name };

  if (customer != NULL)
    place.customer_id = id (customer);
  add (wiring, &place);
}

static void
add_rack (RwWiring *wiring, const char *name)
{
  RwWireRack rack = { .id = id (name), .name = name, .units = 42 };

  rw_wiring_add_rack (wiring, &rack);
}

static void
add_pdu (RwWiring *wiring, const char *name, const char *feed)
{
  g_autofree char *inlet = g_strconcat (name, ":in", NULL),
                  *label = g_strconcat (name, "-cord", NULL);

  add_system (wiring, name, RW_DEVICE_ROLE_PDU, "r1", NULL);
  add_port (wiring, name, "in", RW_PORT_TYPE_POWER_INLET, NULL, 0);
  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *outlet = g_strdup_printf ("o%d", i);

      add_port (wiring, name, outlet, RW_PORT_TYPE_POWER_OUTLET, "in", 0);
    }
  add_cable (wiring, label, feed, inlet);
}

/*
 * feeds A and B, a PDU on each; web with a cord to both and a port to each of two switches, db with one cord
 * (to A) and one port, through two patch panels; both switches have cords to A and B, and hang on the firewall,
 * which is the edge. web hosts app1 alone, app2 in the cluster that db serves too.
 */
static RwWiring *
make_estate (void)
{
  RwWiring *wiring = rw_wiring_new ();

  add_rack (wiring, "r1");
  add_rack (wiring, "r2");
  add_place (wiring, rw_wiring_add_customer, "Ahrens", NULL);
  add_place (wiring, rw_wiring_add_service, "Shop", "Ahrens");
  add_place (wiring, rw_wiring_add_service, "Store", "Ahrens");
  add_feed (wiring, "feed A", RW_FEED_LEG_A);
  add_feed (wiring, "feed B", RW_FEED_LEG_B);
  add_pdu (wiring, "pdu-a", "feed A");
  add_pdu (wiring, "pdu-b", "feed B");

  add_system (wiring, "fw", RW_DEVICE_ROLE_FIREWALL, "r2", NULL);
  add_port (wiring, "fw", "1", RW_PORT_TYPE_NETWORK, NULL, 0);
  add_port (wiring, "fw", "2", RW_PORT_TYPE_NETWORK, NULL, 0);
  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("sw%d", i), *up = g_strdup_printf ("sw%d:48", i),
                      *fw = g_strdup_printf ("fw:%d", i), *label = g_strdup_printf ("up%d", i);

      add_system (wiring, name, RW_DEVICE_ROLE_SWITCH, "r2", NULL);
      add_port (wiring, name, "1", RW_PORT_TYPE_NETWORK, NULL, 0);
      add_port (wiring, name, "2", RW_PORT_TYPE_NETWORK, NULL, 0);
      add_port (wiring, name, "48", RW_PORT_TYPE_NETWORK, NULL, 0);
      add_cable (wiring, label, up, fw);
    }
  add_system (wiring, "web", RW_DEVICE_ROLE_SERVER, "r1", "Shop");
  add_port (wiring, "web", "psu1", RW_PORT_TYPE_POWER_INLET, NULL, 0);
  add_port (wiring, "web", "psu2", RW_PORT_TYPE_POWER_INLET, NULL, 0);
  add_port (wiring, "web", "eth0", RW_PORT_TYPE_NETWORK, NULL, 0);
  add_port (wiring, "web", "eth1", RW_PORT_TYPE_NETWORK, NULL, 0);
  add_cable (wiring, "w-a", "web:psu1", "pdu-a:o1");
  add_cable (wiring, "w-b", "pdu-b:o1", "web:psu2");
  add_cable (wiring, "w-1", "web:eth0", "sw1:1");
  add_cable (wiring, "w-2", "web:eth1", "sw2:1");

  add_system (wiring, "db", RW_DEVICE_ROLE_SERVER, "r1", "Store");
  add_port (wiring, "db", "psu1", RW_PORT_TYPE_POWER_INLET, NULL, 0);
  add_port (wiring, "db", "eth0", RW_PORT_TYPE_NETWORK, NULL, 0);
  add_cable (wiring, "d-a", "db:psu1", "pdu-a:o2");
  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("pp%d", i);

      add_system (wiring, name, RW_DEVICE_ROLE_PATCH_PANEL, i == 1 ? "r1" : "r2", NULL);
      add_port (wiring, name, "trunk", RW_PORT_TYPE_PATCH_REAR, NULL, 0);
      add_port (wiring, name, "1", RW_PORT_TYPE_PATCH_FRONT, "trunk", 1);
      add_port (wiring, name, "2", RW_PORT_TYPE_PATCH_FRONT, "trunk", 2);
    }
  add_cable (wiring, "d-p", "db:eth0", "pp1:2");
  add_cable (wiring, "trunk", "pp1:trunk", "pp2:trunk");
  add_cable (wiring, "p-s", "pp2:2", "sw1:2");

  add_vm (wiring, "app1", "web", NULL, "Shop");
  add_vm (wiring, "app2", "web", "cluster", "Shop");
  add_vm (wiring, "app3", "db", "cluster", "Store");
  rw_wiring_finish (wiring);
  return wiring;
}

static guint
find_port (RwWiring *wiring, const char *system, const char *port)
{
  RwId wanted = port_id (system, port);
  int index = rw_wiring_find (wiring, &wanted);

  g_assert_cmpint (index, >=, 0);
  return (guint) index;
}

/* "db:eth0 d-p pp1:2 …" */
static char *
say_path (RwWiring *wiring, GArray *path)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    {
      const RwTraceStep *step = &g_array_index (path, RwTraceStep, i);

      if (i > 0)
        g_string_append_c (text, ' ');
      if (step->type == RW_TRACE_PORT)
        g_string_append_printf (text, "%s:%s",
                                wiring->systems[wiring->ports[step->index].system].name,
                                wiring->ports[step->index].name);
      else
        g_string_append (text, step->type == RW_TRACE_CABLE ? wiring->cables[step->index].label
                                                            : wiring->feeds[step->index].name);
    }
  return g_string_free (text, FALSE);
}

static void
assert_path (RwWiring *wiring, const char *system, const char *port, const char *expected)
{
  g_autoptr (GArray) path = rw_cable_trace (wiring, find_port (wiring, system, port));
  g_autofree char *text = say_path (wiring, path);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_trace (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();

  assert_path (wiring, "db", "eth0", "db:eth0 d-p pp1:2 pp1:trunk trunk pp2:trunk pp2:2 p-s sw1:2");
  assert_path (wiring, "sw1", "2", "sw1:2 p-s pp2:2 pp2:trunk trunk pp1:trunk pp1:2 d-p db:eth0");
  /* From the middle it is the whole way all the same. */
  assert_path (wiring, "pp2", "2", "db:eth0 d-p pp1:2 pp1:trunk trunk pp2:trunk pp2:2 p-s sw1:2");
  assert_path (wiring, "pp1", "2", "sw1:2 p-s pp2:2 pp2:trunk trunk pp1:trunk pp1:2 d-p db:eth0");
  assert_path (wiring, "db", "psu1", "db:psu1 d-a pdu-a:o2 pdu-a:in pdu-a-cord feed A");
  assert_path (wiring, "pdu-b", "o1", "web:psu2 w-b pdu-b:o1 pdu-b:in pdu-b-cord feed B");
  assert_path (wiring, "pdu-b", "o2", "pdu-b:o2");
  g_assert_cmpint (wiring->ports[find_port (wiring, "db", "eth0")].far, ==,
                   (int) find_port (wiring, "sw1", "2"));
  g_assert_cmpint (wiring->ports[find_port (wiring, "web", "eth0")].far, ==,
                   (int) find_port (wiring, "sw1", "1"));
}

/* What is wired in a circle ends, and so does what is wired to itself. */
static void
test_circles (void)
{
  g_autoptr (RwWiring) wiring = rw_wiring_new ();
  g_autoptr (GArray) path = NULL;
  g_autoptr (RwLoss) loss = NULL;
  RwId lost = id ("p1");

  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *panel = g_strdup_printf ("pp%d", i), *pdu = g_strdup_printf ("p%d", i);

      add_system (wiring, panel, RW_DEVICE_ROLE_PATCH_PANEL, NULL, NULL);
      add_port (wiring, panel, "f", RW_PORT_TYPE_PATCH_FRONT, "r", 1);
      add_port (wiring, panel, "r", RW_PORT_TYPE_PATCH_REAR, NULL, 0);
      add_system (wiring, pdu, RW_DEVICE_ROLE_PDU, NULL, NULL);
      add_port (wiring, pdu, "in", RW_PORT_TYPE_POWER_INLET, NULL, 0);
      add_port (wiring, pdu, "out", RW_PORT_TYPE_POWER_OUTLET, "in", 0);
      add_port (wiring, pdu, "out2", RW_PORT_TYPE_POWER_OUTLET, "in", 0);
    }
  add_cable (wiring, "1", "pp1:r", "pp2:r");
  add_cable (wiring, "2", "pp2:f", "pp1:f");
  add_cable (wiring, "3", "p1:out", "p2:in");
  add_cable (wiring, "4", "p2:out", "p1:in");
  add_cable (wiring, "5", "p1:out2", "p2:out2");
  rw_wiring_finish (wiring);
  path = rw_cable_trace (wiring, find_port (wiring, "pp1", "f"));
  g_assert_cmpuint (path->len, <, 20);
  g_clear_pointer (&path, g_array_unref);
  path = rw_cable_trace (wiring, find_port (wiring, "p1", "in"));
  g_assert_cmpuint (path->len, <, 20);
  g_clear_pointer (&path, g_array_unref);
  path = rw_cable_trace (wiring, find_port (wiring, "p1", "out2"));
  g_assert_cmpuint (path->len, <, 20);
  loss = rw_loss_simulate (wiring, &lost);
  g_assert_nonnull (loss);
}

/* "web! power 1/2, …": with ! what is down */
static char *
say_loss (RwWiring *wiring, const char *what)
{
  static const char *const causes[] = { "itself", "power", "network", "chassis", "host" };
  RwId lost = id (what);
  g_autoptr (RwLoss) loss = rw_loss_simulate (wiring, &lost);
  GString *text = g_string_new (NULL);

  g_assert_nonnull (loss);
  for (guint i = 0; i < loss->hits->len; i++)
    {
      const RwLossHit *hit = &g_array_index (loss->hits, RwLossHit, i);

      g_string_append_printf (text, "%s%s%s %s", i > 0 ? ", " : "",
                              wiring->systems[hit->system].name,
                              hit->state == RW_LOSS_DOWN ? "!" : "", causes[hit->cause]);
      if (hit->before > 0)
        g_string_append_printf (text, " %u/%u", hit->left, hit->before);
    }
  for (guint i = 0; i < loss->services->len; i++)
    {
      const RwLossSum *sum = &g_array_index (loss->services, RwLossSum, i);

      g_string_append_printf (text, "; %s%s %u+%u of %u", wiring->services[sum->index].name,
                              sum->state == RW_LOSS_DOWN ? "!" : "", sum->n_down, sum->n_at_risk,
                              sum->n_systems);
    }
  for (guint i = 0; i < loss->customers->len; i++)
    {
      const RwLossSum *sum = &g_array_index (loss->customers, RwLossSum, i);

      g_string_append_printf (text, "; %s%s", wiring->customers[sum->index].name,
                              sum->state == RW_LOSS_DOWN ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_loss (RwWiring *wiring, const char *what, const char *expected)
{
  g_autofree char *text = say_loss (wiring, what);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_loss (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  RwId nothing = id ("nothing");

  /* The database has its only cord there, and with it goes what it hosts; app3 can start on web. */
  assert_loss (wiring, "feed A",
               "db! power 0/1, pdu-a! power 0/1, web power 1/2, app3 host; "
               "Store 1+1 of 2; Shop 0+1 of 3; Ahrens");
  assert_loss (wiring, "pdu-a",
               "pdu-a! itself, db! power 0/1, web power 1/2, app3 host; "
               "Store 1+1 of 2; Shop 0+1 of 3; Ahrens");
  assert_loss (wiring, "feed B", "pdu-b! power 0/1, web power 1/2; Shop 0+1 of 3; Ahrens");
  assert_loss (wiring, "sw1",
               "sw1! itself, db! network 0/1, web network 1/2, app3 host; "
               "Store 1+1 of 2; Shop 0+1 of 3; Ahrens");
  assert_loss (wiring, "sw2", "sw2! itself, web network 1/2; Shop 0+1 of 3; Ahrens");
  /* No edge, no network: the switches are up and reach nothing. */
  assert_loss (wiring, "fw",
               "fw! itself, db! network 0/1, sw1! network 0/1, sw2! network 0/1, web! network 0/2, "
               "app1! host, app2! host, app3! host; Shop! 3+0 of 3; Store! 2+0 of 2; Ahrens!");
  assert_loss (wiring, "web", "web! itself, app1! host, app2 host; Shop 2+1 of 3; Ahrens");
  assert_loss (wiring, "app1", "app1! itself; Shop 1+0 of 3; Ahrens");
  g_assert_null (rw_loss_simulate (wiring, &nothing));
}

static void
test_single (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  g_autoptr (GArray) singles = rw_loss_single (wiring);
  const RwSingleCord *single;

  g_assert_cmpuint (singles->len, ==, 1);
  single = &g_array_index (singles, RwSingleCord, 0);
  g_assert_cmpstr (wiring->systems[single->system].name, ==, "db");
  g_assert_cmpuint (single->inlets, ==, 1);
  g_assert_cmpstr (wiring->feeds[single->feed].name, ==, "feed A");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wiring/trace", test_trace);
  g_test_add_func ("/wiring/circles", test_circles);
  g_test_add_func ("/wiring/loss", test_loss);
  g_test_add_func ("/wiring/single", test_single);
  return g_test_run ();
}
