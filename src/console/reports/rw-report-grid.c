/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-grid.h"

#define SPACING      12
#define COLUMN_LEAST 390
#define COLUMNS_MOST 3

struct _RwReportGrid
{
  GtkWidget parent_instance;

  GPtrArray *cards; /* (element-type RwReportCard) */
};

G_DEFINE_FINAL_TYPE (RwReportGrid, rw_report_grid, GTK_TYPE_WIDGET)

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
          int x = (int) j * (card_width + SPACING);
          GtkAllocation area = { rtl ? width - x - card_width : x, y, card_width, row_height };

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

static void
rw_report_grid_dispose (GObject *object)
{
  RwReportGrid *self = RW_REPORT_GRID (object);

  if (self->cards != NULL)
    rw_report_grid_truncate (self, 0);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_report_grid_parent_class)->dispose (object);
}

static void
rw_report_grid_class_init (RwReportGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_report_grid_dispose;
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
 * rw_report_grid_get:
 *
 * Returns: (transfer none) (nullable): the card there
 */
RwReportCard *
rw_report_grid_get (RwReportGrid *self, guint index)
{
  g_return_val_if_fail (RW_IS_REPORT_GRID (self), NULL);
  return index < self->cards->len ? self->cards->pdata[index] : NULL;
}

/**
 * rw_report_grid_add:
 * @card: (transfer floating): becomes the last
 */
void
rw_report_grid_add (RwReportGrid *self, GtkWidget *card)
{
  g_return_if_fail (RW_IS_REPORT_GRID (self) && RW_IS_REPORT_CARD (card));

  g_ptr_array_add (self->cards, card);
  gtk_widget_set_parent (card, GTK_WIDGET (self));
}

/**
 * rw_report_grid_truncate:
 *
 * Removes the cards after the first @n.
 */
void
rw_report_grid_truncate (RwReportGrid *self, guint n)
{
  g_return_if_fail (RW_IS_REPORT_GRID (self));

  while (self->cards->len > n)
    {
      gtk_widget_unparent (self->cards->pdata[self->cards->len - 1]);
      g_ptr_array_set_size (self->cards, self->cards->len - 1);
    }
}
