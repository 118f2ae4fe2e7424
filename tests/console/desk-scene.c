/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"

#include "rw-action.h"
#include "rw-clock.h"
#include "rw-tickets-page.h"

static RwRecord *
add_named (GPtrArray  *records,
           RwKind      kind,
           guint       field,
           const char *name)
{
  RwId id = rw_id_from_name ("desk", name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, field, name);
  g_ptr_array_add (records, record);
  return record;
}

static RwRecord *
add_customer (GPtrArray  *records,
              const char *name,
              const char *contact_name,
              const char *language)
{
  const char *const languages[] = { language, NULL };
  RwRecord *customer = add_named (records, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, name);
  RwRecord *contact = add_named (records, RW_KIND_CONTACT, RW_CONTACT_NAME, contact_name);

  rw_record_set_text (customer, RW_CUSTOMER_NUMBER, name);
  rw_record_set_texts (customer, RW_CUSTOMER_LANGUAGES, languages);
  rw_record_set_text (customer, RW_CUSTOMER_TZ, "Europe/Berlin");
  rw_record_set_ref (customer, RW_CUSTOMER_FIRST_CONTACT, rw_record_get_id (contact));
  rw_record_set_ref (contact, RW_CONTACT_CUSTOMER, rw_record_get_id (customer));
  rw_record_set_text (contact, RW_CONTACT_LANGUAGE, language);
  return customer;
}

static void
add_ticket (DeskScene  *scene,
            GPtrArray  *records,
            guint       index,
            const char *title,
            RwRecord   *customer,
            RwRecord   *service)
{
  RwRecord *ticket = add_named (records, RW_KIND_TICKET, RW_TICKET_TITLE, title);
  g_autofree char *number = g_strdup_printf ("T-%u", 9001 + index);

  scene->tickets[index] = *rw_record_get_id (ticket);
  rw_record_set_text (ticket, RW_TICKET_NUMBER, number);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_IN_PROGRESS);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, rw_clock_now () - 2 * RW_HOUR);
  rw_record_set_instant (ticket, RW_TICKET_ACCEPTED, rw_clock_now () - RW_HOUR);
  rw_record_set_ref (ticket, RW_TICKET_CUSTOMER, rw_record_get_id (customer));
  if (service != NULL)
    {
      rw_record_set_ref (ticket, RW_TICKET_SERVICE, rw_record_get_id (service));
      rw_record_set_ref (ticket, RW_TICKET_CI, &scene->base.devices[0]);
    }
}

static void
add_macro (GPtrArray     *records,
           const char    *name,
           RwMessageType  type,
           const char    *language,
           const char    *body,
           int            status)
{
  RwRecord *macro = add_named (records, RW_KIND_MACRO, RW_MACRO_NAME, name);

  rw_record_set_enum (macro, RW_MACRO_TYPE, type);
  rw_record_set_text (macro, RW_MACRO_LANGUAGE, language);
  rw_record_set_text (macro, RW_MACRO_BODY, body);
  if (status >= 0)
    rw_record_set_enum (macro, RW_MACRO_SETS_STATUS, status);
}

static void
load_company (DeskScene *scene)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RwRecord *fulda = add_customer (records, "Bistum Fulda", "Frau Weber", "de");
  RwRecord *store = add_customer (records, "Kaufhaus", "Mr Stone", "en");
  RwRecord *sla = add_named (records, RW_KIND_SLA, RW_SLA_NAME, "Gold");
  RwRecord *service = add_named (records, RW_KIND_SERVICE, RW_SERVICE_NAME, "Webshop");

  rw_record_set_integer (sla, RW_SLA_UPDATE_P2, 60);
  rw_record_set_integer (sla, RW_SLA_RESOLUTION_P2, 480);
  rw_record_set_ref (service, RW_SERVICE_CUSTOMER, rw_record_get_id (fulda));
  rw_record_set_ref (service, RW_SERVICE_SLA, rw_record_get_id (sla));
  rw_record_set_enum (service, RW_SERVICE_STAGE, RW_SERVICE_STAGE_LIVE);
  scene->customer = *rw_record_get_id (fulda);
  scene->contact = *rw_record_get_ref (fulda, RW_CUSTOMER_FIRST_CONTACT);
  scene->service = *rw_record_get_id (service);
  add_ticket (scene, records, 0, "Shop langsam", fulda, service);
  add_ticket (scene, records, 1, "Shop antwortet nicht", fulda, service);
  add_ticket (scene, records, 2, "Kasse steht", store, NULL);
  add_macro (records, "Gelöst", RW_MESSAGE_TYPE_REPLY, "de",
             "Guten Tag {contact.name},\n„{ticket.title}“ ist gelöst. {nobody.knows}",
             RW_TICKET_STATUS_RESOLVED);
  add_macro (records, "Acknowledgement", RW_MESSAGE_TYPE_REPLY, "en",
             "We have registered {ticket.number}.", RW_TICKET_STATUS_ACCEPTED);
  add_macro (records, "Zwischenstand", RW_MESSAGE_TYPE_UPDATE, "de",
             "{ticket.number} ist {ticket.status}, mehr bis {update.next} Uhr.", -1);
  add_macro (records, "Abschluss", RW_MESSAGE_TYPE_UPDATE, "de", "{ticket.number} ist behoben.",
             RW_TICKET_STATUS_RESOLVED);
  rw_server_load (scene->base.server, records, "test", &error);
  g_assert_no_error (error);
}

/* Who sits at the console is somebody. */
static void
open_as_person (DeskScene *scene)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *jana = add_named (people, RW_KIND_PERSON, RW_PERSON_NAME, "Jana Roth");
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  rw_record_set_text (jana, RW_PERSON_LOGIN, "jana");
  rw_server_load (scene->base.server, people, "test", &error);
  g_assert_no_error (error);
  rw_server_add_account (scene->base.server, "jana", "Jana Roth", RW_ROLE_MANAGER, FIXTURE_PASSWORD,
                         &error);
  g_assert_no_error (error);
  token =
    rw_server_create_token (scene->base.server, "jana", "console", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  console_open (&scene->base.a, token);
}

static void
changed_cb (RwSession         *session,
            const RwChangeSet *changes,
            RwPage            *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

gboolean
desk_scene_settled (DeskScene *scene)
{
  return RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page));
}

void
desk_scene_set_up (DeskScene     *scene,
                   gconstpointer  flags)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  RwPageClass *class;

  *scene = (DeskScene) { 0 };
  fixture_set_up (&scene->base, flags);
  load_company (scene);
  if (GPOINTER_TO_UINT (flags) & DESK_SCENE_PERSON)
    open_as_person (scene);
  else
    console_open (&scene->base.a, scene->base.token);
  console_wait_synced (&scene->base.a);
  wait_until (rw_session_get_roles (scene->base.a.session) != 0);
  scene->page = rw_tickets_page_new ();
  class = RW_PAGE_GET_CLASS (scene->page);
  g_object_add_weak_pointer (G_OBJECT (scene->page), (gpointer *) &scene->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), scene->page);
  scene->window = rw_test_present (toasts, 1366, 768);
  rw_actions_attach (scene->page, "tickets");
  g_signal_connect_object (scene->base.a.session, "changed", G_CALLBACK (changed_cb), scene->page,
                           0);
  rw_page_set_session (RW_PAGE (scene->page), scene->base.a.session);
  class->shown (RW_PAGE (scene->page), TRUE);
  wait_until (desk_scene_settled (scene));
}

void
desk_scene_tear_down (DeskScene     *scene,
                      gconstpointer  flags)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (scene->page == NULL || !gtk_widget_get_mapped (scene->page));
  fixture_tear_down (&scene->base, flags);
}

/* A shortcut of this very widget, as if its key were pressed; whether it acts. */
gboolean
desk_scene_press_in (GtkWidget  *widget,
                     const char *accel)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GdkModifierType modifiers;
  gboolean done = FALSE;
  guint key;

  g_assert_true (gtk_accelerator_parse (accel, &key, &modifiers));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !done; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return done;
}

gboolean
desk_scene_press (DeskScene  *scene,
                  const char *accel)
{
  return desk_scene_press_in (scene->page, accel);
}

void
desk_scene_open (DeskScene *scene,
                 guint      ticket)
{
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  g_assert_true (rw_page_reveal (RW_PAGE (scene->page), RW_KIND_TICKET, &scene->tickets[ticket]));
  wait_until (desk_scene_settled (scene));
}

RwTicketComposer *
desk_scene_composer (DeskScene *scene)
{
  return rw_test_find (scene->page, RW_TYPE_TICKET_COMPOSER);
}

static GtkTextBuffer *
buffer_of (DeskScene *scene)
{
  return gtk_text_view_get_buffer (rw_test_find (desk_scene_composer (scene), GTK_TYPE_TEXT_VIEW));
}

char *
desk_scene_written (DeskScene *scene)
{
  char *text;

  g_object_get (buffer_of (scene), "text", &text, NULL);
  return text;
}

void
desk_scene_write (DeskScene  *scene,
                  const char *text)
{
  gtk_text_buffer_set_text (buffer_of (scene), text, -1);
}

void
desk_scene_send (DeskScene *scene)
{
  g_assert_true (desk_scene_press_in (GTK_WIDGET (desk_scene_composer (scene)), "<Control>Return"));
}

RwTicketChooser *
desk_scene_chooser (DeskScene *scene)
{
  return rw_test_find (scene->window, RW_TYPE_TICKET_CHOOSER);
}

/* Types into the chooser and takes what is topmost. */
void
desk_scene_choose (DeskScene  *scene,
                   const char *words)
{
  gpointer chooser;

  wait_until (desk_scene_chooser (scene) != NULL &&
              gtk_widget_get_mapped (GTK_WIDGET (desk_scene_chooser (scene))));
  chooser = desk_scene_chooser (scene);
  rw_ticket_chooser_search (chooser, words);
  g_object_add_weak_pointer (chooser, &chooser);
  g_signal_emit_by_name (rw_test_find (chooser, GTK_TYPE_SEARCH_ENTRY), "activate");
  if (chooser != NULL)
    adw_dialog_force_close (ADW_DIALOG (chooser));
  wait_until (chooser == NULL);
}

/* What is on its way out is gone then; a window that nobody draws takes its time. */
void
desk_scene_close_dialogs (DeskScene *scene)
{
  gpointer dialog;

  while ((dialog = rw_test_find (scene->window, ADW_TYPE_DIALOG)) != NULL)
    {
      g_object_add_weak_pointer (dialog, &dialog);
      adw_dialog_force_close (ADW_DIALOG (dialog));
      wait_until (dialog == NULL);
    }
}

RwRecord *
desk_scene_ticket (DeskScene *scene,
                   guint      ticket)
{
  return console_get (&scene->base.a, RW_KIND_TICKET, &scene->tickets[ticket]);
}

int
desk_scene_status (DeskScene *scene,
                   guint      ticket)
{
  g_autoptr (RwRecord) record = desk_scene_ticket (scene, ticket);

  return rw_record_get_enum (record, RW_TICKET_STATUS);
}

static gpointer
select_cb (RwCache       *cache,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return rw_cache_select (cache, GPOINTER_TO_INT (data), "ORDER BY \"id\"", error, RW_BIND_END);
}

/* All records of a kind, oldest first. */
GPtrArray *
desk_scene_select (DeskScene *scene,
                   RwKind     kind)
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
