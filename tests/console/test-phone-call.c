/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "desk-scene.h"
#include "rw-incident-dialog.h"
#include "rw-resolve-dialog.h"
#include "rw-settings.h"
#include "rw-window.h"

/*
 * The telephone rings: an incident from the call to its end, in the real window, with the keyboard alone. The keys
 * come from the X server, as a person's do: whatever has the focus gets them.
 */

typedef struct
{
  DeskScene scene;
  RwWindow *window;
} Call;

static void
set_up (Call          *call,
        gconstpointer  flags)
{
  desk_scene_set_up (&call->scene, flags);
  gtk_window_destroy (GTK_WINDOW (call->scene.window));
  call->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, call->scene.base.a.dir)));
  gtk_window_set_default_size (GTK_WINDOW (call->window), 1200, 760);
  gtk_window_present (GTK_WINDOW (call->window));
  rw_window_adopt_session (call->window, call->scene.base.a.session);
  wait_until (rw_window_settled (call->window));
  call->scene.window = GTK_WIDGET (call->window);
}

static void
tear_down (Call          *call,
           gconstpointer  flags)
{
  gtk_window_destroy (GTK_WINDOW (call->window));
  g_clear_object (&call->window);
  fixture_tear_down (&call->scene.base, flags);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
send (Call              *call,
      const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  gboolean finished = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, finished_cb, &finished);
  wait_until (finished);
  rw_test_settle (GTK_WIDGET (call->window));
}

/* There is no window manager that would give the focus. */
static void
take_focus (Call *call)
{
  g_autofree char *process = g_strdup_printf ("%d", (int) getpid ());

  send (call, (const char *const[]){ "xdotool", "search", "--onlyvisible", "--pid", process,
                                     "windowfocus", NULL });
  wait_until (gtk_window_is_active (GTK_WINDOW (call->window)));
}

static void
press (Call       *call,
       const char *keys)
{
  send (call, (const char *const[]){ "xdotool", "key", "--delay", "20", keys, NULL });
}

static void
type (Call       *call,
      const char *text)
{
  send (call, (const char *const[]){ "xdotool", "type", "--delay", "15", text, NULL });
}

static gpointer
shown (Call  *call,
       GType  type)
{
  GtkWidget *widget = rw_test_find (GTK_WIDGET (call->window), type);

  return widget != NULL && gtk_widget_get_mapped (widget) ? widget : NULL;
}

/* The combo row that has the focus takes what is typed. */
static void
choose (Call       *call,
        const char *title,
        const char *words)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (call->window));

  g_assert_true (ADW_IS_COMBO_ROW (focus));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (focus)), ==, title);
  press (call, "space");
  if (*words != '\0')
    type (call, words);
  press (call, "Down");
  press (call, "Return");
  wait_until (gtk_window_get_focus (GTK_WINDOW (call->window)) == focus);
}

static RwRecord *
find_ticket (Call       *call,
             const char *title)
{
  g_autoptr (GPtrArray) tickets = desk_scene_select (&call->scene, RW_KIND_TICKET);

  for (guint i = 0; i < tickets->len; i++)
    if (g_strcmp0 (rw_record_get_text (tickets->pdata[i], RW_TICKET_TITLE), title) == 0)
      return g_object_ref (tickets->pdata[i]);
  return NULL;
}

static gboolean
has_status (Call           *call,
            const char     *title,
            RwTicketStatus  status)
{
  g_autoptr (RwRecord) ticket = find_ticket (call, title);

  return ticket != NULL && rw_record_get_enum (ticket, RW_TICKET_STATUS) == (int) status;
}

static void
set_status (Call           *call,
            const char     *title,
            const char     *words,
            RwTicketStatus  status)
{
  press (call, "s");
  wait_until (shown (call, RW_TYPE_TICKET_CHOOSER) != NULL);
  type (call, words);
  press (call, "Return");
  if (status != RW_TICKET_STATUS_RESOLVED)
    wait_until (has_status (call, title, status));
}

static gboolean
writes (Call       *call,
        const char *text)
{
  g_autofree char *written = desk_scene_written (&call->scene);

  return strstr (written, text) != NULL;
}

static guint
count_messages (Call       *call,
                const RwId *ticket)
{
  g_autoptr (GPtrArray) messages = desk_scene_select (&call->scene, RW_KIND_MESSAGE);
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    n += rw_id_equal (rw_record_get_ref (messages->pdata[i], RW_MESSAGE_TICKET), ticket);
  return n;
}

static void
test_call (Call          *call,
           gconstpointer  flags)
{
  static const char title[] = "The shop shows an error";
  g_autoptr (RwRecord) ticket = NULL, after = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  gboolean update = FALSE, last = FALSE, note = FALSE;

  take_focus (call);

  /* Taken while the caller speaks. */
  press (call, "ctrl+n");
  wait_until (shown (call, RW_TYPE_INCIDENT_DIALOG) != NULL);
  type (call, title);
  press (call, "Tab");
  press (call, "Tab");
  choose (call, "Customer", "fulda");
  press (call, "Tab");
  press (call, "Tab");
  press (call, "Tab");
  choose (call, "Impact", "");
  press (call, "alt+r");
  wait_until (shown (call, RW_TYPE_INCIDENT_DIALOG) == NULL);
  wait_until (has_status (call, title, RW_TICKET_STATUS_NEW));
  ticket = find_ticket (call, title);
  g_assert_true (
    rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_CUSTOMER), &call->scene.customer));
  g_assert_true (rw_id_equal (rw_record_get_ref (ticket, RW_TICKET_SERVICE), &call->scene.service));

  rw_test_settle (GTK_WIDGET (call->window));
  rw_test_picture (GTK_WIDGET (call->window), "phone-call");

  call->scene.page = GTK_WIDGET (rw_window_get_page (call->window));

  /* Mine, and begun. */
  press (call, "ctrl+i");
  wait_until (({
    g_autoptr (RwRecord) now = find_ticket (call, title);

    rw_record_get_ref (now, RW_TICKET_ASSIGNEE) != NULL;
  }));
  set_status (call, title, "in progress", RW_TICKET_STATUS_IN_PROGRESS);

  /* What was found out, and what the customer hears. */
  press (call, "n");
  wait_until (shown (call, RW_TYPE_TICKET_COMPOSER) != NULL);
  type (call, "Frau Weber called at 8:02, all branches");
  rw_test_picture (GTK_WIDGET (call->window), "phone-note");
  press (call, "ctrl+Return");
  wait_until (count_messages (call, rw_record_get_id (ticket)) == 1);
  press (call, "Escape");
  press (call, "u");
  wait_until (writes (call, "Stand in Bearbeitung"));
  press (call, "ctrl+Return");
  wait_until (count_messages (call, rw_record_get_id (ticket)) == 2);
  press (call, "Escape");

  /* Over: the customer is told how it ended, and the ticket is closed. */
  set_status (call, title, "resolved", RW_TICKET_STATUS_RESOLVED);
  wait_until (shown (call, RW_TYPE_RESOLVE_DIALOG) != NULL);
  press (call, "ctrl+Return");
  wait_until (has_status (call, title, RW_TICKET_STATUS_RESOLVED));
  wait_until (shown (call, RW_TYPE_RESOLVE_DIALOG) == NULL);
  set_status (call, title, "closed", RW_TICKET_STATUS_CLOSED);

  after = find_ticket (call, title);
  g_assert_true (rw_record_has (after, RW_TICKET_CLOSED));
  messages = desk_scene_select (&call->scene, RW_KIND_MESSAGE);
  for (guint i = 0; i < messages->len; i++)
    {
      const RwId *contact = rw_record_get_ref (messages->pdata[i], RW_MESSAGE_CONTACT);
      const char *body = rw_record_get_text (messages->pdata[i], RW_MESSAGE_BODY);

      if (!rw_id_equal (rw_record_get_ref (messages->pdata[i], RW_MESSAGE_TICKET),
                        rw_record_get_id (ticket)))
        continue;
      note = note || g_str_equal (body, "Frau Weber called at 8:02, all branches");
      update = update || strstr (body, "Stand in Bearbeitung") != NULL;
      last = last || (strstr (body, "ist behoben") != NULL && contact != NULL &&
                      rw_id_equal (contact, &call->scene.contact));
    }
  g_assert_true (note && update && last);
  wait_until (rw_session_get_pending (call->scene.base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (call->scene.base.a.session), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  rw_test_init_widgets (&argc, &argv);
  if (xdotool == NULL)
    {
      g_print ("1..0 # SKIP xdotool presses the keys\n");
      return 0;
    }
  g_test_add ("/console/phone-call", Call, GUINT_TO_POINTER (FIXTURE_RECORDS | DESK_SCENE_PERSON),
              set_up, test_call, tear_down);
  return g_test_run ();
}
