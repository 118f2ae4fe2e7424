/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inbox-page.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-clock.h"
#include "rw-conflict-card.h"
#include "rw-inbox-discard.h"
#include "rw-inbox-edit.h"
#include "rw-outbox-row.h"
#include "rw-submit.h"

struct _RwInboxPage
{
  RwPage parent_instance;

  GtkStack *stack;
  GtkWidget *scrolled;
  AdwStatusPage *empty;
  AdwStatusPage *failed;
  GtkWidget *conflict_section;
  GtkListBox *conflicts;
  GtkLabel *conflict_count;
  GtkLabel *conflict_more;
  GtkWidget *bulk;
  GtkWidget *outbox_section;
  GtkListBox *outbox;
  GtkLabel *outbox_count;
  GtkLabel *outbox_more;

  RwInboxData *data;
  GCancellable *cancellable;
  gboolean loading;
  gboolean again; /* something changed while it was loading */
  guint tick;
};

static const RwAction actions[] = {
  { "inbox.keep", N_ ("Keep My Value"), N_ ("Your Edits"), "k", "inbox", RW_ACTION_NO_PALETTE, NULL },
  { "inbox.take", N_ ("Take Their Value"), N_ ("Your Edits"), "t", "inbox", RW_ACTION_NO_PALETTE,
    NULL },
  { "inbox.edit", N_ ("Write Another Value"), N_ ("Your Edits"), "e", "inbox",
    RW_ACTION_NO_PALETTE, NULL },
  { "inbox.mark", N_ ("Mark"), N_ ("Your Edits"), "x", "inbox", RW_ACTION_NO_PALETTE, NULL },
  { "inbox.mark-all", N_ ("Mark All"), N_ ("Your Edits"), "<Control>a", "inbox",
    RW_ACTION_NO_PALETTE, NULL },
  { "inbox.discard", N_ ("Take Back Unsent Edit"), N_ ("Your Edits"), "Delete", "inbox",
    RW_ACTION_NO_PALETTE, NULL },
  { "inbox.export", N_ ("Export Your Edits"), N_ ("Your Edits"), "<Control>e", "inbox", 0,
    "document-save-symbolic" },
};

G_DEFINE_FINAL_TYPE (RwInboxPage, rw_inbox_page, RW_TYPE_PAGE)

static void load (RwInboxPage *self);

/* --- What is meant ------------------------------------------------------------------------------- */

static RwConflictCard *
card_at (RwInboxPage *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->conflicts, index);

  return row != NULL ? RW_CONFLICT_CARD (row) : NULL;
}

/* Where the focus is, else what is selected. */
static GtkWidget *
current_row (RwInboxPage *self, GType type, GtkListBox *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = NULL;

  if (focus != NULL)
    row = g_type_is_a (G_OBJECT_TYPE (focus), type) ? focus : gtk_widget_get_ancestor (focus, type);
  if (row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (list)))
    return row;
  return GTK_WIDGET (gtk_list_box_get_selected_row (list));
}

static RwConflictCard *
current_card (RwInboxPage *self)
{
  GtkWidget *row = current_row (self, RW_TYPE_CONFLICT_CARD, self->conflicts);

  if (row != NULL)
    return RW_CONFLICT_CARD (row);
  /* With one there is no question. */
  return card_at (self, 1) == NULL ? card_at (self, 0) : NULL;
}

static GPtrArray *
marked_cards (RwInboxPage *self)
{
  GPtrArray *cards = g_ptr_array_new ();
  RwConflictCard *card;

  for (int i = 0; (card = card_at (self, i)) != NULL; i++)
    if (rw_conflict_card_get_checked (card))
      g_ptr_array_add (cards, card);
  if (cards->len == 0 && (card = current_card (self)) != NULL)
    g_ptr_array_add (cards, card);
  return cards;
}

/* --- Decisions ----------------------------------------------------------------------------------- */

typedef struct
{
  GWeakRef page;
  RwSession *session;
  GArray *numbers;
  char *label; /* of the step of undo, when something was written */
  char *message;
} Decision;

static void
decision_free (Decision *decision)
{
  g_weak_ref_clear (&decision->page);
  g_object_unref (decision->session);
  g_clear_pointer (&decision->numbers, g_array_unref);
  g_free (decision->label);
  g_free (decision->message);
  g_free (decision);
}

static void
decision_free_closure (gpointer data, GClosure *closure)
{
  decision_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

static void
tell (GtkWidget *widget, const GError *error)
{
  if (widget != NULL && error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rw_toast (widget, error->message);
}

static void
reopened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) page = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_reopen_conflicts_finish (RW_SESSION (source), result, &error))
    tell (page, error);
}

typedef struct
{
  GtkWidget *page;
  GArray *numbers;
} Reopen;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reopen *reopen = user_data;
  g_autoptr (GtkWidget) page = reopen->page;
  g_autoptr (GArray) numbers = reopen->numbers;
  g_autoptr (GError) error = NULL;

  g_free (reopen);
  if (!rw_session_undo_finish (RW_SESSION (source), result, &error))
    tell (page, error);
  else
    rw_session_reopen_conflicts_async (RW_SESSION (source), numbers, reopened_cb,
                                       g_steal_pointer (&page));
}

static void
undo_clicked_cb (AdwToast *toast, gpointer user_data)
{
  Decision *decision = user_data;
  g_autoptr (GtkWidget) page = g_weak_ref_get (&decision->page);
  Reopen *reopen;

  if (page == NULL)
    return;
  if (decision->label == NULL)
    {
      rw_session_reopen_conflicts_async (decision->session, decision->numbers, reopened_cb,
                                         g_steal_pointer (&page));
      return;
    }
  if (g_strcmp0 (rw_session_get_undo_label (decision->session), decision->label) != 0)
    {
      rw_toast (page, _ ("Something else was edited since; undo that first"));
      return;
    }
  reopen = g_new (Reopen, 1);
  *reopen = (Reopen) { g_steal_pointer (&page), g_array_ref (decision->numbers) };
  rw_session_undo_async (decision->session, FALSE, NULL, undone_cb, reopen);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Decision) decision = user_data;
  g_autoptr (GtkWidget) page = g_weak_ref_get (&decision->page);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwInboxDone) done = rw_session_resolve_finish (RW_SESSION (source), result, &error);
  AdwToast *toast;

  if (page == NULL)
    return;
  if (done == NULL)
    {
      tell (page, error);
      return;
    }
  if (done->numbers->len > 0)
    {
      decision->numbers = g_array_ref (done->numbers);
      if (done->edits->len == 0)
        g_clear_pointer (&decision->label, g_free);
      toast = rw_toast_with_button (page, decision->message, C_ ("toast", "Undo"));
      if (toast != NULL)
        g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb),
                               g_steal_pointer (&decision), decision_free_closure, 0);
    }
  if (done->n_failed > 0)
    rw_toast (page, done->message);
}

static char *
describe (RwResolveHow how, guint n, const char *title)
{
  if (n > 1)
    return g_strdup_printf (how == RW_RESOLVE_TAKE
                              ? ngettext ("Took %u of their values", "Took %u of their values", n)
                              : ngettext ("Kept %u of your values", "Kept %u of your values", n),
                            n);
  /* Translators: %s is a record */
  return g_strdup_printf (how == RW_RESOLVE_TAKE   ? _ ("Took theirs: %s")
                          : how == RW_RESOLVE_KEEP ? _ ("Kept yours: %s")
                                                   : _ ("Wrote another value: %s"),
                          title);
}

static void
resolve (RwInboxPage *self, GPtrArray *resolutions, RwResolveHow how, const char *title)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  Decision *decision = g_new0 (Decision, 1);

  g_weak_ref_init (&decision->page, self);
  decision->session = g_object_ref (session);
  decision->message = describe (how, resolutions->len, title);
  decision->label = g_strdup (decision->message);
  rw_session_resolve_async (session, resolutions, decision->label, resolved_cb, decision);
}

static void
decide (RwInboxPage *self, GPtrArray *cards, RwResolveHow how)
{
  g_autoptr (GPtrArray) resolutions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_resolution_free);
  const char *title = NULL;

  for (guint i = 0; i < cards->len; i++)
    {
      RwConflictCard *card = g_ptr_array_index (cards, i);

      if (how == RW_RESOLVE_KEEP && !rw_conflict_card_can_keep (card))
        continue;
      title = rw_conflict_card_get_title (card);
      g_ptr_array_add (resolutions, rw_conflict_card_decide (card, how));
    }
  if (resolutions->len > 0)
    resolve (self, resolutions, how, title);
  else
    rw_page_toast (RW_PAGE (self), cards->len > 0 ? _ ("This cannot be written again")
                                                  : _ ("Select an entry first"));
}

static void
edited_cb (RwConflictCard *card, RwResolution *resolution, gpointer user_data)
{
  g_autoptr (GPtrArray) resolutions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_resolution_free);

  g_ptr_array_add (resolutions, resolution);
  resolve (user_data, resolutions, RW_RESOLVE_EDIT, rw_conflict_card_get_title (card));
}

static void
card_decide_cb (RwInboxPage *self, int how, RwConflictCard *card)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  g_ptr_array_add (cards, card);
  decide (self, cards, (RwResolveHow) how);
}

static void
card_edit_cb (RwInboxPage *self, RwConflictCard *card)
{
  if (rw_conflict_card_can_edit (card))
    rw_inbox_edit_begin (card, rw_page_get_session (RW_PAGE (self)), edited_cb, self);
}

static void
open_cb (RwInboxPage *self, int kind, const RwId *id, GtkWidget *row)
{
  rw_page_open (RW_PAGE (self), kind, id);
}

static void
card_activated_cb (RwInboxPage *self, GtkListBoxRow *row)
{
  const RwConflictInfo *info =
    rw_conflict_item_get_info (rw_conflict_card_get_item (RW_CONFLICT_CARD (row)));

  if (rw_inbox_data_record (self->data, &info->id) != NULL)
    rw_page_open (RW_PAGE (self), info->kind, &info->id);
}

static void
update_bulk (RwInboxPage *self)
{
  guint n = 0;
  RwConflictCard *card;

  for (int i = 0; (card = card_at (self, i)) != NULL; i++)
    n += rw_conflict_card_get_checked (card);
  gtk_widget_set_visible (self->bulk, n > 0);
}

static void
decide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RwInboxPage *self = RW_INBOX_PAGE (widget);
  g_autoptr (GPtrArray) cards = marked_cards (self);

  decide (self, cards, g_str_equal (name, "inbox.keep") ? RW_RESOLVE_KEEP : RW_RESOLVE_TAKE);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RwConflictCard *card = current_card (RW_INBOX_PAGE (widget));

  if (card != NULL)
    card_edit_cb (RW_INBOX_PAGE (widget), card);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RwConflictCard *card = current_card (RW_INBOX_PAGE (widget));

  if (card != NULL)
    rw_conflict_card_set_checked (card, !rw_conflict_card_get_checked (card));
}

static void
mark_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RwInboxPage *self = RW_INBOX_PAGE (widget);
  RwConflictCard *card;
  gboolean all = TRUE;

  for (int i = 0; (card = card_at (self, i)) != NULL; i++)
    all = all && rw_conflict_card_get_checked (card);
  for (int i = 0; (card = card_at (self, i)) != NULL; i++)
    rw_conflict_card_set_checked (card, !all);
}

static void
discard_cb (RwInboxPage *self, RwOutboxRow *row)
{
  rw_inbox_discard (GTK_WIDGET (self), rw_page_get_session (RW_PAGE (self)),
                    rw_outbox_row_get_item (row));
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RwInboxPage *self = RW_INBOX_PAGE (widget);
  GtkWidget *row = current_row (self, RW_TYPE_OUTBOX_ROW, self->outbox);

  if (row != NULL)
    discard_cb (self, RW_OUTBOX_ROW (row));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rw_inbox_export (widget, rw_page_get_session (RW_PAGE (widget)));
}

/* --- What is shown ------------------------------------------------------------------------------- */

static void
update_more (GtkLabel *label, guint n)
{
  g_autofree char *text =
    n > RW_INBOX_SHOWN_MOST
      ? g_strdup_printf (ngettext ("and %u more", "and %u more", n - RW_INBOX_SHOWN_MOST),
                         n - RW_INBOX_SHOWN_MOST)
      : NULL;

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static gint64
item_number (RwConflictItem *item)
{
  return g_array_index (rw_conflict_item_get_info (item)->numbers, gint64, 0);
}

static gint64
card_number (RwConflictCard *card)
{
  return item_number (rw_conflict_card_get_item (card));
}

static gboolean
is_listed (GPtrArray *items, gint64 number)
{
  for (guint i = 0; i < MIN (items->len, RW_INBOX_SHOWN_MOST); i++)
    if (item_number (g_ptr_array_index (items, i)) == number)
      return TRUE;
  return FALSE;
}

static RwConflictCard *
card_new (RwInboxPage *self, RwConflictItem *item)
{
  GtkWidget *card = rw_conflict_card_new (self->data, item, rw_clock_now ());

  g_signal_connect_object (card, "decide", G_CALLBACK (card_decide_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "edit", G_CALLBACK (card_edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "checked", G_CALLBACK (update_bulk), self, G_CONNECT_SWAPPED);
  return RW_CONFLICT_CARD (card);
}

/* Cards in which a person writes or that are marked stay so; the focus stays at its place. */
static void
show_conflicts (RwInboxPage *self)
{
  GPtrArray *items = self->data->inbox->conflicts;
  g_autoptr (GHashTable) marked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) writing =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GtkWidget *current = current_row (self, RW_TYPE_CONFLICT_CARD, self->conflicts);
  gboolean focused =
    current != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->conflicts)) != NULL;
  int at = current != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (current)) : -1;
  RwConflictCard *card;

  for (int i = 0; (card = card_at (self, i)) != NULL;)
    {
      gint64 number = card_number (card);

      if (rw_conflict_card_get_checked (card))
        g_hash_table_add (marked, g_memdup2 (&number, sizeof number));
      if (rw_conflict_card_get_editor (card) != NULL && is_listed (items, number))
        {
          g_hash_table_add (writing, g_memdup2 (&number, sizeof number));
          i++;
        }
      else
        gtk_list_box_remove (self->conflicts, GTK_WIDGET (card));
    }
  for (guint i = 0; i < MIN (items->len, RW_INBOX_SHOWN_MOST); i++)
    {
      gint64 number = item_number (g_ptr_array_index (items, i));

      if (g_hash_table_contains (writing, &number))
        continue;
      card = card_new (self, g_ptr_array_index (items, i));
      rw_conflict_card_set_checked (card, g_hash_table_contains (marked, &number));
      gtk_list_box_insert (self->conflicts, GTK_WIDGET (card), (int) i);
    }
  if (at >= 0 && items->len > 0)
    {
      card = card_at (self, MIN (at, (int) MIN (items->len, RW_INBOX_SHOWN_MOST) - 1));
      gtk_list_box_select_row (self->conflicts, GTK_LIST_BOX_ROW (card));
      if (focused && rw_conflict_card_get_editor (card) == NULL)
        gtk_widget_grab_focus (GTK_WIDGET (card));
    }
  update_more (self->conflict_more, items->len);
  update_bulk (self);
}

static void
show_outbox (RwInboxPage *self)
{
  GPtrArray *items = self->data->inbox->outbox;
  GtkWidget *current = current_row (self, RW_TYPE_OUTBOX_ROW, self->outbox);
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->outbox)) != NULL;
  int at = current != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (current)) : -1;

  gtk_list_box_remove_all (self->outbox);
  for (guint i = 0; i < MIN (items->len, RW_INBOX_SHOWN_MOST); i++)
    {
      GtkWidget *row =
        rw_outbox_row_new (self->data, g_ptr_array_index (items, i), rw_clock_now ());

      g_signal_connect_object (row, "discard", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->outbox, row);
    }
  /* Each attempt to send changes the list: the person stays where they were in it. */
  if (at >= 0 && items->len > 0)
    {
      GtkListBoxRow *row =
        gtk_list_box_get_row_at_index (self->outbox,
                                       MIN (at, (int) MIN (items->len, RW_INBOX_SHOWN_MOST) - 1));

      gtk_list_box_select_row (self->outbox, row);
      if (focused)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  update_more (self->outbox_more, items->len);
}

static void
update_page (RwInboxPage *self)
{
  guint n_conflicts = self->data->inbox->conflicts->len, n_waiting = self->data->inbox->outbox->len;
  guint n = n_conflicts > 0 ? n_conflicts : n_waiting;
  g_autofree char *badge = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  g_autofree char *conflicts =
    g_strdup_printf (ngettext ("%u decision", "%u decisions", n_conflicts), n_conflicts);
  g_autofree char *waiting =
    g_strdup_printf (ngettext ("%u edit waiting", "%u edits waiting", n_waiting), n_waiting);

  show_conflicts (self);
  show_outbox (self);
  gtk_label_set_label (self->conflict_count, conflicts);
  gtk_label_set_label (self->outbox_count, waiting);
  gtk_widget_set_visible (self->conflict_section, n_conflicts > 0);
  gtk_widget_set_visible (self->outbox_section, n_waiting > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "inbox.export", n_conflicts + n_waiting > 0);
  gtk_stack_set_visible_child (self->stack, n_conflicts + n_waiting > 0 ? self->scrolled
                                                                        : GTK_WIDGET (self->empty));
  rw_page_set_badge (RW_PAGE (self), badge, n_conflicts > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwInboxPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwInboxData *data = rw_inbox_data_load_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->cancellable))
    {
      rw_inbox_data_free (data);
      return;
    }
  if (data == NULL)
    {
      adw_status_page_set_description (self->failed, error->message);
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->failed));
    }
  else
    {
      g_clear_pointer (&self->data, rw_inbox_data_free);
      self->data = data;
      update_page (self);
    }
  if (self->again)
    load (self);
}

static void
load (RwInboxPage *self)
{
  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  rw_inbox_data_load_async (rw_page_get_session (RW_PAGE (self)), self->cancellable, loaded_cb,
                            g_object_ref (self));
}

static void
rw_inbox_page_session_set (RwPage *page, RwSession *session)
{
  RwInboxPage *self = RW_INBOX_PAGE (page);

  g_signal_connect_object (session, "inbox-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}

/* The records that the entries are about may have changed. */
static void
rw_inbox_page_data_changed (RwPage *page, const RwChangeSet *changes)
{
  RwInboxPage *self = RW_INBOX_PAGE (page);
  gboolean shown = FALSE;

  if (self->data == NULL)
    return;
  if (changes->ids == NULL)
    shown = g_hash_table_size (self->data->records) > 0;
  for (guint i = 0; changes->ids != NULL && i < changes->ids->len && !shown; i++)
    shown = g_hash_table_contains (self->data->records, &g_array_index (changes->ids, RwId, i));
  if (shown)
    load (self);
}

/* Relative times age although nothing happens. */
static gboolean
tick_cb (gpointer user_data)
{
  load (user_data);
  return G_SOURCE_CONTINUE;
}

static void
rw_inbox_page_shown (RwPage *page, gboolean shown)
{
  RwInboxPage *self = RW_INBOX_PAGE (page);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (!shown)
    return;
  load (self);
  if (!rw_clock_is_frozen ())
    self->tick = g_timeout_add_seconds (60, tick_cb, self);
}

static gboolean
rw_inbox_page_settled (RwPage *page)
{
  return !RW_INBOX_PAGE (page)->loading;
}

static void
export_clicked_cb (RwInboxPage *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "inbox.export", NULL);
}

static GtkWidget *
rw_inbox_page_create_header_end (RwPage *page)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-save-symbolic");
  g_autofree char *tooltip = rw_action_tooltip ("inbox.export");

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", G_CALLBACK (export_clicked_cb), page,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
rw_inbox_page_dispose (GObject *object)
{
  RwInboxPage *self = RW_INBOX_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->data, rw_inbox_data_free);
  G_OBJECT_CLASS (rw_inbox_page_parent_class)->dispose (object);
}

static void
rw_inbox_page_finalize (GObject *object)
{
  g_clear_object (&RW_INBOX_PAGE (object)->cancellable);
  G_OBJECT_CLASS (rw_inbox_page_parent_class)->finalize (object);
}

static void
rw_inbox_page_class_init (RwInboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_inbox_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_inbox_page_finalize;
  page_class->id = "inbox";
  page_class->title = N_ ("Your Edits");
  page_class->icon_name = "document-edit-symbolic";
  page_class->session_set = rw_inbox_page_session_set;
  page_class->data_changed = rw_inbox_page_data_changed;
  page_class->shown = rw_inbox_page_shown;
  page_class->settled = rw_inbox_page_settled;
  page_class->create_header_end = rw_inbox_page_create_header_end;
  gtk_widget_class_install_action (widget_class, "inbox.keep", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "inbox.take", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "inbox.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "inbox.mark", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "inbox.mark-all", NULL, mark_all_action);
  gtk_widget_class_install_action (widget_class, "inbox.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "inbox.export", NULL, export_action);
  rw_actions_register (actions, G_N_ELEMENTS (actions));
}

static GtkListBox *
list_new (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_LIST_BOX (list);
}

static GtkWidget *
action_button_new (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
section_new (
  const char *title, GtkLabel **count, GtkWidget *tools, GtkListBox *list, GtkLabel **more)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *label = gtk_label_new (title);

  *count = GTK_LABEL (gtk_label_new (NULL));
  *more = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (label, "title-4");
  gtk_widget_add_css_class (GTK_WIDGET (*count), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (*more), "dimmed");
  gtk_widget_set_hexpand (GTK_WIDGET (*count), TRUE);
  gtk_label_set_xalign (*count, 0);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (*count));
  gtk_box_append (GTK_BOX (head), tools);
  /* The tools come and go; the line keeps its height. */
  gtk_widget_set_size_request (head, -1, 34);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*more));
  return box;
}

static AdwStatusPage *
status_new (const char *icon, const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return ADW_STATUS_PAGE (page);
}

static void
rw_inbox_page_init (RwInboxPage *self)
{
  GtkWidget *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24), *tools;

  self->cancellable = g_cancellable_new ();
  self->conflicts = list_new (_ ("Edits that met somebody else's"));
  g_signal_connect_object (self->conflicts, "row-activated", G_CALLBACK (card_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->outbox = list_new (_ ("Edits that wait for the server"));

  self->bulk = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->bulk), action_button_new (_ ("_Take All Marked"), "inbox.take"));
  gtk_box_append (GTK_BOX (self->bulk), action_button_new (_ ("_Keep All Marked"), "inbox.keep"));
  self->conflict_section = section_new (_ ("To Decide"), &self->conflict_count, self->bulk,
                                        self->conflicts, &self->conflict_more);
  tools = action_button_new (_ ("_Send Now"), "win.sync");
  self->outbox_section =
    section_new (_ ("On Their Way"), &self->outbox_count, tools, self->outbox, &self->outbox_more);
  gtk_box_append (GTK_BOX (box), self->conflict_section);
  gtk_box_append (GTK_BOX (box), self->outbox_section);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 920);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);

  self->empty =
    status_new ("object-select-symbolic", _ ("Everything Is at the Server"),
                _ ("Edits that wait for the server, and those that met somebody else's, "
                   "appear here."));
  self->failed = status_new ("rw-bad-symbolic", _ ("Your Edits Could Not Be Read"), NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->empty));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->failed));
  gtk_stack_add_child (self->stack, self->scrolled);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
