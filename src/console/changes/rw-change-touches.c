/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-touches.h"

#include <glib/gi18n.h>
#include <string.h>

#include "query/rw-query-change-impact.h"
#include "rw-impact-graph.h"

/* So many of each column are drawn; the others are counted. */
#define MOST 14

struct _RwChangeTouches
{
  RwChangeBox parent_instance;

  GtkWidget *graph;
  GtkWidget *hint;
  RwChangeImpact *impact; /* (nullable): what is drawn */
  GCancellable *cancellable;
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (RwChangeTouches, rw_change_touches, RW_TYPE_CHANGE_BOX)

static const char *
heading_of (RwImpactLayer layer)
{
  switch (layer)
    {
    case RW_IMPACT_ITEMS:
      return C_ ("impact", "Items");
    case RW_IMPACT_SYSTEMS:
      return C_ ("impact", "Systems on Them");
    case RW_IMPACT_SERVICES:
      return C_ ("impact", "Services");
    case RW_IMPACT_CUSTOMERS:
    case RW_IMPACT_N_LAYERS:
    default:
      return C_ ("impact", "Customers");
    }
}

static gboolean
same_impact (const RwChangeImpact *one,
             const RwChangeImpact *other)
{
  if (one == NULL || one->nodes->len != other->nodes->len || one->ties->len != other->ties->len ||
      memcmp (one->n, other->n, sizeof one->n) != 0)
    return FALSE;
  for (guint i = 0; i < one->nodes->len; i++)
    {
      const RwImpactNode *a = one->nodes->pdata[i], *b = other->nodes->pdata[i];

      if (!rw_id_equal (&a->id, &b->id) || g_strcmp0 (a->name, b->name) != 0)
        return FALSE;
    }
  return one->ties->len == 0 ||
         memcmp (one->ties->data, other->ties->data, one->ties->len * sizeof (RwImpactTie)) == 0;
}

static void
draw (RwChangeTouches *self)
{
  RwImpactGraph *graph = RW_IMPACT_GRAPH (self->graph);
  const RwChangeImpact *impact = self->impact;
  guint named[RW_IMPACT_N_LAYERS] = { 0 };
  g_autofree char *summary = NULL;

  rw_impact_graph_clear (graph);
  for (guint i = 0; i < impact->nodes->len; i++)
    {
      const RwImpactNode *node = impact->nodes->pdata[i];

      named[node->layer]++;
      rw_impact_graph_add_node (graph, node->layer, node->name, rw_kind_label (node->kind));
    }
  for (guint i = 0; i < impact->ties->len; i++)
    {
      const RwImpactTie *tie = &g_array_index (impact->ties, RwImpactTie, i);

      rw_impact_graph_add_line (graph, tie->from, tie->to);
    }
  for (guint i = 0; i < RW_IMPACT_N_LAYERS; i++)
    {
      guint left = impact->n[i] - named[i];
      g_autofree char *more =
        left > 0 ? g_strdup_printf (ngettext ("+%u more", "+%u more", left), left) : NULL;

      rw_impact_graph_set_layer (graph, i, heading_of ((RwImpactLayer) i), more);
    }
  gtk_widget_set_visible (self->graph, impact->nodes->len > 0);
  gtk_widget_set_visible (self->hint, impact->nodes->len == 0);
  if (impact->n[RW_IMPACT_CUSTOMERS] > 0)
    summary =
      g_strdup_printf (ngettext ("%u customer", "%u customers", impact->n[RW_IMPACT_CUSTOMERS]),
                       impact->n[RW_IMPACT_CUSTOMERS]);
  rw_change_box_set_summary (RW_CHANGE_BOX (self), summary);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_change_impact (cache, data, MOST, cancellable, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RwChangeTouches) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwChangeImpact) impact = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (impact == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->hint), error->message);
      gtk_widget_set_visible (self->hint, TRUE);
      return;
    }
  /* The focus may be in it. */
  if (same_impact (self->impact, impact))
    return;
  g_clear_pointer (&self->impact, rw_change_impact_free);
  self->impact = g_steal_pointer (&impact);
  draw (self);
}

static void
rw_change_touches_show (RwChangeBox         *box,
                        const RwChangeShown *shown,
                        gboolean             other)
{
  RwChangeTouches *self = RW_CHANGE_TOUCHES (box);
  RwSession *session = rw_page_get_session (rw_change_box_get_page (box));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shown->detail->items->len; i++)
    g_ptr_array_add (ids, rw_id_copy (&((RwNamedRecord *) shown->detail->items->pdata[i])->id));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = TRUE;
  rw_session_read_async (session, query_cb, g_steal_pointer (&ids),
                         (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) rw_change_impact_free,
                         self->cancellable, read_cb, g_object_ref (self));
}

static void
activate_cb (RwChangeTouches *self,
             guint            index)
{
  const RwImpactNode *node = self->impact->nodes->pdata[index];

  rw_change_box_open (RW_CHANGE_BOX (self), node->kind, &node->id);
}

static void
rw_change_touches_dispose (GObject *object)
{
  RwChangeTouches *self = RW_CHANGE_TOUCHES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->impact, rw_change_impact_free);
  G_OBJECT_CLASS (rw_change_touches_parent_class)->dispose (object);
}

static void
rw_change_touches_class_init (RwChangeTouchesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_touches_dispose;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_touches_show;
}

static void
rw_change_touches_init (RwChangeTouches *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("What It Touches"));
  self->hint =
    rw_change_label_new (_ ("Affected items show here what runs on them, and whose it is."),
                         "dimmed");
  self->graph = rw_impact_graph_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->graph), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the change touches, from its items to the customers"),
                                  -1);
  g_signal_connect_object (self->graph, "activate-node", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->graph, FALSE);
  gtk_box_append (GTK_BOX (self), self->hint);
  gtk_box_append (GTK_BOX (self), self->graph);
}

GtkWidget *
rw_change_touches_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_TOUCHES, NULL);
}

gboolean
rw_change_touches_is_settled (RwChangeTouches *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_TOUCHES (self), TRUE);
  return !self->reading;
}
