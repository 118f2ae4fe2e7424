/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-head.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-change-steps.h"
#include "rw-change-words.h"
#include "rw-status.h"

struct _RwChangeHead
{
  RwChangeBox parent_instance;

  GtkWidget *top;
  GtkWidget *number;
  GtkWidget *type;
  GtkWidget *title;
  GtkWidget *steps;
  GtkWidget *countdown;
  GtkWidget *actions;
  GtkWidget *why;
};

enum
{
  SIGNAL_BACK,
  SIGNAL_ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeHead, rw_change_head, RW_TYPE_CHANGE_BOX)

static void
back_cb (RwChangeHead *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
act_cb (GtkWidget    *button,
        RwChangeHead *self)
{
  g_signal_emit (self, signals[SIGNAL_ACT], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "rw-code")));
}

static GtkWidget *
create_action (RwChangeHead         *self,
               const RwChangeAction *action)
{
  GtkWidget *button = gtk_button_new_with_label (action->label);

  gtk_widget_set_sensitive (button, action->sensitive);
  if (action->suggested && action->sensitive)
    gtk_widget_add_css_class (button, "suggested-action");
  else if (action->destructive)
    gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_tooltip_text (button, action->why_not);
  if (action->why_not != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, action->why_not, -1);
  g_object_set_data (G_OBJECT (button), "rw-code", GINT_TO_POINTER (action->code));
  g_signal_connect_object (button, "clicked", G_CALLBACK (act_cb), self, 0);
  return button;
}

static void
show_actions (RwChangeHead       *self,
              const RwChangeCase *life)
{
  g_autoptr (GPtrArray) actions = rw_change_actions (life);
  g_autoptr (GString) why = g_string_new (NULL);
  GtkWidget *child, *focus = gtk_widget_get_focus_child (self->actions);
  int focused = focus != NULL ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (focus), "rw-code")) : -1;
  gboolean had_focus = focus != NULL;

  while ((child = gtk_widget_get_first_child (self->actions)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->actions), child);
  for (guint i = 0; i < actions->len; i++)
    {
      const RwChangeAction *action = actions->pdata[i];
      GtkWidget *button = create_action (self, action);

      adw_wrap_box_append (ADW_WRAP_BOX (self->actions), button);
      if (had_focus && action->sensitive && (focused == (int) action->code || i == 0))
        gtk_widget_grab_focus (button);
      /* The way on is what a person wants to know about; of two ways on that the same thing blocks it is said once. */
      if (action->suggested && action->why_not != NULL && strstr (why->str, action->why_not) == NULL)
        g_string_append_printf (why, "%s%s", why->len > 0 ? " " : "", action->why_not);
    }
  gtk_label_set_label (GTK_LABEL (self->why), why->str);
  gtk_widget_set_visible (self->why, why->len > 0);
  gtk_widget_set_visible (self->actions, actions->len > 0);
}

static void
rw_change_head_show (RwChangeBox         *box,
                     const RwChangeShown *shown,
                     gboolean             other)
{
  RwChangeHead *self = RW_CHANGE_HEAD (box);
  RwRecord *change = shown->detail->change;
  const char *number = rw_record_get_text (change, RW_CHANGE_NUMBER);
  int type = rw_record_get_enum (change, RW_CHANGE_TYPE);

  gtk_label_set_label (GTK_LABEL (self->number), number != NULL ? number : C_ ("number", "Draft"));
  gtk_label_set_label (GTK_LABEL (self->type), type >= 0 ? rw_enum_label (&rw_enum_change_type, type) : "");
  if (type == RW_CHANGE_TYPE_EMERGENCY)
    gtk_widget_add_css_class (self->type, "warning");
  else
    gtk_widget_remove_css_class (self->type, "warning");
  gtk_label_set_label (GTK_LABEL (self->title), rw_record_get_title (change));
  rw_change_steps_set (RW_CHANGE_STEPS (self->steps), (RwChangeType) type,
                       (RwChangeStatus) rw_record_get_enum (change, RW_CHANGE_STATUS));
  rw_change_head_refresh (self, shown->now);
  show_actions (self, &shown->life);
}

static void
rw_change_head_class_init (RwChangeHeadClass *klass)
{
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_head_show;
  signals[SIGNAL_BACK] = g_signal_new ("back", RW_TYPE_CHANGE_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACT] = g_signal_new ("act", RW_TYPE_CHANGE_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                      G_TYPE_INT);
}

static void
rw_change_head_init (RwChangeHead *self)
{
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  rw_status_install_css ();
  self->top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _ ("Back to the Calendar"));
  g_signal_connect_object (back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->top), back);
  self->number = rw_change_label_new (NULL, "heading");
  gtk_widget_add_css_class (self->number, "numeric");
  gtk_label_set_wrap (GTK_LABEL (self->number), FALSE);
  gtk_label_set_selectable (GTK_LABEL (self->number), TRUE);
  self->type = rw_change_label_new (NULL, "dimmed");
  gtk_widget_set_hexpand (self->type, TRUE);
  gtk_box_append (GTK_BOX (self->top), self->number);
  gtk_box_append (GTK_BOX (self->top), self->type);
  gtk_box_append (GTK_BOX (self), self->top);
  self->title = rw_change_label_new (NULL, "title-2");
  gtk_label_set_selectable (GTK_LABEL (self->title), TRUE);
  gtk_box_append (GTK_BOX (self), self->title);
  self->steps = rw_change_steps_new ();
  gtk_box_append (GTK_BOX (self), self->steps);
  self->countdown = rw_change_label_new (NULL, "numeric");
  gtk_box_append (GTK_BOX (self), self->countdown);
  self->actions = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->actions), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->actions), 6);
  gtk_box_append (GTK_BOX (self), self->actions);
  self->why = rw_change_label_new (NULL, "dimmed");
  gtk_box_append (GTK_BOX (self), self->why);
}

GtkWidget *
rw_change_head_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_HEAD, NULL);
}

/**
 * rw_change_head_refresh:
 *
 * Counts on.
 */
void
rw_change_head_refresh (RwChangeHead *self,
                        gint64        now)
{
  RwRecord *change;
  RwStatus status;
  g_autofree char *words = NULL, *text = NULL;

  g_return_if_fail (RW_IS_CHANGE_HEAD (self));
  change = rw_change_box_get_change (RW_CHANGE_BOX (self));
  if (change == NULL)
    return;
  words = rw_change_words_countdown (change, now, &status);
  text = status == RW_STATUS_UNKNOWN ? g_strdup (words) : g_strdup_printf ("%s %s", rw_status_symbol (status), words);
  for (RwStatus other = 0; other < RW_STATUS_N_VALUES; other++)
    gtk_widget_remove_css_class (self->countdown, rw_status_css_class (other));
  if (status != RW_STATUS_UNKNOWN)
    gtk_widget_add_css_class (self->countdown, rw_status_css_class (status));
  gtk_label_set_label (GTK_LABEL (self->countdown), text);
  gtk_widget_set_visible (self->countdown, *words != '\0');
}

/**
 * rw_change_head_add:
 * @widget: for the end of the first line
 */
void
rw_change_head_add (RwChangeHead *self,
                    GtkWidget    *widget)
{
  g_return_if_fail (RW_IS_CHANGE_HEAD (self));
  gtk_box_append (GTK_BOX (self->top), widget);
}
