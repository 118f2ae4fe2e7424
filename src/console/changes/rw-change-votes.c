/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-votes.h"

#include <glib/gi18n.h>

#include "rules/rw-change-approval.h"
#include "rw-change-when.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-pick-dialog.h"
#include "rw-status.h"
#include "rw-time.h"

struct _RwChangeVotes
{
  RwChangeBox parent_instance;

  GtkWidget *rows;
  GtkWidget *hint;
  GtkWidget *due_group;
  GtkWidget *due;
  char *known; /* (nullable): until when, as it last came from the record or was applied */
  GtkWidget *ask;
};

G_DEFINE_FINAL_TYPE (RwChangeVotes, rw_change_votes, RW_TYPE_CHANGE_BOX)

static RwStatus
status_of (RwDecision decision)
{
  return decision == RW_DECISION_APPROVED   ? RW_STATUS_GOOD
         : decision == RW_DECISION_REJECTED ? RW_STATUS_BAD
                                            : RW_STATUS_PLANNED;
}

static void
remove_cb (GtkWidget     *button,
           RwChangeVotes *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *label = g_strdup_printf (_ ("Ask one less about %s"), rw_change_box_get_name (box));

  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_APPROVAL, g_object_get_data (G_OBJECT (button), "rw-id")));
  rw_change_box_submit (box, edits, label);
}

/* Who was asked and has not answered yet may be asked no longer. */
static GtkWidget *
create_remove (RwChangeVotes *self,
               RwRecord      *approval,
               const char    *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Do not ask %s"), name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (rw_record_get_id (approval)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  return button;
}

static void
add_row (RwChangeVotes       *self,
         const RwChangeShown *shown,
         RwRecord            *approval)
{
  const char *person = rw_change_detail_get_person (shown->detail, rw_record_get_ref (approval, RW_APPROVAL_PERSON)),
             *comment = rw_record_get_text (approval, RW_APPROVAL_COMMENT);
  int decision = rw_record_get_enum (approval, RW_APPROVAL_DECISION), board = rw_record_get_enum (approval, RW_APPROVAL_BOARD);
  RwStatus status = status_of ((RwDecision) decision);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *mark;
  g_autofree char *name = g_strdup (person != NULL ? person : _ ("Somebody")), *when = NULL, *detail = NULL, *sentence = NULL;

  if (rw_record_has (approval, RW_APPROVAL_AT))
    when = rw_format_moment (rw_record_get_integer (approval, RW_APPROVAL_AT, 0), shown->now);
  detail = g_strdup_printf ("%s%s%s%s%s", decision >= 0 ? rw_enum_label (&rw_enum_decision, decision) : "",
                            when != NULL ? " · " : "", when != NULL ? when : "", board >= 0 ? " · " : "",
                            board >= 0 ? rw_enum_label (&rw_enum_approval_board, board) : "");
  sentence = g_strdup_printf ("%s: %s%s%s", name, detail, comment != NULL ? ", " : "", comment != NULL ? comment : "");
  mark = gtk_label_new (rw_status_symbol (status));
  gtk_widget_add_css_class (mark, rw_status_css_class (status));
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (texts), rw_change_label_new (name, NULL));
  gtk_box_append (GTK_BOX (texts), rw_change_label_new (detail, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dimmed");
  if (comment != NULL)
    gtk_box_append (GTK_BOX (texts), rw_change_label_new (comment, "caption"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), texts);
  if (shown->may_edit && !rw_approval_is_decided (approval))
    gtk_box_append (GTK_BOX (row), create_remove (self, approval, name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
asked_cb (RwPage     *page,
          RwKind      kind,
          const RwId *id,
          gpointer    data)
{
  RwChangeVotes *self = data;
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  g_autoptr (RwRecord) approval = NULL;
  g_autofree char *label = NULL;
  GPtrArray *edits;

  if (shown == NULL)
    return;
  if (rw_change_is_own (shown->detail->change, id))
    {
      rw_page_toast (page, _ ("Nobody decides on their own change: choose somebody else."));
      return;
    }
  for (guint i = 0; i < shown->detail->approvals->len; i++)
    if (rw_record_get_ref (shown->detail->approvals->pdata[i], RW_APPROVAL_PERSON) != NULL &&
        rw_id_equal (rw_record_get_ref (shown->detail->approvals->pdata[i], RW_APPROVAL_PERSON), id) &&
        rw_record_get_enum (shown->detail->approvals->pdata[i], RW_APPROVAL_BOARD) != RW_APPROVAL_BOARD_EXTENSION)
      {
        rw_page_toast (page, _ ("This person is asked already."));
        return;
      }
  approval = rw_record_new (RW_KIND_APPROVAL, NULL);
  rw_record_set_ref (approval, RW_APPROVAL_CHANGE, rw_record_get_id (shown->detail->change));
  rw_record_set_ref (approval, RW_APPROVAL_PERSON, id);
  rw_record_set_enum (approval, RW_APPROVAL_BOARD, (int) rw_change_board (shown->detail->change));
  rw_record_set_enum (approval, RW_APPROVAL_DECISION, RW_DECISION_PENDING);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (edits, rw_edit_new_create (approval));
  label = g_strdup_printf (_ ("Ask %s about %s"), rw_change_detail_get_person (shown->detail, id), rw_change_box_get_name (box));
  rw_change_box_submit (box, edits, label);
}

static void
ask_cb (RwChangeVotes *self)
{
  RwPage *page = rw_change_box_get_page (RW_CHANGE_BOX (self));

  if (page != NULL && rw_change_box_get_change (RW_CHANGE_BOX (self)) != NULL)
    rw_pick_dialog_present (page, _ ("Who Is Asked"), RW_KIND_BIT (RW_KIND_PERSON), asked_cb, g_object_ref (self),
                            g_object_unref);
}

/* --- Until when ---------------------------------------------------------------------------------------- */

static void
due_cb (RwChangeVotes *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  GTimeZone *zone = rw_format_get_zone ();
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *text = NULL, *label = NULL;
  gint64 due;

  if (shown == NULL)
    return;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->due))));
  after = rw_record_dup (shown->detail->change);
  if (*text == '\0')
    rw_record_take (after, RW_CHANGE_DECISION_DUE, RW_VALUE_NULL);
  else if (rw_change_when_read_start (text, rw_zone_wall (zone, rw_clock_now ()), &due))
    rw_record_set_instant (after, RW_CHANGE_DECISION_DUE, rw_zone_resolve (zone, due));
  else
    {
      rw_page_toast (rw_change_box_get_page (box), _ ("Write the time as 2026-11-29 02:00, 29.11. 02:00 or 02:00"));
      return;
    }
  g_set_str (&self->known, gtk_editable_get_text (GTK_EDITABLE (self->due)));
  label = g_strdup_printf (_ ("Set when %s is to be decided"), rw_change_box_get_name (box));
  rw_change_box_alter (box, after, label);
}

static void
show_due (RwChangeVotes       *self,
          RwRecord            *change,
          gboolean             other)
{
  g_autofree char *text = NULL;

  text = rw_record_has (change, RW_CHANGE_DECISION_DUE)
           ? rw_change_when_write (rw_zone_wall (rw_format_get_zone (), rw_record_get_integer (change, RW_CHANGE_DECISION_DUE, 0)))
           : g_strdup ("");
  rw_change_entry_show (self->due, &self->known, text, other);
}

/* --- Showing -------------------------------------------------------------------------------------------- */

static char *
dup_hint (const RwChangeShown *shown,
          const RwChangeRound *round)
{
  RwRecord *change = shown->detail->change;
  int type = rw_record_get_enum (change, RW_CHANGE_TYPE);

  if (type == RW_CHANGE_TYPE_STANDARD)
    return g_strdup (_ ("A standard change was approved with its template."));
  if (!rw_id_is_nil (&round->rejected_by))
    return g_strdup (_ ("It is rejected. It goes back to draft to be worked over."));
  if (rw_change_round_is_won (round))
    return g_strdup (_ ("Enough people have approved."));
  if (shown->life.person != NULL && rw_change_is_own (change, shown->life.person))
    return g_strdup (_ ("Four eyes: whoever asked for a change or carries it out does not decide on it."));
  return g_strdup (type == RW_CHANGE_TYPE_EMERGENCY ? _ ("An emergency is decided by the emergency board, now.")
                                                    : _ ("Altering time, risk, plans or items takes the decisions back."));
}

static void
rw_change_votes_show (RwChangeBox         *box,
                      const RwChangeShown *shown,
                      gboolean             other)
{
  RwChangeVotes *self = RW_CHANGE_VOTES (box);
  RwRecord *change = shown->detail->change;
  RwChangeStatus status = (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS);
  gboolean standard = rw_record_get_enum (change, RW_CHANGE_TYPE) == RW_CHANGE_TYPE_STANDARD, early;
  RwChangeRound round;
  g_autofree char *summary = NULL, *hint = NULL;

  rw_change_round (change, shown->detail->approvals, shown->now, &round);
  early = status <= RW_CHANGE_STATUS_ASSESSED;
  rw_change_box_clear (self->rows);
  for (guint i = 0; i < shown->detail->approvals->len; i++)
    add_row (self, shown, shown->detail->approvals->pdata[i]);
  if (!standard)
    /* Translators: how many people have approved, and how many it takes */
    summary = g_strdup_printf (_ ("%u of %u"), MIN (round.approved, round.needed), round.needed);
  if (round.overdue)
    {
      g_autofree char *count = g_steal_pointer (&summary);

      summary = g_strdup_printf ("%s · %s %s", count, rw_status_symbol (RW_STATUS_ATTENTION), _ ("decision overdue"));
    }
  rw_change_box_set_summary (box, summary);
  hint = dup_hint (shown, &round);
  gtk_label_set_label (GTK_LABEL (self->hint), hint);
  gtk_widget_set_visible (self->hint, early || standard || !rw_id_is_nil (&round.rejected_by));
  gtk_widget_set_visible (self->due_group, !standard && early);
  gtk_editable_set_editable (GTK_EDITABLE (self->due), shown->may_edit);
  show_due (self, change, other);
  gtk_widget_set_visible (self->ask, shown->may_edit && !standard && early);
}

static void
rw_change_votes_finalize (GObject *object)
{
  g_free (RW_CHANGE_VOTES (object)->known);
  G_OBJECT_CLASS (rw_change_votes_parent_class)->finalize (object);
}

static void
rw_change_votes_class_init (RwChangeVotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_change_votes_finalize;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_votes_show;
}

static void
rw_change_votes_init (RwChangeVotes *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Approvals"));
  self->ask = gtk_button_new_with_mnemonic (_ ("_Ask…"));
  gtk_widget_set_tooltip_text (self->ask, _ ("Ask Somebody to Decide"));
  g_signal_connect_object (self->ask, "clicked", G_CALLBACK (ask_cb), self, G_CONNECT_SWAPPED);
  rw_change_box_add_action (RW_CHANGE_BOX (self), self->ask);
  self->hint = rw_change_label_new (NULL, "caption");
  gtk_widget_add_css_class (self->hint, "dimmed");
  gtk_box_append (GTK_BOX (self), self->hint);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self), self->rows);
  self->due_group = adw_preferences_group_new ();
  self->due = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->due), _ ("Decision due"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->due), TRUE);
  g_signal_connect_object (self->due, "apply", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->due_group), self->due);
  gtk_box_append (GTK_BOX (self), self->due_group);
}

GtkWidget *
rw_change_votes_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_VOTES, NULL);
}
