/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl-tail.h"

/* What a program writes can be without end: of it the last part is kept, where the summary and the last error are. */

/**
 * rw_ctl_tail_init:
 * @most: bytes that are kept
 */
void
rw_ctl_tail_init (RwCtlTail *self, gsize most)
{
  *self = (RwCtlTail) { g_byte_array_new (), most };
}

void
rw_ctl_tail_add (RwCtlTail *self, const void *bytes, gsize length)
{
  const guint8 *from = bytes;

  if (length > self->most)
    {
      from += length - self->most;
      length = self->most;
    }
  g_byte_array_append (self->bytes, from, (guint) length);
  /* Not each time: what is moved for each byte stays one byte. */
  if (self->bytes->len > 2 * self->most)
    g_byte_array_remove_range (self->bytes, 0, self->bytes->len - (guint) self->most);
}

/**
 * rw_ctl_tail_read:
 *
 * Adds all of the stream.
 */
gboolean
rw_ctl_tail_read (RwCtlTail *self, GInputStream *stream, GError **error)
{
  g_autofree char *buffer = g_malloc (65536);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, 65536, NULL, error)) > 0)
    rw_ctl_tail_add (self, buffer, (gsize) n);
  return n == 0;
}

/**
 * rw_ctl_tail_text:
 *
 * Returns: (transfer full): what was kept, from the beginning of a line when it is not all, without NUL
 */
char *
rw_ctl_tail_text (RwCtlTail *self)
{
  gsize from = self->bytes->len > self->most ? self->bytes->len - self->most : 0;
  char *text;

  if (from > 0)
    {
      while (from < self->bytes->len && self->bytes->data[from - 1] != '\n')
        from++;
    }
  text = g_strndup ("", self->bytes->len - from);
  for (gsize i = 0; from + i < self->bytes->len; i++)
    text[i] = self->bytes->data[from + i] != 0 ? (char) self->bytes->data[from + i] : ' ';
  return text;
}

void
rw_ctl_tail_clear (RwCtlTail *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}
