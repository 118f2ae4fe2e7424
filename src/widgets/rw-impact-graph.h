/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_IMPACT_GRAPH (rw_impact_graph_get_type ())

/* So many columns at the most. */
#define RW_IMPACT_GRAPH_LAYERS 4

/**
 * RwImpactGraph:
 *
 * What hits what: columns from cause to effect, a button for each thing, and lines between them. A thing says in a sentence
 * what it is tied to, so that nobody has to see the lines.
 *
 * Signal: "activate-node" (guint index).
 */
G_DECLARE_FINAL_TYPE (RwImpactGraph, rw_impact_graph, RW, IMPACT_GRAPH, GtkWidget)

GtkWidget *rw_impact_graph_new       (void);
void       rw_impact_graph_clear     (RwImpactGraph *self);
void       rw_impact_graph_set_layer (RwImpactGraph *self,
                                      guint          layer,
                                      const char    *heading,
                                      const char    *more);
guint      rw_impact_graph_add_node  (RwImpactGraph *self,
                                      guint          layer,
                                      const char    *name,
                                      const char    *detail);
void       rw_impact_graph_add_line  (RwImpactGraph *self,
                                      guint          from,
                                      guint          to);
char      *rw_impact_graph_dup_sentence (RwImpactGraph *self,
                                         guint          index);

G_END_DECLS
