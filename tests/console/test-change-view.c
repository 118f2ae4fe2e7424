/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change-scene.h"
#include "rw-change-affected.h"
#include "rw-change-conflicts.h"
#include "rw-change-head.h"
#include "rw-change-items.h"
#include "rw-change-links.h"
#include "rw-change-news.h"
#include "rw-change-notice-text.h"
#include "rw-change-plan.h"
#include "rw-change-risk-box.h"
#include "rw-change-tasks.h"
#include "rw-change-texts.h"
#include "rw-change-touches.h"
#include "rw-change-view.h"
#include "rw-change-votes.h"
#include "rw-change-words.h"
#include "rw-impact-graph.h"
#include "rw-long-text.h"
#include "rw-record-picker.h"

/* The page of one change. */

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_task (GPtrArray  *records,
          RwRecord   *change,
          guint       position,
          const char *title)
{
  RwRecord *task = change_scene_named (records, RW_KIND_CHANGE_TASK, RW_CHANGE_TASK_TITLE, title);

  rw_record_set_ref (task, RW_CHANGE_TASK_CHANGE, rw_record_get_id (change));
  rw_record_set_integer (task, RW_CHANGE_TASK_POSITION, position);
  rw_record_set_enum (task, RW_CHANGE_TASK_STATUS, RW_TASK_STATUS_OPEN);
}

static void
add_question (GPtrArray  *records,
              const char *name,
              RwRiskSide  side,
              int         weight)
{
  RwRecord *question =
    change_scene_named (records, RW_KIND_RISK_QUESTION, RW_RISK_QUESTION_NAME, name);

  rw_record_set_enum (question, RW_RISK_QUESTION_RAISES, (int) side);
  rw_record_set_integer (question, RW_RISK_QUESTION_WEIGHT, weight);
  rw_record_set_integer (question, RW_RISK_QUESTION_POSITION, weight);
}

/* A draft by Jana on two systems, with three tasks and two questions. */
static void
load_draft (ChangeScene *scene)
{
  g_autoptr (GPtrArray) records = new_records ();
  RwRecord *change =
    change_scene_change (records, "Firmware of the web servers", RW_CHANGE_STATUS_DRAFT,
                         "2026-11-29T02:00:00", "2026-11-29T05:00:00");

  rw_record_set_text (change, RW_CHANGE_NUMBER, "C-2071");
  change_scene_refer (change, RW_CHANGE_REQUESTER, "Jana Roth");
  change_scene_refer (change, RW_CHANGE_IMPLEMENTER, "Jana Roth");
  change_scene_refer (change, RW_CHANGE_CUSTOMER, "Kaufhaus Ahrens");
  change_scene_refer (change, RW_CHANGE_SERVICE, "Webshop");
  change_scene_change (records, "Another one", RW_CHANGE_STATUS_DRAFT, NULL, NULL);
  change_scene_item (records, change, "web-01");
  change_scene_item (records, change, "esx-01");
  add_task (records, change, 1, "Drain web-01");
  add_task (records, change, 2, "Write the firmware");
  add_task (records, change, 3, "Test the shop");
  add_question (records, "Is a customer down while it runs?", RW_RISK_SIDE_EFFECT, 2);
  add_question (records, "Was it ever done here?", RW_RISK_SIDE_PROBABILITY, 3);
  change_scene_load (scene, records);
}

static RwChangeView *
view (ChangeScene *scene)
{
  return rw_test_find (scene->page, RW_TYPE_CHANGE_VIEW);
}

static void
open_change (ChangeScene *scene,
             const char  *title)
{
  RwId id = change_scene_id (title);

  rw_page_open (RW_PAGE (scene->page), RW_KIND_CHANGE, &id);
  wait_until (change_scene_settled (scene) && rw_test_shows (scene->page, title));
}

static void
set_up (ChangeScene   *scene,
        gconstpointer  flags)
{
  change_scene_set_up (scene, flags);
  load_draft (scene);
  rw_session_sync_now (scene->base.a.session);
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE_TASK) == 3);
  open_change (scene, "Firmware of the web servers");
}

static RwRecord *
get (ChangeScene *scene)
{
  RwRecord *change = change_scene_find (scene, "Firmware of the web servers");

  g_assert_nonnull (change);
  return change;
}

static gboolean
has (ChangeScene *scene,
     guint        field,
     const char  *text)
{
  g_autoptr (RwRecord) change = get (scene);

  return g_strcmp0 (rw_record_get_text (change, field), text) == 0;
}

static void
test_show (ChangeScene   *scene,
           gconstpointer  flags)
{
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "change-view");
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1106, 2300);
  for (guint i = 0; i < 10; i++)
    rw_test_settle (scene->window);
  rw_test_picture (scene->window, "change-view-whole");
  g_assert_true (rw_test_shows (scene->page, "C-2071"));
  g_assert_true (rw_test_says (scene->page, "Starts in 5 d, Sun 02:00"));
  g_assert_true (rw_test_says (scene->page, "Sat 28 Nov 22:00–01:00 at Kaufhaus Ahrens"));
  g_assert_true (rw_test_says (scene->page, "1. Drain web-01"));
  g_assert_true (rw_test_says (scene->page, "0 of 3 done"));
  g_assert_true (rw_test_says (scene->page, "Four eyes"));
  g_assert_nonnull (change_scene_button (view (scene), "Submit"));
  g_assert_cmpstr (rw_page_get_title (RW_PAGE (scene->page)), ==, "C-2071");

  /* Back to the calendar, where it lies. */
  g_signal_emit_by_name (rw_test_find (scene->page, RW_TYPE_CHANGE_HEAD), "back");
  g_assert_null (rw_change_view_get_change (view (scene)));
  wait_until (change_scene_settled (scene));
  g_assert_true (g_str_has_prefix (rw_page_get_title (RW_PAGE (scene->page)), "23"));
}

/* What is typed is judged, saved with Enter, and undone. */
static void
test_move (ChangeScene   *scene,
           gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *start = change_scene_row (view (scene), "Start");

  g_assert_null (change_scene_button (view (scene), "Save the Times"));
  gtk_editable_set_text (GTK_EDITABLE (start), "30.11. 22:00");
  g_assert_nonnull (change_scene_button (view (scene), "Save the Times"));
  g_signal_emit_by_name (start, "entry-activated");
  wait_until (has (scene, RW_CHANGE_START_WALL, "2026-11-30T22:00:00"));
  g_assert_true (has (scene, RW_CHANGE_END_WALL, "2026-12-01T05:00:00"));
  wait_until (change_scene_button (view (scene), "Save the Times") == NULL);
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (has (scene, RW_CHANGE_START_WALL, "2026-11-29T02:00:00"));
  wait_until (rw_test_says (scene->page, "Sun 29 Nov 02:00–05:00 CET"));
}

static void
test_items (ChangeScene   *scene,
            gconstpointer  flags)
{
  RwChangeItems *items = rw_test_find (view (scene), RW_TYPE_CHANGE_ITEMS);
  const char *const names[] = { "web-02", "book-01", NULL };

  rw_change_items_add_names (items, names);
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE_ITEM) == 4);
  wait_until (rw_session_get_can_undo (scene->base.a.session));
  g_assert_cmpstr (rw_session_get_undo_label (scene->base.a.session), ==, "Add web-02 to C-2071");
  wait_until (change_scene_settled (scene) && rw_change_items_get (items)->len == 4);
  g_signal_emit_by_name (gtk_widget_get_last_child (
                           gtk_widget_get_first_child (rw_test_find (items, ADW_TYPE_WRAP_BOX))),
                         "clicked");
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE_ITEM) == 3);
}

/* As if a person had picked what is called so, faster than the page is read again. */
static void
pick (RwChangeItems *items,
      const char    *name)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_named_record_free);
  GPtrArray *shown = rw_change_items_get (items);
  RwId id = change_scene_id (name);

  for (guint i = 0; i < shown->len; i++)
    {
      const RwNamedRecord *record = shown->pdata[i];

      g_ptr_array_add (records, rw_named_record_new (record->kind, &record->id, record->name));
    }
  g_ptr_array_add (records, rw_named_record_new (RW_KIND_DEVICE, &id, name));
  rw_change_items_set (items, records);
  g_signal_emit_by_name (items, "changed");
}

static void
remove_first (RwChangeItems *items)
{
  g_signal_emit_by_name (gtk_widget_get_last_child (
                           gtk_widget_get_first_child (rw_test_find (items, ADW_TYPE_WRAP_BOX))),
                         "clicked");
}

/* Each pick and each removal is done once. */
static void
test_items_quick (ChangeScene   *scene,
                  gconstpointer  flags)
{
  RwChangeItems *items = rw_test_find (view (scene), RW_TYPE_CHANGE_ITEMS);

  pick (items, "web-02");
  pick (items, "book-01");
  wait_until (rw_session_get_pending (scene->base.a.session) == 0 && change_scene_settled (scene) &&
              console_count (&scene->base.a, RW_KIND_CHANGE_ITEM) >= 4 &&
              rw_change_items_get (items)->len >= 4);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE_ITEM), ==, 4);
  remove_first (items);
  remove_first (items);
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE_ITEM) == 2);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0 && change_scene_settled (scene));
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

static GPtrArray *
tasks (ChangeScene *scene)
{
  return change_scene_select (scene, RW_KIND_CHANGE_TASK);
}

static gint64
position_of (ChangeScene *scene,
             const char  *title)
{
  RwId id = change_scene_id (title);
  g_autoptr (RwRecord) task = console_get (&scene->base.a, RW_KIND_CHANGE_TASK, &id);

  return rw_record_get_integer (task, RW_CHANGE_TASK_POSITION, -1);
}

static gboolean
press (GtkWidget       *widget,
       guint            key,
       GdkModifierType  modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean done = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &done);
    }
  return done;
}

static void
test_tasks (ChangeScene   *scene,
            gconstpointer  flags)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new (), done = NULL;
  RwChangeTasks *box = rw_test_find (view (scene), RW_TYPE_CHANGE_TASKS);
  GtkWidget *entry;
  RwId jana = change_scene_id ("Jana Roth"), first = change_scene_id ("Drain web-01");
  g_autoptr (RwRecord) task = NULL;

  /* An hour after the page was read. */
  change_scene_at (rw_clock_now () + RW_HOUR);
  rw_test_find_all (GTK_WIDGET (box), GTK_TYPE_CHECK_BUTTON, checks);
  g_assert_cmpuint (checks->len, ==, 3);
  gtk_check_button_set_active (checks->pdata[0], TRUE);
  wait_until (rw_test_says (box, "1 of 3 done"));
  task = console_get (&scene->base.a, RW_KIND_CHANGE_TASK, &first);
  g_assert_cmpint (rw_record_get_enum (task, RW_CHANGE_TASK_STATUS), ==, RW_TASK_STATUS_DONE);
  g_assert_true (rw_id_equal (rw_record_get_ref (task, RW_CHANGE_TASK_DONE_BY), &jana));
  g_assert_cmpint (rw_clock_now () - rw_record_get_integer (task, RW_CHANGE_TASK_DONE_AT, 0), <,
                   RW_MINUTE);

  /* The last but one goes down. */
  g_ptr_array_set_size (checks, 0);
  rw_test_find_all (GTK_WIDGET (box), GTK_TYPE_CHECK_BUTTON, checks);
  g_assert_true (press (gtk_widget_get_parent (checks->pdata[1]), GDK_KEY_Down, GDK_ALT_MASK));
  wait_until (position_of (scene, "Write the firmware") == 3);
  g_assert_cmpint (position_of (scene, "Test the shop"), ==, 2);
  wait_until (rw_test_says (box, "2. Test the shop"));

  entry = gtk_widget_get_last_child (GTK_WIDGET (box));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Tell the customer");
  g_signal_emit_by_name (entry, "activate");
  wait_until (rw_test_says (box, "4. Tell the customer"));
  g_ptr_array_set_size (checks, 0);
  rw_test_find_all (GTK_WIDGET (box), GTK_TYPE_CHECK_BUTTON, checks);
  g_assert_true (press (gtk_widget_get_parent (checks->pdata[3]), GDK_KEY_Delete, 0));
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE_TASK) == 3);
  done = tasks (scene);
  g_assert_cmpuint (done->len, ==, 3);
}

static RwLongText *
text (ChangeScene *scene,
      guint        index)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  rw_test_find_all (rw_test_find (view (scene), RW_TYPE_CHANGE_TEXTS), RW_TYPE_LONG_TEXT, texts);
  return texts->pdata[index];
}

/* What is written is there again after the page was left, and is gone from the drafts once it is saved. */
static void
test_texts (ChangeScene   *scene,
            gconstpointer  flags)
{
  g_autofree char *written = NULL;

  rw_long_text_write (text (scene, 1), "Open the shop and buy a sock");
  open_change (scene, "Another one");
  g_assert_false (rw_long_text_is_changed (text (scene, 1)));
  open_change (scene, "Firmware of the web servers");
  wait_until (rw_long_text_is_changed (text (scene, 1)));
  written = rw_long_text_dup (text (scene, 1));
  g_assert_cmpstr (written, ==, "Open the shop and buy a sock");
  rw_long_text_save (text (scene, 1));
  wait_until (has (scene, RW_CHANGE_TEST_PLAN, "Open the shop and buy a sock"));
  wait_until (change_scene_settled (scene));

  /* The draft is gone: what somebody else makes of it stays. */
  open_change (scene, "Another one");
  open_change (scene, "Firmware of the web servers");
  for (guint i = 0; i < 20; i++)
    fixture_iterate ();
  g_assert_false (rw_long_text_is_changed (text (scene, 1)));
}

static int
level (ChangeScene *scene,
       guint        field)
{
  g_autoptr (RwRecord) change = get (scene);

  return rw_record_get_enum (change, field);
}

static AdwToggleGroup *
question (ChangeScene *scene,
          guint        index)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  rw_test_find_all (rw_test_find (view (scene), RW_TYPE_CHANGE_RISK_BOX), ADW_TYPE_TOGGLE_GROUP,
                    groups);
  return groups->pdata[index];
}

/* The answers give the least that the risk is; a person may raise it, not lower it. */
static void
test_risk (ChangeScene   *scene,
           gconstpointer  flags)
{
  GtkWidget *effect, *probability;

  g_assert_true (rw_test_says (view (scene), "not assessed"));
  /* Both at once: the second does not take back what the first one gave. */
  adw_toggle_group_set_active_name (question (scene, 0), "yes");
  adw_toggle_group_set_active_name (question (scene, 1), "no");
  wait_until (level (scene, RW_CHANGE_RISK_PROBABILITY) == RW_LEVEL_LOW);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpint (level (scene, RW_CHANGE_RISK_EFFECT), ==, RW_LEVEL_HIGH);
  wait_until (change_scene_settled (scene));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "change-view-risk");

  effect = change_scene_row (view (scene), "Effect");
  /* The page shows what the answers came to a moment after they are stored. */
  wait_until (adw_combo_row_get_selected (ADW_COMBO_ROW (effect)) == 1 + RW_LEVEL_HIGH);
  adw_combo_row_set_selected (ADW_COMBO_ROW (effect), 1 + RW_LEVEL_LOW);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (effect)), ==, 1 + RW_LEVEL_HIGH);
  g_assert_true (rw_test_says (scene->window, "can be raised, not lowered"));
  probability = change_scene_row (view (scene), "Probability");
  adw_combo_row_set_selected (ADW_COMBO_ROW (probability), 1 + RW_LEVEL_MEDIUM);
  wait_until (level (scene, RW_CHANGE_RISK_PROBABILITY) == RW_LEVEL_MEDIUM);
}

/* From the host over what runs on it to the customers; said in sentences, too. */
static void
test_touches (ChangeScene   *scene,
              gconstpointer  flags)
{
  RwImpactGraph *graph = rw_test_find (view (scene), RW_TYPE_IMPACT_GRAPH);
  const char *const names[] = { "till-01", NULL };
  g_autofree char *host = NULL, *customer = NULL;

  host = rw_impact_graph_dup_sentence (graph, 0);
  g_assert_cmpstr (host, ==, "Device esx-01, hits vm-book, vm-shop");
  g_assert_true (rw_test_says (view (scene), "2 customers"));
  g_assert_true (rw_test_says (graph, "Buchung"));
  g_assert_true (rw_test_says (graph, "Nordlicht Reisen"));
  customer = rw_impact_graph_dup_sentence (graph, 7);
  g_assert_cmpstr (customer, ==, "Customer Kaufhaus Ahrens, hit through Webshop");
  rw_change_items_add_names (rw_test_find (view (scene), RW_TYPE_CHANGE_ITEMS), names);
  wait_until (rw_test_says (graph, "Kasse"));
}

static void
test_notice_text (void)
{
  static const char *const services[] = { "Webshop", "Kasse", NULL },
                           *const german[] = { "fr", "de-DE", NULL },
                           *const french[] = { "fr", NULL };
  g_autoptr (GPtrArray) records = new_records ();
  RwRecord *change = change_scene_change (records, "Internal words", RW_CHANGE_STATUS_SCHEDULED,
                                          "2026-11-29T22:00:00", "2026-11-30T02:00:00");
  RwRecord *customer = change_scene_named (records, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens");
  g_autofree char *text = NULL, *english = NULL, *cancelled = NULL;

  rw_record_set_text (change, RW_CHANGE_PUBLIC_TITLE, "Neue Technik");
  rw_record_set_text (change, RW_CHANGE_NOTICE, "Bitte speichern Sie vorher.");
  rw_record_set_texts (customer, RW_CUSTOMER_LANGUAGES, german);
  rw_record_set_text (customer, RW_CUSTOMER_TZ, "Europe/Berlin");
  text = rw_change_notice_text (change, customer, services);
  g_assert_cmpstr (
    text, ==,
    "Wartung: Neue Technik\n\nSehr geehrte Damen und Herren,\n\n"
    "wir führen Arbeiten durch: Sonntag, 29. November 2026, 22:00 Uhr bis Montag, 30. November 2026, 02:00 Uhr "
    "(CET).\n\nDiese Dienste können dabei unterbrochen sein: Webshop, Kasse.\n\n"
    "Bitte speichern Sie vorher.\n\nBei Fragen antworten Sie bitte auf diese Nachricht.");
  rw_record_set_texts (customer, RW_CUSTOMER_LANGUAGES, french);
  rw_record_set_text (customer, RW_CUSTOMER_TZ, "UTC");
  english = rw_change_notice_text (change, customer, services);
  g_assert_nonnull (
    strstr (english, "Sunday, 29 November 2026, 21:00 to Monday, 30 November 2026, 01:00 (UTC)"));
  /* What is internal stays so. */
  g_assert_null (strstr (english, "Internal"));
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_CANCELLED);
  cancelled = rw_change_notice_text (change, customer, services);
  g_assert_nonnull (strstr (cancelled, "is not going to happen"));
  g_assert_null (strstr (cancelled, "29 November"));
}

static gboolean
is_told (ChangeScene *scene)
{
  g_autoptr (RwRecord) change = get (scene);

  return rw_record_has (change, RW_CHANGE_NOTICE_SENT);
}

static gint64
told_at (ChangeScene *scene)
{
  g_autoptr (RwRecord) change = get (scene);

  return rw_record_get_integer (change, RW_CHANGE_NOTICE_SENT, 0);
}

static void
test_notice (ChangeScene   *scene,
             gconstpointer  flags)
{
  RwChangeNews *news = rw_test_find (view (scene), RW_TYPE_CHANGE_NEWS);
  GtkWidget *title = change_scene_row (news, "Title for customers");
  GtkDropDown *readers = rw_test_find (news, GTK_TYPE_DROP_DOWN);

  wait_until (gtk_drop_down_get_model (readers) != NULL &&
              g_list_model_get_n_items (gtk_drop_down_get_model (readers)) == 2);
  gtk_editable_set_text (GTK_EDITABLE (title), "Neue Technik");
  g_signal_emit_by_name (title, "apply");
  wait_until (has (scene, RW_CHANGE_PUBLIC_TITLE, "Neue Technik"));
  gtk_drop_down_set_selected (readers, 0);
  wait_until (rw_test_says (news, "Maintenance: Neue Technik") ||
              rw_test_says (news, "Wartung: Neue Technik"));
  gtk_drop_down_set_selected (readers, 1);
  wait_until (rw_test_says (news, "Wartung: Neue Technik"));
  g_assert_true (rw_test_says (news, "Webshop"));
  g_assert_false (rw_test_says (news, "Buchung"));
  wait_until (change_scene_settled (scene));
  change_scene_at (rw_clock_now () + RW_HOUR);
  g_assert_true (change_scene_click (news, "Mark as Sent"));
  wait_until (is_told (scene));
  g_assert_cmpint (rw_clock_now () - told_at (scene), <, RW_MINUTE);
  wait_until (rw_test_says (news, "sent 23 Nov"));
  /* Words that were not saved are kept when the person goes to another change. */
  rw_long_text_write (rw_test_find (news, RW_TYPE_LONG_TEXT), "Bitte speichern Sie vorher.");
  open_change (scene, "Another one");
  wait_until (has (scene, RW_CHANGE_NOTICE, "Bitte speichern Sie vorher."));
}

static void
test_clone (ChangeScene   *scene,
            gconstpointer  flags)
{
  g_autoptr (GPtrArray) changes = NULL;
  RwId first = change_scene_id ("Firmware of the web servers");

  g_assert_true (change_scene_click (view (scene), "Make a Copy"));
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE) == 3);
  wait_until (change_scene_settled (scene) &&
              !rw_id_equal (rw_change_view_get_change (view (scene)), &first));
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE_ITEM), ==, 4);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHANGE_TASK), ==, 6);
  wait_until (rw_test_says (view (scene), "No time is planned yet."));
  g_assert_true (rw_test_says (view (scene), "1. Drain web-01"));
}

static void
test_link (ChangeScene   *scene,
           gconstpointer  flags)
{
  RwChangeLinks *box = rw_test_find (view (scene), RW_TYPE_CHANGE_LINKS);
  AdwDialog *dialog;
  GtkWidget *entry;

  g_assert_true (change_scene_click (box, "Link…"));
  wait_until ((dialog = rw_test_find (scene->window, ADW_TYPE_DIALOG)) != NULL &&
              gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  entry = rw_test_find (dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Another");
  g_signal_emit_by_name (entry, "activate");
  wait_until (console_count (&scene->base.a, RW_KIND_LINK) == 1);
  wait_until (rw_test_shows (box, "Another one"));
}

static void
count_cb (guint *count)
{
  *count += 1;
}

/* Two presses are one: each would cancel what the other reads, and begin its own again. */
static void
test_twice (ChangeScene   *scene,
            gconstpointer  flags)
{
  RwChangeHead *head = rw_test_find (view (scene), RW_TYPE_CHANGE_HEAD);
  guint calm = 0, n_read = 0;

  g_signal_connect_swapped (rw_test_find (view (scene), RW_TYPE_CHANGE_CONFLICTS), "evaluated",
                            G_CALLBACK (count_cb), &n_read);
  /* A draft is not there to be approved: it is read, and nothing follows. */
  g_signal_emit_by_name (head, "act", (int) RW_CHANGE_ACTION_APPROVE);
  g_signal_emit_by_name (head, "act", (int) RW_CHANGE_ACTION_APPROVE);
  wait_until ((calm = change_scene_settled (scene) ? calm + 1 : 0) > 50);
  g_assert_cmpuint (n_read, ==, 1);
}

/* Four months ahead, and then a year: what is in the way is read for the time at which the change is. */
static void
test_far (ChangeScene   *scene,
          gconstpointer  flags)
{
  g_autoptr (GPtrArray) records = new_records ();
  RwRecord *change = change_scene_change (records, "Far away", RW_CHANGE_STATUS_DRAFT,
                                          "2027-03-30T02:00:00", "2027-03-30T05:00:00");
  RwChangeConflicts *conflicts = rw_test_find (view (scene), RW_TYPE_CHANGE_CONFLICTS);

  change_scene_item (records, change, "web-01");
  change_scene_load (scene, records);
  rw_session_sync_now (scene->base.a.session);
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE) == 3);
  open_change (scene, "Far away");
  g_assert_false (rw_test_says (conflicts, "Not evaluated"));
  gtk_editable_set_text (GTK_EDITABLE (change_scene_row (view (scene), "Start")),
                         "2027-11-23 02:00");
  wait_until (change_scene_settled (scene));
  g_assert_false (rw_test_says (conflicts, "Not evaluated"));
  g_assert_true (change_scene_click (view (scene), "Discard"));
}

/* What was refused does not look saved: what was typed waits, what was chosen goes back. */
static void
test_refused (ChangeScene   *scene,
              gconstpointer  flags)
{
  g_autoptr (GPtrArray) records = new_records ();
  RwRecord *freeze = change_scene_named (records, RW_KIND_WINDOW, RW_WINDOW_NAME, "Black Sunday");
  GtkWidget *start, *save, *implementer;
  guint chosen;

  change_scene_change (records, "Next week", RW_CHANGE_STATUS_SCHEDULED, "2026-11-30T02:00:00",
                       "2026-11-30T05:00:00");
  rw_record_set_enum (freeze, RW_WINDOW_TYPE, RW_WINDOW_TYPE_FREEZE);
  rw_record_set_text (freeze, RW_WINDOW_START_WALL, "2026-11-29T00:00:00");
  rw_record_set_integer (freeze, RW_WINDOW_DURATION, 24 * 60);
  rw_record_set_text (freeze, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_boolean (freeze, RW_WINDOW_HARD, TRUE);
  change_scene_load (scene, records);
  rw_session_sync_now (scene->base.a.session);
  wait_until (console_count (&scene->base.a, RW_KIND_CHANGE) == 3);
  open_change (scene, "Next week");

  start = change_scene_row (view (scene), "Start");
  gtk_editable_set_text (GTK_EDITABLE (start), "2026-11-29 02:00");
  g_signal_emit_by_name (start, "entry-activated");
  save = change_scene_button (view (scene), "Save the Times");
  g_assert_nonnull (save);
  g_assert_false (gtk_widget_is_sensitive (save));
  wait_until (gtk_widget_is_sensitive (save));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (start)), ==, "2026-11-29 02:00");
  g_assert_true (change_scene_click (view (scene), "Discard"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (start)), ==, "2026-11-30 02:00");

  /* Nobody has approved it with somebody else. */
  implementer = change_scene_row (view (scene), "Implementer");
  chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (implementer));
  adw_combo_row_set_selected (ADW_COMBO_ROW (implementer), chosen + 1);
  wait_until (adw_combo_row_get_selected (ADW_COMBO_ROW (implementer)) == chosen);
}

/* What is typed and not applied yet stays when something else of the change becomes another, wherever the focus is. */
static void
test_typed (ChangeScene   *scene,
            gconstpointer  flags)
{
  GtkWidget *title = change_scene_row (view (scene), "Title for customers"),
            *due = change_scene_row (view (scene), "Decision due");

  gtk_widget_grab_focus (change_scene_row (view (scene), "Start"));
  gtk_editable_set_text (GTK_EDITABLE (title), "Neue Technik");
  gtk_editable_set_text (GTK_EDITABLE (due), "25.11. 10:00");
  rw_long_text_write (text (scene, 1), "Open the shop");
  rw_long_text_save (text (scene, 1));
  wait_until (has (scene, RW_CHANGE_TEST_PLAN, "Open the shop"));
  for (guint i = 0; i < 20; i++)
    fixture_iterate ();
  wait_until (change_scene_settled (scene));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Neue Technik");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (due)), ==, "25.11. 10:00");

  /* What was applied is shown as it is in the record. */
  g_signal_emit_by_name (due, "apply");
  wait_until (
    g_str_equal (gtk_editable_get_text (GTK_EDITABLE (due)), "2026-11-25 10:00"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, "Neue Technik");
}

/* What is read for a box comes after the page was closed. */
static void
test_gone (ChangeScene   *scene,
           gconstpointer  flags)
{
  GtkWidget *page = rw_changes_page_new (), *window = adw_window_new ();
  RwId id = change_scene_id ("Firmware of the web servers");
  g_autoptr (GtkWidget) start = NULL, end = NULL;
  g_autoptr (RwChangeBox) news = NULL;

  start = g_object_ref_sink (RW_PAGE_GET_CLASS (page)->create_header_start (RW_PAGE (page)));
  end = g_object_ref_sink (RW_PAGE_GET_CLASS (page)->create_header_end (RW_PAGE (page)));
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  rw_page_set_session (RW_PAGE (page), scene->base.a.session);
  g_assert_true (rw_page_reveal (RW_PAGE (page), RW_KIND_CHANGE, &id));
  wait_until (rw_test_shows (page, "Firmware of the web servers"));
  news = g_object_ref (rw_test_find (page, RW_TYPE_CHANGE_NEWS));
  wait_until (rw_change_box_get_change (news) != NULL);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_clear_object (&start);
  g_clear_object (&end);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (page == NULL);
  g_assert_null (rw_change_box_get_change (news));
}

/* Until it begins, until it must end, and since when it should have. */
static void
test_countdown (void)
{
  static const struct
  {
    RwChangeStatus status;
    gint64 minutes; /* from the start, which is an hour before the end */
    RwStatus means;
    const char *words;
  } cases[] = {
    { RW_CHANGE_STATUS_SCHEDULED, -30, RW_STATUS_PLANNED, "Starts in 30 min" },
    { RW_CHANGE_STATUS_SCHEDULED, 10, RW_STATUS_ATTENTION, "It should have started 10 min ago" },
    { RW_CHANGE_STATUS_IN_PROGRESS, 20, RW_STATUS_PLANNED, "In progress: 40 min left" },
    { RW_CHANGE_STATUS_IN_PROGRESS, 50, RW_STATUS_ATTENTION, "In progress: 10 min left" },
    { RW_CHANGE_STATUS_IN_PROGRESS, 60, RW_STATUS_BAD, "Overrun" },
    { RW_CHANGE_STATUS_IN_PROGRESS, 80, RW_STATUS_BAD, "20 min ago" },
    { RW_CHANGE_STATUS_CANCELLED, 0, RW_STATUS_UNKNOWN, "It is not going to happen." },
  };
  g_autoptr (GPtrArray) records = new_records ();
  RwRecord *change = change_scene_change (records, "x", RW_CHANGE_STATUS_DRAFT,
                                          "2026-11-29T02:00:00", "2026-11-29T03:00:00");
  gint64 start = rw_record_get_integer (change, RW_CHANGE_START, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RwStatus status;
      g_autofree char *words = NULL;

      rw_record_set_enum (change, RW_CHANGE_STATUS, (int) cases[i].status);
      words = rw_change_words_countdown (change, start + cases[i].minutes * RW_MINUTE, &status);
      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, cases[i].words));
      g_assert_cmpint (status, ==, cases[i].means);
    }
}

int
main (int   argc,
      char *argv[])
{
  change_scene_init (&argc, &argv);
  g_test_add_func ("/console/change-view/countdown", test_countdown);
  g_test_add_func ("/console/change-view/notice-text", test_notice_text);
#define ADD(path, func)                                                                            \
  g_test_add ("/console/change-view/" path, ChangeScene, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up, \
              func, change_scene_tear_down)
  ADD ("show", test_show);
  ADD ("move", test_move);
  ADD ("items", test_items);
  ADD ("items-quick", test_items_quick);
  ADD ("tasks", test_tasks);
  ADD ("texts", test_texts);
  ADD ("risk", test_risk);
  ADD ("touches", test_touches);
  ADD ("notice", test_notice);
  ADD ("clone", test_clone);
  ADD ("link", test_link);
  ADD ("twice", test_twice);
  ADD ("far", test_far);
  ADD ("refused", test_refused);
  ADD ("typed", test_typed);
  ADD ("gone", test_gone);
  return g_test_run ();
}
