/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-legend.h"

#include <glib/gi18n.h>

#include "rw-rack-words.h"

/* --- The colour itself ----------------------------------------------------------------------------- */

#define RW_TYPE_RACK_SWATCH (rw_rack_swatch_get_type ())
G_DECLARE_FINAL_TYPE (RwRackSwatch, rw_rack_swatch, RW, RACK_SWATCH, GtkWidget)

struct _RwRackSwatch
{
  GtkWidget parent_instance;
  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE (RwRackSwatch, rw_rack_swatch, GTK_TYPE_WIDGET)

static void
rw_rack_swatch_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = 14;
}

/* On a piece of the metal that the colours are chosen for. */
static void
rw_rack_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwRackSwatch *self = RW_RACK_SWATCH (widget);
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                        (float) gtk_widget_get_height (widget)),
                                   4);
  gtk_snapshot_push_rounded_clip (snapshot, &rect);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0.13f, 0.13f, 0.15f, 1 }, &rect.bounds);
  gtk_snapshot_append_color (snapshot, &self->color,
                             &GRAPHENE_RECT_INIT (2, 2, rect.bounds.size.width - 4,
                                                  rect.bounds.size.height - 4));
  gtk_snapshot_pop (snapshot);
}

static void
rw_rack_swatch_class_init (RwRackSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rw_rack_swatch_measure;
  widget_class->snapshot = rw_rack_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rw_rack_swatch_init (RwRackSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

static GtkWidget *
swatch_new (const GdkRGBA *color)
{
  RwRackSwatch *swatch = g_object_new (RW_TYPE_RACK_SWATCH, NULL);

  swatch->color = *color;
  return GTK_WIDGET (swatch);
}

/* --- The legend ------------------------------------------------------------------------------------ */

struct _RwRackLegend
{
  GtkWidget parent_instance;

  GtkDropDown *chooser;
  GtkWidget *chips;
  GtkToggleButton *buttons[RW_COLOUR_CLASSES];
  guint n_buttons;
  gboolean setting;
};

enum
{
  COLOUR_BY,
  CLASSES,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwRackLegend, rw_rack_legend, GTK_TYPE_WIDGET)

static void
chosen_cb (RwRackLegend *self)
{
  guint by = gtk_drop_down_get_selected (self->chooser);

  if (!self->setting && by < RW_COLOUR_BY_N)
    g_signal_emit (self, signals[COLOUR_BY], 0, (int) by);
}

static void
toggled_cb (RwRackLegend *self)
{
  guint wanted = 0;

  if (self->setting)
    return;
  for (guint i = 0; i < self->n_buttons; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      wanted |= 1u << i;
  g_signal_emit (self, signals[CLASSES], 0, wanted);
}

static GtkToggleButton *
chip_new (RwRackLegend *self, const RwRackColouring *colouring, guint number)
{
  const RwColourClass *class = &colouring->classes[number];
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *label = gtk_label_new (class->label), *count;
  g_autofree char *n = g_strdup_printf ("%u", class->count);
  g_autofree char *sentence =
    colouring->by == RW_COLOUR_BY_FREE_SPACE
      ? g_strdup_printf (ngettext ("%s, %u rack", "%s, %u racks", class->count), class->label,
                         class->count)
      : g_strdup_printf (ngettext ("%s, %u system", "%s, %u systems", class->count), class->label,
                         class->count);

  count = gtk_label_new (n);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  /* The row scrolls before words become too short to be told apart. */
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (class->label, -1), 14));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (count, "rw-legend-label");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), swatch_new (&class->color));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (label, "rw-legend-label");
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  return GTK_TOGGLE_BUTTON (button);
}

/**
 * rw_rack_legend_set:
 * @colouring: (nullable): what colours stand for now
 * @wanted: a bit for each class that is looked for
 */
void
rw_rack_legend_set (RwRackLegend *self, const RwRackColouring *colouring, guint wanted)
{
  GtkWidget *child;
  int focused = -1;

  g_return_if_fail (RW_IS_RACK_LEGEND (self));

  self->setting = TRUE;
  for (guint i = 0; i < self->n_buttons; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (self->buttons[i])))
      focused = (int) i;
  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  self->n_buttons = 0;
  if (colouring != NULL)
    {
      gtk_drop_down_set_selected (self->chooser, colouring->by);
      for (guint i = 0; i < colouring->n_classes; i++)
        {
          GtkToggleButton *button = chip_new (self, colouring, i);

          gtk_toggle_button_set_active (button, (wanted & (1u << i)) != 0);
          gtk_box_append (GTK_BOX (self->chips), GTK_WIDGET (button));
          self->buttons[self->n_buttons++] = button;
        }
    }
  if (focused >= 0 && focused < (int) self->n_buttons)
    gtk_widget_grab_focus (GTK_WIDGET (self->buttons[focused]));
  self->setting = FALSE;
}

static void
rw_rack_legend_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (rw_rack_legend_parent_class)->dispose (object);
}

static void
rw_rack_legend_class_init (RwRackLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_rack_legend_dispose;
  signals[COLOUR_BY] = g_signal_new ("colour-by", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CLASSES] = g_signal_new ("classes", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "racklegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_rack_legend_init (RwRackLegend *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *title = gtk_label_new (_ ("Colour"));
  const char *labels[RW_COLOUR_BY_N + 1] = { NULL };

  for (int by = 0; by < RW_COLOUR_BY_N; by++)
    labels[by] = rw_colour_by_label (by);
  self->chooser = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What colours stand for"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chooser), _ ("What colours stand for"));
  gtk_widget_add_css_class (GTK_WIDGET (self->chooser), "flat");
  g_signal_connect_swapped (self->chooser, "notify::selected", G_CALLBACK (chosen_cb), self);
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->chips);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_set_margin_start (title, 12);
  gtk_widget_set_margin_end (title, 4);
  gtk_widget_set_margin_start (scroller, 6);
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);
}

/**
 * rw_rack_legend_new:
 *
 * Returns: (transfer floating): empty until rw_rack_legend_set()
 */
GtkWidget *
rw_rack_legend_new (void)
{
  return g_object_new (RW_TYPE_RACK_LEGEND, NULL);
}
