/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-grid.h"

#define SPACING      12
#define COLUMN_LEAST 364
#define COLUMNS_MOST 3

struct _RwReportGrid
{
  GtkWidget parent_instance;

  GPtrArray *cards;   /* (element-type RwReportCard) */
  GPtrArray *figures; /* (element-type RwReportFigure): to be shown */
  guint n_shown;      /* so many of them are by now */
  guint fill_source, fill_tick;
};

G_DEFINE_FINAL_TYPE (RwReportGrid, rw_report_grid, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
count_narrow (RwReportGrid *self)
{
  guint n = 0;

  for (guint i = 0; i < self->cards->len; i++)
    n += !rw_report_card_is_wide (self->cards->pdata[i]);
  return n;
}

/* Four are two and two rather than three and one. */
static int
count_columns (RwReportGrid *self, int width)
{
  int most = CLAMP ((width + SPACING) / (COLUMN_LEAST + SPACING), 1, COLUMNS_MOST),
      n = (int) MAX (count_narrow (self), 1);

  if (n <= most)
    return n;
  return most == 3 && n == 4 ? 2 : most;
}

/* The next row, from @first on.
 *
 * Returns: how many cards are in it */
static guint
measure_row (RwReportGrid *self, guint first, int columns, int width, int *card_width, int *height)
{
  RwReportCard *card = self->cards->pdata[first];
  guint n = 0;

  *height = 0;
  *card_width = rw_report_card_is_wide (card) ? width : (width - (columns - 1) * SPACING) / columns;
  for (guint i = first; i < self->cards->len && (int) n < columns; i++)
    {
      int natural;

      if (i > first &&
          (rw_report_card_is_wide (self->cards->pdata[i]) || rw_report_card_is_wide (card)))
        break;
      gtk_widget_measure (self->cards->pdata[i], GTK_ORIENTATION_VERTICAL, *card_width, NULL,
                          &natural, NULL, NULL);
      *height = MAX (*height, natural);
      n++;
    }
  /* What stands alone need not leave room for others. */
  if (n == 1 && *card_width < width)
    {
      *card_width = width;
      gtk_widget_measure (GTK_WIDGET (card), GTK_ORIENTATION_VERTICAL, width, NULL, height, NULL,
                          NULL);
    }
  return n;
}

static void
rw_report_grid_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  RwReportGrid *self = RW_REPORT_GRID (widget);
  int columns, width = 0, height = 0;

  for (guint i = 0; i < self->cards->len; i++)
    {
      int least;

      gtk_widget_measure (self->cards->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                          NULL);
      width = MAX (width, least);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width;
      *natural = MAX (width, 2 * COLUMN_LEAST + SPACING);
      return;
    }
  width = MAX (width, for_size);
  columns = count_columns (self, width);
  for (guint i = 0; i < self->cards->len;)
    {
      int card_width, row_height;

      height += i > 0 ? SPACING : 0;
      i += measure_row (self, i, columns, width, &card_width, &row_height);
      height += row_height;
    }
  *minimum = *natural = height;
}

static void
rw_report_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RwReportGrid *self = RW_REPORT_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int columns = count_columns (self, width), y = 0;

  for (guint i = 0; i < self->cards->len;)
    {
      int card_width, row_height;
      guint n = measure_row (self, i, columns, width, &card_width, &row_height);

      for (guint j = 0; j < n; j++)
        {
          /* What does not divide evenly is spread, so that the last one ends where the row does. */
          int x = n == 1 ? 0 : (int) j * (width + SPACING) / columns,
              end = n == 1 ? width : (int) (j + 1) * (width + SPACING) / columns - SPACING;
          GtkAllocation area = { rtl ? width - end : x, y, end - x, row_height };

          gtk_widget_size_allocate (self->cards->pdata[i + j], &area, -1);
        }
      y += row_height + SPACING;
      i += n;
    }
}

static GtkSizeRequestMode
rw_report_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* --- Filling --------------------------------------------------------------------------------------- */

static void
opened_cb (RwReportGrid *self, gpointer line, RwReportCard *card)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, line, card);
}

static void
save_cb (RwReportGrid *self, RwReportCard *card)
{
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, card);
}

static void
show_figure (RwReportGrid *self, guint index)
{
  GtkWidget *card;

  if (index < self->cards->len)
    {
      gboolean wide = rw_report_card_is_wide (self->cards->pdata[index]);

      rw_report_card_set_figure (self->cards->pdata[index], self->figures->pdata[index]);
      if (wide != rw_report_card_is_wide (self->cards->pdata[index]))
        gtk_widget_queue_resize (GTK_WIDGET (self));
      return;
    }
  card = rw_report_card_new (self->figures->pdata[index]);
  g_signal_connect_swapped (card, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (card, "save", G_CALLBACK (save_cb), self);
  g_ptr_array_add (self->cards, card);
  gtk_widget_set_parent (card, GTK_WIDGET (self));
}

static void
truncate_cards (RwReportGrid *self, guint n)
{
  while (self->cards->len > n)
    {
      gtk_widget_unparent (self->cards->pdata[self->cards->len - 1]);
      g_ptr_array_set_size (self->cards, self->cards->len - 1);
    }
}

/* Returns: whether there is more to show */
static gboolean
show_next (RwReportGrid *self)
{
  if (self->n_shown < self->figures->len)
    {
      show_figure (self, self->n_shown++);
      return G_SOURCE_CONTINUE;
    }
  truncate_cards (self, self->figures->len);
  self->fill_source = self->fill_tick = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
fill_cb (gpointer user_data)
{
  return show_next (user_data);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  return show_next (RW_REPORT_GRID (widget));
}

/* One card a frame: nobody who types meanwhile waits for all of them to be laid out and painted. Where nothing is
 * painted there are no frames. */
static void
begin_to_fill (RwReportGrid *self)
{
  if (self->fill_source != 0 || self->fill_tick != 0)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->fill_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  else
    self->fill_source = g_idle_add (fill_cb, self);
}

static void
stop_filling (RwReportGrid *self)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  if (self->fill_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->fill_tick);
  self->fill_tick = 0;
}

/* What was begun with frames goes on without them. */
static void
rw_report_grid_unmap (GtkWidget *widget)
{
  RwReportGrid *self = RW_REPORT_GRID (widget);
  gboolean filling = rw_report_grid_is_filling (self);

  stop_filling (self);
  GTK_WIDGET_CLASS (rw_report_grid_parent_class)->unmap (widget);
  if (filling)
    self->fill_source = g_idle_add (fill_cb, self);
}

static void
rw_report_grid_dispose (GObject *object)
{
  RwReportGrid *self = RW_REPORT_GRID (object);

  stop_filling (self);
  if (self->cards != NULL)
    truncate_cards (self, 0);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_report_grid_parent_class)->dispose (object);
}

static void
rw_report_grid_class_init (RwReportGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_report_grid_dispose;
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", RW_TYPE_REPORT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, RW_TYPE_REPORT_CARD);
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_REPORT_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_REPORT_CARD);
  widget_class->unmap = rw_report_grid_unmap;
  widget_class->measure = rw_report_grid_measure;
  widget_class->size_allocate = rw_report_grid_size_allocate;
  widget_class->get_request_mode = rw_report_grid_get_request_mode;
}

static void
rw_report_grid_init (RwReportGrid *self)
{
  self->cards = g_ptr_array_new ();
}

GtkWidget *
rw_report_grid_new (void)
{
  return g_object_new (RW_TYPE_REPORT_GRID, NULL);
}

/**
 * rw_report_grid_set:
 * @figures: (element-type RwReportFigure): kept; shown one after the other
 *
 * Replaces what is shown; cards that look as before are kept as they are.
 */
void
rw_report_grid_set (RwReportGrid *self, GPtrArray *figures)
{
  g_return_if_fail (RW_IS_REPORT_GRID (self));

  g_ptr_array_ref (figures);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  self->figures = figures;
  self->n_shown = 0;
  begin_to_fill (self);
}

/**
 * rw_report_grid_is_filling:
 *
 * Returns: whether not all figures are shown yet
 */
gboolean
rw_report_grid_is_filling (RwReportGrid *self)
{
  g_return_val_if_fail (RW_IS_REPORT_GRID (self), FALSE);
  return self->fill_source != 0 || self->fill_tick != 0;
}
