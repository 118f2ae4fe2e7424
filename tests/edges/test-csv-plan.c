/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-csv-plan.h"

/* What an import of systems would do: a small estate whose racks and services have the same names in two
 * places, and random ones whose export changes nothing. */

/* As the table of systems has them. */
static const RwCsvHeading headings[] = {
  { "name", "Name", NULL },
  { "kind", "Hardware or virtual", NULL },
  { "role", "Role", NULL },
  { "stage", "Life cycle", NULL },
  { "customer", "Customer", NULL },
  { "service", "Service", NULL },
  { "address", "Address", NULL },
  { "site", "Site", NULL },
  { "place", "Rack or cluster", NULL },
  { "unit", "Unit", NULL },
  { "host", "Host or chassis", NULL },
  { "model", "Model", NULL },
  { "draw", "Power", "W" },
  { "memory", "Memory", "MB" },
  { "tickets", "Open tickets", NULL },
};

typedef struct
{
  GPtrArray *records;
  RwCsvPlan *plan;
} World;

static RwId
id_of (const char *name)
{
  return rw_id_from_name ("csv", name);
}

static RwRecord *
add (World *world, RwKind kind, const char *key, const char *name)
{
  RwId id = id_of (key);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, (guint) rw_schema_get (kind)->title, name);
  g_ptr_array_add (world->records, record);
  return record;
}

static void
link_to (RwRecord *record, guint field, const char *key)
{
  RwId id = id_of (key);

  rw_record_set_ref (record, field, &id);
}

static void
add_places (World *world)
{
  static const char *const sites[] = { "FRA", "MUC" };

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      g_autofree char *room_key = g_strconcat (sites[i], "/1", NULL);
      RwRecord *site = add (world, RW_KIND_SITE, sites[i], i == 0 ? "Frankfurt" : "München");
      RwRecord *room = add (world, RW_KIND_ROOM, room_key, "Cage 1");

      rw_record_set_text (site, RW_SITE_CODE, sites[i]);
      link_to (room, RW_ROOM_SITE, sites[i]);
      for (guint k = 1; k <= 2; k++)
        {
          g_autofree char *name = g_strdup_printf ("R%u", k);
          g_autofree char *key = g_strdup_printf ("%s/%s", sites[i], name);
          RwRecord *rack = add (world, RW_KIND_RACK, key, name);

          link_to (rack, RW_RACK_ROOM, room_key);
          rw_record_set_integer (rack, RW_RACK_UNITS, 42);
        }
    }
}

static void
add_type (World *world, const char *key, const char *maker, const char *model, double height)
{
  RwRecord *type = add (world, RW_KIND_DEVICE_TYPE, key, model);

  rw_record_set_text (type, RW_DEVICE_TYPE_MANUFACTURER, maker);
  rw_record_set_text (type, RW_DEVICE_TYPE_SLUG, key);
  rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, height);
  rw_record_set_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH, TRUE);
}

static RwRecord *
add_device (World *world, const char *name, const char *type, const char *rack, double unit)
{
  RwRecord *device = add (world, RW_KIND_DEVICE, name, name);

  link_to (device, RW_DEVICE_TYPE, type);
  if (rack != NULL)
    link_to (device, RW_DEVICE_RACK, rack);
  if (unit > 0)
    {
      rw_record_set_decimal (device, RW_DEVICE_POSITION, unit);
      rw_record_set_enum (device, RW_DEVICE_FACE, RW_FACE_FRONT);
    }
  return device;
}

static void
add_address (World *world, const char *text, const char *system)
{
  g_autofree char *full = g_strconcat (text, "/24", NULL);
  RwRecord *address = add (world, RW_KIND_ADDRESS, text, full);
  RwRecord *port;
  g_autofree char *key = NULL;

  if (system == NULL)
    return;
  key = g_strconcat (system, "/eth0", NULL);
  port = add (world, RW_KIND_PORT, key, "eth0");
  link_to (port, RW_PORT_SYSTEM, system);
  rw_record_set_enum (port, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  link_to (address, RW_ADDRESS_PORT, key);
}

static void
add_common (World *world)
{
  RwRecord *record;

  add_places (world);
  add_type (world, "dell-r640", "Dell", "R640", 1);
  add_type (world, "dell-mx", "Dell", "MX7000", 7);
  add_type (world, "hpe-mx", "HPE", "MX7000", 7);
  add_type (world, "dell-mx740", "Dell", "MX740c", 0);
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *number = g_strdup_printf ("K-%u", i);
      g_autofree char *service = g_strdup_printf ("shop-%u", i);

      record = add (world, RW_KIND_CUSTOMER, number, i == 1 ? "Alpha AG" : "Beta GmbH");
      rw_record_set_text (record, RW_CUSTOMER_NUMBER, number);
      record = add (world, RW_KIND_SERVICE, service, "Shop");
      link_to (record, RW_SERVICE_CUSTOMER, number);
    }
  record = add (world, RW_KIND_CLUSTER, "prod", "prod");
  link_to (record, RW_CLUSTER_SITE, "FRA");
}

static void
world_init (World *world)
{
  RwRecord *record;

  world->plan = NULL;
  world->records = g_ptr_array_new_with_free_func (g_object_unref);
  add_common (world);
  record = add_device (world, "web-1", "dell-r640", "FRA/R1", 10);
  rw_record_set_text (record, RW_DEVICE_SERIAL, "SN-1");
  rw_record_set_text (record, RW_DEVICE_ASSET_TAG, "A-1");
  link_to (record, RW_DEVICE_SERVICE, "shop-1");
  link_to (record, RW_DEVICE_PRIMARY_ADDRESS, "10.0.0.1");
  record = add_device (world, "web-2", "dell-r640", "FRA/R1", 11);
  rw_record_set_text (record, RW_DEVICE_SERIAL, "SN-2");
  rw_record_set_text (record, RW_DEVICE_NOTES, "two\nlines");
  add_device (world, "chassis", "dell-mx", "FRA/R2", 1);
  record = add_device (world, "blade", "dell-mx740", NULL, 0);
  link_to (record, RW_DEVICE_PARENT, "chassis");
  rw_record_set_text (record, RW_DEVICE_BAY, "1");
  record = add (world, RW_KIND_VM, "vm-1", "vm-1");
  link_to (record, RW_VM_CLUSTER, "prod");
  rw_record_set_integer (record, RW_VM_MEMORY, 2048);
  add (world, RW_KIND_VM, "twin-a", "twin");
  add (world, RW_KIND_VM, "twin-b", "twin");
  add_address (world, "10.0.0.1", "web-1");
  add_address (world, "10.0.0.2", "web-2");
  add_address (world, "10.0.0.9", NULL);
}

static void
world_clear (World *world)
{
  rw_csv_plan_free (world->plan);
  g_ptr_array_unref (world->records);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
try_read (World *world, const char *text, GError **error)
{
  RwCsvEstate *estate = rw_csv_estate_new ();
  RwCsvTable *table = rw_csv_table_new (text, strlen (text), error);

  g_assert_nonnull (table);
  for (guint i = 0; i < world->records->len; i++)
    rw_csv_estate_add (estate, world->records->pdata[i]);
  g_clear_pointer (&world->plan, rw_csv_plan_free);
  world->plan = rw_csv_plan_new (table, headings, G_N_ELEMENTS (headings), estate, RW_ROLE_ADMIN,
                                 NULL, NULL, NULL, error);
  return world->plan != NULL;
}

static void
read_text (World *world, const char *text)
{
  g_autoptr (GError) error = NULL;

  try_read (world, text, &error);
  g_assert_no_error (error);
}

/* All of it, a line for each row and each thing that it changes. */
static char *
describe (World *world)
{
  static const char *const fates[] = { "new", "changed", "same", "refused" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < world->plan->remarks->len; i++)
    g_string_append_printf (text, "%s\n", (char *) world->plan->remarks->pdata[i]);
  for (guint i = 0; i < world->plan->items->len; i++)
    {
      const RwCsvItem *item = world->plan->items->pdata[i];

      if (item->fate == RW_CSV_REFUSED)
        {
          g_string_append_printf (text, "%s\n", item->reason);
          continue;
        }
      g_string_append_printf (text, "%u %s %s\n", item->number, fates[item->fate], item->name);
      for (guint k = 0; k < item->fields->len; k++)
        {
          g_autofree char *line =
            rw_csv_item_describe (world->plan, item, g_array_index (item->fields, guint, k),
                                  rw_value_to_display);

          g_string_append_printf (text, "  %s\n", line);
        }
    }
  /* The space before a unit is a narrow one. */
  g_string_replace (text, "\u202f", " ", 0);
  return g_string_free (text, FALSE);
}

static void
assert_plan (const char *text, const char *expected)
{
  g_auto (World) world = { NULL };
  g_autofree char *said = NULL;

  world_init (&world);
  read_text (&world, text);
  said = describe (&world);
  g_assert_cmpstr (said, ==, expected);
}

static void
test_match (void)
{
  g_autofree char *by_id = NULL;
  RwId id = id_of ("twin-b");
  g_autofree char *id_text = rw_id_to_string (&id);

  assert_plan ("Serial number,Name\nSN-1,web-9\n", "2 changed web-9\n  Name: web-1 → web-9\n");
  assert_plan ("asset_tag,Serial number\nA-1,SN-7\n",
               "2 changed web-1\n  Serial number: SN-1 → SN-7\n");
  assert_plan ("name\nweb-1\nVM-1\n", "2 same web-1\n3 changed VM-1\n  Name: vm-1 → VM-1\n");
  assert_plan ("name\ntwin\n", "Row 2, column “name”: “twin” is the name of 2 systems; add the "
                               "serial number, the asset tag or the id\n");
  by_id = g_strdup_printf ("id,name\n%s,other\n", id_text);
  assert_plan (by_id, "2 changed other\n  Name: twin → other\n");
  assert_plan ("id,name\nx,web-1\n", "Row 2, column “id”: “x” is not the id of a system\n");
  assert_plan ("name,serial,version\nweb-1,,1\n,SN-1,2\n",
               "Row 2 is about the same system as row 3: “web-1”\n"
               "Row 3 is about the same system as row 2: “web-1”\n");
  assert_plan ("kind,name\nvirtual,web-1\nHardware,web-2\nboth,web-2\n",
               "2 new web-1\n  Name: web-1\n3 same web-2\n"
               "Row 4, column “kind”: “both” is neither hardware nor virtual\n");
}

static void
test_same (void)
{
  /* What the table of systems shows and the system does not have itself. */
  assert_plan ("Name;Role;Customer;Site;Rack or cluster;Unit;Host or chassis;Model;Open tickets\r\n"
               "web-1;Device;Alpha AG;Frankfurt;R1;10;;Dell R640;3\r\n"
               "blade;Device;;Frankfurt;R2;;chassis;Dell MX740c;\r\n"
               "vm-1;Virtual machine;;Frankfurt;prod;;;;\r\n",
               "The column “Open tickets” is calculated and is not imported\n"
               "2 same web-1\n3 same blade\n4 same vm-1\n");
  /* What a spreadsheet changes of what it does not change. */
  assert_plan ("name,notes,position,memory_mb\nweb-2,\" two\r\nlines\",\"11,0\",\n"
               "vm-1,,,2048\n",
               "2 same web-2\n3 same vm-1\n");
}

static void
test_change (void)
{
  assert_plan ("name,Rack,position,Power (W),Life cycle,Last patched\n"
               "web-1,,20.5,350,ordered,1.2.2026\nweb-2,,10,,Tested,2026-02-01\n",
               "2 changed web-1\n  Lowest unit: 10 U → 20.5 U\n  Measured draw: nothing → 350 W\n"
               "  Life-cycle stage: nothing → Ordered\n  Last patched: nothing → 2026-02-01\n"
               "3 changed web-2\n  Lowest unit: 11 U → 10 U\n"
               "  Life-cycle stage: nothing → Tested\n  Last patched: nothing → 2026-02-01\n");
  assert_plan ("name,notes,serial\nweb-2,(clear),\n",
               "2 changed web-2\n  Notes: two lines → nothing\n");
  assert_plan ("name,type,tags\nweb-2,HPE MX7000,\"b, a\"\nweb-1,dell-r640,\n",
               "2 changed web-2\n  Device type: Dell R640 → HPE MX7000\n  Tags: nothing → a, b\n"
               "3 same web-1\n");
}

static void
test_new (void)
{
  /* In any order: a chassis, what is in it, and a machine on that. */
  assert_plan ("name,kind,type,site,rack,position,face,chassis,bay,host,cluster\n"
               "b-1,device,MX740c,,,,,ch-9,1,,\n"
               "vm-9,vm,,,,,,,,b-1,prod\n"
               "ch-9,device,hpe-mx,MUC,R2,1,front,,,,\n",
               "2 new b-1\n  Name: b-1\n  Device type: Dell MX740c\n  Chassis: ch-9\n  Bay: 1\n"
               "3 new vm-9\n  Name: vm-9\n  Cluster: prod\n  Host: b-1\n"
               "4 new ch-9\n  Name: ch-9\n  Device type: HPE MX7000\n  Rack: R2\n"
               "  Lowest unit: 1 U\n  Face: Front\n");
  assert_plan ("name,type\nsrv,dell-r640\nsrv,dell-r640\n",
               "Row 2 is about the same system as row 3: “srv”\n"
               "Row 3 is about the same system as row 2: “srv”\n");
  assert_plan ("name,platform\nsrv,Debian\n",
               "Row 2: “srv” would be new; add a column “kind” that says whether it is hardware or "
               "virtual\n");
  assert_plan ("name,serial\nsrv,SN-9\n", "Row 2: Device “srv”: Device type is missing\n");
}

static void
test_names (void)
{
  assert_plan ("name,rack\nweb-1,R9\n", "Row 2, column “rack”: Rack “R9” does not exist\n");
  /* Of two of the name, the one that it is. */
  assert_plan ("name,rack\nweb-1,R1\n", "2 same web-1\n");
  assert_plan ("name,rack,position\nweb-1,R2,30\n",
               "Row 2, column “rack”: Rack “R2” means 2 records; write the id of the right one\n");
  assert_plan ("name,rack,site,position\nweb-1,R2,MUC,30\n",
               "2 changed web-1\n  Rack: R1 → R2\n  Lowest unit: 10 U → 30 U\n");
  assert_plan ("name,rack,site\nweb-1,R1,Berlin\n",
               "Row 2, column “rack”: Rack “R1” does not go with “Berlin” in the same row\n");
  assert_plan ("name,site\nweb-1,MUC\n",
               "Row 2, column “site”: “web-1” would be in “Frankfurt”, not in “MUC”\n");
  assert_plan ("name,customer,service\nweb-1,Beta GmbH,Shop\n",
               "2 changed web-1\n  Business service: another “Shop”\n"
               "  Customer: nothing → Beta GmbH\n");
  assert_plan ("name,rack,site\nweb-1,R1,MUC\n", "2 changed web-1\n  Rack: another “R1”\n");
  /* One that is renamed in the same file is one still, under both names. */
  assert_plan ("name,serial,host\nWEB-1,SN-1,\nvm-1,,Web-1\n",
               "2 changed WEB-1\n  Name: web-1 → WEB-1\n3 changed vm-1\n  Host: nothing → WEB-1\n");
  assert_plan ("name,serial,host\nnew,SN-1,\nvm-1,,web-1\ntwin-a,,\n",
               "2 changed new\n  Name: web-1 → new\n3 changed vm-1\n  Host: nothing → new\n"
               "Row 4: “twin-a” would be new; add a column “kind” that says whether it is hardware "
               "or virtual\n");
  assert_plan ("name,model\nweb-1,MX7000\n", "Row 2, column “model”: Device type “MX7000” means 2 "
                                             "records; write the id of the right one\n");
  assert_plan ("name,model,manufacturer\nweb-2,MX7000,HPE\n",
               "2 changed web-2\n  Device type: Dell R640 → HPE MX7000\n");
  assert_plan (
    "name,customer,service\nvm-1,K-2,Shop\nweb-2,,Shop\n",
    "2 changed vm-1\n  Business service: nothing → Shop\n  Customer: nothing → Beta GmbH\n"
    "Row 3, column “service”: Business service “Shop” means 2 records; write the id of "
    "the right one\n");
}

static void
test_values (void)
{
  assert_plan ("name,draw_w\nweb-1,much\nweb-2,1.5\n",
               "Row 2, column “draw_w”: “much” is not a whole number\n"
               "Row 3, column “draw_w”: “1.5” is not a whole number\n");
  assert_plan ("name,patched\nweb-1,11/22/2026\n",
               "Row 2, column “patched”: “11/22/2026” is not a day, such as 2026-11-22\n");
  assert_plan ("name,face\nweb-1,top\n", "Row 2, column “face”: “top” is none of Front, Rear\n");
  assert_plan ("name,Unit\nvm-1,3\n",
               "Row 2, column “Unit”: a virtual machine has no such field\n");
  assert_plan ("name,draw_w\nweb-1,9999999\n",
               "Row 2: Device “web-1”: Measured draw is 1e+07; allowed are 0 to 100000\n");
  assert_plan ("name,stage\nweb-1,In operation\n",
               "Row 2: “web-1” cannot go into operation: “Network connected” is not ticked and not "
               "waived\n");
}

static void
test_rules (void)
{
  assert_plan ("name,position\nweb-1,11\n",
               "Row 2: web-1 and web-2 would overlap in unit 11 of R1\n");
  /* Two that change places, and two that want the same. */
  assert_plan ("name,position\nweb-1,11\nweb-2,10\n",
               "2 changed web-1\n  Lowest unit: 10 U → 11 U\n"
               "3 changed web-2\n  Lowest unit: 11 U → 10 U\n");
  assert_plan ("name,position\nweb-1,20\nweb-2,20\n",
               "Row 2: web-1 and web-2 would overlap in unit 20 of R1\n"
               "Row 3: web-2 and web-1 would overlap in unit 20 of R1\n");
  /* What cannot go keeps another from where it stands. */
  assert_plan ("name,position\nweb-1,11\nweb-2,99\n",
               "Row 2: web-1 and web-2 would overlap in unit 11 of R1\n"
               "Row 3: web-2 would reach above the highest unit of R1\n");
  assert_plan ("name,serial\nchassis,SN-8\nblade,SN-8\n",
               "Row 2: Device “chassis”: the Serial number “SN-8” already belongs to “blade”\n"
               "Row 3: Device “blade”: the Serial number “SN-8” already belongs to “chassis”\n");
  assert_plan ("name,chassis,rack,position\nchassis,blade,(clear),(clear)\n",
               "Row 2: “chassis” cannot be in the chassis “blade”, which is itself in “chassis”\n");
  assert_plan ("name,Address\nweb-1,10.0.0.2\nvm-1,10.0.0.9\ntwin-z,\n",
               "Row 2: the address “10.0.0.2/24” belongs to “web-2”\n"
               "3 changed vm-1\n  Primary address: nothing → 10.0.0.9/24\n"
               "Row 4: “twin-z” would be new; add a column “kind” that says whether it is hardware "
               "or virtual\n");
  assert_plan ("name,Address\nblade,10.0.0.9\nvm-1,10.0.0.9\n",
               "Row 2: the address “10.0.0.9/24” belongs to “vm-1”\n"
               "Row 3: the address “10.0.0.9/24” belongs to “blade”\n");
  /* What is in something that cannot be made cannot be made. */
  assert_plan (
    "name,type,chassis,rack,site,position\nch-9,dell-mx,,R1,FRA,8\nb-1,dell-mx740,ch-9,,,\n",
    "Row 2: ch-9 and web-1 would overlap in unit 10 of R1\n"
    "Row 3: Chassis of “b-1” is a system of this file that is not imported\n");
}

static void
test_taken (void)
{
  g_auto (World) world = { NULL };
  g_autofree char *objection = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  world_init (&world);
  read_text (&world, "name,position,type,chassis\nweb-1,11,,\nweb-2,10,,\nb-1,,dell-mx740,ch-9\n"
                     "ch-9,,dell-mx,\n");
  g_assert_cmpuint (world.plan->n[RW_CSV_CHANGED], ==, 2);
  g_assert_cmpuint (world.plan->n[RW_CSV_NEW], ==, 2);
  g_assert_null (rw_csv_plan_dup_objection (world.plan));
  edits = rw_csv_plan_get_edits (world.plan);
  g_assert_cmpuint (edits->len, ==, 4);
  /* A chassis before what is in it. */
  g_assert_cmpstr (rw_edit_find (edits->pdata[0], RW_DEVICE_NAME)->value.text, ==, "ch-9");
  ((RwCsvItem *) world.plan->items->pdata[1])->taken = FALSE;
  objection = rw_csv_plan_dup_objection (world.plan);
  g_assert_cmpstr (objection, ==, "Row 2: web-1 and web-2 would overlap in unit 11 of R1");
  ((RwCsvItem *) world.plan->items->pdata[0])->taken = FALSE;
  g_assert_null (rw_csv_plan_dup_objection (world.plan));
}

static void
assert_file_refused (const char *text, const char *expected)
{
  g_auto (World) world = { NULL };
  g_autoptr (GError) error = NULL;

  world_init (&world);
  g_assert_false (try_read (&world, text, &error));
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_columns (void)
{
  assert_plan ("name,Colour,access,Memory (GB),,draw_w\nweb-1,red,secret,4,x,\n",
               "The column “Colour” is not known and is not imported\n"
               "The column “access” cannot be imported from a file\n"
               "The column “Memory (GB)” is not known and is not imported\n"
               "Column 5 has no heading and is not imported\n"
               "2 same web-1\n");
  assert_file_refused ("Rack,Unit\nR1,1\n",
                       "No column says which systems the rows are about; the first row must have "
                       "headings, one of them “Name”, “Serial number”, “Asset tag” or “id”");
  assert_file_refused ("Name,Rack,Rack or cluster\nweb-1,R1,R1\n",
                       "The columns “Rack” and “Rack or cluster” mean the same; take one of them "
                       "out");
}

/* --- Random estates --------------------------------------------------------------------------------- */

#define N_DEVICES 40
#define N_VMS     20

static const char *
pick (const char *const *words, guint n)
{
  return words[g_test_rand_int_range (0, (int) n)];
}

#define PICK(words) pick (words, G_N_ELEMENTS (words))

static gboolean
chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

/* What both kinds of system have, with names and texts as people write them. */
static void
add_random_life (RwRecord *system)
{
  static const char *const customers[] = { "K-1", "K-2" },
                           *const services[] = { "shop-1", "shop-2" }, *const texts[] = { "=Debian",
                                                                                          "13",
                                                                                          "(clear)",
                                                                                          "a\nb",
                                                                                          " x ",
                                                                                          "Ä;\",ö",
                                                                                          "'-" };
  static const RwStage stages[] = { RW_STAGE_ORDERED, RW_STAGE_TESTED, RW_STAGE_RACKED };
  gboolean vm = rw_record_get_kind (system) == RW_KIND_VM;

  if (chance (40))
    link_to (system, vm ? RW_VM_CUSTOMER : RW_DEVICE_CUSTOMER, PICK (customers));
  if (chance (60))
    link_to (system, vm ? RW_VM_SERVICE : RW_DEVICE_SERVICE, PICK (services));
  if (chance (60))
    rw_record_set_text (system, vm ? RW_VM_PLATFORM : RW_DEVICE_PLATFORM, PICK (texts));
  if (chance (60))
    rw_record_set_text (system, vm ? RW_VM_VERSION : RW_DEVICE_VERSION, PICK (texts));
  if (chance (60))
    rw_record_set_enum (system, vm ? RW_VM_STAGE : RW_DEVICE_STAGE,
                        (int) stages[g_test_rand_int_range (0, 3)]);
  if (chance (60))
    rw_record_set_date (system, vm ? RW_VM_PATCHED : RW_DEVICE_PATCHED,
                        g_test_rand_int_range (15000, 21000));
}

static void
add_random_systems (World *world)
{
  static const char *const names[] = { "web", "Web", "db", "twin", "=x", " edge", "R1" },
                           *const racks[] = { "FRA/R1", "FRA/R2", "MUC/R1", "MUC/R2" };

  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", i);
      g_autofree char *serial = g_strdup_printf ("%s%u", chance (20) ? "-" : "SN", i);
      gboolean blade = i >= 4 && chance (20);
      RwRecord *device = add_device (world, key, blade ? "dell-mx740" : "dell-r640",
                                     blade || chance (10) ? NULL : racks[i % 4], 0);

      rw_record_set_text (device, RW_DEVICE_NAME, PICK (names));
      if (rw_record_has (device, RW_DEVICE_RACK) && chance (80))
        {
          rw_record_set_decimal (device, RW_DEVICE_POSITION, 1 + i);
          rw_record_set_enum (device, RW_DEVICE_FACE, RW_FACE_FRONT);
        }
      else if (blade)
        {
          g_autofree char *chassis = g_strdup_printf ("d%u", i % 4);

          link_to (device, RW_DEVICE_PARENT, chassis);
        }
      else if (!rw_record_has (device, RW_DEVICE_RACK) && chance (50))
        link_to (device, RW_DEVICE_SITE, "MUC");
      if (chance (60))
        rw_record_set_text (device, RW_DEVICE_SERIAL, serial);
      if (chance (30))
        rw_record_set_enum (device, RW_DEVICE_ROLE, RW_DEVICE_ROLE_SERVER);
      if (chance (30))
        rw_record_set_integer (device, RW_DEVICE_DRAW, g_test_rand_int_range (0, 900));
      add_random_life (device);
    }
  for (guint i = 0; i < N_VMS; i++)
    {
      g_autofree char *key = g_strdup_printf ("v%u", i);
      g_autofree char *host = g_strdup_printf ("d%d", g_test_rand_int_range (0, N_DEVICES));
      RwRecord *vm = add (world, RW_KIND_VM, key, PICK (names));

      if (chance (70))
        link_to (vm, RW_VM_CLUSTER, "prod");
      if (chance (70))
        link_to (vm, RW_VM_HOST, host);
      if (chance (50))
        rw_record_set_text (vm, RW_VM_ROLE, "Mail");
      rw_record_set_integer (vm, RW_VM_MEMORY, 1024 * g_test_rand_int_range (1, 9));
      rw_record_set_decimal (vm, RW_VM_VCPUS, 0.5 * g_test_rand_int_range (1, 9));
      add_random_life (vm);
    }
}

/* --- What the table of systems writes --------------------------------------------------------------- */

static const char *const exported[] = {
  "Name",   "Hardware or virtual", "Role",       "Life cycle", "Customer",  "Service",
  "Site",   "Rack or cluster",     "Unit",       "Host or chassis", "Model", "Platform",
  "Version", "Last patched",       "Power (W)",  "vCPUs",      "Memory (MB)", "Serial number",
  "id",
};

enum
{
  CELL_PLATFORM = 11,
  CELL_VERSION,
  CELL_PATCHED,
  CELL_DRAW,
  CELL_SERIAL = 17,
  CELL_ID,
};

static char *
title_of (RwRecord *record)
{
  return record != NULL ? g_strdup (rw_record_get_title (record)) : NULL;
}

static char *
plain (RwRecord *system, int device_field, int vm_field)
{
  int field = rw_record_get_kind (system) == RW_KIND_DEVICE ? device_field : vm_field;
  RwField bare;

  if (field < 0 || !rw_record_has (system, (guint) field))
    return NULL;
  bare = *rw_schema_field (rw_record_get_kind (system), (guint) field);
  bare.unit = NULL;
  return rw_value_to_display (rw_record_get (system, (guint) field), &bare);
}

static GStrv
export_row (RwCsvEstate *estate, RwRecord *system)
{
  gboolean vm = rw_record_get_kind (system) == RW_KIND_VM;
  RwRecord *service =
    rw_csv_estate_get_ref (estate, system, vm ? RW_VM_SERVICE : RW_DEVICE_SERVICE);
  RwRecord *customer =
    rw_csv_estate_get_ref (estate, system, vm ? RW_VM_CUSTOMER : RW_DEVICE_CUSTOMER);
  RwRecord *type = vm ? NULL : rw_csv_estate_get_ref (estate, system, RW_DEVICE_TYPE);
  GStrv row = g_new0 (char *, G_N_ELEMENTS (exported) + 1);
  guint n = 0;

  if (customer == NULL && service != NULL)
    customer = rw_csv_estate_get_ref (estate, service, RW_SERVICE_CUSTOMER);
  row[n++] = title_of (system);
  row[n++] = g_strdup (vm ? "Virtual" : "Hardware");
  row[n++] = plain (system, RW_DEVICE_ROLE, RW_VM_ROLE);
  if (row[2] == NULL)
    row[2] = g_strdup (vm ? "Virtual machine" : "Device");
  row[n++] = plain (system, RW_DEVICE_STAGE, RW_VM_STAGE);
  row[n++] = title_of (customer);
  row[n++] = title_of (service);
  row[n++] = title_of (rw_csv_estate_get_site (estate, system));
  row[n++] = title_of (vm ? rw_csv_estate_get_ref (estate, system, RW_VM_CLUSTER)
                          : rw_csv_estate_get_rack (estate, system));
  row[n++] = plain (system, RW_DEVICE_POSITION, -1);
  row[n++] = title_of (rw_csv_estate_get_ref (estate, system, vm ? RW_VM_HOST : RW_DEVICE_PARENT));
  row[n++] = type != NULL ? g_strdup_printf ("Dell %s", rw_record_get_title (type)) : NULL;
  row[n++] = plain (system, RW_DEVICE_PLATFORM, RW_VM_PLATFORM);
  row[n++] = plain (system, RW_DEVICE_VERSION, RW_VM_VERSION);
  row[n++] = plain (system, RW_DEVICE_PATCHED, RW_VM_PATCHED);
  row[n++] = plain (system, RW_DEVICE_DRAW, -1);
  row[n++] = plain (system, -1, RW_VM_VCPUS);
  row[n++] = plain (system, -1, RW_VM_MEMORY);
  row[n++] = plain (system, RW_DEVICE_SERIAL, -1);
  row[n++] = rw_id_to_string (rw_record_get_id (system));
  for (guint i = 0; i < n; i++)
    if (row[i] == NULL)
      row[i] = g_strdup ("");
  return row;
}

static GPtrArray *
export_world (World *world)
{
  g_autoptr (RwCsvEstate) estate = rw_csv_estate_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < world->records->len; i++)
    rw_csv_estate_add (estate, world->records->pdata[i]);
  for (guint i = 0; i < world->records->len; i++)
    if (rw_record_get_info (world->records->pdata[i])->flags & RW_K_SYSTEM)
      g_ptr_array_add (rows, export_row (estate, world->records->pdata[i]));
  return rows;
}

static void
read_rows (World *world, GPtrArray *rows)
{
  g_autoptr (GString) out = g_string_new (NULL);

  rw_csv_add_row (out, exported, G_N_ELEMENTS (exported));
  for (guint i = 0; i < rows->len; i++)
    rw_csv_add_row (out, rows->pdata[i], G_N_ELEMENTS (exported));
  read_text (world, out->str);
}

static void
random_world_init (World *world)
{
  world->plan = NULL;
  world->records = g_ptr_array_new_with_free_func (g_object_unref);
  add_common (world);
  add_random_systems (world);
}

static void
test_round_trip (void)
{
  for (guint round = 0; round < 30; round++)
    {
      g_auto (World) world = { NULL };
      g_autoptr (GPtrArray) rows = NULL;

      random_world_init (&world);
      rows = export_world (&world);
      read_rows (&world, rows);
      if (world.plan->n[RW_CSV_SAME] != rows->len)
        {
          g_autofree char *said = describe (&world);

          g_error ("%s", said);
        }
    }
}

/* Cells that are changed, and no others, are what an import shows. */
static void
test_changes (void)
{
  static const struct
  {
    guint cell;
    guint device, vm;
  } cells[] = {
    { CELL_PLATFORM, RW_DEVICE_PLATFORM, RW_VM_PLATFORM },
    { CELL_VERSION, RW_DEVICE_VERSION, RW_VM_VERSION },
    { CELL_PATCHED, RW_DEVICE_PATCHED, RW_VM_PATCHED },
    { CELL_DRAW, RW_DEVICE_DRAW, G_MAXUINT },
    { CELL_SERIAL, RW_DEVICE_SERIAL, G_MAXUINT },
  };

  for (guint round = 0; round < 30; round++)
    {
      g_auto (World) world = { NULL };
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GHashTable) expected =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n = 0;

      random_world_init (&world);
      rows = export_world (&world);
      for (guint i = 0; i < 20; i++)
        {
          guint row = (guint) g_test_rand_int_range (0, (int) rows->len);
          guint what = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (cells));
          char **cell = &((GStrv) rows->pdata[row])[cells[what].cell];
          guint field = row < N_DEVICES ? cells[what].device : cells[what].vm;

          if (field == G_MAXUINT)
            continue;
          g_free (*cell);
          *cell = cells[what].cell == CELL_PATCHED ? g_strdup ("2027-01-01")
                                                   : g_strdup_printf ("%u", 1000 + i);
          g_hash_table_add (expected, g_strdup_printf ("%u/%u", row, field));
        }
      read_rows (&world, rows);
      g_assert_cmpuint (world.plan->n[RW_CSV_REFUSED], ==, 0);
      g_assert_cmpuint (world.plan->n[RW_CSV_NEW], ==, 0);
      for (guint i = 0; i < rows->len; i++)
        {
          const RwCsvItem *item = world.plan->items->pdata[i];

          for (guint k = 0; k < item->fields->len; k++)
            {
              g_autofree char *key =
                g_strdup_printf ("%u/%u", i, g_array_index (item->fields, guint, k));

              g_assert_true (g_hash_table_contains (expected, key));
              n++;
            }
        }
      g_assert_cmpuint (n, ==, g_hash_table_size (expected));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edges/csv-plan/match", test_match);
  g_test_add_func ("/edges/csv-plan/same", test_same);
  g_test_add_func ("/edges/csv-plan/change", test_change);
  g_test_add_func ("/edges/csv-plan/new", test_new);
  g_test_add_func ("/edges/csv-plan/names", test_names);
  g_test_add_func ("/edges/csv-plan/values", test_values);
  g_test_add_func ("/edges/csv-plan/rules", test_rules);
  g_test_add_func ("/edges/csv-plan/taken", test_taken);
  g_test_add_func ("/edges/csv-plan/columns", test_columns);
  g_test_add_func ("/edges/csv-plan/round-trip", test_round_trip);
  g_test_add_func ("/edges/csv-plan/changes", test_changes);
  return g_test_run ();
}
