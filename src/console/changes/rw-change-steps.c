/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-steps.h"

#include <glib/gi18n.h>

#include "rules/rw-change-rules.h"

struct _RwChangeSteps
{
  AdwBin parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (RwChangeSteps, rw_change_steps, ADW_TYPE_BIN)

static void
rw_change_steps_class_init (RwChangeStepsClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_change_steps_init (RwChangeSteps *self)
{
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 2);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
rw_change_steps_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_STEPS, NULL);
}

/* A change that is not cancelled: the next step on its way. */
static RwChangeStatus
next_of (RwChangeType   type,
         RwChangeStatus status)
{
  RwChangeStatus next = status + 1;

  while (next < RW_CHANGE_STATUS_CLOSED && !rw_change_status_may_follow (type, status, next))
    next++;
  return next;
}

static void
add_step (RwChangeSteps  *self,
          RwChangeStatus  step,
          RwChangeStatus  status,
          gboolean        first)
{
  const char *word = rw_enum_label (&rw_enum_change_status, (int) step);
  gboolean done = step < status || status == RW_CHANGE_STATUS_CLOSED;
  g_autofree char *text = done ? g_strdup_printf ("✓ %s", word) : g_strdup (word);
  GtkWidget *label = gtk_label_new (text);

  if (!first)
    {
      GtkWidget *arrow = gtk_label_new ("›");

      gtk_widget_add_css_class (arrow, "dimmed");
      gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      adw_wrap_box_append (ADW_WRAP_BOX (self->box), arrow);
    }
  gtk_widget_add_css_class (label, "caption-heading");
  if (step == status)
    gtk_widget_add_css_class (label, "accent");
  else
    gtk_widget_add_css_class (label, "dimmed");
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), label);
}

/**
 * rw_change_steps_set:
 *
 * Shows the steps of a type of change, and at which of them it is.
 */
void
rw_change_steps_set (RwChangeSteps  *self,
                     RwChangeType    type,
                     RwChangeStatus  status)
{
  GtkWidget *child;
  g_autofree char *sentence = NULL;

  g_return_if_fail (RW_IS_CHANGE_STEPS (self));
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->box), child);
  if (status == RW_CHANGE_STATUS_CANCELLED)
    add_step (self, status, status, TRUE);
  else
    for (RwChangeStatus step = RW_CHANGE_STATUS_DRAFT; step <= RW_CHANGE_STATUS_CLOSED; step = next_of (type, step))
      add_step (self, step, status, step == RW_CHANGE_STATUS_DRAFT);
  /* Translators: where a change is on its way */
  sentence = g_strdup_printf (_ ("Status: %s"), rw_enum_label (&rw_enum_change_status, (int) status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
