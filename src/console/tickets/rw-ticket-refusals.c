/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-refusals.h"

#include <glib/gi18n.h>

#include "rw-ticket-actions.h"

/* As many are told by name, and as many reasons: a screen is not a list. */
#define MOST_NAMES   6
#define MOST_REASONS 5

typedef struct
{
  char *reason;
  GString *names;
  guint n;
} Refusal;

struct _RwTicketRefusals
{
  GPtrArray *refusals;
  guint n;
};

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->reason);
  g_string_free (refusal->names, TRUE);
  g_free (refusal);
}

RwTicketRefusals *
rw_ticket_refusals_new (void)
{
  RwTicketRefusals *self = g_new0 (RwTicketRefusals, 1);

  self->refusals = g_ptr_array_new_with_free_func (refusal_free);
  return self;
}

void
rw_ticket_refusals_free (RwTicketRefusals *self)
{
  g_ptr_array_unref (self->refusals);
  g_free (self);
}

/**
 * rw_ticket_refusals_add:
 * @reason: a sentence
 */
void
rw_ticket_refusals_add (RwTicketRefusals *self,
                        RwRecord         *ticket,
                        const char       *reason)
{
  const char *number = rw_record_get_text (ticket, RW_TICKET_NUMBER);
  Refusal *refusal = NULL;

  for (guint i = 0; i < self->refusals->len && refusal == NULL; i++)
    if (g_str_equal (((Refusal *) self->refusals->pdata[i])->reason, reason))
      refusal = self->refusals->pdata[i];
  if (refusal == NULL)
    {
      refusal = g_new0 (Refusal, 1);
      refusal->reason = g_strdup (reason);
      refusal->names = g_string_new (NULL);
      g_ptr_array_add (self->refusals, refusal);
    }
  self->n++;
  if (refusal->n++ < MOST_NAMES)
    g_string_append_printf (refusal->names, "%s%s", refusal->n > 1 ? ", " : "",
                            number != NULL ? number : rw_record_get_title (ticket));
}

guint
rw_ticket_refusals_count (RwTicketRefusals *self)
{
  return self->n;
}

static char *
dup_body (RwTicketRefusals *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->refusals->len, MOST_REASONS); i++)
    {
      const Refusal *refusal = self->refusals->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", refusal->names->str);
      if (refusal->n > MOST_NAMES)
        {
          guint more = refusal->n - MOST_NAMES;

          g_string_append_c (text, ' ');
          /* Translators: after the numbers of some tickets */
          g_string_append_printf (text, ngettext ("and %u more", "and %u more", more), more);
        }
      g_string_append_printf (text, ":\n%s", refusal->reason);
    }
  return g_string_free_and_steal (text);
}

typedef struct
{
  RwPage *page;
  GPtrArray *edits;
  char *label;
} Others;

static void
others_free (gpointer  data,
             GClosure *closure)
{
  Others *others = data;

  g_object_unref (others->page);
  g_ptr_array_unref (others->edits);
  g_free (others->label);
  g_free (others);
}

static void
others_cb (AdwAlertDialog *dialog,
           const char     *response,
           Others         *others)
{
  rw_ticket_submit (others->page, others->edits, others->label);
}

/**
 * rw_ticket_refusals_tell:
 * @others: (element-type RwEdit): what could be done to the other tickets
 * @label: what was to be done
 * @n_tickets: to how many tickets
 *
 * Tells it. Nothing has been changed; where there are other tickets, the person is asked about them.
 */
void
rw_ticket_refusals_tell (RwTicketRefusals *self,
                         RwPage           *page,
                         GPtrArray        *others,
                         const char       *label,
                         guint             n_tickets)
{
  g_autofree char *body = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *response = NULL;
  guint n_others = n_tickets - self->n;
  Others *rest;
  AdwDialog *dialog;

  if (n_tickets == 1)
    {
      rw_page_toast (page, ((Refusal *) self->refusals->pdata[0])->reason);
      return;
    }
  body = dup_body (self);
  /* Translators: of the tickets to which something was to be done */
  heading = g_strdup_printf (ngettext ("%u of %u Tickets Cannot Be Changed",
                                       "%u of %u Tickets Cannot Be Changed", self->n),
                             self->n, n_tickets);
  dialog = adw_alert_dialog_new (heading, body);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "cancel",
                                 others->len > 0 ? _ ("Change _None") : _ ("_Close"));
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  if (others->len > 0)
    {
      rest = g_new0 (Others, 1);
      rest->page = g_object_ref (page);
      rest->edits = g_ptr_array_ref (others);
      /* Translators: what is done, and to how many of how many tickets: "Move 6 tickets to “Closed” (4 of 6)" */
      rest->label = g_strdup_printf (_ ("%s (%u of %u)"), label, n_others, n_tickets);
      response =
        g_strdup_printf (ngettext ("Change the _Other One", "Change the _Other %u", n_others),
                         n_others);
      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "others", response);
      g_signal_connect_data (dialog, "response::others", G_CALLBACK (others_cb), rest, others_free,
                             0);
    }
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
