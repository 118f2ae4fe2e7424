/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwTypeFace:
 * @attachment: the record that speaks of the picture
 * @type: the device type
 * @name: manufacturer and model, as in #RwRackDevice
 * @face: which side of it
 * @digest: of the picture
 * @size: of the picture, in bytes
 *
 * What a device type looks like, as somebody imported it.
 */
typedef struct
{
  RwId attachment;
  RwId type;
  char *name;
  RwFace face;
  char *digest;
  gint64 size;
} RwTypeFace;

void       rw_type_face_free   (RwTypeFace  *face);
GPtrArray *rw_query_type_faces (RwCache     *cache,
                                const RwId  *type,
                                GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTypeFace, rw_type_face_free)

G_END_DECLS
