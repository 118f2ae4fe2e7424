/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-proof.h"

#include <glib/gi18n.h>

/**
 * rw_backup_section_new:
 * @list: (out): (transfer none): where its rows go
 *
 * Returns: (transfer floating): a heading and a list
 */
GtkWidget *
rw_backup_section_new (const char *title, GtkWidget **list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *heading = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (*list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), *list);
  return box;
}

/**
 * rw_backup_row_new:
 * @subtitle: (nullable): below it
 * @word: (nullable): how it is, with @status
 *
 * Returns: (transfer floating): a row of a list
 */
GtkWidget *
rw_backup_row_new (const char *title, const char *subtitle, const char *word, RwStatus status)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1),
                  *below = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 5);
  if (word != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", rw_status_symbol (status), word);
      GtkWidget *pill = gtk_label_new (text);

      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (pill, "rw-pill");
      gtk_widget_add_css_class (pill, rw_status_css_class (status));
      gtk_accessible_update_property (GTK_ACCESSIBLE (pill), GTK_ACCESSIBLE_PROPERTY_LABEL, word,
                                      -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
    }
  return row;
}

static const char *
step_word (const RwLadderStep *step)
{
  switch (step->state)
    {
    case RW_LADDER_PROVEN:
      return step->overdue ? C_ ("backup check", "overdue") : C_ ("backup check", "proven");
    case RW_LADDER_DOUBTED:
      return C_ ("backup check", "in doubt");
    case RW_LADDER_FAILED:
      return C_ ("backup check", "failed");
    case RW_LADDER_NEVER:
    default:
      return C_ ("backup check", "never");
    }
}

/**
 * rw_backup_ladder_box_new:
 * @ladder: settled
 *
 * Returns: (transfer floating): the steps, highest first, as on a ladder
 */
GtkWidget *
rw_backup_ladder_box_new (const RwBackupLadder *ladder, gint64 now)
{
  GtkWidget *list, *box = rw_backup_section_new (_ ("How Far It Is Proven"), &list);

  for (guint depth = RW_CHECK_DEPTH_N_VALUES; depth-- > 0;)
    {
      const RwLadderStep *step = &ladder->steps[depth];
      RwStatus status;
      g_autofree char *text = rw_backup_step_sentence (step, (RwCheckDepth) depth, now, &status);

      gtk_list_box_append (GTK_LIST_BOX (list),
                           rw_backup_row_new (rw_enum_label (&rw_enum_check_depth, (int) depth),
                                              text, step_word (step), status));
    }
  return box;
}

static char *
digit_word (const RwBackupCopiesDigit *digit, guint which)
{
  if (which == RW_COPIES_ERRORS)
    return g_strdup_printf ("%u", digit->value);
  if (digit->wanted == 0)
    return g_strdup_printf ("%u", digit->value);
  /* Translators: how many copies there are, and how many the policy wants */
  return g_strdup_printf (C_ ("backup copies", "%u of %u"), digit->value, digit->wanted);
}

/**
 * rw_backup_copies_box_new:
 *
 * Returns: (transfer floating): 3-2-1-1-0, each digit with its reason
 */
GtkWidget *
rw_backup_copies_box_new (const RwBackupCopies *copies)
{
  g_autofree char *digits = rw_backup_copies_text (copies);
  g_autofree char *title =
    g_strdup_printf (!copies->promised ? _ ("Copies: %s; no job with a policy is switched on")
                     : copies->met     ? _ ("Copies: %s, as the policy wants")
                                       : _ ("Copies: %s, less than the policy wants"),
                     digits);
  GtkWidget *list, *box = rw_backup_section_new (title, &list);

  for (guint i = 0; i < RW_COPIES_N_DIGITS; i++)
    {
      const RwBackupCopiesDigit *digit = &copies->digits[i];
      g_autofree char *word = digit_word (digit, i);

      gtk_list_box_append (GTK_LIST_BOX (list),
                           rw_backup_row_new (rw_copies_digit_label ((RwCopiesDigit) i),
                                              digit->reason, word,
                                              !digit->met ? RW_STATUS_BAD
                                              : !copies->promised ||
                                                  (digit->wanted == 0 && i != RW_COPIES_ERRORS)
                                                ? RW_STATUS_UNKNOWN
                                                : RW_STATUS_GOOD));
    }
  return box;
}
