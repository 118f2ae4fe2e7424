/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rw-security-words.h"

G_BEGIN_DECLS

#define RW_TYPE_SECURITY_TABLE (rw_security_table_get_type ())

/**
 * RwSecurityScope:
 * @kind: of the record whose lines are shown; %RW_KIND_NONE for all
 *
 * What a table is narrowed to: a service, a system, a ticket.
 */
typedef struct
{
  RwKind kind;
  RwId id;
} RwSecurityScope;

/**
 * RwSecurityTable:
 *
 * One of the tables of the page. Several lines can be selected. Signals: "selected"; "activated" (RwSecurityItem *item).
 */
G_DECLARE_FINAL_TYPE (RwSecurityTable, rw_security_table, RW, SECURITY_TABLE, GtkWidget)

GtkWidget      *rw_security_table_new          (RwSecurityView         view);
void            rw_security_table_set          (RwSecurityTable       *self,
                                                GPtrArray             *items);
void            rw_security_table_narrow       (RwSecurityTable       *self,
                                                const char            *words,
                                                const RwSecurityScope *scope);
GPtrArray      *rw_security_table_dup_selected (RwSecurityTable       *self);
gboolean        rw_security_table_select       (RwSecurityTable       *self,
                                                const RwId            *id);
void            rw_security_table_step         (RwSecurityTable       *self,
                                                int                    step);
guint           rw_security_table_get_n        (RwSecurityTable       *self);
RwSecurityItem *rw_security_table_get_item     (RwSecurityTable       *self,
                                                guint                  position);
GBytes         *rw_security_table_to_csv       (RwSecurityTable       *self);

G_END_DECLS
