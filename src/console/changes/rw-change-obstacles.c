/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-obstacles.h"

#include <glib/gi18n.h>

#include "rules/rw-change-rules.h"

struct _RwChangeObstacles
{
  RwChangeBox parent_instance;

  GtkWidget *conflicts;
};

G_DEFINE_FINAL_TYPE (RwChangeObstacles, rw_change_obstacles, RW_TYPE_CHANGE_BOX)

static void
evaluated_cb (RwChangeObstacles *self)
{
  guint n = rw_change_conflicts_get_found (RW_CHANGE_CONFLICTS (self->conflicts))->len;
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : NULL;

  rw_change_box_set_summary (RW_CHANGE_BOX (self), count);
}

static void
open_cb (RwChangeObstacles *self,
         int                kind,
         const RwId        *id)
{
  rw_change_box_open (RW_CHANGE_BOX (self), (RwKind) kind, id);
}

/**
 * rw_change_obstacles_read:
 * @func: (nullable): see rw_change_conflicts_read()
 */
void
rw_change_obstacles_read (RwChangeObstacles *self,
                          RwChangeReadFunc   func,
                          gpointer           data)
{
  const RwChangeShown *shown = rw_change_box_get_shown (RW_CHANGE_BOX (self));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (shown != NULL);
  for (guint i = 0; i < shown->detail->items->len; i++)
    g_ptr_array_add (ids, rw_id_copy (&((RwNamedRecord *) shown->detail->items->pdata[i])->id));
  rw_change_conflicts_read (RW_CHANGE_CONFLICTS (self->conflicts),
                            rw_page_get_session (rw_change_box_get_page (RW_CHANGE_BOX (self))),
                            shown->detail->change, ids, func, data);
}

static void
rw_change_obstacles_show (RwChangeBox         *box,
                          const RwChangeShown *shown,
                          gboolean             other)
{
  RwChangeObstacles *self = RW_CHANGE_OBSTACLES (box);
  RwChangeStatus status =
    (RwChangeStatus) rw_record_get_enum (shown->detail->change, RW_CHANGE_STATUS);

  /* What is over collides with nothing. */
  gtk_widget_set_visible (GTK_WIDGET (self), status < RW_CHANGE_STATUS_REVIEW);
  rw_change_conflicts_set_movable (RW_CHANGE_CONFLICTS (self->conflicts),
                                   shown->may_edit && rw_change_status_may_reschedule (status));
  if (status < RW_CHANGE_STATUS_REVIEW)
    rw_change_obstacles_read (self, NULL, NULL);
}

static void
rw_change_obstacles_class_init (RwChangeObstaclesClass *klass)
{
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_obstacles_show;
}

static void
rw_change_obstacles_init (RwChangeObstacles *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Conflicts"));
  self->conflicts = rw_change_conflicts_new ();
  g_signal_connect_object (self->conflicts, "evaluated", G_CALLBACK (evaluated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conflicts, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->conflicts);
}

GtkWidget *
rw_change_obstacles_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_OBSTACLES, NULL);
}

/**
 * rw_change_obstacles_get_conflicts:
 *
 * Returns: (transfer none): what judges
 */
RwChangeConflicts *
rw_change_obstacles_get_conflicts (RwChangeObstacles *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_OBSTACLES (self), NULL);
  return RW_CHANGE_CONFLICTS (self->conflicts);
}
