/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-camera.h"

#include <gsk/gsk.h>

/* A view that is not there after this long never will be; the picture then shows what is wrong. */
#define PATIENCE_US (30 * G_TIME_SPAN_SECOND)
/* Frames in which nothing changed any more: layouts may take a second look. */
#define QUIET_FRAMES 3

typedef struct
{
  guint frames;
} Frames;

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ((Frames *) data)->frames++;
  return G_SOURCE_CONTINUE;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * shot_wait:
 * @ready: (nullable): asked after each round of events
 *
 * Runs the main loop until @ready agrees and a few frames have been drawn after that.
 *
 * Returns: %FALSE when it took too long
 */
gboolean
shot_wait (GtkWindow *window,
           ShotReady  ready,
           gpointer   data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  Frames frames = { 0 };
  guint since = 0;
  gboolean was_ready = FALSE;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, &frames, NULL);
  guint wake = g_timeout_add (20, wake_cb, NULL);

  while (g_get_monotonic_time () < end)
    {
      gboolean is_ready;

      g_main_context_iteration (NULL, TRUE);
      is_ready = ready == NULL || ready (data);
      if (!is_ready || !was_ready)
        since = frames.frames;
      was_ready = is_ready;
      if (is_ready && frames.frames >= since + QUIET_FRAMES && !g_main_context_pending (NULL))
        break;
    }
  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  g_source_remove (wake);
  return g_get_monotonic_time () < end;
}

/**
 * shot_set_size:
 *
 * Makes the content of the window exactly so large, also where the screen is hardly larger: what a
 * window wants is cut to what the screen has, what its content needs is not.
 */
gboolean
shot_set_size (GtkWindow *window,
               int        width,
               int        height)
{
  GtkWidget *child = gtk_window_get_child (window);

  gtk_widget_set_size_request (child, width, height);
  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  shot_wait (window, NULL, NULL);
  return gtk_widget_get_width (child) == width && gtk_widget_get_height (child) == height;
}

typedef struct
{
  GtkWidget *child;
  GtkSnapshot *snapshot;
  gboolean done;
} Exposure;

/* Right after a frame was painted: at another moment the widget may wait for its next one, and what it is
 * made of is not there. */
static void
painted_cb (GdkFrameClock *clock, Exposure *exposure)
{
  g_autoptr (GdkPaintable) paintable = NULL;

  if (exposure->done)
    return;
  paintable = gtk_widget_paintable_new (exposure->child);
  gdk_paintable_snapshot (paintable, exposure->snapshot, gtk_widget_get_width (exposure->child),
                          gtk_widget_get_height (exposure->child));
  exposure->done = TRUE;
}

/**
 * shot_take_widget:
 * @child: what a window or a popover holds
 *
 * Returns: (transfer full): the widget, drawn by the processor alone: the same pixels on every machine
 *   with the same fonts
 */
GdkTexture *
shot_take_widget (GtkWidget *child)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (child);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) content = NULL;
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GError) error = NULL;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (child),
                                               (float) gtk_widget_get_height (child));
  Exposure exposure = { .child = child, .snapshot = snapshot };
  GdkRGBA background;
  GdkTexture *texture;
  gulong handler;

  /* The window's own colour lies under what its child leaves open. */
  gtk_widget_get_color (child, &background);
  background = background.red + background.green + background.blue > 1.5f ? (GdkRGBA){ 0.133f, 0.133f, 0.149f, 1 }
                                                                          : (GdkRGBA){ 0.980f, 0.980f, 0.984f, 1 };
  gtk_snapshot_append_color (snapshot, &background, &bounds);
  handler = g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), &exposure);
  gtk_widget_queue_draw (child);
  while (!exposure.done)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
  content = gtk_snapshot_to_node (snapshot);
  if (!gsk_renderer_realize_for_display (renderer, gtk_widget_get_display (child), &error))
    g_error ("%s", error->message);
  texture = gsk_renderer_render_texture (renderer, content, &bounds);
  gsk_renderer_unrealize (renderer);
  return texture;
}

/**
 * shot_take:
 *
 * Returns: (transfer full): the content of the window, see shot_take_widget()
 */
GdkTexture *
shot_take (GtkWindow *window)
{
  return shot_take_widget (gtk_window_get_child (window));
}
