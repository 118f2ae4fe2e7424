/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-series-view.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-format.h"
#include "rw-problem-text.h"
#include "rw-problem-words.h"

/* So many are shown; the older ones of a series that long belong to it without a look. */
#define MOST 200

struct _RwSeriesView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *reason;
  GtkWidget *about;
  GtkWidget *before; /* what was fixed, of one that is back */
  GtkWidget *decide;
  GtkWidget *dismiss;
  GtkWidget *more;
  GtkListBox *list;
  GPtrArray *checks; /* GtkCheckButton, of the rows */
  GArray *ids;       /* RwId, of the rows, the newest first */
  GArray *older;     /* RwId: beyond what is shown, the oldest first */
  RwId shown;        /* the newest incident */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_DECIDE,
  SIGNAL_DISMISS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwSeriesView, rw_series_view, GTK_TYPE_WIDGET)

static void
row_activated_cb (RwSeriesView *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (index < self->ids->len)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) RW_KIND_TICKET,
                   &g_array_index (self->ids, RwId, index));
}

static void
toggled_cb (RwSeriesView *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->checks->len; i++)
    any |= gtk_check_button_get_active (self->checks->pdata[i]);
  gtk_widget_set_sensitive (self->decide, any);
}

static void
decide_cb (RwSeriesView *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0);
}

static void
dismiss_cb (RwSeriesView *self)
{
  g_signal_emit (self, signals[SIGNAL_DISMISS], 0);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_row (RwSeriesView *self, const RwSeriesTicket *ticket, gboolean chosen, gboolean may_edit, gint64 now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *check = gtk_check_button_new (),
            *title = new_label (NULL), *status = new_label ("dimmed"), *when = new_label ("dimmed"),
            *row;
  g_autofree char *name = rw_problem_text_ticket (ticket),
                  *opened = rw_format_when (ticket->opened, now),
                  *exact = rw_format_exact (ticket->opened), *sentence = NULL, *belongs = NULL;
  const char *word = rw_enum_label (&rw_enum_ticket_status, (int) ticket->status);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  gtk_widget_set_sensitive (check, may_edit && !ticket->linked);
  gtk_widget_set_tooltip_text (check, ticket->linked ? _ ("Linked already")
                                                     : _ ("Belongs to the problem"));
  /* Translators: a ticket: whether it is one of those that make the problem */
  belongs = g_strdup_printf (_ ("%s belongs to the problem"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, belongs,
                                  -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_label_set_text (GTK_LABEL (title), name);
  gtk_label_set_wrap (GTK_LABEL (title), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_text (GTK_LABEL (status), word);
  gtk_label_set_text (GTK_LABEL (when), opened);
  gtk_widget_add_css_class (when, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (when), 9);
  gtk_label_set_xalign (GTK_LABEL (when), 1);
  gtk_widget_set_tooltip_text (when, exact);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), status);
  gtk_box_append (GTK_BOX (box), when);
  gtk_widget_add_css_class (box, "rw-problem-line");
  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  sentence = g_strdup_printf ("%s, %s, %s", name, word, opened);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->checks, check);
  g_array_append_val (self->ids, ticket->id);
}

static void
rw_series_view_dispose (GObject *object)
{
  g_clear_pointer (&RW_SERIES_VIEW (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_series_view_parent_class)->dispose (object);
}

static void
rw_series_view_finalize (GObject *object)
{
  RwSeriesView *self = RW_SERIES_VIEW (object);

  g_ptr_array_unref (self->checks);
  g_array_unref (self->ids);
  g_array_unref (self->older);
  G_OBJECT_CLASS (rw_series_view_parent_class)->finalize (object);
}

static void
rw_series_view_class_init (RwSeriesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_series_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_series_view_finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_SERIES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_DECIDE] = g_signal_new ("decide", RW_TYPE_SERIES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DISMISS] = g_signal_new ("dismiss", RW_TYPE_SERIES_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rw_series_view_init (RwSeriesView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12),
            *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *list = gtk_list_box_new ();

  self->checks = g_ptr_array_new ();
  self->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  self->older = g_array_new (FALSE, FALSE, sizeof (RwId));
  self->reason = new_label ("title-3");
  self->before = new_label (NULL);
  self->about = new_label ("dimmed");
  self->more = new_label ("dimmed");
  gtk_box_append (GTK_BOX (head), self->reason);
  gtk_box_append (GTK_BOX (head), self->before);
  gtk_box_append (GTK_BOX (head), self->about);

  self->decide = gtk_button_new ();
  gtk_widget_add_css_class (self->decide, "suggested-action");
  g_signal_connect_swapped (self->decide, "clicked", G_CALLBACK (decide_cb), self);
  self->dismiss = gtk_button_new ();
  g_signal_connect_swapped (self->dismiss, "clicked", G_CALLBACK (dismiss_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->decide);
  gtk_box_append (GTK_BOX (buttons), self->dismiss);

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Matching incidents"), -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);

  gtk_widget_add_css_class (box, "rw-problem-detail");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), self->more);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
rw_series_view_new (void)
{
  return g_object_new (RW_TYPE_SERIES_VIEW, NULL);
}

static void
set_button (GtkWidget *button, const char *label, const char *action)
{
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, tooltip);
}

static void
show_about (RwSeriesView *self, const RwSeries *series, gboolean back, gint64 now)
{
  g_autofree char *last = rw_format_when (series->last, now);
  g_autofree char *about = NULL;

  /* Translators: a customer, "same alert", when the newest incident was opened */
  about = g_strdup_printf (_ ("%s · %s · the newest %s"),
                           series->customer != NULL ? series->customer : _ ("no customer"),
                           series->by_alert ? _ ("same alert") : _ ("same category"), last);
  gtk_label_set_text (GTK_LABEL (self->about), about);
  gtk_widget_set_visible (self->before, back);
  if (back)
    {
      g_autofree char *name =
        series->problem_number != NULL
          ? g_strdup_printf ("%s %s", series->problem_number, series->problem_title)
          : g_strdup (series->problem_title);
      /* Translators: number and title of a problem, number of a change */
      g_autofree char *text =
        g_strdup_printf (_ ("%s was resolved, and %s was to fix it."), name,
                         series->change_number != NULL ? series->change_number : "—");

      gtk_label_set_text (GTK_LABEL (self->before), text);
    }
}

/**
 * rw_series_view_show:
 * @series: what to decide on
 * @may_edit: whether the person may decide
 */
void
rw_series_view_show (RwSeriesView *self, const RwSeries *series, gboolean may_edit, gint64 now)
{
  gboolean back, again;
  g_autofree char *reason = NULL;
  g_autoptr (GHashTable) left_out = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  guint n;

  g_return_if_fail (RW_IS_SERIES_VIEW (self) && series->incidents != NULL);
  back = !rw_id_is_nil (&series->problem);
  /* What a person left out stays out when the same is read again. */
  again = rw_id_equal (&self->shown, &series->newest);
  for (guint i = 0; again && i < self->checks->len; i++)
    if (!gtk_check_button_get_active (self->checks->pdata[i]))
      g_hash_table_add (left_out, rw_id_copy (&g_array_index (self->ids, RwId, i)));
  self->shown = series->newest;
  g_ptr_array_set_size (self->checks, 0);
  g_array_set_size (self->ids, 0);
  g_array_set_size (self->older, 0);
  gtk_list_box_remove_all (self->list);
  reason = rw_problem_words_reason (series, now);
  gtk_label_set_text (GTK_LABEL (self->reason), reason);
  show_about (self, series, back, now);
  set_button (self->decide, back ? _ ("Reopen Problem") : _ ("Make Problem"), "problems.decide");
  set_button (self->dismiss, back ? _ ("Not the Same…") : _ ("Not a Problem…"), "problems.dismiss");
  gtk_widget_set_visible (gtk_widget_get_parent (self->decide), may_edit);
  n = series->incidents->len;
  for (guint i = n; i > 0 && n - i < MOST; i--)
    {
      const RwSeriesTicket *ticket = series->incidents->pdata[i - 1];

      add_row (self, ticket, !g_hash_table_contains (left_out, &ticket->id), may_edit, now);
    }
  if (n > MOST)
    g_array_append_vals (self->older, series->tickets->data, n - MOST);
  gtk_widget_set_visible (self->more, n > MOST);
  if (n > MOST)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u older one", "and %u older ones", n - MOST), n - MOST);

      gtk_label_set_text (GTK_LABEL (self->more), more);
    }
  toggled_cb (self);
  if (!again)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (
                                GTK_SCROLLED_WINDOW (self->scroller)),
                              0);
}

/**
 * rw_series_view_dup_chosen:
 *
 * Returns: (transfer full) (element-type RwId): those that were not left out, the oldest first
 */
GArray *
rw_series_view_dup_chosen (RwSeriesView *self)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (RwId));

  g_return_val_if_fail (RW_IS_SERIES_VIEW (self), chosen);
  g_array_append_vals (chosen, self->older->data, self->older->len);
  for (guint i = self->ids->len; i > 0; i--)
    if (gtk_check_button_get_active (self->checks->pdata[i - 1]))
      g_array_append_val (chosen, g_array_index (self->ids, RwId, i - 1));
  return chosen;
}

/**
 * rw_series_view_choose:
 * @index: of a row, the newest is 0
 *
 * As if a person had pressed its mark.
 */
void
rw_series_view_choose (RwSeriesView *self, guint index, gboolean chosen)
{
  g_return_if_fail (RW_IS_SERIES_VIEW (self) && index < self->checks->len);
  gtk_check_button_set_active (self->checks->pdata[index], chosen);
}
