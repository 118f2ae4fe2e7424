/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status-page.h"
#include "rw-ticket-text.h"
#include "rw-tickets-page-private.h"

/* Resolved tickets stay on the board for this long. */
#define RESOLVED_FOR RW_DAY

/* Due times are told in minutes. */
#define REFRESH_SECONDS 20

G_DEFINE_FINAL_TYPE (RwTicketsPage, rw_tickets_page, RW_TYPE_PAGE)

static void load_open (RwTicketsPage *self);

gboolean
rw_tickets_page_may_edit (gpointer data)
{
  RwSession *session = rw_page_get_session (RW_PAGE (data));

  return session != NULL && (rw_session_get_roles (session) & RW_ROLES_STAFF) != 0;
}

/* Header, states. */

static const char *
current_list (RwTicketsPage *self)
{
  return self->view == RW_TICKETS_PAGE_BOARD ? "board" : "list";
}

static gboolean
shows_any (RwTicketsPage *self)
{
  GtkFilter *filter = rw_ticket_filter_get_filter (RW_TICKET_FILTER (self->filter));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (gtk_filter_match (filter, item))
        return TRUE;
    }
  return FALSE;
}

void
rw_tickets_page_update_subtitle (RwTicketsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 now = rw_clock_now (), as_of = 0;
  g_autofree char *subtitle = NULL;
  g_autofree char *badge = NULL;
  const char *problem;
  guint urgent;

  if (!self->loaded)
    return;
  if (session != NULL && rw_session_get_state (session) == RW_SYNC_STATE_OFFLINE)
    as_of = rw_session_get_last_contact (session);
  subtitle = rw_ticket_text_summary (G_LIST_MODEL (self->store), rw_ticket_filter_get_filter (RW_TICKET_FILTER (self->filter)),
                                     now, as_of, &urgent);
  problem = rw_ticket_filter_get_problem (RW_TICKET_FILTER (self->filter));
  if (problem != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s · %s", problem, subtitle);

      rw_page_set_title (RW_PAGE (self), NULL, both);
    }
  else
    rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  if (urgent > 0)
    badge = rw_format_count (urgent);
  rw_page_set_badge (RW_PAGE (self), badge, urgent > 0);
}

static void
update_state (RwTicketsPage *self)
{
  const char *name = current_list (self);

  if (!self->loaded || !rw_id_is_nil (&self->open))
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0)
    name = "empty";
  else if (!shows_any (self))
    name = "nothing";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

RwTicketItem *
rw_tickets_page_find_item (RwTicketsPage *self,
                           const RwId    *id,
                           guint         *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (!rw_id_equal (&rw_ticket_item_get_row (item)->id, id))
        continue;
      if (position != NULL)
        *position = i;
      /* The store keeps it. */
      return item;
    }
  return NULL;
}

static void
filter_changed_cb (RwTicketsPage *self)
{
  if (self->filter_button != NULL)
    {
      g_autofree char *text = rw_ticket_filter_to_text (RW_TICKET_FILTER (self->filter));

      gtk_menu_button_set_label (GTK_MENU_BUTTON (self->filter_button), text);
    }
  rw_tickets_page_update_subtitle (self);
  rw_tickets_page_keep_marks (self);
  update_state (self);
}

/* Reading. */

typedef struct
{
  RwId me;
  RwId ticket;
  gint64 now;
  guint n_closed;
} Request;

static Request *
request_new (RwTicketsPage *self)
{
  const RwId *me = rw_session_get_person (rw_page_get_session (RW_PAGE (self)));
  Request *request = g_new0 (Request, 1);

  request->me = me != NULL ? *me : RW_ID_NIL;
  request->ticket = self->open;
  request->now = rw_clock_now ();
  request->n_closed = self->n_closed;
  return request;
}

/* What a load brings. */
typedef struct
{
  GPtrArray *rows;
  GPtrArray *customers;
  GPtrArray *people;
  guint n_closed;
  gboolean more_closed;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->rows, g_ptr_array_unref);
  g_clear_pointer (&loaded->customers, g_ptr_array_unref);
  g_clear_pointer (&loaded->people, g_ptr_array_unref);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, loaded_free)

/* The closed ones are at the end; one more than was asked for only tells that there are more. */
static void
count_closed (Loaded *loaded,
              guint   asked_for)
{
  const GPtrArray *rows = loaded->rows;

  for (guint i = rows->len; i-- > 0;)
    {
      if (((RwTicketRow *) g_ptr_array_index (rows, i))->status != RW_TICKET_STATUS_CLOSED)
        break;
      loaded->n_closed++;
    }
  if (loaded->n_closed <= asked_for)
    return;
  g_ptr_array_remove_index (loaded->rows, rows->len - 1);
  loaded->n_closed--;
  loaded->more_closed = TRUE;
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Request *request = data;
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);

  loaded->rows =
    rw_query_tickets (cache, request->now - RESOLVED_FOR,
                      request->n_closed > 0 ? request->n_closed + 1 : 0, &request->me, error);
  if (loaded->rows != NULL)
    count_closed (loaded, request->n_closed);
  if (loaded->rows != NULL)
    loaded->customers = rw_query_choices (cache, RW_KIND_CUSTOMER, error);
  if (loaded->customers != NULL)
    loaded->people = rw_query_choices (cache, RW_KIND_PERSON, error);
  return loaded->people != NULL ? g_steal_pointer (&loaded) : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwTicketsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Loaded) loaded = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (loaded == NULL)
    {
      if (!self->loaded)
        {
          adw_status_page_set_description (ADW_STATUS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (self->stack), "failed")),
                                           error->message);
          gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
        }
    }
  else
    {
      const RwId *me = rw_session_get_person (RW_SESSION (source));
      RwTicketItem *item;

      self->loaded = TRUE;
      rw_ticket_filter_set_me (RW_TICKET_FILTER (self->filter), me);
      rw_ticket_filter_set_customers (RW_TICKET_FILTER (self->filter), loaded->customers);
      rw_ticket_view_set_me (RW_TICKET_VIEW (self->ticket_view), me,
                             rw_tickets_page_may_edit (self));
      rw_ticket_view_set_people (RW_TICKET_VIEW (self->ticket_view), loaded->people);
      g_clear_pointer (&self->people, g_ptr_array_unref);
      self->people = g_ptr_array_ref (loaded->people);
      if (rw_ticket_items_merge (self->store, loaded->rows))
        {
          rw_board_refresh (RW_BOARD (self->board));
          rw_tickets_list_refresh (RW_TICKETS_LIST (self->list));
        }
      rw_tickets_page_arm_wake (self);
      rw_tickets_page_keep_marks (self);
      rw_tickets_page_update_closed (self, loaded->n_closed, loaded->more_closed);
      rw_tickets_page_update_subtitle (self);
      update_state (self);
      item = rw_id_is_nil (&self->selected)
               ? NULL
               : rw_tickets_page_find_item (self, &self->selected, NULL);
      if (item != NULL && self->view == RW_TICKETS_PAGE_BOARD &&
          rw_board_get_selected (RW_BOARD (self->board)) == NULL)
        rw_board_select (RW_BOARD (self->board), item, FALSE);
    }
  if (self->stale)
    rw_tickets_page_load (self);
}

void
rw_tickets_page_load (RwTicketsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, request_new (self), g_free, loaded_free, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static void
rw_tickets_page_close_ticket (RwTicketsPage *self)
{
  RwTicketItem *item =
    rw_id_is_nil (&self->selected) ? NULL : rw_tickets_page_find_item (self, &self->selected, NULL);

  g_cancellable_cancel (self->open_cancellable);
  self->open = RW_ID_NIL;
  self->writing = -1;
  rw_tickets_list_set_live (RW_TICKETS_LIST (self->list), self->view == RW_TICKETS_PAGE_LIST);
  update_state (self);
  if (self->view == RW_TICKETS_PAGE_BOARD)
    {
      if (!rw_board_select (RW_BOARD (self->board), item, TRUE))
        gtk_widget_grab_focus (self->board);
    }
  else
    rw_tickets_list_select (RW_TICKETS_LIST (self->list), item, TRUE);
}

static gpointer
query_open_cb (RwCache       *cache,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Request *request = data;
  g_autoptr (RwTicketDetail) detail =
    rw_query_ticket (cache, &request->ticket, &request->me, error);

  if (detail == NULL)
    return NULL;
  detail->impact = rw_query_ticket_impact (cache, detail->ticket, rw_clock_now (), error);
  return detail->impact != NULL ? g_steal_pointer (&detail) : NULL;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwTicketsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwTicketDetail) detail = rw_session_read_finish (RW_SESSION (source), result, &error);
  gboolean first;

  if (detail == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      self->opening = FALSE;
      rw_page_toast (RW_PAGE (self), error->message);
      rw_tickets_page_close_ticket (self);
      return;
    }
  self->opening = FALSE;
  if (!rw_id_equal (&self->open, &detail->row->id))
    return;
  first = g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "ticket") != 0;
  rw_ticket_view_set_me (RW_TICKET_VIEW (self->ticket_view),
                         rw_session_get_person (RW_SESSION (source)),
                         rw_tickets_page_may_edit (self));
  rw_ticket_view_show (RW_TICKET_VIEW (self->ticket_view), detail, rw_clock_now ());
  g_clear_pointer (&self->detail, rw_ticket_detail_free);
  self->detail = g_steal_pointer (&detail);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "ticket");
  if (self->writing >= 0)
    rw_tickets_page_write (self, (RwMessageType) self->writing);
  else if (first && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->ticket_view);
  self->writing = -1;
}

static void
load_open (RwTicketsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  if (rw_id_is_nil (&self->open) || session == NULL)
    return;
  /* Only the newest answer counts. */
  g_cancellable_cancel (self->open_cancellable);
  g_clear_object (&self->open_cancellable);
  self->open_cancellable = g_cancellable_new ();
  self->opening = TRUE;
  rw_session_read_async (session, query_open_cb, request_new (self), g_free, (GDestroyNotify) rw_ticket_detail_free,
                         self->open_cancellable, opened_cb, g_object_ref (self));
}

static void
select_ticket (RwTicketsPage *self,
               const RwId    *id)
{
  if (id == NULL || rw_id_equal (id, &self->selected))
    return;
  self->selected = *id;
  rw_page_select (RW_PAGE (self), RW_KIND_TICKET, id);
}

void
rw_tickets_page_open_ticket (RwTicketsPage *self,
                             const RwId    *id)
{
  select_ticket (self, id);
  self->open = *id;
  load_open (self);
}

/* Actions. */

void
rw_tickets_page_set_view (RwTicketsPage     *self,
                          RwTicketsPageView  view)
{
  if (self->view == view && rw_id_is_nil (&self->open))
    return;
  self->view = view;
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, view);
  rw_tickets_page_close_ticket (self);
}

static void
view_changed_cb (AdwToggleGroup *toggles,
                 GParamSpec     *pspec,
                 RwTicketsPage  *self)
{
  rw_tickets_page_set_view (self, (RwTicketsPageView) adw_toggle_group_get_active (toggles));
}

static void
item_selected_cb (RwTicketsPage *self,
                  RwTicketItem  *item)
{
  if (item != NULL)
    select_ticket (self, &rw_ticket_item_get_row (item)->id);
}

static void
item_activated_cb (RwTicketsPage *self,
                   RwTicketItem  *item)
{
  rw_tickets_page_open_ticket (self, &rw_ticket_item_get_row (item)->id);
}

static void
open_record_cb (RwTicketsPage *self,
                int            kind,
                const RwId    *id)
{
  rw_page_open (RW_PAGE (self), (RwKind) kind, id);
}

/* Shows what depends on the time as it is now. */
void
rw_tickets_page_refresh (RwTicketsPage *self)
{
  rw_ticket_filter_refresh (RW_TICKET_FILTER (self->filter));
  rw_board_refresh (RW_BOARD (self->board));
  rw_tickets_list_refresh (RW_TICKETS_LIST (self->list));
  rw_tickets_page_update_subtitle (self);
  if (!rw_id_is_nil (&self->open) && gtk_widget_get_focus_child (self->ticket_view) == NULL)
    rw_ticket_view_refresh (RW_TICKET_VIEW (self->ticket_view), rw_clock_now ());
}

static gboolean
refresh_cb (gpointer user_data)
{
  rw_tickets_page_refresh (user_data);
  return G_SOURCE_CONTINUE;
}

/* RwPage. */

static void
rw_tickets_page_session_set (RwPage    *page,
                             RwSession *session)
{
  g_signal_connect_object (session, "notify::state", G_CALLBACK (rw_tickets_page_update_subtitle),
                           page, G_CONNECT_SWAPPED);
  rw_ticket_view_set_session (RW_TICKET_VIEW (RW_TICKETS_PAGE (page)->ticket_view), session);
  rw_ticket_board_set_session (RW_BOARD (RW_TICKETS_PAGE (page)->board), session);
  rw_tickets_list_set_session (RW_TICKETS_LIST (RW_TICKETS_PAGE (page)->list), session);
  rw_tickets_page_load (RW_TICKETS_PAGE (page));
}

static gboolean
names_one (const RwChangeSet *changes,
           const RwId        *id)
{
  if (changes->ids == NULL)
    return TRUE;
  for (guint i = 0; i < changes->ids->len; i++)
    if (rw_id_equal (&g_array_index (changes->ids, RwId, i), id))
      return TRUE;
  return FALSE;
}

static void
rw_tickets_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (page);
  const guint64 named = RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON) |
                        RW_KIND_BIT (RW_KIND_SLA) | RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM);

  if (changes->kinds & (RW_KIND_BIT (RW_KIND_TICKET) | named) ||
      /* The answer to one that is snoozed brings it back. */
      (self->n_snoozed > 0 && (changes->kinds & RW_KIND_BIT (RW_KIND_MESSAGE)) != 0))
    rw_tickets_page_load (self);
  /* A message names itself and not its ticket. */
  if (!rw_id_is_nil (&self->open) &&
      ((changes->kinds & (RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_ATTACHMENT) |
                          RW_TICKETS_PAGE_DESK_KINDS | named)) != 0 ||
       names_one (changes, &self->open)))
    load_open (self);
}

static gboolean
rw_tickets_page_reveal (RwPage     *page,
                        RwKind      kind,
                        const RwId *id)
{
  if (kind != RW_KIND_TICKET)
    return FALSE;
  rw_tickets_page_open_ticket (RW_TICKETS_PAGE (page), id);
  return TRUE;
}

static void
rw_tickets_page_shown (RwPage   *page,
                       gboolean  shown)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (page);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (!shown)
    return;
  /* Another page may have had the inspector in the meantime. */
  if (!rw_id_is_nil (&self->selected))
    rw_page_select (page, RW_KIND_TICKET, &self->selected);
  refresh_cb (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
rw_tickets_page_search (RwPage     *page,
                        const char *text)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (page);
  const char *problem;

  /* The shell says the same words again when the page is shown again. */
  if (!g_set_str (&self->words, text))
    return;
  /* What is looked for is on the board. */
  if (*text != '\0' && !rw_id_is_nil (&self->open))
    {
      self->open = RW_ID_NIL;
      g_cancellable_cancel (self->open_cancellable);
    }
  rw_ticket_filter_set_words (RW_TICKET_FILTER (self->filter), text);
  problem = rw_ticket_filter_get_problem (RW_TICKET_FILTER (self->filter));
  if (problem != NULL)
    rw_announce (GTK_WIDGET (self), problem);
}

static GtkWidget *
rw_tickets_page_create_header_start (RwPage *page)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (page);
  const char *labels[] = { C_ ("tickets", "Board"), C_ ("tickets", "List") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_group_add (self->toggles, toggle);
    }
  g_object_add_weak_pointer (G_OBJECT (self->toggles), (gpointer *) &self->toggles);
  adw_toggle_group_set_active (self->toggles, self->view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show tickets as"), -1);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (view_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toggles));

  self->filter_button = gtk_menu_button_new ();
  g_object_add_weak_pointer (G_OBJECT (self->filter_button), (gpointer *) &self->filter_button);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->filter_button), TRUE);
  gtk_menu_button_set_can_shrink (GTK_MENU_BUTTON (self->filter_button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->filter_button), self->filter);
  gtk_widget_set_tooltip_text (self->filter_button, _("Filter tickets"));
  gtk_box_append (GTK_BOX (box), self->filter_button);
  gtk_box_append (GTK_BOX (box), rw_tickets_page_create_setup_button (self));
  filter_changed_cb (self);
  return box;
}

static void
new_clicked_cb (GtkWidget *self)
{
  gtk_widget_activate_action (self, "tickets.new-incident", NULL);
}

static GtkWidget *
rw_tickets_page_create_header_end (RwPage *page)
{
  GtkWidget *button = gtk_button_new_with_label (_("New Incident"));
  g_autofree char *tooltip = rw_action_tooltip ("tickets.new-incident");

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_tooltip_text (button, tooltip);
  /* The header bar is not inside the page: the action is called, not named. */
  g_signal_connect_object (button, "clicked", G_CALLBACK (new_clicked_cb), page, G_CONNECT_SWAPPED);
  return button;
}

static gboolean
rw_tickets_page_settled (RwPage *page)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (page);

  return self->loaded && !self->loading && !self->opening;
}

/* GObject. */

static GtkWidget *
create_reset_button (RwTicketsPage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show All"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (rw_ticket_filter_reset), self->filter, G_CONNECT_SWAPPED);
  return button;
}

static void
rw_tickets_page_dispose (GObject *object)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->open_cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->wake_id, g_source_remove);
  g_clear_weak_pointer (&self->toggles);
  g_clear_weak_pointer (&self->filter_button);
  if (self->board != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->board, self);
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->filter, self);
      g_signal_handlers_disconnect_by_data (self->stack, self);
      rw_board_set_model (RW_BOARD (self->board), NULL);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->board = NULL;
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->marks);
  g_clear_object (&self->setup);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->detail, rw_ticket_detail_free);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_object (&self->open_cancellable);
  G_OBJECT_CLASS (rw_tickets_page_parent_class)->dispose (object);
}

static void
rw_tickets_page_finalize (GObject *object)
{
  g_object_unref (RW_TICKETS_PAGE (object)->cancellable);
  g_free (RW_TICKETS_PAGE (object)->words);
  G_OBJECT_CLASS (rw_tickets_page_parent_class)->finalize (object);
}

static void
rw_tickets_page_class_init (RwTicketsPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_tickets_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_tickets_page_finalize;
  page_class->id = "tickets";
  page_class->title = N_ ("Tickets");
  page_class->icon_name = "rw-tickets-symbolic";
  page_class->session_set = rw_tickets_page_session_set;
  page_class->data_changed = rw_tickets_page_data_changed;
  page_class->reveal = rw_tickets_page_reveal;
  page_class->shown = rw_tickets_page_shown;
  page_class->search = rw_tickets_page_search;
  page_class->create_header_start = rw_tickets_page_create_header_start;
  page_class->create_header_end = rw_tickets_page_create_header_end;
  page_class->settled = rw_tickets_page_settled;
  rw_tickets_page_install_work (widget_class);
  rw_tickets_page_install_marks (widget_class);
  rw_tickets_page_install_setup (widget_class);
}

static void
rw_tickets_page_init (RwTicketsPage *self)
{
  GtkFilter *filter;
  GtkWidget *box;
  AdwStatusPage *status;

  self->cancellable = g_cancellable_new ();
  self->writing = -1;
  self->store = g_list_store_new (RW_TYPE_TICKET_ITEM);
  self->filter = g_object_ref_sink (rw_ticket_filter_new ());
  filter = rw_ticket_filter_get_filter (RW_TICKET_FILTER (self->filter));
  g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (filter_changed_cb), self);

  self->marks = rw_ticket_marks_new ();
  self->board = rw_ticket_board_new (rw_tickets_page_may_edit, self, self->marks);
  rw_board_set_filter (RW_BOARD (self->board), filter);
  rw_board_set_model (RW_BOARD (self->board), G_LIST_MODEL (self->store));
  g_signal_connect_swapped (self->board, "card-activated", G_CALLBACK (item_activated_cb), self);
  g_signal_connect_swapped (self->board, "selected", G_CALLBACK (item_selected_cb), self);

  self->list = rw_tickets_list_new (G_LIST_MODEL (self->store), filter, self->marks);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (item_activated_cb), self);
  g_signal_connect_swapped (self->list, "selected", G_CALLBACK (item_selected_cb), self);

  self->ticket_view = rw_ticket_view_new ();
  g_signal_connect_swapped (self->ticket_view, "back", G_CALLBACK (rw_tickets_page_close_ticket),
                            self);
  g_signal_connect_swapped (self->ticket_view, "open", G_CALLBACK (open_record_cb), self);

  rw_tickets_page_connect_work (self);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), self->stack);
  rw_tickets_page_connect_setup (self, GTK_BOX (box));
  rw_tickets_page_connect_marks (self, GTK_BOX (box));
  rw_status_page_add_loading (GTK_STACK (self->stack), _ ("Loading Tickets"));
  status = rw_status_page_add (
    GTK_STACK (self->stack), "empty", "rw-tickets-symbolic", _ ("No Open Tickets"),
    _ ("New incidents appear here, also those that are written without a network."));
  adw_status_page_set_child (status, self->show_closed[2]);
  status =
    rw_status_page_add (GTK_STACK (self->stack), "nothing", "edit-find-symbolic",
                        _ ("No Ticket Matches"), _ ("Try other words, or show all tickets."));
  adw_status_page_set_child (status, create_reset_button (self));
  rw_status_page_add (GTK_STACK (self->stack), "failed", "dialog-error-symbolic",
                      _ ("Tickets Could Not Be Read"), NULL);
  gtk_stack_add_named (GTK_STACK (self->stack), self->board, "board");
  gtk_stack_add_named (GTK_STACK (self->stack), self->list, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->ticket_view, "ticket");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * rw_tickets_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_tickets_page_new (void)
{
  return g_object_new (RW_TYPE_TICKETS_PAGE, NULL);
}
