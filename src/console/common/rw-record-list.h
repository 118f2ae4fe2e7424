/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RwRecordListWords:
 * @title: of the dialog
 * @name: of the list, for those who do not see it
 * @add: what the button in the header adds
 * @empty: that there are none
 * @empty_text: what it means that there are none
 * @problem: that they could not be read
 *
 * What a dialog of records says; translated.
 */
typedef struct
{
  const char *title;
  const char *name;
  const char *add;
  const char *empty;
  const char *empty_text;
  const char *problem;
} RwRecordListWords;

/**
 * RwRecordList:
 * @navigation: the #AdwNavigationView that editors are pushed onto
 * @view: the #AdwToolbarView of the list itself
 * @stack: shows "loading", "list", "empty" or "problem"
 * @list: the #GtkListBox
 * @add: the button
 * @problem: says what was wrong in its description
 *
 * The parts of a dialog that lists the records of a kind, each with an editor behind it.
 */
typedef struct
{
  GtkWidget *navigation;
  GtkWidget *view;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *add;
  AdwStatusPage *problem;
} RwRecordList;

void rw_record_list_build (RwRecordList            *self,
                           AdwDialog               *dialog,
                           const RwRecordListWords *words);

G_END_DECLS
