/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-faces.h"

#include "rules/rw-file-rules.h"
#include "rw-db.h"

static const char faces_sql[] =
  "SELECT a.id, t.id, t.manufacturer || ' ' || t.model, a.face, a.digest, a.size"
  " FROM attachment a JOIN device_type t ON t.id = a.subject"
  " WHERE a.face IS NOT NULL AND a.media_type LIKE 'image/%' AND (?1 IS NULL OR a.subject = ?1)"
  " ORDER BY a.added DESC, a.id DESC";

void
rw_type_face_free (RwTypeFace *face)
{
  if (face == NULL)
    return;
  g_free (face->name);
  g_free (face->digest);
  g_free (face);
}

/**
 * rw_query_type_faces:
 * @type: (nullable): of which device type; %NULL for all
 *
 * Returns: (transfer full) (nullable) (element-type RwTypeFace): the pictures, the newest first: the first of
 *   a face is the one that is shown
 */
GPtrArray *
rw_query_type_faces (RwCache *cache, const RwId *type, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), faces_sql, error);
  g_autoptr (GPtrArray) faces = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_type_face_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  if (type != NULL)
    rw_stmt_bind_id (stmt, 1, type);
  while (rw_stmt_step (stmt, &row, error))
    {
      RwTypeFace *face;

      if (!row)
        return g_steal_pointer (&faces);
      if (!rw_file_digest_is_valid (rw_stmt_get_text (stmt, 4)))
        continue;
      face = g_new0 (RwTypeFace, 1);
      face->attachment = rw_stmt_get_id_or_nil (stmt, 0);
      face->type = rw_stmt_get_id_or_nil (stmt, 1);
      face->name = g_strdup (rw_stmt_get_text (stmt, 2));
      face->face = (RwFace) MAX (0, rw_stmt_get_word (stmt, 3, &rw_enum_face));
      face->digest = g_strdup (rw_stmt_get_text (stmt, 4));
      face->size = rw_stmt_get_integer (stmt, 5);
      g_ptr_array_add (faces, face);
    }
  return NULL;
}
