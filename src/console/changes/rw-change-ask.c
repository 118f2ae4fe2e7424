/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-ask.h"

#include <glib/gi18n.h>

#include "rw-change-box.h"
#include "rw-change-when.h"
#include "rw-done-key.h"
#include "rw-time.h"

struct _RwChangeAsk
{
  AdwAlertDialog parent_instance;

  RwChangeAsks asks;
  GTimeZone *zone;
  gint64 end; /* wall time */

  GtkWidget *result;
  GtkWidget *backed_out;
  GtkWidget *until;
  GtkTextBuffer *text;
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeAsk, rw_change_ask, ADW_TYPE_ALERT_DIALOG)

static char *
dup_text (RwChangeAsk *self)
{
  GtkTextIter start, end;

  if (self->text == NULL)
    return g_strdup ("");
  gtk_text_buffer_get_bounds (self->text, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->text, &start, &end, FALSE));
}

/* "06:00" and "2 h" begin at the end that is planned. */
static gboolean
read_until (RwChangeAsk *self,
            gint64      *until)
{
  return rw_change_when_read_end (gtk_editable_get_text (GTK_EDITABLE (self->until)), self->end, until);
}

static gboolean
has_failed (RwChangeAsk *self)
{
  return self->result != NULL &&
         adw_combo_row_get_selected (ADW_COMBO_ROW (self->result)) == RW_CHANGE_RESULT_FAILED;
}

static void
judge (RwChangeAsk *self)
{
  g_autofree char *text = dup_text (self);
  gboolean good = !(self->asks & RW_CHANGE_ASKS_TEXT_ALWAYS) || *text != '\0';
  gint64 until;

  if (self->until != NULL)
    good = read_until (self, &until) && good;
  if (self->backed_out != NULL)
    gtk_widget_set_visible (self->backed_out, has_failed (self));
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "do", good);
}

static void
response_cb (RwChangeAsk *self,
             const char  *response)
{
  RwChangeWords words = { .result = RW_CHANGE_RESULT_SUCCESSFUL };
  g_autofree char *text = NULL;
  gint64 until;

  if (!g_str_equal (response, "do"))
    return;
  text = dup_text (self);
  words.text = text;
  if (self->result != NULL)
    words.result = (RwChangeResult) adw_combo_row_get_selected (ADW_COMBO_ROW (self->result));
  if (has_failed (self))
    words.backed_out = adw_switch_row_get_active (ADW_SWITCH_ROW (self->backed_out));
  if (self->until != NULL && read_until (self, &until))
    words.until = rw_zone_resolve (self->zone, until);
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, &words);
}

static gboolean
done_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  RwChangeAsk *self = RW_CHANGE_ASK (gtk_widget_get_ancestor (widget, RW_TYPE_CHANGE_ASK));

  if (!adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (self), "do"))
    return FALSE;
  response_cb (self, "do");
  adw_dialog_force_close (ADW_DIALOG (self));
  return TRUE;
}

static void
rw_change_ask_finalize (GObject *object)
{
  g_clear_pointer (&RW_CHANGE_ASK (object)->zone, g_time_zone_unref);
  G_OBJECT_CLASS (rw_change_ask_parent_class)->finalize (object);
}

static void
rw_change_ask_class_init (RwChangeAskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_change_ask_finalize;
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", RW_TYPE_CHANGE_ASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rw_change_ask_init (RwChangeAsk *self)
{
}

static void
add_result (RwChangeAsk *self,
            GtkWidget   *group)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 0; i < RW_CHANGE_RESULT_N_VALUES; i++)
    gtk_string_list_append (names, rw_enum_label (&rw_enum_change_result, i));
  self->result = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), _ ("Result"));
  adw_combo_row_set_expression (ADW_COMBO_ROW (self->result), expression);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->result), G_LIST_MODEL (names));
  g_signal_connect_object (self->result, "notify::selected", G_CALLBACK (judge), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->result);
  self->backed_out = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->backed_out), _ ("Backed out"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backed_out), _ ("Everything is as it was before"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->backed_out);
}

static void
add_until (RwChangeAsk *self,
           GtkWidget   *group)
{
  g_autofree char *end = rw_change_when_write (self->end);
  /* Translators: a time: when a change was planned to end */
  g_autofree char *title = g_strdup_printf (_ ("Until, or how much longer than %s"), end);

  self->until = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->until), title);
  g_signal_connect_object (self->until, "changed", G_CALLBACK (judge), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->until);
}

static GtkWidget *
create_text (RwChangeAsk *self,
             const char  *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *frame = gtk_frame_new (NULL), *view = gtk_text_view_new ();

  self->text = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 10);
  gtk_widget_set_size_request (view, -1, 90);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->text, "changed", G_CALLBACK (judge), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), rw_change_label_new (label, "caption-heading"));
  gtk_frame_set_child (GTK_FRAME (frame), view);
  gtk_box_append (GTK_BOX (box), frame);
  return box;
}

/**
 * rw_change_ask_new:
 * @action: what is to be done
 * @change: with it
 * @warning: (nullable): what is in the way of it, in sentences
 *
 * Returns: (transfer floating): the question
 */
AdwDialog *
rw_change_ask_new (const RwChangeAction *action,
                   RwRecord             *change,
                   const char           *warning)
{
  RwChangeAsk *self = g_object_new (RW_TYPE_CHANGE_ASK, NULL);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *group = adw_preferences_group_new ();
  const char *number = rw_record_get_text (change, RW_CHANGE_NUMBER);
  g_autofree char *heading = g_strdup_printf ("%s: %s", action->label, number != NULL ? number : rw_record_get_title (change));

  self->asks = action->asks;
  self->zone = rw_zone_get (rw_record_get_text (change, RW_CHANGE_TZ));
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->end = rw_zone_wall (self->zone, rw_record_get_integer (change, RW_CHANGE_END, 0));
  adw_alert_dialog_set_heading (dialog, heading);
  adw_alert_dialog_set_heading_use_markup (dialog, FALSE);
  adw_alert_dialog_set_body_use_markup (dialog, FALSE);
  if (warning != NULL)
    adw_alert_dialog_set_body (dialog, warning);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "do", action->label, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "do",
                                            action->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "do");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  if (action->asks & RW_CHANGE_ASKS_RESULT)
    add_result (self, group);
  if (action->asks & RW_CHANGE_ASKS_TIME)
    add_until (self, group);
  if (self->result != NULL || self->until != NULL)
    gtk_box_append (GTK_BOX (box), group);
  if (action->asks & (RW_CHANGE_ASKS_TEXT | RW_CHANGE_ASKS_TEXT_ALWAYS))
    gtk_box_append (GTK_BOX (box), create_text (self, action->code == RW_CHANGE_ACTION_CLOSE ? _ ("Review")
                                                      : action->asks & RW_CHANGE_ASKS_TEXT_ALWAYS ? _ ("Why")
                                                                                                  : _ ("Comment")));
  /* What was written on the page already. */
  if (action->code == RW_CHANGE_ACTION_CLOSE && rw_record_get_text (change, RW_CHANGE_REVIEW) != NULL)
    gtk_text_buffer_set_text (self->text, rw_record_get_text (change, RW_CHANGE_REVIEW), -1);
  rw_done_key_add (box, done_cb);
  adw_alert_dialog_set_extra_child (dialog, box);
  g_signal_connect (self, "response", G_CALLBACK (response_cb), NULL);
  judge (self);
  return ADW_DIALOG (self);
}
