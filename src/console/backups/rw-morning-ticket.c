/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-ticket.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-morning-step.h"
#include "rw-text.h"

/* Systems that a ticket names. */
#define NAMES_MOST 200

/**
 * rw_morning_ticket_title:
 *
 * Returns: (transfer full): what a ticket about the step is proposed to be called
 */
char *
rw_morning_ticket_title (const RwMorningStep *step)
{
  g_autofree char *step_title = rw_morning_step_title (step);
  /* Translators: title of a ticket: "Backup: 23 systems: repository is already locked" */
  g_autofree char *title = g_strdup_printf (_ ("Backup: %s"), step_title);

  return rw_text_truncate (title, (gsize) rw_schema_field (RW_KIND_TICKET, RW_TICKET_TITLE)->max);
}

/**
 * rw_morning_ticket_new:
 * @message: (nullable): what the tool said
 *
 * Returns: (transfer full): an incident about the step, with its systems
 */
RwRecord *
rw_morning_ticket_new (const RwMorningStep *step,
                       const char          *title,
                       const char          *message,
                       gint64               now)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);
  const RwMorningRed *first = step->reds->pdata[0];
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (step->reds->len, NAMES_MOST); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((const RwMorningRed *) step->reds->pdata[i])->name);
  if (step->reds->len > NAMES_MOST)
    {
      guint more = step->reds->len - NAMES_MOST;

      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("and %u more system", "and %u more systems", more), more);
    }
  if (message != NULL && *message != '\0')
    g_string_append_printf (text, "\n\n%s", message);
  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_SOURCE, RW_TICKET_SOURCE_STAFF);
  rw_record_set_enum (ticket, RW_TICKET_IMPACT, RW_LEVEL_MEDIUM);
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, RW_LEVEL_MEDIUM);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, (int) rw_priority_from_matrix (RW_LEVEL_MEDIUM, RW_LEVEL_MEDIUM));
  rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text->str);
  /* Of several systems it is about none in particular. */
  if (step->reds->len == 1)
    rw_record_set_ref (ticket, RW_TICKET_CI, &first->system);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, now);
  return ticket;
}
