/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-change-detail.h"
#include "rules/rw-change-actions.h"
#include "rw-page.h"

G_BEGIN_DECLS

/**
 * RwChangeShown:
 * @detail: the change with all that belongs to it
 * @life: what decides what can be done with it
 * @may_edit: whether the person may change anything at all
 * @now: the present
 *
 * What the page of a change shows. It belongs to the page, and stays where it is as long as the page.
 */
typedef struct
{
  RwChangeDetail *detail;
  RwChangeCase life;
  gboolean may_edit;
  gint64 now;
} RwChangeShown;

#define RW_TYPE_CHANGE_BOX (rw_change_box_get_type ())

/**
 * RwChangeBox:
 *
 * One section of the page of a change, under a heading: it shows its part of the change, and submits what a person does
 * to it.
 */
G_DECLARE_DERIVABLE_TYPE (RwChangeBox, rw_change_box, RW, CHANGE_BOX, GtkBox)

/**
 * RwChangeBoxClass:
 * @show: shows the change, which is another one when @other is set
 * @refused: (nullable): what was submitted was refused; it is shown again after that
 * @leave: (nullable): what was written and not saved yet is to be kept: the person goes to another change
 */
struct _RwChangeBoxClass
{
  GtkBoxClass parent_class;

  void (*show)  (RwChangeBox         *self,
                 const RwChangeShown *shown,
                 gboolean             other);
  void (*refused) (RwChangeBox         *self,
                   const RwChangeShown *shown);
  void (*leave) (RwChangeBox         *self);
};

void                 rw_change_box_set_heading (RwChangeBox         *self,
                                                const char          *heading);
void                 rw_change_box_set_summary (RwChangeBox         *self,
                                                const char          *summary);
void                 rw_change_box_add_action  (RwChangeBox         *self,
                                                GtkWidget           *widget);
void                 rw_change_box_show        (RwChangeBox         *self,
                                                const RwChangeShown *shown,
                                                gboolean             other);
void                 rw_change_box_forget      (RwChangeBox         *self);
void                 rw_change_box_leave       (RwChangeBox         *self);
const RwChangeShown *rw_change_box_get_shown   (RwChangeBox         *self);
RwRecord            *rw_change_box_get_change  (RwChangeBox         *self);
RwPage              *rw_change_box_get_page    (RwChangeBox         *self);
const char          *rw_change_box_get_name    (RwChangeBox         *self);
void                 rw_change_box_submit      (RwChangeBox         *self,
                                                GPtrArray           *edits,
                                                const char          *label);
void                 rw_change_box_alter       (RwChangeBox         *self,
                                                RwRecord            *after,
                                                const char          *label);
void                 rw_change_box_open        (RwChangeBox         *self,
                                                RwKind               kind,
                                                const RwId          *id);
void                 rw_change_box_clear       (GtkWidget           *box);
void                 rw_change_entry_show      (GtkWidget           *row,
                                                char               **known,
                                                const char          *text,
                                                gboolean             other);
GtkWidget           *rw_change_label_new       (const char          *text,
                                                const char          *css_class);

G_END_DECLS
