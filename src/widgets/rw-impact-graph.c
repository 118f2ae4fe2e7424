/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-impact-graph.h"

#include <glib/gi18n.h>
#include <math.h>

#define ROW      28
#define ROW_GAP  8
#define GAP      34 /* between columns: where the lines run */
#define LEAST    70 /* of a column */
#define USUAL    130

typedef struct
{
  GtkWidget *button;
  char *name;
  char *detail;
  guint layer;
  guint row;
} Node;

typedef struct
{
  guint from, to;
} Line;

struct _RwImpactGraph
{
  GtkWidget parent_instance;

  GArray *nodes;
  GArray *lines;
  GtkWidget *headings[RW_IMPACT_GRAPH_LAYERS];
  GtkWidget *more[RW_IMPACT_GRAPH_LAYERS];
  guint n_rows[RW_IMPACT_GRAPH_LAYERS];
  int hovered; /* index of a node, -1 for none */
};

enum
{
  SIGNAL_ACTIVATE_NODE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwImpactGraph, rw_impact_graph, GTK_TYPE_WIDGET)

static const char css[] =
  "rwimpactgraph > button { min-height: 0; padding: 2px 8px; font-weight: normal; }\n"
  "rwimpactgraph > button.tied { background: color-mix(in srgb, var(--accent-bg-color) 25%, transparent); }\n";

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static Node *
get_node (RwImpactGraph *self,
          guint          index)
{
  return &g_array_index (self->nodes, Node, index);
}

static void
node_clear (gpointer data)
{
  Node *node = data;

  g_clear_pointer (&node->button, gtk_widget_unparent);
  g_free (node->name);
  g_free (node->detail);
}

/* --- Layout ----------------------------------------------------------------------------------------------------- */

static gboolean
is_used (RwImpactGraph *self,
         guint          layer)
{
  return self->n_rows[layer] > 0;
}

static guint
count_columns (RwImpactGraph *self)
{
  guint n = 0;

  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    n += is_used (self, i);
  return n;
}

static int
heading_height (RwImpactGraph *self)
{
  int height = 0, natural;

  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    if (is_used (self, i))
      {
        gtk_widget_measure (self->headings[i], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL,
                            NULL);
        height = MAX (height, natural + ROW_GAP);
      }
  return height;
}

static void
rw_impact_graph_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  RwImpactGraph *self = RW_IMPACT_GRAPH (widget);
  guint n = count_columns (self), rows = 0;

  /* Children have to be asked before they get their place. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = n > 0 ? (int) n * LEAST + ((int) n - 1) * GAP : 0;
      *natural = n > 0 ? (int) n * USUAL + ((int) n - 1) * GAP : 0;
      return;
    }
  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    rows = MAX (rows, self->n_rows[i] + (gtk_widget_get_visible (self->more[i]) ? 1 : 0));
  *minimum = *natural =
    rows > 0 ? heading_height (self) + (int) rows * (ROW + ROW_GAP) - ROW_GAP : 0;
}

/* Returns: where a column begins; counted from the end in a language that is read so */
static int
column_x (RwImpactGraph *self,
          guint          layer,
          int            width,
          int           *column_width)
{
  guint n = count_columns (self), column = 0;

  for (guint i = 0; i < layer; i++)
    column += is_used (self, i);
  *column_width = n > 0 ? MAX ((width - ((int) n - 1) * GAP) / (int) n, LEAST) : 0;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    column = n - 1 - column;
  return (int) column * (*column_width + GAP);
}

static void
rw_impact_graph_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  RwImpactGraph *self = RW_IMPACT_GRAPH (widget);
  int top = heading_height (self), column_width;

  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    {
      int x;

      if (!is_used (self, i))
        continue;
      x = column_x (self, i, width, &column_width);
      gtk_widget_size_allocate (self->headings[i], &(GtkAllocation) { x, 0, column_width, top },
                                -1);
      if (gtk_widget_get_visible (self->more[i]))
        gtk_widget_size_allocate (self->more[i],
                                  &(GtkAllocation) { x,
                                                     top + (int) self->n_rows[i] * (ROW + ROW_GAP),
                                                     column_width, ROW },
                                  -1);
    }
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = get_node (self, i);
      int x = column_x (self, node->layer, width, &column_width);

      gtk_widget_size_allocate (node->button,
                                &(GtkAllocation) { x, top + (int) node->row * (ROW + ROW_GAP),
                                                   column_width, ROW },
                                -1);
    }
}

static void
draw_line (RwImpactGraph *self,
           GtkSnapshot   *snapshot,
           const Line    *line,
           const GdkRGBA *color,
           float          thickness)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (thickness);
  graphene_rect_t from, to;
  float x0, x1, y0, y1, step;

  if (!gtk_widget_compute_bounds (get_node (self, line->from)->button, GTK_WIDGET (self), &from) ||
      !gtk_widget_compute_bounds (get_node (self, line->to)->button, GTK_WIDGET (self), &to))
    return;
  x0 = rtl ? from.origin.x : from.origin.x + from.size.width;
  x1 = rtl ? to.origin.x + to.size.width : to.origin.x;
  y0 = from.origin.y + from.size.height / 2;
  y1 = to.origin.y + to.size.height / 2;
  step = rtl ? -GAP : GAP;
  gsk_path_builder_move_to (builder, x0, y0);
  /* Over a column in between the line runs in the space between the rows. */
  if (fabsf (x1 - x0) > 1.5f * GAP)
    {
      float lane = from.origin.y + from.size.height + ROW_GAP / 2.0f;

      gsk_path_builder_cubic_to (builder, x0 + step / 2, y0, x0 + step / 2, lane, x0 + step, lane);
      gsk_path_builder_line_to (builder, x1 - step, lane);
      y0 = lane;
    }
  gsk_path_builder_cubic_to (builder, x1 - step / 2, y0, x1 - step / 2, y1, x1, y1);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
rw_impact_graph_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  RwImpactGraph *self = RW_IMPACT_GRAPH (widget);
  GdkRGBA color, strong;

  gtk_widget_get_color (widget, &color);
  strong = color;
  color.alpha *= 0.3f;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      gboolean here = (int) line->from == self->hovered || (int) line->to == self->hovered;

      draw_line (self, snapshot, line, here ? &strong : &color, here ? 1.8f : 1.2f);
    }
  GTK_WIDGET_CLASS (rw_impact_graph_parent_class)->snapshot (widget, snapshot);
}

/* --- What is pointed at --------------------------------------------------------------------------------------------- */

static int
index_of (RwImpactGraph *self,
          GtkWidget     *button)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (get_node (self, i)->button == button)
      return (int) i;
  return -1;
}

static void
hover (RwImpactGraph *self,
       int            index)
{
  if (self->hovered == index)
    return;
  self->hovered = index;
  for (guint i = 0; i < self->nodes->len; i++)
    gtk_widget_remove_css_class (get_node (self, i)->button, "tied");
  for (guint i = 0; index >= 0 && i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if ((int) line->from == index)
        gtk_widget_add_css_class (get_node (self, line->to)->button, "tied");
      else if ((int) line->to == index)
        gtk_widget_add_css_class (get_node (self, line->from)->button, "tied");
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
enter_cb (GtkEventController *controller,
          double              x,
          double              y,
          RwImpactGraph      *self)
{
  hover (self, index_of (self, gtk_event_controller_get_widget (controller)));
}

static void
focus_cb (GtkEventController *controller,
          RwImpactGraph      *self)
{
  hover (self, index_of (self, gtk_event_controller_get_widget (controller)));
}

static void
leave_cb (RwImpactGraph *self)
{
  hover (self, -1);
}

static void
clicked_cb (GtkWidget     *button,
            RwImpactGraph *self)
{
  int index = index_of (self, button);

  if (index >= 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATE_NODE], 0, (guint) index);
}

static void
rw_impact_graph_dispose (GObject *object)
{
  RwImpactGraph *self = RW_IMPACT_GRAPH (object);

  if (self->nodes != NULL)
    {
      g_array_set_size (self->nodes, 0);
      g_array_set_size (self->lines, 0);
    }
  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    {
      g_clear_pointer (&self->headings[i], gtk_widget_unparent);
      g_clear_pointer (&self->more[i], gtk_widget_unparent);
    }
  G_OBJECT_CLASS (rw_impact_graph_parent_class)->dispose (object);
}

static void
rw_impact_graph_finalize (GObject *object)
{
  RwImpactGraph *self = RW_IMPACT_GRAPH (object);

  g_array_unref (self->nodes);
  g_array_unref (self->lines);
  G_OBJECT_CLASS (rw_impact_graph_parent_class)->finalize (object);
}

static void
rw_impact_graph_class_init (RwImpactGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_impact_graph_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_impact_graph_finalize;
  widget_class->measure = rw_impact_graph_measure;
  widget_class->size_allocate = rw_impact_graph_size_allocate;
  widget_class->snapshot = rw_impact_graph_snapshot;
  gtk_widget_class_set_css_name (widget_class, "rwimpactgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_ACTIVATE_NODE] =
    g_signal_new ("activate-node", RW_TYPE_IMPACT_GRAPH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
create_label (RwImpactGraph *self,
              const char    *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
rw_impact_graph_init (RwImpactGraph *self)
{
  load_style ();
  self->hovered = -1;
  self->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->nodes, node_clear);
  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    {
      self->headings[i] = create_label (self, "caption-heading");
      self->more[i] = create_label (self, "caption");
    }
}

GtkWidget *
rw_impact_graph_new (void)
{
  return g_object_new (RW_TYPE_IMPACT_GRAPH, NULL);
}

void
rw_impact_graph_clear (RwImpactGraph *self)
{
  g_return_if_fail (RW_IS_IMPACT_GRAPH (self));
  self->hovered = -1;
  g_array_set_size (self->nodes, 0);
  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < RW_IMPACT_GRAPH_LAYERS; i++)
    {
      self->n_rows[i] = 0;
      gtk_widget_set_visible (self->headings[i], FALSE);
      gtk_widget_set_visible (self->more[i], FALSE);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_impact_graph_set_layer:
 * @heading: of the column
 * @more: (nullable): what stands below it: "+40 more"
 */
void
rw_impact_graph_set_layer (RwImpactGraph *self,
                           guint          layer,
                           const char    *heading,
                           const char    *more)
{
  g_return_if_fail (RW_IS_IMPACT_GRAPH (self) && layer < RW_IMPACT_GRAPH_LAYERS);
  gtk_label_set_label (GTK_LABEL (self->headings[layer]), heading);
  gtk_label_set_label (GTK_LABEL (self->more[layer]), more != NULL ? more : "");
  gtk_widget_set_visible (self->headings[layer], is_used (self, layer));
  gtk_widget_set_visible (self->more[layer], more != NULL && is_used (self, layer));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_impact_graph_dup_sentence:
 *
 * Returns: (transfer full): what a thing is and what it is tied to
 */
char *
rw_impact_graph_dup_sentence (RwImpactGraph *self,
                              guint          index)
{
  const Node *node;
  g_autoptr (GString) hits = g_string_new (NULL), hit_by = g_string_new (NULL);
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (RW_IS_IMPACT_GRAPH (self) && index < self->nodes->len, NULL);
  node = get_node (self, index);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->from == index)
        g_string_append_printf (hits, "%s%s", hits->len > 0 ? ", " : "",
                                get_node (self, line->to)->name);
      else if (line->to == index)
        g_string_append_printf (hit_by, "%s%s", hit_by->len > 0 ? ", " : "",
                                get_node (self, line->from)->name);
    }
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s %s", node->detail, node->name);
  if (hit_by->len > 0)
    {
      g_string_append (text, ", ");
      /* Translators: names of what hits a thing */
      g_string_append_printf (text, _ ("hit through %s"), hit_by->str);
    }
  if (hits->len > 0)
    {
      g_string_append (text, ", ");
      /* Translators: names of what is hit with a thing */
      g_string_append_printf (text, _ ("hits %s"), hits->str);
    }
  return g_strdup (text->str);
}

static void
describe (RwImpactGraph *self,
          guint          index)
{
  g_autofree char *sentence = rw_impact_graph_dup_sentence (self, index);
  GtkWidget *button = get_node (self, index)->button;

  gtk_widget_set_tooltip_text (button, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

/**
 * rw_impact_graph_add_node:
 * @layer: its column, less than %RW_IMPACT_GRAPH_LAYERS
 * @detail: what it is: "Device"
 *
 * Returns: its index
 */
guint
rw_impact_graph_add_node (RwImpactGraph *self,
                          guint          layer,
                          const char    *name,
                          const char    *detail)
{
  Node node = { .layer = layer };
  GtkEventController *motion = gtk_event_controller_motion_new (),
                     *focus = gtk_event_controller_focus_new ();
  GtkWidget *label;

  g_return_val_if_fail (RW_IS_IMPACT_GRAPH (self) && layer < RW_IMPACT_GRAPH_LAYERS, 0);
  node.name = g_strdup (name);
  node.detail = g_strdup (detail);
  node.row = self->n_rows[layer]++;
  node.button = gtk_button_new ();
  label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (node.button), label);
  g_signal_connect_object (node.button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (node.button, motion);
  gtk_widget_add_controller (node.button, focus);
  gtk_widget_set_parent (node.button, GTK_WIDGET (self));
  g_array_append_val (self->nodes, node);
  describe (self, self->nodes->len - 1);
  return self->nodes->len - 1;
}

/**
 * rw_impact_graph_add_line:
 * @from: index of a node
 * @to: index of a node in a later column
 */
void
rw_impact_graph_add_line (RwImpactGraph *self,
                          guint          from,
                          guint          to)
{
  const Line line = { from, to };

  g_return_if_fail (RW_IS_IMPACT_GRAPH (self) && from < self->nodes->len && to < self->nodes->len);
  g_array_append_val (self->lines, line);
  describe (self, from);
  describe (self, to);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
