/* SPDX-License-Identifier: GPL-3.0-or-later */

/* rackward-shots DIR: a picture of every view, with the sample company and with the NetBox dump where
 * that is at hand; RACKWARD_SHOTS is the name of the only page that is wanted. Each variant (language, contrast) is a run of its own, for GTK reads those once. */

#include <adwaita.h>
#include <ftw.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <unistd.h>

#include "rackward-config.h"
#include "rw-calendars-dialog.h"
#include "rw-setup-dialog.h"
#include "rw-clock.h"
#include "rw-connection.h"
#include "rw-many-edit-dialog.h"
#include "rw-palette.h"
#include "rw-preferences.h"
#include "rw-settings.h"
#include "rw-shell-pages.h"
#include "rw-shortcuts-dialog.h"
#include "rw-status.h"
#include "rw-system-dialog.h"
#include "rw-time.h"
#include "rw-types-dialog.h"
#include "shot-backup-system.h"
#include "shot-camera.h"
#include "shot-changes.h"
#include "shot-company.h"
#include "shot-disks.h"
#include "shot-backups.h"
#include "shot-problems.h"
#include "shot-racks.h"
#include "shot-reports.h"
#include "shot-security.h"
#include "shot-tickets.h"

/* A Tuesday morning: the night's backups are in, changes lie ahead. */
#define NOW "2026-11-24T09:12:00Z"

/* --- Several systems at once ----------------------------------------------------------------------- */

static void
take_many (Shots *shots, const char *scheme)
{
  static const ShotSubject subjects[] = {
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1" },
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1 OFFSET 1" },
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1 OFFSET 2" },
    { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1 OFFSET 3" },
  };
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      RwRecordKey key = { .kind = subjects[i].kind };

      if (shot_find (shots, &subjects[i], &key.id))
        g_array_append_val (keys, key);
    }
  rw_window_go_to_page (shots->window, "systems");
  shot_settle (shots, "systems");
  if (keys->len > 0)
    shot_dialog (shots,
                 rw_many_edit_dialog_new (shots->session, keys,
                                          GTK_WIDGET (rw_window_get_page (shots->window))),
                 "systems-edit", scheme);
}

/* The page of a device and of a virtual machine. */
static void
take_systems (Shots *shots, const char *scheme)
{
  static const struct
  {
    const char *name;
    ShotSubject subject;
  } subjects[] = {
    { "system-device", { RW_KIND_DEVICE, "WHERE \"role\" = 'server' ORDER BY \"name\" LIMIT 1" } },
    { "system-vm",
      { RW_KIND_VM,
        "WHERE \"id\" IN (SELECT \"ci\" FROM \"ticket\") AND \"id\" IN (SELECT \"system\" FROM \"backup_job\")"
        " ORDER BY \"name\" LIMIT 1" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      RwId id;

      if (shot_find (shots, &subjects[i].subject, &id))
        shot_dialog (shots, rw_system_dialog_new (shots->window, subjects[i].subject.kind, &id),
                     subjects[i].name, scheme);
    }
}

/* An import of device types: new ones, one that says something else than ours, one that cannot be read. */
static void
take_types (Shots *shots, const char *scheme)
{
  static const struct
  {
    const char *name, *text;
  } files[] = {
    { "r650.yaml",
      "manufacturer: Dell\nmodel: PowerEdge R650\nslug: dell-r650\nweight: 21.9\nweight_unit: kg\n"
      "part_number: R650-10\ninterfaces: [{name: eno1}, {name: eno2}]\n" },
    { "x1.yaml", "manufacturer: Example\nmodel: Rack Server X1\nslug: example-x1\n" },
    { "x2.yaml", "manufacturer: Example\nmodel: Switch 48\nslug: example-sw48\nairflow: mixed\n" },
    { "x3.yaml", "manufacturer: Example\nmodel: Shelf\nslug: example-shelf\nu_height: two\n" },
  };
  g_autofree char *folder = g_build_filename (shots->state, "types", NULL);
  AdwDialog *dialog = rw_types_dialog_new (shots->session);

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);

      g_file_set_contents (path, files[i].text, -1, NULL);
    }
  rw_types_dialog_open (RW_TYPES_DIALOG (dialog), folder);
  shot_dialog (shots, dialog, "import-types", scheme);
}

/* --- The rounds ---------------------------------------------------------------------------------- */

/* The other half of the networks, and what asks for a free address. */
static void
take_networks (Shots *shots, const char *scheme)
{
  AdwDialog *dialog;

  shot_select (shots, "vlans");
  shot_settle (shots, "networks-vlans");
  shot_picture (shots, "networks-vlans", scheme);
  rw_window_activate_in_page (shots->window, "networks", "networks.view");
  for (guint i = 0; i < 2; i++)
    {
      rw_window_activate_in_page (shots->window, "networks",
                                  i == 0 ? "networks.take-address" : "networks.take-prefix");
      shot_settle (shots, "networks-take");
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
      shot_picture (shots, i == 0 ? "networks-address" : "networks-prefix", scheme);
      if (dialog != NULL)
        adw_dialog_force_close (dialog);
    }
}

static void
take_pages (Shots      *shots,
            const char *scheme)
{
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      RwPageClass *klass = g_type_class_peek (rw_shell_page_type (i));

      if (shots->only != NULL && !g_str_equal (klass->id, shots->only))
        continue;
      rw_window_go_to_page (shots->window, klass->id);
      shot_settle (shots, klass->id);
      /* Selecting a ticket opens it: the board is a picture of its own. */
      if (g_str_equal (klass->id, "tickets"))
        {
          rw_window_activate_in_page (shots->window, klass->id, "tickets.board");
          shot_settle (shots, klass->id);
          shot_picture (shots, "tickets-board", scheme);
          shot_tickets (shots, scheme);
        }
      shot_select (shots, klass->id);
      shot_settle (shots, klass->id);
      shot_picture (shots, klass->id, scheme);
      if (g_str_equal (klass->id, "backups"))
        shot_backups (shots, scheme);
      if (g_str_equal (klass->id, "changes"))
        shot_changes (shots, scheme);
      if (g_str_equal (klass->id, "networks"))
        take_networks (shots, scheme);
      if (g_str_equal (klass->id, "problems"))
        shot_problems (shots, scheme);
      if (g_str_equal (klass->id, "disks"))
        shot_disks (shots, scheme);
      if (g_str_equal (klass->id, "security"))
        shot_security (shots, scheme);
      if (g_str_equal (klass->id, "reports"))
        shot_reports (shots, scheme);
      if (g_str_equal (klass->id, "racks") && !shots->few)
        shot_racks (shots, scheme);
    }
}

static void
take_dialogs (Shots      *shots,
              const char *scheme)
{
  static const struct
  {
    RwKind kind;
    const char *name;
  } setups[] = {
    { RW_KIND_CHANGE_TEMPLATE, "change-templates" },
    { RW_KIND_CHANGE_TEMPLATE, "change-template-editor" },
    { RW_KIND_RISK_QUESTION, "risk-questions" },
    { RW_KIND_RISK_QUESTION, "risk-question-editor" },
  };
  AdwDialog *palette;

  shot_dialog (shots, rw_palette_new (shots->window), "palette", scheme);
  palette = rw_palette_new (shots->window);
  rw_palette_set_text (RW_PALETTE (palette), "db");
  shot_dialog (shots, palette, "palette-search", scheme);
  palette = rw_palette_new (shots->window);
  rw_palette_set_text (RW_PALETTE (palette), "status:open latenz");
  shot_dialog (shots, palette, "palette-filters", scheme);
  palette = rw_palette_new (shots->window);
  rw_palette_set_text (RW_PALETTE (palette), "snapshot");
  shot_dialog (shots, palette, "palette-messages", scheme);
  palette = rw_palette_new (shots->window);
  rw_palette_set_text (RW_PALETTE (palette), "prio:7 cust");
  shot_dialog (shots, palette, "palette-problem", scheme);
  shot_dialog (shots, rw_shortcuts_dialog_new (NULL), "shortcuts", scheme);
  shot_dialog (shots, rw_calendars_dialog_new (rw_window_get_session (shots->window), NULL),
               "calendars", scheme);
  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    shot_dialog (shots,
                 rw_setup_dialog_new (rw_window_get_session (shots->window), NULL, setups[i].kind),
                 setups[i].name, scheme);
  shot_dialog (shots, rw_preferences_dialog_new (rw_window_get_session (shots->window)),
               "preferences", scheme);
}

static void
take_all (Shots *shots)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
  } schemes[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };
  static const int sizes[][2] = { { 1366, 768 }, { 1920, 1080 } };

  for (guint size = 0; size < (shots->few ? 1 : G_N_ELEMENTS (sizes)); size++)
    {
      if (!shot_set_size (GTK_WINDOW (shots->window), sizes[size][0], sizes[size][1]))
        {
          g_printerr ("The window does not become %d×%d\n", sizes[size][0], sizes[size][1]);
          shots->failures++;
        }
      for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
        {
          adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
          if (shots->floor)
            {
              shot_floor (shots, schemes[i].name);
              continue;
            }
          take_pages (shots, schemes[i].name);
          if (shots->only != NULL)
            continue;
          take_systems (shots, schemes[i].name);
          if (size == 0 && !shots->few)
            take_dialogs (shots, schemes[i].name);
          if (size == 0)
            {
              shot_wiring (shots, schemes[i].name);
              shot_backup_system (shots, schemes[i].name);
              take_many (shots, schemes[i].name);
              take_types (shots, schemes[i].name);
            }
        }
    }
}

/* --- A session ----------------------------------------------------------------------------------- */

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Shots *shots = user_data;

  shots->session = rw_connection_finish (result, &shots->error);
  shots->connected = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ((Shots *) user_data)->connected = TRUE;
}

static gboolean
has_data (gpointer data)
{
  Shots *shots = data;

  return rw_session_has_data (shots->session) && rw_window_get_page (shots->window) != NULL &&
         rw_session_get_state (shots->session) == RW_SYNC_STATE_UP_TO_DATE;
}

static void
run (Shots          *shots,
     GtkApplication *application)
{
  GtkWindow *window = GTK_WINDOW (rw_window_new (application, shots->state));

  shots->window = g_object_ref (RW_WINDOW (window));
  /* Without a compositor GTK draws a frame, and the screen is no larger than the largest picture. */
  gtk_window_set_decorated (window, FALSE);
  if (!shots->few && shots->import == NULL)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
      shot_set_size (window, 1366, 768);
      rw_window_start (shots->window);
      shot_wait (window, NULL, NULL);
      shot_picture (shots, "welcome", "light");
    }
  gtk_window_present (window);
  if (shots->import == NULL && !shot_company_fill (shots->state, shots->floor, &shots->error))
    return;
  rw_connection_sample_async (shots->state, shots->import, NULL, NULL, NULL, connected_cb, shots);
  while (!shots->connected)
    g_main_context_iteration (NULL, TRUE);
  if (shots->session == NULL)
    return;
  rw_window_adopt_session (shots->window, shots->session);
  if (!shot_wait (window, has_data, shots))
    {
      const char *message = rw_session_get_message (shots->session);

      g_printerr ("%sThe data did not come: %s\n", shots->prefix, message != NULL ? message : "no reason given");
      shots->failures++;
    }
  else
    take_all (shots);

  shots->connected = FALSE;
  rw_session_close_async (shots->session, NULL, closed_cb, shots);
  while (!shots->connected)
    g_main_context_iteration (NULL, TRUE);
}

static void
activate_cb (GtkApplication *application,
             Shots          *shots)
{
  g_autoptr (GTimeZone) zone = NULL;

  rw_status_install_css ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  g_settings_set_string (rw_settings_get (), "time-zone", "Europe/Berlin");
  g_settings_set_boolean (rw_settings_get (), "inspector", TRUE);
  rw_preferences_apply ();
  g_application_hold (G_APPLICATION (application));
  run (shots, application);
  if (shots->error != NULL)
    {
      g_printerr ("%s%s\n", shots->prefix, shots->error->message);
      shots->failures++;
      g_clear_error (&shots->error);
    }
  gtk_window_destroy (GTK_WINDOW (shots->window));
  g_clear_object (&shots->window);
  g_clear_object (&shots->session);
  g_application_release (G_APPLICATION (application));
  g_application_quit (G_APPLICATION (application));
}

/* --- Variants ------------------------------------------------------------------------------------ */

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *place)
{
  return remove (path);
}

static gboolean
run_variant (const char *program,
             const char *dir,
             const char *state,
             const char *variant,
             const char *import)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (variant, "de"))
    {
      g_subprocess_launcher_setenv (launcher, "LC_ALL", "de_DE.UTF-8", TRUE);
      g_subprocess_launcher_setenv (launcher, "LANGUAGE", "de", TRUE);
    }
  if (g_str_equal (variant, "hc"))
    g_subprocess_launcher_setenv (launcher, "ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, dir, state, variant, import, NULL);
  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error))
    {
      g_printerr ("%s: %s\n", variant, error->message);
      return FALSE;
    }
  return TRUE;
}

static int
run_all (const char *program,
         const char *dir)
{
  g_autofree char *state = g_dir_make_tmp ("rackward-shots-XXXXXX", NULL), *ctl = rw_settings_find_program ("rackwardctl");
  g_autofree char *floor = NULL;
  g_autofree char *dump = g_canonicalize_filename ("../shared/data/netbox-demo-v3.6.json", RW_SOURCE_DIR);
  gboolean well;

  if (state == NULL)
    return 1;
  floor = g_build_filename (state, "floor", NULL);
  well = run_variant (program, dir, state, "main", NULL);
  well = run_variant (program, dir, state, "hc", NULL) && well;
  if (g_file_test (RW_BUILD_DIR "/po/de/LC_MESSAGES/rackward.mo", G_FILE_TEST_EXISTS))
    well = run_variant (program, dir, state, "de", NULL) && well;
  well = run_variant (program, dir, floor, "floor", NULL) && well;
  if (ctl != NULL && g_file_test (dump, G_FILE_TEST_EXISTS))
    well = run_variant (program, dir, state, "netbox", dump) && well;
  else
    g_printerr ("No pictures of the NetBox import: %s\n", ctl == NULL ? "rackwardctl is not built" : "no dump at hand");
  nftw (state, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
  return well ? 0 : 1;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autofree char *prefix = NULL;
  Shots shots = { 0 };
  gint64 now;
  char *no_arguments[] = { argv[0], NULL };

  if (argc == 2)
    return run_all (argv[0], argv[1]);
  if (argc < 4)
    {
      g_printerr ("usage: rackward-shots DIR\n");
      return 2;
    }
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RW_BUILD_DIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!rw_instant_parse (NOW, &now))
    return 2;
  rw_clock_freeze (now);

  prefix = g_str_equal (argv[3], "main") ? g_strdup ("") : g_strconcat (argv[3], "-", NULL);
  shots.dir = argv[1];
  shots.state = argv[2];
  shots.prefix = prefix;
  shots.import = argv[4];
  shots.floor = g_str_equal (argv[3], "floor");
  shots.few = !g_str_equal (argv[3], "main");
  shots.only = g_getenv ("RACKWARD_SHOTS");
  application = ADW_APPLICATION (g_object_new (ADW_TYPE_APPLICATION, "application-id", RW_APP_ID ".Shots",
                                               "resource-base-path", "/net/rackward/Rackward", "flags",
                                               G_APPLICATION_NON_UNIQUE, NULL));
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &shots);
  g_application_run (G_APPLICATION (application), 1, no_arguments);
  return shots.failures > 0 ? 1 : 0;
}
