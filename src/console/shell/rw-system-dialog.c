/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-dialog.h"

#include <glib/gi18n.h>

/* Deeper nobody looks back. */
#define MOST_DEEP 20

struct _RwSystemDialog
{
  AdwDialog parent_instance;

  RwWindow *window; /* weak */
  AdwNavigationView *views;
};

G_DEFINE_FINAL_TYPE (RwSystemDialog, rw_system_dialog, ADW_TYPE_DIALOG)

static void open_cb (RwSystemDialog *self,
                     int             kind,
                     const RwId     *id);

static void
push (RwSystemDialog *self,
      RwKind          kind,
      const RwId     *id)
{
  AdwNavigationPage *view = rw_system_view_new (rw_window_get_session (self->window), kind, id);

  g_signal_connect_object (view, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->views, view);
}

static void
open_cb (RwSystemDialog *self,
         int             kind,
         const RwId     *id)
{
  GListModel *stack;
  guint n;

  if (self->window == NULL || rw_window_get_session (self->window) == NULL)
    return;
  if (!(rw_schema_get ((RwKind) kind)->flags & RW_K_SYSTEM))
    {
      RwId copy = *id; /* the view goes with the dialog */

      rw_window_go_to (self->window, (RwKind) kind, &copy);
      return;
    }
  /* Back to what was already looked at, rather than round in circles. */
  stack = adw_navigation_view_get_navigation_stack (self->views);
  n = g_list_model_get_n_items (stack);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AdwNavigationPage) page = g_list_model_get_item (stack, i);

      if (rw_id_equal (rw_system_view_get_id (RW_SYSTEM_VIEW (page)), id))
        {
          adw_navigation_view_pop_to_page (self->views, page);
          g_object_unref (stack);
          return;
        }
    }
  g_object_unref (stack);
  if (n < MOST_DEEP)
    push (self, (RwKind) kind, id);
}

static gboolean
back_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   data)
{
  RwSystemDialog *self = RW_SYSTEM_DIALOG (widget);

  if (!adw_navigation_view_pop (self->views))
    adw_dialog_close (ADW_DIALOG (self));
  return TRUE;
}

static void
rw_system_dialog_dispose (GObject *object)
{
  g_clear_weak_pointer (&RW_SYSTEM_DIALOG (object)->window);
  G_OBJECT_CLASS (rw_system_dialog_parent_class)->dispose (object);
}

static void
rw_system_dialog_class_init (RwSystemDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_system_dialog_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Left, GDK_ALT_MASK, back_cb,
                                NULL);
}

static void
rw_system_dialog_init (RwSystemDialog *self)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  self->views = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->views));
  adw_dialog_set_child (ADW_DIALOG (self), toasts);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("System"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 1120);
  adw_dialog_set_content_height (ADW_DIALOG (self), 900);
}

/**
 * rw_system_dialog_new:
 * @window: where it goes on; has a session
 * @kind: device or virtual machine
 */
AdwDialog *
rw_system_dialog_new (RwWindow   *window,
                      RwKind      kind,
                      const RwId *id)
{
  RwSystemDialog *self;

  g_return_val_if_fail (RW_IS_WINDOW (window) && rw_window_get_session (window) != NULL &&
                          id != NULL,
                        NULL);
  self = g_object_new (RW_TYPE_SYSTEM_DIALOG, NULL);
  g_set_weak_pointer (&self->window, window);
  push (self, kind, id);
  return ADW_DIALOG (self);
}

/**
 * rw_system_dialog_get_view:
 *
 * Returns: (transfer none): the system that is on top
 */
RwSystemView *
rw_system_dialog_get_view (RwSystemDialog *self)
{
  g_return_val_if_fail (RW_IS_SYSTEM_DIALOG (self), NULL);
  return RW_SYSTEM_VIEW (adw_navigation_view_get_visible_page (self->views));
}
