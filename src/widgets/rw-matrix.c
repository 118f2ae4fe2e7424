/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-matrix-cell.h"
#include "rw-matrix-private.h"

/* A day of a strip. */
#define STRIP_PITCH_LEAST 2
#define STRIP_PITCH_MOST  8

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
  SIGNAL_HEADING_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (RwMatrix, rw_matrix, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

int
rw_matrix_offset (RwMatrix       *self,
                  GtkOrientation  orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? (int) gtk_adjustment_get_value (adjustment) : 0;
}

gboolean
rw_matrix_has_data (RwMatrix *self)
{
  return self->blocks.n_rows > 0 && self->blocks.n_days > 0;
}

void
rw_matrix_emit_cell (RwMatrix *self,
                     guint     row,
                     guint     day)
{
  g_signal_emit (self, signals[SIGNAL_CELL_ACTIVATED], 0, row, day);
}

void
rw_matrix_emit_row (RwMatrix *self,
                    guint     row)
{
  g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, row);
}

void
rw_matrix_emit_heading (RwMatrix *self,
                        guint     row)
{
  g_signal_emit (self, signals[SIGNAL_HEADING_ACTIVATED], 0, row);
}

RwMatrixHeading
rw_matrix_heading_at (RwMatrix *self,
                      guint     row)
{
  RwMatrixRow info = { 0 };

  if (row >= self->blocks.n_rows)
    return RW_MATRIX_NO_HEADING;
  self->blocks.funcs.get_row (row, &info, self->blocks.data);
  return info.heading;
}

static void
update_cell (RwMatrix *self)
{
  GtkAccessible *cell = GTK_ACCESSIBLE (self->cells[self->current]);
  g_autofree char *sentence = NULL;
  g_autofree char *place = NULL;
  RwMatrixHeading heading;

  gtk_widget_set_visible (GTK_WIDGET (cell), rw_matrix_has_data (self));
  if (!rw_matrix_has_data (self))
    return;
  sentence = self->blocks.funcs.describe (self->row, self->day, self->blocks.data);
  heading = rw_matrix_heading_at (self, self->row);
  /* Only a heading can be folded. */
  if (heading == RW_MATRIX_NO_HEADING)
    gtk_accessible_reset_state (cell, GTK_ACCESSIBLE_STATE_EXPANDED);
  else
    gtk_accessible_update_state (cell, GTK_ACCESSIBLE_STATE_EXPANDED, heading == RW_MATRIX_OPEN,
                                 -1);
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
  int head = CLAMP (width * (self->blocks.strip ? 26 : 32) / 100, 250, 430);
  int pitch = self->blocks.n_days > 0 ? (width - head - 6) / (int) self->blocks.n_days : 0;

  if (self->blocks.strip)
    pitch = CLAMP (pitch, STRIP_PITCH_LEAST, STRIP_PITCH_MOST);
  /* All days when they fit, else as many whole cells of a good size as do, and a scrollbar. */
  else if (pitch >= 15)
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
style_changed_cb (RwMatrix *self)
{
  rw_matrix_blocks_forget (&self->blocks);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rw_matrix_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  rw_matrix_draw (RW_MATRIX (widget), snapshot);
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
  if (!rw_matrix_has_data (self) || gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (self->cells[self->current]);
}

static gboolean
rw_matrix_grab_focus (GtkWidget *widget)
{
  RwMatrix *self = RW_MATRIX (widget);

  return rw_matrix_has_data (self) && gtk_widget_grab_focus (self->cells[self->current]);
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

  signals[SIGNAL_HEADING_ACTIVATED] =
    g_signal_new ("heading-activated", RW_TYPE_MATRIX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "rwmatrix");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
rw_matrix_init (RwMatrix *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  rw_status_install_css ();
  rw_matrix_blocks_init (&self->blocks);
  self->hover_row = self->hover_day = RW_MATRIX_NOTHING;
  self->at_end = TRUE;
  for (guint i = 0; i < 2; i++)
    {
      self->cells[i] = g_object_new (RW_TYPE_MATRIX_CELL, "visible", FALSE, NULL);
      gtk_widget_set_parent (self->cells[i], GTK_WIDGET (self));
    }
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  rw_matrix_add_controllers (self);
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
  first = !rw_matrix_has_data (self);
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
  self->hover_row = self->hover_day = RW_MATRIX_NOTHING;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Backups by system and day"), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) n_rows,
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) n_days, -1);
  update_cell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rw_matrix_set_strip:
 * @strip: whether each day is a narrow piece of a strip: for a year and more
 */
void
rw_matrix_set_strip (RwMatrix *self,
                     gboolean  strip)
{
  g_return_if_fail (RW_IS_MATRIX (self));
  strip = !!strip;
  if (strip == self->blocks.strip)
    return;
  self->blocks.strip = strip;
  self->at_end = TRUE;
  rw_matrix_blocks_forget (&self->blocks);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
rw_matrix_get_strip (RwMatrix *self)
{
  g_return_val_if_fail (RW_IS_MATRIX (self), FALSE);
  return self->blocks.strip;
}

guint
rw_matrix_get_n_rows (RwMatrix *self)
{
  g_return_val_if_fail (RW_IS_MATRIX (self), 0);
  return self->blocks.n_rows;
}

guint
rw_matrix_get_n_days (RwMatrix *self)
{
  g_return_val_if_fail (RW_IS_MATRIX (self), 0);
  return self->blocks.n_days;
}

/**
 * rw_matrix_describe_again:
 *
 * There is more to say now about the current cell, or about the one under the pointer.
 */
void
rw_matrix_describe_again (RwMatrix *self)
{
  g_return_if_fail (RW_IS_MATRIX (self));
  update_cell (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
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
  return rw_matrix_has_data (self);
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
  if (!rw_matrix_has_data (self))
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
  from_first_row = y - RW_MATRIX_HEADER_HEIGHT + rw_matrix_offset (self, GTK_ORIENTATION_VERTICAL);
  from_first_day =
    x - self->blocks.head_width + rw_matrix_offset (self, GTK_ORIENTATION_HORIZONTAL);
  if (!rw_matrix_has_data (self) || x < 0 || y < RW_MATRIX_HEADER_HEIGHT ||
      y >= gtk_widget_get_height (GTK_WIDGET (self)) ||
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
  rect->x = (int) cell.origin.x + self->blocks.head_width -
            rw_matrix_offset (self, GTK_ORIENTATION_HORIZONTAL);
  rect->y = (int) cell.origin.y + RW_MATRIX_HEADER_HEIGHT -
            rw_matrix_offset (self, GTK_ORIENTATION_VERTICAL);
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
