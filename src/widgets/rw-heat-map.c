/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-heat-map.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-matrix-cell.h"

#define GAP         6
#define CELL_GAP    2
#define CELL_LEAST  13
#define CELL_HEIGHT 26
#define SWATCH      14

struct _RwHeatMap
{
  GtkWidget parent_instance;

  guint *values, n_rows, n_columns, most;
  char **row_labels;
  char *(*column_text) (guint, gpointer);
  char *(*value_text) (guint, guint, gpointer);
  char *(*describe) (guint, guint, gpointer);
  gpointer user_data;

  guint row, column; /* the current cell */
  int hover;         /* a cell, or -1 */
  /* Two, in turn: the focus really moves with each step, so that a screen reader speaks. */
  GtkWidget *cells[2];
  guint current;
  GtkWidget *bubble;

  int head_width, text_height;
  double pitch;
  GskRenderNode *node; /* nullable: all but what follows the pointer and the focus */
};

G_DEFINE_FINAL_TYPE (RwHeatMap, rw_heat_map, GTK_TYPE_WIDGET)

static guint signal_activated;

static const char css[] =
  "rwheatmap > label { background: var(--popover-bg-color); color: var(--popover-fg-color);"
  " border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; padding: 3px 9px; }";

/* --- Levels ---------------------------------------------------------------------------------------- */

/**
 * rw_heat_map_get_level:
 * @most: the greatest of all values
 *
 * Returns: 0 for nothing, else which quarter of @most it is in, from 1 on
 */
guint
rw_heat_map_get_level (guint value, guint most)
{
  if (value == 0)
    return 0;
  return (guint) (((guint64) MIN (value, most) * (RW_HEAT_N_LEVELS - 1) + most - 1) / most);
}

/**
 * rw_heat_map_get_range:
 * @from: (out): the least value of @level
 * @to: (out): the greatest
 *
 * Returns: whether any value is of it
 */
gboolean
rw_heat_map_get_range (guint level, guint most, guint *from, guint *to)
{
  *from = *to = 0;
  if (level == 0)
    return TRUE;
  *to = (guint) ((guint64) most * level / (RW_HEAT_N_LEVELS - 1));
  *from = (guint) ((guint64) most * (level - 1) / (RW_HEAT_N_LEVELS - 1)) + 1;
  return *from <= *to;
}

/* --- Where things are ------------------------------------------------------------------------------ */

static gboolean
has_data (RwHeatMap *self)
{
  return self->n_rows > 0 && self->n_columns > 0;
}

static gboolean
is_rtl (RwHeatMap *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static PangoLayout *
new_text (RwHeatMap *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.86));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
measure_text (RwHeatMap *self)
{
  self->head_width = 0;
  for (guint i = 0; i < self->n_rows; i++)
    {
      g_autoptr (PangoLayout) layout = new_text (self, self->row_labels[i]);
      int width;

      pango_layout_get_pixel_size (layout, &width, &self->text_height);
      self->head_width = MAX (self->head_width, width + GAP);
    }
}

static int
get_top (RwHeatMap *self)
{
  return self->text_height + GAP;
}

static void
get_rect (RwHeatMap *self, guint row, guint column, graphene_rect_t *rect)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), x = self->head_width + column * self->pitch;
  float left = (float) round (x), right = (float) round (x + self->pitch);

  graphene_rect_init (rect, left, (float) (get_top (self) + (int) row * CELL_HEIGHT),
                      MAX (right - left - CELL_GAP, 1), CELL_HEIGHT - CELL_GAP);
  if (is_rtl (self))
    rect->origin.x = (float) width - rect->origin.x - rect->size.width;
}

/**
 * rw_heat_map_hit:
 *
 * Returns: whether there is a cell at @x, @y in the widget
 */
gboolean
rw_heat_map_hit (RwHeatMap *self, double x, double y, guint *row, guint *column)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));

  g_return_val_if_fail (RW_IS_HEAT_MAP (self), FALSE);

  x = (is_rtl (self) ? width - x : x) - self->head_width;
  y -= get_top (self);
  if (!has_data (self) || x < 0 || y < 0 || self->pitch <= 0)
    return FALSE;
  *row = (guint) (y / CELL_HEIGHT);
  *column = (guint) (x / self->pitch);
  return *row < self->n_rows && *column < self->n_columns;
}

/* --- Drawing --------------------------------------------------------------------------------------- */

typedef struct
{
  GdkRGBA ink, levels[RW_HEAT_N_LEVELS], on[RW_HEAT_N_LEVELS];
  gboolean high;
} Ink;

static float
mix (float a, float b, float share)
{
  return a + (b - a) * share;
}

/* From little to much: two tints of the accent colour, the colour, and the colour nearer to that of the text. */
static void
ink_init (RwHeatMap *self, Ink *ink)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  GdkRGBA accent, on = dark ? (GdkRGBA){ 0, 0, 0, 1 } : (GdkRGBA){ 1, 1, 1, 1 };

  gtk_widget_get_color (GTK_WIDGET (self), &ink->ink);
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager), dark, &accent);
  ink->high = adw_style_manager_get_high_contrast (manager);
  for (guint i = 0; i < RW_HEAT_N_LEVELS; i++)
    {
      ink->levels[i] = accent;
      ink->on[i] = i < 3 ? ink->ink : on;
    }
  ink->levels[0] = ink->ink;
  ink->levels[0].alpha *= 0.06f;
  ink->levels[1].alpha = 0.18f;
  ink->levels[2].alpha = 0.42f;
  ink->levels[4].red = mix (accent.red, ink->ink.red, 0.5f);
  ink->levels[4].green = mix (accent.green, ink->ink.green, 0.5f);
  ink->levels[4].blue = mix (accent.blue, ink->ink.blue, 0.5f);
}

static void
draw_text (RwHeatMap     *self,
           GtkSnapshot   *snapshot,
           const char    *text,
           double         x,
           double         y,
           double         align,
           const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = new_text (self, text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x - width * align),
                                                          (float) round (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_box (GtkSnapshot *snapshot, const graphene_rect_t *rect, const Ink *ink, guint level)
{
  GskRoundedRect box;

  gsk_rounded_rect_init_from_rect (&box, rect, 3);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &ink->levels[level], rect);
  gtk_snapshot_pop (snapshot);
  if (ink->high)
    gtk_snapshot_append_border (snapshot, &box, (float[]) { 1, 1, 1, 1 },
                                (GdkRGBA[]) { ink->ink, ink->ink, ink->ink, ink->ink });
}

static void
draw_ring (GtkSnapshot *snapshot, const graphene_rect_t *rect, const GdkRGBA *color)
{
  GskRoundedRect box;
  graphene_rect_t outer = *rect;

  graphene_rect_inset (&outer, -1.5f, -1.5f);
  gsk_rounded_rect_init_from_rect (&box, &outer, 4);
  gtk_snapshot_append_border (snapshot, &box, (float[]) { 2, 2, 2, 2 },
                              (GdkRGBA[]) { *color, *color, *color, *color });
}

static void
draw_heads (RwHeatMap *self, GtkSnapshot *snapshot, const GdkRGBA *dim)
{
  gboolean rtl = is_rtl (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  graphene_rect_t rect;
  guint step = 1;

  for (guint i = 0; i < self->n_rows; i++)
    {
      get_rect (self, i, 0, &rect);
      draw_text (self, snapshot, self->row_labels[i], rtl ? width - self->head_width + GAP : self->head_width - GAP,
                 rect.origin.y + rect.size.height / 2, rtl ? 0 : 1, dim);
    }
  /* As many as do not touch. */
  while (step < self->n_columns && self->pitch * step < 24)
    step++;
  for (guint i = 0; i < self->n_columns; i += step)
    {
      g_autofree char *text = self->column_text (i, self->user_data);

      get_rect (self, 0, i, &rect);
      draw_text (self, snapshot, text, rect.origin.x + rect.size.width / 2, self->text_height / 2.0, 0.5,
                 dim);
    }
}

static void
draw_legend (RwHeatMap *self, GtkSnapshot *snapshot, const Ink *ink, const GdkRGBA *dim)
{
  gboolean rtl = is_rtl (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double x = self->head_width,
         y = get_top (self) + (int) self->n_rows * CELL_HEIGHT + GAP + self->text_height / 2.0;

  for (guint level = 0; level < RW_HEAT_N_LEVELS; level++)
    {
      g_autofree char *text = NULL;
      g_autoptr (PangoLayout) layout = NULL;
      graphene_rect_t rect;
      guint from, to;
      int text_width;

      if (!rw_heat_map_get_range (level, self->most, &from, &to))
        continue;
      text = self->value_text (from, to, self->user_data);
      layout = new_text (self, text);
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      graphene_rect_init (&rect, (float) (rtl ? width - x - SWATCH : x), (float) (y - SWATCH / 2.0), SWATCH,
                          SWATCH);
      draw_box (snapshot, &rect, ink, level);
      x += SWATCH + GAP;
      draw_text (self, snapshot, text, rtl ? width - x : x, y, rtl ? 1 : 0, dim);
      x += text_width + 2 * GAP;
    }
}

/* Two hundred texts: drawn once, not with every move of the pointer. */
static GskRenderNode *
draw_all (RwHeatMap *self, const Ink *ink, const GdkRGBA *dim)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  draw_heads (self, snapshot, dim);
  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      {
        guint value = self->values[row * self->n_columns + column],
              level = rw_heat_map_get_level (value, self->most);
        graphene_rect_t rect;

        get_rect (self, row, column, &rect);
        draw_box (snapshot, &rect, ink, level);
        if (value > 0 && value < 10000 && self->pitch >= (value < 100 ? 19 : value < 1000 ? 27 : 34))
          {
            g_autofree char *text = self->value_text (value, value, self->user_data);

            draw_text (self, snapshot, text, rect.origin.x + rect.size.width / 2,
                       rect.origin.y + rect.size.height / 2, 0.5, &ink->on[level]);
          }
      }
  draw_legend (self, snapshot, ink, dim);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
forget (RwHeatMap *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rw_heat_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwHeatMap *self = RW_HEAT_MAP (widget);
  graphene_rect_t rect;
  GdkRGBA dim;
  Ink ink;

  if (!has_data (self))
    return;
  ink_init (self, &ink);
  dim = ink.ink;
  dim.alpha *= ink.high ? 1.0f : 0.68f;
  if (self->node == NULL)
    self->node = draw_all (self, &ink, &dim);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  if (self->hover >= 0)
    {
      get_rect (self, (guint) self->hover / self->n_columns, (guint) self->hover % self->n_columns,
                &rect);
      draw_ring (snapshot, &rect, &dim);
    }
  if (gtk_widget_is_focus (self->cells[self->current]))
    {
      get_rect (self, self->row, self->column, &rect);
      draw_ring (snapshot, &rect, &ink.levels[3]);
    }
  gtk_widget_snapshot_child (widget, self->bubble, snapshot);
}

static void
rw_heat_map_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  forget (RW_HEAT_MAP (widget));
  GTK_WIDGET_CLASS (rw_heat_map_parent_class)->direction_changed (widget, before);
}

static void
rw_heat_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rw_heat_map_parent_class)->css_changed (widget, change);
  forget (RW_HEAT_MAP (widget));
}

/* --- Reading a cell -------------------------------------------------------------------------------- */

/* What the bubble tells of: the cell under the pointer, or else the one with the focus. */
static gboolean
get_read (RwHeatMap *self, guint *row, guint *column)
{
  if (!has_data (self))
    return FALSE;
  *row = self->hover >= 0 ? (guint) self->hover / self->n_columns : self->row;
  *column = self->hover >= 0 ? (guint) self->hover % self->n_columns : self->column;
  return self->hover >= 0 || gtk_widget_is_focus (self->cells[self->current]);
}

static void
update_bubble (RwHeatMap *self)
{
  guint row, column;
  gboolean reads = get_read (self, &row, &column);

  if (reads)
    {
      g_autofree char *text = self->describe (row, column, self->user_data);

      gtk_label_set_label (GTK_LABEL (self->bubble), text);
    }
  gtk_widget_set_visible (self->bubble, reads);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_cell (RwHeatMap *self)
{
  GtkAccessible *cell = GTK_ACCESSIBLE (self->cells[self->current]);
  g_autofree char *sentence = NULL, *place = NULL;

  gtk_widget_set_visible (GTK_WIDGET (cell), has_data (self));
  if (!has_data (self))
    return;
  sentence = self->describe (self->row, self->column, self->user_data);
  place = g_strdup_printf (_ ("Row %u of %u, column %u of %u"), self->row + 1, self->n_rows, self->column + 1,
                           self->n_columns);
  gtk_accessible_update_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, place, -1);
  gtk_accessible_update_relation (cell, GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) self->row + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) self->column + 1, -1);
}

static void
set_cursor (RwHeatMap *self, guint row, guint column)
{
  gboolean moved = row != self->row || column != self->column;

  self->row = row;
  self->column = column;
  self->hover = -1;
  if (moved)
    {
      GtkWidget *old = self->cells[self->current];

      self->current = 1 - self->current;
      update_cell (self);
      /* Before the old one goes: the focus must not wander off. */
      gtk_widget_grab_focus (self->cells[self->current]);
      gtk_widget_set_visible (old, FALSE);
    }
  else
    gtk_widget_grab_focus (self->cells[self->current]);
  update_bubble (self);
}

static gboolean
key_cb (RwHeatMap *self, guint key, guint code, GdkModifierType state)
{
  int row = (int) self->row, column = (int) self->column, forth = is_rtl (self) ? -1 : 1;

  if (!has_data (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      row--;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      row++;
      break;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      column -= forth;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      column += forth;
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      column = 0;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      column = (int) self->n_columns - 1;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      row = 0;
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      row = (int) self->n_rows - 1;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      g_signal_emit (self, signal_activated, 0, self->row, self->column);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  set_cursor (self, (guint) CLAMP (row, 0, (int) self->n_rows - 1),
              (guint) CLAMP (column, 0, (int) self->n_columns - 1));
  return GDK_EVENT_STOP;
}

static void
motion_cb (RwHeatMap *self, double x, double y)
{
  guint row, column;
  int hover = rw_heat_map_hit (self, x, y, &row, &column) ? (int) (row * self->n_columns + column) : -1;

  if (hover == self->hover)
    return;
  self->hover = hover;
  update_bubble (self);
}

static void
leave_cb (RwHeatMap *self)
{
  self->hover = -1;
  update_bubble (self);
}

static void
released_cb (RwHeatMap *self, int n_press, double x, double y)
{
  guint row, column;

  if (n_press != 1 || !rw_heat_map_hit (self, x, y, &row, &column))
    return;
  set_cursor (self, row, column);
  g_signal_emit (self, signal_activated, 0, row, column);
}

/* --- GtkWidget ------------------------------------------------------------------------------------- */

static void
rw_heat_map_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  RwHeatMap *self = RW_HEAT_MAP (widget);

  measure_text (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->head_width + (int) self->n_columns * CELL_LEAST;
      *natural = self->head_width + (int) self->n_columns * CELL_HEIGHT;
    }
  else
    *minimum = *natural = get_top (self) + (int) self->n_rows * CELL_HEIGHT + GAP + MAX (self->text_height, SWATCH);
}

static void
rw_heat_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RwHeatMap *self = RW_HEAT_MAP (widget);
  graphene_rect_t rect;
  guint row, column;
  double pitch;

  if (!has_data (self))
    return;
  measure_text (self);
  pitch = (double) (width - self->head_width) / self->n_columns;
  /* What the pointer reads comes and goes without anything else moving. */
  if (pitch < self->pitch || pitch > self->pitch)
    forget (self);
  self->pitch = pitch;
  get_rect (self, self->row, self->column, &rect);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    if (gtk_widget_should_layout (self->cells[i]))
      gtk_widget_size_allocate (self->cells[i],
                                &(GtkAllocation){ (int) rect.origin.x, (int) rect.origin.y,
                                                  (int) rect.size.width, (int) rect.size.height },
                                -1);
  if (get_read (self, &row, &column) && gtk_widget_should_layout (self->bubble))
    {
      int bubble_width, bubble_height, x, y;

      get_rect (self, row, column, &rect);
      gtk_widget_measure (self->bubble, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &bubble_width, NULL, NULL);
      gtk_widget_measure (self->bubble, GTK_ORIENTATION_VERTICAL, -1, NULL, &bubble_height, NULL, NULL);
      bubble_width = MIN (bubble_width, width);
      x = (int) (rect.origin.x + rect.size.width / 2) - bubble_width / 2;
      y = (int) (rect.origin.y + rect.size.height) + 4;
      if (y + bubble_height > height)
        y = (int) rect.origin.y - bubble_height - 4;
      gtk_widget_size_allocate (self->bubble,
                                &(GtkAllocation){ CLAMP (x, 0, width - bubble_width), y, bubble_width,
                                                  bubble_height },
                                -1);
    }
}

static gboolean
rw_heat_map_grab_focus (GtkWidget *widget)
{
  RwHeatMap *self = RW_HEAT_MAP (widget);

  if (!has_data (self) || !gtk_widget_grab_focus (self->cells[self->current]))
    return FALSE;
  update_bubble (self);
  return TRUE;
}

/* One stop for Tab: the arrows are for within. */
static gboolean
rw_heat_map_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_get_focus_child (widget) == NULL && rw_heat_map_grab_focus (widget);
}

static void
rw_heat_map_dispose (GObject *object)
{
  RwHeatMap *self = RW_HEAT_MAP (object);

  self->n_rows = self->n_columns = 0;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->bubble, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->row_labels, g_strfreev);
  G_OBJECT_CLASS (rw_heat_map_parent_class)->dispose (object);
}

static void
rw_heat_map_class_init (RwHeatMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->dispose = rw_heat_map_dispose;
  widget_class->measure = rw_heat_map_measure;
  widget_class->size_allocate = rw_heat_map_size_allocate;
  widget_class->snapshot = rw_heat_map_snapshot;
  widget_class->css_changed = rw_heat_map_css_changed;
  widget_class->direction_changed = rw_heat_map_direction_changed;
  widget_class->focus = rw_heat_map_focus;
  widget_class->grab_focus = rw_heat_map_grab_focus;
  signal_activated = g_signal_new ("activated", RW_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "rwheatmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
rw_heat_map_init (RwHeatMap *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *motion = gtk_event_controller_motion_new (),
                     *key = gtk_event_controller_key_new (),
                     *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  static const char *const looks[] = { "notify::dark", "notify::high-contrast",
                                       "notify::accent-color" };

  self->hover = -1;
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      self->cells[i] = g_object_new (RW_TYPE_MATRIX_CELL, "visible", FALSE, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  self->bubble = gtk_label_new (NULL);
  gtk_widget_set_visible (self->bubble, FALSE);
  gtk_widget_set_can_target (self->bubble, FALSE);
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (update_bubble), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (update_bubble), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    g_signal_connect_object (manager, looks[i], G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rw_heat_map_new (void)
{
  return g_object_new (RW_TYPE_HEAT_MAP, NULL);
}

/**
 * rw_heat_map_set:
 * @data: copied, but for @user_data
 *
 * The current cell stays where it is as far as there is such a cell.
 */
void
rw_heat_map_set (RwHeatMap *self, const RwHeatData *data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_if_fail (RW_IS_HEAT_MAP (self) && data->column_text != NULL);
  g_return_if_fail (data->value_text != NULL && data->describe != NULL);

  g_free (self->values);
  g_strfreev (self->row_labels);
  self->n_rows = data->n_rows;
  self->n_columns = data->n_columns;
  self->values = g_memdup2 (data->values, (gsize) data->n_rows * data->n_columns * sizeof (guint));
  self->most = 0;
  for (guint i = 0; i < data->n_rows * data->n_columns; i++)
    self->most = MAX (self->most, data->values[i]);
  for (guint i = 0; i < data->n_rows; i++)
    g_strv_builder_add (builder, data->row_labels[i]);
  self->row_labels = g_strv_builder_end (builder);
  self->column_text = data->column_text;
  self->value_text = data->value_text;
  self->describe = data->describe;
  self->user_data = data->user_data;
  self->row = self->n_rows > 0 ? MIN (self->row, self->n_rows - 1) : 0;
  self->column = self->n_columns > 0 ? MIN (self->column, self->n_columns - 1) : 0;
  self->hover = -1;
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, data->title,
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, data->sentence != NULL ? data->sentence : "",
    GTK_ACCESSIBLE_PROPERTY_HELP_TEXT, _ ("The arrow keys read one cell after the other, Enter opens it."), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) self->n_rows, GTK_ACCESSIBLE_RELATION_COL_COUNT,
                                  (int) self->n_columns, -1);
  update_cell (self);
  update_bubble (self);
  forget (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rw_heat_map_get_reading:
 *
 * Returns: (transfer none) (nullable): what the cell under the pointer or with the focus says
 */
const char *
rw_heat_map_get_reading (RwHeatMap *self)
{
  g_return_val_if_fail (RW_IS_HEAT_MAP (self), NULL);
  return gtk_widget_get_visible (self->bubble) ? gtk_label_get_label (GTK_LABEL (self->bubble)) : NULL;
}

/**
 * rw_heat_map_get_current:
 *
 * Returns: (transfer none): the current cell as assistive technology sees it
 */
GtkAccessible *
rw_heat_map_get_current (RwHeatMap *self)
{
  g_return_val_if_fail (RW_IS_HEAT_MAP (self), NULL);
  return GTK_ACCESSIBLE (self->cells[self->current]);
}
