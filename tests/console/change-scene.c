/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change-scene.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "rules/rw-change-rules.h"
#include "rw-format.h"

RwId
change_scene_id (const char *name)
{
  return rw_id_from_name ("changes", name);
}

RwRecord *
change_scene_named (GPtrArray  *records,
                    RwKind      kind,
                    guint       field,
                    const char *name)
{
  RwId id = change_scene_id (name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, field, name);
  g_ptr_array_add (records, record);
  return record;
}

void
change_scene_refer (RwRecord   *record,
                    guint       field,
                    const char *name)
{
  RwId id = change_scene_id (name);

  rw_record_set_ref (record, field, &id);
}

/* Wall times of Berlin: "2026-11-29T02:00:00"; %NULL for none. */
RwRecord *
change_scene_change (GPtrArray      *records,
                     const char     *title,
                     RwChangeStatus  status,
                     const char     *start,
                     const char     *end)
{
  RwRecord *change = change_scene_named (records, RW_KIND_CHANGE, RW_CHANGE_TITLE, title);
  gint64 from, to;

  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, (int) status);
  if (start != NULL)
    {
      g_assert_true (rw_wall_parse (start, &from));
      g_assert_true (rw_wall_parse (end, &to));
      rw_change_set_times (change, from, to, "Europe/Berlin");
    }
  return change;
}

void
change_scene_item (GPtrArray  *records,
                   RwRecord   *change,
                   const char *ci)
{
  RwRecord *item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (change));
  change_scene_refer (item, RW_CHANGE_ITEM_CI, ci);
  g_ptr_array_add (records, item);
}

void
change_scene_load (ChangeScene *scene,
                   GPtrArray   *records)
{
  g_autoptr (GError) error = NULL;

  rw_server_load (scene->base.server, records, "test", &error);
  g_assert_no_error (error);
}

static void
add_person (ChangeScene *scene,
            GPtrArray   *records,
            const char  *name,
            const char  *login)
{
  RwRecord *person = change_scene_named (records, RW_KIND_PERSON, RW_PERSON_NAME, name);

  rw_record_set_text (person, RW_PERSON_LOGIN, login);
  rw_record_set_boolean (person, RW_PERSON_ACTIVE, TRUE);
}

static void
add_device (GPtrArray  *records,
            const char *name,
            const char *service)
{
  RwRecord *device = change_scene_named (records, RW_KIND_DEVICE, RW_DEVICE_NAME, name);

  change_scene_refer (device, RW_DEVICE_TYPE, "Server");
  rw_record_set_enum (device, RW_DEVICE_STAGE, RW_STAGE_RACKED);
  if (service != NULL)
    change_scene_refer (device, RW_DEVICE_SERVICE, service);
}

static void
add_vm (GPtrArray  *records,
        const char *name,
        const char *service)
{
  RwRecord *vm = change_scene_named (records, RW_KIND_VM, RW_VM_NAME, name);

  change_scene_refer (vm, RW_VM_HOST, "esx-01");
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_RACKED);
  change_scene_refer (vm, RW_VM_SERVICE, service);
}

static void
add_service (GPtrArray  *records,
             const char *name,
             const char *customer)
{
  RwRecord *service = change_scene_named (records, RW_KIND_SERVICE, RW_SERVICE_NAME, name);

  change_scene_refer (service, RW_SERVICE_CUSTOMER, customer);
  rw_record_set_enum (service, RW_SERVICE_STAGE, RW_SERVICE_STAGE_LIVE);
}

static void
add_customer (GPtrArray  *records,
              const char *name,
              const char *number,
              const char *tz,
              const char *language)
{
  const char *const languages[] = { language, NULL };
  RwRecord *customer = change_scene_named (records, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, name);

  rw_record_set_text (customer, RW_CUSTOMER_NUMBER, number);
  rw_record_set_text (customer, RW_CUSTOMER_TZ, tz);
  rw_record_set_texts (customer, RW_CUSTOMER_LANGUAGES, languages);
}

static void
fill (ChangeScene *scene)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *type =
    change_scene_named (records, RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MODEL, "Server");

  rw_record_set_text (type, RW_DEVICE_TYPE_MANUFACTURER, "Dell");
  rw_record_set_text (type, RW_DEVICE_TYPE_SLUG, "server");
  rw_record_set_decimal (type, RW_DEVICE_TYPE_HEIGHT, 1);
  add_person (scene, records, "Jana Roth", "jana");
  add_person (scene, records, "Mara Kern", "mara");
  add_person (scene, records, "Otto Lenz", "otto");
  add_customer (records, "Kaufhaus Ahrens", "K-1", "America/Sao_Paulo", "de");
  add_customer (records, "Nordlicht Reisen", "K-2", "Europe/Berlin", "en");
  add_service (records, "Webshop", "Kaufhaus Ahrens");
  add_service (records, "Kasse", "Kaufhaus Ahrens");
  add_service (records, "Buchung", "Nordlicht Reisen");
  add_device (records, "esx-01", NULL);
  add_device (records, "web-01", "Webshop");
  add_device (records, "web-02", "Webshop");
  add_device (records, "till-01", "Kasse");
  add_device (records, "book-01", "Buchung");
  add_vm (records, "vm-shop", "Webshop");
  add_vm (records, "vm-book", "Buchung");
  change_scene_load (scene, records);
}

static char *
sign_in (ChangeScene *scene,
         const char  *login,
         const char  *name)
{
  g_autoptr (GError) error = NULL;
  char *token;

  rw_server_add_account (scene->base.server, login, name, RW_ROLE_MANAGER, FIXTURE_PASSWORD,
                         &error);
  g_assert_no_error (error);
  token = rw_server_create_token (scene->base.server, login, "console", RW_ROLE_MANAGER,
                                  30 * RW_DAY, &error);
  g_assert_no_error (error);
  return token;
}

gboolean
change_scene_settled (ChangeScene *scene)
{
  return RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page));
}

static void
open_cb (RwPage     *page,
         int         kind,
         const RwId *id)
{
  RwId copy = *id;

  /* As the window does: where it is shown best. */
  rw_page_reveal (page, (RwKind) kind, &copy);
}

static void
open_page (ChangeScene *scene)
{
  GtkWidget *toasts = adw_toast_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new (), *page = rw_changes_page_new ();
  RwPageClass *class = RW_PAGE_GET_CLASS (page);

  scene->page = page;
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &scene->page);
  g_signal_connect (page, "open", G_CALLBACK (open_cb), NULL);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), class->create_header_start (RW_PAGE (page)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), class->create_header_end (RW_PAGE (page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  gtk_widget_set_vexpand (page, TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  scene->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1106, 900);
  adw_window_set_content (ADW_WINDOW (scene->window), toasts);
  gtk_window_present (GTK_WINDOW (scene->window));
  if (class->shown != NULL)
    class->shown (RW_PAGE (page), TRUE);
  rw_page_set_session (RW_PAGE (page), scene->base.a.session);
  wait_until (change_scene_settled (scene));
}

static gint64 begun, begun_boot;

/* The clock runs: what the server allows in a second depends on it. */
static gboolean
tick_cb (gpointer user_data)
{
  rw_clock_freeze (begun + g_get_monotonic_time () - begun_boot);
  return G_SOURCE_CONTINUE;
}

/* From now on it is then. */
void
change_scene_at (gint64 instant)
{
  begun = instant;
  begun_boot = g_get_monotonic_time ();
  rw_clock_freeze (begun);
}

void
change_scene_set_up (ChangeScene   *scene,
                     gconstpointer  flags)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autofree char *token = NULL;

  gint64 now;

  *scene = (ChangeScene) { 0 };
  g_assert_true (rw_instant_parse ("2026-11-23T12:00:00Z", &now));
  change_scene_at (now);
  scene->tick_id = g_timeout_add (20, tick_cb, NULL);
  rw_format_set_zone (zone);
  fixture_set_up (&scene->base, flags);
  fill (scene);
  token = sign_in (scene, "jana", "Jana Roth");
  console_open (&scene->base.a, token);
  console_wait_synced (&scene->base.a);
  wait_until (rw_session_get_roles (scene->base.a.session) != 0 &&
              rw_session_get_person (scene->base.a.session) != NULL);
  open_page (scene);
}

/* Otto and Mara sit at consoles of their own. */
void
change_scene_others (ChangeScene *scene)
{
  g_autofree char *otto = sign_in (scene, "otto", "Otto Lenz"),
                  *mara = sign_in (scene, "mara", "Mara Kern");
  g_autofree char *dir = g_build_filename (scene->base.dir, "mara", NULL);

  console_open (&scene->base.b, otto);
  console_wait_synced (&scene->base.b);
  console_init (&scene->third, scene->base.url, dir);
  console_open (&scene->third, mara);
  console_wait_synced (&scene->third);
}

void
change_scene_tear_down (ChangeScene   *scene,
                        gconstpointer  flags)
{
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  wait_until (scene->page == NULL || change_scene_settled (scene));
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (scene->page == NULL || !gtk_widget_get_mapped (scene->page));
  if (scene->third.session != NULL)
    {
      console_close (&scene->third);
      console_clear (&scene->third);
    }
  fixture_tear_down (&scene->base, flags);
  g_source_remove (scene->tick_id);
  rw_clock_thaw ();
}

static gpointer
select_cb (RwCache       *cache,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rw_cache_select (cache, (RwKind) GPOINTER_TO_INT (data), "ORDER BY \"id\"", error,
                          RW_BIND_END);
}

GPtrArray *
change_scene_select (ChangeScene *scene,
                     RwKind       kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  rw_session_read_async (scene->base.a.session, select_cb, GINT_TO_POINTER (kind), NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, answer_cb, &result);
  wait_until (result != NULL);
  records = rw_session_read_finish (scene->base.a.session, result, &error);
  g_assert_no_error (error);
  return records;
}

RwRecord *
change_scene_find (ChangeScene *scene,
                   const char  *title)
{
  g_autoptr (GPtrArray) changes = change_scene_select (scene, RW_KIND_CHANGE);

  for (guint i = 0; i < changes->len; i++)
    if (g_strcmp0 (rw_record_get_text (changes->pdata[i], RW_CHANGE_TITLE), title) == 0)
      return g_object_ref (changes->pdata[i]);
  return NULL;
}

/* The button that says so. */
GtkWidget *
change_scene_button (gpointer    widget,
                     const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    {
      const char *text = gtk_button_get_label (buttons->pdata[i]);
      g_autofree char *plain = NULL;

      if (text == NULL || !gtk_widget_is_visible (buttons->pdata[i]))
        continue;
      plain = g_strdup (text);
      if (gtk_button_get_use_underline (buttons->pdata[i]))
        {
          char *to = plain;

          for (const char *from = plain; *from != '\0'; from++)
            if (*from != '_')
              *to++ = *from;
          *to = '\0';
        }
      if (g_str_equal (plain, label))
        return buttons->pdata[i];
    }
  return NULL;
}

gboolean
change_scene_click (gpointer    widget,
                    const char *label)
{
  GtkWidget *button = change_scene_button (widget, label);

  if (button == NULL || !gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

/* The row of a form. */
GtkWidget *
change_scene_row (gpointer    widget,
                  const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rw_test_find_all (widget, ADW_TYPE_PREFERENCES_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (rows->pdata[i]), title) == 0)
      return rows->pdata[i];
  return NULL;
}

void
change_scene_init (int    *argc,
                   char ***argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  setlocale (LC_ALL, g_getenv ("CHANGE_SCENE_LOCALE") != NULL ? "" : "C.UTF-8");
  if (g_getenv ("RACKWARD_LOCALEDIR") != NULL)
    bindtextdomain (GETTEXT_PACKAGE, g_getenv ("RACKWARD_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (g_getenv ("CHANGE_SCENE_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
}
