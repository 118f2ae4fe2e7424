/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-draft.h"

#include <string.h>

/* What types are called in a draft that is kept: shorter than the words of the schema, and older. */
static const struct
{
  RwMessageType type;
  const char *name;
} names[] = {
  { RW_MESSAGE_TYPE_REPLY, "reply" },
  { RW_MESSAGE_TYPE_NOTE, "note" },
  { RW_MESSAGE_TYPE_UPDATE, "update" },
  { RW_MESSAGE_TYPE_PHONE, "phone" },
};

/**
 * rw_ticket_draft_new:
 * @files: (transfer full): see #RwTicketDraft
 * @text: (transfer full): the same
 */
RwTicketDraft *
rw_ticket_draft_new (RwMessageType  type,
                     int            status,
                     char          *files,
                     char          *text)
{
  RwTicketDraft *draft = g_new0 (RwTicketDraft, 1);

  draft->type = type;
  draft->status = status;
  draft->files = files;
  draft->text = text;
  return draft;
}

gboolean
rw_ticket_draft_is_empty (const RwTicketDraft *draft)
{
  return *draft->text == '\0' && *draft->files == '\0';
}

/**
 * rw_ticket_draft_to_text:
 *
 * Returns: (transfer full): one line with the type, the status and the files; then the text
 */
char *
rw_ticket_draft_to_text (const RwTicketDraft *draft)
{
  const char *name = names[0].name, *status = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].type == draft->type)
      name = names[i].name;
  if (draft->status >= 0)
    status = rw_enum_value (&rw_enum_ticket_status, draft->status);
  return g_strconcat (name, status != NULL ? "+" : "", status != NULL ? status : "", draft->files,
                      "\n", draft->text, NULL);
}

/**
 * rw_ticket_draft_parse:
 *
 * Returns: (transfer full) (nullable): what rw_ticket_draft_to_text() wrote; %NULL for something else
 */
RwTicketDraft *
rw_ticket_draft_parse (const char *kept)
{
  const char *newline = strchr (kept, '\n');
  gsize head = strcspn (kept, " \n"), word = strcspn (kept, "+ \n");
  RwMessageType type = RW_MESSAGE_TYPE_REPLY;
  int status = -1;

  if (newline == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == word && strncmp (kept, names[i].name, word) == 0)
      type = names[i].type;
  if (word < head)
    {
      g_autofree char *value = g_strndup (kept + word + 1, head - word - 1);

      status = rw_enum_find (&rw_enum_ticket_status, value);
    }
  return rw_ticket_draft_new (type, status,
                              g_strndup (kept + head, (gsize) (newline - kept) - head),
                              g_strdup (newline + 1));
}

void
rw_ticket_draft_free (RwTicketDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->files);
  g_free (draft->text);
  g_free (draft);
}
