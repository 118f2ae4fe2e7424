/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-rack-space.h"
#include "rw-error.h"

static RwPlacement
place (const char *name, int start, int length, RwFaces faces, gboolean half_width)
{
  return (RwPlacement) { rw_id_from_name ("test", name), name, start, length, faces, half_width };
}

static void
assert_refused (RwRackSpace *space, RwPlacement placement, RwError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rw_rack_space_check (space, &placement, &error));
  g_assert_error (error, RW_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_fits (RwRackSpace *space, RwPlacement placement)
{
  g_autoptr (GError) error = NULL;

  rw_rack_space_check (space, &placement, &error);
  g_assert_no_error (error);
}

static void
test_sentences (void)
{
  g_autoptr (RwRackSpace) space =
    rw_rack_space_new ("FRA2-C3-R11", 42, RW_RACK_NUMBERING_BOTTOM_UP);
  RwPlacement db = place ("db-287", 36, 4, RW_FACES_BOTH, FALSE); /* units 19 and 20 */
  RwPlacement reserved = place ("Nordlicht, 2nd node", 20, 4, RW_FACES_FRONT, FALSE);
  g_autofree char *sentence = NULL;

  rw_rack_space_add (space, &db);
  rw_rack_space_reserve (space, &reserved);
  assert_refused (space, place ("web-014", 38, 2, RW_FACES_FRONT, FALSE), RW_ERROR_CONFLICT,
                  "web-014 and db-287 would overlap in unit 20 of FRA2-C3-R11");
  assert_refused (space, place ("web-014", 34, 8, RW_FACES_REAR, FALSE), RW_ERROR_CONFLICT,
                  "web-014 and db-287 would overlap in units 19–20 of FRA2-C3-R11");
  assert_refused (space, place ("web-014", 83, 2, RW_FACES_FRONT, FALSE), RW_ERROR_INVALID,
                  "web-014 would reach above the highest unit of FRA2-C3-R11");
  assert_refused (space, place ("web-014", -1, 2, RW_FACES_FRONT, FALSE), RW_ERROR_INVALID,
                  "web-014 would stand below the lowest unit of FRA2-C3-R11");
  assert_refused (space, place ("tower", 0, 85, RW_FACES_FRONT, FALSE), RW_ERROR_INVALID,
                  "tower is 42.5 U high, FRA2-C3-R11 only 42 U");
  assert_fits (space, place ("web-014", 40, 2, RW_FACES_FRONT, FALSE));
  assert_fits (space, place ("web-014", 34, 2, RW_FACES_FRONT, FALSE));
  assert_fits (space, place ("web-014", 82, 2, RW_FACES_FRONT, FALSE));
  /* What is moved is not in its own way. */
  db.start++;
  assert_fits (space, db);

  reserved = place ("web-014", 18, 4, RW_FACES_FRONT, FALSE);
  sentence = rw_rack_space_describe_reserved (space, &reserved);
  g_assert_cmpstr (sentence, ==, "Unit 11 of FRA2-C3-R11 is reserved: Nordlicht, 2nd node");
  reserved.faces = RW_FACES_REAR;
  g_assert_null (rw_rack_space_describe_reserved (space, &reserved));
}

static void
test_faces_and_widths (void)
{
  g_autoptr (RwRackSpace) space = rw_rack_space_new ("R1", 10, RW_RACK_NUMBERING_TOP_DOWN);
  RwPlacement front = place ("front", 0, 2, RW_FACES_FRONT, FALSE);
  RwPlacement left = place ("left", 4, 2, RW_FACES_FRONT, TRUE);
  RwPlacement right = place ("right", 4, 4, RW_FACES_FRONT, TRUE);

  rw_rack_space_add (space, &front);
  assert_fits (space, place ("rear", 0, 2, RW_FACES_REAR, FALSE));
  assert_refused (space, place ("deep", 0, 2, RW_FACES_BOTH, FALSE), RW_ERROR_CONFLICT,
                  "deep and front would overlap in unit 10 of R1");
  rw_rack_space_add (space, &left);
  assert_fits (space, right);
  rw_rack_space_add (space, &right);
  assert_refused (space, place ("third", 5, 1, RW_FACES_FRONT, TRUE), RW_ERROR_CONFLICT,
                  "third and left would overlap in unit 8 of R1");
  assert_fits (space, place ("third", 6, 2, RW_FACES_FRONT, TRUE));
  assert_refused (space, place ("wide", 6, 2, RW_FACES_FRONT, FALSE), RW_ERROR_CONFLICT,
                  "wide and right would overlap in unit 7 of R1");
}

static void
test_labels (void)
{
  static const struct
  {
    RwRackNumbering numbering;
    int start, length;
    const char *label;
  } cases[] = {
    { RW_RACK_NUMBERING_BOTTOM_UP, 0, 2, "1" },      { RW_RACK_NUMBERING_BOTTOM_UP, 83, 1, "42" },
    { RW_RACK_NUMBERING_BOTTOM_UP, 36, 4, "19–20" }, { RW_RACK_NUMBERING_BOTTOM_UP, 1, 2, "1–2" },
    { RW_RACK_NUMBERING_TOP_DOWN, 0, 2, "42" },      { RW_RACK_NUMBERING_TOP_DOWN, 82, 2, "1" },
    { RW_RACK_NUMBERING_TOP_DOWN, 0, 4, "41–42" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label =
        rw_rack_units_label (42, cases[i].numbering, cases[i].start, cases[i].length);

      g_assert_cmpstr (label, ==, cases[i].label);
    }
  for (int half = 0; half < 200; half++)
    g_assert_cmpint (rw_rack_half_from_position (rw_rack_position_from_half (half)), ==, half);
  g_assert_cmpint (rw_rack_half_from_position (20.5), ==, 39);
}

static void
test_records (void)
{
  g_autoptr (RwRecord) type = rw_record_new (RW_KIND_DEVICE_TYPE, NULL);
  g_autoptr (RwRecord) device = rw_record_new (RW_KIND_DEVICE, NULL);
  RwId rack = rw_id_from_name ("test", "rack"), parent = rw_id_from_name ("test", "parent");
  RwPlacement placement;

  rw_record_set_text (device, RW_DEVICE_NAME, "web-014");
  rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, 1.5);
  g_assert_false (rw_placement_from_device (device, type, &placement));
  rw_record_set_ref (device, RW_DEVICE_RACK, &rack);
  rw_record_set_decimal (device, RW_DEVICE_POSITION, 20.5);
  rw_record_set_enum (device, RW_DEVICE_FACE, RW_FACE_REAR);
  g_assert_true (rw_placement_from_device (device, type, &placement));
  g_assert_cmpint (placement.start, ==, 39);
  g_assert_cmpint (placement.length, ==, 3);
  g_assert_cmpint (placement.faces, ==, RW_FACES_REAR);
  rw_record_set_boolean (type, RW_DEVICE_TYPE_FULL_DEPTH, TRUE);
  g_assert_true (rw_placement_from_device (device, type, &placement));
  g_assert_cmpint (placement.faces, ==, RW_FACES_BOTH);
  rw_record_set_enum (device, RW_DEVICE_STAGE, RW_STAGE_REMOVED);
  g_assert_false (rw_placement_from_device (device, type, &placement));
  rw_record_set_enum (device, RW_DEVICE_STAGE, RW_STAGE_ORDERED);
  g_assert_true (rw_placement_from_device (device, type, &placement));
  rw_record_set_ref (device, RW_DEVICE_PARENT, &parent);
  g_assert_false (rw_placement_from_device (device, type, &placement));
}

/* Whatever is put where there is room leaves no half unit of a face over its width; what is refused
 * would have; first fit finds the nearest of all places that fit; used and free add up. */
static void
test_properties (void)
{
  for (int round = 0; round < 150; round++)
    {
      int units = g_test_rand_int_range (1, 50), load[2][100] = { 0 };
      g_autoptr (RwRackSpace) space = rw_rack_space_new ("R", units, RW_RACK_NUMBERING_BOTTOM_UP);
      RwRackUse use;
      int used = 0;

      for (int n = 0; n < 60; n++)
        {
          char name[16];
          RwPlacement p;
          gboolean room, fits, found;
          int start = 0, best = -1;

          g_snprintf (name, sizeof name, "d%d", n);
          p = place (name, g_test_rand_int_range (-3, 2 * units + 3), g_test_rand_int_range (1, 9),
                     g_test_rand_int_range (1, 4), g_test_rand_bit ());
          fits = rw_rack_space_check (space, &p, NULL);
          for (int at = -1; at <= 2 * units; at++)
            {
              int there = at < 0 ? p.start : at;

              room = there >= 0 && there + p.length <= 2 * units;
              for (int f = 0; f < 2 && room; f++)
                for (int half = there; half < there + p.length && (p.faces & (1 << f)) != 0; half++)
                  room = room && load[f][half] + (p.half_width ? 1 : 2) <= 2;
              if (at < 0)
                g_assert_cmpint (fits, ==, room);
              else if (room && ((p.start & 1) != 0 || ((at - p.start) & 1) == 0) &&
                       (best < 0 || ABS (at - p.start) < ABS (best - p.start)))
                best = at;
            }
          found = rw_rack_space_first_fit (space, &p, &start);
          g_assert_cmpint (found, ==, best >= 0);
          if (!found)
            continue;
          g_assert_cmpint (start, ==, best);
          if (fits)
            g_assert_cmpint (start, ==, p.start);
          p.start = start;
          rw_rack_space_add (space, &p);
          for (int f = 0; f < 2; f++)
            for (int half = p.start; half < p.start + p.length && (p.faces & (1 << f)) != 0; half++)
              g_assert_cmpint (load[f][half] += p.half_width ? 1 : 2, <=, 2);
        }
      for (int half = 0; half < 2 * units; half++)
        used += load[0][half] > 0 || load[1][half] > 0;
      rw_rack_space_get_use (space, &use);
      g_assert_cmpfloat (use.used, ==, used / 2.0);
      g_assert_cmpfloat (use.used + use.free, ==, units);
      g_assert_cmpfloat (use.largest_free, <=, use.free);
    }
}

static void
test_prefers_unreserved (void)
{
  g_autoptr (RwRackSpace) space = rw_rack_space_new ("R1", 4, RW_RACK_NUMBERING_BOTTOM_UP);
  RwPlacement kept = place ("kept", 0, 6, RW_FACES_BOTH, FALSE),
              wanted = place ("new", 0, 2, RW_FACES_FRONT, FALSE);
  RwRackUse use;
  int start;

  rw_rack_space_reserve (space, &kept);
  g_assert_true (rw_rack_space_first_fit (space, &wanted, &start));
  g_assert_cmpint (start, ==, 6);
  wanted.length = 8;
  g_assert_true (rw_rack_space_first_fit (space, &wanted, &start));
  g_assert_cmpint (start, ==, 0);
  rw_rack_space_get_use (space, &use);
  g_assert_cmpfloat (use.reserved, ==, 3);
  g_assert_cmpfloat (use.free, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rack-space/sentences", test_sentences);
  g_test_add_func ("/model/rack-space/faces-and-widths", test_faces_and_widths);
  g_test_add_func ("/model/rack-space/labels", test_labels);
  g_test_add_func ("/model/rack-space/records", test_records);
  g_test_add_func ("/model/rack-space/properties", test_properties);
  g_test_add_func ("/model/rack-space/prefers-unreserved", test_prefers_unreserved);
  return g_test_run ();
}
