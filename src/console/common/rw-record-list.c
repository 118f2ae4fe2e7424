/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record-list.h"

#include "rw-status-page.h"

static GtkWidget *
create_list (RwRecordList *self,
             const char   *name)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->list, 12);
  gtk_widget_set_margin_end (self->list, 12);
  gtk_widget_set_margin_top (self->list, 12);
  gtk_widget_set_margin_bottom (self->list, 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

/**
 * rw_record_list_build:
 * @self: (out caller-allocates): the parts, which belong to @dialog once their navigation is its child
 * @dialog: gets the title
 *
 * Makes the parts. The caller connects the list and the button, and gives the dialog its child and its size.
 */
void
rw_record_list_build (RwRecordList            *self,
                      AdwDialog               *dialog,
                      const RwRecordListWords *words)
{
  GtkWidget *bar = adw_header_bar_new ();
  AdwStatusPage *empty;

  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_tooltip_text (self->add, words->add);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->add);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), create_list (self, words->name), "list");
  empty =
    rw_status_page_add (GTK_STACK (self->stack), "empty", NULL, words->empty, words->empty_text);
  gtk_widget_add_css_class (GTK_WIDGET (empty), "compact");
  self->problem =
    rw_status_page_add (GTK_STACK (self->stack), "problem", NULL, words->problem, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "compact");
  self->view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (self->view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (self->view), self->stack);
  self->navigation = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (self->navigation),
                           adw_navigation_page_new (self->view, words->title));
  adw_dialog_set_title (dialog, words->title);
}
