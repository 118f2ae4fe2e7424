/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-steady-row.h"

struct _RwSteadyRow
{
  GObject parent_instance;

  GObject *item;
  guint n_bound;
};

G_DEFINE_FINAL_TYPE (RwSteadyRow, rw_steady_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rw_steady_row_dispose (GObject *object)
{
  RwSteadyRow *self = RW_STEADY_ROW (object);

  g_clear_object (&self->item);
  G_OBJECT_CLASS (rw_steady_row_parent_class)->dispose (object);
}

static void
rw_steady_row_class_init (RwSteadyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_steady_row_dispose;

  /**
   * RwSteadyRow::changed:
   *
   * Another item is in the row, or none.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_steady_row_init (RwSteadyRow *self)
{
}

/**
 * rw_steady_row_get_item:
 *
 * Returns: (transfer none) (nullable): the item of the list that is in the row; %NULL in a spare row, which is not to be seen
 */
gpointer
rw_steady_row_get_item (RwSteadyRow *self)
{
  g_return_val_if_fail (RW_IS_STEADY_ROW (self), NULL);
  return self->item;
}

/**
 * rw_steady_row_set_item:
 * @item: (nullable): what is in the row from now on
 *
 * For #RwSteadyRows alone.
 */
void
rw_steady_row_set_item (RwSteadyRow *self,
                        gpointer     item)
{
  g_return_if_fail (RW_IS_STEADY_ROW (self));
  if (g_set_object (&self->item, item))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rw_steady_row_bound:
 *
 * To be called when a widget begins to show the row: only such a row is worth keeping.
 */
void
rw_steady_row_bound (RwSteadyRow *self)
{
  g_return_if_fail (RW_IS_STEADY_ROW (self));
  self->n_bound++;
}

void
rw_steady_row_unbound (RwSteadyRow *self)
{
  g_return_if_fail (RW_IS_STEADY_ROW (self) && self->n_bound > 0);
  self->n_bound--;
}

gboolean
rw_steady_row_is_bound (RwSteadyRow *self)
{
  g_return_val_if_fail (RW_IS_STEADY_ROW (self), FALSE);
  return self->n_bound > 0;
}

/**
 * rw_steady_row_hide_spare:
 * @child: what a cell of the row shows
 *
 * Hides the whole line of the table that @child is in when the row is spare, and shows it otherwise. To be
 * called for one cell of each row when it is bound and when it changes.
 */
void
rw_steady_row_hide_spare (RwSteadyRow *self,
                          GtkWidget   *child)
{
  GtkWidget *cell, *line;

  g_return_if_fail (RW_IS_STEADY_ROW (self) && GTK_IS_WIDGET (child));
  cell = gtk_widget_get_parent (child);
  line = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  if (line != NULL)
    gtk_widget_set_visible (line, self->item != NULL);
}
