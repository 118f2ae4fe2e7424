/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-tasks.h"

#include <glib/gi18n.h>

#include "rw-change-edits.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-pick-dialog.h"

struct _RwChangeTasks
{
  RwChangeBox parent_instance;

  GtkWidget *rows;
  GtkWidget *entry;
  RwId focused; /* the task that gets the focus when the rows are made anew */
};

G_DEFINE_FINAL_TYPE (RwChangeTasks, rw_change_tasks, RW_TYPE_CHANGE_BOX)

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

static RwRecord *
task_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "rw-task");
}

static GPtrArray *
get_tasks (RwChangeTasks *self)
{
  const RwChangeShown *shown = rw_change_box_get_shown (RW_CHANGE_BOX (self));

  return shown != NULL ? shown->detail->tasks : NULL;
}

static void
submit_diff (RwChangeTasks *self,
             RwRecord      *before,
             RwRecord      *after,
             const char    *label)
{
  RwEdit *edit = rw_edit_new_diff (before, after);
  GPtrArray *edits = new_edits ();

  if (edit != NULL)
    g_ptr_array_add (edits, edit);
  rw_change_box_submit (RW_CHANGE_BOX (self), edits, label);
}

/* --- What a person does with a task ------------------------------------------------------------------------ */

static void
toggled_cb (GtkCheckButton *check,
            RwChangeTasks  *self)
{
  const RwChangeShown *shown = rw_change_box_get_shown (RW_CHANGE_BOX (self));
  RwRecord *task = task_of (GTK_WIDGET (check));
  g_autoptr (RwRecord) after = rw_record_dup (task);
  gboolean done = gtk_check_button_get_active (check);
  g_autofree char *label = g_strdup_printf (done ? _ ("Tick off “%s”") : _ ("“%s” is open again"), rw_record_get_title (task));

  if (shown == NULL)
    return;
  rw_record_set_enum (after, RW_CHANGE_TASK_STATUS, done ? RW_TASK_STATUS_DONE : RW_TASK_STATUS_OPEN);
  rw_record_take (after, RW_CHANGE_TASK_DONE_AT, done ? rw_value_instant (rw_clock_now ()) : RW_VALUE_NULL);
  rw_record_take (after, RW_CHANGE_TASK_DONE_BY,
                  done && shown->life.person != NULL && !rw_id_is_nil (shown->life.person) ? rw_value_ref (shown->life.person)
                                                                                         : RW_VALUE_NULL);
  self->focused = *rw_record_get_id (task);
  submit_diff (self, task, after, label);
}

typedef struct
{
  RwChangeTasks *self;
  RwRecord *task;
} Owning;

static void
owning_free (gpointer data)
{
  Owning *owning = data;

  g_object_unref (owning->self);
  g_object_unref (owning->task);
  g_free (owning);
}

static void
owner_picked_cb (RwPage     *page,
                 RwKind      kind,
                 const RwId *id,
                 gpointer    data)
{
  Owning *owning = data;
  g_autoptr (RwRecord) after = rw_record_dup (owning->task);
  g_autofree char *label = g_strdup_printf (_ ("Give “%s” to somebody else"), rw_record_get_title (owning->task));

  rw_record_set_ref (after, RW_CHANGE_TASK_OWNER, id);
  submit_diff (owning->self, owning->task, after, label);
}

static void
owner_cb (GtkWidget     *button,
          RwChangeTasks *self)
{
  RwPage *page = rw_change_box_get_page (RW_CHANGE_BOX (self));
  Owning *owning;

  if (page == NULL)
    return;
  owning = g_new (Owning, 1);
  *owning = (Owning) { g_object_ref (self), g_object_ref (task_of (button)) };
  rw_pick_dialog_present (page, _ ("Who Does This Task"), RW_KIND_BIT (RW_KIND_PERSON), owner_picked_cb, owning, owning_free);
}

static void
remove_task (RwChangeTasks *self,
             RwRecord      *task)
{
  GPtrArray *edits = new_edits ();
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), rw_record_get_title (task));

  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_CHANGE_TASK, rw_record_get_id (task)));
  rw_change_box_submit (RW_CHANGE_BOX (self), edits, label);
}

/* One up or down: all get the number of their place, where it is not what they have. */
static void
move_task (RwChangeTasks *self,
           RwRecord      *task,
           int            by)
{
  GPtrArray *tasks = get_tasks (self), *edits;
  g_autoptr (GPtrArray) order = NULL;
  g_autofree char *label = NULL;
  guint index;

  if (tasks == NULL || !g_ptr_array_find (tasks, task, &index) || (by < 0 && index == 0) ||
      (by > 0 && index + 1 >= tasks->len))
    return;
  order = g_ptr_array_copy (tasks, NULL, NULL);
  g_ptr_array_set_free_func (order, NULL);
  order->pdata[index] = tasks->pdata[(int) index + by];
  order->pdata[(int) index + by] = task;
  edits = new_edits ();
  for (guint i = 0; i < order->len; i++)
    {
      g_autoptr (RwRecord) after = rw_record_dup (order->pdata[i]);
      RwEdit *edit;

      rw_record_set_integer (after, RW_CHANGE_TASK_POSITION, (gint64) i + 1);
      edit = rw_record_equal (order->pdata[i], after) ? NULL : rw_edit_new_diff (order->pdata[i], after);
      if (edit != NULL)
        g_ptr_array_add (edits, edit);
    }
  self->focused = *rw_record_get_id (task);
  label = g_strdup_printf (by < 0 ? _ ("“%s” comes earlier") : _ ("“%s” comes later"), rw_record_get_title (task));
  rw_change_box_submit (RW_CHANGE_BOX (self), edits, label);
}

static gboolean
key_cb (GtkEventControllerKey *keys,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        RwChangeTasks         *self)
{
  RwRecord *task = task_of (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));
  const RwChangeShown *shown = rw_change_box_get_shown (RW_CHANGE_BOX (self));

  if (shown == NULL || !shown->may_edit)
    return GDK_EVENT_PROPAGATE;
  if ((modifiers & GDK_ALT_MASK) && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    move_task (self, task, -1);
  else if ((modifiers & GDK_ALT_MASK) && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    move_task (self, task, 1);
  else if (key == GDK_KEY_Delete)
    remove_task (self, task);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
add_cb (RwChangeTasks *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  GPtrArray *tasks = get_tasks (self), *edits;
  RwRecord *change = rw_change_box_get_change (box);
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)))), *label = NULL;
  guint position = 1;

  if (change == NULL || *title == '\0')
    return;
  for (guint i = 0; i < tasks->len; i++)
    position = MAX (position, (guint) rw_record_get_integer (tasks->pdata[i], RW_CHANGE_TASK_POSITION, 0) + 1);
  edits = new_edits ();
  rw_change_edits_add_task (edits, rw_record_get_id (change), NULL, position, title, NULL);
  label = g_strdup_printf (_ ("Add “%s” to %s"), title, rw_change_box_get_name (box));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  rw_change_box_submit (box, edits, label);
}

/* --- Showing -------------------------------------------------------------------------------------------------- */

static char *
dup_done (const RwChangeShown *shown,
          RwRecord            *task)
{
  const char *by = rw_change_detail_get_person (shown->detail, rw_record_get_ref (task, RW_CHANGE_TASK_DONE_BY));
  g_autofree char *when = NULL;

  if (!rw_record_has (task, RW_CHANGE_TASK_DONE_AT))
    return NULL;
  when = rw_format_moment (rw_record_get_integer (task, RW_CHANGE_TASK_DONE_AT, 0), shown->now);
  return by != NULL ? g_strdup_printf ("%s · %s", when, by) : g_steal_pointer (&when);
}

static void
tie (GtkWidget *widget,
     RwRecord  *task)
{
  g_object_set_data_full (G_OBJECT (widget), "rw-task", g_object_ref (task), g_object_unref);
}

static void
add_row (RwChangeTasks       *self,
         const RwChangeShown *shown,
         RwRecord            *task,
         guint                index)
{
  const char *owner = rw_change_detail_get_person (shown->detail, rw_record_get_ref (task, RW_CHANGE_TASK_OWNER));
  int status = rw_record_get_enum (task, RW_CHANGE_TASK_STATUS);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *check = gtk_check_button_new (),
            *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *who;
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *title = g_strdup_printf ("%u. %s", index + 1, rw_record_get_title (task)), *done = dup_done (shown, task),
                  *sentence = NULL;
  const char *notes = rw_record_get_text (task, RW_CHANGE_TASK_NOTES);

  sentence = g_strdup_printf ("%s, %s%s%s", title, status >= 0 ? rw_enum_label (&rw_enum_task_status, status) : "",
                              owner != NULL ? ", " : "", owner != NULL ? owner : "");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), status == RW_TASK_STATUS_DONE);
  gtk_widget_set_sensitive (check, shown->may_edit);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  tie (check, task);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (texts), rw_change_label_new (title, status == RW_TASK_STATUS_DONE ? "dimmed" : NULL));
  if (notes != NULL)
    gtk_box_append (GTK_BOX (texts), rw_change_label_new (notes, "caption"));
  if (done != NULL)
    {
      gtk_box_append (GTK_BOX (texts), rw_change_label_new (done, "caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "dimmed");
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), texts);
  who = gtk_button_new_with_label (owner != NULL ? owner : _ ("Nobody"));
  gtk_widget_add_css_class (who, "flat");
  gtk_widget_add_css_class (who, "caption");
  gtk_widget_set_valign (who, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (who, _ ("Who Does This Task"));
  gtk_widget_set_sensitive (who, shown->may_edit);
  tie (who, task);
  g_signal_connect_object (who, "clicked", G_CALLBACK (owner_cb), self, 0);
  gtk_box_append (GTK_BOX (row), who);
  tie (row, task);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (row, keys);
  gtk_box_append (GTK_BOX (self->rows), row);
  if (rw_id_equal (&self->focused, rw_record_get_id (task)))
    gtk_widget_grab_focus (check);
}

static void
rw_change_tasks_show (RwChangeBox         *box,
                      const RwChangeShown *shown,
                      gboolean             other)
{
  RwChangeTasks *self = RW_CHANGE_TASKS (box);
  GPtrArray *tasks = shown->detail->tasks;
  g_autofree char *summary = NULL;
  guint n_done = 0;
  GtkWidget *focus = gtk_widget_get_focus_child (self->rows);

  if (other)
    {
      self->focused = RW_ID_NIL;
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
  else if (focus != NULL)
    self->focused = *rw_record_get_id (task_of (focus));
  rw_change_box_clear (self->rows);
  for (guint i = 0; i < tasks->len; i++)
    {
      add_row (self, shown, tasks->pdata[i], i);
      n_done += rw_record_get_enum (tasks->pdata[i], RW_CHANGE_TASK_STATUS) >= RW_TASK_STATUS_DONE;
    }
  self->focused = RW_ID_NIL;
  if (tasks->len > 0)
    /* Translators: how many of the tasks of a change are done */
    summary = g_strdup_printf (_ ("%u of %u done"), n_done, tasks->len);
  rw_change_box_set_summary (box, summary);
  gtk_widget_set_visible (self->rows, tasks->len > 0);
  gtk_widget_set_visible (self->entry, shown->may_edit);
}

static void
rw_change_tasks_class_init (RwChangeTasksClass *klass)
{
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_tasks_show;
}

static void
rw_change_tasks_init (RwChangeTasks *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Tasks"));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_tooltip_text (self->rows, _ ("Alt+Up and Alt+Down change the order, Delete removes a task"));
  gtk_box_append (GTK_BOX (self), self->rows);
  self->entry = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 200);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add a task"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a task"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->entry);
}

GtkWidget *
rw_change_tasks_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_TASKS, NULL);
}
