/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-task-list.h"

#include <glib/gi18n.h>

#include "rw-announce.h"

/* As many as a person can carry out in a night. */
#define TASKS_MOST 60

/* RW_CHANGE_TEMPLATE_TASKS takes 200 characters, the place of the task among them. */
#define TITLE_MOST 196

struct _RwTaskList
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *list;
  GtkWidget *add;
  GPtrArray *rows; /* without the last, empty one */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTaskList, rw_task_list, ADW_TYPE_PREFERENCES_GROUP)

static void
show_places (RwTaskList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Task %u"), i + 1);

      adw_preferences_row_set_title (self->rows->pdata[i], title);
    }
}

static void
changed_cb (RwTaskList *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static guint
place_of (RwTaskList *self, gpointer row)
{
  guint at = 0;

  g_assert (g_ptr_array_find (self->rows, row, &at));
  return at;
}

static void
move_row (RwTaskList *self, GtkWidget *row, int by)
{
  rw_task_list_move (self, place_of (self, row), by);
}

static void
up_cb (RwTaskList *self, GtkWidget *button)
{
  move_row (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW), -1);
}

static void
down_cb (RwTaskList *self, GtkWidget *button)
{
  move_row (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW), 1);
}

static void
remove_cb (RwTaskList *self, GtkWidget *button)
{
  rw_task_list_remove (self, place_of (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW)));
}

static gboolean
key_cb (RwTaskList            *self,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        GtkEventControllerKey *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK ||
      (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  move_row (self, row, key == GDK_KEY_Up ? -1 : 1);
  return TRUE;
}

static void
add_button (RwTaskList *self, GtkWidget *row, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static void
add_row (RwTaskList *self, const char *task)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), task);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), TITLE_MOST);
  add_button (self, row, "go-up-symbolic", _ ("Move Up (Alt+Up)"), G_CALLBACK (up_cb));
  add_button (self, row, "go-down-symbolic", _ ("Move Down (Alt+Down)"), G_CALLBACK (down_cb));
  add_button (self, row, "list-remove-symbolic", _ ("Remove Task"), G_CALLBACK (remove_cb));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, keys);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, (int) self->rows->len);
  g_ptr_array_add (self->rows, row);
}

static void
entered_cb (RwTaskList *self)
{
  g_autofree char *task = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add))));

  if (*task == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->add), "");
  rw_task_list_add (self, task);
  gtk_widget_grab_focus (self->add);
}

static void
rw_task_list_finalize (GObject *object)
{
  g_ptr_array_unref (RW_TASK_LIST (object)->rows);
  G_OBJECT_CLASS (rw_task_list_parent_class)->finalize (object);
}

static void
rw_task_list_class_init (RwTaskListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_task_list_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_TASK_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_task_list_init (RwTaskList *self)
{
  self->rows = g_ptr_array_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Tasks"), -1);
  self->add = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add),
                                 _ ("Another task, Enter adds it"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self->add), TITLE_MOST);
  g_signal_connect_object (self->add, "entry-activated", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  /* What is written and not yet added is part of the list when it is saved. */
  g_signal_connect_object (self->add, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->add);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Tasks"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->list);
}

/**
 * rw_task_list_new:
 * @tasks: (nullable): in order
 */
GtkWidget *
rw_task_list_new (const char *const *tasks)
{
  RwTaskList *self = g_object_new (RW_TYPE_TASK_LIST, NULL);

  for (guint i = 0; tasks != NULL && tasks[i] != NULL; i++)
    add_row (self, tasks[i]);
  show_places (self);
  return GTK_WIDGET (self);
}

/**
 * rw_task_list_dup:
 *
 * Returns: (transfer full): in order, without empty ones
 */
char **
rw_task_list_dup (RwTaskList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (RW_IS_TASK_LIST (self), NULL);
  for (guint i = 0; i <= self->rows->len; i++)
    {
      GtkWidget *row = i < self->rows->len ? self->rows->pdata[i] : self->add;
      g_autofree char *task = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

      if (*task != '\0')
        g_strv_builder_add (builder, task);
    }
  return g_strv_builder_end (builder);
}

void
rw_task_list_add (RwTaskList *self, const char *task)
{
  g_return_if_fail (RW_IS_TASK_LIST (self));
  if (self->rows->len >= TASKS_MOST)
    return;
  add_row (self, task);
  show_places (self);
  changed_cb (self);
}

/**
 * rw_task_list_move:
 * @task: which one
 * @by: how many places, up when it is negative; nothing happens beyond the ends
 */
void
rw_task_list_move (RwTaskList *self, guint task, int by)
{
  int to = (int) task + by;
  g_autofree char *said = NULL;
  GtkWidget *row, *focus;

  g_return_if_fail (RW_IS_TASK_LIST (self) && task < self->rows->len);
  if (to < 0 || to >= (int) self->rows->len)
    return;
  row = g_object_ref (self->rows->pdata[task]);
  focus = gtk_widget_get_root (row) != NULL ? gtk_root_get_focus (gtk_widget_get_root (row)) : NULL;
  focus = focus != NULL && gtk_widget_is_ancestor (focus, row) ? focus : NULL;
  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, to);
  g_ptr_array_remove_index (self->rows, task);
  g_ptr_array_insert (self->rows, to, row);
  show_places (self);
  if (focus != NULL)
    gtk_widget_grab_focus (focus);
  said = g_strdup_printf (_ ("Task is now %d of %u"), to + 1, self->rows->len);
  rw_announce (GTK_WIDGET (self), said);
  changed_cb (self);
  g_object_unref (row);
}

void
rw_task_list_remove (RwTaskList *self, guint task)
{
  GtkWidget *row;

  g_return_if_fail (RW_IS_TASK_LIST (self) && task < self->rows->len);
  row = self->rows->pdata[task];
  g_ptr_array_remove_index (self->rows, task);
  gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  show_places (self);
  gtk_widget_grab_focus (task < self->rows->len ? self->rows->pdata[task] : self->add);
  changed_cb (self);
}
