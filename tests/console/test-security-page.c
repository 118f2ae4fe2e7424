/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-record-picker.h"
#include "rw-security-apply.h"
#include "rw-security-page.h"
#include "rw-security-table.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "session-fixture.h"

/* The page in a window, on a session on a server: two services, one of them weak, a catalogue of two entries, findings. */
typedef struct
{
  Fixture base;
  GtkWidget *page, *window;
} Security;

static RwId
id (const char *name)
{
  return rw_id_from_name ("security-page", name);
}

static RwRecord *
record (GPtrArray *records, RwKind kind, guint title, const char *name)
{
  RwId the_id = id (name);
  RwRecord *made = rw_record_new (kind, &the_id);

  rw_record_set_text (made, title, name);
  g_ptr_array_add (records, made);
  return made;
}

static void
refer (RwRecord *from, guint field, const char *to)
{
  RwId target = id (to);

  rw_record_set_ref (from, field, &target);
}

static gint64
today (void)
{
  return rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
}

static RwRecord *
measure (GPtrArray *records, const char *title, const char *entry, const char *service, RwMeasureStatus status)
{
  RwRecord *made = record (records, RW_KIND_MEASURE, RW_MEASURE_TITLE, title);

  if (entry != NULL)
    refer (made, RW_MEASURE_ORIGIN, entry);
  refer (made, RW_MEASURE_SERVICE, service);
  rw_record_set_enum (made, RW_MEASURE_STATUS, (int) status);
  refer (made, RW_MEASURE_OWNER, "Mara Kern");
  return made;
}

static void
fill (Security *security)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  static const char *const entries[] = { "SSH keys only", "TLS 1.2 or newer" }, *const services[] = { "Shop", "Mail" };
  RwRecord *made;

  rw_record_set_text (record (records, RW_KIND_PERSON, RW_PERSON_NAME, "Mara Kern"), RW_PERSON_LOGIN, "mara");
  rw_record_set_text (record (records, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens"), RW_CUSTOMER_NUMBER, "K-1");
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    refer (record (records, RW_KIND_SERVICE, RW_SERVICE_NAME, services[i]), RW_SERVICE_CUSTOMER, "Ahrens");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("web-%u", i);

      made = record (records, RW_KIND_VM, RW_VM_NAME, name);
      rw_record_set_enum (made, RW_VM_STAGE, RW_STAGE_WORKSHOP);
      refer (made, RW_VM_SERVICE, "Shop");
    }
  made = record (records, RW_KIND_TICKET, RW_TICKET_TITLE, "Harden the shop");
  rw_record_set_text (made, RW_TICKET_NUMBER, "T-7");
  rw_record_set_enum (made, RW_TICKET_TYPE, RW_TICKET_TYPE_SECURITY);
  rw_record_set_enum (made, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (made, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (made, RW_TICKET_OPENED, rw_clock_now ());
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      made = record (records, RW_KIND_MEASURE, RW_MEASURE_TITLE, entries[i]);
      rw_record_set_enum (made, RW_MEASURE_STATUS, RW_MEASURE_STATUS_OPEN);
      rw_record_set_boolean (made, RW_MEASURE_CATALOGUE, TRUE);
    }
  measure (records, "SSH on Mail", entries[0], "Mail", RW_MEASURE_STATUS_VERIFIED);
  measure (records, "TLS on Mail", entries[1], "Mail", RW_MEASURE_STATUS_DONE);
  measure (records, "SSH on Shop", entries[0], "Shop", RW_MEASURE_STATUS_OPEN);
  made = measure (records, "TLS on Shop", entries[1], "Shop", RW_MEASURE_STATUS_ACCEPTED);
  rw_record_set_text (made, RW_MEASURE_RISK_REASON, "Old tills");
  rw_record_set_date (made, RW_MEASURE_RISK_UNTIL, today () - 1);
  made = record (records, RW_KIND_FINDING, RW_FINDING_TITLE, "Open Redis");
  rw_record_set_enum (made, RW_FINDING_SEVERITY, RW_SEVERITY_CRITICAL);
  refer (made, RW_FINDING_CI, "web-1");
  rw_server_load (security->base.server, records, "test", &error);
  g_assert_no_error (error);
}

static gboolean
settled (Security *security)
{
  return RW_PAGE_GET_CLASS (security->page)->settled (RW_PAGE (security->page));
}

static void
set_up (Security *security, gconstpointer flags)
{
  GtkWidget *toasts = adw_toast_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();

  fixture_set_up (&security->base, flags);
  fill (security);
  console_open (&security->base.a, security->base.token);
  console_wait_synced (&security->base.a);
  security->page = rw_security_page_new ();
  g_object_add_weak_pointer (G_OBJECT (security->page), (gpointer *) &security->page);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   RW_PAGE_GET_CLASS (security->page)->create_header_start (RW_PAGE (security->page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), security->page);
  gtk_widget_set_vexpand (security->page, TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  security->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (security->window), 1140, 700);
  adw_window_set_content (ADW_WINDOW (security->window), toasts);
  gtk_window_present (GTK_WINDOW (security->window));
  rw_page_set_session (RW_PAGE (security->page), security->base.a.session);
  g_assert_true (settled (security));
  RW_PAGE_GET_CLASS (security->page)->shown (RW_PAGE (security->page), TRUE);
  wait_until (settled (security));
}

static void
tear_down (Security *security, gconstpointer flags)
{
  wait_until (rw_session_get_pending (security->base.a.session) == 0);
  wait_until (settled (security));
  gtk_window_destroy (GTK_WINDOW (security->window));
  wait_until (security->page == NULL || !gtk_widget_get_mapped (security->page));
  fixture_tear_down (&security->base, flags);
}

/* The key's own shortcut, as the window finds it. */
static gboolean
press (Security *security, const char *accel)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (security->page);
  guint key;
  GdkModifierType modifiers;
  gboolean done = FALSE;

  g_assert_true (gtk_accelerator_parse (accel, &key, &modifiers));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "rw-actions") != 0)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !done; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkKeyvalTrigger *trigger = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcut));

          if (gtk_keyval_trigger_get_keyval (trigger) == key && gtk_keyval_trigger_get_modifiers (trigger) == modifiers)
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, security->page, NULL);
        }
    }
  return done;
}

/* The table that is to be seen. */
static RwSecurityTable *
table (Security *security)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();

  rw_test_find_all (security->page, RW_TYPE_SECURITY_TABLE, tables);
  for (guint i = 0; i < tables->len; i++)
    if (gtk_widget_get_child_visible (tables->pdata[i]))
      return tables->pdata[i];
  g_assert_not_reached ();
}

static void
go_to (Security *security, RwSecurityView view)
{
  gtk_widget_activate_action (security->page, "security.all", NULL);
  for (guint i = 0; i < RW_SECURITY_N_VIEWS; i++)
    {
      if (rw_security_table_get_n (table (security)) > 0 &&
          table (security) == g_object_get_data (G_OBJECT (security->page), rw_security_view_name (view)))
        return;
      gtk_widget_activate_action (security->page, "security.view", NULL);
    }
}

static void
choose (Security *security, RwSecurityView view, const char *name)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  RwId the_id = id (name);

  rw_test_find_all (security->page, RW_TYPE_SECURITY_TABLE, tables);
  g_object_set_data (G_OBJECT (security->page), rw_security_view_name (view), tables->pdata[view]);
  go_to (security, view);
  g_assert_true (table (security) == tables->pdata[view]);
  g_assert_true (rw_security_table_select (table (security), &the_id));
}

static RwRecord *
get (Security *security, const char *name)
{
  RwId the_id = id (name);

  return console_get (&security->base.a, RW_KIND_MEASURE, &the_id);
}

static gboolean
has_status (Security *security, const char *name, RwMeasureStatus status)
{
  g_autoptr (RwRecord) made = get (security, name);

  return settled (security) && rw_record_get_enum (made, RW_MEASURE_STATUS) == (int) status;
}

static char *
dup_csv (Security *security)
{
  g_autoptr (GBytes) bytes = rw_security_table_to_csv (table (security));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static AdwDialog *
dialog (Security *security)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (security->window));
}

static void
answer (Security *security, const char *response)
{
  AdwDialog *asked = dialog (security);
  g_autofree char *signal = g_strconcat ("response::", response, NULL);

  g_assert_true (ADW_IS_ALERT_DIALOG (asked));
  g_signal_emit_by_name (asked, signal, response);
  adw_dialog_force_close (asked);
}

static void
test_services (Security *security, gconstpointer flags)
{
  g_autofree char *csv = NULL, *sentence = NULL;

  choose (security, RW_SECURITY_SERVICES, "Shop");
  g_assert_cmpuint (rw_security_table_get_n (table (security)), ==, 2);
  /* The worst first. */
  sentence = rw_security_item_sentence (rw_security_table_get_item (table (security), 0));
  g_assert_true (g_str_has_prefix (sentence, "Weak, Shop, 0 of 2 done, 0 verified"));
  g_assert_nonnull (strstr (sentence, "1 critical, 1 has ended, 2 open, Ahrens"));
  csv = dup_csv (security);
  g_assert_true (g_str_has_prefix (csv, "\xef\xbb\xbfState") ||
                 g_str_has_prefix (csv, "State,Business service,Hardening steps"));
  g_assert_nonnull (strstr (csv, "\"2 of 2 done, 1 verified\""));
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (security->page)), "1 service weak · 2 measures to do · 1 open finding"));
  rw_test_picture (security->window, "security-services");
  /* Enter opens what is behind it. */
  g_signal_emit_by_name (rw_test_find (table (security), GTK_TYPE_COLUMN_VIEW), "activate", 0);
  g_assert_cmpuint (rw_security_table_get_n (table (security)), ==, 2);
  g_assert_true (rw_test_shows (security->page, "Only of Shop"));
  rw_test_picture (security->window, "security-measures");
  g_assert_true (press (security, "0"));
  g_assert_cmpuint (rw_security_table_get_n (table (security)), ==, 4);
  RW_PAGE_GET_CLASS (security->page)->search (RW_PAGE (security->page), "risk ended");
  g_assert_cmpuint (rw_security_table_get_n (table (security)), ==, 1);
}

static void
test_status (Security *security, gconstpointer flags)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (RwRecord) accepted = NULL;
  g_autoptr (GError) error = NULL;

  choose (security, RW_SECURITY_MEASURES, "SSH on Shop");
  g_assert_true (press (security, "s"));
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog (security)), "done"));
  /* Nothing is verified that is not done. */
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog (security)), "verified"));
  answer (security, "done");
  wait_until (has_status (security, "SSH on Shop", RW_MEASURE_STATUS_DONE));
  press (security, "s");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog (security)), "verified"));
  answer (security, "open");
  wait_until (has_status (security, "SSH on Shop", RW_MEASURE_STATUS_OPEN));
  /* A risk needs a reason and a day to come. */
  press (security, "s");
  answer (security, "accepted_risk");
  rw_test_find_all (GTK_WIDGET (dialog (security)), ADW_TYPE_ENTRY_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog (security)), "accept"));
  gtk_editable_set_text (rows->pdata[0], "Replaced in spring");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog (security)), "accept"));
  gtk_editable_set_text (rows->pdata[1], "2020-01-01");
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog (security)), "accept"));
  gtk_editable_set_text (rows->pdata[1], "2099-01-01");
  rw_test_settle (security->window);
  rw_test_picture (GTK_WIDGET (dialog (security)), "security-risk");
  answer (security, "accept");
  wait_until (has_status (security, "SSH on Shop", RW_MEASURE_STATUS_ACCEPTED));
  accepted = get (security, "SSH on Shop");
  g_assert_cmpstr (rw_record_get_text (accepted, RW_MEASURE_RISK_REASON), ==, "Replaced in spring");
  g_assert_true (console_undo (&security->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_until (has_status (security, "SSH on Shop", RW_MEASURE_STATUS_OPEN));
}

/* An entry for the service and two of its systems: one step, back with one step. */
static void
test_apply (Security *security, gconstpointer flags)
{
  gint64 n = console_count (&security->base.a, RW_KIND_MEASURE);
  g_autoptr (GError) error = NULL;
  RwId shop = id ("Shop");
  GtkWidget *picker;

  choose (security, RW_SECURITY_CATALOGUE, "SSH keys only");
  rw_test_picture (security->window, "security-catalogue");
  g_assert_true (press (security, "a"));
  picker = rw_test_find (security->window, RW_TYPE_RECORD_PICKER);
  g_signal_emit_by_name (picker, "picked", (int) RW_KIND_SERVICE, &shop, "Shop");
  wait_until (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY) != NULL);
  rw_security_apply_choose (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY), 1, TRUE);
  rw_security_apply_choose (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY), 3, TRUE);
  rw_test_settle (security->window);
  rw_test_picture (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY), "security-apply");
  rw_security_apply_accept (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY));
  wait_until (console_count (&security->base.a, RW_KIND_MEASURE) == n + 3);
  g_assert_true (console_undo (&security->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_until (console_count (&security->base.a, RW_KIND_MEASURE) == n);
}

static void
test_catalogue (Security *security, gconstpointer flags)
{
  gint64 n = console_count (&security->base.a, RW_KIND_MEASURE);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  choose (security, RW_SECURITY_CATALOGUE, "SSH keys only");
  g_assert_true (press (security, "Delete"));
  wait_until (has_status (security, "SSH keys only", RW_MEASURE_STATUS_DONE));
  /* What is retired is not asked of anybody. */
  choose (security, RW_SECURITY_SERVICES, "Mail");
  wait_until (settled (security));
  g_assert_true (press (security, "n"));
  rw_test_find_all (GTK_WIDGET (dialog (security)), ADW_TYPE_ENTRY_ROW, rows);
  gtk_editable_set_text (rows->pdata[0], "Disks are encrypted");
  answer (security, "add");
  wait_until (console_count (&security->base.a, RW_KIND_MEASURE) == n + 1);
  wait_until (settled (security));
  g_assert_cmpuint (rw_security_table_get_n (table (security)), ==, 3);
}

static void
test_finding (Security *security, gconstpointer flags)
{
  gint64 n = console_count (&security->base.a, RW_KIND_MEASURE);
  RwId finding = id ("Open Redis");
  g_autoptr (RwRecord) after = NULL;
  g_autoptr (RwRecord) made = NULL;

  choose (security, RW_SECURITY_FINDINGS, "Open Redis");
  rw_test_picture (security->window, "security-findings");
  g_assert_true (press (security, "m"));
  wait_until (console_count (&security->base.a, RW_KIND_MEASURE) == n + 1);
  after = console_get (&security->base.a, RW_KIND_FINDING, &finding);
  made = console_get (&security->base.a, RW_KIND_MEASURE, rw_record_get_ref (after, RW_FINDING_MEASURE));
  g_assert_cmpstr (rw_record_get_text (made, RW_MEASURE_TITLE), ==, "Open Redis");
  g_assert_true (rw_record_has (made, RW_MEASURE_SERVICE));
}

/* From a ticket: its measures, and one more of them. */
static void
test_ticket (Security *security, gconstpointer flags)
{
  RwId ticket = id ("Harden the shop"), ssh = id ("SSH on Shop"), shop = id ("Shop"),
       entry = id ("TLS 1.2 or newer");
  g_autofree char *text = rw_id_to_string (&ticket);
  g_autoptr (RwRecord) tied = NULL;

  gtk_widget_activate_action (security->page, "security.of", "(is)", (int) RW_KIND_TICKET, text);
  wait_until (rw_test_shows (security->page, "Only of T-7"));
  g_assert_cmpuint (rw_security_table_get_n (table (security)), ==, 0);
  g_assert_true (press (security, "t"));
  g_signal_emit_by_name (rw_test_find (security->window, RW_TYPE_RECORD_PICKER), "picked", (int) RW_KIND_MEASURE, &ssh, "SSH on Shop");
  wait_until (settled (security) && rw_security_table_get_n (table (security)) == 1);
  /* What is applied from here on belongs to it as well. */
  g_assert_true (press (security, "<Control>e") && press (security, "<Control>e"));
  g_assert_true (rw_test_shows (security->page, "To apply to T-7"));
  g_assert_true (rw_security_table_select (table (security), &entry));
  press (security, "a");
  g_signal_emit_by_name (rw_test_find (security->window, RW_TYPE_RECORD_PICKER), "picked",
                         (int) RW_KIND_SERVICE, &shop, "Shop");
  wait_until (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY) != NULL);
  rw_security_apply_accept (rw_test_find (security->window, RW_TYPE_SECURITY_APPLY));
  press (security, "<Control>e");
  press (security, "<Control>e");
  wait_until (settled (security) && rw_security_table_get_n (table (security)) == 2);
  tied = get (security, "SSH on Shop");
  g_assert_true (rw_id_equal (rw_record_get_ref (tied, RW_MEASURE_TICKET), &ticket));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(path, function)                                                                         \
  g_test_add ("/console/security-page/" path, Security, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up, \
              function, tear_down)
  ADD ("services", test_services);
  ADD ("status", test_status);
  ADD ("apply", test_apply);
  ADD ("catalogue", test_catalogue);
  ADD ("finding", test_finding);
  ADD ("ticket", test_ticket);
  return g_test_run ();
}
