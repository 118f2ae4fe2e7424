/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-error.h"

/* What is known of a file before anybody has seen it. Its digest is the name under which the bytes are
 * kept, so nothing else may ever stand there. */

#define NAME_BYTES 200

/**
 * rw_file_digest_is_valid:
 * @digest: (nullable): what claims to be one
 *
 * Returns: whether it is a SHA-256 in lower-case hexadecimal digits, and nothing besides
 */
gboolean
rw_file_digest_is_valid (const char *digest)
{
  return digest != NULL && strlen (digest) == RW_FILE_DIGEST_LENGTH &&
         strspn (digest, "0123456789abcdef") == RW_FILE_DIGEST_LENGTH;
}

/* RFC 6838, 4.2: type and subtype. */
static gboolean
is_restricted_name (const char *text,
                    gsize       length)
{
  if (length == 0 || length > 100 || !g_ascii_isalnum (text[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("!#$&-^_.+", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * rw_file_media_type_is_valid:
 * @media_type: (nullable): what claims to be one
 *
 * Returns: whether it is a media type without parameters, as RFC 6838 has it: "image/png"
 */
gboolean
rw_file_media_type_is_valid (const char *media_type)
{
  const char *slash = media_type != NULL ? strchr (media_type, '/') : NULL;

  return slash != NULL && is_restricted_name (media_type, (gsize) (slash - media_type)) &&
         is_restricted_name (slash + 1, strlen (slash + 1));
}

/* A character that changes how the others are read is as good as one that cannot be seen: a name must
 * not look as if it ended in another way than it does. */
static gboolean
is_name_character (gunichar c)
{
  return c != '/' && c != '\\' && g_unichar_type (c) != G_UNICODE_CONTROL &&
         g_unichar_type (c) != G_UNICODE_LINE_SEPARATOR &&
         g_unichar_type (c) != G_UNICODE_PARAGRAPH_SEPARATOR && !(c >= 0x202a && c <= 0x202e) &&
         !(c >= 0x2066 && c <= 0x2069) && c != 0x200e && c != 0x200f;
}

static gboolean
is_name (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_name_character (g_utf8_get_char (p)))
      return FALSE;
  return !g_str_equal (name, ".") && !g_str_equal (name, "..");
}

/* Leaves out of the middle what is too much. */
static void
shorten (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  g_autofree char *ending = g_strdup (dot != NULL && strlen (dot) <= 20 ? dot : "");
  const char *cut = name->str + NAME_BYTES - strlen (ending);

  g_string_truncate (name, (gsize) (g_utf8_find_prev_char (name->str, cut + 1) - name->str));
  g_string_append (name, ending);
}

/**
 * rw_file_clean_name:
 * @name: (nullable): of a file somewhere else, in any encoding
 *
 * Returns: (transfer full): the last part of it as a name that may stand in a record: without
 *   separators and what cannot be seen, and not too long for a file system; its ending stays
 */
char *
rw_file_clean_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name != NULL ? name : "");
  g_autofree char *text = g_strstrip (g_utf8_make_valid (base, -1));
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (clean,
                             is_name_character (g_utf8_get_char (p)) ? g_utf8_get_char (p) : '_');
  if (clean->len == 0 || !is_name (clean->str))
    return g_strdup ("_");
  if (clean->len > NAME_BYTES)
    shorten (clean);
  return g_string_free (g_steal_pointer (&clean), FALSE);
}

/* The rules of an attachment that hold within one record. */
gboolean
rw_attachment_check (RwRecord  *attachment,
                     GError   **error)
{
  const char *name = rw_record_get_text (attachment, RW_ATTACHMENT_NAME);

  if (!rw_file_digest_is_valid (rw_record_get_text (attachment, RW_ATTACHMENT_DIGEST)))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                 _ ("%s: a SHA-256 has 64 digits from 0 to f, in lower case"),
                 rw_field_label (rw_schema_field (RW_KIND_ATTACHMENT, RW_ATTACHMENT_DIGEST)));
  else if (name == NULL || !is_name (name))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                 _ ("%s: a name has no slashes and nothing that cannot be seen"),
                 rw_field_label (rw_schema_field (RW_KIND_ATTACHMENT, RW_ATTACHMENT_NAME)));
  else if (!rw_file_media_type_is_valid (rw_record_get_text (attachment, RW_ATTACHMENT_MEDIA_TYPE)))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s: one looks like “image/png”"),
                 rw_field_label (rw_schema_field (RW_KIND_ATTACHMENT, RW_ATTACHMENT_MEDIA_TYPE)));
  else
    return TRUE;
  return FALSE;
}
