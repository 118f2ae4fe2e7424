/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sidebar-row.h"

#include <glib/gi18n.h>

struct _RwSidebarRow
{
  GtkListBoxRow parent_instance;

  char *page_id;
  char *title;
  GtkLabel *badge;
};

G_DEFINE_FINAL_TYPE (RwSidebarRow, rw_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
rw_sidebar_row_finalize (GObject *object)
{
  RwSidebarRow *self = RW_SIDEBAR_ROW (object);

  g_free (self->page_id);
  g_free (self->title);
  G_OBJECT_CLASS (rw_sidebar_row_parent_class)->finalize (object);
}

static void
rw_sidebar_row_class_init (RwSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_sidebar_row_finalize;
}

static void
rw_sidebar_row_init (RwSidebarRow *self)
{
}

/**
 * rw_sidebar_row_new:
 * @title: the page's name, translated
 */
GtkWidget *
rw_sidebar_row_new (const char *page_id,
                    const char *title,
                    const char *icon_name)
{
  RwSidebarRow *self = g_object_new (RW_TYPE_SIDEBAR_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name), *label = gtk_label_new (title);

  self->page_id = g_strdup (page_id);
  self->title = g_strdup (title);
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "rw-badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->badge));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

const char *
rw_sidebar_row_get_page_id (RwSidebarRow *self)
{
  g_return_val_if_fail (RW_IS_SIDEBAR_ROW (self), NULL);
  return self->page_id;
}

/**
 * rw_sidebar_row_set_badge:
 * @text: (nullable): a number, or a word or two
 * @urgent: whether a person is needed
 */
void
rw_sidebar_row_set_badge (RwSidebarRow *self,
                          const char   *text,
                          gboolean      urgent)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (RW_IS_SIDEBAR_ROW (self));
  gtk_label_set_label (self->badge, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->badge), text != NULL && *text != '\0');
  if (urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self->badge), "urgent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->badge), "urgent");

  if (text == NULL || *text == '\0')
    spoken = g_strdup (self->title);
  else if (urgent)
    /* Translators: a page and how much on it needs a person, read aloud: "Tickets, 3 need attention" */
    spoken = g_strdup_printf (_("%s, %s need attention"), self->title, text);
  else
    /* Translators: a page and its count, read aloud: "Systems, 12,148" */
    spoken = g_strdup_printf (_("%s, %s"), self->title, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
