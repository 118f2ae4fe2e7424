/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-ask.h"

#include <glib/gi18n.h>

#include "query/rw-query-morning.h"

#define REASONS_MOST 6

/* How long an answer may hold. */
static const guint days_choices[] = { 1, 3, 7, 30 };

/* What is answered most often; anything else is typed. */
static const char *const usual[] = {
  N_ ("Maintenance is planned"), N_ ("The system is being rebuilt"), N_ ("The system is switched off"), N_ ("Runs again, wait for tonight"),
};

struct _RwMorningAsk
{
  AdwBin parent_instance;

  GtkWidget *title;
  GtkWidget *entry;
  GtkWidget *until;
  GtkWidget *reasons;
  GtkWidget *done;
  RwBackupAnswer answer;
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwMorningAsk, rw_morning_ask, ADW_TYPE_BIN)

static void
changed_cb (RwMorningAsk *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  gtk_widget_set_sensitive (self->done, *text != '\0');
}

static void
answer_cb (RwMorningAsk *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  guint days = days_choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->until))];

  if (*text != '\0')
    g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, (int) self->answer, text, days);
}

static void
take (RwMorningAsk *self,
      guint         index)
{
  GtkWidget *button = gtk_widget_get_first_child (self->reasons);

  for (guint i = 0; i < index && button != NULL; i++)
    button = gtk_widget_get_next_sibling (button);
  if (button == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), g_object_get_data (G_OBJECT (button), "rw-reason"));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
reason_cb (RwMorningAsk *self,
           GtkWidget    *button)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), g_object_get_data (G_OBJECT (button), "rw-reason"));
  gtk_widget_grab_focus (self->done);
}

static void
add_reason (RwMorningAsk *self,
            const char   *reason,
            guint        *n)
{
  GtkWidget *button;
  g_autofree char *label = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (self->reasons); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (g_object_get_data (G_OBJECT (child), "rw-reason"), reason))
      return;
  if (*n >= REASONS_MOST)
    return;
  (*n)++;
  label = g_strdup_printf ("%u  %s", *n, reason);
  button = gtk_button_new_with_label (label);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, reason);
  gtk_widget_add_css_class (button, "caption");
  g_object_set_data_full (G_OBJECT (button), "rw-reason", g_strdup (reason), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (reason_cb), self);
  adw_wrap_box_append (ADW_WRAP_BOX (self->reasons), button);
}

static gboolean
key_pressed_cb (RwMorningAsk    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->until));

  if ((state & GDK_ALT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (key >= GDK_KEY_1 && key < GDK_KEY_1 + REASONS_MOST)
    {
      take (self, key - GDK_KEY_1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    {
      guint n = G_N_ELEMENTS (days_choices);

      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->until), (selected + (key == GDK_KEY_Down ? 1 : n - 1)) % n);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
rw_morning_ask_class_init (RwMorningAskClass *klass)
{
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", RW_TYPE_MORNING_ASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_UINT);
}

static void
rw_morning_ask_init (RwMorningAsk *self)
{
  static const char *const untils[] = { N_ ("Until tomorrow, 09:00"), N_ ("For three days"), N_ ("For a week"), N_ ("For 30 days"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_box_append (GTK_BOX (box), self->title);
  self->reasons = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->reasons), 4);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->reasons), 4);
  gtk_box_append (GTK_BOX (box), self->reasons);
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (answer_cb), self);
  gtk_box_append (GTK_BOX (row), self->entry);
  for (guint i = 0; untils[i] != NULL; i++)
    gtk_string_list_append (choices, _ (untils[i]));
  self->until = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&choices)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->until), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The answer holds"), -1);
  gtk_box_append (GTK_BOX (row), self->until);
  self->done = gtk_button_new_with_mnemonic (_ ("_Answer"));
  gtk_widget_add_css_class (self->done, "suggested-action");
  g_signal_connect_swapped (self->done, "clicked", G_CALLBACK (answer_cb), self);
  gtk_box_append (GTK_BOX (row), self->done);
  gtk_box_append (GTK_BOX (box), row);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
rw_morning_ask_new (void)
{
  return g_object_new (RW_TYPE_MORNING_ASK, NULL);
}

/**
 * rw_morning_ask_begin:
 * @answer: what is to be answered
 * @text: (nullable): what stands there already
 * @earlier: (nullable) (element-type RwMorningThing): earlier answers, whose reasons are offered
 */
void
rw_morning_ask_begin (RwMorningAsk   *self,
                      RwBackupAnswer  answer,
                      const char     *text,
                      GPtrArray      *earlier)
{
  GtkWidget *child;
  guint n = 0;
  const char *title = answer == RW_BACKUP_ANSWER_TICKET     ? _ ("Title of the new ticket")
                      : answer == RW_BACKUP_ANSWER_EXPECTED ? _ ("Why this was to be expected")
                                                            : _ ("Why it may stay as it is");

  self->answer = answer;
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), answer == RW_BACKUP_ANSWER_TICKET ? 200 : 500);
  while ((child = gtk_widget_get_first_child (self->reasons)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->reasons), child);
  if (answer != RW_BACKUP_ANSWER_TICKET)
    {
      for (guint i = 0; earlier != NULL && i < earlier->len; i++)
        if (((RwMorningThing *) earlier->pdata[i])->text != NULL)
          add_reason (self, ((RwMorningThing *) earlier->pdata[i])->text, &n);
      for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
        add_reason (self, _ (usual[i]), &n);
    }
  gtk_widget_set_visible (self->reasons, n > 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->until), answer == RW_BACKUP_ANSWER_TICKET ? 2 : 0);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  changed_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (self->entry);
}

void
rw_morning_ask_end (RwMorningAsk *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

gboolean
rw_morning_ask_is_open (RwMorningAsk *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}
