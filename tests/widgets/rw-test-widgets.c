/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-test-widgets.h"

#include <string.h>

/**
 * rw_test_init_widgets:
 *
 * For tests that show widgets; without a display they are skipped (exit status 77).
 */
void
rw_test_init_widgets (int    *argc,
                      char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      exit (77);
    }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/**
 * rw_test_present:
 * @content: (transfer floating): what to show
 *
 * Returns: (transfer none): a window that is on the screen and laid out; end it with gtk_window_destroy()
 */
GtkWidget *
rw_test_present (GtkWidget *content,
                 int        width,
                 int        height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_present (GTK_WINDOW (window));
  rw_test_settle (window);
  return window;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  int *frames = user_data;

  return ++*frames < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * rw_test_settle:
 *
 * Waits for three frames: layout, what the layout asked for, and drawing.
 */
void
rw_test_settle (GtkWidget *window)
{
  int frames = 0;

  gtk_widget_add_tick_callback (window, tick_cb, &frames, NULL);
  gtk_widget_queue_draw (window);
  while (frames < 3)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
get_content (GtkWidget *window)
{
  return ADW_IS_APPLICATION_WINDOW (window)
           ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (window))
         : ADW_IS_WINDOW (window) ? adw_window_get_content (ADW_WINDOW (window))
                                  : window;
}

/**
 * rw_test_take_picture:
 * @window: a window, or a widget in one: a dialog
 *
 * Returns: (transfer full): the pixels of what the window shows, without its title bar
 */
GdkTexture *
rw_test_take_picture (GtkWidget *window)
{
  GtkWidget *content = get_content (window);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderer) renderer = NULL;
  GdkTexture *texture;
  GtkSnapshot *snapshot;
  GdkRGBA background;
  int width, height;

  rw_test_settle (window);
  width = gtk_widget_get_width (content);
  height = gtk_widget_get_height (content);
  paintable = gtk_widget_paintable_new (content);
  snapshot = gtk_snapshot_new ();
  gdk_rgba_parse (&background, adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "#222226" : "#fafafb");
  gtk_snapshot_append_color (snapshot, &background, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  renderer = gsk_cairo_renderer_new ();
  gsk_renderer_realize_for_display (renderer, gdk_display_get_default (), NULL);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gsk_renderer_unrealize (renderer);
  return texture;
}

/**
 * rw_test_picture:
 * @name: file name without its ending
 *
 * Writes what the window shows to $RACKWARD_TEST_PICTURES/NAME.png, where that is set.
 */
void
rw_test_picture (GtkWidget  *window,
                 const char *name)
{
  const char *folder = g_getenv ("RACKWARD_TEST_PICTURES");
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  texture = rw_test_take_picture (window);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/**
 * rw_test_find_all:
 * @type: of widgets
 * @found: (element-type GtkWidget): gets @widget and what is in it that is of the type, in their order
 */
void
rw_test_find_all (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rw_test_find_all (child, type, found);
}

/**
 * rw_test_find:
 * @widget: a #GtkWidget
 *
 * Returns: (transfer none) (nullable): @widget or the first in it that is of the type
 */
gpointer
rw_test_find (gpointer widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = rw_test_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_text (GtkWidget *widget, const char *text, gboolean mapped)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  rw_test_find_all (widget, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    {
      GtkWidget *label = g_ptr_array_index (labels, i);

      if ((!mapped || gtk_widget_get_mapped (label)) &&
          strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * rw_test_shows:
 * @widget: a #GtkWidget
 *
 * Returns: whether a label that is to be seen has @text in it
 */
gboolean
rw_test_shows (gpointer widget, const char *text)
{
  return has_text (widget, text, TRUE);
}

/**
 * rw_test_says:
 * @widget: a #GtkWidget
 *
 * Returns: whether a label has @text in it, to be seen or not
 */
gboolean
rw_test_says (gpointer widget, const char *text)
{
  return has_text (widget, text, FALSE);
}

/* The question that stands over a window now. In a window that is not of libadwaita a dialog has one of its own. */
AdwDialog *
rw_test_find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      AdwDialog *question = rw_test_find (window, ADW_TYPE_ALERT_DIALOG);

      if (question != NULL)
        return question;
    }
  return NULL;
}

/* Answers it, once it is there. */
void
rw_test_answer (const char *response)
{
  AdwDialog *question;

  while ((question = rw_test_find_question ()) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (question, "response", response);
  adw_dialog_force_close (question);
  while (rw_test_find_question () != NULL)
    g_main_context_iteration (NULL, TRUE);
}
