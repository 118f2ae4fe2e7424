/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>
#include <string.h>

#include "rw-action.h"
#include "rw-address.h"
#include "rw-error.h"
#include "rw-field-editor.h"
#include "rw-format.h"
#include "rw-history-text.h"
#include "rw-property-row.h"
#include "rw-record-text.h"
#include "rw-shell-pages.h"
#include "rw-sync-words.h"
#include "rw-time.h"
#include "rw-welcome.h"
#include "rw-window.h"

#define assert_text(call, expected) \
  G_STMT_START { \
    g_autofree char *text__ = (call); \
    g_assert_cmpstr (text__, ==, expected); \
  } G_STMT_END

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

/* --- Actions ------------------------------------------------------------------------------------- */

static void
test_accelerators (void)
{
  g_autoptr (GPtrArray) actions = rw_actions_list ();
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* What works everywhere goes first, so that a page's key is seen to collide with it. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < actions->len; i++)
      {
        const RwAction *action = g_ptr_array_index (actions, i);
        g_auto (GStrv) accels = rw_action_dup_accels (action);

        if ((action->scope == NULL) != (pass == 0))
          continue;
        for (char **accel = accels; *accel != NULL; accel++)
          {
            GdkModifierType modifiers;
            guint key;
            g_autofree char *name = NULL, *here = NULL;

            g_assert_true (gtk_accelerator_parse (*accel, &key, &modifiers));
            name = gtk_accelerator_name (key, modifiers);
            here = g_strdup_printf ("%s in %s", name, action->scope != NULL ? action->scope : "all");
            if (g_hash_table_contains (taken, name) || g_hash_table_contains (taken, here))
              g_error ("%s of %s is taken", name, action->id);
            g_hash_table_add (taken, action->scope == NULL ? g_steal_pointer (&name) : g_steal_pointer (&here));
          }
      }
  g_assert_cmpuint (g_hash_table_size (taken), >, 10);
}

static void
test_actions_exist (void)
{
  g_autoptr (GPtrArray) actions = rw_actions_list ();
  g_autoptr (GTypeClass) window_class = g_type_class_ref (RW_TYPE_WINDOW);

  for (guint i = 0; i < actions->len; i++)
    {
      const RwAction *action = g_ptr_array_index (actions, i);
      gboolean found = action->scope == NULL && !g_str_has_prefix (action->id, "win.");
      const char *name, *property;
      const GVariantType *parameter;
      GType owner;

      g_assert_nonnull (strchr (action->id, '.'));
      for (guint j = 0; action->scope != NULL && j < rw_shell_n_pages (); j++)
        if (g_str_equal (((RwPageClass *) g_type_class_peek (rw_shell_page_type (j)))->id, action->scope))
          found = g_str_has_prefix (action->id, action->scope);
      for (guint j = 0; !found && gtk_widget_class_query_action (GTK_WIDGET_CLASS (window_class), j, &owner, &name,
                                                                 &parameter, &property);
           j++)
        found = g_str_equal (name, action->id);
      /* A page that is not built yet has its line already. */
      if (!found && !g_str_has_prefix (action->id, "win.page-"))
        g_error ("%s is nowhere installed", action->id);
    }
}

static void
test_labels_in_catalogue (void)
{
  g_autoptr (GPtrArray) actions = rw_actions_list ();
  g_autofree char *german = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (RW_SOURCE_DIR "/po/de.po", &german, NULL, &error))
    {
      g_test_skip ("there is no translation yet");
      return;
    }
  for (guint i = 0; i < actions->len; i++)
    {
      const RwAction *action = g_ptr_array_index (actions, i);
      const char *texts[] = { action->label, action->section };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          /* A catalogue is in UTF-8: an ellipsis stands as it is. */
          g_autofree char *escaped = g_strescape (texts[j], "…");
          g_autofree char *wanted = g_strdup_printf ("\nmsgid \"%s\"\nmsgstr \"", escaped);
          const char *hit = strstr (german, wanted);

          if (hit == NULL || hit[strlen (wanted)] == '"')
            g_error ("“%s” of %s is not in po/de.po", texts[j], action->id);
        }
    }
}

/* --- Keys ---------------------------------------------------------------------------------------- */

#define PROBE_TYPE (probe_get_type ())
G_DECLARE_FINAL_TYPE (Probe, probe, PROBE, WIDGET, GtkBox)

struct _Probe
{
  GtkBox parent_instance;
  guint n_bare;
  guint n_undo;
};

G_DEFINE_FINAL_TYPE (Probe, probe, GTK_TYPE_BOX)

static void
probe_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  if (g_str_equal (name, "probe.bare"))
    PROBE_WIDGET (widget)->n_bare++;
  else
    PROBE_WIDGET (widget)->n_undo++;
}

static void
probe_class_init (ProbeClass *klass)
{
  static const RwAction actions[] = {
    { "probe.bare", "Bare", "Probe", "j", "probe", RW_ACTION_NO_PALETTE, NULL },
    { "probe.undo", "Undo", "Probe", "<Control>u", "probe", RW_ACTION_NO_PALETTE, NULL },
  };

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "probe.bare", NULL, probe_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "probe.undo", NULL, probe_action);
  rw_actions_register (actions, G_N_ELEMENTS (actions));
}

static void
probe_init (Probe *self)
{
  rw_actions_attach (GTK_WIDGET (self), "probe");
}

/* What a key press would do: GDK makes no events for tests, so the shortcuts are asked directly. */
static gboolean
press (GtkWidget      *widget,
       guint           key,
       GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "rw-actions") != 0)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

static void
test_keys_while_typing (void)
{
  GtkWidget *window = gtk_window_new (), *probe = g_object_new (PROBE_TYPE, NULL), *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_label ("Button");

  gtk_box_append (GTK_BOX (probe), entry);
  gtk_box_append (GTK_BOX (probe), button);
  gtk_window_set_child (GTK_WINDOW (window), probe);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (probe))
    g_main_context_iteration (NULL, TRUE);

  gtk_widget_grab_focus (button);
  g_assert_true (press (probe, GDK_KEY_j, 0));
  g_assert_cmpuint (PROBE_WIDGET (probe)->n_bare, ==, 1);

  gtk_widget_grab_focus (entry);
  g_assert_false (press (probe, GDK_KEY_j, 0));
  g_assert_cmpuint (PROBE_WIDGET (probe)->n_bare, ==, 1);
  g_assert_true (press (probe, GDK_KEY_u, GDK_CONTROL_MASK));
  g_assert_cmpuint (PROBE_WIDGET (probe)->n_undo, ==, 1);

  gtk_widget_grab_focus (button);
  gtk_widget_set_visible (probe, FALSE);
  g_assert_false (press (probe, GDK_KEY_j, 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* --- Words --------------------------------------------------------------------------------------- */

static void
test_formats (void)
{
  gint64 now = at ("2026-11-22T13:02:00Z");

  assert_text (rw_format_duration (30 * G_TIME_SPAN_SECOND), "30 s");
  assert_text (rw_format_duration (4 * G_TIME_SPAN_MINUTE), "4 min");
  assert_text (rw_format_duration (72 * G_TIME_SPAN_MINUTE), "1 h 12 min");
  assert_text (rw_format_duration (31 * G_TIME_SPAN_HOUR), "31 h");
  assert_text (rw_format_duration (80 * G_TIME_SPAN_HOUR), "3 d");
  assert_text (rw_format_relative (now + 6 * G_TIME_SPAN_MINUTE, now), "in 6 min");
  assert_text (rw_format_relative (now - 4 * G_TIME_SPAN_MINUTE, now), "4 min ago");
  assert_text (rw_format_relative (now, now), "now");
  /* Europe/Berlin: one hour ahead of UTC in winter. */
  assert_text (rw_format_since (at ("2026-11-22T02:10:00Z"), now), "since 03:10");
  assert_text (rw_format_since (at ("2026-11-12T02:10:00Z"), now), "since 12 Nov");
  assert_text (rw_format_when (at ("2026-11-24T21:30:00Z"), now), "Tue 22:30");
  assert_text (rw_format_when (at ("2024-11-24T21:30:00Z"), now), "24 Nov 2024");
  assert_text (rw_format_moment (at ("2026-11-24T21:30:00Z"), now), "24 Nov 22:30");
  /* The day changes at the person's midnight. */
  assert_text (rw_format_when (at ("2026-11-21T23:30:00Z"), now), "00:30");
  assert_text (rw_format_count (12148), "12,148");
  assert_text (rw_format_count (-1000000), "−1,000,000");
  assert_text (rw_format_count (999), "999");
  assert_text (rw_format_decimal (1204.5, 2), "1,204.5");
  assert_text (rw_format_decimal (-0.001, 2), "0");
  assert_text (rw_format_size (41 * G_GINT64_CONSTANT (1000000000)), "41 GB");
  assert_text (rw_format_size (999), "999 B");
  assert_text (rw_format_size (999950), "1 MB");
  assert_text (rw_format_percent (0.993, 1), "99.3\u202f%");
}

static void
test_sync_words (void)
{
  gint64 now = at ("2026-11-22T14:02:00Z");

  {
    g_auto (RwSyncWords) words = { 0 };

    rw_sync_words_init (&words, RW_SYNC_STATE_OFFLINE, -1, 3, 0, at ("2026-11-22T13:02:00Z"),
                        at ("2026-12-06T13:02:00Z"), now);
    g_assert_cmpstr (words.title, ==, "Offline since 14:02");
    g_assert_cmpstr (words.detail, ==, "3 edits waiting");
    g_assert_nonnull (strstr (words.lease, "can be used until"));
    g_assert_nonnull (strstr (words.lease, "14:02"));
  }
  {
    g_auto (RwSyncWords) words = { 0 };

    rw_sync_words_init (&words, RW_SYNC_STATE_FIRST_SYNC, 0.43, 0, 0, 0, 0, now);
    g_assert_cmpstr (words.title, ==, "First sync 43\u202f%");
    g_assert_null (words.detail);
  }
  {
    g_auto (RwSyncWords) words = { 0 };

    rw_sync_words_init (&words, RW_SYNC_STATE_UP_TO_DATE, -1, 0, 1, now,
                        at ("2026-12-06T13:02:00Z"), now);
    g_assert_cmpstr (words.title, ==, "Up to date");
    g_assert_cmpstr (words.detail, ==, "1 conflict");
    g_assert_null (words.lease);
    g_assert_cmpstr (words.style, ==, "rw-attention");
  }
  {
    g_auto (RwSyncWords) words = { 0 };

    rw_sync_words_init (&words, RW_SYNC_STATE_FAILED, -1, 1, 0, at ("2026-11-22T13:02:00Z"), 0,
                        now);
    g_assert_cmpstr (words.detail, ==, "1 edit waiting · data as of 14:02");
  }
}

static void
test_addresses (void)
{
  static const char *const wrong[] = { "", "T", "T-", "T-12x", "X-1", "rackward://", "rackward://ticket",
                                       "rackward://ticket/", "rackward://nothing/T-1", "web-014", "http://ticket/T-1" };
  RwId id = rw_id_new ();
  g_autofree char *text = rw_address_to_string (RW_KIND_DEVICE, &id);

  {
    g_auto (RwAddress) address = { .kind = RW_KIND_NONE };

    g_assert_true (rw_address_parse (" t-1042 ", &address));
    g_assert_cmpint (address.kind, ==, RW_KIND_TICKET);
    g_assert_cmpstr (address.name, ==, "T-1042");
  }
  {
    g_auto (RwAddress) address = { .kind = RW_KIND_NONE };

    g_assert_true (rw_address_parse (text, &address));
    g_assert_cmpint (address.kind, ==, RW_KIND_DEVICE);
    g_assert_true (rw_id_equal (&address.id, &id));
    g_assert_null (address.name);
  }
  {
    g_auto (RwAddress) address = { .kind = RW_KIND_NONE };

    g_assert_true (rw_address_parse ("rackward://rack/FRA2%20C3/", &address));
    g_assert_cmpint (address.kind, ==, RW_KIND_RACK);
    g_assert_cmpstr (address.name, ==, "FRA2 C3");
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      RwAddress address;

      if (rw_address_parse (wrong[i], &address))
        g_error ("“%s” is taken for an address", wrong[i]);
    }
}

static void
test_server_addresses (void)
{
  static const char *const wrong[] = { "",
                                       "   ",
                                       "ftp://ops.example.net",
                                       "http://ops.example.net",
                                       "https://",
                                       "http://127.evil.example",
                                       "https://jana:secret@ops.example.net" };

  assert_text (rw_welcome_normalise_url (" ops.example.net ", NULL), "https://ops.example.net");
  assert_text (rw_welcome_normalise_url ("https://ops.example.net:8443/rw/", NULL), "https://ops.example.net:8443/rw");
  assert_text (rw_welcome_normalise_url ("http://127.0.0.1:7450/", NULL), "http://127.0.0.1:7450");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = rw_welcome_normalise_url (wrong[i], &error);

      g_assert_null (url);
      g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
    }
}

/* --- Editing a value ----------------------------------------------------------------------------- */

static void
test_field_texts (void)
{
  const RwField *opened = rw_schema_field (RW_KIND_TICKET, RW_TICKET_OPENED);
  const RwField *height = rw_schema_field (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_HEIGHT);
  const RwField *draw = rw_schema_field (RW_KIND_DEVICE, RW_DEVICE_DRAW);
  const RwField *name = rw_schema_field (RW_KIND_DEVICE, RW_DEVICE_NAME);
  g_auto (RwValue) value = rw_value_instant (at ("2026-11-22T13:02:00Z"));
  g_autoptr (GError) error = NULL;
  RwValue parsed;

  assert_text (rw_field_text_dup (&value, opened), "2026-11-22 14:02");
  g_assert_true (rw_field_text_parse (opened, "2026-11-22 14:02", &parsed, &error));
  g_assert_true (rw_value_equal (&parsed, &value));
  g_assert_false (rw_field_text_parse (opened, "yesterday", &parsed, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (rw_field_text_parse (height, "1,5", &parsed, &error));
  g_assert_cmpfloat (parsed.decimal, ==, 1.5);
  g_assert_false (rw_field_text_parse (height, "1.3", &parsed, &error));
  g_clear_error (&error);
  g_assert_false (rw_field_text_parse (draw, "-5", &parsed, &error));
  g_clear_error (&error);
  g_assert_false (rw_field_text_parse (draw, "12 W", &parsed, &error));
  g_clear_error (&error);
  g_assert_true (rw_field_text_parse (draw, "", &parsed, &error));
  g_assert_true (rw_value_is_null (&parsed));
  g_assert_false (rw_field_text_parse (name, "  ", &parsed, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
}

static void
test_property_edits (void)
{
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwEdit) edit = NULL;
  g_auto (RwValue) high = rw_value_enum (RW_LEVEL_HIGH), same = rw_value_enum (RW_LEVEL_MEDIUM);
  gint64 now = at ("2026-11-22T13:02:00Z");

  rw_record_set_enum (ticket, RW_TICKET_IMPACT, RW_LEVEL_MEDIUM);
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, RW_LEVEL_HIGH);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  edit = rw_property_edit_new (ticket, RW_TICKET_IMPACT, &high, now);
  g_assert_nonnull (rw_edit_find (edit, RW_TICKET_IMPACT));
  g_assert_cmpint (rw_edit_find (edit, RW_TICKET_PRIORITY)->value.integer, ==, RW_PRIORITY_P1);
  g_clear_pointer (&edit, rw_edit_free);

  /* A priority that somebody chose stays. */
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P4);
  edit = rw_property_edit_new (ticket, RW_TICKET_IMPACT, &high, now);
  g_assert_null (rw_edit_find (edit, RW_TICKET_PRIORITY));
  g_clear_pointer (&edit, rw_edit_free);

  g_assert_null (rw_property_edit_new (ticket, RW_TICKET_IMPACT, &same, now));
  g_assert_false (rw_property_is_writable (ticket, RW_TICKET_NUMBER, RW_ROLES_STAFF));
  g_assert_true (rw_property_is_writable (ticket, RW_TICKET_TITLE, RW_ROLE_TECHNICIAN));
  g_assert_false (rw_property_is_writable (ticket, RW_TICKET_TITLE, RW_ROLE_AUDITOR));
}

/* What takes more than a new value is not edited beside the page that knows what. */
static void
test_change_properties (void)
{
  static const guint plain[] = { RW_CHANGE_TITLE,  RW_CHANGE_DESCRIPTION,
                                 RW_CHANGE_QUORUM, RW_CHANGE_IMPLEMENTER,
                                 RW_CHANGE_TAGS,   RW_CHANGE_PUBLIC_TITLE };
  static const guint else_where[] = {
    RW_CHANGE_TYPE,   RW_CHANGE_STATUS,      RW_CHANGE_START,     RW_CHANGE_END_WALL,
    RW_CHANGE_TZ,     RW_CHANGE_RISK_EFFECT, RW_CHANGE_TEST_PLAN, RW_CHANGE_BACKOUT_PLAN,
    RW_CHANGE_RESULT, RW_CHANGE_STARTED,     RW_CHANGE_EXTEND_TO, RW_CHANGE_CONFLICTS_AT
  };
  g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, NULL),
                       approval = rw_record_new (RW_KIND_APPROVAL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_true (rw_property_is_writable (change, plain[i], RW_ROLES_STAFF));
  for (guint i = 0; i < G_N_ELEMENTS (else_where); i++)
    g_assert_false (rw_property_is_writable (change, else_where[i], RW_ROLES_STAFF));
  g_assert_false (rw_property_is_writable (approval, RW_APPROVAL_DECISION, RW_ROLES_STAFF));
  g_assert_false (rw_property_is_writable (approval, RW_APPROVAL_COMMENT, RW_ROLES_STAFF));
}

static void
test_history_words (void)
{
  g_autoptr (RwHistoryEntry) entry = rw_history_entry_new ();
  RwHistoryChange change = { .field = RW_DEVICE_DRAW, .before = rw_value_integer (398), .after = rw_value_integer (412) };
  RwHistoryChange first = { .field = RW_DEVICE_NAME, .before = RW_VALUE_NULL, .after = rw_value_text ("<web>") };
  gint64 now = at ("2026-11-22T13:02:00Z");

  entry->kind = RW_KIND_DEVICE;
  entry->op = RW_OP_UPDATE;
  entry->at = at ("2026-11-12T08:00:00Z");
  entry->actor = g_strdup ("T. Yılmaz");
  g_array_append_val (entry->changes, change);
  g_array_append_val (entry->changes, first);
  assert_text (rw_history_change_to_markup (entry, &g_array_index (entry->changes, RwHistoryChange, 0), now),
               "<b>Measured draw</b> 398 → 412\u202fW");
  assert_text (rw_history_change_to_markup (entry, &g_array_index (entry->changes, RwHistoryChange, 1), now),
               "<b>Name</b> &lt;web&gt;");
  assert_text (rw_history_entry_to_footer (entry, now), "T. Yılmaz · 12 Nov");
}

static void
test_titles (void)
{
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (RwRecord) sample = rw_record_new (RW_KIND_USAGE_SAMPLE, NULL);

  rw_record_set_text (ticket, RW_TICKET_TITLE, "VPN drops");
  assert_text (rw_record_dup_title (ticket), "Draft VPN drops");
  rw_record_set_text (ticket, RW_TICKET_NUMBER, "T-1042");
  assert_text (rw_record_dup_title (ticket), "T-1042 VPN drops");
  rw_record_set_date (sample, RW_USAGE_SAMPLE_DAY, rw_date_from_civil (2025, 3, 7));
  rw_record_set_integer (sample, RW_USAGE_SAMPLE_USED, 605);
  rw_record_set_integer (sample, RW_USAGE_SAMPLE_SIZE, 687);
  assert_text (rw_record_dup_title (sample), "88.1\u202f% · 7 Mar 2025");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTimeZone) zone = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  zone = g_time_zone_new_identifier ("Europe/Berlin");
  rw_format_set_zone (zone);
  rw_shell_actions_init ();

  g_test_add_func ("/console/actions/accelerators", test_accelerators);
  g_test_add_func ("/console/actions/exist", test_actions_exist);
  g_test_add_func ("/console/actions/labels", test_labels_in_catalogue);
  g_test_add_func ("/console/actions/typing", test_keys_while_typing);
  g_test_add_func ("/console/formats", test_formats);
  g_test_add_func ("/console/sync-words", test_sync_words);
  g_test_add_func ("/console/addresses", test_addresses);
  g_test_add_func ("/console/server-addresses", test_server_addresses);
  g_test_add_func ("/console/field-texts", test_field_texts);
  g_test_add_func ("/console/property-edits", test_property_edits);
  g_test_add_func ("/console/change-properties", test_change_properties);
  g_test_add_func ("/console/history-words", test_history_words);
  g_test_add_func ("/console/titles", test_titles);
  return g_test_run ();
}
