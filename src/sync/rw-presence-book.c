/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-presence-book.h"

#include "rw-json.h"

/* More than a company has open at once. What a server says beyond it is not kept. */
#define RECORDS_MOST 2000
#define PEOPLE_MOST  20  /* of one record */
#define NAME_MOST    100 /* characters */
/* So long after a stream has opened whoever it did not speak of has left. */
#define SETTLE       (5 * G_USEC_PER_SEC)

/* The people of one record. */
typedef struct
{
  GPtrArray *people;
  gint64 until; /* 0 as long as the server would say so */
} Entry;

struct _RwPresenceBook
{
  GHashTable *records; /* RwId → Entry */
  RwId me; /* nil for not known */
};

static void
present_free (gpointer data)
{
  RwPresent *present = data;

  g_free (present->name);
  g_free (present);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->people);
  g_free (entry);
}

/* A token that was not given to a person has only its name. */
static gboolean
same_person (const RwId *a, const char *a_name, const RwId *b, const char *b_name)
{
  return rw_id_equal (a, b) && (!rw_id_is_nil (a) || g_strcmp0 (a_name, b_name) == 0);
}

static gboolean
is_me (RwPresenceBook *self, const RwPresent *present)
{
  return !rw_id_is_nil (&self->me) && rw_id_equal (&present->person, &self->me);
}

RwPresenceBook *
rw_presence_book_new (void)
{
  RwPresenceBook *self = g_new0 (RwPresenceBook, 1);

  self->records = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, entry_free);
  return self;
}

void
rw_presence_book_free (RwPresenceBook *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->records);
  g_free (self);
}

/**
 * rw_presence_book_set_me:
 * @me: (nullable): who is signed in: they are not told of what they have open in another console
 *
 * What one person was told is not kept for the next.
 *
 * Returns: whether anything in it is another now
 */
gboolean
rw_presence_book_set_me (RwPresenceBook *self, const RwId *me)
{
  gboolean known = !rw_id_is_nil (&self->me), changed = FALSE;
  GHashTableIter iter;
  gpointer value;

  if (rw_id_equal (me != NULL ? me : &RW_ID_NIL, &self->me))
    return FALSE;
  self->me = me != NULL ? *me : RW_ID_NIL;
  if (known)
    return rw_presence_book_clear (self);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *people = ((Entry *) value)->people;

      for (guint i = people->len; i-- > 0;)
        if (is_me (self, people->pdata[i]))
          {
            g_ptr_array_remove_index (people, i);
            changed = TRUE;
          }
      if (people->len == 0)
        g_hash_table_iter_remove (&iter);
    }
  return changed;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* Who writes comes first, then by name: the same people are always in the same order. */
static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const RwPresent *first = *(const RwPresent *const *) a, *second = *(const RwPresent *const *) b;

  if (first->writes != second->writes)
    return first->writes ? -1 : 1;
  return g_utf8_collate (first->name, second->name);
}

/* Somebody with two consoles is one person, who writes when they write in one of them. */
static void
add_person (RwPresenceBook *self, GPtrArray *people, JsonObject *object)
{
  const char *id_text = get_text (object, "id"), *name = get_text (object, "name"),
             *mode = get_text (object, "mode");
  RwPresent *present;
  RwId id;

  if (id_text == NULL || !rw_id_parse (id_text, &id) || name == NULL || *name == '\0' ||
      (g_strcmp0 (mode, "view") != 0 && g_strcmp0 (mode, "edit") != 0))
    return;
  present = g_new (RwPresent, 1);
  *present =
    (RwPresent) { id, g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_MOST)),
                  g_str_equal (mode, "edit") };
  for (guint i = 0; i < people->len; i++)
    {
      RwPresent *other = people->pdata[i];

      if (!same_person (&other->person, other->name, &present->person, present->name))
        continue;
      other->writes = other->writes || present->writes;
      present_free (present);
      return;
    }
  if (people->len < PEOPLE_MOST && !is_me (self, present))
    g_ptr_array_add (people, present);
  else
    present_free (present);
}

static gboolean
equal (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const RwPresent *x = a->pdata[i], *y = b->pdata[i];

      if (!same_person (&x->person, x->name, &y->person, y->name) || x->writes != y->writes ||
          !g_str_equal (x->name, y->name))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_presence_book_take:
 * @json: "presence" of the live stream: all the people of one record. What is wrong in it is passed over
 *
 * Returns: whether anything in it is another now
 */
gboolean
rw_presence_book_take (RwPresenceBook *self, const char *json)
{
  g_autoptr (JsonNode) root = rw_json_parse (json, -1, NULL);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (present_free);
  JsonObject *object;
  JsonNode *list;
  Entry *entry;
  const char *id_text;
  gboolean changed;
  RwId id;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  id_text = get_text (object, "id");
  list = json_object_get_member (object, "people");
  if (id_text == NULL || !rw_id_parse (id_text, &id) || list == NULL ||
      !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (list), i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_person (self, people, json_node_get_object (node));
    }
  g_ptr_array_sort (people, compare_cb);
  if (people->len == 0)
    return g_hash_table_remove (self->records, &id);
  entry = g_hash_table_lookup (self->records, &id);
  if (entry == NULL && g_hash_table_size (self->records) >= RECORDS_MOST)
    return FALSE;
  changed = entry == NULL || !equal (entry->people, people);
  if (entry != NULL && !changed)
    {
      entry->until = 0;
      return FALSE;
    }
  entry = g_new0 (Entry, 1);
  entry->people = g_steal_pointer (&people);
  g_hash_table_replace (self->records, rw_id_copy (&id), entry);
  return changed;
}

/* Nothing holds beyond @until; what ends before it ends there. */
static void
limit (RwPresenceBook *self, gint64 until)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (entry->until == 0 || entry->until > until)
        entry->until = until;
    }
}

/**
 * rw_presence_book_lost:
 *
 * The stream has ended: nobody says any more who leaves.
 */
void
rw_presence_book_lost (RwPresenceBook *self, gint64 now)
{
  limit (self, now + RW_PRESENCE_LEASE);
}

/**
 * rw_presence_book_opened:
 *
 * A stream has begun.
 */
void
rw_presence_book_opened (RwPresenceBook *self, gint64 now)
{
  limit (self, now + SETTLE);
}

/**
 * rw_presence_book_expire:
 *
 * Forgets what does not hold any more.
 *
 * Returns: whether anything in it is another now
 */
gboolean
rw_presence_book_expire (RwPresenceBook *self, gint64 now)
{
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;

      if (entry->until == 0 || entry->until > now)
        continue;
      g_hash_table_iter_remove (&iter);
      changed = TRUE;
    }
  return changed;
}

/**
 * rw_presence_book_waits:
 *
 * Returns: whether there is something that will expire
 */
gboolean
rw_presence_book_waits (RwPresenceBook *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Entry *) value)->until != 0)
      return TRUE;
  return FALSE;
}

/**
 * rw_presence_book_clear:
 *
 * Returns: whether there was anything
 */
gboolean
rw_presence_book_clear (RwPresenceBook *self)
{
  gboolean changed = g_hash_table_size (self->records) > 0;

  g_hash_table_remove_all (self->records);
  return changed;
}

/**
 * rw_presence_book_get:
 *
 * Returns: (transfer none) (nullable) (element-type RwPresent): who else has the record open, those who write
 *   first; %NULL for nobody
 */
const GPtrArray *
rw_presence_book_get (RwPresenceBook *self, const RwId *record)
{
  const Entry *entry = g_hash_table_lookup (self->records, record);

  return entry != NULL ? entry->people : NULL;
}
