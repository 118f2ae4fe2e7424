/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-blocks.h"
#include "rw-matrix-paint.h"

#define RW_TYPE_MATRIX_SWATCH (rw_matrix_swatch_get_type ())
G_DECLARE_FINAL_TYPE (RwMatrixSwatch, rw_matrix_swatch, RW, MATRIX_SWATCH, GtkWidget)

/* One cell, drawn as the matrix draws it. */
struct _RwMatrixSwatch
{
  GtkWidget parent_instance;
  RwBackupResult result;
  gboolean strip;
};

G_DEFINE_FINAL_TYPE (RwMatrixSwatch, rw_matrix_swatch, GTK_TYPE_WIDGET)

static void
rw_matrix_swatch_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 15 : RW_MATRIX_ROW_HEIGHT - 5;
}

static void
rw_matrix_swatch_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RwMatrixPaint *paint = rw_matrix_paint_new ();
  RwMatrixInk ink;

  rw_matrix_ink_init (&ink);
  (RW_MATRIX_SWATCH (widget)->strip
     ? rw_matrix_paint_strip
     : rw_matrix_paint_cell) (paint, RW_MATRIX_SWATCH (widget)->result,
                              &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                   (float) gtk_widget_get_height (widget)));
  rw_matrix_paint_end (paint, snapshot, &ink);
}

static void
rw_matrix_swatch_class_init (RwMatrixSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rw_matrix_swatch_measure;
  widget_class->snapshot = rw_matrix_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rw_matrix_swatch_init (RwMatrixSwatch *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * rw_matrix_legend_new:
 *
 * Returns: (transfer floating): one line that says what the cells of an #RwMatrix mean
 */
GtkWidget *
rw_matrix_legend_new (void)
{
  static const RwBackupResult results[] = {
    RW_BACKUP_GOOD, RW_BACKUP_WARNING, RW_BACKUP_SUSPICIOUS, RW_BACKUP_FAILED,
    RW_BACKUP_MISSED, RW_BACKUP_NO_JOB, RW_BACKUP_RUNNING, RW_BACKUP_UNKNOWN,
  };
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
      RwMatrixSwatch *swatch = g_object_new (RW_TYPE_MATRIX_SWATCH, NULL);
      GtkWidget *label = gtk_label_new (rw_backup_result_label (results[i]));

      swatch->result = results[i];
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (entry), GTK_WIDGET (swatch));
      gtk_box_append (GTK_BOX (entry), label);
      gtk_box_append (GTK_BOX (legend), entry);
    }
  return legend;
}

/**
 * rw_matrix_legend_set_strip:
 * @legend: from rw_matrix_legend_new()
 * @strip: whether it explains a strip
 */
void
rw_matrix_legend_set_strip (GtkWidget *legend,
                            gboolean   strip)
{
  for (GtkWidget *child = gtk_widget_get_first_child (legend); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (RW_IS_MATRIX_SWATCH (child))
        {
          RW_MATRIX_SWATCH (child)->strip = strip;
          gtk_widget_queue_draw (child);
        }
      else
        rw_matrix_legend_set_strip (child, strip);
    }
}
