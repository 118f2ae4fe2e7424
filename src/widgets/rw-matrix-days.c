/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-days.h"

#include <adwaita.h>

#include "rw-matrix-blocks.h"
#include "rw-matrix-paint.h"

#define PITCH 18

struct _RwMatrixDays
{
  GtkWidget parent_instance;
  guint8 *cells;
  guint n;
};

G_DEFINE_FINAL_TYPE (RwMatrixDays, rw_matrix_days, GTK_TYPE_WIDGET)

static void
rw_matrix_days_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* Of few days it is enough to see the last ones. */
      *minimum = PITCH;
      *natural = (int) RW_MATRIX_DAYS (widget)->n * PITCH;
    }
  else
    *minimum = *natural = RW_MATRIX_ROW_HEIGHT;
}

static void
rw_matrix_days_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  RwMatrixDays *self = RW_MATRIX_DAYS (widget);
  guint room = (guint) MAX (gtk_widget_get_width (widget) / PITCH, 0), n = MIN (self->n, room);
  RwMatrixPaint *paint = rw_matrix_paint_new ();
  RwMatrixInk ink;

  rw_matrix_ink_init (&ink);
  for (guint i = 0; i < n; i++)
    rw_matrix_paint_cell (paint, self->cells[self->n - n + i],
                          &GRAPHENE_RECT_INIT ((float) i * PITCH + 1, 2, PITCH - RW_MATRIX_CELL_GAP, RW_MATRIX_ROW_HEIGHT - 5));
  rw_matrix_paint_end (paint, snapshot, &ink);
}

static void
rw_matrix_days_finalize (GObject *object)
{
  g_free (RW_MATRIX_DAYS (object)->cells);
  G_OBJECT_CLASS (rw_matrix_days_parent_class)->finalize (object);
}

static void
rw_matrix_days_class_init (RwMatrixDaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_matrix_days_finalize;
  widget_class->measure = rw_matrix_days_measure;
  widget_class->snapshot = rw_matrix_days_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rw_matrix_days_init (RwMatrixDays *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rw_matrix_days_new (void)
{
  return g_object_new (RW_TYPE_MATRIX_DAYS, NULL);
}

/**
 * rw_matrix_days_set:
 * @cells: (array length=n): a #RwBackupResult per day, oldest first; copied
 * @sentence: the same in words
 */
void
rw_matrix_days_set (RwMatrixDays *self,
                    const guint8 *cells,
                    guint         n,
                    const char   *sentence)
{
  g_return_if_fail (RW_IS_MATRIX_DAYS (self));
  g_free (self->cells);
  self->cells = g_memdup2 (cells, n);
  self->n = n;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
