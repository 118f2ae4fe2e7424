/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-tickets-list.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-text.h"
#include "rw-ticket-presence.h"
#include "rw-ticket-snooze.h"
#include "rw-ticket-text.h"

struct _RwTicketsList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *scroller;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted; /* not owned */
  RwTicketLanes lanes;
  RwTicketMarks *marks;
  RwSession *session; /* weak: knows who has what open */
  GPtrArray *bound; /* GtkColumnViewCell: those that show what changes with the clock */
  gboolean live; /* whether the table has its rows */
};

/* What matters first comes first: the last ones are out of view where it is narrow. */
typedef enum
{
  COLUMN_MARK,
  COLUMN_NUMBER,
  COLUMN_PRIORITY,
  COLUMN_TITLE,
  COLUMN_PRESENCE,
  COLUMN_STATUS,
  COLUMN_DUE,
  COLUMN_UPDATE,
  COLUMN_CUSTOMER,
  COLUMN_CI,
  COLUMN_ASSIGNEE,
  COLUMN_OPENED,
  N_COLUMNS,
} Column;

static const struct
{
  const char *title;
  int width; /* 0 for all that is left */
} columns[N_COLUMNS] = {
  [COLUMN_MARK] = { "", 36 },
  [COLUMN_NUMBER] = { N_ ("Number"), 88 },
  [COLUMN_PRIORITY] = { NC_ ("column", "P"), 48 },
  [COLUMN_TITLE] = { N_ ("Title"), 0 },
  [COLUMN_PRESENCE] = { NC_ ("column", "Here"), 68 },
  [COLUMN_STATUS] = { N_ ("Status"), 124 },
  [COLUMN_CUSTOMER] = { N_ ("Customer"), 150 },
  [COLUMN_CI] = { N_ ("Configuration item"), 130 },
  [COLUMN_ASSIGNEE] = { N_ ("Assignee"), 130 },
  [COLUMN_DUE] = { N_ ("Due"), 176 },
  [COLUMN_UPDATE] = { N_ ("Customer update"), 122 },
  [COLUMN_OPENED] = { N_ ("Opened"), 96 },
};

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  SIGNAL_MARK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketsList, rw_tickets_list, GTK_TYPE_WIDGET)

static const char style[] =
  "columnview row checkbutton.mark { opacity: 0; min-height: 0; padding: 0; }\n"
  "columnview row:hover checkbutton.mark, columnview row checkbutton.mark.marked { opacity: 1; }\n";

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static int
compare_instants (gint64 a,
                  gint64 b)
{
  /* None comes last. */
  if (a == b)
    return 0;
  if (a == 0 || b == 0)
    return a == 0 ? 1 : -1;
  return a < b ? -1 : 1;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const RwTicketRow *first = rw_ticket_item_get_row ((RwTicketItem *) a), *second = rw_ticket_item_get_row ((RwTicketItem *) b);

  switch ((Column) GPOINTER_TO_UINT (user_data))
    {
    case COLUMN_NUMBER:
      return rw_text_collate (first->number, second->number);
    case COLUMN_PRIORITY:
      return (int) first->priority - (int) second->priority;
    case COLUMN_TITLE:
      return rw_text_collate (first->title, second->title);
    case COLUMN_STATUS:
      return (int) first->status - (int) second->status;
    case COLUMN_CUSTOMER:
      return rw_text_collate (first->customer_name, second->customer_name);
    case COLUMN_CI:
      return rw_text_collate (first->ci_name, second->ci_name);
    case COLUMN_ASSIGNEE:
      return rw_text_collate (first->assignee_name, second->assignee_name);
    case COLUMN_DUE:
      return compare_instants (rw_ticket_row_next_due (first, NULL), rw_ticket_row_next_due (second, NULL));
    case COLUMN_UPDATE:
      return compare_instants (first->update_due, second->update_due);
    case COLUMN_OPENED:
      return compare_instants (first->opened, second->opened);
    case COLUMN_MARK:
    case COLUMN_PRESENCE:
    case N_COLUMNS:
    default:
      g_return_val_if_reached (0);
    }
}

static int
section_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const RwTicketRow *first = rw_ticket_item_get_row ((RwTicketItem *) a);
  const RwTicketRow *second = rw_ticket_item_get_row ((RwTicketItem *) b);
  RwTicketLanes lanes = ((RwTicketsList *) user_data)->lanes;

  if (lanes == RW_TICKET_LANES_NONE)
    return (int) first->status - (int) second->status;
  return rw_ticket_lanes_compare (lanes, first, second);
}

static char *
dup_cell (const RwTicketRow  *row,
          Column              column,
          gint64              now,
          RwStatus           *status,
          char              **tooltip)
{
  g_auto (RwTicketClock) clock = { 0 };

  *status = RW_STATUS_UNKNOWN;
  *tooltip = NULL;
  switch (column)
    {
    case COLUMN_NUMBER:
      return rw_ticket_text_number (row);
    case COLUMN_PRIORITY:
      *status = row->priority == RW_PRIORITY_P1 ? RW_STATUS_BAD : RW_STATUS_UNKNOWN;
      return g_strdup (rw_enum_label (&rw_enum_priority, row->priority));
    case COLUMN_TITLE:
      *tooltip = g_strdup (row->title);
      if (row->major)
        return g_strdup_printf ("%s %s: %s", rw_status_symbol (RW_STATUS_BAD), _("Major incident"), row->title);
      return g_strdup (row->title);
    case COLUMN_STATUS:
      return g_strdup (rw_enum_label (&rw_enum_ticket_status, row->status));
    case COLUMN_CUSTOMER:
      return g_strdup (row->customer_name);
    case COLUMN_CI:
      return g_strdup (row->ci_name);
    case COLUMN_ASSIGNEE:
      return g_strdup (row->assignee_name);
    case COLUMN_DUE:
    case COLUMN_UPDATE:
      if (column == COLUMN_DUE)
        rw_ticket_text_due (row, now, &clock);
      else
        rw_ticket_text_update (row, now, &clock);
      *tooltip = g_steal_pointer (&clock.exact);
      if (column == COLUMN_DUE && rw_ticket_row_snooze_end (row) > now)
        return rw_ticket_snooze_text (row, now);
      *status = clock.status == RW_STATUS_PLANNED ? RW_STATUS_UNKNOWN : clock.status;
      if (clock.text != NULL && *status != RW_STATUS_UNKNOWN)
        return g_strdup_printf ("%s %s", rw_status_symbol (*status), clock.text);
      return g_steal_pointer (&clock.text);
    case COLUMN_OPENED:
      *tooltip = rw_format_exact (row->opened);
      return rw_format_when (row->opened, now);
    case COLUMN_MARK:
    case COLUMN_PRESENCE:
    case N_COLUMNS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static Column
cell_column (GtkColumnViewCell *cell)
{
  return (Column) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (gtk_column_view_cell_get_child (cell)), "rw-column"));
}

static void
show_mark (RwTicketsList     *self,
           GtkColumnViewCell *cell)
{
  RwTicketItem *item = gtk_column_view_cell_get_item (cell);
  GtkWidget *check = gtk_column_view_cell_get_child (cell);
  g_autofree char *number = rw_ticket_text_number (rw_ticket_item_get_row (item));
  g_autofree char *name = g_strdup_printf (_ ("Mark %s"), number);
  gboolean marked = rw_ticket_marks_has (self->marks, item);

  g_object_set_data (G_OBJECT (check), "rw-item", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), marked);
  g_object_set_data (G_OBJECT (check), "rw-item", item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (marked)
    gtk_widget_add_css_class (check, "marked");
  else
    gtk_widget_remove_css_class (check, "marked");
}

static void
show_presence (RwTicketsList     *self,
               GtkColumnViewCell *cell)
{
  const RwTicketRow *row = rw_ticket_item_get_row (gtk_column_view_cell_get_item (cell));
  gboolean writes;
  g_autofree char *initials = rw_ticket_presence_initials (self->session, &row->id, &writes);
  g_autofree char *text = rw_ticket_presence_text (self->session, &row->id, "\n");

  rw_presence_mark_set (RW_PRESENCE_MARK (gtk_column_view_cell_get_child (cell)), initials, writes,
                        text);
}

static void
check_toggled_cb (RwTicketsList  *self,
                  GtkCheckButton *check)
{
  RwTicketItem *item = g_object_get_data (G_OBJECT (check), "rw-item");

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_MARK], 0, item, gtk_check_button_get_active (check));
}

static void
show_cell (GtkColumnViewCell *cell)
{
  GtkWidget *label = gtk_column_view_cell_get_child (cell);
  const RwTicketRow *row = rw_ticket_item_get_row (gtk_column_view_cell_get_item (cell));
  g_autofree char *tooltip = NULL;
  RwStatus status;
  g_autofree char *text = dup_cell (row, cell_column (cell), rw_clock_now (), &status, &tooltip);

  gtk_inscription_set_text (GTK_INSCRIPTION (label), text != NULL ? text : "—");
  /* Asks where the pointer is, which is not for nothing. */
  if (g_strcmp0 (tooltip, gtk_widget_get_tooltip_text (label)) != 0)
    gtk_widget_set_tooltip_text (label, tooltip);
  for (guint i = 0; i < RW_STATUS_N_VALUES; i++)
    gtk_widget_remove_css_class (label, rw_status_css_class ((RwStatus) i));
  gtk_widget_remove_css_class (label, "dimmed");
  if (status != RW_STATUS_UNKNOWN)
    gtk_widget_add_css_class (label, rw_status_css_class (status));
  else if (text == NULL || cell_column (cell) == COLUMN_CUSTOMER || cell_column (cell) == COLUMN_CI ||
           cell_column (cell) == COLUMN_NUMBER || cell_column (cell) == COLUMN_OPENED)
    gtk_widget_add_css_class (label, "dimmed");
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkColumnViewCell        *cell,
          gpointer                  user_data)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label),
                                 GPOINTER_TO_UINT (user_data) == COLUMN_TITLE ? 23 : 3);
  gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (label), "rw-column", user_data);
  gtk_column_view_cell_set_child (cell, label);
}

static void
mark_setup_cb (GtkSignalListItemFactory *factory,
               GtkColumnViewCell        *cell,
               RwTicketsList            *self)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_add_css_class (check, "mark");
  gtk_widget_set_focusable (check, FALSE);
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "rw-column", GUINT_TO_POINTER (COLUMN_MARK));
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (check_toggled_cb), self);
  gtk_column_view_cell_set_child (cell, check);
}

static void
presence_setup_cb (GtkSignalListItemFactory *factory,
                   GtkColumnViewCell        *cell,
                   RwTicketsList            *self)
{
  GtkWidget *mark = rw_presence_mark_new ();

  gtk_widget_set_halign (mark, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (mark), "rw-column", GUINT_TO_POINTER (COLUMN_PRESENCE));
  gtk_column_view_cell_set_child (cell, mark);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkColumnViewCell        *cell,
         RwTicketsList            *self)
{
  g_ptr_array_add (self->bound, cell);
  if (cell_column (cell) == COLUMN_MARK)
    show_mark (self, cell);
  else if (cell_column (cell) == COLUMN_PRESENCE)
    show_presence (self, cell);
  else
    show_cell (cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkColumnViewCell        *cell,
           RwTicketsList            *self)
{
  g_ptr_array_remove_fast (self->bound, cell);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 8);
  gtk_list_header_set_child (header, label);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                RwTicketsList            *self)
{
  const RwTicketRow *row = rw_ticket_item_get_row (gtk_list_header_get_item (header));
  g_autofree char *count = rw_format_count (gtk_list_header_get_n_items (header));
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s  ·  %s",
                          self->lanes == RW_TICKET_LANES_NONE
                            ? rw_enum_label (&rw_enum_ticket_status, row->status)
                            : rw_ticket_lanes_get_title (self->lanes, row),
                          count);
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkColumnViewRow         *row)
{
  RwTicketItem *item = gtk_column_view_row_get_item (row);
  g_autofree char *sentence = rw_ticket_text_sentence (rw_ticket_item_get_row (item), rw_clock_now ());

  gtk_column_view_row_set_accessible_label (row, sentence);
}

static void
marks_changed_cb (RwTicketsList *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    if (cell_column (g_ptr_array_index (self->bound, i)) == COLUMN_MARK)
      show_mark (self, g_ptr_array_index (self->bound, i));
}

static void
presence_changed_cb (RwTicketsList *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    if (cell_column (g_ptr_array_index (self->bound, i)) == COLUMN_PRESENCE)
      show_presence (self, g_ptr_array_index (self->bound, i));
}

static void
mark (RwTicketsList *self,
      guint          position,
      gboolean       marked)
{
  g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL && rw_ticket_marks_has (self->marks, item) != marked)
    g_signal_emit (self, signals[SIGNAL_MARK], 0, item, marked);
}

/* The row at a place in the view: the way up from what is there to a cell of it. */
static guint
position_at (RwTicketsList *self,
             double         x,
             double         y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  while (at != NULL && at != GTK_WIDGET (self->view) &&
         g_strcmp0 (gtk_widget_get_css_name (at), "row") != 0)
    at = gtk_widget_get_parent (at);
  for (guint i = 0; at != NULL && i < self->bound->len; i++)
    {
      GtkColumnViewCell *cell = g_ptr_array_index (self->bound, i);

      if (gtk_widget_is_ancestor (gtk_column_view_cell_get_child (cell), at))
        return gtk_column_view_cell_get_position (cell);
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
go_to (RwTicketsList      *self,
       guint               position,
       GtkListScrollFlags  flags)
{
  if (self->live)
    gtk_column_view_scroll_to (self->view, position, NULL, flags, NULL);
  else
    gtk_single_selection_set_selected (self->selection, position);
}

static void
select_position (RwTicketsList *self,
                 guint          position)
{
  go_to (self, position, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* With Ctrl or Shift a click marks; the table would select and unselect. */
static void
pressed_cb (RwTicketsList *self,
            int            n_press,
            double         x,
            double         y,
            GtkGesture    *click)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) &
    gtk_accelerator_get_default_mod_mask ();
  guint from = gtk_single_selection_get_selected (self->selection), to;

  if (state != GDK_CONTROL_MASK && state != GDK_SHIFT_MASK)
    return;
  to = position_at (self, x, y);
  if (to == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
  if (state == GDK_CONTROL_MASK || from == GTK_INVALID_LIST_POSITION)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), to);

      mark (self, to, state == GDK_SHIFT_MASK || !rw_ticket_marks_has (self->marks, item));
    }
  else
    for (guint i = MIN (from, to); i <= MAX (from, to); i++)
      mark (self, i, TRUE);
  select_position (self, to);
}

static gboolean
key_pressed_cb (RwTicketsList   *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    return rw_tickets_list_extend_marks (self, 1);
  if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    return rw_tickets_list_extend_marks (self, -1);
  return GDK_EVENT_PROPAGATE;
}

static void
selected_cb (RwTicketsList *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, gtk_single_selection_get_selected_item (self->selection));
}

static void
activate_cb (RwTicketsList *self,
             guint          position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static void
rw_tickets_list_dispose (GObject *object)
{
  RwTicketsList *self = RW_TICKETS_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->sorted != NULL)
    gtk_sort_list_model_set_section_sorter (self->sorted, NULL);
  self->sorted = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->marks);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (rw_tickets_list_parent_class)->dispose (object);
}

static void
rw_tickets_list_finalize (GObject *object)
{
  g_ptr_array_unref (RW_TICKETS_LIST (object)->bound);
  G_OBJECT_CLASS (rw_tickets_list_parent_class)->finalize (object);
}

static gboolean
rw_tickets_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_TICKETS_LIST (widget)->view));
}

static void
rw_tickets_list_class_init (RwTicketsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_tickets_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_tickets_list_finalize;
  widget_class->grab_focus = rw_tickets_list_grab_focus;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_TICKETS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_TICKETS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_MARK] = g_signal_new ("mark", RW_TYPE_TICKETS_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rw_tickets_list_init (RwTicketsList *self)
{
  rw_status_install_css ();
  load_style ();
  self->bound = g_ptr_array_new ();
}

static void
add_columns (RwTicketsList *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = NULL;
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (i), NULL));
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      if (i == COLUMN_MARK)
        g_signal_connect (factory, "setup", G_CALLBACK (mark_setup_cb), self);
      else if (i == COLUMN_PRESENCE)
        g_signal_connect (factory, "setup", G_CALLBACK (presence_setup_cb), self);
      else
        g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
      column = gtk_column_view_column_new (i == COLUMN_MARK       ? NULL
                                           : i == COLUMN_PRIORITY ? C_ ("column", "P")
                                           : i == COLUMN_PRESENCE ? C_ ("column", "Here")
                                                                  : _ (columns[i].title),
                                           factory);
      gtk_column_view_column_set_sorter (column,
                                         i != COLUMN_MARK && i != COLUMN_PRESENCE ? sorter : NULL);
      gtk_column_view_column_set_resizable (column, i != COLUMN_MARK);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->view, column);
      /* The sections tell it. */
      if (i == COLUMN_STATUS)
        gtk_column_view_column_set_visible (column, FALSE);
    }
}

/**
 * rw_tickets_list_new:
 * @model: of RwTicketItem
 * @filter: what to show
 * @marks: what is marked
 */
GtkWidget *
rw_tickets_list_new (GListModel    *model,
                     GtkFilter     *filter,
                     RwTicketMarks *marks)
{
  RwTicketsList *self = g_object_new (RW_TYPE_TICKETS_LIST, NULL);
  g_autoptr (GtkListItemFactory) header = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) section = GTK_SORTER (gtk_custom_sorter_new (section_cb, self, NULL));
  GtkFilterListModel *filtered = gtk_filter_list_model_new (g_object_ref (model), g_object_ref (filter));
  GtkSortListModel *sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->marks = g_object_ref (marks);
  g_signal_connect_object (marks, "changed", G_CALLBACK (marks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  add_columns (self);
  gtk_sort_list_model_set_section_sorter (sorted, section);
  gtk_sort_list_model_set_sorter (sorted, gtk_column_view_get_sorter (self->view));
  self->sorted = sorted;
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  g_signal_connect (header, "setup", G_CALLBACK (header_setup_cb), NULL);
  g_signal_connect (header, "bind", G_CALLBACK (header_bind_cb), self);
  g_signal_connect (rows, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_column_view_set_header_factory (self->view, header);
  gtk_column_view_set_row_factory (self->view, rows);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tickets"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);

  /* Before the table: it would extend a selection. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * rw_tickets_list_select:
 * @item: (nullable): %NULL for nothing
 *
 * Returns: whether it is in the list
 */
gboolean
rw_tickets_list_select (RwTicketsList *self,
                        RwTicketItem  *item,
                        gboolean       focus)
{
  guint n;

  g_return_val_if_fail (RW_IS_TICKETS_LIST (self), FALSE);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; item != NULL && i < n; i++)
    {
      g_autoptr (RwTicketItem) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (other == item)
        {
          go_to (self, i, GTK_LIST_SCROLL_SELECT | (focus ? GTK_LIST_SCROLL_FOCUS : 0));
          if (focus)
            gtk_widget_grab_focus (GTK_WIDGET (self->view));
          return TRUE;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  return FALSE;
}

/**
 * rw_tickets_list_step:
 * @step: rows down; to the first one where nothing is selected
 * @focus: whether the row takes the focus
 *
 * Returns: whether another row is selected now
 */
gboolean
rw_tickets_list_step (RwTicketsList *self,
                      int            step,
                      gboolean       focus)
{
  guint at;
  gint64 to;

  g_return_val_if_fail (RW_IS_TICKETS_LIST (self), FALSE);
  at = gtk_single_selection_get_selected (self->selection);
  to = at == GTK_INVALID_LIST_POSITION ? 0 : (gint64) at + step;
  if (to < 0 || to >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return FALSE;
  go_to (self, (guint) to, GTK_LIST_SCROLL_SELECT | (focus ? GTK_LIST_SCROLL_FOCUS : 0));
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return TRUE;
}

/**
 * rw_tickets_list_mark_selected:
 *
 * Has the selected row marked, or no longer.
 *
 * Returns: whether there is one
 */
gboolean
rw_tickets_list_mark_selected (RwTicketsList *self)
{
  RwTicketItem *item;

  g_return_val_if_fail (RW_IS_TICKETS_LIST (self), FALSE);
  item = gtk_single_selection_get_selected_item (self->selection);
  if (item == NULL)
    return FALSE;
  mark (self, gtk_single_selection_get_selected (self->selection),
        !rw_ticket_marks_has (self->marks, item));
  return TRUE;
}

/**
 * rw_tickets_list_extend_marks:
 * @step: rows down
 *
 * Has the selected row marked, and the one it goes to from there.
 *
 * Returns: whether there is one
 */
gboolean
rw_tickets_list_extend_marks (RwTicketsList *self,
                              int            step)
{
  guint at;

  g_return_val_if_fail (RW_IS_TICKETS_LIST (self), FALSE);
  at = gtk_single_selection_get_selected (self->selection);
  if (at == GTK_INVALID_LIST_POSITION)
    return FALSE;
  mark (self, at, TRUE);
  if (rw_tickets_list_step (self, step, TRUE))
    mark (self, gtk_single_selection_get_selected (self->selection), TRUE);
  return TRUE;
}

/**
 * rw_tickets_list_set_lanes:
 * @lanes: what the sections stand for; with none, for the status
 */
void
rw_tickets_list_set_lanes (RwTicketsList *self,
                           RwTicketLanes  lanes)
{
  /* What the sections tell is no column. */
  const struct
  {
    Column column;
    RwTicketLanes told_by;
  } told[] = { { COLUMN_STATUS, RW_TICKET_LANES_NONE },
               { COLUMN_PRIORITY, RW_TICKET_LANES_PRIORITY },
               { COLUMN_CUSTOMER, RW_TICKET_LANES_CUSTOMER },
               { COLUMN_ASSIGNEE, RW_TICKET_LANES_ASSIGNEE } };
  g_autoptr (GtkSorter) sections = NULL;

  g_return_if_fail (RW_IS_TICKETS_LIST (self));
  if (self->lanes == lanes)
    return;
  self->lanes = lanes;
  /* GTK 4.18 would put a cell of a column that appears into the headings, too: there are none meanwhile. */
  gtk_column_view_set_model (self->view, NULL);
  sections = GTK_SORTER (gtk_custom_sorter_new (section_cb, self, NULL));
  gtk_sort_list_model_set_section_sorter (self->sorted, sections);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
        g_list_model_get_item (gtk_column_view_get_columns (self->view), told[i].column);

      gtk_column_view_column_set_visible (column, lanes != told[i].told_by);
    }
  if (self->live)
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * rw_tickets_list_set_live:
 * @live: whether somebody looks at it: a table that is hidden makes its two hundred rows all the same
 *
 * What is selected stays. A new list is not.
 */
void
rw_tickets_list_set_live (RwTicketsList *self,
                          gboolean       live)
{
  g_return_if_fail (RW_IS_TICKETS_LIST (self));
  if (self->live == live)
    return;
  self->live = live;
  gtk_column_view_set_model (self->view, live ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

/**
 * rw_tickets_list_set_session:
 * @session: knows who else has which ticket open
 */
void
rw_tickets_list_set_session (RwTicketsList *self,
                             RwSession     *session)
{
  g_return_if_fail (RW_IS_TICKETS_LIST (self));
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "presence-changed", G_CALLBACK (presence_changed_cb), self,
                           G_CONNECT_SWAPPED);
  presence_changed_cb (self);
}

/**
 * rw_tickets_list_set_foot:
 * @foot: a widget below the rows
 */
void
rw_tickets_list_set_foot (RwTicketsList *self,
                          GtkWidget     *foot)
{
  g_return_if_fail (RW_IS_TICKETS_LIST (self) && GTK_IS_WIDGET (foot));
  gtk_widget_set_halign (foot, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), foot);
}

guint
rw_tickets_list_n_shown (RwTicketsList *self)
{
  g_return_val_if_fail (RW_IS_TICKETS_LIST (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * rw_tickets_list_refresh:
 *
 * Shows the due times as they are now.
 */
void
rw_tickets_list_refresh (RwTicketsList *self)
{
  g_return_if_fail (RW_IS_TICKETS_LIST (self));
  for (guint i = 0; i < self->bound->len; i++)
    {
      Column column = cell_column (g_ptr_array_index (self->bound, i));

      if (column == COLUMN_DUE || column == COLUMN_UPDATE || column == COLUMN_OPENED)
        show_cell (g_ptr_array_index (self->bound, i));
    }
}
