/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-push-notices.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many are told one by one. */
#define SINGLE_MOST 3

struct _RwPushNotices
{
  GPtrArray *sentences;
  gint64 last_group;
  guint n_more;
};

RwPushNotices *
rw_push_notices_new (void)
{
  RwPushNotices *self = g_new0 (RwPushNotices, 1);

  self->sentences = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rw_push_notices_free (RwPushNotices *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sentences);
  g_free (self);
}

static char *
get_title (RwCache *view, const RwOutboxEntry *entry)
{
  g_autoptr (RwRecord) record = NULL;

  if (view != NULL && entry->kind != RW_KIND_NONE)
    record = rw_cache_get (view, entry->kind, &entry->id, NULL);
  if (record != NULL)
    return g_strdup (rw_record_get_title (record));
  if (entry->label != NULL)
    return g_strdup (entry->label);
  return g_strdup (entry->kind != RW_KIND_NONE ? rw_kind_label (entry->kind) : "?");
}

static char *
get_fields (RwKind kind, GPtrArray *conflicts)
{
  GString *fields = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      RwEditConflict *conflict = g_ptr_array_index (conflicts, i);
      int field = kind != RW_KIND_NONE && conflict->field != NULL
                    ? rw_schema_find_field (kind, conflict->field)
                    : -1;

      if (fields->len > 0)
        g_string_append (fields, ", ");
      g_string_append (fields, field >= 0 ? rw_field_label (rw_schema_field (kind, (guint) field))
                                          : conflict->field);
    }
  return g_string_free (fields, FALSE);
}

static char *
make_sentence (RwCache *view, const RwOutboxEntry *entry, const RwPushResult *result)
{
  /* The last one speaks of the whole, if any does. */
  RwEditConflict *last = result->conflicts->len > 0
                           ? g_ptr_array_index (result->conflicts, result->conflicts->len - 1)
                           : NULL;
  g_autofree char *title = get_title (view, entry);
  g_autofree char *fields = NULL;

  if (result->status == RW_PUSH_APPLIED)
    return NULL;
  if (result->status == RW_PUSH_MERGED)
    return g_strdup_printf (_ ("“%s” was also changed by somebody else. Both changes were kept"),
                            title);
  if (last != NULL && last->field != NULL)
    {
      fields = get_fields (entry->kind, result->conflicts);
      if (last->by != NULL)
        return g_strdup_printf (
          _ (
            "%s of “%s” was changed by %s in the meantime and stays so. Your value is under “Your Edits”"),
          fields, title, last->by);
      return g_strdup_printf (
        _ (
          "%s of “%s” was changed by somebody else in the meantime and stays so. Your value is under “Your Edits”"),
        fields, title);
    }
  if (last != NULL && last->message != NULL && strstr (last->message, title) != NULL)
    return g_strdup_printf (_ ("%s. What you entered is under “Your Edits”"), last->message);
  if (last != NULL && last->message != NULL)
    return g_strdup_printf (_ ("“%s” was not changed: %s. What you entered is under “Your Edits”"),
                            title, last->message);
  return g_strdup_printf (
    _ ("“%s” was not changed: the server refused it. What you entered is under “Your Edits”"),
    title);
}

/**
 * rw_push_notices_add:
 * @view: (nullable): to find the record's title in
 */
void
rw_push_notices_add (RwPushNotices *self,
                     RwCache *view,
                     const RwOutboxEntry *entry,
                     const RwPushResult *result)
{
  char *sentence = make_sentence (view, entry, result);

  if (sentence == NULL)
    return;
  /* A group is refused as one: its first edit says why. */
  if (result->status == RW_PUSH_REFUSED && entry->group == self->last_group)
    {
      g_free (sentence);
      return;
    }
  if (result->status == RW_PUSH_REFUSED)
    self->last_group = entry->group;
  if (self->sentences->len < SINGLE_MOST)
    g_ptr_array_add (self->sentences, sentence);
  else
    {
      self->n_more++;
      g_free (sentence);
    }
}

/**
 * rw_push_notices_take:
 * @notices: (element-type utf8): gets the sentences
 */
void
rw_push_notices_take (RwPushNotices *self, GPtrArray *notices)
{
  for (guint i = 0; i < self->sentences->len; i++)
    g_ptr_array_add (notices, g_strdup (g_ptr_array_index (self->sentences, i)));
  if (self->n_more > 0)
    g_ptr_array_add (
      notices, g_strdup_printf (
                 ngettext ("%u more of your edits met a change by somebody else. See “Your Edits”",
                           "%u more of your edits met changes by somebody else. See “Your Edits”",
                           self->n_more),
                 self->n_more));
}
