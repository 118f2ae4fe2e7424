/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change-scene.h"
#include "rw-change-conflicts.h"
#include "rw-change-items.h"
#include "rw-change-new.h"
#include "rw-change-times.h"
#include "rw-change-when.h"

/* The dialog for a new change, and times as a person types them. */

static gint64
wall (const char *text)
{
  gint64 time;

  g_assert_true (rw_wall_parse (text, &time));
  return time;
}

static void
test_start (void)
{
  static const struct
  {
    const char *text, *wall;
  } good[] = {
    { "2026-11-29 02:00", "2026-11-29T02:00:00" },
    { "2026-11-29T02:00", "2026-11-29T02:00:00" },
    { " 29.11.2026  2:05 ", "2026-11-29T02:05:00" },
    { "29.11. 22:00", "2026-11-29T22:00:00" },
    { "29.11 22:00", "2026-11-29T22:00:00" },
    { "2.1. 03:00", "2027-01-02T03:00:00" },
    { "14:00", "2026-11-23T14:00:00" },
    { "12:59", "2026-11-24T12:59:00" },
  };
  static const char *const bad[] = {
    "",           "2",    "25:00", "02:60", "2026-02-30 02:00", "30.2. 02:00", "tomorrow 02:00",
    "2026-11-29", "-1:00"
  };
  gint64 now = wall ("2026-11-23T13:00:00"), start;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].text);
      g_assert_true (rw_change_when_read_start (good[i].text, now, &start));
      g_assert_cmpint (start, ==, wall (good[i].wall));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (rw_change_when_read_start (bad[i], now, &start));
    }
}

static void
test_end (void)
{
  static const struct
  {
    const char *text, *wall;
  } good[] = {
    { "23:00", "2026-11-24T23:00:00" },        { "02:00", "2026-11-25T02:00:00" },
    { "22:00", "2026-11-25T22:00:00" },        { "24:00", "2026-11-25T00:00:00" },
    { "3h", "2026-11-25T01:00:00" },           { "90 min", "2026-11-24T23:30:00" },
    { "1,5 h", "2026-11-24T23:30:00" },        { "1:30 h", "2026-11-24T23:30:00" },
    { "2 d", "2026-11-26T22:00:00" },          { "2026-11-26 02:00", "2026-11-26T02:00:00" },
    { "26.11. 02:00", "2026-11-26T02:00:00" },
  };
  static const char *const bad[] = {
    "", "3", "0 h", "3 x", "2026-11-24 22:00", "2026-11-01 02:00", "1:2:3 h", ". h", "400 d"
  };
  gint64 start = wall ("2026-11-24T22:00:00"), end;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].text);
      g_assert_true (rw_change_when_read_end (good[i].text, start, &end));
      g_assert_cmpint (end, ==, wall (good[i].wall));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (rw_change_when_read_end (bad[i], start, &end));
    }
}

/* What was written is read again. */
static void
test_write (void)
{
  gint64 start = wall ("2026-11-24T22:00:00"), back;
  static const char *const ends[] = { "2026-11-24T23:00:00", "2026-11-25T02:00:00",
                                      "2026-11-25T22:00:00", "2026-11-27T05:00:00" };
  g_autofree char *text = rw_change_when_write (start);

  g_assert_cmpstr (text, ==, "2026-11-24 22:00");
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *end = rw_change_when_write_end (start, wall (ends[i]));

      g_assert_true (rw_change_when_read_end (end, start, &back));
      g_assert_cmpint (back, ==, wall (ends[i]));
    }
}

static RwChangeNew *
dialog (ChangeScene *scene)
{
  return rw_test_find (scene->window, RW_TYPE_CHANGE_NEW);
}

static void
open_dialog (ChangeScene *scene)
{
  g_assert_true (gtk_widget_activate_action (scene->page, "changes.new", NULL));
  wait_until (dialog (scene) != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog (scene))));
}

static void
write_row (ChangeScene *scene,
           const char  *title,
           const char  *text)
{
  GtkWidget *row = change_scene_row (dialog (scene), title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static GtkWidget *
entry_of (ChangeScene *scene)
{
  return rw_test_find (rw_test_find (dialog (scene), RW_TYPE_CHANGE_ITEMS), GTK_TYPE_SEARCH_ENTRY);
}

static guint
n_items (ChangeScene *scene)
{
  return rw_change_items_get (rw_test_find (dialog (scene), RW_TYPE_CHANGE_ITEMS))->len;
}

/* Typed faster than anything is found, and taken with Enter. */
static void
add_item (ChangeScene *scene,
          const char  *words)
{
  guint before = n_items (scene);

  gtk_editable_set_text (GTK_EDITABLE (entry_of (scene)), words);
  g_signal_emit_by_name (entry_of (scene), "activate");
  wait_until (n_items (scene) > before);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry_of (scene))), ==, "");
}

static void
test_create (ChangeScene   *scene,
             gconstpointer  flags)
{
  g_autoptr (RwRecord) change = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  RwId jana = change_scene_id ("Jana Roth"), shop = change_scene_id ("Webshop"),
       ahrens = change_scene_id ("Kaufhaus Ahrens");
  gint64 start;

  open_dialog (scene);
  g_assert_false (gtk_widget_is_sensitive (change_scene_button (dialog (scene), "Create")));
  write_row (scene, "What is changed", "Firmware of the web servers");
  g_assert_true (gtk_widget_is_sensitive (change_scene_button (dialog (scene), "Create")));

  add_item (scene, "web-01");
  add_item (scene, "web-02");
  wait_until (rw_test_says (dialog (scene), "Kaufhaus Ahrens · Webshop"));
  write_row (scene, "Start", "29.11. 02:00");
  g_assert_false (gtk_widget_is_sensitive (change_scene_button (dialog (scene), "Create")));
  write_row (scene, "End, or how long it takes", "3 h");
  g_assert_true (rw_test_says (dialog (scene),
                               "Sun 29 Nov 02:00–05:00 CET · Sun 29 Nov 01:00–04:00 UTC · "
                               "Sat 28 Nov 22:00–01:00 at Kaufhaus Ahrens · 3 h"));
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog (scene)), "change-new");

  g_signal_emit_by_name (change_scene_row (dialog (scene), "What is changed"), "entry-activated");
  wait_until ((change = change_scene_find (scene, "Firmware of the web servers")) != NULL);
  wait_until (dialog (scene) == NULL);
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_DRAFT);
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_TYPE), ==, RW_CHANGE_TYPE_NORMAL);
  g_assert_true (rw_id_equal (rw_record_get_ref (change, RW_CHANGE_REQUESTER), &jana));
  g_assert_true (rw_id_equal (rw_record_get_ref (change, RW_CHANGE_IMPLEMENTER), &jana));
  g_assert_true (rw_id_equal (rw_record_get_ref (change, RW_CHANGE_SERVICE), &shop));
  g_assert_true (rw_id_equal (rw_record_get_ref (change, RW_CHANGE_CUSTOMER), &ahrens));
  g_assert_true (rw_instant_parse ("2026-11-29T01:00:00Z", &start));
  g_assert_cmpint (rw_record_get_integer (change, RW_CHANGE_START, 0), ==, start);
  g_assert_cmpint (rw_record_get_integer (change, RW_CHANGE_END, 0), ==, start + 3 * RW_HOUR);
  g_assert_cmpstr (rw_record_get_text (change, RW_CHANGE_TZ), ==, "Europe/Berlin");
  items = change_scene_select (scene, RW_KIND_CHANGE_ITEM);
  g_assert_cmpuint (items->len, ==, 2);

  /* One step back, with all that belongs to it. */
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE), ==, 0);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE_ITEM), ==, 0);
}

/* A list from somewhere else: what is found becomes items, what is not is said. */
static void
test_paste (ChangeScene   *scene,
            gconstpointer  flags)
{
  GtkWidget *remove;

  open_dialog (scene);
  gtk_editable_set_text (GTK_EDITABLE (entry_of (scene)),
                         "web-01\nWEB-02\r\nbook-01\nweb-01\nnone-17\n");
  wait_until (n_items (scene) == 3);
  wait_until (rw_test_says (dialog (scene), "Not found: none-17."));
  wait_until (rw_test_says (dialog (scene), "Several customers"));
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog (scene)), "change-new-paste");

  remove = rw_test_find (dialog (scene), ADW_TYPE_WRAP_BOX);
  remove = gtk_widget_get_last_child (gtk_widget_get_last_child (remove));
  g_signal_emit_by_name (remove, "clicked");
  g_assert_cmpuint (n_items (scene), ==, 2);
  wait_until (rw_test_says (dialog (scene), "Kaufhaus Ahrens · Webshop"));

  /* Names with commas are taken with Enter. */
  gtk_editable_set_text (GTK_EDITABLE (entry_of (scene)), "till-01, vm-book");
  g_signal_emit_by_name (entry_of (scene), "activate");
  wait_until (n_items (scene) == 4);
  adw_dialog_force_close (ADW_DIALOG (dialog (scene)));
  wait_until (dialog (scene) == NULL);
}

/* Nothing that was written goes with one Escape. */
static void
test_discard (ChangeScene   *scene,
              gconstpointer  flags)
{
  AdwDialog *question;

  open_dialog (scene);
  adw_dialog_close (ADW_DIALOG (dialog (scene)));
  wait_until (dialog (scene) == NULL);

  open_dialog (scene);
  write_row (scene, "What is changed", "Half a thought");
  adw_dialog_close (ADW_DIALOG (dialog (scene)));
  wait_until ((question = rw_test_find (scene->window, ADW_TYPE_ALERT_DIALOG)) != NULL);
  g_signal_emit_by_name (question, "response", "cancel");
  adw_dialog_force_close (question);
  g_assert_nonnull (dialog (scene));
  adw_dialog_close (ADW_DIALOG (dialog (scene)));
  wait_until ((question = rw_test_find (scene->window, ADW_TYPE_ALERT_DIALOG)) != NULL);
  g_signal_emit_by_name (question, "response", "discard");
  wait_until (dialog (scene) == NULL);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE), ==, 0);
}

/* A standard change has its plans, tasks and length from its template. */
static void
test_template (ChangeScene   *scene,
               gconstpointer  flags)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *template_ = change_scene_named (records, RW_KIND_CHANGE_TEMPLATE,
                                            RW_CHANGE_TEMPLATE_NAME, "Certificate renewal");
  static const char *const tasks[] = { "1 Order", "2 Install", NULL };
  g_autoptr (RwRecord) change = NULL;

  open_dialog (scene);
  adw_combo_row_set_selected (ADW_COMBO_ROW (change_scene_row (dialog (scene), "Type")), 1);
  g_assert_true (
    gtk_widget_get_visible (change_scene_row (dialog (scene), "There is no approved template")));
  adw_dialog_force_close (ADW_DIALOG (dialog (scene)));
  wait_until (dialog (scene) == NULL);

  rw_record_set_enum (template_, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_integer (template_, RW_CHANGE_TEMPLATE_DURATION, 45);
  rw_record_set_enum (template_, RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (template_, RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_LEVEL_LOW);
  rw_record_set_text (template_, RW_CHANGE_TEMPLATE_TEST_PLAN, "Look at it");
  rw_record_set_text (template_, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, "The old one");
  rw_record_set_texts (template_, RW_CHANGE_TEMPLATE_TASKS, tasks);
  change_scene_refer (template_, RW_CHANGE_TEMPLATE_APPROVED_BY, "Mara Kern");
  rw_record_set_instant (template_, RW_CHANGE_TEMPLATE_APPROVED_AT, rw_clock_now () - RW_DAY);
  rw_record_set_date (template_, RW_CHANGE_TEMPLATE_REVIEW_BY, rw_clock_now () / RW_DAY + 100);
  change_scene_load (scene, records);
  rw_session_sync_now (scene->base.a.session);
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE_TEMPLATE) == 1);

  open_dialog (scene);
  adw_combo_row_set_selected (ADW_COMBO_ROW (change_scene_row (dialog (scene), "Type")), 1);
  g_assert_cmpstr (gtk_editable_get_text (
                     GTK_EDITABLE (change_scene_row (dialog (scene), "What is changed"))),
                   ==, "Certificate renewal");
  write_row (scene, "Start", "2026-11-24 10:00");
  g_assert_true (rw_test_says (dialog (scene), "Tue 24 Nov 10:00–10:45 CET"));
  g_assert_true (change_scene_click (dialog (scene), "Create"));
  wait_until ((change = change_scene_find (scene, "Certificate renewal")) != NULL);
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_TYPE), ==, RW_CHANGE_TYPE_STANDARD);
  g_assert_true (
    rw_id_equal (rw_record_get_ref (change, RW_CHANGE_BASED_ON), rw_record_get_id (template_)));
  g_assert_cmpstr (rw_record_get_text (change, RW_CHANGE_TEST_PLAN), ==, "Look at it");
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE_TASK), ==, 2);
}

/* A time that makes no sense is marked, and keeps the change from being made. */
static void
test_times (ChangeScene   *scene,
            gconstpointer  flags)
{
  GtkWidget *row;

  open_dialog (scene);
  write_row (scene, "What is changed", "Clock change");
  write_row (scene, "Start", "2027-03-28 01:00");
  write_row (scene, "End, or how long it takes", "04:00");
  wait_until (
    rw_change_conflicts_is_settled (rw_test_find (dialog (scene), RW_TYPE_CHANGE_CONFLICTS)));
  g_assert_false (rw_test_says (dialog (scene), "Not evaluated"));
  g_assert_true (rw_test_says (dialog (scene), "clocks go forward"));
  g_assert_true (rw_test_says (dialog (scene), "· 2 h ·"));
  row = change_scene_row (dialog (scene), "Time zone");
  gtk_editable_set_text (GTK_EDITABLE (row), "Europe/Nowhere");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_false (gtk_widget_is_sensitive (change_scene_button (dialog (scene), "Create")));
  gtk_editable_set_text (GTK_EDITABLE (row), "America/Sao_Paulo");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_true (gtk_widget_is_sensitive (change_scene_button (dialog (scene), "Create")));
  write_row (scene, "Start", "soon");
  g_assert_true (rw_test_says (dialog (scene), "Write the start as"));
  write_row (scene, "Start", "2026-11-01 01:00");
  write_row (scene, "End, or how long it takes", "1 h");
  g_assert_true (rw_test_says (dialog (scene), "in the past"));
  adw_dialog_force_close (ADW_DIALOG (dialog (scene)));
  wait_until (dialog (scene) == NULL);
}

int
main (int   argc,
      char *argv[])
{
  change_scene_init (&argc, &argv);
  g_test_add_func ("/console/change-new/start", test_start);
  g_test_add_func ("/console/change-new/end", test_end);
  g_test_add_func ("/console/change-new/write", test_write);
#define ADD(path, func)                                                                   \
  g_test_add ("/console/change-new/" path, ChangeScene, GUINT_TO_POINTER (FIXTURE_PLAIN), \
              change_scene_set_up, func, change_scene_tear_down)
  ADD ("create", test_create);
  ADD ("paste", test_paste);
  ADD ("discard", test_discard);
  ADD ("template", test_template);
  ADD ("times", test_times);
  return g_test_run ();
}
