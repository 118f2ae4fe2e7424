/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-loss-dialog.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-loss-edits.h"
#include "rw-loss-words.h"
#include "rw-new-ticket.h"

struct _RwLossDialog
{
  RwWiringDialog parent_instance;

  RwKind kind;
  RwId id;
  GtkWidget *change;
  GtkWidget *incident;
};

G_DEFINE_FINAL_TYPE (RwLossDialog, rw_loss_dialog, RW_TYPE_WIRING_DIALOG)

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
add (GPtrArray *rows, RwWiringRowInfo *info, RwLossState state, char *detail)
{
  info->status = state == RW_LOSS_DOWN ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
  info->word = rw_loss_state_label (state);
  info->detail = detail;
  g_ptr_array_add (rows, rw_wiring_row_new (info));
  g_free (detail);
}

static void
add_sums (GPtrArray *rows, const RwWiring *wiring, const RwLoss *loss)
{
  for (guint i = 0; i < loss->customers->len; i++)
    {
      const RwLossSum *sum = &g_array_index (loss->customers, RwLossSum, i);
      RwWiringRowInfo info = { .section = RW_LOSS_SECTION_CUSTOMERS,
                               .title = wiring->customers[sum->index].name,
                               .kind = RW_KIND_CUSTOMER,
                               .id = wiring->customers[sum->index].id };

      add (rows, &info, sum->state, rw_loss_sum_reason (sum));
    }
  for (guint i = 0; i < loss->services->len; i++)
    {
      const RwLossSum *sum = &g_array_index (loss->services, RwLossSum, i);
      int customer = wiring->services[sum->index].customer;
      RwWiringRowInfo info = { .section = RW_LOSS_SECTION_SERVICES,
                               .title = wiring->services[sum->index].name,
                               .aside = customer >= 0 ? wiring->customers[customer].name : NULL,
                               .kind = RW_KIND_SERVICE,
                               .id = wiring->services[sum->index].id };

      add (rows, &info, sum->state, rw_loss_sum_reason (sum));
    }
}

static void
add_hits (GPtrArray *rows, const RwWiring *wiring, const RwLoss *loss, const RwId *lost)
{
  for (guint i = 0; i < loss->hits->len; i++)
    {
      const RwLossHit *hit = &g_array_index (loss->hits, RwLossHit, i);
      const RwWireSystem *system = &wiring->systems[hit->system];
      RwWiringRowInfo info = {
        .section = hit->state == RW_LOSS_DOWN ? RW_LOSS_SECTION_DOWN : RW_LOSS_SECTION_AT_RISK,
        .title = system->name,
        .aside = system->service >= 0 ? wiring->services[system->service].name : NULL,
        .kind = system->kind,
        .id = system->id
      };

      if (!rw_id_equal (&system->id, lost))
        add (rows, &info, hit->state, rw_loss_hit_reason (wiring, hit));
    }
}

static void
rw_loss_dialog_fill (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  RwLossDialog *self = RW_LOSS_DIALOG (dialog);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *heading = NULL, *summary = NULL;

  gtk_widget_set_sensitive (self->change, answer->loss != NULL);
  gtk_widget_set_sensitive (self->incident, answer->loss != NULL);
  if (answer->loss == NULL)
    {
      rw_wiring_dialog_show_calm (dialog, "dialog-question-symbolic", _ ("It Is Not There Anymore"),
                                  _ ("It was removed meanwhile; nothing depends on it."));
      return;
    }
  heading = rw_loss_heading (answer->wiring, answer->loss, &self->id);
  if (rw_loss_is_quiet (answer->wiring, answer->loss, &self->id))
    {
      rw_wiring_dialog_show_calm (
        dialog, "object-select-symbolic", heading,
        _ ("No other system, service or customer depends on it, as far as cables are recorded."));
      return;
    }
  add_sums (rows, answer->wiring, answer->loss);
  add_hits (rows, answer->wiring, answer->loss, &self->id);
  summary = rw_loss_summary (answer->loss);
  rw_wiring_dialog_show_rows (dialog, heading, summary, rows);
}

static char *
rw_loss_dialog_dup_text (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  return answer->loss != NULL
           ? rw_loss_to_text (answer->wiring, answer->loss, &RW_LOSS_DIALOG (dialog)->id)
           : NULL;
}

static const char *
rw_loss_dialog_section_label (RwWiringDialog *dialog,
                              const RwWiringAnswer *answer,
                              const RwWiringRowInfo *first)
{
  return rw_loss_section_label (first->section);
}

/* --- What follows ---------------------------------------------------------------------------------- */

static void
incident_cb (RwLossDialog *self)
{
  const RwWiringAnswer *answer = rw_wiring_dialog_get_answer (RW_WIRING_DIALOG (self));
  RwPage *page = rw_wiring_dialog_get_page (RW_WIRING_DIALOG (self));
  g_autoptr (RwRecord) ticket = NULL;

  if (page == NULL || answer == NULL || answer->loss == NULL)
    return;
  ticket =
    rw_loss_incident_new (answer->wiring, answer->loss, self->kind, &self->id, rw_clock_now ());
  rw_new_ticket_submit (page, ticket, TRUE);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
change_cb (RwLossDialog *self)
{
  const RwWiringAnswer *answer = rw_wiring_dialog_get_answer (RW_WIRING_DIALOG (self));
  RwPage *page = rw_wiring_dialog_get_page (RW_WIRING_DIALOG (self));
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;
  RwId change;

  if (page == NULL || answer == NULL || answer->loss == NULL)
    return;
  edits = rw_loss_change_edits (answer->wiring, answer->loss, self->kind, &self->id,
                                rw_session_get_person (rw_page_get_session (page)), &change);
  /* Translators: what was done, for undo; a device, a rack or a power feed */
  label = g_strdup_printf (_ ("Plan a change for %s"), rw_wiring_name (answer->wiring, &self->id));
  rw_page_submit_and_open (page, edits, label, RW_KIND_CHANGE, &change);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rw_loss_dialog_class_init (RwLossDialogClass *klass)
{
  RwWiringDialogClass *dialog_class = RW_WIRING_DIALOG_CLASS (klass);

  dialog_class->fill = rw_loss_dialog_fill;
  dialog_class->dup_text = rw_loss_dialog_dup_text;
  dialog_class->section_label = rw_loss_dialog_section_label;
}

static void
rw_loss_dialog_init (RwLossDialog *self)
{
  RwWiringDialog *dialog = RW_WIRING_DIALOG (self);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("What If This Is Lost?"));
  self->change =
    rw_wiring_dialog_add_button (dialog, _ ("_Plan Change"), "<Control>p", G_CALLBACK (change_cb));
  self->incident = rw_wiring_dialog_add_button (dialog, _ ("Open _Incident"), "<Control>i",
                                                G_CALLBACK (incident_cb));
}

/**
 * rw_loss_dialog_can:
 *
 * Returns: whether the loss of a record of this kind can be worked out
 */
gboolean
rw_loss_dialog_can (RwKind kind)
{
  return kind == RW_KIND_DEVICE || kind == RW_KIND_VM || kind == RW_KIND_RACK ||
         kind == RW_KIND_POWER_FEED;
}

/**
 * rw_loss_dialog_new:
 * @page: that is asked from
 * @kind: for which rw_loss_dialog_can() says yes
 * @id: what is lost
 */
AdwDialog *
rw_loss_dialog_new (RwPage *page, RwKind kind, const RwId *id)
{
  RwLossDialog *self;
  RwWiringQuestion question = { .type = RW_WIRING_LOSS, .id = *id };

  g_return_val_if_fail (rw_loss_dialog_can (kind), NULL);
  self = g_object_new (RW_TYPE_LOSS_DIALOG, NULL);
  self->kind = kind;
  self->id = *id;
  rw_wiring_dialog_load (RW_WIRING_DIALOG (self), page, &question);
  return ADW_DIALOG (self);
}
