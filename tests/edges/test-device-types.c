/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rw-device-type-file.h"
#include "rw-device-type-plan.h"
#include "rw-error.h"

/* Device types in the community library's format: what becomes of them, what is refused and how it is
 * said, what an import does to what is there. The examples are made up. */

#define HEAD "manufacturer: Example\nmodel: X1\nslug: example-x1\n"

static RwRecord *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RwRecord *type = rw_device_type_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return type;
}

static void
test_server (void)
{
  g_autoptr (RwRecord) type = parse ("---\n"
                                     "manufacturer: Example Systems\n"
                                     "model: 'Rack Server 2 \"quoted\"'\n"
                                     "slug: example-systems-rs2\n"
                                     "part_number: RS-2\n"
                                     "u_height: 1.5\n"
                                     "is_full_depth: false\n"
                                     "airflow: front-to-rear\n"
                                     "weight: 10\n"
                                     "weight_unit: lb\n"
                                     "front_image: true\n"
                                     "comments: '[Data sheet](https://example.com/rs2)'\n"
                                     "interfaces:\n"
                                     "  - name: eth0\n"
                                     "    type: 25gbase-x-sfp28\n"
                                     "  - {name: bmc, type: 1000base-t, mgmt_only: true}\n"
                                     "  - name: usb\n"
                                     "    type: other\n"
                                     "console-ports:\n"
                                     "  - name: con\n"
                                     "    type: rj-45\n"
                                     "power-ports:\n"
                                     "  - name: PSU1\n"
                                     "    type: iec-60320-c14\n"
                                     "    maximum_draw: 800\n"
                                     "    allocated_draw: 400\n"
                                     "  - name: PSU2\n"
                                     "    maximum_draw: 800\n"
                                     "something-new: {a: [1, 2]}\n");

  g_assert_cmpstr (rw_record_get_text (type, RW_DEVICE_TYPE_MANUFACTURER), ==, "Example Systems");
  g_assert_cmpstr (rw_record_get_text (type, RW_DEVICE_TYPE_MODEL), ==, "Rack Server 2 \"quoted\"");
  g_assert_cmpstr (rw_record_get_text (type, RW_DEVICE_TYPE_PART_NUMBER), ==, "RS-2");
  g_assert_cmpfloat (rw_record_get_decimal (type, RW_DEVICE_TYPE_HEIGHT, 0), ==, 1.5);
  g_assert_true (rw_record_has (type, RW_DEVICE_TYPE_FULL_DEPTH));
  g_assert_false (rw_record_get_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH));
  g_assert_cmpfloat (rw_record_get_decimal (type, RW_DEVICE_TYPE_WEIGHT, 0), ==, 4.536);
  g_assert_cmpint (rw_record_get_enum (type, RW_DEVICE_TYPE_AIR_FLOW), ==,
                   RW_AIR_FLOW_FRONT_TO_REAR);
  g_assert_cmpint (rw_record_get_integer (type, RW_DEVICE_TYPE_DRAW, 0), ==, 1200);
  g_assert_cmpint (rw_record_get_enum (type, RW_DEVICE_TYPE_ROLE), ==, -1);
  g_assert_cmpstr (
    rw_record_get_text (type, RW_DEVICE_TYPE_PORTS), ==,
    "[{\"name\":\"eth0\",\"type\":\"network\",\"connector\":\"25gbase-x-sfp28\",\"speed_mbit\":25000},"
    "{\"name\":\"bmc\",\"type\":\"network\",\"connector\":\"1000base-t\",\"speed_mbit\":1000,\"management_only\":true},"
    "{\"name\":\"usb\",\"type\":\"network\",\"connector\":\"other\"},"
    "{\"name\":\"con\",\"type\":\"console\",\"connector\":\"rj-45\"},"
    "{\"name\":\"PSU1\",\"type\":\"power_inlet\",\"connector\":\"iec-60320-c14\",\"draw_w\":800},"
    "{\"name\":\"PSU2\",\"type\":\"power_inlet\",\"draw_w\":800}]");
}

static void
test_others (void)
{
  g_autoptr (RwRecord) panel =
    parse (HEAD "front-ports:\n"
                "  - {name: F1, type: lc, rear_port: R1, rear_port_position: 2}\n"
                "rear-ports:\n"
                "  - {name: R1, type: mpo, positions: 12}\n");
  g_autoptr (RwRecord) pdu =
    parse (HEAD "u_height: 0\n"
                "power-ports: [{name: In}]\n"
                "power-outlets: [{name: '1', power_port: In, feed_leg: A}]\n");
  g_autoptr (RwRecord) chassis = parse (HEAD "u_height: 10\nsubdevice_role: parent\n"
                                             "device-bays: [{name: Slot 1}, {name: Slot 2}]\n");
  g_autoptr (RwRecord) blade = parse (HEAD "u_height: 0\nsubdevice_role: child\n");
  g_autoptr (RwRecord) plain = parse (HEAD "airflow: ~\nweight: null\ninterfaces:\n");

  g_assert_cmpint (rw_record_get_enum (panel, RW_DEVICE_TYPE_ROLE), ==, RW_DEVICE_ROLE_PATCH_PANEL);
  g_assert_cmpstr (
    rw_record_get_text (panel, RW_DEVICE_TYPE_PORTS), ==,
    "[{\"name\":\"F1\",\"type\":\"patch_front\",\"connector\":\"lc\",\"upstream\":\"R1\",\"upstream_position\":2},"
    "{\"name\":\"R1\",\"type\":\"patch_rear\",\"connector\":\"mpo\",\"positions\":12}]");
  g_assert_cmpint (rw_record_get_enum (pdu, RW_DEVICE_TYPE_ROLE), ==, RW_DEVICE_ROLE_PDU);
  g_assert_cmpfloat (rw_record_get_decimal (pdu, RW_DEVICE_TYPE_HEIGHT, 9), ==, 0);
  g_assert_cmpint (rw_record_get_enum (chassis, RW_DEVICE_TYPE_ROLE), ==, RW_DEVICE_ROLE_CHASSIS);
  g_assert_cmpstr (rw_record_get_text (chassis, RW_DEVICE_TYPE_BAYS), ==,
                   "[{\"name\":\"Slot 1\"},{\"name\":\"Slot 2\"}]");
  g_assert_cmpint (rw_record_get_enum (blade, RW_DEVICE_TYPE_ROLE), ==, RW_DEVICE_ROLE_BLADE);
  /* Who says nothing means one unit, full depth. */
  g_assert_cmpfloat (rw_record_get_decimal (plain, RW_DEVICE_TYPE_HEIGHT, 0), ==, 1);
  g_assert_true (rw_record_get_boolean (plain, RW_DEVICE_TYPE_FULL_DEPTH));
  g_assert_false (rw_record_has (plain, RW_DEVICE_TYPE_PORTS));
  g_assert_false (rw_record_has (plain, RW_DEVICE_TYPE_WEIGHT));
}

static void
assert_fault (const char *text, gsize length, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) type = rw_device_type_parse (text, length, NULL, &error);

  g_assert_null (type);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *text, *sentence;
  } cases[] = {
    { "", "line 1: there is nothing here" },
    { "# nothing\n", "line 1: there is nothing here" },
    { "just words", "line 1: this is not a device type: it has no names for its values" },
    { "- a\n- b\n", "line 1: this is not a device type: it has no names for its values" },
    { "manufacturer: X\nmodel: [\n",
      "line 3: this is not YAML: did not find expected node content" },
    { "a: b: c\n", "line 1: this is not YAML: mapping values are not allowed in this context" },
    { "manufacturer: X\nmodel: Y\n", "line 1: “slug” is missing" },
    { "model: Y\nslug: y\n", "line 1: “manufacturer” is missing" },
    { "manufacturer: ''\nmodel: Y\nslug: y\n", "line 1: “manufacturer” is empty" },
    { "manufacturer: X\nmodel: [Y]\nslug: y\n", "line 2: “model” is a list where a text belongs" },
    { HEAD "model: X2\n", "line 4: “model” is there twice" },
    { HEAD "[a]: b\n", "line 4: a key is not a word" },
    { HEAD "u_height: tall\n", "line 4: “u_height” is “tall” where a number belongs" },
    { HEAD "u_height: 0x10\n", "line 4: “u_height” is “0x10” where a number belongs" },
    { HEAD "u_height: nan\n", "line 4: “u_height” is “nan” where a number belongs" },
    { HEAD "u_height: 1.3\n", "line 4: Height is 1.3; it goes in steps of 0.5" },
    { HEAD "u_height: -1\n", "line 4: Height is -1; allowed are 0 to 100" },
    { HEAD "is_full_depth: perhaps\n",
      "line 4: “is_full_depth” is “perhaps” where true or false belongs" },
    { HEAD "weight: 12\n", "line 1: “weight_unit” is missing" },
    { HEAD "weight: 12\nweight_unit: stone\n",
      "line 5: “weight_unit” is “stone”; it can be kg, g, lb or oz" },
    { HEAD "weight: 6000\nweight_unit: kg\n", "line 4: Weight is 6000; allowed are 0 to 5000" },
    { HEAD "subdevice_role: uncle\n",
      "line 4: “subdevice_role” is “uncle”; it can be parent or child" },
    { HEAD "interfaces: many\n", "line 4: “interfaces” is not a list" },
    { HEAD "interfaces:\n  - eth0\n",
      "line 5: an entry of “interfaces” has no names for its values" },
    { HEAD "interfaces:\n  - type: other\n", "line 5: “name” is missing" },
    { HEAD "interfaces:\n  - name: a\n  - name: a\n", "line 6: “a” is twice among the interfaces" },
    { HEAD "power-ports:\n  - name: a\n    maximum_draw: 1.5\n",
      "line 6: “maximum_draw” is 1.5; allowed are whole numbers up to 100000" },
    { HEAD "front-ports:\n  - name: F\n    rear_port: R\nrear-ports:\n  - name: S\n",
      "line 6: “rear_port” is “R”, which is not among the rear-ports" },
    { HEAD "power-outlets:\n  - name: F\n    power_port: In\n",
      "line 6: “power_port” is “In”, which is not among the power-ports" },
    { HEAD "device-bays:\n  - name: a\n  - name: a\n",
      "line 6: “a” is twice among the device-bays" },
    { HEAD "---\n" HEAD, "line 4: there is a second document; one file is one device type" },
    { "a: &a [x, x]\nb: &b [*a, *a]\n" HEAD,
      "line 2: references (“*name”) are not read; write the value out" },
    { HEAD "a: [[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]\n",
      "line 4: this is more, or deeper, than a device type has" },
    { HEAD "comments: \"a\\0b\"\n", "line 4: this is not text in UTF-8" },
    { HEAD "comments: \xff\xfe\n", "line 1: this is not text in UTF-8" },
  };
  g_autoptr (GString) many = g_string_new (HEAD "interfaces:\n");
  g_autoptr (GString) large = g_string_new (HEAD);
  g_autoptr (GString) nodes = g_string_new (HEAD "x:\n");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fault (cases[i].text, strlen (cases[i].text), cases[i].sentence);
  for (guint i = 0; i < 2001; i++)
    g_string_append_printf (many, "  - name: eth%u\n", i);
  assert_fault (many->str, many->len, "line 5: there are more than 2000 entries");
  for (guint i = 0; i < 100001; i++)
    g_string_append (nodes, "- a\n");
  assert_fault (nodes->str, nodes->len,
                "line 99996: this is more, or deeper, than a device type has");
  while (large->len <= RW_DEVICE_TYPE_FILE_MOST)
    g_string_append (large, "# nothing to see here\n");
  assert_fault (large->str, large->len, "line 1: the file is larger than a device type can be");
}

/* --- Folders ---------------------------------------------------------------------------------------- */

static void
write_file (const char *dir, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

typedef struct
{
  char *dir;
  guint calls, last, all;
  GCancellable *cancellable;
} Folder;

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  Folder *folder = user_data;

  folder->calls++;
  folder->last = done;
  folder->all = all;
  if (done == 100)
    g_cancellable_cancel (folder->cancellable);
}

static void
set_up (Folder *folder, gconstpointer data)
{
  folder->dir = g_dir_make_tmp ("rw-types-XXXXXX", NULL);
  folder->cancellable = g_cancellable_new ();
}

static void
tear_down (Folder *folder, gconstpointer data)
{
  remove_tree (folder->dir);
  g_free (folder->dir);
  g_object_unref (folder->cancellable);
}

static RwDeviceTypeFiles *
read_folder (Folder *folder)
{
  g_autoptr (GError) error = NULL;
  RwDeviceTypeFiles *files = rw_device_type_files_read (folder->dir, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return files;
}

static void
test_folder (Folder *folder, gconstpointer data)
{
  g_autoptr (RwDeviceTypeFiles) files = NULL;
  g_autofree char *link = g_build_filename (folder->dir, "loop", NULL);

  write_file (folder->dir, "device-types/Example/b.yaml",
              HEAD "module-bays: [{name: 1}]\nairflow: mixed\n");
  write_file (folder->dir, "device-types/Example/a.yml",
              "manufacturer: Example\nmodel: A\nslug: a\n");
  write_file (folder->dir, "device-types/Other/same.yaml", HEAD);
  write_file (folder->dir, "device-types/Other/broken.yaml", HEAD "u_height: x\n");
  write_file (folder->dir, "device-types/Other/readme.md", "# Not for us");
  write_file (folder->dir, ".git/config.yaml", "a: b\n");
  write_file (folder->dir, "module-types/Example/m.yaml", "manufacturer: Example\nmodel: M\n");
  g_assert_cmpint (symlink (".", link), ==, 0);
  files = read_folder (folder);
  g_assert_cmpuint (files->n_files, ==, 5);
  g_assert_cmpuint (files->found->len, ==, 2);
  g_assert_cmpstr (((RwDeviceTypeFound *) files->found->pdata[0])->path, ==,
                   "device-types/Example/a.yml");
  g_assert_cmpuint (files->skipped->len, ==, 3);
  g_assert_cmpstr (
    files->skipped->pdata[0], ==,
    "device-types/Other/broken.yaml: line 4: “u_height” is “x” where a number belongs");
  g_assert_cmpstr (
    files->skipped->pdata[1], ==,
    "device-types/Other/same.yaml: the short name “example-x1” is that of device-types/Example/b.yaml already");
  g_assert_cmpstr (files->skipped->pdata[2], ==,
                   "module-types/Example/m.yaml: types of modules are not kept");
  g_assert_cmpuint (files->remarks->len, ==, 2);
  g_assert_cmpstr (files->remarks->pdata[0], ==,
                   "device-types/Example/b.yaml: line 5: the air flow “mixed” is not kept");
}

/* As many as the community has. */
static void
test_many (Folder *folder, gconstpointer data)
{
  g_autoptr (RwDeviceTypeFiles) files = NULL;
  g_autoptr (RwDeviceTypeFiles) none = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("maker-%u/type-%u.yaml", i / 50, i);
      g_autofree char *text =
        g_strdup_printf ("manufacturer: Maker %u\nmodel: Type %u\nslug: maker-%u-type-%u\n%s",
                         i / 50, i, i / 50, i, i % 100 == 7 ? "u_height: none\n" : "u_height: 1\n");

      write_file (folder->dir, name, text);
    }
  files = read_folder (folder);
  g_assert_cmpuint (files->n_files, ==, 3000);
  g_assert_cmpuint (files->found->len, ==, 2970);
  g_assert_cmpuint (files->skipped->len, ==, 30);
  none = rw_device_type_files_read (folder->dir, progress_cb, folder, folder->cancellable, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (folder->last, ==, 100);
  g_assert_cmpuint (folder->all, ==, 3000);
}

static void
test_nothing (Folder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = g_build_filename (folder->dir, "gone.yaml", NULL);
  g_autoptr (RwDeviceTypeFiles) files =
    rw_device_type_files_read (folder->dir, NULL, NULL, NULL, &error);

  g_assert_null (files);
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
  files = rw_device_type_files_read (gone, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (files->skipped->len, ==, 1);
  g_assert_true (g_str_has_prefix (files->skipped->pdata[0], "gone.yaml: "));
}

/* --- What is there already -------------------------------------------------------------------------- */

static RwDeviceTypePlan *
plan_one (Folder *folder, const char *text, RwRecord *existing)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (existing != NULL)
    g_ptr_array_add (all, existing);
  write_file (folder->dir, "one.yaml", text);
  return rw_device_type_plan_new (read_folder (folder), all);
}

static void
assert_described (const RwDeviceTypeItem *item, GArray *fields, guint index, const char *text)
{
  g_autofree char *line =
    rw_device_type_item_describe (item, g_array_index (fields, guint, index), rw_value_to_display);

  g_assert_cmpstr (line, ==, text);
}

static void
test_again (Folder *folder, gconstpointer data)
{
  const char *text =
    HEAD "weight: 10\nweight_unit: kg\ninterfaces: [{name: a}, {name: b}]\nairflow: passive\n";
  g_autoptr (RwDeviceTypePlan) first = plan_one (folder, text, NULL);
  RwDeviceTypeItem *item = first->items->pdata[0];
  g_autoptr (RwEdit) made = rw_device_type_item_edit (item, FALSE);
  g_autoptr (RwRecord) there = rw_record_new (RW_KIND_DEVICE_TYPE, &made->id);
  g_autoptr (RwDeviceTypePlan) again = NULL;
  g_autoptr (RwDeviceTypePlan) edited = NULL;
  g_autoptr (RwEdit) careful = NULL;
  g_autoptr (RwEdit) all = NULL;
  g_autoptr (RwEdit) nothing = NULL;
  g_autofree char *summary = NULL;

  g_assert_cmpint (item->fate, ==, RW_DEVICE_TYPE_NEW);
  g_assert_cmpint (made->op, ==, RW_OP_CREATE);
  rw_edit_apply (made, there);

  again = plan_one (folder, text, there);
  item = again->items->pdata[0];
  nothing = rw_device_type_item_edit (item, TRUE);
  g_assert_cmpint (item->fate, ==, RW_DEVICE_TYPE_SAME);
  g_assert_null (nothing);

  /* A person has weighed it, given it another short name and a role, and emptied a field. */
  rw_record_set_decimal (there, RW_DEVICE_TYPE_WEIGHT, 11.5);
  rw_record_set_text (there, RW_DEVICE_TYPE_SLUG, "ours");
  rw_record_set_enum (there, RW_DEVICE_TYPE_ROLE, RW_DEVICE_ROLE_SERVER);
  rw_record_take (there, RW_DEVICE_TYPE_AIR_FLOW, RW_VALUE_NULL);
  rw_record_take (there, RW_DEVICE_TYPE_PORTS,
                  rw_value_json ("[{\"name\":\"a\",\"type\":\"network\"}]"));
  edited = plan_one (folder, text, there);
  item = edited->items->pdata[0];
  g_assert_cmpint (item->fate, ==, RW_DEVICE_TYPE_CHANGED);
  g_assert_cmpuint (item->differs->len, ==, 3);
  assert_described (item, item->differs, 0, "Short name: ours → example-x1");
  assert_described (item, item->differs, 1, "Weight: 11.5 kg → 10 kg");
  assert_described (item, item->differs, 2, "Port templates: 1 entry → 2 entries");
  g_assert_cmpuint (item->fills->len, ==, 1);
  assert_described (item, item->fills, 0, "Air flow: nothing → Passive");
  careful = rw_device_type_item_edit (item, FALSE);
  g_assert_cmpuint (careful->changes->len, ==, 1);
  g_assert_nonnull (rw_edit_find (careful, RW_DEVICE_TYPE_AIR_FLOW));
  all = rw_device_type_item_edit (item, TRUE);
  g_assert_cmpuint (all->changes->len, ==, 4);
  summary = rw_device_type_plan_to_text (edited);
  g_assert_cmpstr (
    summary, ==,
    "1 file\n0 new, 0 to be filled, 1 different, 0 the same, 0 skipped\n\nDifferent from the file:\n"
    "  Example X1 (one.yaml)\n    Short name: ours → example-x1\n    Weight: 11.5 kg → 10 kg\n"
    "    Port templates: 1 entry → 2 entries\n    Air flow: nothing → Passive\n");
}

/* How JSON is spaced, and in which order, is not a difference. */
static void
test_spaced (Folder *folder, gconstpointer data)
{
  g_autoptr (RwRecord) there = parse (HEAD "interfaces: [{name: a}]\n");
  g_autoptr (RwDeviceTypePlan) plan = NULL;

  rw_record_take (there, RW_DEVICE_TYPE_PORTS,
                  rw_value_json ("[ {\"type\": \"network\", \"name\": \"a\"} ]"));
  plan = plan_one (folder, HEAD "interfaces: [{name: a}]\n", there);
  g_assert_cmpuint (plan->n[RW_DEVICE_TYPE_SAME], ==, 1);
}

#define ADD(path, func) g_test_add (path, Folder, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-types/server", test_server);
  g_test_add_func ("/device-types/others", test_others);
  g_test_add_func ("/device-types/faults", test_faults);
  ADD ("/device-types/folder", test_folder);
  ADD ("/device-types/many", test_many);
  ADD ("/device-types/nothing", test_nothing);
  ADD ("/device-types/again", test_again);
  ADD ("/device-types/spaced", test_spaced);
  return g_test_run ();
}
