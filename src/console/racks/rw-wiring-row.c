/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-wiring-row.h"

#include <glib/gi18n.h>

#include "rw-cable-swatch.h"
#include "rw-text.h"

struct _RwWiringRow
{
  GObject parent_instance;

  RwWiringRowInfo info; /* its texts are owned */
  char *haystack;       /* made when somebody searches */
};

G_DEFINE_FINAL_TYPE (RwWiringRow, rw_wiring_row, G_TYPE_OBJECT)

static void
rw_wiring_row_finalize (GObject *object)
{
  RwWiringRow *self = RW_WIRING_ROW (object);

  g_free ((char *) self->info.word);
  g_free ((char *) self->info.title);
  g_free ((char *) self->info.detail);
  g_free ((char *) self->info.aside);
  g_free ((char *) self->info.colour);
  g_free (self->haystack);
  G_OBJECT_CLASS (rw_wiring_row_parent_class)->finalize (object);
}

static void
rw_wiring_row_class_init (RwWiringRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_wiring_row_finalize;
}

static void
rw_wiring_row_init (RwWiringRow *self)
{
}

/**
 * rw_wiring_row_new:
 * @info: texts are copied
 */
RwWiringRow *
rw_wiring_row_new (const RwWiringRowInfo *info)
{
  RwWiringRow *self = g_object_new (RW_TYPE_WIRING_ROW, NULL);

  self->info = *info;
  self->info.word = g_strdup (info->word);
  self->info.title = g_strdup (info->title);
  self->info.detail = g_strdup (info->detail);
  self->info.aside = g_strdup (info->aside);
  self->info.colour = g_strdup (info->colour);
  return self;
}

const RwWiringRowInfo *
rw_wiring_row_get_info (RwWiringRow *self)
{
  g_return_val_if_fail (RW_IS_WIRING_ROW (self), NULL);
  return &self->info;
}

/**
 * rw_wiring_row_sentence:
 *
 * Returns: (transfer full): all of it, to be heard: "db-04, down, no power: its only cord, Shop"
 */
char *
rw_wiring_row_sentence (RwWiringRow *self)
{
  const char *const parts[] = { self->info.title, self->info.word, self->info.detail,
                                self->info.aside };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_strdup (text->str);
}

/**
 * rw_wiring_row_matches:
 * @folded_words: of rw_text_fold()
 */
gboolean
rw_wiring_row_matches (RwWiringRow *self, const char *folded_words)
{
  if (self->haystack == NULL)
    {
      g_autofree char *text = rw_wiring_row_sentence (self);

      self->haystack = rw_text_fold (text);
    }
  return rw_text_matches (self->haystack, folded_words);
}

/* --- How it looks ---------------------------------------------------------------------------------- */

/* The parts of one cell; they belong to the list item's child. */
typedef struct
{
  GtkWidget *swatch, *title, *detail, *aside, *status;
} Cell;

static GtkWidget *
add_label (GtkWidget *box, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  Cell *cell = g_new (Cell, 1);

  cell->swatch = rw_cable_swatch_new ();
  gtk_widget_set_valign (cell->swatch, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), cell->swatch);
  cell->title = add_label (words, NULL, 0);
  cell->detail = add_label (words, "dim-label", 0);
  gtk_widget_add_css_class (cell->detail, "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), words);
  cell->aside = add_label (line, "dim-label", 1);
  gtk_widget_add_css_class (cell->aside, "caption");
  gtk_widget_add_css_class (cell->aside, "numeric");
  gtk_label_set_max_width_chars (GTK_LABEL (cell->aside), 30);
  cell->status = gtk_label_new (NULL);
  gtk_widget_add_css_class (cell->status, "rw-pill");
  gtk_widget_set_valign (cell->status, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), cell->status);
  gtk_widget_add_css_class (line, "rw-wiring-row");
  g_object_set_data_full (G_OBJECT (line), "rw-cell", cell, g_free);
  gtk_list_item_set_child (item, line);
}

static void
set_status (GtkWidget *label, int status, const char *word)
{
  for (int i = 0; i < RW_STATUS_N_VALUES; i++)
    gtk_widget_remove_css_class (label, rw_status_css_class (i));
  gtk_widget_set_visible (label, status >= 0);
  if (status >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", rw_status_symbol (status), word);

      gtk_label_set_label (GTK_LABEL (label), text);
      gtk_widget_add_css_class (label, rw_status_css_class (status));
    }
}

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
  /* What the window cuts off can be read all the same. */
  gtk_widget_set_tooltip_text (label, text != NULL && g_utf8_strlen (text, -1) > 40 ? text : NULL);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  RwWiringRow *row = gtk_list_item_get_item (item);
  Cell *cell = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "rw-cell");
  g_autofree char *sentence = rw_wiring_row_sentence (row);

  set_text (cell->title, row->info.title);
  set_text (cell->detail, row->info.detail);
  set_text (cell->aside, row->info.aside);
  set_status (cell->status, row->info.status, row->info.word);
  gtk_widget_set_visible (cell->swatch, row->info.has_cable);
  rw_cable_swatch_set_colour (RW_CABLE_SWATCH (cell->swatch), row->info.colour);
  gtk_list_item_set_accessible_label (item, sentence);
  gtk_list_item_set_activatable (item, row->info.kind != RW_KIND_NONE);
}

/**
 * rw_wiring_row_factory_new:
 *
 * Returns: (transfer full): shows #RwWiringRow in a list
 */
GtkListItemFactory *
rw_wiring_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
