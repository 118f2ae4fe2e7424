/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-presence-mark.h"

struct _RwPresenceMark
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *initials;
};

G_DEFINE_FINAL_TYPE (RwPresenceMark, rw_presence_mark, GTK_TYPE_WIDGET)

static const char style[] =
  "rwpresence { border-radius: 999px; padding: 0 5px;"
  " background: color-mix(in srgb, currentColor 10%, transparent); }\n"
  "rwpresence.writes { color: var(--accent-color); }\n"
  "rwpresence image { -gtk-icon-size: 12px; margin-right: 3px; }\n";

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
rw_presence_mark_dispose (GObject *object)
{
  RwPresenceMark *self = RW_PRESENCE_MARK (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->initials, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_presence_mark_parent_class)->dispose (object);
}

static void
rw_presence_mark_class_init (RwPresenceMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_presence_mark_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwpresence");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rw_presence_mark_init (RwPresenceMark *self)
{
  load_style ();
  self->icon = gtk_image_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->initials = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->initials, "caption");
  gtk_widget_set_parent (self->initials, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rw_presence_mark_new:
 *
 * Returns: (transfer floating): a mark that is not shown before there is somebody
 */
GtkWidget *
rw_presence_mark_new (void)
{
  return g_object_new (RW_TYPE_PRESENCE_MARK, NULL);
}

/**
 * rw_presence_mark_set:
 * @initials: (nullable): "JR"; %NULL for nobody
 * @writes: whether they write; they only look otherwise
 * @sentence: (nullable): "Jana Roth is writing"
 */
void
rw_presence_mark_set (RwPresenceMark *self,
                      const char     *initials,
                      gboolean        writes,
                      const char     *sentence)
{
  g_return_if_fail (RW_IS_PRESENCE_MARK (self));
  gtk_widget_set_visible (GTK_WIDGET (self), initials != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  if (initials == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), rw_presence_mark_icon (writes));
  gtk_label_set_label (GTK_LABEL (self->initials), initials);
  if (writes)
    gtk_widget_add_css_class (GTK_WIDGET (self), "writes");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "writes");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

/**
 * rw_presence_mark_icon:
 *
 * Returns: (transfer none): the name of the icon of writing, or of looking
 */
const char *
rw_presence_mark_icon (gboolean writes)
{
  return writes ? "document-edit-symbolic" : "view-reveal-symbolic";
}
