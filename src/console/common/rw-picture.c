/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <math.h>

#include "rw-error.h"

/* Pictures come from anywhere. How much memory one takes is decided before it is decoded, not by it. */

#define PIXELS_MOST (100 * 1000 * 1000)
#define FILE_MOST   (64 * 1024 * 1024)

typedef struct
{
  int most;
  gboolean refused;
} Size;

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Size *size)
{
  double scale = MIN (1, (double) size->most / MAX (width, height));

  if (width < 1 || height < 1 || (gint64) width * height > PIXELS_MOST)
    {
      size->refused = TRUE;
      /* The least that can be: what is left of it is thrown away. */
      gdk_pixbuf_loader_set_size (loader, 1, 1);
      return;
    }
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) lround (width * scale)),
                                MAX (1, (int) lround (height * scale)));
}

static GdkTexture *
to_texture (GdkPixbuf *pixbuf)
{
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);

  return gdk_memory_texture_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                                 gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8
                                                                   : GDK_MEMORY_R8G8B8,
                                 bytes, (gsize) gdk_pixbuf_get_rowstride (pixbuf));
}

/**
 * rw_picture_decode:
 * @bytes: a PNG, a JPEG, or what else the system can read
 * @most: greatest width and height in pixels; a larger one is scaled down while it is read
 *
 * Takes its time: for a thread. Nothing of it touches a display.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
rw_picture_decode (GBytes *bytes, int most, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GdkPixbuf) upright = NULL;
  Size size = { .most = most };
  gboolean well;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &size);
  well = gdk_pixbuf_loader_write_bytes (loader, bytes, error);
  /* It has to be closed either way, and tells of the first fault. */
  well = gdk_pixbuf_loader_close (loader, well ? error : NULL) && well;
  if (size.refused)
    {
      g_clear_error (error);
      g_set_error_literal (error, RW_ERROR, RW_ERROR_LIMIT, _ ("The picture has too many pixels"));
      return NULL;
    }
  if (!well)
    return NULL;
  if (gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, _ ("This is no picture"));
      return NULL;
    }
  /* A camera that was held upright says so. */
  upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  return to_texture (upright);
}

/**
 * rw_picture_shrink:
 * @file: a picture that a person chose
 * @most: greatest width and height in pixels
 *
 * Reads a picture and writes it anew, no larger than needed and without what a camera notes besides: where
 * and when it was taken. Takes its time: for a thread.
 *
 * Returns: (transfer full) (nullable): a PNG
 */
GBytes *
rw_picture_shrink (GFile *file, int most, GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > FILE_MOST)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_LIMIT, _ ("The picture is too large"));
      return NULL;
    }
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  texture = bytes != NULL ? rw_picture_decode (bytes, most, error) : NULL;
  return texture != NULL ? gdk_texture_save_to_png_bytes (texture) : NULL;
}
