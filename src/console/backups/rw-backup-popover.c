/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-popover.h"

#include <glib/gi18n.h>

#include "rw-backup-words.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status.h"

/* How long an answer may hold. */
static const guint day_choices[] = { 1, 3, 7, 30 };

/* What is answered most often; anything else is typed. */
static const char *const reasons[] = {
  N_ ("A ticket is open"),
  N_ ("Maintenance is planned"),
  N_ ("The system is being rebuilt"),
  N_ ("Runs again, wait for tonight"),
};

struct _RwBackupPopover
{
  GtkPopover parent_instance;

  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *list;
  GtkWidget *form;
  GtkWidget *reason;
  GtkWidget *until;
  GtkWidget *answer;
};

enum
{
  SIGNAL_ANSWER,
  SIGNAL_WITHDRAW,
  SIGNAL_OPEN_SYSTEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwBackupPopover, rw_backup_popover, GTK_TYPE_POPOVER)

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* "Success · 3.5 GB · 12 min", what was odd, and what the tool said. */
static GtkWidget *
create_run (const RwBackupRun *run,
            gboolean           name_job,
            gint64             now)
{
  RwStatus status = rw_backup_result_status (run->result);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label;
  g_autofree char *clock = rw_format_when (run->started != 0 ? run->started : run->due, now);
  g_autofree char *exact = rw_format_exact (run->started != 0 ? run->started : run->due);
  g_autofree char *word = g_strdup_printf ("%s %s", rw_status_symbol (status),
                                           rw_enum_label (&rw_enum_run_status, run->status));
  g_autofree char *facts = rw_backup_run_facts (run);

  label = new_label (clock, "numeric");
  gtk_widget_set_tooltip_text (label, exact);
  gtk_box_append (GTK_BOX (line), label);
  label = new_label (word, rw_status_css_class (status));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  if (*facts != '\0')
    {
      label = gtk_label_new (facts);
      gtk_widget_add_css_class (label, "numeric");
      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (line), label);
    }
  gtk_box_append (GTK_BOX (box), line);

  if (run->purpose == RW_RUN_PURPOSE_VERIFICATION)
    gtk_box_append (GTK_BOX (box),
                    new_label (rw_enum_label (&rw_enum_run_purpose, run->purpose), "caption"));
  if (name_job)
    gtk_box_append (GTK_BOX (box), new_label (run->job_name, "caption"));
  if (run->suspicion != RW_SUSPICION_NONE)
    {
      g_autofree char *odd = g_strdup_printf (_("Suspicious: %s"), rw_suspicion_label (run->suspicion));

      gtk_box_append (GTK_BOX (box), new_label (odd, rw_status_css_class (RW_STATUS_ATTENTION)));
    }
  if (run->message != NULL && *run->message != '\0')
    {
      label = new_label (run->message, "caption");
      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, run->message);
      gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static void
withdraw_cb (RwBackupPopover *self,
             GtkWidget       *button)
{
  const RwId *id = g_object_get_data (G_OBJECT (button), "rw-ack");

  g_signal_emit (self, signals[SIGNAL_WITHDRAW], 0, id);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static GtkWidget *
create_ack (RwBackupPopover   *self,
            const RwBackupAck *ack,
            gint64             now,
            gboolean           may_edit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *label;
  g_autofree char *until = rw_format_when (ack->until, now);
  g_autofree char *reason = g_strdup_printf ("✓ %s", ack->reason);
  g_autofree char *who = ack->person != NULL ? g_strdup_printf (_("%s, until %s"), ack->person, until)
                                             : g_strdup_printf (_("until %s"), until);

  gtk_box_append (GTK_BOX (texts), new_label (reason, rw_status_css_class (RW_STATUS_GOOD)));
  label = new_label (who, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (texts), label);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  if (may_edit)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Withdraw"));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (button), "rw-ack", rw_id_copy (&ack->id), g_free);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (withdraw_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
reason_changed_cb (RwBackupPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  gtk_widget_set_sensitive (self->answer, *text != '\0');
}

static void
answer_cb (RwBackupPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
  guint days = day_choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->until))];

  if (*text == '\0')
    return;
  g_signal_emit (self, signals[SIGNAL_ANSWER], 0, text, days);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
preset_cb (RwBackupPopover *self,
           GtkButton       *button)
{
  gtk_editable_set_text (GTK_EDITABLE (self->reason), gtk_button_get_label (button));
  gtk_widget_grab_focus (self->answer);
}

static void
open_cb (RwBackupPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_OPEN_SYSTEM], 0);
}

static GtkWidget *
create_form (RwBackupPopover *self)
{
  static const char *const untils[] = { N_ ("Until tomorrow, 09:00"), N_ ("For three days"), N_ ("For a week"), N_ ("For 30 days"), NULL };
  GtkWidget *form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *presets = adw_wrap_box_new (),
            *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  gtk_box_append (GTK_BOX (form), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (form), new_label (_("Answer"), "heading"));
  adw_wrap_box_set_natural_line_length (ADW_WRAP_BOX (presets), 360);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (presets), 4);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (presets), 4);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(reasons[i]));

      gtk_widget_add_css_class (button, "caption");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (preset_cb), self);
      adw_wrap_box_append (ADW_WRAP_BOX (presets), button);
    }
  gtk_box_append (GTK_BOX (form), presets);

  self->reason = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->reason), 500);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _("Why it may stay as it is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reason"), -1);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (reason_changed_cb), self);
  g_signal_connect_swapped (self->reason, "activate", G_CALLBACK (answer_cb), self);
  gtk_box_append (GTK_BOX (form), self->reason);

  for (guint i = 0; untils[i] != NULL; i++)
    gtk_string_list_append (choices, _(untils[i]));
  self->until = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&choices)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->until), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The answer holds"), -1);
  gtk_widget_set_hexpand (self->until, TRUE);
  gtk_box_append (GTK_BOX (row), self->until);
  self->answer = gtk_button_new_with_mnemonic (_("_Acknowledge"));
  gtk_widget_add_css_class (self->answer, "suggested-action");
  gtk_widget_set_sensitive (self->answer, FALSE);
  g_signal_connect_swapped (self->answer, "clicked", G_CALLBACK (answer_cb), self);
  gtk_box_append (GTK_BOX (row), self->answer);
  gtk_box_append (GTK_BOX (form), row);
  return form;
}

static void
rw_backup_popover_class_init (RwBackupPopoverClass *klass)
{
  signals[SIGNAL_ANSWER] = g_signal_new ("answer", RW_TYPE_BACKUP_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[SIGNAL_WITHDRAW] = g_signal_new ("withdraw", RW_TYPE_BACKUP_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_OPEN_SYSTEM] = g_signal_new ("open-system", RW_TYPE_BACKUP_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 0);
}

static void
rw_backup_popover_init (RwBackupPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *open = gtk_button_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_size_request (box, 340, -1);

  self->title = new_label (NULL, "heading");
  self->subtitle = new_label (NULL, "caption");
  gtk_widget_add_css_class (self->subtitle, "dimmed");
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_box_append (GTK_BOX (titles), self->subtitle);
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_set_valign (open, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (open, _ ("Backups of the system"));
  g_signal_connect_swapped (open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (head), titles);
  gtk_box_append (GTK_BOX (head), open);
  gtk_box_append (GTK_BOX (box), head);

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_box_append (GTK_BOX (box), self->list);
  self->form = create_form (self);
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
rw_backup_popover_new (void)
{
  return g_object_new (RW_TYPE_BACKUP_POPOVER, NULL);
}

/**
 * rw_backup_popover_show:
 * @row: the system
 * @day: what is known of the day
 * @date: which, days since 1970
 * @may_edit: whether the person may acknowledge
 *
 * Fills the popover; gtk_popover_popup() is the caller's.
 */
void
rw_backup_popover_show (RwBackupPopover   *self,
                        const RwBackupRow *row,
                        RwBackupDay       *day,
                        gint64             date,
                        gint64             now,
                        gboolean           may_edit)
{
  g_autofree char *date_text = rw_format_day_exact (date);
  g_autofree char *subtitle = NULL;
  g_autofree char *objective = rw_format_duration (row->objective);
  GtkWidget *child;

  gtk_label_set_label (GTK_LABEL (self->title), row->name);
  subtitle = row->customer != NULL ? g_strdup_printf ("%s · %s", row->customer, date_text) : g_strdup (date_text);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle);
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);

  if (row->n_jobs == 0)
    gtk_box_append (GTK_BOX (self->list),
                    new_label (_("No backup job covers this system: nothing of it can be restored."),
                               rw_status_css_class (RW_STATUS_BAD)));
  else if (day->runs->len == 0)
    gtk_box_append (GTK_BOX (self->list), new_label (_("No run was expected on this day."), "dimmed"));
  for (guint i = 0; i < day->runs->len; i++)
    gtk_box_append (GTK_BOX (self->list), create_run (g_ptr_array_index (day->runs, i), day->n_jobs > 1, now));

  if (row->n_jobs > 0 && row->recovery != RW_RECOVERY_COMPLIANT)
    {
      g_autofree char *age = row->last_good != 0 ? rw_format_duration (now - row->last_good) : NULL;
      g_autofree char *text =
        age != NULL ? g_strdup_printf (_("Last good backup %s ago; the objective is %s (%s)."), age, objective,
                                       rw_recovery_point_label (row->recovery))
                    : g_strdup_printf (_("There is no good backup; the objective is %s."), objective);

      gtk_box_append (GTK_BOX (self->list), new_label (text, rw_status_css_class (row->recovery == RW_RECOVERY_EXCEEDED
                                                                                    ? RW_STATUS_ATTENTION
                                                                                    : RW_STATUS_BAD)));
    }
  if (row->red)
    for (guint i = 0; i < day->acks->len; i++)
      gtk_box_append (GTK_BOX (self->list), create_ack (self, g_ptr_array_index (day->acks, i), now, may_edit));

  gtk_widget_set_visible (self->form, row->red && !row->answered && may_edit);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->until), 0);
}
