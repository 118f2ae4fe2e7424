/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-dialog.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-report-words.h"

/* The tickets behind a figure. A list of strings, of which only the lines on the screen are widgets: there may be many
 * thousands. */

typedef struct
{
  RwPage *page; /* weak */
  AdwDialog *dialog; /* borrowed: it owns this */
  GArray *ids;  /* (element-type RwId) */
  GPtrArray *lines, *details;
} Behind;

static void
behind_free (gpointer data)
{
  Behind *behind = data;

  g_clear_weak_pointer (&behind->page);
  g_array_unref (behind->ids);
  g_ptr_array_unref (behind->lines);
  g_ptr_array_unref (behind->details);
  g_free (behind);
}

static char *
dup_detail (const RwTicketFacts *facts, const RwTicketFact *fact)
{
  const char *customer = g_hash_table_lookup (facts->names, &fact->customer);
  g_autofree char *opened = rw_format_when (fact->opened, facts->now);

  return g_strdup_printf ("%s · %s · %s · %s", rw_enum_label (&rw_enum_priority, (int) fact->priority),
                          rw_enum_label (&rw_enum_ticket_status, (int) fact->status),
                          customer != NULL ? customer : _ ("No customer"), opened);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Behind *behind)
{
  GtkWidget *line = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);
  g_autofree char *sentence = NULL;

  gtk_label_set_label (GTK_LABEL (line), behind->lines->pdata[position]);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (line)),
                       behind->details->pdata[position]);
  sentence = g_strdup_printf ("%s, %s", (char *) behind->lines->pdata[position],
                              (char *) behind->details->pdata[position]);
  gtk_list_item_set_accessible_label (item, sentence);
}

static void
activate_cb (GtkListView *list, guint position, Behind *behind)
{
  RwId id = g_array_index (behind->ids, RwId, position);
  RwPage *page = behind->page;

  adw_dialog_close (behind->dialog);
  if (page != NULL)
    rw_page_open (page, RW_KIND_TICKET, &id);
}

/**
 * rw_report_dialog_new:
 * @title: what they are: "By Customer: Bistum Fulda"
 * @tickets: (element-type guint): indexes in @facts; nothing of either is kept
 *
 * Returns: (transfer floating): the tickets behind a figure, each of which can be opened
 */
AdwDialog *
rw_report_dialog_new (RwPage *page, const char *title, const RwTicketFacts *facts, const GArray *tickets)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *scroller = gtk_scrolled_window_new (), *list;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *count = rw_report_dup_tickets (tickets->len);
  GtkStringList *lines = gtk_string_list_new (NULL);
  Behind *behind = g_new0 (Behind, 1);

  g_set_weak_pointer (&behind->page, page);
  behind->dialog = dialog;
  behind->ids = g_array_sized_new (FALSE, FALSE, sizeof (RwId), tickets->len);
  behind->lines = g_ptr_array_new_with_free_func (g_free);
  behind->details = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tickets->len; i++)
    {
      const RwTicketFact *fact =
        &g_array_index (facts->facts, RwTicketFact, g_array_index (tickets, guint, i));
      char *line = g_strdup_printf ("%s  %s", fact->number != NULL ? fact->number : _ ("Draft"),
                                    fact->title != NULL ? fact->title : "");

      g_array_append_val (behind->ids, fact->id);
      g_ptr_array_add (behind->lines, line);
      g_ptr_array_add (behind->details, dup_detail (facts, fact));
      gtk_string_list_append (lines, line);
    }
  g_object_set_data_full (G_OBJECT (dialog), "rw-behind", behind, behind_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), behind);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (lines))),
                            factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "rich-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (list, "activate", G_CALLBACK (activate_cb), behind);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (title, count));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 620);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_focus (dialog, list);
  return dialog;
}
