/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-step.h"

#include <glib/gi18n.h>

#include "rw-backup-words.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-matrix-days.h"

/* Systems of a step that have a row of their own; the others are named below. */
#define ROWS_MOST 8

/* Days of a row. */
#define DAYS 21

/* Names below them; the others are counted. */
#define NAMES_MOST 60

struct _RwMorningView
{
  AdwBin parent_instance;

  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *rows;
  GtkWidget *more;
  GtkWidget *message;
  GtkWidget *message_head;
  GtkWidget *facts;
};

G_DEFINE_FINAL_TYPE (RwMorningView, rw_morning_view, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static const char *
red_label (const RwMorningRed *red)
{
  if (red->result == RW_BACKUP_NO_JOB)
    return C_ ("backup cause", "No backup job");
  return rw_backup_cause_label (red->cause);
}

/**
 * rw_morning_step_title:
 *
 * Returns: (transfer full): "23 systems: repository is already locked"; of one system, its name
 */
char *
rw_morning_step_title (const RwMorningStep *step)
{
  const RwMorningRed *first = step->reds->pdata[0];
  guint n = step->reds->len;
  g_autofree char *count = rw_format_count (n);
  g_autofree char *systems = n == 1 ? g_strdup (first->name) : g_strdup_printf (ngettext ("%s system", "%s systems", n), count);

  /* Translators: systems and what is wrong with them: "23 systems: repository is already locked" */
  return g_strdup_printf (_ ("%s: %s"), systems, red_label (first));
}

static const RwBackupRow *
find_row (const RwBackupMatrix *matrix,
          const RwId           *system)
{
  for (guint i = 0; i < matrix->rows->len; i++)
    if (rw_id_equal (&((RwBackupRow *) matrix->rows->pdata[i])->id, system))
      return matrix->rows->pdata[i];
  return NULL;
}

/* "69 h of 24 h" */
static char *
dup_age (const RwMorningRed *red,
         gint64              now)
{
  g_autofree char *objective = rw_format_duration (red->objective);
  g_autofree char *age = NULL;

  if (red->result == RW_BACKUP_NO_JOB)
    return g_strdup (_ ("nothing of it can be restored"));
  if (red->last_good == 0)
    return g_strdup_printf (_ ("no good backup; the objective is %s"), objective);
  age = rw_format_duration (MAX (now - red->last_good, 0));
  /* Translators: two durations: how old the last good backup is, and how old it may be */
  return g_strdup_printf (_ ("last good %s ago; the objective is %s"), age, objective);
}

static GtkWidget *
create_row (const RwMorningRed   *red,
            const RwBackupMatrix *matrix)
{
  const RwBackupRow *row = find_row (matrix, &red->system);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label;
  g_autofree char *age = dup_age (red, matrix->now);
  g_autoptr (GString) detail = g_string_new (red->customer);
  RwRecoveryPoint point = rw_backup_recovery_point (red->last_good != 0 ? matrix->now - red->last_good : -1, MAX (red->objective, 1));

  if (red->service != NULL)
    g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", red->service);
  g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", age);
  gtk_box_append (GTK_BOX (texts), new_label (red->name, "heading"));
  label = new_label (detail->str, "caption");
  if (point != RW_RECOVERY_COMPLIANT)
    gtk_widget_add_css_class (label, rw_status_css_class (point == RW_RECOVERY_EXCEEDED ? RW_STATUS_ATTENTION : RW_STATUS_BAD));
  else
    gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (texts), label);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), texts);
  if (row != NULL)
    {
      GtkWidget *days = rw_matrix_days_new ();
      guint n = MIN (matrix->n_days, DAYS);
      g_autofree char *sentence = rw_backup_row_sentence (row, row->cells[matrix->n_days - 1], matrix->first_day + matrix->n_days - 1,
                                                          matrix->now);

      rw_matrix_days_set (RW_MATRIX_DAYS (days), row->cells + matrix->n_days - n, n, sentence);
      gtk_widget_set_valign (days, GTK_ALIGN_CENTER);
      gtk_widget_set_size_request (days, 18 * DAYS, -1);
      gtk_box_append (GTK_BOX (line), days);
    }
  return line;
}

static void
rw_morning_view_class_init (RwMorningViewClass *klass)
{
}

static void
rw_morning_view_init (RwMorningView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  self->title = new_label (NULL, "title-2");
  self->subtitle = new_label (NULL, "dimmed");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->more = new_label (NULL, "caption");
  self->message_head = new_label (_ ("What the Tool Said"), "heading");
  self->message = new_label (NULL, "monospace");
  gtk_label_set_selectable (GTK_LABEL (self->message), TRUE);
  /* Selecting is for the pointer: the keys are for the answers. */
  gtk_widget_set_focusable (self->message, FALSE);
  gtk_label_set_lines (GTK_LABEL (self->message), 6);
  gtk_label_set_ellipsize (GTK_LABEL (self->message), PANGO_ELLIPSIZE_END);
  self->facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->subtitle);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_box_append (GTK_BOX (box), self->message_head);
  gtk_box_append (GTK_BOX (box), self->message);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
rw_morning_view_new (void)
{
  return g_object_new (RW_TYPE_MORNING_VIEW, NULL);
}

/**
 * rw_morning_view_set_step:
 *
 * Shows what the matrix knows; the rest comes with rw_morning_view_set_details().
 */
void
rw_morning_view_set_step (RwMorningView        *self,
                          const RwMorningStep  *step,
                          const RwBackupMatrix *matrix)
{
  const RwMorningRed *first = step->reds->pdata[0];
  g_autofree char *title = rw_morning_step_title (step);
  g_autoptr (GString) more = g_string_new (NULL);
  guint n_rows = MIN (step->reds->len, ROWS_MOST);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  if (first->due != 0)
    {
      g_autofree char *when = rw_format_when (first->due, matrix->now);
      g_autofree char *text = g_strdup_printf (first->purpose == RW_RUN_PURPOSE_VERIFICATION ? _ ("Verification of %s: %s")
                                                                                            : _ ("Backup of %s: %s"),
                                               when, rw_backup_result_label (first->result));

      gtk_label_set_label (GTK_LABEL (self->subtitle), text);
    }
  gtk_widget_set_visible (self->subtitle, first->due != 0);
  empty (self->rows);
  for (guint i = 0; i < n_rows; i++)
    gtk_box_append (GTK_BOX (self->rows), create_row (step->reds->pdata[i], matrix));
  for (guint i = n_rows; i < MIN (step->reds->len, n_rows + NAMES_MOST); i++)
    g_string_append_printf (more, "%s%s", i > n_rows ? ", " : "", ((RwMorningRed *) step->reds->pdata[i])->name);
  if (step->reds->len > n_rows + NAMES_MOST)
    {
      guint others = step->reds->len - n_rows - NAMES_MOST;

      g_string_append_c (more, ' ');
      g_string_append_printf (more, ngettext ("and %u more system", "and %u more systems", others), others);
    }
  gtk_label_set_label (GTK_LABEL (self->more), more->str);
  gtk_widget_set_visible (self->more, more->len > 0);
  rw_morning_view_set_details (self, NULL);
}

static void
add_thing (RwMorningView        *self,
           const RwMorningThing *thing)
{
  g_autofree char *text = NULL;

  if (thing->kind == RW_N_KINDS)
    {
      g_autofree char *when = rw_format_when (thing->at, rw_clock_now ());

      text = g_strdup_printf ("%s · %s%s%s", thing->text, when, thing->number != NULL ? " · " : "",
                              thing->number != NULL ? thing->number : "");
    }
  else
    text = g_strdup_printf ("%s · %s", thing->number != NULL ? thing->number : rw_schema_get (thing->kind)->label, thing->text);
  gtk_box_append (GTK_BOX (self->facts), new_label (text, NULL));
}

/**
 * rw_morning_view_set_details:
 * @details: (nullable): of the step; %NULL while they are read
 */
void
rw_morning_view_set_details (RwMorningView          *self,
                             const RwMorningDetails *details)
{
  gboolean said = details != NULL && details->message != NULL && *details->message != '\0';

  gtk_widget_set_visible (self->message, said);
  gtk_widget_set_visible (self->message_head, said);
  gtk_label_set_label (GTK_LABEL (self->message), said ? details->message : "");
  empty (self->facts);
  if (details == NULL)
    return;
  if (details->things->len > 0)
    gtk_box_append (GTK_BOX (self->facts), new_label (_ ("Open Tickets and Changes"), "heading"));
  for (guint i = 0; i < details->things->len; i++)
    add_thing (self, details->things->pdata[i]);
  if (details->answers->len > 0)
    gtk_box_append (GTK_BOX (self->facts), new_label (_ ("Earlier Answers to the Same Cause"), "heading"));
  for (guint i = 0; i < details->answers->len; i++)
    add_thing (self, details->answers->pdata[i]);
}
