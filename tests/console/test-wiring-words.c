/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "rw-csv.h"
#include "rw-check.h"
#include "rw-loss-edits.h"
#include "rw-loss-words.h"
#include "rw-racks-cables.h"
#include "rw-trace-words.h"

static RwId
id (const char *name)
{
  return rw_id_from_name ("words", name);
}

static void
add_system (RwWiring *wiring,
            const char *name,
            RwKind kind,
            RwDeviceRole role,
            const char *service,
            const char *host,
            const char *cluster)
{
  RwWireSystem system = { .id = id (name),
                          .kind = kind,
                          .name = name,
                          .role = role,
                          .stage = RW_STAGE_OPERATION,
                          .rack_id = id ("r1") };

  if (service != NULL)
    system.service_id = id (service);
  if (host != NULL)
    system.host_id = id (host);
  if (cluster != NULL)
    system.cluster_id = id (cluster);
  rw_wiring_add_system (wiring, &system);
}

static RwId
port_id (const char *system, const char *port)
{
  g_autofree char *name = g_strconcat (system, ":", port, NULL);

  return id (name);
}

static void
add_port (RwWiring *wiring,
          const char *system,
          const char *name,
          RwPortType type,
          const char *upstream)
{
  RwWirePort port = { .id = port_id (system, name),
                      .system_id = id (system),
                      .name = name,
                      .type = type,
                      .enabled = TRUE,
                      .position = 1 };

  if (upstream != NULL)
    port.upstream_id = port_id (system, upstream);
  rw_wiring_add_port (wiring, &port);
}

static void
add_cable (RwWiring *wiring,
           const char *label,
           const char *a,
           const char *b,
           const char *type,
           const char *colour,
           double length)
{
  RwWireCable cable = { .id = id (label),
                        .a_id = id (a),
                        .b_id = id (b),
                        .label = label,
                        .type = type,
                        .colour = colour,
                        .length = length,
                        .status = RW_CABLE_STATUS_CONNECTED };

  rw_wiring_add_cable (wiring, &cable);
}

/* A PDU on feed A with db on its only cord; db hangs on a switch through two panels, and hosts app. */
static RwWiring *
make_estate (void)
{
  RwWiring *wiring = rw_wiring_new ();
  RwWireRack rack = { .id = id ("r1"), .name = "R1" };
  RwWirePlace customer = { .id = id ("Ahrens"), .name = "Ahrens" },
              service = { .id = id ("Shop"), .name = "Shop", .customer_id = id ("Ahrens") };
  RwWireFeed feed = { .id = id ("R1-A"), .rack_id = id ("r1"), .name = "R1-A" };

  rw_wiring_add_rack (wiring, &rack);
  rw_wiring_add_customer (wiring, &customer);
  rw_wiring_add_service (wiring, &service);
  rw_wiring_add_feed (wiring, &feed);
  add_system (wiring, "pdu-a", RW_KIND_DEVICE, RW_DEVICE_ROLE_PDU, NULL, NULL, NULL);
  add_port (wiring, "pdu-a", "in", RW_PORT_TYPE_POWER_INLET, NULL);
  add_port (wiring, "pdu-a", "7", RW_PORT_TYPE_POWER_OUTLET, "in");
  add_system (wiring, "db", RW_KIND_DEVICE, RW_DEVICE_ROLE_SERVER, "Shop", NULL, NULL);
  add_port (wiring, "db", "eth0", RW_PORT_TYPE_NETWORK, NULL);
  add_port (wiring, "db", "eth1", RW_PORT_TYPE_NETWORK, NULL);
  add_port (wiring, "db", "eth2", RW_PORT_TYPE_NETWORK, NULL);
  add_port (wiring, "db", "psu1", RW_PORT_TYPE_POWER_INLET, NULL);
  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *panel = g_strdup_printf ("pp-%d", i);

      add_system (wiring, panel, RW_KIND_DEVICE, RW_DEVICE_ROLE_PATCH_PANEL, NULL, NULL, NULL);
      add_port (wiring, panel, "F4", RW_PORT_TYPE_PATCH_FRONT, "R4");
      add_port (wiring, panel, "R4", RW_PORT_TYPE_PATCH_REAR, NULL);
    }
  add_system (wiring, "sw", RW_KIND_DEVICE, RW_DEVICE_ROLE_SWITCH, NULL, NULL, NULL);
  add_port (wiring, "sw", "17", RW_PORT_TYPE_NETWORK, NULL);
  add_system (wiring, "app", RW_KIND_VM, RW_DEVICE_ROLE_OTHER, "Shop", "db", NULL);
  add_cable (wiring, "C-1", "R1-A", "pdu-a:in", "power", "red", 3);
  add_cable (wiring, "C-2", "pdu-a:7", "db:psu1", "power", "red", 1.5);
  add_cable (wiring, "C-3", "db:eth0", "pp-1:F4", "cat6a", "aqua", 2);
  add_cable (wiring, "C-4", "pp-1:R4", "pp-2:R4", "mmf-om4", "violet", 12);
  add_cable (wiring, "C-5", "pp-2:F4", "sw:17", "dac-passive", "8f5bd1", 0);
  rw_wiring_finish (wiring);
  return wiring;
}

static guint
index_of (const RwWiring *wiring, RwId wanted)
{
  int index = rw_wiring_find (wiring, &wanted);

  g_assert_cmpint (index, >=, 0);
  return (guint) index;
}

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_loss (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  RwId feed = id ("R1-A"), rack = id ("r1"), sw = id ("sw"), db = id ("db");
  g_autoptr (RwLoss) loss = rw_loss_simulate (wiring, &feed);

  g_assert_cmpstr (rw_wiring_name (wiring, &feed), ==, "R1-A");
  g_assert_cmpstr (rw_wiring_name (wiring, &rack), ==, "R1");
  g_assert_cmpstr (rw_wiring_name (wiring, &db), ==, "db");
  assert_text (rw_loss_to_text (wiring, loss, &feed), "If R1-A is lost, 3 systems go down\n"
                                                      "1 service down · 1 customer\n"
                                                      "\n"
                                                      "Customers (1)\n"
                                                      "◆ Ahrens: all 2 systems are down\n"
                                                      "\n"
                                                      "Business services (1)\n"
                                                      "◆ Shop: all 2 systems are down\n"
                                                      "\n"
                                                      "Systems that go down (3)\n"
                                                      "◆ db: no power: its only cord\n"
                                                      "◆ pdu-a: no power: its only cord\n"
                                                      "◆ app: runs on db\n");
  g_clear_pointer (&loss, rw_loss_free);

  /* What is lost is not told as a consequence of itself. */
  loss = rw_loss_simulate (wiring, &db);
  assert_text (rw_loss_heading (wiring, loss, &db), "If db is lost, 1 system goes down");
  g_assert_false (rw_loss_is_quiet (wiring, loss, &db));
  g_clear_pointer (&loss, rw_loss_free);
  loss = rw_loss_simulate (wiring, &rack);
  assert_text (rw_loss_hit_reason (wiring, &g_array_index (loss->hits, RwLossHit, 0)),
               "stands in it");
  g_clear_pointer (&loss, rw_loss_free);

  loss = rw_loss_simulate (wiring, &sw);
  assert_text (rw_loss_heading (wiring, loss, &sw), "If sw is lost, 2 systems go down");
  assert_text (rw_loss_hit_reason (wiring, &g_array_index (loss->hits, RwLossHit, 1)),
               "no network: its only port");
}

static void
test_quiet (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  RwId panel = id ("pp-1"), app = id ("app");
  g_autoptr (RwLoss) loss = rw_loss_simulate (wiring, &panel);

  /* The rule does not count a panel's loss; a service without its VM is one that is hit. */
  assert_text (rw_loss_heading (wiring, loss, &panel), "If pp-1 is lost, nothing else is hit");
  g_assert_true (rw_loss_is_quiet (wiring, loss, &panel));
  assert_text (rw_loss_summary (loss), "No service is hit");
  g_clear_pointer (&loss, rw_loss_free);
  loss = rw_loss_simulate (wiring, &app);
  g_assert_false (rw_loss_is_quiet (wiring, loss, &app));
  assert_text (rw_loss_summary (loss), "1 service at risk · 1 customer");
}

/* Sentences that a small estate does not bring about. */
static void
test_reasons (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  guint db = index_of (wiring, id ("db")), app = index_of (wiring, id ("app"));

  assert_text (rw_loss_hit_reason (wiring,
                                   &(RwLossHit) { db, RW_LOSS_AT_RISK, RW_LOSS_POWER, 1, 2 }),
               "1 of 2 power cords left");
  assert_text (rw_loss_hit_reason (wiring,
                                   &(RwLossHit) { db, RW_LOSS_AT_RISK, RW_LOSS_NETWORK, 3, 4 }),
               "3 of 4 network ports left");
  assert_text (rw_loss_hit_reason (wiring, &(RwLossHit) { db, RW_LOSS_DOWN, RW_LOSS_POWER, 0, 2 }),
               "no power: all 2 cords");
  assert_text (rw_loss_hit_reason (wiring,
                                   &(RwLossHit) { app, RW_LOSS_AT_RISK, RW_LOSS_HOST, 0, 0 }),
               "restarts on another host than db");
  assert_text (rw_loss_sum_reason (&(RwLossSum) { 0, RW_LOSS_AT_RISK, 5, 1, 2 }),
               "1 of 5 systems down, 2 at risk");
  assert_text (rw_loss_sum_reason (&(RwLossSum) { 0, RW_LOSS_AT_RISK, 5, 0, 1 }),
               "1 of 5 systems at risk");
  assert_text (rw_loss_sum_reason (&(RwLossSum) { 0, RW_LOSS_DOWN, 1, 1, 0 }),
               "its only system is down");
}

static void
test_edits (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  RwId feed = id ("R1-A"), db = id ("db"), person = id ("somebody"), change_id;
  g_autoptr (RwLoss) loss = rw_loss_simulate (wiring, &feed);
  g_autoptr (RwRecord) ticket =
    rw_loss_incident_new (wiring, loss, RW_KIND_POWER_FEED, &feed, 1795330800000000);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_record_check (ticket, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rw_record_get_text (ticket, RW_TICKET_TITLE), ==, "Loss of R1-A");
  g_assert_cmpint (rw_record_get_enum (ticket, RW_TICKET_IMPACT), ==, RW_LEVEL_HIGH);
  g_assert_cmpint (rw_record_get_enum (ticket, RW_TICKET_PRIORITY), ==, RW_PRIORITY_P2);
  /* A ticket is not about a feed, as the schema has it. */
  g_assert_false (rw_record_has (ticket, RW_TICKET_CI));
  g_assert_nonnull (rw_record_get_ref (ticket, RW_TICKET_SERVICE));
  g_assert_nonnull (rw_record_get_ref (ticket, RW_TICKET_CUSTOMER));
  g_assert_nonnull (strstr (rw_record_get_text (ticket, RW_TICKET_DESCRIPTION), "◆ Shop"));
  g_clear_object (&ticket);
  ticket = rw_loss_incident_new (wiring, loss, RW_KIND_DEVICE, &db, 1);
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_CI), &db));

  edits = rw_loss_change_edits (wiring, loss, RW_KIND_POWER_FEED, &feed, &person, &change_id);
  /* The change, the feed, and the three that go down. */
  g_assert_cmpuint (edits->len, ==, 5);
  g_assert_cmpint (((RwEdit *) edits->pdata[0])->kind, ==, RW_KIND_CHANGE);
  g_assert_true (rw_id_equal (&((RwEdit *) edits->pdata[0])->id, &change_id));
  for (guint i = 1; i < edits->len; i++)
    g_assert_cmpint (((RwEdit *) edits->pdata[i])->kind, ==, RW_KIND_CHANGE_ITEM);
}

static void
test_trace (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  guint db = index_of (wiring, id ("db")), panel = index_of (wiring, id ("pp-1"));
  g_autoptr (GArray) way = rw_trace_hops (wiring, index_of (wiring, port_id ("db", "eth0"))),
                     power = rw_trace_hops (wiring, index_of (wiring, port_id ("db", "psu1"))),
                     ports = NULL;
  RwWireCable plain = { .status = -1 };

  assert_text (rw_trace_line (wiring, way, 1), "pp-1/F4 → pp-2/F4 → sw/17");
  assert_text (rw_trace_line (wiring, power, 0), "db/psu1 → pdu-a/7 → R1-A");
  g_assert_cmpfloat (rw_trace_length (wiring, power), ==, 4.5);
  /* Of one cable nobody knows the length: then nobody knows it of the way. */
  g_assert_cmpfloat (rw_trace_length (wiring, way), ==, 0);
  assert_text (rw_trace_path_text (wiring, way), "db · eth0\n"
                                                 "  ↓ aqua · Cat6a · C-3 · 2 m\n"
                                                 "pp-1 · F4 – R4\n"
                                                 "  ↓ violet · MMF OM4 · C-4 · 12 m\n"
                                                 "pp-2 · R4 – F4\n"
                                                 "  ↓ 8f5bd1 · DAC passive · C-5\n"
                                                 "sw · 17\n");
  assert_text (rw_trace_system_text (wiring, db),
               "db\n"
               "db/eth0 → pp-1/F4 → pp-2/F4 → sw/17  (aqua · Cat6a · C-3 · 2 m; violet · MMF OM4 "
               "· C-4 · 12 m; 8f5bd1 · DAC passive · C-5)\n"
               "db/psu1 → pdu-a/7 → R1-A  (red · C-2 · 1.5 m; red · C-1 · 3 m; 4.5 m)\n"
               "2 ports are not plugged in: eth1, eth2\n");
  /* Front and rear of a panel are one way. */
  ports = rw_trace_plugged (wiring, panel);
  g_assert_cmpuint (ports->len, ==, 1);
  assert_text (rw_trace_cable_text (&plain, TRUE), "");
}

/* What is drawn over the racks: each cable on the ways once, from system to system, and to the rack of a feed. */
static void
test_cables (void)
{
  static const char *const ends[][4] = {
    { "db", "eth0", "pp-1", "F4" }, { "pp-1", "R4", "pp-2", "R4" },  { "pp-2", "F4", "sw", "17" },
    { "db", "psu1", "pdu-a", "7" }, { "pdu-a", NULL, "r1", "R1-A" },
  };
  g_autoptr (RwWiring) wiring = make_estate ();
  g_autoptr (GArray) cables = rw_racks_cables_of (wiring, index_of (wiring, id ("db")));

  g_assert_cmpuint (cables->len, ==, G_N_ELEMENTS (ends));
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < cables->len; k++)
        {
          const RwRackCable *cable = &g_array_index (cables, RwRackCable, k);
          RwId from = id (ends[i][0]), to = id (ends[i][2]);

          if (!rw_id_equal (&cable->ends[0].id, &from) || !rw_id_equal (&cable->ends[1].id, &to))
            continue;
          if (ends[i][1] != NULL)
            g_assert_cmpstr (cable->ends[0].label, ==, ends[i][1]);
          g_assert_cmpstr (cable->ends[1].label, ==, ends[i][3]);
          g_assert_cmpfloat (cable->ends[0].across, >, 0);
          g_assert_cmpfloat (cable->ends[0].across, <, 1);
          found = TRUE;
        }
      g_assert_true (found);
    }
}

static void
test_unplugged (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (names, (gpointer) "p");
  assert_text (rw_trace_unplugged_text (names, 5), "p, p, p, p, p");
  assert_text (rw_trace_unplugged_text (names, 2), "p, p and 3 more");
}

static void
test_colours (void)
{
  GdkRGBA rgba;

  g_assert_true (rw_cable_colour_parse ("Violet", &rgba));
  g_assert_true (rw_cable_colour_parse ("aa1409", &rgba));
  g_assert_cmpfloat_with_epsilon (rgba.red, 0xaa / 255.0, 0.001);
  g_assert_true (rw_cable_colour_parse ("#00ff00", &rgba));
  g_assert_false (rw_cable_colour_parse ("like the sea", &rgba));
  g_assert_false (rw_cable_colour_parse (NULL, &rgba));
  g_assert_cmpstr (rw_cable_colour_label ("gray"), ==, "grey");
  g_assert_cmpstr (rw_cable_colour_label ("like the sea"), ==, "like the sea");
  g_assert_null (rw_cable_colour_label (""));
}

static void
test_singles (void)
{
  g_autoptr (RwWiring) wiring = make_estate ();
  g_autoptr (GArray) singles = rw_loss_single (wiring);
  RwSingleCord both = { index_of (wiring, id ("db")), 2, 0 }, none = { both.system, 1, -1 };

  g_assert_cmpuint (singles->len, ==, 1);
  assert_text (rw_singles_to_text (wiring, singles),
               "1 system goes down with a single cord or feed\n\ndb (Shop): one cord, on R1-A\n");
  assert_text (rw_singles_to_csv (wiring, singles),
               "System,Rack,Business service,Customer,Power cords,Power feed\r\n"
               "db,R1,Shop,Ahrens,1,R1-A\r\n");
  assert_text (rw_single_reason (wiring, &both), "2 cords, all on R1-A");
  assert_text (rw_single_reason (wiring, &none), "one cord, on an unknown feed");
}

static void
test_csv (void)
{
  const char *const cells[] = { "plain", NULL, "a,b", "say \"a\"", "two\nlines", "=1+1",
                                "+49",   "-1", "@x",  "\tx",       "a=b",        "=\"x\"" };
  g_autoptr (GString) out = g_string_new (NULL);

  rw_csv_add_row (out, cells, G_N_ELEMENTS (cells));
  g_assert_cmpstr (out->str, ==,
                   "plain,,\"a,b\",\"say \"\"a\"\"\",\"two\nlines\",'=1+1,'+49,'-1,'@x,'\tx,a=b,"
                   "\"'=\"\"x\"\"\"\r\n");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/console/wiring-words/loss", test_loss);
  g_test_add_func ("/console/wiring-words/quiet", test_quiet);
  g_test_add_func ("/console/wiring-words/reasons", test_reasons);
  g_test_add_func ("/console/wiring-words/edits", test_edits);
  g_test_add_func ("/console/wiring-words/trace", test_trace);
  g_test_add_func ("/console/wiring-words/cables", test_cables);
  g_test_add_func ("/console/wiring-words/unplugged", test_unplugged);
  g_test_add_func ("/console/wiring-words/colours", test_colours);
  g_test_add_func ("/console/wiring-words/singles", test_singles);
  g_test_add_func ("/console/wiring-words/csv", test_csv);
  return g_test_run ();
}
