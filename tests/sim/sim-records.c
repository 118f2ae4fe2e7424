/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-private.h"

/* The company of the simulation: a few people, clusters and documents, that everybody edits. */

static const RwKind kinds[] = { RW_KIND_PERSON, RW_KIND_CLUSTER, RW_KIND_DOCUMENT };

static const int fields[G_N_ELEMENTS (kinds)][N_TRACKED + 1] = {
  { RW_PERSON_NAME, RW_PERSON_MAIL, RW_PERSON_PHONE, -1 },
  { RW_CLUSTER_NAME, RW_CLUSTER_TYPE, RW_CLUSTER_NOTES, -1 },
  { RW_DOCUMENT_TITLE, RW_DOCUMENT_BODY, -1 },
};

RwKind
sim_record_kind (guint record)
{
  return kinds[record % G_N_ELEMENTS (kinds)];
}

guint
sim_record_n_tracked (guint record)
{
  guint n = 0;

  while (fields[record % G_N_ELEMENTS (kinds)][n] >= 0)
    n++;
  return n;
}

guint
sim_record_field (guint record, guint tracked)
{
  return (guint) fields[record % G_N_ELEMENTS (kinds)][tracked];
}

int
sim_find_record (Sim *sim, const RwId *id)
{
  for (int i = 0; i < N_RECORDS; i++)
    if (rw_id_equal (&sim->ids[i], id))
      return i;
  return -1;
}

/* Every text names the edit that wrote it: "e17". */
guint
sim_text_edit (const char *text)
{
  return text != NULL && *text == 'e' ? (guint) g_ascii_strtoull (text + 1, NULL, 10) : 0;
}

guint
sim_value_edit (RwRecord *record, guint index, guint tracked)
{
  return sim_text_edit (rw_record_get_text (record, sim_record_field (index, tracked)));
}

/* What another version lacks: one kind, and one field of another. @tracked is -1 for the record. */
gboolean
sim_version_knows (Version version, guint record, int tracked)
{
  if (version != VERSION_OLDER)
    return TRUE;
  if (sim_record_kind (record) == RW_KIND_DOCUMENT)
    return FALSE;
  return tracked < 0 || sim_record_kind (record) != RW_KIND_PERSON ||
         sim_record_field (record, (guint) tracked) != RW_PERSON_PHONE;
}

static RwEdit *
make_create (Sim *sim, guint record, Version version, const char *text, guint *mask)
{
  g_autoptr (RwRecord) made = rw_record_new (sim_record_kind (record), &sim->ids[record]);

  for (guint i = 0; i < sim_record_n_tracked (record); i++)
    if (sim_version_knows (version, record, (int) i))
      {
        rw_record_set_text (made, sim_record_field (record, i), text);
        *mask |= 1u << i;
      }
  if (sim_record_kind (record) == RW_KIND_PERSON)
    {
      g_autofree char *login = g_strdup_printf ("login-%u", record);

      rw_record_set_text (made, RW_PERSON_LOGIN, login);
    }
  return rw_edit_new_create (made);
}

/* What a person may do to a record that is as @now shows it, or is not there. */
RwEdit *
sim_make_edit (Sim *sim,
               guint record,
               guint number,
               RwRecord *now,
               guint delete_percent,
               guint *mask)
{
  Version version = sim->clients[sim->edits[number].client].version;
  g_autofree char *text = g_strdup_printf ("e%u", number);
  guint n = sim_record_n_tracked (record), first;
  RwKind kind = sim_record_kind (record);
  RwEdit *edit;

  *mask = 0;
  if (now == NULL)
    return make_create (sim, record, version, text, mask);
  if (delete_percent > 0 && sim_chance (sim, delete_percent))
    return rw_edit_new (RW_OP_DELETE, kind, &sim->ids[record]);
  edit = rw_edit_new (RW_OP_UPDATE, kind, &sim->ids[record]);
  first = sim_dice (sim, n);
  for (guint i = 0; i < n; i++)
    if ((i == first || sim_chance (sim, 25)) && sim_version_knows (version, record, (int) i))
      {
        rw_edit_set (edit, sim_record_field (record, i), rw_value_text (text));
        *mask |= 1u << i;
      }
  if (kind == RW_KIND_PERSON && (*mask == 0 || sim_chance (sim, 30)))
    {
      const char *const added[] = { text, NULL };

      rw_edit_change_set (edit, RW_PERSON_SKILLS, rw_value_texts (added), RW_VALUE_NULL);
    }
  /* Two of these meet, and one is refused. */
  if (kind == RW_KIND_PERSON && sim_chance (sim, 8))
    rw_edit_set (edit, RW_PERSON_LOGIN, rw_value_text ("login-of-many"));
  /* Of somebody who may be deleted meanwhile. */
  if (kind == RW_KIND_DOCUMENT && sim_chance (sim, 15))
    rw_edit_set (edit, RW_DOCUMENT_OWNER, rw_value_ref (&sim->ids[sim_dice (sim, 3) * 3]));
  return edit;
}

/* --- The other version ------------------------------------------------------------------------------ */

/*
 * There is one schema in one program. What a client of another version sees and says is made from it
 * on the way: a kind and a field get names that nobody knows.
 */

#define KIND      "\"kind\":\"document\""
#define NEW_KIND  "\"kind\":\"document2\""
#define FIELD     "\"phone\":"
#define NEW_FIELD "\"phone2\":"

/* What the server sends, as it would be for @client. */
char *
sim_translate_page (Client *client, const char *bytes, gsize length, gsize *new_length)
{
  g_autoptr (GString) page = g_string_new_len (bytes, (gssize) length);

  if (client->version != VERSION_SAME)
    {
      g_string_replace (page, FIELD, NEW_FIELD, 0);
      if (client->version == VERSION_OLDER)
        g_string_replace (page, KIND, NEW_KIND, 0);
      else
        {
          g_auto (GStrv) lines = g_strsplit (page->str, "\n", -1);

          g_string_truncate (page, 0);
          for (char **line = lines; *line != NULL; line++)
            if (**line != '\0' && strstr (*line, KIND) == NULL)
              g_string_append_printf (page, "%s\n", *line);
        }
    }
  *new_length = page->len;
  return g_string_free (g_steal_pointer (&page), FALSE);
}

/* What @client sends, as the server would read it. */
char *
sim_translate_push (Client *client, const char *bytes, gsize length)
{
  g_autoptr (GString) push = g_string_new_len (bytes, (gssize) length);

  if (client->version == VERSION_OLDER)
    g_string_replace (push, NEW_KIND, KIND, 0);
  if (client->version == VERSION_NEWER)
    {
      g_string_replace (push, KIND, NEW_KIND, 0);
      g_string_replace (push, FIELD, NEW_FIELD, 0);
    }
  return g_string_free (g_steal_pointer (&push), FALSE);
}
