/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-item.h"

#include "rw-text.h"

G_DEFINE_FINAL_TYPE (RwSecurityItem, rw_security_item, G_TYPE_OBJECT)

static void
rw_security_item_finalize (GObject *object)
{
  RwSecurityItem *self = RW_SECURITY_ITEM (object);

  for (guint i = 0; i < self->n_cells; i++)
    g_free (self->cells[i].text);
  g_free (self->title);
  g_free (self->haystack);
  G_OBJECT_CLASS (rw_security_item_parent_class)->finalize (object);
}

static void
rw_security_item_class_init (RwSecurityItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_security_item_finalize;
}

static void
rw_security_item_init (RwSecurityItem *self)
{
  self->status = -1;
}

/**
 * rw_security_item_new:
 * @title: what the record is called
 */
RwSecurityItem *
rw_security_item_new (RwKind kind, const RwId *id, const char *title)
{
  RwSecurityItem *self = g_object_new (RW_TYPE_SECURITY_ITEM, NULL);

  self->kind = kind;
  self->id = *id;
  self->title = g_strdup (title);
  return self;
}

/**
 * rw_security_item_add:
 * @text: (transfer full) (nullable): of the next cell
 *
 * Returns: (transfer none): the cell, sorted by its text
 */
RwSecurityCell *
rw_security_item_add (RwSecurityItem *self, char *text)
{
  RwSecurityCell *cell = &self->cells[self->n_cells++];

  g_assert (self->n_cells <= RW_SECURITY_MOST_CELLS);
  *cell = (RwSecurityCell) { text, RW_STATUS_UNKNOWN, FALSE, RW_SECURITY_BY_TEXT };
  return cell;
}

/**
 * rw_security_item_add_state:
 * @text: (transfer full): of the next cell
 *
 * Returns: (transfer none): the cell, with a shape and a colour
 */
RwSecurityCell *
rw_security_item_add_state (RwSecurityItem *self, RwStatus status, char *text, gint64 order)
{
  RwSecurityCell *cell = rw_security_item_add (self, text);

  cell->status = status;
  cell->marked = TRUE;
  cell->order = order;
  return cell;
}

/**
 * rw_security_item_complete:
 *
 * After the last cell: what a search looks through.
 */
void
rw_security_item_complete (RwSecurityItem *self)
{
  g_autofree char *sentence = rw_security_item_sentence (self);

  self->haystack = rw_text_fold (sentence);
}

/**
 * rw_security_item_sentence:
 *
 * Returns: (transfer full): the cells, for those who cannot see the row
 */
char *
rw_security_item_sentence (RwSecurityItem *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].text != NULL && *self->cells[i].text != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", self->cells[i].text);
  return g_string_free (text, FALSE);
}
