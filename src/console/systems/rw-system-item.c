/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-item.h"

#include "rw-text.h"

struct _RwSystemItem
{
  GObject parent_instance;

  RwSystemInfo *info;
  char *haystack;
};

G_DEFINE_FINAL_TYPE (RwSystemItem, rw_system_item, G_TYPE_OBJECT)

static void
rw_system_item_finalize (GObject *object)
{
  RwSystemItem *self = RW_SYSTEM_ITEM (object);

  rw_system_info_free (self->info);
  g_free (self->haystack);
  G_OBJECT_CLASS (rw_system_item_parent_class)->finalize (object);
}

static void
rw_system_item_class_init (RwSystemItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_system_item_finalize;
}

static void
rw_system_item_init (RwSystemItem *self)
{
}

/* What a person may type to find a system: everything that identifies it or says where it belongs. */
static char *
make_haystack (const RwSystemInfo *info)
{
  const char *parts[] = {
    info->name,    info->role,     info->model,  info->customer, info->service,   info->site, info->place,
    info->address, info->platform, info->serial, info->host,     info->asset_tag,
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      {
        g_string_append (text, parts[i]);
        g_string_append_c (text, '\n');
      }
  return rw_text_fold (text->str);
}

/**
 * rw_system_item_new:
 * @info: (transfer full): a row
 *
 * Safe to call in the thread that ran the query.
 */
RwSystemItem *
rw_system_item_new (RwSystemInfo *info)
{
  RwSystemItem *self = g_object_new (RW_TYPE_SYSTEM_ITEM, NULL);

  self->info = info;
  self->haystack = make_haystack (info);
  return self;
}

const RwSystemInfo *
rw_system_item_get_info (RwSystemItem *self)
{
  return self->info;
}

/**
 * rw_system_item_get_haystack:
 *
 * Returns: (transfer none): folded text for rw_text_matches()
 */
const char *
rw_system_item_get_haystack (RwSystemItem *self)
{
  return self->haystack;
}

/**
 * rw_system_item_equal:
 *
 * Returns: whether both would look the same in every column
 */
gboolean
rw_system_item_equal (RwSystemItem *self,
                      RwSystemItem *other)
{
  const RwSystemInfo *a = self->info, *b = other->info;

  /* The haystack holds every text but the version. */
  return g_str_equal (self->haystack, other->haystack) && g_strcmp0 (a->version, b->version) == 0 &&
         g_strcmp0 (a->name, b->name) == 0 && a->kind == b->kind && a->stage == b->stage && a->unit == b->unit &&
         a->vcpus == b->vcpus && a->draw_w == b->draw_w && a->memory_mb == b->memory_mb && a->disk_gb == b->disk_gb &&
         a->patched == b->patched && a->end_of_support == b->end_of_support && a->open_tickets == b->open_tickets;
}
