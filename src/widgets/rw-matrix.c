/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix.h"

#include <glib/gi18n.h>

#include "rw-matrix-blocks.h"
#include "rw-matrix-cell.h"

#define NOTHING G_MAXUINT

struct _RwMatrix
{
  GtkWidget parent_instance;

  RwMatrixBlocks blocks;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gboolean at_end; /* the last days are in view, and stay so */

  guint row, day; /* current cell */
  guint hover_row, hover_day;
  /* Two, in turn: the focus really moves with each step, so that a screen reader speaks. */
  GtkWidget *cells[2];
  guint current;
};

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  SIGNAL_CELL_SELECTED,
  SIGNAL_CELL_ACTIVATED,
  SIGNAL_ROW_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (RwMatrix, rw_matrix, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static int
offset (RwMatrix       *self,
        GtkOrientation  orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? (int) gtk_adjustment_get_value (adjustment) : 0;
}

static gboolean
has_data (RwMatrix *self)
{
  return self->blocks.n_rows > 0 && self->blocks.n_days > 0;
}

static void
update_cell (RwMatrix *self)
{
  GtkAccessible *cell = GTK_ACCESSIBLE (self->cells[self->current]);
  g_autofree char *sentence = NULL;
  g_autofree char *place = NULL;

  gtk_widget_set_visible (GTK_WIDGET (cell), has_data (self));
  if (!has_data (self))
    return;
  sentence = self->blocks.funcs.describe (self->row, self->day, self->blocks.data);
  place = g_strdup_printf (_("System %u of %u, day %u of %u"), self->row + 1, self->blocks.n_rows, self->day + 1,
                           self->blocks.n_days);
  gtk_accessible_update_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  place, -1);
  gtk_accessible_update_relation (cell, GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) self->row + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) self->day + 1, -1);
}

static void
configure_adjustments (RwMatrix *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double lengths[2] = {
    (double) self->blocks.n_days * self->blocks.pitch + 6,
    (double) self->blocks.n_rows * RW_MATRIX_ROW_HEIGHT + 6,
  };
  double pages[2] = { width - self->blocks.head_width, height - RW_MATRIX_HEADER_HEIGHT };

  for (int i = 0; i < 2; i++)
    {
      double page = MAX (pages[i], 1), upper = MAX (lengths[i], page), value;

      if (self->adjustments[i] == NULL)
        continue;
      value = gtk_adjustment_get_value (self->adjustments[i]);
      if (i == GTK_ORIENTATION_HORIZONTAL && self->at_end)
        value = upper - page;
      gtk_adjustment_configure (self->adjustments[i], CLAMP (value, 0, upper - page), 0, upper,
                                i == GTK_ORIENTATION_VERTICAL ? RW_MATRIX_ROW_HEIGHT * 3 : self->blocks.pitch * 7,
                                page * 0.9, page);
    }
}

static void
update_geometry (RwMatrix *self,
                 int       width)
{
  int head = CLAMP (width * 32 / 100, 250, 430);
  int pitch = self->blocks.n_days > 0 ? (width - head - 6) / (int) self->blocks.n_days : 0;

  /* All days when they fit, else as many whole cells of a good size as do, and a scrollbar. */
  if (pitch >= 15)
    pitch = MIN (pitch, 22);
  else
    {
      pitch = 18;
      head = MAX (width - 6 - (width - head - 6) / pitch * pitch, head);
    }
  if (head == self->blocks.head_width && pitch == self->blocks.pitch)
    return;
  self->blocks.head_width = head;
  self->blocks.pitch = pitch;
  rw_matrix_blocks_forget (&self->blocks);
}

static void
value_changed_cb (RwMatrix *self)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_HORIZONTAL];

  if (adjustment != NULL && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    self->at_end = gtk_adjustment_get_value (adjustment) >=
                   gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
  /* The widget of the current cell moves along. */
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (RwMatrix       *self,
                GtkOrientation  orientation,
                GtkAdjustment  *adjustment)
{
  if (adjustment != NULL && self->adjustments[orientation] == adjustment)
    return;
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation], value_changed_cb, self);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  g_set_object (&self->adjustments[orientation], g_object_ref_sink (adjustment));
  g_object_unref (adjustment);
  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  configure_adjustments (self);
}

static void
scroll_to_cursor (RwMatrix *self)
{
  double starts[2] = { (double) self->day * self->blocks.pitch, (double) self->row * RW_MATRIX_ROW_HEIGHT };
  double sizes[2] = { self->blocks.pitch + 6, RW_MATRIX_ROW_HEIGHT };

  for (int i = 0; i < 2; i++)
    if (self->adjustments[i] != NULL)
      gtk_adjustment_clamp_page (self->adjustments[i], starts[i], starts[i] + sizes[i]);
}

static void
set_hover (RwMatrix *self,
           guint     row,
           guint     day)
{
  if (self->hover_row == row && self->hover_day == day)
    return;
  self->hover_row = row;
  self->hover_day = day;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (RwMatrix *self,
           double    x,
           double    y)
{
  guint row = NOTHING, day = NOTHING;

  rw_matrix_hit (self, x, y, &row, &day);
  set_hover (self, row, day);
}

static void
leave_cb (RwMatrix *self)
{
  set_hover (self, NOTHING, NOTHING);
}

static void
pressed_cb (RwMatrix *self,
            int       n_press,
            double    x,
            double    y)
{
  guint row, day;

  switch (rw_matrix_hit (self, x, y, &row, &day))
    {
    case RW_MATRIX_AT_CELL:
      rw_matrix_set_cursor (self, row, day, TRUE);
      break;
    case RW_MATRIX_AT_HEAD:
      rw_matrix_set_cursor (self, row, self->blocks.n_days - 1, TRUE);
      if (n_press == 2)
        g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, row);
      break;
    case RW_MATRIX_AT_NOTHING:
    default:
      break;
    }
}

static void
released_cb (RwMatrix *self,
             int       n_press,
             double    x,
             double    y)
{
  guint row, day;

  if (n_press == 1 && rw_matrix_hit (self, x, y, &row, &day) == RW_MATRIX_AT_CELL && row == self->row && day == self->day)
    g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0, row, day);
}

static gboolean
key_pressed_cb (RwMatrix        *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  int page = MAX ((gtk_widget_get_height (GTK_WIDGET (self)) - RW_MATRIX_HEADER_HEIGHT) / RW_MATRIX_ROW_HEIGHT - 1, 1);
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  if (!has_data (self) || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      rw_matrix_move (self, -1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      rw_matrix_move (self, 1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      rw_matrix_move (self, 0, control ? -7 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      rw_matrix_move (self, 0, control ? 7 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      rw_matrix_move (self, -page, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      rw_matrix_move (self, page, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      rw_matrix_move (self, control ? -G_MAXINT : 0, control ? 0 : -G_MAXINT);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      rw_matrix_move (self, control ? G_MAXINT : 0, control ? 0 : G_MAXINT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (control)
        return GDK_EVENT_PROPAGATE;
      g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0, self->row, self->day);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
query_tooltip_cb (RwMatrix   *self,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  g_autofree char *sentence = NULL;
  GdkRectangle area;
  guint row = self->row, day = self->day;

  if (!keyboard && rw_matrix_hit (self, x, y, &row, &day) == RW_MATRIX_AT_NOTHING)
    return FALSE;
  if (!has_data (self))
    return FALSE;
  sentence = self->blocks.funcs.describe (row, day, self->blocks.data);
  gtk_tooltip_set_text (tooltip, sentence);
  if (rw_matrix_get_rect (self, row, day, &area))
    gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
style_changed_cb (RwMatrix *self)
{
  rw_matrix_blocks_forget (&self->blocks);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ring (GtkSnapshot           *snapshot,
      const graphene_rect_t *rect,
      float                  outset,
      float                  width,
      const GdkRGBA         *color)
{
  GskRoundedRect box;
  graphene_rect_t outer = *rect;
  float widths[4] = { width, width, width, width };
  GdkRGBA colors[4] = { *color, *color, *color, *color };

  graphene_rect_inset (&outer, -outset, -outset);
  gsk_rounded_rect_init_from_rect (&box, &outer, 3 + outset);
  gtk_snapshot_append_border (snapshot, &box, widths, colors);
}

static void
band (RwMatrix    *self,
      GtkSnapshot *snapshot,
      guint        row,
      float        alpha,
      int          width)
{
  GdkRGBA color;

  if (row >= self->blocks.n_rows)
    return;
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= alpha;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, (float) row * RW_MATRIX_ROW_HEIGHT, width, RW_MATRIX_ROW_HEIGHT));
}

static void
snapshot_cells (RwMatrix    *self,
                GtkSnapshot *snapshot,
                guint        first,
                guint        last,
                int          width,
                int          height)
{
  GdkRGBA accent, color;
  g_autofree GdkRGBA *accent_bg = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  graphene_rect_t rect, today;
  int x = offset (self, GTK_ORIENTATION_HORIZONTAL), y = offset (self, GTK_ORIENTATION_VERTICAL);

  accent = *accent_bg;
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (self->blocks.head_width, RW_MATRIX_HEADER_HEIGHT - 3,
                                                         width - self->blocks.head_width,
                                                         height - RW_MATRIX_HEADER_HEIGHT + 3));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->blocks.head_width - x, RW_MATRIX_HEADER_HEIGHT - y));
  for (guint block = first; block <= last; block++)
    {
      GskRenderNode *node = rw_matrix_blocks_cells (&self->blocks, GTK_WIDGET (self), block);

      if (node == NULL)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) block * RW_MATRIX_BLOCK_ROWS * RW_MATRIX_ROW_HEIGHT));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }

  /* Today, from the first row in view to the last. */
  rw_matrix_blocks_rect (&self->blocks, 0, self->blocks.n_days - 1, &today);
  graphene_rect_init (&rect, today.origin.x, y + 1, today.size.width,
                      MIN ((float) height - RW_MATRIX_HEADER_HEIGHT, (float) self->blocks.n_rows * RW_MATRIX_ROW_HEIGHT - y) - 2);
  ring (snapshot, &rect, 2, 1.5f, &accent);

  if (self->hover_row < self->blocks.n_rows && self->hover_day < self->blocks.n_days)
    {
      color.alpha *= 0.55f;
      rw_matrix_blocks_rect (&self->blocks, self->hover_row, self->hover_day, &rect);
      ring (snapshot, &rect, 1, 1.5f, &color);
    }
  if (gtk_widget_has_focus (self->cells[self->current]))
    {
      rw_matrix_blocks_rect (&self->blocks, self->row, self->day, &rect);
      ring (snapshot, &rect, 2.5f, 2, &accent);
    }
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
rw_matrix_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  RwMatrix *self = RW_MATRIX (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int x = offset (self, GTK_ORIENTATION_HORIZONTAL), y = offset (self, GTK_ORIENTATION_VERTICAL);
  int visible_height = height - RW_MATRIX_HEADER_HEIGHT;
  guint first_row, last_row, first, last;
  GskRenderNode *node;

  if (!has_data (self) || visible_height <= 0)
    return;
  first_row = MIN ((guint) y / RW_MATRIX_ROW_HEIGHT, self->blocks.n_rows - 1);
  last_row = MIN ((guint) (y + visible_height) / RW_MATRIX_ROW_HEIGHT, self->blocks.n_rows - 1);
  first = first_row / RW_MATRIX_BLOCK_ROWS;
  last = last_row / RW_MATRIX_BLOCK_ROWS;
  rw_matrix_blocks_keep (&self->blocks, first, last);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, RW_MATRIX_HEADER_HEIGHT, width, visible_height));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, RW_MATRIX_HEADER_HEIGHT - y));
  band (self, snapshot, self->hover_row, 0.04f, width);
  if (gtk_widget_has_focus (self->cells[self->current]))
    band (self, snapshot, self->row, 0.07f, width);
  for (guint block = first; block <= last; block++)
    {
      node = rw_matrix_blocks_names (&self->blocks, widget, block);
      if (node == NULL)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) block * RW_MATRIX_BLOCK_ROWS * RW_MATRIX_ROW_HEIGHT));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);

  snapshot_cells (self, snapshot, first, last, width, height);

  node = rw_matrix_blocks_header (&self->blocks, widget);
  if (node != NULL)
    {
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (self->blocks.head_width, 0, width - self->blocks.head_width,
                                                             RW_MATRIX_HEADER_HEIGHT));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->blocks.head_width - x, 0));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
      gtk_snapshot_pop (snapshot);
    }
}

static void
rw_matrix_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  RwMatrix *self = RW_MATRIX (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 320;
      *natural = 360 + 18 * (int) self->blocks.n_days;
    }
  else
    {
      *minimum = RW_MATRIX_HEADER_HEIGHT + 3 * RW_MATRIX_ROW_HEIGHT;
      *natural = RW_MATRIX_HEADER_HEIGHT + (int) CLAMP (self->blocks.n_rows, 3, 40) * RW_MATRIX_ROW_HEIGHT;
    }
}

static void
rw_matrix_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  RwMatrix *self = RW_MATRIX (widget);
  GdkRectangle rect = { 0, 0, 1, 1 };

  update_geometry (self, width);
  configure_adjustments (self);
  rw_matrix_get_rect (self, self->row, self->day, &rect);
  for (guint i = 0; i < 2; i++)
    if (gtk_widget_should_layout (self->cells[i]))
      gtk_widget_size_allocate (self->cells[i], &rect, -1);
}

static gboolean
rw_matrix_focus (GtkWidget        *widget,
                 GtkDirectionType  direction)
{
  RwMatrix *self = RW_MATRIX (widget);

  /* One stop for Tab: the arrows are for within. */
  if (!has_data (self) || gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (self->cells[self->current]);
}

static gboolean
rw_matrix_grab_focus (GtkWidget *widget)
{
  RwMatrix *self = RW_MATRIX (widget);

  return has_data (self) && gtk_widget_grab_focus (self->cells[self->current]);
}

static void
rw_matrix_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rw_matrix_parent_class)->css_changed (widget, change);
  rw_matrix_blocks_forget (&RW_MATRIX (widget)->blocks);
}

static void
rw_matrix_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  RwMatrix *self = RW_MATRIX (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[property_id - PROP_HADJUSTMENT]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[property_id - PROP_HSCROLL_POLICY]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rw_matrix_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  RwMatrix *self = RW_MATRIX (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      set_adjustment (self, property_id - PROP_HADJUSTMENT, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policies[property_id - PROP_HSCROLL_POLICY] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rw_matrix_dispose (GObject *object)
{
  RwMatrix *self = RW_MATRIX (object);

  for (guint i = 0; i < 2; i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], value_changed_cb, self);
      g_clear_object (&self->adjustments[i]);
      g_clear_pointer (&self->cells[i], gtk_widget_unparent);
    }
  if (self->blocks.blocks != NULL)
    rw_matrix_blocks_finish (&self->blocks);
  self->blocks.n_rows = 0;
  G_OBJECT_CLASS (rw_matrix_parent_class)->dispose (object);
}

static void
rw_matrix_class_init (RwMatrixClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rw_matrix_get_property;
  object_class->set_property = rw_matrix_set_property;
  object_class->dispose = rw_matrix_dispose;
  widget_class->snapshot = rw_matrix_snapshot;
  widget_class->measure = rw_matrix_measure;
  widget_class->size_allocate = rw_matrix_size_allocate;
  widget_class->focus = rw_matrix_focus;
  widget_class->grab_focus = rw_matrix_grab_focus;
  widget_class->css_changed = rw_matrix_css_changed;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[SIGNAL_CELL_SELECTED] = g_signal_new ("cell-selected", RW_TYPE_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_CELL_ACTIVATED] = g_signal_new ("cell-activated", RW_TYPE_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_ROW_ACTIVATED] = g_signal_new ("row-activated", RW_TYPE_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "rwmatrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
rw_matrix_init (RwMatrix *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();

  rw_status_install_css ();
  rw_matrix_blocks_init (&self->blocks);
  self->hover_row = self->hover_day = NOTHING;
  self->at_end = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (RW_TYPE_MATRIX_CELL, "visible", FALSE, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::accent-color", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rw_matrix_new (void)
{
  return g_object_new (RW_TYPE_MATRIX, NULL);
}

/**
 * rw_matrix_set_data:
 * @first_day: date of the first column, days since 1970
 * @funcs: (nullable): copied; may be %NULL when @n_rows is 0
 * @free_data: (nullable): for @data, when it is no longer needed
 *
 * Replaces everything. The current cell stays where it is as far as there is such a cell.
 */
void
rw_matrix_set_data (RwMatrix            *self,
                    guint                n_rows,
                    guint                n_days,
                    gint64               first_day,
                    const RwMatrixFuncs *funcs,
                    gpointer             data,
                    GDestroyNotify       free_data)
{
  gboolean first;

  g_return_if_fail (RW_IS_MATRIX (self) && (funcs != NULL || n_rows == 0));
  first = !has_data (self);
  if (self->blocks.free_data != NULL)
    self->blocks.free_data (self->blocks.data);
  rw_matrix_blocks_forget (&self->blocks);
  self->blocks.n_rows = n_rows;
  self->blocks.n_days = n_days;
  self->blocks.first_day = first_day;
  self->blocks.funcs = funcs != NULL ? *funcs : (RwMatrixFuncs) { 0 };
  self->blocks.data = data;
  self->blocks.free_data = free_data;
  self->row = n_rows > 0 ? MIN (self->row, n_rows - 1) : 0;
  self->day = n_days > 0 ? (first ? n_days - 1 : MIN (self->day, n_days - 1)) : 0;
  self->hover_row = self->hover_day = NOTHING;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Backups by system and day"), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) n_rows,
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) n_days, -1);
  update_cell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
rw_matrix_get_n_rows (RwMatrix *self)
{
  g_return_val_if_fail (RW_IS_MATRIX (self), 0);
  return self->blocks.n_rows;
}

/**
 * rw_matrix_get_cursor:
 * @row: (out): the current row
 * @day: (out): the current day
 *
 * Returns: whether there is a cell
 */
gboolean
rw_matrix_get_cursor (RwMatrix *self,
                      guint    *row,
                      guint    *day)
{
  g_return_val_if_fail (RW_IS_MATRIX (self), FALSE);
  *row = self->row;
  *day = self->day;
  return has_data (self);
}

/**
 * rw_matrix_set_cursor:
 * @focus: whether the cell takes the focus
 *
 * Makes a cell the current one and brings it into view.
 */
void
rw_matrix_set_cursor (RwMatrix *self,
                      guint     row,
                      guint     day,
                      gboolean  focus)
{
  gboolean moved, focused;

  g_return_if_fail (RW_IS_MATRIX (self));
  if (row >= self->blocks.n_rows || day >= self->blocks.n_days)
    return;
  moved = row != self->row || day != self->day;
  focused = focus || gtk_widget_has_focus (self->cells[self->current]);
  self->row = row;
  self->day = day;
  if (moved)
    {
      GtkWidget *old = self->cells[self->current];

      self->current = 1 - self->current;
      update_cell (self);
      /* Before the old one goes: the focus must not wander off. */
      if (focused)
        gtk_widget_grab_focus (self->cells[self->current]);
      gtk_widget_set_visible (old, FALSE);
      scroll_to_cursor (self);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      g_signal_emit (self, signals[SIGNAL_CELL_SELECTED], 0, row, day);
    }
  else if (focus)
    gtk_widget_grab_focus (self->cells[self->current]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rw_matrix_move:
 * @rows: down, or up
 * @days: towards today, or back
 *
 * Moves the current cell, as far as there are cells.
 */
void
rw_matrix_move (RwMatrix *self,
                int       rows,
                int       days)
{
  g_return_if_fail (RW_IS_MATRIX (self));
  if (!has_data (self))
    return;
  rw_matrix_set_cursor (self, (guint) CLAMP ((gint64) self->row + rows, 0, (gint64) self->blocks.n_rows - 1),
                        (guint) CLAMP ((gint64) self->day + days, 0, (gint64) self->blocks.n_days - 1), FALSE);
}

/**
 * rw_matrix_hit:
 * @x: in the widget
 * @y: in the widget
 * @row: (out): set for a head and a cell
 * @day: (out): set for a cell; for a head the last day
 */
RwMatrixPlace
rw_matrix_hit (RwMatrix *self,
               double    x,
               double    y,
               guint    *row,
               guint    *day)
{
  double from_first_row, from_first_day;

  g_return_val_if_fail (RW_IS_MATRIX (self), RW_MATRIX_AT_NOTHING);
  from_first_row = y - RW_MATRIX_HEADER_HEIGHT + offset (self, GTK_ORIENTATION_VERTICAL);
  from_first_day = x - self->blocks.head_width + offset (self, GTK_ORIENTATION_HORIZONTAL);
  if (!has_data (self) || x < 0 || y < RW_MATRIX_HEADER_HEIGHT || y >= gtk_widget_get_height (GTK_WIDGET (self)) ||
      from_first_row >= (double) self->blocks.n_rows * RW_MATRIX_ROW_HEIGHT)
    return RW_MATRIX_AT_NOTHING;
  if (x < self->blocks.head_width)
    {
      *row = (guint) (from_first_row / RW_MATRIX_ROW_HEIGHT);
      *day = self->blocks.n_days - 1;
      return RW_MATRIX_AT_HEAD;
    }
  if (from_first_day >= (double) self->blocks.n_days * self->blocks.pitch)
    return RW_MATRIX_AT_NOTHING;
  *row = (guint) (from_first_row / RW_MATRIX_ROW_HEIGHT);
  *day = (guint) (from_first_day / self->blocks.pitch);
  return RW_MATRIX_AT_CELL;
}

/**
 * rw_matrix_get_rect:
 * @rect: (out): the cell in the widget, for a popover to point to
 *
 * Returns: whether there is such a cell
 */
gboolean
rw_matrix_get_rect (RwMatrix     *self,
                    guint         row,
                    guint         day,
                    GdkRectangle *rect)
{
  graphene_rect_t cell;

  g_return_val_if_fail (RW_IS_MATRIX (self), FALSE);
  if (row >= self->blocks.n_rows || day >= self->blocks.n_days)
    return FALSE;
  rw_matrix_blocks_rect (&self->blocks, row, day, &cell);
  rect->x = (int) cell.origin.x + self->blocks.head_width - offset (self, GTK_ORIENTATION_HORIZONTAL);
  rect->y = (int) cell.origin.y + RW_MATRIX_HEADER_HEIGHT - offset (self, GTK_ORIENTATION_VERTICAL);
  rect->width = MAX ((int) cell.size.width, 1);
  rect->height = (int) cell.size.height;
  return TRUE;
}

/**
 * rw_matrix_get_current:
 *
 * Returns: (transfer none): the current cell as assistive technology sees it
 */
GtkAccessible *
rw_matrix_get_current (RwMatrix *self)
{
  g_return_val_if_fail (RW_IS_MATRIX (self), NULL);
  return GTK_ACCESSIBLE (self->cells[self->current]);
}
