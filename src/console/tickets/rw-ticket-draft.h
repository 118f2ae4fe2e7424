/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-schema.h"

G_BEGIN_DECLS

/**
 * RwTicketDraft:
 * @type: of the message
 * @status: that the ticket gets when it is sent; -1 for the one that it has
 * @files: see rw_ticket_files_to_text()
 * @text: what was written
 *
 * A message that was not sent.
 */
typedef struct
{
  RwMessageType type;
  int status;
  char *files;
  char *text;
} RwTicketDraft;

RwTicketDraft *rw_ticket_draft_new      (RwMessageType        type,
                                         int                  status,
                                         char                *files,
                                         char                *text);
gboolean       rw_ticket_draft_is_empty (const RwTicketDraft *draft);
char          *rw_ticket_draft_to_text  (const RwTicketDraft *draft);
RwTicketDraft *rw_ticket_draft_parse    (const char          *kept);
void           rw_ticket_draft_free     (RwTicketDraft       *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketDraft, rw_ticket_draft_free)

G_END_DECLS
