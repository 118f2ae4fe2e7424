/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RwRackText:
 *
 * The sizes of type in a rack view, in pixels.
 */
typedef enum
{
  RW_RACK_TEXT_TINY,    /* 8.5 */
  RW_RACK_TEXT_SMALL,   /* 10 */
  RW_RACK_TEXT_BODY,    /* 12 */
  RW_RACK_TEXT_LARGE,   /* 14 */
  RW_RACK_TEXT_TITLE,   /* 13, bold */
  RW_RACK_TEXT_CAPTION, /* 11 */
  RW_RACK_TEXT_N,
} RwRackText;

/**
 * RwRackType:
 *
 * Sets the texts of a rack view. Keeps what was shaped, and gathers what is set, so that a rack's
 * names come out as one render node for each font and colour instead of one for each name.
 */
typedef struct _RwRackType RwRackType;

RwRackType *rw_rack_type_new         (GtkWidget     *widget);
void        rw_rack_type_free        (RwRackType    *type);
void        rw_rack_type_reset       (RwRackType    *type);
void        rw_rack_type_begin_frame (RwRackType    *type);
gboolean    rw_rack_type_take_stale  (RwRackType    *type);
gboolean    rw_rack_type_is_stale    (RwRackType    *type);
int         rw_rack_type_measure     (RwRackType    *type,
                                      const char    *text,
                                      RwRackText     size);
int         rw_rack_type_set         (RwRackType    *type,
                                      const char    *text,
                                      RwRackText     size,
                                      const GdkRGBA *color,
                                      int            x,
                                      int            center_y,
                                      int            width);
void        rw_rack_type_flush       (RwRackType    *type,
                                      GtkSnapshot   *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRackType, rw_rack_type_free)

G_END_DECLS
