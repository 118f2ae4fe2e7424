/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RwBarLine:
 * @label: what it is of
 * @text: how much, as it stands behind the bar: "34 · 12 %"
 * @sentence: both, for those who cannot see the bar
 * @fraction: 0 to 1; below 0 for no bar
 * @bad: see rw_bar_set()
 */
typedef struct
{
  const char *label, *text, *sentence;
  double fraction;
  gboolean bad;
} RwBarLine;

#define RW_TYPE_BAR_LIST (rw_bar_list_get_type ())

/**
 * RwBarList:
 *
 * Quantities as bars below each other: a list, so that each can be walked to, read and opened with the keyboard. Of a
 * long one the first lines are shown until the person wants the rest.
 *
 * Signal: "activated" (guint index): the person wants to know what is behind it.
 */
G_DECLARE_FINAL_TYPE (RwBarList, rw_bar_list, RW, BAR_LIST, GtkWidget)

GtkWidget *rw_bar_list_new      (void);
void       rw_bar_list_set_label_chars (RwBarList *self,
                                        int        most);
void       rw_bar_list_set      (RwBarList       *self,
                                 const char      *title,
                                 const RwBarLine *lines,
                                 guint            n_lines);
guint      rw_bar_list_get_n    (RwBarList       *self);
void       rw_bar_list_activate (RwBarList       *self,
                                 guint            index);
void       rw_bar_list_focus    (RwBarList       *self,
                                 guint            index);

G_END_DECLS
