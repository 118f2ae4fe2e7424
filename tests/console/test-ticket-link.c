/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"
#include "rw-incident-dialog.h"
#include "rw-ticket-known-box.h"
#include "rw-links-box.h"
#include "rw-ticket-view.h"

/* Merging, linking and splitting with the keyboard; known errors beside an incident, and while its title is typed. */

static void
write_note (DeskScene  *scene,
            guint       ticket,
            const char *text)
{
  gint64 before = console_count (&scene->base.a, RW_KIND_MESSAGE);

  desk_scene_open (scene, ticket);
  desk_scene_press (scene, "n");
  desk_scene_write (scene, text);
  desk_scene_send (scene);
  wait_until (console_count (&scene->base.a, RW_KIND_MESSAGE) == before + 1);
  wait_until (desk_scene_settled (scene));
}

static void
merge (DeskScene  *scene,
       guint       ticket,
       const char *words)
{
  desk_scene_open (scene, ticket);
  g_assert_true (desk_scene_press (scene, "m"));
  wait_until (desk_scene_chooser (scene) != NULL);
  rw_ticket_chooser_search (desk_scene_chooser (scene), words);
  wait_until (rw_test_find (desk_scene_chooser (scene), ADW_TYPE_ACTION_ROW) != NULL);
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (desk_scene_chooser (scene)), "merge");
  desk_scene_choose (scene, words);
}

static gboolean
is_merged (DeskScene *scene,
           guint      ticket)
{
  g_autoptr (RwRecord) record = desk_scene_ticket (scene, ticket);

  return rw_record_has (record, RW_TICKET_MERGED_INTO);
}

static AdwAlertDialog *
question (DeskScene *scene)
{
  return rw_test_find (scene->window, ADW_TYPE_ALERT_DIALOG);
}

/* The kept one shows what was written to the other; the other leads to it; one step back. */
static void
test_merge (DeskScene     *scene,
            gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  AdwBanner *banner;

  write_note (scene, 1, "Vom zweiten Ticket");
  /* The one on the same configuration item is proposed first. */
  merge (scene, 1, "");
  wait_until (is_merged (scene, 1));
  g_assert_cmpint (desk_scene_status (scene, 1), ==, RW_TICKET_STATUS_CLOSED);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_LINK), ==, 1);
  g_assert_null (question (scene));

  desk_scene_open (scene, 0);
  wait_until (rw_test_shows (scene->page, "Vom zweiten Ticket"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "merged-kept");
  g_assert_true (rw_test_says (scene->page, "from T-9002"));
  g_assert_true (rw_test_shows (scene->page, "Has the duplicate"));

  desk_scene_open (scene, 1);
  banner = rw_test_find (scene->page, ADW_TYPE_BANNER);
  wait_until (adw_banner_get_revealed (banner));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "merged-banner");
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "Merged into T-9001 Shop langsam");
  wait_until (!gtk_widget_get_visible (GTK_WIDGET (desk_scene_composer (scene))));

  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (is_merged (scene, 1));
  g_assert_cmpint (desk_scene_status (scene, 1), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_LINK), ==, 0);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

/* Another customer's only after a question; no chain at all. */
static void
test_refused (DeskScene     *scene,
              gconstpointer  flags)
{
  merge (scene, 2, "9001");
  wait_until (question (scene) != NULL);
  g_assert_false (is_merged (scene, 2));
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (question (scene)), "merge-customers");
  g_assert_true (
    rw_test_says (question (scene), "T-9003 is of Kaufhaus, T-9001 is of Bistum Fulda"));
  g_signal_emit_by_name (question (scene), "response", "cancel");
  desk_scene_close_dialogs (scene);
  g_assert_false (is_merged (scene, 2));

  merge (scene, 2, "9001");
  wait_until (question (scene) != NULL);
  g_signal_emit_by_name (question (scene), "response", "merge");
  desk_scene_close_dialogs (scene);
  wait_until (is_merged (scene, 2));
  wait_until (desk_scene_settled (scene));

  /* T-9001 has swallowed one: it is the one to keep. */
  merge (scene, 0, "9002");
  wait_until (rw_test_says (scene->window, "so it is the one to keep"));
  g_assert_false (is_merged (scene, 0));
}

static GPtrArray *
links_of (DeskScene *scene)
{
  return desk_scene_select (scene, RW_KIND_LINK);
}

/* Meaning, then record; shown at both ends; taken away again. */
static void
test_link (DeskScene     *scene,
           gconstpointer  flags)
{
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GError) error = NULL;
  RwLinksBox *box;
  const RwId *id;

  desk_scene_open (scene, 0);
  g_assert_true (desk_scene_press (scene, "l"));
  desk_scene_choose (scene, "child of");
  wait_until (desk_scene_chooser (scene) != NULL);
  /* Of another customer, and so not proposed: it is looked for. */
  rw_ticket_chooser_search (desk_scene_chooser (scene), "kasse");
  wait_until (rw_test_says (desk_scene_chooser (scene), "Kasse steht"));
  desk_scene_choose (scene, "kasse");
  wait_until (console_count (&scene->base.a, RW_KIND_LINK) == 1);
  links = links_of (scene);
  g_assert_cmpint (rw_record_get_enum (links->pdata[0], RW_LINK_TYPE), ==, RW_LINK_TYPE_CHILD);
  g_assert_true (
    rw_id_equal (rw_record_get_ref (links->pdata[0], RW_LINK_TARGET), &scene->tickets[2]));
  wait_until (rw_test_shows (scene->page, "T-9003 Kasse steht"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "linked");
  desk_scene_open (scene, 2);
  g_assert_true (rw_test_shows (scene->page, "Parent of"));

  box = rw_test_find (scene->page, RW_TYPE_LINKS_BOX);
  id = rw_record_get_id (links->pdata[0]);
  g_signal_emit_by_name (box, "unlink", id);
  wait_until (console_count (&scene->base.a, RW_KIND_LINK) == 0);
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_LINK), ==, 1);
}

/* From the board, without opening the ticket. */
static void
test_from_board (DeskScene     *scene,
                 gconstpointer  flags)
{
  g_assert_true (desk_scene_press (scene, "j"));
  g_assert_true (desk_scene_press (scene, "l"));
  wait_until (desk_scene_chooser (scene) != NULL);
  desk_scene_choose (scene, "related");
  wait_until (desk_scene_chooser (scene) != NULL);
  desk_scene_close_dialogs (scene);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_LINK), ==, 0);
}

static void
test_split (DeskScene     *scene,
            gconstpointer  flags)
{
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (GError) error = NULL;
  char id[RW_ID_STRING_LENGTH + 1];
  gint64 before;

  write_note (scene, 0, "Drucker im Flur druckt nicht\nund noch etwas");
  before = console_count (&scene->base.a, RW_KIND_TICKET);
  messages = desk_scene_select (scene, RW_KIND_MESSAGE);
  rw_id_write (rw_record_get_id (messages->pdata[0]), id);
  wait_until (rw_test_says (scene->page, "Drucker im Flur"));
  g_assert_true (gtk_widget_activate_action (rw_test_find (scene->page, RW_TYPE_TICKET_VIEW),
                                             "ticket.split", "s", id));
  wait_until (question (scene) != NULL);
  g_assert_cmpstr (gtk_editable_get_text (rw_test_find (question (scene), GTK_TYPE_ENTRY)), ==,
                   "Drucker im Flur druckt nicht");
  g_signal_emit_by_name (question (scene), "response", "split");
  desk_scene_close_dialogs (scene);
  wait_until (console_count (&scene->base.a, RW_KIND_TICKET) == before + 1);
  links = links_of (scene);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_true (
    rw_id_equal (rw_record_get_ref (links->pdata[0], RW_LINK_TARGET), &scene->tickets[0]));
  ticket = console_get (&scene->base.a, RW_KIND_TICKET,
                        rw_record_get_ref (links->pdata[0], RW_LINK_SOURCE));
  g_assert_cmpstr (rw_record_get_text (ticket, RW_TICKET_TITLE), ==,
                   "Drucker im Flur druckt nicht");
  g_assert_cmpint (rw_record_get_enum (ticket, RW_TICKET_STATUS), ==, RW_TICKET_STATUS_NEW);
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_CUSTOMER), &scene->customer));
  g_assert_true (rw_record_has (ticket, RW_TICKET_RESOLUTION_DUE));
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_TICKET), ==, before);
}

/* --- Known errors ------------------------------------------------------------------------------------ */

static RwId
add_known_error (DeskScene *scene)
{
  g_autoptr (RwRecord) problem = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_text (problem, RW_TICKET_TITLE, "Webshop wird langsam nach Import");
  rw_record_set_enum (problem, RW_TICKET_TYPE, RW_TICKET_TYPE_PROBLEM);
  rw_record_set_enum (problem, RW_TICKET_STATUS, RW_TICKET_STATUS_IN_PROGRESS);
  rw_record_set_enum (problem, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (problem, RW_TICKET_OPENED, 1);
  rw_record_set_boolean (problem, RW_TICKET_KNOWN_ERROR, TRUE);
  rw_record_set_text (problem, RW_TICKET_WORKAROUND, "Cache leeren");
  console_edit (&scene->base.a, rw_edit_new_create (problem), "Problem", &error);
  g_assert_no_error (error);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  wait_until (desk_scene_settled (scene));
  return *rw_record_get_id (problem);
}

static RwRecord *
only_link (DeskScene *scene)
{
  g_autoptr (GPtrArray) links = desk_scene_select (scene, RW_KIND_LINK);

  g_assert_cmpuint (links->len, ==, 1);
  return g_object_ref (links->pdata[0]);
}

static void
test_beside (DeskScene     *scene,
             gconstpointer  flags)
{
  RwId known = add_known_error (scene);
  g_autoptr (RwRecord) link = NULL;
  g_autofree char *text = NULL;

  desk_scene_open (scene, 0);
  wait_until (rw_test_says (scene->page, "Known error: Webshop wird langsam"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "known-beside");
  g_assert_true (desk_scene_press (scene, "w"));
  text = desk_scene_written (scene);
  g_assert_true (g_str_has_suffix (text, ": Cache leeren"));
  g_assert_cmpint (rw_ticket_composer_get_message_type (desk_scene_composer (scene)), ==,
                   RW_MESSAGE_TYPE_NOTE);
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  g_assert_true (desk_scene_press (scene, "e"));
  wait_until (console_count (&scene->base.a, RW_KIND_LINK) == 1);
  link = only_link (scene);
  g_assert_cmpint (rw_record_get_enum (link, RW_LINK_TYPE), ==, RW_LINK_TYPE_CAUSED_BY);
  g_assert_true (rw_id_equal (rw_record_get_ref (link, RW_LINK_TARGET), &known));
  /* What is linked is not offered any more. */
  wait_until (!rw_test_says (scene->page, "Known error: Webshop"));
}

static GtkWidget *
find_button (gpointer    widget,
             const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  g_error ("no button “%s”", label);
}

static void
test_typing (DeskScene     *scene,
             gconstpointer  flags)
{
  RwId known = add_known_error (scene);
  g_autoptr (RwRecord) link = NULL;
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (GError) error = NULL;
  RwIncidentDialog *dialog;
  GtkWidget *title;
  gint64 before = console_count (&scene->base.a, RW_KIND_TICKET);

  g_assert_true (gtk_widget_activate_action (scene->page, "tickets.new-incident", NULL));
  wait_until ((dialog = rw_test_find (scene->window, RW_TYPE_INCIDENT_DIALOG)) != NULL);
  title = rw_test_find (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (title), "Der Drucker");
  g_assert_false (rw_test_says (dialog, "Known error"));
  gtk_editable_set_text (GTK_EDITABLE (title), "Webshop lahmt");
  g_assert_true (rw_test_says (dialog, "Known error: Webshop wird langsam"));
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog), "known-typing");
  g_signal_emit_by_name (find_button (dialog, "C_opy Workaround"), "clicked");
  g_signal_emit_by_name (find_button (dialog, "_Link"), "clicked");
  g_assert_true (rw_test_shows (dialog, "Linked as the cause"));
  g_signal_emit_by_name (find_button (dialog, "C_reate"), "clicked");
  desk_scene_close_dialogs (scene);
  wait_until (console_count (&scene->base.a, RW_KIND_TICKET) == before + 1);
  link = only_link (scene);
  g_assert_true (rw_id_equal (rw_record_get_ref (link, RW_LINK_TARGET), &known));
  ticket = console_get (&scene->base.a, RW_KIND_TICKET, rw_record_get_ref (link, RW_LINK_SOURCE));
  g_assert_cmpstr (rw_record_get_text (ticket, RW_TICKET_TITLE), ==, "Webshop lahmt");
  g_assert_true (
    g_str_has_suffix (rw_record_get_text (ticket, RW_TICKET_DESCRIPTION), ": Cache leeren"));
  /* The ticket and its link are one step. */
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_LINK), ==, 0);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_TICKET), ==, before);
}

/* A machine in operation, with a ticket. */
static void
add_machine (DeskScene *scene)
{
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, NULL);
  g_autoptr (GError) error = NULL;
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &scene->tickets[0]);

  rw_record_set_text (vm, RW_VM_NAME, "web-900");
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  for (guint tick = RW_VM_TICK_NETWORK_AT; tick <= RW_VM_TICK_BACKUP_AT; tick += 2)
    rw_record_set_instant (vm, tick, 1);
  console_edit (&scene->base.a, rw_edit_new_create (vm), "Create web-900", &error);
  g_assert_no_error (error);
  rw_edit_set (edit, RW_TICKET_CI, rw_value_ref (rw_record_get_id (vm)));
  console_edit (&scene->base.a, edit, "Where", &error);
  g_assert_no_error (error);
}

/* What is open on the same system already gets the note. */
static void
test_instead (DeskScene     *scene,
              gconstpointer  flags)
{
  RwIncidentDialog *dialog;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) combos = g_ptr_array_new ();
  gint64 before = console_count (&scene->base.a, RW_KIND_TICKET);

  add_machine (scene);
  g_assert_true (gtk_widget_activate_action (scene->page, "tickets.new-incident", NULL));
  wait_until ((dialog = rw_test_find (scene->window, RW_TYPE_INCIDENT_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (rw_test_find (dialog, ADW_TYPE_ENTRY_ROW)), "Shop lahmt");
  rw_test_find_all (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, combos);
  for (guint i = 0; i < combos->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (combos->pdata[i]), "System") == 0)
      {
        GListModel *names = adw_combo_row_get_model (combos->pdata[i]);

        for (guint j = 0; j < g_list_model_get_n_items (names); j++)
          if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), j), "web-900"))
            adw_combo_row_set_selected (combos->pdata[i], j);
      }
  wait_until (rw_test_says (dialog, "Already open: T-9001"));
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog), "known-open");
  g_signal_emit_by_name (find_button (dialog, "_Add to It Instead"), "clicked");
  desk_scene_close_dialogs (scene);
  wait_until (console_count (&scene->base.a, RW_KIND_MESSAGE) == 1);
  messages = desk_scene_select (scene, RW_KIND_MESSAGE);
  g_assert_cmpstr (rw_record_get_text (messages->pdata[0], RW_MESSAGE_BODY), ==, "Shop lahmt");
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_TICKET), ==, before);
}

int
main (int    argc,
      char **argv)
{
  rw_test_init_widgets (&argc, &argv);
#define add(path, func)                                                                     \
  g_test_add (path, DeskScene, GUINT_TO_POINTER (FIXTURE_RECORDS), desk_scene_set_up, func, \
              desk_scene_tear_down)
  add ("/console/ticket-link/merge", test_merge);
  add ("/console/ticket-link/refused", test_refused);
  add ("/console/ticket-link/link", test_link);
  add ("/console/ticket-link/from-board", test_from_board);
  add ("/console/ticket-link/split", test_split);
  add ("/console/ticket-link/known-beside", test_beside);
  add ("/console/ticket-link/known-typing", test_typing);
  add ("/console/ticket-link/known-instead", test_instead);
#undef add
  return g_test_run ();
}
