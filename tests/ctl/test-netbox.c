/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-check.h"
#include "rw-error.h"
#include "rw-netbox.h"

static char *dump_path;

static const RwNetboxRow *
row_of (const RwNetboxResult *result,
        const char           *model)
{
  for (guint i = 0; i < result->rows->len; i++)
    if (g_str_equal (((RwNetboxRow *) result->rows->pdata[i])->model, model))
      return result->rows->pdata[i];
  g_error ("no row for %s", model);
}

static RwNetboxResult *
read_text (const char *text)
{
  GError *error = NULL;
  RwNetboxResult *result = rw_netbox_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return result;
}

static RwRecord *
find (const RwNetboxResult *result,
      const char           *model,
      const char           *pk)
{
  g_autofree char *space = g_strconcat ("netbox:", model, NULL);
  RwId id = rw_id_from_name (space, pk);

  for (guint i = 0; i < result->records->len; i++)
    if (rw_id_equal (rw_record_get_id (result->records->pdata[i]), &id))
      return result->records->pdata[i];
  return NULL;
}

/* Every record is valid and every reference leads to one of a permitted kind; the account adds up. */
static void
assert_whole (const RwNetboxResult *result)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (rw_id_hash, rw_id_equal);

  for (guint i = 0; i < result->records->len; i++)
    g_assert_true (g_hash_table_insert (kinds, (gpointer) rw_record_get_id (result->records->pdata[i]), result->records->pdata[i]));
  for (guint i = 0; i < result->records->len; i++)
    {
      RwRecord *record = result->records->pdata[i];
      const RwKindInfo *info = rw_record_get_info (record);
      GError *error = NULL;

      rw_record_check (record, &error);
      g_assert_no_error (error);
      for (guint f = 0; f < info->n_fields; f++)
        {
          const RwValue *value = rw_record_get (record, f);

          for (guint k = 0; k < (value->type == RW_FIELD_REF ? 1 : value->type == RW_FIELD_REFS ? value->n_ids : 0); k++)
            {
              RwRecord *target = g_hash_table_lookup (kinds, value->type == RW_FIELD_REF ? &value->id : &value->ids[k]);

              g_assert_nonnull (target);
              g_assert_true ((info->fields[f].refs & RW_KIND_BIT (rw_record_get_kind (target))) != 0);
            }
        }
    }
  for (guint i = 0; i < result->rows->len; i++)
    {
      const RwNetboxRow *row = result->rows->pdata[i];
      guint explained = 0;

      g_assert_cmpuint (row->objects, ==, row->imported + row->folded + row->left_out);
      for (guint r = 0; r < row->reasons->len; r++)
        {
          explained += ((RwNetboxReason *) row->reasons->pdata[r])->count;
          g_assert_cmpuint (strlen (((RwNetboxReason *) row->reasons->pdata[r])->text), >, 5);
        }
      g_assert_cmpuint (explained, ==, row->left_out);
    }
}

static void
test_public_dump (void)
{
  static const struct
  {
    const char *model;
    guint objects, imported;
  } should[] = {
    { "dcim.site", 24, 24 }, { "dcim.rack", 42, 42 }, { "dcim.device", 72, 72 }, { "dcim.devicetype", 14, 14 }, { "dcim.cable", 108, 76 },
    { "dcim.interface", 1586, 1586 }, { "dcim.frontport", 912, 912 }, { "dcim.powerfeed", 48, 48 }, { "ipam.vlan", 63, 63 },
    { "ipam.prefix", 90, 90 }, { "ipam.ipaddress", 180, 180 }, { "virtualization.virtualmachine", 180, 180 }, { "tenancy.tenant", 11, 11 },
  };
  g_autofree char *text = NULL;
  g_autoptr (RwNetboxResult) result = NULL;
  guint folded = 0, racks = 0;

  if (!g_file_get_contents (dump_path, &text, NULL, NULL))
    {
      g_test_skip ("NetBox's public dump is not here");
      return;
    }
  result = read_text (text);
  assert_whole (result);
  for (guint i = 0; i < G_N_ELEMENTS (should); i++)
    {
      g_assert_cmpuint (row_of (result, should[i].model)->objects, ==, should[i].objects);
      g_assert_cmpuint (row_of (result, should[i].model)->imported, ==, should[i].imported);
    }
  /* The 32 cables that are left out all end at circuits. */
  g_assert_cmpuint (row_of (result, "dcim.cable")->reasons->len, ==, 1);
  for (guint i = 0; i < result->records->len; i++)
    {
      RwRecord *record = result->records->pdata[i];

      racks += rw_record_get_kind (record) == RW_KIND_RACK;
      if (rw_record_get_kind (record) == RW_KIND_PORT && rw_record_get_enum (record, RW_PORT_TYPE) == RW_PORT_TYPE_PATCH_FRONT)
        folded += rw_record_has (record, RW_PORT_UPSTREAM);
    }
  g_assert_cmpuint (racks, ==, 42);
  g_assert_cmpuint (folded, ==, 912);
}

#define OBJECT(model, pk, fields) "{\"model\":\"" model "\",\"pk\":" pk ",\"fields\":{" fields "}}"
#define PLACE \
  OBJECT ("contenttypes.contenttype", "7", "\"app_label\":\"dcim\",\"model\":\"interface\"") "," \
  OBJECT ("dcim.site", "1", "\"name\":\"Nord\",\"slug\":\"nord\",\"time_zone\":\"Europe/Berlin\"") "," \
  OBJECT ("dcim.manufacturer", "1", "\"name\":\"Dell\",\"slug\":\"dell\"") "," \
  OBJECT ("dcim.devicetype", "1", "\"manufacturer\":1,\"model\":\"R750\",\"slug\":\"r750\",\"u_height\":\"2.0\",\"is_full_depth\":true,\"weight\":\"10.00\",\"weight_unit\":\"lb\"") "," \
  OBJECT ("dcim.devicerole", "1", "\"name\":\"Application Server\"")

static void
test_positions (void)
{
  g_autoptr (RwNetboxResult) result = read_text (
    "[" PLACE ","
    OBJECT ("dcim.rack", "1", "\"name\":\"up\",\"site\":1,\"u_height\":42,\"width\":19,\"desc_units\":false,\"status\":\"active\"") ","
    OBJECT ("dcim.rack", "2", "\"name\":\"down\",\"site\":1,\"u_height\":42,\"width\":19,\"desc_units\":true,\"status\":\"deprecated\"") ","
    OBJECT ("dcim.rack", "3", "\"name\":\"late\",\"site\":1,\"u_height\":40,\"width\":19,\"desc_units\":false,\"starting_unit\":3") ","
    OBJECT ("dcim.device", "1", "\"name\":\"a\",\"device_type\":1,\"role\":1,\"site\":1,\"rack\":1,\"position\":\"10.0\",\"face\":\"front\",\"status\":\"active\"") ","
    OBJECT ("dcim.device", "2", "\"name\":\"b\",\"device_type\":1,\"device_role\":1,\"site\":1,\"rack\":2,\"position\":\"10.0\",\"face\":\"rear\",\"status\":\"planned\"") ","
    OBJECT ("dcim.device", "3", "\"name\":null,\"device_type\":1,\"role\":1,\"site\":1,\"rack\":3,\"position\":\"3.0\",\"face\":\"front\",\"status\":\"active\"") ","
    OBJECT ("dcim.rackreservation", "1", "\"rack\":2,\"units\":[1,2,5],\"description\":\"Sp\\u00e4ter\"") "]");
  RwRecord *up, *down, *reservation;

  assert_whole (result);
  up = find (result, "dcim.device", "1");
  down = find (result, "dcim.device", "2");
  reservation = find (result, "dcim.rackreservation", "1");
  g_assert_cmpfloat (rw_record_get_decimal (up, RW_DEVICE_POSITION, 0), ==, 10);
  /* Labels 10 and 11 from the top of 42 are units 32 and 33 from the floor. */
  g_assert_cmpfloat (rw_record_get_decimal (down, RW_DEVICE_POSITION, 0), ==, 32);
  g_assert_cmpfloat (rw_record_get_decimal (find (result, "dcim.device", "3"), RW_DEVICE_POSITION, 0), ==, 1);
  g_assert_cmpstr (rw_record_get_title (find (result, "dcim.device", "3")), ==, "R750 #3");
  g_assert_cmpint (rw_record_get_enum (up, RW_DEVICE_ROLE), ==, RW_DEVICE_ROLE_SERVER);
  g_assert_cmpint (rw_record_get_enum (up, RW_DEVICE_STAGE), ==, RW_STAGE_OPERATION);
  g_assert_cmpstr (rw_record_get_text (up, RW_DEVICE_WAIVER), ==, "Imported from NetBox");
  g_assert_cmpint (rw_record_get_enum (down, RW_DEVICE_STAGE), ==, RW_STAGE_CONCEPT);
  g_assert_false (rw_record_has (down, RW_DEVICE_WAIVER));
  g_assert_cmpint (rw_record_get_enum (find (result, "dcim.rack", "2"), RW_RACK_NUMBERING), ==, RW_RACK_NUMBERING_TOP_DOWN);
  g_assert_cmpint (rw_record_get_enum (find (result, "dcim.rack", "2"), RW_RACK_STATUS), ==, RW_RACK_STATUS_RETIRED);
  g_assert_cmpfloat_with_epsilon (rw_record_get_decimal (find (result, "dcim.devicetype", "1"), RW_DEVICE_TYPE_WEIGHT, 0), 4.536, 1e-9);
  /* Two runs of units, two reservations: 38 alone, 41 and 42 together. The first keeps the id. */
  g_assert_cmpfloat (rw_record_get_decimal (reservation, RW_RESERVATION_POSITION, 0), ==, 38);
  g_assert_cmpfloat (rw_record_get_decimal (reservation, RW_RESERVATION_HEIGHT, 0), ==, 1);
  g_assert_cmpstr (rw_record_get_text (reservation, RW_RESERVATION_PURPOSE), ==, "Später");
  g_assert_cmpfloat (rw_record_get_decimal (find (result, "dcim.rackreservation", "1/1"), RW_RESERVATION_HEIGHT, 0), ==, 2);
}

static void
test_what_is_left_out (void)
{
  g_autoptr (RwNetboxResult) result = read_text (
    "[" PLACE ","
    OBJECT ("dcim.device", "1", "\"name\":\"a\",\"device_type\":1,\"role\":1,\"site\":1,\"serial\":\"X1\",\"status\":\"active\",\"primary_ip4\":1") ","
    OBJECT ("dcim.device", "2", "\"name\":\"b\",\"device_type\":1,\"role\":1,\"site\":1,\"serial\":\"X1\",\"status\":\"active\"") ","
    OBJECT ("dcim.device", "3", "\"name\":\"c\",\"device_type\":99,\"role\":1,\"site\":1,\"status\":\"active\"") ","
    OBJECT ("dcim.interface", "1", "\"device\":1,\"name\":\"eth0\",\"type\":\"25gbase-x-sfp28\",\"enabled\":true,\"mgmt_only\":false,\"tagged_vlans\":[]") ","
    OBJECT ("dcim.interface", "2", "\"device\":2,\"name\":\"eth0\",\"type\":\"virtual\",\"speed\":10000000,\"enabled\":false,\"tagged_vlans\":[1,7]") ","
    OBJECT ("dcim.interface", "3", "\"device\":3,\"name\":\"eth0\",\"type\":\"lag\",\"enabled\":true") ","
    OBJECT ("ipam.vlan", "1", "\"vid\":214,\"name\":\"v\",\"site\":1,\"status\":\"active\"") ","
    OBJECT ("ipam.ipaddress", "1", "\"address\":\"10.0.0.1/24\",\"status\":\"active\",\"assigned_object_type\":7,\"assigned_object_id\":1") ","
    OBJECT ("ipam.ipaddress", "2", "\"address\":\"10.0.0.1/32\",\"status\":\"active\"") ","
    OBJECT ("dcim.cable", "1", "\"type\":\"cat6\",\"status\":\"connected\",\"color\":\"f44336\",\"length\":\"10.00\",\"length_unit\":\"ft\"") ","
    OBJECT ("dcim.cabletermination", "1", "\"cable\":1,\"cable_end\":\"A\",\"termination_type\":7,\"termination_id\":1") ","
    OBJECT ("dcim.cabletermination", "2", "\"cable\":1,\"cable_end\":\"B\",\"termination_type\":[\"dcim\",\"interface\"],\"termination_id\":2") ","
    OBJECT ("dcim.cable", "2", "\"status\":\"connected\"") ","
    OBJECT ("dcim.cabletermination", "3", "\"cable\":2,\"cable_end\":\"A\",\"termination_type\":7,\"termination_id\":3") ","
    OBJECT ("dcim.cabletermination", "4", "\"cable\":2,\"cable_end\":\"B\",\"termination_type\":7,\"termination_id\":88") ","
    OBJECT ("someplugin.thing", "\"0b6b8c9e-0000-4000-8000-000000000000\"", "\"any\":1") "]");
  RwRecord *cable = find (result, "dcim.cable", "1");
  guint n_tagged;

  assert_whole (result);
  g_assert_null (find (result, "dcim.device", "3"));
  /* What hangs on it goes with it. */
  g_assert_null (find (result, "dcim.interface", "3"));
  g_assert_null (find (result, "dcim.cable", "2"));
  g_assert_null (find (result, "ipam.ipaddress", "2"));
  g_assert_cmpuint (row_of (result, "someplugin.thing")->left_out, ==, 1);
  g_assert_cmpstr (rw_record_get_text (find (result, "dcim.device", "1"), RW_DEVICE_SERIAL), ==, "X1");
  g_assert_false (rw_record_has (find (result, "dcim.device", "2"), RW_DEVICE_SERIAL));
  g_assert_cmpuint (result->remarks->len, ==, 1);
  g_assert_true (rw_record_get_boolean (find (result, "ipam.ipaddress", "1"), RW_ADDRESS_PRIMARY));
  g_assert_true (rw_record_has (find (result, "dcim.device", "1"), RW_DEVICE_PRIMARY_ADDRESS));
  g_assert_cmpint (rw_record_get_integer (find (result, "dcim.interface", "1"), RW_PORT_SPEED, 0), ==, 25000);
  g_assert_cmpint (rw_record_get_integer (find (result, "dcim.interface", "2"), RW_PORT_SPEED, 0), ==, 10000);
  rw_record_get_refs (find (result, "dcim.interface", "2"), RW_PORT_TAGGED, &n_tagged);
  g_assert_cmpuint (n_tagged, ==, 1);
  g_assert_nonnull (cable);
  g_assert_cmpstr (rw_record_get_text (cable, RW_CABLE_COLOUR), ==, "red");
  g_assert_cmpfloat_with_epsilon (rw_record_get_decimal (cable, RW_CABLE_LENGTH, 0), 3.048, 1e-9);
}

/* What people added in Rackward stays; where a device stands is NetBox's to say. */
static void
test_merge (void)
{
  g_autoptr (RwNetboxResult) result = read_text (
    "[" PLACE "," OBJECT ("dcim.device", "1", "\"name\":\"new\",\"device_type\":1,\"role\":1,\"site\":1,\"status\":\"active\"") "]");
  RwRecord *incoming = find (result, "dcim.device", "1");
  g_autoptr (RwRecord) existing = rw_record_dup (incoming);
  GError *error = NULL;

  rw_record_set_text (existing, RW_DEVICE_NAME, "old");
  rw_record_set_text (existing, RW_DEVICE_VERSION, "13.2");
  rw_record_set_integer (existing, RW_DEVICE_DRAW, 412);
  rw_record_set_decimal (existing, RW_DEVICE_POSITION, 7);
  rw_netbox_merge (incoming, existing);
  g_assert_cmpstr (rw_record_get_text (incoming, RW_DEVICE_NAME), ==, "new");
  g_assert_cmpstr (rw_record_get_text (incoming, RW_DEVICE_VERSION), ==, "13.2");
  g_assert_cmpint (rw_record_get_integer (incoming, RW_DEVICE_DRAW, 0), ==, 412);
  g_assert_false (rw_record_has (incoming, RW_DEVICE_POSITION));
  rw_record_check (incoming, &error);
  g_assert_no_error (error);
}

static void
test_bad_input (void)
{
  static const struct
  {
    const char *text, *says;
  } bad[] = {
    { "", "It ends too early" },
    { "{}", "not a list" },
    { "[{\"model\":\"dcim.site\",\"pk\":1,\"fields\":{\"name\":\"x\"", "not JSON" },
    { "[1]", "Element 1 " },
    { "[{\"model\":\"a.b\",\"pk\":1,\"fields\":{}},{\"pk\":1,\"fields\":{}}]", "Element 2 has no “model”" },
    { "[{\"model\":\"a.b\",\"pk\":1}]", "Element 1 has no “fields”" },
    { "[{\"model\":\"a.b\",\"pk\":1,\"fields\":{}},{\"model\":\"a.b\",\"pk\":1,\"fields\":{}}]", "there twice" },
    { "[\"\xff\xfe\"]", "byte 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GError *error = NULL;

      g_assert_null (rw_netbox_read (bad[i].text, strlen (bad[i].text), &error));
      g_assert_nonnull (error);
      if (strstr (error->message, bad[i].says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, bad[i].says);
      g_assert_null (strchr (error->message, '\n'));
      g_error_free (error);
    }
}

/* A region that is its own parent must not hold the import for ever, nor values of wrong types break it. */
static void
test_odd_input (void)
{
  g_autoptr (RwNetboxResult) result = read_text (
    "[" OBJECT ("dcim.region", "1", "\"name\":\"r\",\"parent\":1") ","
    OBJECT ("dcim.site", "1", "\"name\":\"Nord\",\"slug\":\"nord\",\"region\":1,\"time_zone\":\"Mars/Olympus\"") ","
    OBJECT ("dcim.site", "2", "\"name\":[1],\"slug\":{},\"region\":\"x\"") ","
    OBJECT ("dcim.rack", "1", "\"name\":\"r\",\"site\":1,\"u_height\":\"many\",\"width\":{}") ","
    OBJECT ("dcim.rackreservation", "1", "\"rack\":1,\"units\":[\"x\",null,-4,99999999999]") ","
    OBJECT ("dcim.cabletermination", "1", "\"cable\":5,\"termination_type\":{},\"termination_id\":[]") ","
    OBJECT ("dcim.interface", "1", "\"device\":1,\"name\":null,\"type\":5,\"tagged_vlans\":[{},null,\"a\"]") "]");

  assert_whole (result);
  g_assert_cmpuint (row_of (result, "dcim.site")->imported, ==, 1);
  g_assert_cmpuint (row_of (result, "dcim.rack")->imported, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  const char *source = g_getenv ("RACKWARD_SOURCE");

  g_test_init (&argc, &argv, NULL);
  dump_path = g_build_filename (source != NULL ? source : ".", "..", "shared", "data", "netbox-demo-v3.6.json", NULL);
  g_test_add_func ("/netbox/public-dump", test_public_dump);
  g_test_add_func ("/netbox/positions", test_positions);
  g_test_add_func ("/netbox/what-is-left-out", test_what_is_left_out);
  g_test_add_func ("/netbox/merge", test_merge);
  g_test_add_func ("/netbox/bad-input", test_bad_input);
  g_test_add_func ("/netbox/odd-input", test_odd_input);
  {
    int result = g_test_run ();

    g_free (dump_path);
    return result;
  }
}
