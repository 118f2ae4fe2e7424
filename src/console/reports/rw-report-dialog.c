/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-dialog.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-report-words.h"

/* The tickets behind a figure: there may be many thousands, of which only those on the screen are put into words. */

typedef struct
{
  RwPage *page; /* weak */
  AdwDialog *dialog; /* borrowed: it owns this */
  RwTicketFacts *facts;
  GArray *tickets; /* (element-type guint): indexes in @facts */
} Behind;

static void
behind_free (gpointer data)
{
  Behind *behind = data;

  g_clear_weak_pointer (&behind->page);
  rw_ticket_facts_unref (behind->facts);
  g_array_unref (behind->tickets);
  g_free (behind);
}

static const RwTicketFact *
fact_at (const Behind *behind, guint position)
{
  return &g_array_index (behind->facts->facts, RwTicketFact,
                         g_array_index (behind->tickets, guint, position));
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
      GtkWidget *label = gtk_inscription_new (NULL);

      gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label),
                                         GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
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
  const RwTicketFact *fact = fact_at (behind, gtk_list_item_get_position (item));
  g_autofree char *sentence = NULL, *detail = dup_detail (behind->facts, fact);
  g_autofree char *title =
    g_strdup_printf ("%s  %s", fact->number != NULL ? fact->number : _ ("Draft"),
                     fact->title != NULL ? fact->title : "");

  gtk_inscription_set_text (GTK_INSCRIPTION (line), title);
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_next_sibling (line)), detail);
  sentence = g_strdup_printf ("%s, %s", title, detail);
  gtk_list_item_set_accessible_label (item, sentence);
}

static void
activate_cb (GtkListView *list, guint position, Behind *behind)
{
  RwId id = fact_at (behind, position)->id;
  RwPage *page = behind->page;

  adw_dialog_close (behind->dialog);
  if (page != NULL)
    rw_page_open (page, RW_KIND_TICKET, &id);
}

/* --- As many empty items as there are tickets ---------------------------------------------------- */

#define RW_TYPE_REPORT_PLACES (rw_report_places_get_type ())
G_DECLARE_FINAL_TYPE (RwReportPlaces, rw_report_places, RW, REPORT_PLACES, GObject)

/* A list view makes widgets for its first two hundred items, wherever it is scrolled to: so many at a time, for they are
 * not made in one frame. */
#define AT_ONCE    40
#define WITH_WIDGET 200

struct _RwReportPlaces
{
  GObject parent_instance;
  guint n, n_all;
};

static GType
places_get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
places_get_n_items (GListModel *model)
{
  return RW_REPORT_PLACES (model)->n;
}

static gpointer
places_get_item (GListModel *model, guint position)
{
  return position < RW_REPORT_PLACES (model)->n ? gtk_string_object_new ("") : NULL;
}

static void
places_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = places_get_item_type;
  iface->get_n_items = places_get_n_items;
  iface->get_item = places_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RwReportPlaces,
                               rw_report_places,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, places_list_model_init))

static RwReportPlaces *
rw_report_places_new (guint n)
{
  RwReportPlaces *self = g_object_new (RW_TYPE_REPORT_PLACES, NULL);

  self->n_all = n;
  self->n = MIN (n, AT_ONCE);
  return self;
}

static gboolean
grow_cb (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  RwReportPlaces *self = user_data;
  guint before = self->n, left = self->n_all - before;

  if (left == 0)
    return G_SOURCE_REMOVE;
  self->n += before < WITH_WIDGET ? MIN (left, AT_ONCE) : left;
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n - before);
  return G_SOURCE_CONTINUE;
}

static void
rw_report_places_class_init (RwReportPlacesClass *klass)
{
}

static void
rw_report_places_init (RwReportPlaces *self)
{
}

/**
 * rw_report_dialog_new:
 * @title: what they are: "By Customer: Bistum Fulda"
 * @facts: kept
 * @tickets: (element-type guint): indexes in @facts; kept
 *
 * Returns: (transfer floating): the tickets behind a figure, each of which can be opened
 */
AdwDialog *
rw_report_dialog_new (RwPage *page, const char *title, RwTicketFacts *facts, GArray *tickets)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *scroller = gtk_scrolled_window_new (), *list;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *count = rw_report_dup_tickets (tickets->len);
  RwReportPlaces *places = rw_report_places_new (tickets->len);
  Behind *behind = g_new0 (Behind, 1);

  g_set_weak_pointer (&behind->page, page);
  behind->dialog = dialog;
  behind->facts = rw_ticket_facts_ref (facts);
  behind->tickets = g_array_ref (tickets);
  g_object_set_data_full (G_OBJECT (dialog), "rw-behind", behind, behind_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), behind);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (places))),
                            factory);
  gtk_widget_add_tick_callback (list, grow_cb, g_object_ref (places), g_object_unref);
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
