/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "rw-clock.h"
#include "rw-disk-edits.h"
#include "rw-disk-view.h"
#include "rw-disk-words.h"
#include "rw-disks-list.h"
#include "rw-disks-page.h"
#include "rw-format.h"
#include "rw-record-picker.h"
#include "rw-test-widgets.h"
#include "rw-trend-table.h"
#include "session-fixture.h"

#define GB ((gint64) 1000000000)

/* The page in a window, on a session on a server: a volume that is full in ten days, one cleaned up by a change, one
 * that stands still, one that counts inodes, one nobody knows. */
typedef struct
{
  Fixture base;
  GtkWidget *page, *window;
  RwKind opened_kind;
  RwId opened;
} Disks;

static RwId
id (const char *name)
{
  return rw_id_from_name ("disks-page", name);
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
  return rw_clock_now () / RW_DAY;
}

/* Of so many days up to today, in gigabytes, with one clean-up of 30 on the twentieth day before. */
static void
put_volume (GPtrArray *records, const char *name, const char *system, int days, gint64 last, int a_day,
            gboolean cleaned, RwVolumeType type)
{
  RwRecord *volume = record (records, RW_KIND_VOLUME, RW_VOLUME_NAME, name);

  refer (volume, RW_VOLUME_SYSTEM, system);
  rw_record_set_enum (volume, RW_VOLUME_TYPE, (int) type);
  for (int back = 0; back < days; back++)
    {
      g_autofree char *title = g_strdup_printf ("%s %d", name, back);
      RwId the_id = id (title);
      RwRecord *sample = rw_record_new (RW_KIND_USAGE_SAMPLE, &the_id);
      gint64 used = last - (gint64) back * a_day + (cleaned && back >= 20 ? 30 : 0);

      refer (sample, RW_USAGE_SAMPLE_VOLUME, name);
      rw_record_set_date (sample, RW_USAGE_SAMPLE_DAY, today () - back);
      rw_record_set_integer (sample, RW_USAGE_SAMPLE_USED, used * GB);
      rw_record_set_integer (sample, RW_USAGE_SAMPLE_SIZE, 100 * GB);
      g_ptr_array_add (records, sample);
    }
}

static void
fill (Disks *disks)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  static const char *const systems[] = { "db-1", "web-1" };
  RwRecord *made;

  rw_record_set_text (record (records, RW_KIND_PERSON, RW_PERSON_NAME, "Mara Kern"),
                      RW_PERSON_LOGIN, "mara");
  rw_record_set_text (record (records, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens"),
                      RW_CUSTOMER_NUMBER, "K-1");
  refer (record (records, RW_KIND_SERVICE, RW_SERVICE_NAME, "Shop"), RW_SERVICE_CUSTOMER, "Ahrens");
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      made = record (records, RW_KIND_VM, RW_VM_NAME, systems[i]);
      rw_record_set_enum (made, RW_VM_STAGE, RW_STAGE_WORKSHOP);
      refer (made, RW_VM_SERVICE, "Shop");
    }
  put_volume (records, "/fills", "db-1", 60, 90, 1, FALSE, RW_VOLUME_TYPE_BYTES);
  put_volume (records, "/cleaned", "db-1", 60, 40, 1, TRUE, RW_VOLUME_TYPE_BYTES);
  put_volume (records, "/still", "web-1", 60, 50, 0, FALSE, RW_VOLUME_TYPE_BYTES);
  put_volume (records, "/i", "web-1", 60, 20, 0, FALSE, RW_VOLUME_TYPE_INODES);
  put_volume (records, "/young", "web-1", 5, 20, 1, FALSE, RW_VOLUME_TYPE_BYTES);
  made = record (records, RW_KIND_CHANGE, RW_CHANGE_TITLE, "Prune the archive");
  rw_record_set_text (made, RW_CHANGE_NUMBER, "C-8");
  rw_record_set_enum (made, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (made, RW_CHANGE_STATUS, RW_CHANGE_STATUS_CLOSED);
  rw_record_set_instant (made, RW_CHANGE_START, (today () - 20) * RW_DAY);
  rw_record_set_instant (made, RW_CHANGE_END, (today () - 20) * RW_DAY + RW_HOUR);
  made = record (records, RW_KIND_CHANGE_ITEM, RW_CHANGE_ITEM_NOTES, "item");
  refer (made, RW_CHANGE_ITEM_CHANGE, "Prune the archive");
  refer (made, RW_CHANGE_ITEM_CI, "db-1");
  rw_server_load (disks->base.server, records, "test", &error);
  g_assert_no_error (error);
}

static gboolean
settled (Disks *disks)
{
  return RW_PAGE_GET_CLASS (disks->page)->settled (RW_PAGE (disks->page));
}

static void
opened_cb (RwPage *page, int kind, const RwId *opened, Disks *disks)
{
  disks->opened_kind = (RwKind) kind;
  disks->opened = *opened;
}

static void
set_up (Disks *disks, gconstpointer flags)
{
  GtkWidget *toasts = adw_toast_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *header = adw_header_bar_new ();

  fixture_set_up (&disks->base, flags);
  fill (disks);
  console_open (&disks->base.a, disks->base.token);
  console_wait_synced (&disks->base.a);
  disks->page = rw_disks_page_new ();
  g_object_add_weak_pointer (G_OBJECT (disks->page), (gpointer *) &disks->page);
  g_signal_connect (disks->page, "open", G_CALLBACK (opened_cb), disks);
  adw_header_bar_set_title_widget (
    ADW_HEADER_BAR (header),
    RW_PAGE_GET_CLASS (disks->page)->create_header_start (RW_PAGE (disks->page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), disks->page);
  gtk_widget_set_vexpand (disks->page, TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  disks->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (disks->window), 1140, 800);
  adw_window_set_content (ADW_WINDOW (disks->window), toasts);
  gtk_window_present (GTK_WINDOW (disks->window));
  rw_page_set_session (RW_PAGE (disks->page), disks->base.a.session);
  RW_PAGE_GET_CLASS (disks->page)->shown (RW_PAGE (disks->page), TRUE);
  wait_until (settled (disks));
}

static void
tear_down (Disks *disks, gconstpointer flags)
{
  wait_until (rw_session_get_pending (disks->base.a.session) == 0);
  wait_until (settled (disks));
  gtk_window_destroy (GTK_WINDOW (disks->window));
  wait_until (disks->page == NULL || !gtk_widget_get_mapped (disks->page));
  fixture_tear_down (&disks->base, flags);
}

/* The key's own shortcut, as the window finds it; what is typed into an entry stays there. */
static gboolean
press (Disks *disks, const char *accel)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (disks->page);
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

          if (gtk_keyval_trigger_get_keyval (trigger) == key &&
              gtk_keyval_trigger_get_modifiers (trigger) == modifiers)
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, disks->page,
                                                 NULL);
        }
    }
  return done;
}

static RwDisksList *
list (Disks *disks)
{
  return rw_test_find (disks->page, RW_TYPE_DISKS_LIST);
}

static RwDiskView *
view (Disks *disks)
{
  return rw_test_find (disks->page, RW_TYPE_DISK_VIEW);
}

static const RwVolumeRow *
shown (Disks *disks)
{
  return rw_disk_view_get_curve (view (disks))->row;
}

static void
choose (Disks *disks, const char *name)
{
  RwId the_id = id (name);

  g_assert_true (
    RW_PAGE_GET_CLASS (disks->page)->reveal (RW_PAGE (disks->page), RW_KIND_VOLUME, &the_id));
  wait_until (settled (disks) && rw_disk_view_get_curve (view (disks)) != NULL &&
              rw_id_equal (&shown (disks)->id, &the_id));
}

static void
type (Disks *disks, const char *text)
{
  GtkWidget *focus;

  g_assert_true (press (disks, "w"));
  focus = gtk_root_get_focus (GTK_ROOT (disks->window));
  g_assert_true (GTK_IS_TEXT (focus));
  gtk_editable_set_text (GTK_EDITABLE (focus), text);
  gtk_widget_activate (focus);
}

static AdwDialog *
dialog (Disks *disks)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (disks->window));
}

static void
answer (Disks *disks, const char *response)
{
  AdwDialog *asked = dialog (disks);
  g_autofree char *signal = g_strconcat ("response::", response, NULL);

  g_assert_true (ADW_IS_ALERT_DIALOG (asked));
  g_signal_emit_by_name (asked, signal, response);
  adw_dialog_force_close (asked);
}

static char *
sentence_at (Disks *disks, guint position)
{
  RwDiskItem *item = rw_disks_list_get_item (list (disks), position);

  return rw_disk_sentence (item->row, item->by, rw_clock_now ());
}

static void
test_ranking (Disks *disks, gconstpointer flags)
{
  g_autofree char *first = sentence_at (disks, 0),
                  *day = rw_format_day (today () + 10, rw_clock_now ()),
                  *expected =
                    g_strdup_printf ("db-1 /fills, urgent, 90 GB of 100 GB. Full in 10 days: %s.",
                                     day),
                  *last = NULL, *csv = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean urgent = FALSE;

  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 5);
  g_assert_cmpstr (first, ==, expected);
  last = sentence_at (disks, 3);
  g_assert_nonnull (strstr (last, "It is likely not to grow"));
  g_assert_cmpstr (rw_page_get_badge (RW_PAGE (disks->page), &urgent), ==, "1");
  g_assert_true (urgent);
  g_assert_cmpstr (rw_page_get_subtitle (RW_PAGE (disks->page)), ==,
                   "5 volumes · 1 need room soon");
  bytes = rw_disks_list_to_csv (list (disks));
  csv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (
    strstr (csv, "db-1,/fills,Shop,Ahrens,,Space,90000000000,100000000000,30000000000,10,10,10,"));
  rw_test_picture (disks->window, "disks");

  /* What is urgent, what grows, all again. */
  g_assert_true (press (disks, "<Control>e"));
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 1);
  g_assert_true (press (disks, "<Control>e"));
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 2);
  g_assert_true (press (disks, "<Control>e"));
  RW_PAGE_GET_CLASS (disks->page)->search (RW_PAGE (disks->page), "web-1");
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 3);
  RW_PAGE_GET_CLASS (disks->page)->search (RW_PAGE (disks->page), "nothing of the kind");
  g_assert_true (rw_test_shows (disks->page, "No volume matches what is asked for."));
  RW_PAGE_GET_CLASS (disks->page)->search (RW_PAGE (disks->page), "");

  /* Enter goes to the system. */
  g_signal_emit_by_name (rw_test_find (list (disks), GTK_TYPE_COLUMN_VIEW), "activate", 0);
  g_assert_cmpint (disks->opened_kind, ==, RW_KIND_VM);
}

static void
test_groups (Disks *disks, gconstpointer flags)
{
  g_autofree char *db = NULL;
  RwId service = id ("Shop");

  g_assert_true (press (disks, "g"));
  wait_until (settled (disks));
  /* db-1, web-1, and what web-1 counts in inodes. */
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 3);
  db = sentence_at (disks, 0);
  g_assert_nonnull (strstr (db, "db-1, 130 GB of 200 GB. Full in 35 days"));
  /* Of volumes, not of groups. */
  g_assert_cmpstr (rw_page_get_badge (RW_PAGE (disks->page), NULL), ==, "1");
  g_assert_true (press (disks, "g"));
  wait_until (settled (disks));
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 2);
  g_assert_true (press (disks, "j"));
  wait_until (settled (disks) && rw_disk_view_get_curve (view (disks)) != NULL);
  g_assert_true (rw_id_equal (&shown (disks)->id, &service));
  g_assert_cmpuint (shown (disks)->n_volumes, ==, 4);
  /* Thresholds and tickets are of one volume. */
  g_assert_false (gtk_widget_activate_action (disks->page, "disks.alerts", NULL) &&
                  dialog (disks) != NULL);
  rw_test_picture (disks->window, "disks-service");
  choose (disks, "/fills");
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 5);
}

static void
test_what_if (Disks *disks, gconstpointer flags)
{
  const RwVolumeCurve *curve;
  g_autoptr (RwRecord) change = NULL;
  GtkEditable *title;

  choose (disks, "/fills");
  type (disks, "20 G");
  wait_until (settled (disks) && rw_disk_view_get_curve (view (disks))->change.size == 20 * GB);
  curve = rw_disk_view_get_curve (view (disks));
  g_assert_cmpint (curve->row->forecast.ranges[RW_VOLUME_WHOLE].p50, ==, 10);
  g_assert_cmpint (curve->changed.ranges[RW_VOLUME_WHOLE].p50, ==, 30);
  g_assert_true (rw_test_says (disks->page, "Full in 30 days"));
  g_assert_true (rw_test_says (disks->page, "Without: Full in 10 days"));
  rw_test_picture (disks->window, "disks-what-if");

  g_assert_false (press (disks, "c"));
  gtk_widget_grab_focus (GTK_WIDGET (list (disks)));
  g_assert_true (press (disks, "c"));
  title = rw_test_find (dialog (disks), GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "Enlarge db-1 /fills by 20 GB");
  answer (disks, "make");
  wait_until (disks->opened_kind == RW_KIND_CHANGE);
  change = console_get (&disks->base.a, RW_KIND_CHANGE, &disks->opened);
  g_assert_cmpstr (rw_record_get_text (change, RW_CHANGE_TITLE), ==,
                   "Enlarge db-1 /fills by 20 GB");
  g_assert_nonnull (
    strstr (rw_record_get_text (change, RW_CHANGE_DESCRIPTION), "With it: Full in 30 days"));
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_DRAFT);

  /* What is no amount changes nothing. */
  gtk_widget_grab_focus (GTK_WIDGET (list (disks)));
  type (disks, "much");
  wait_until (settled (disks) && rw_disk_view_get_curve (view (disks))->change.size == 0);
  g_assert_true (rw_test_shows (disks->page, "An amount with its unit: 200 GB or 1.5 TB"));
  gtk_widget_grab_focus (GTK_WIDGET (list (disks)));
  type (disks, "30 GB");
  wait_until (settled (disks) && rw_disk_view_get_curve (view (disks))->change.size != 0);
  choose (disks, "/cleaned");
  g_assert_cmpint (rw_disk_view_get_curve (view (disks))->change.size, ==, 0);
  g_assert_false (rw_test_shows (disks->page, "30 GB"));
}

static void
test_ticket (Disks *disks, gconstpointer flags)
{
  g_autoptr (RwRecord) ticket = NULL, volume = NULL;
  g_autoptr (GError) error = NULL;
  RwId fills = id ("/fills"), system = id ("db-1");
  GtkEditable *title;

  choose (disks, "/fills");
  g_assert_true (press (disks, "t"));
  title = rw_test_find (dialog (disks), GTK_TYPE_ENTRY);
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (title), "db-1 /fills: Full in 10 days"));
  answer (disks, "make");
  wait_until (disks->opened_kind == RW_KIND_TICKET);
  ticket = console_get (&disks->base.a, RW_KIND_TICKET, &disks->opened);
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_CI), &system));
  g_assert_nonnull (
    strstr (rw_record_get_text (ticket, RW_TICKET_DESCRIPTION), "Growth in 30 days: +30 GB"));
  volume = console_get (&disks->base.a, RW_KIND_VOLUME, &fills);
  g_assert_true (rw_id_equal (rw_record_get_ref (volume, RW_VOLUME_TICKET), &disks->opened));
  wait_until (settled (disks) && shown (disks)->ticket_open);

  /* There is one already: the key goes to it. */
  disks->opened_kind = RW_KIND_NONE;
  g_assert_true (press (disks, "t"));
  g_assert_null (dialog (disks));
  g_assert_cmpint (disks->opened_kind, ==, RW_KIND_TICKET);
  g_assert_true (console_undo (&disks->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_until (settled (disks) && rw_id_is_nil (&shown (disks)->ticket));

  /* Another one is linked. */
  g_assert_true (press (disks, "l"));
  {
    GtkWidget *picker = rw_test_find (dialog (disks), RW_TYPE_RECORD_PICKER);
    AdwDialog *picking = dialog (disks);

    g_assert_nonnull (picker);
    g_signal_emit_by_name (picker, "picked", (int) RW_KIND_TICKET, &disks->opened, "T");
    if (dialog (disks) == picking)
      adw_dialog_force_close (picking);
  }
}

/* A ticket that is opened elsewhere, as the server does by itself. */
static RwId
tie (Disks *disks, const char *name)
{
  g_autoptr (RwRecord) ticket =
    rw_disk_ticket_new (shown (disks), "Opened elsewhere", rw_clock_now ());
  g_autoptr (GError) error = NULL;
  RwId volume = id (name);
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_VOLUME, &volume);

  console_edit (&disks->base.a, rw_edit_new_create (ticket), "ticket", &error);
  g_assert_no_error (error);
  rw_edit_set (edit, RW_VOLUME_TICKET, rw_value_ref (rw_record_get_id (ticket)));
  console_edit (&disks->base.a, edit, "tie", &error);
  g_assert_no_error (error);
  return *rw_record_get_id (ticket);
}

/* What was typed is for what it was typed for, whatever became of the list meanwhile. */
static void
test_late_answers (Disks *disks, gconstpointer flags)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new (), none = g_ptr_array_new ();
  g_autoptr (RwRecord) volume = NULL, change = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  RwId fills = id ("/fills"), cleaned = id ("/cleaned"), still = id ("/still");
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_VOLUME, &fills);

  /* It is urgent no more while the title is typed. */
  choose (disks, "/fills");
  g_assert_true (press (disks, "<Control>e"));
  g_assert_cmpuint (rw_disks_list_get_n (list (disks)), ==, 1);
  g_assert_true (press (disks, "t"));
  rw_edit_set (edit, RW_VOLUME_ALERT_PERCENT, rw_value_integer (0));
  rw_edit_set (edit, RW_VOLUME_ALERT_DAYS, rw_value_integer (1));
  console_edit (&disks->base.a, edit, "thresholds", &error);
  g_assert_no_error (error);
  wait_until (settled (disks) && rw_disks_list_get_n (list (disks)) == 0);
  answer (disks, "make");
  wait_until (disks->opened_kind == RW_KIND_TICKET);
  volume = console_get (&disks->base.a, RW_KIND_VOLUME, &fills);
  g_assert_true (rw_id_equal (rw_record_get_ref (volume, RW_VOLUME_TICKET), &disks->opened));

  /* Another one is selected meanwhile. */
  choose (disks, "/cleaned");
  type (disks, "20 GB");
  wait_until (settled (disks) && rw_disk_view_get_curve (view (disks))->change.size == 20 * GB);
  gtk_widget_grab_focus (GTK_WIDGET (list (disks)));
  g_assert_true (press (disks, "c"));
  g_assert_true (rw_disks_list_select (list (disks), &still, FALSE));
  wait_until (settled (disks));
  answer (disks, "make");
  wait_until (disks->opened_kind == RW_KIND_CHANGE);
  change = console_get (&disks->base.a, RW_KIND_CHANGE, &disks->opened);
  g_assert_true (
    g_str_has_prefix (rw_record_get_text (change, RW_CHANGE_DESCRIPTION), "db-1 /cleaned: 40 GB"));
  choose (disks, "/cleaned");
  g_assert_true (press (disks, "a"));
  g_assert_true (rw_disks_list_select (list (disks), &still, FALSE));
  wait_until (settled (disks));
  rw_test_find_all (GTK_WIDGET (dialog (disks)), ADW_TYPE_SPIN_ROW, rows);
  adw_spin_row_set_value (rows->pdata[1], 33);
  answer (disks, "save");
  choose (disks, "/cleaned");
  wait_until (settled (disks) && shown (disks)->alert_days == 33);

  /* It is gone, and that is said. */
  g_assert_true (press (disks, "t"));
  rw_disks_list_set (list (disks), none, RW_VOLUMES_BY_NONE);
  answer (disks, "make");
  g_assert_true (rw_test_shows (disks->window, "This volume is not there any more"));
  other = console_get (&disks->base.a, RW_KIND_VOLUME, &cleaned);
  g_assert_false (rw_record_has (other, RW_VOLUME_TICKET));
}

/* Nobody looked while a ticket was opened: there is no second one. */
static void
test_ticket_meanwhile (Disks *disks, gconstpointer flags)
{
  RwId ticket;

  choose (disks, "/fills");
  RW_PAGE_GET_CLASS (disks->page)->shown (RW_PAGE (disks->page), FALSE);
  ticket = tie (disks, "/fills");
  /* As when the pause of a page that is hidden is over. */
  RW_PAGE_GET_CLASS (disks->page)->session_set (RW_PAGE (disks->page), disks->base.a.session);
  wait_until (settled (disks));
  RW_PAGE_GET_CLASS (disks->page)->shown (RW_PAGE (disks->page), TRUE);
  g_assert_true (press (disks, "t"));
  g_assert_null (dialog (disks));
  g_assert_cmpint (disks->opened_kind, ==, RW_KIND_TICKET);
  g_assert_true (rw_id_equal (&disks->opened, &ticket));
  wait_until (settled (disks));
  g_assert_true (shown (disks)->ticket_open);

  /* The same while the title is typed. */
  choose (disks, "/cleaned");
  disks->opened_kind = RW_KIND_NONE;
  g_assert_true (press (disks, "t"));
  ticket = tie (disks, "/cleaned");
  wait_until (settled (disks) && shown (disks)->ticket_open);
  answer (disks, "make");
  g_assert_cmpint (disks->opened_kind, ==, RW_KIND_TICKET);
  g_assert_true (rw_id_equal (&disks->opened, &ticket));
  g_assert_cmpint (console_count (&disks->base.a, RW_KIND_TICKET), ==, 2);
}

/* Without a server, and back again. */
static void
test_thresholds (Disks *disks, gconstpointer flags)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (RwRecord) volume = NULL;
  g_autoptr (GError) error = NULL;
  RwId cleaned = id ("/cleaned");

  choose (disks, "/cleaned");
  g_assert_cmpint (shown (disks)->rank, ==, RW_NEED_NOBODY);
  g_assert_true (rw_test_says (disks->page, "as for every volume"));
  fixture_stop_server (&disks->base);
  g_assert_true (press (disks, "a"));
  rw_test_find_all (GTK_WIDGET (dialog (disks)), ADW_TYPE_SPIN_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpfloat (adw_spin_row_get_value (rows->pdata[0]), ==, 90);
  g_assert_cmpfloat (adw_spin_row_get_value (rows->pdata[1]), ==, 14);
  adw_spin_row_set_value (rows->pdata[0], 0);
  adw_spin_row_set_value (rows->pdata[1], 100);
  answer (disks, "save");
  wait_until (settled (disks) && shown (disks)->own_days && shown (disks)->alert_days == 100);
  g_assert_cmpint (shown (disks)->alert_percent, ==, 0);
  g_assert_cmpint (shown (disks)->rank, ==, RW_NEED_AHEAD);
  g_assert_true (rw_test_says (disks->page, "Likely full within 100 days"));
  wait_until (g_strcmp0 (rw_page_get_badge (RW_PAGE (disks->page), NULL), "2") == 0);
  g_assert_cmpuint (rw_session_get_pending (disks->base.a.session), ==, 1);

  g_assert_true (console_undo (&disks->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_until (settled (disks) && !shown (disks)->own_days);
  g_assert_true (press (disks, "a"));
  g_ptr_array_set_size (rows, 0);
  rw_test_find_all (GTK_WIDGET (dialog (disks)), ADW_TYPE_SPIN_ROW, rows);
  adw_spin_row_set_value (rows->pdata[1], 7);
  answer (disks, "save");
  wait_until (settled (disks) && shown (disks)->alert_days == 7);
  g_assert_true (press (disks, "a"));
  answer (disks, "default");
  wait_until (settled (disks) && !shown (disks)->own_days && !shown (disks)->own_percent);
  fixture_start_server (&disks->base);
  rw_session_sync_now (disks->base.a.session);
  wait_until (rw_session_get_pending (disks->base.a.session) == 0);
  volume = console_get (&disks->base.a, RW_KIND_VOLUME, &cleaned);
  g_assert_false (rw_record_has (volume, RW_VOLUME_ALERT_DAYS));
}

static gboolean
key_on (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
      return handled;
    }
  return FALSE;
}

/* The curve is read with the arrow keys, its end is in the future, and what a change did leads to the change. */
static void
test_reading (Disks *disks, gconstpointer flags)
{
  GtkWidget *chart;
  RwId change = id ("Prune the archive");

  choose (disks, "/cleaned");
  g_assert_true (rw_test_says (disks->page, "29 GB went away, left out of the forecast"));
  g_assert_true (rw_test_says (disks->page, "C-8 · Prune the archive"));
  g_assert_true (press (disks, "r"));
  chart = gtk_root_get_focus (GTK_ROOT (disks->window));
  g_assert_true (RW_IS_TREND_CHART (chart));
  g_assert_true (key_on (chart, GDK_KEY_Left, 0));
  g_assert_true (g_str_has_suffix (rw_disk_view_get_reading (view (disks)), ": 40 GB of 100 GB"));
  g_assert_true (key_on (chart, GDK_KEY_Right, 0));
  g_assert_true (g_str_has_suffix (rw_disk_view_get_reading (view (disks)),
                                   ": likely 41 GB, between 41 GB and 41 GB"));
  g_assert_true (key_on (chart, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_nonnull (strstr (rw_disk_view_get_reading (view (disks)), "29 GB went away"));
  g_assert_true (g_str_has_suffix (rw_disk_view_get_reading (view (disks)), "C-8"));
  g_assert_true (key_on (chart, GDK_KEY_Return, 0));
  g_assert_cmpint (disks->opened_kind, ==, RW_KIND_CHANGE);
  g_assert_true (rw_id_equal (&disks->opened, &change));
  for (guint i = 0; i < 3; i++)
    g_assert_true (press (disks, "z"));
  g_assert_true (press (disks, "<Control>t"));
  g_assert_true (gtk_widget_get_mapped (rw_test_find (disks->page, RW_TYPE_TREND_TABLE)));
  g_assert_true (press (disks, "<Control>t"));
}

static void
test_amounts (void)
{
  static const struct
  {
    const char *text;
    gint64 bytes;
  } good[] = { { "200 GB", 200 * GB },
               { "1.5 TB", 1500 * GB },
               { "200", 200 * GB },
               { "-50gb", -50 * GB },
               { "1,000 MB", 1 * GB },
               { "1 GiB", 1073741824 },
               { " 3 T ", 3000 * GB },
               { "\xe2\x88\x92"
                 "5 G",
                 -5 * GB } };
  static const char *const bad[] = { "",         "GB",   "much",        "5 apples",
                                     "1.2.3 GB", "0 GB", "99999999 PB", "--5" };
  gint64 amount;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (rw_disk_parse_amount (good[i].text, FALSE, &amount));
      g_assert_cmpint (amount, ==, good[i].bytes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rw_disk_parse_amount (bad[i], FALSE, &amount));
  g_assert_true (rw_disk_parse_amount ("2M", TRUE, &amount));
  g_assert_cmpint (amount, ==, 2000000);
  g_assert_true (rw_disk_parse_amount ("100000", TRUE, &amount));
  g_assert_cmpint (amount, ==, 100000);
  g_assert_false (rw_disk_parse_amount ("2 GB", TRUE, &amount));
}

static void
test_words (void)
{
  RwForecast forecast = { .state = RW_FORECAST_FILLING, .n_ranges = 2 };
  static const struct
  {
    RwForecastState state;
    const char *says;
  } states[] = { { RW_FORECAST_FULL, "There is no room left" },
                 { RW_FORECAST_INSUFFICIENT,
                   "Insufficient history: 21 days are needed to say anything" },
                 { RW_FORECAST_NOT_GROWING, "It is likely not to grow" },
                 { RW_FORECAST_BEYOND, "It takes more than two years to be full" } };
  /* 2026-11-23 */
  gint64 day = 20780, now = day * RW_DAY;
  g_autofree char *range = NULL, *open = NULL;

  forecast.ranges[RW_VOLUME_WHOLE] = (RwForecastRange) { 1, 74, 84, 95 };
  range = rw_disk_outlook (&forecast, day, now);
  g_assert_cmpstr (range, ==, "Full in 74 to 95 days, likely 84: 15 Feb 2027");
  forecast.ranges[RW_VOLUME_WHOLE].p90 = RW_FORECAST_NEVER;
  open = rw_disk_outlook (&forecast, day, now);
  g_assert_cmpstr (open, ==, "Full in 74 days or later, likely 84: 15 Feb 2027");
  forecast.ranges[RW_VOLUME_WHOLE] =
    (RwForecastRange) { 1, RW_FORECAST_NEVER, RW_FORECAST_NEVER, RW_FORECAST_NEVER };
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *says = NULL;

      forecast.state = states[i].state;
      says = rw_disk_outlook (&forecast, day, now);
      g_assert_cmpstr (says, ==, states[i].says);
    }
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/disks/amounts", test_amounts);
  g_test_add_func ("/console/disks/words", test_words);
  g_test_add ("/console/disks/ranking", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up,
              test_ranking, tear_down);
  g_test_add ("/console/disks/groups", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up, test_groups,
              tear_down);
  g_test_add ("/console/disks/what-if", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up,
              test_what_if, tear_down);
  g_test_add ("/console/disks/ticket", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up, test_ticket,
              tear_down);
  g_test_add ("/console/disks/late-answers", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up,
              test_late_answers, tear_down);
  g_test_add ("/console/disks/ticket-meanwhile", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up,
              test_ticket_meanwhile, tear_down);
  g_test_add ("/console/disks/thresholds", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up,
              test_thresholds, tear_down);
  g_test_add ("/console/disks/reading", Disks, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up,
              test_reading, tear_down);
  return g_test_run ();
}
