/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-restore-dialog.h"

#include <glib/gi18n.h>

#include "query/rw-query-restore-plan.h"
#include "rules/rw-change-template.h"
#include "rw-change-edits.h"
#include "rw-clock.h"
#include "rw-done-key.h"
#include "rw-format.h"
#include "rw-page.h"
#include "rw-status-page.h"
#include "rw-submit.h"
#include "rw-time.h"

/* What one step makes, and a person can look through. */
#define MOST_WEEKS   8
#define MOST_PER_DAY 5

/* The others that have no time are counted. */
#define MOST_NAMED 50

struct _RwRestoreDialog
{
  AdwDialog parent_instance;

  GtkWidget *parent; /* not owned */
  RwSession *session;
  GPtrArray *rows; /* (element-type RwRestoreRow) */
  GCancellable *cancellable;
  gboolean loading, stale;

  GtkStack *stack;
  AdwSpinRow *weeks, *per_day;
  AdwPreferencesGroup *placed, *left;
  GPtrArray *placed_rows, *left_rows; /* not owned: widgets in the groups */
  GtkWidget *create;
};

G_DEFINE_FINAL_TYPE (RwRestoreDialog, rw_restore_dialog, ADW_TYPE_DIALOG)

static void load (RwRestoreDialog *self);

/* --- Words ----------------------------------------------------------------------------------------- */

static char *
make_why (const RwRestoreRow *row)
{
  g_autofree char *every = rw_format_duration (row->system.every), *tested = NULL, *why = NULL;

  if (row->system.tested == 0)
    why = g_strdup_printf (_ ("never restored, wanted every %s"), every);
  else
    {
      tested = rw_format_when (row->system.tested, rw_clock_now ());
      /* Translators: "last restored 3 Mar, wanted every 90 days" */
      why = g_strdup_printf (_ ("last restored %s, wanted every %s"), tested, every);
    }
  return *row->place != '\0' ? g_strdup_printf ("%s · %s", row->place, why)
                             : g_steal_pointer (&why);
}

static const char *
verdict_words (RwRestoreVerdict verdict)
{
  switch (verdict)
    {
    case RW_RESTORE_PLANNED:
      return _ ("planned already");
    case RW_RESTORE_NO_SLOT:
      return _ ("no day without a conflict in a maintenance window");
    case RW_RESTORE_FULL:
      return _ ("the days are full");
    case RW_RESTORE_NOT_DUE:
    case RW_RESTORE_PLACED:
    default:
      return "";
    }
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static RwRestoreRow *
row_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "row");
}

static gboolean
is_chosen (GtkWidget *widget)
{
  return gtk_check_button_get_active (g_object_get_data (G_OBJECT (widget), "check"));
}

static guint
n_chosen (RwRestoreDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->placed_rows->len; i++)
    n += is_chosen (self->placed_rows->pdata[i]);
  return n;
}

static void
update_create (RwRestoreDialog *self)
{
  guint n = n_chosen (self);
  g_autofree char *label =
    g_strdup_printf (ngettext ("Create %u Change", "Create %u Changes", n), n);

  gtk_button_set_label (GTK_BUTTON (self->create), label);
  gtk_widget_set_sensitive (self->create, n > 0);
}

/* @step: to the next day that is free for it, or to the one before; 0 only says where it is. */
static void
move_row (GtkWidget *widget, int step)
{
  RwRestoreRow *row = row_of (widget);
  GtkWidget *earlier = g_object_get_data (G_OBJECT (widget), "earlier"),
            *later = g_object_get_data (G_OBJECT (widget), "later");
  GtkLabel *when = g_object_get_data (G_OBJECT (widget), "when");
  g_autofree char *text = NULL;
  int at = 0;

  while (at < (int) row->starts->len - 1 && g_array_index (row->starts, gint64, at) < row->start)
    at++;
  at = CLAMP (at + step, 0, (int) row->starts->len - 1);
  row->start = g_array_index (row->starts, gint64, at);
  gtk_widget_set_sensitive (earlier, at > 0);
  gtk_widget_set_sensitive (later, at < (int) row->starts->len - 1);
  text = rw_format_moment (row->start, rw_clock_now ());
  gtk_label_set_label (when, text);
}

static void
earlier_cb (GtkWidget *widget)
{
  move_row (widget, -1);
}

static void
later_cb (GtkWidget *widget)
{
  move_row (widget, 1);
}

static GtkWidget *
add_button (GtkWidget *widget, const char *icon_name, const char *label, const char *key, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, widget);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
  g_object_set_data (G_OBJECT (widget), key, button);
  return button;
}

static GtkWidget *
make_row (const RwRestoreRow *row, const char *about)
{
  GtkWidget *widget = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 1);
  gtk_widget_set_tooltip_text (widget, about);
  return widget;
}

static void
add_placed (RwRestoreDialog *self, RwRestoreRow *row)
{
  g_autofree char *why = make_why (row), *names = NULL;
  GtkWidget *widget = make_row (row, why), *check = gtk_check_button_new (),
            *when = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (widget), "row", row);
  g_object_set_data (G_OBJECT (widget), "check", check);
  g_object_set_data (G_OBJECT (widget), "when", when);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  names = g_strdup_printf (_ ("Test %s"), row->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, names, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_create), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (widget), check);
  add_button (widget, "go-previous-symbolic", _ ("Earlier"), "earlier", G_CALLBACK (earlier_cb));
  gtk_widget_add_css_class (when, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), when);
  add_button (widget, "go-next-symbolic", _ ("Later"), "later", G_CALLBACK (later_cb));
  move_row (widget, 0);
  adw_preferences_group_add (self->placed, widget);
  g_ptr_array_add (self->placed_rows, widget);
}

static void
add_left (RwRestoreDialog *self, RwRestoreRow *row)
{
  g_autofree char *why = make_why (row),
                  *about = g_strdup_printf ("%s · %s", verdict_words (row->planned.verdict), why);
  GtkWidget *widget = make_row (row, about);

  adw_preferences_group_add (self->left, widget);
  g_ptr_array_add (self->left_rows, widget);
}

static void
remove_all (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
show (RwRestoreDialog *self)
{
  guint n_left = 0;
  g_autofree char *left = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      RwRestoreRow *row = self->rows->pdata[i];

      if (row->planned.verdict == RW_RESTORE_PLACED)
        add_placed (self, row);
      else if (n_left++ < MOST_NAMED)
        add_left (self, row);
    }
  left = g_strdup_printf (ngettext ("%u system is due and has no day here",
                                    "%u systems are due and have no day here", n_left),
                          n_left);
  adw_preferences_group_set_title (self->left, left);
  gtk_widget_set_visible (GTK_WIDGET (self->left), n_left > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->placed), self->placed_rows->len > 0);
  update_create (self);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "plan" : "nothing");
}

/* --- Reading --------------------------------------------------------------------------------------- */

static void
question_free (gpointer data)
{
  g_time_zone_unref (((RwRestoreQuestion *) data)->zone);
  g_free (data);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_restore_plan (cache, data, cancellable, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRestoreDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (self->cancellable == NULL)
    return;
  if (self->stale)
    {
      load (self);
      return;
    }
  if (rows == NULL)
    {
      g_autofree char *message = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (ADW_STATUS_PAGE (
                                         gtk_stack_get_child_by_name (self->stack, "failed")),
                                       message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  remove_all (self->placed, self->placed_rows);
  remove_all (self->left, self->left_rows);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  show (self);
}

static void
load (RwRestoreDialog *self)
{
  RwRestoreQuestion *question;

  self->stale = self->loading;
  if (self->loading || self->cancellable == NULL)
    return;
  self->loading = TRUE;
  gtk_widget_set_sensitive (self->create, FALSE);
  question = g_new (RwRestoreQuestion, 1);
  *question = (RwRestoreQuestion) { rw_clock_now (), g_time_zone_ref (rw_format_get_zone ()),
                                    7 * (guint) adw_spin_row_get_value (self->weeks),
                                    (guint) adw_spin_row_get_value (self->per_day) };
  rw_session_read_async (self->session, query_cb, question, question_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

/* --- What the person does -------------------------------------------------------------------------- */

typedef struct
{
  RwId first;
  guint n;
} Made;

static void
open_cb (AdwToast *toast, GtkWidget *page)
{
  const RwId *id = g_object_get_data (G_OBJECT (toast), "change");

  rw_page_open (RW_PAGE (page), RW_KIND_CHANGE, id);
}

static void
made_cb (GtkWidget *widget, gpointer data)
{
  const Made *made = data;
  GtkWidget *page = gtk_widget_get_ancestor (widget, RW_TYPE_PAGE);
  g_autofree char *message =
    g_strdup_printf (ngettext ("%u restore test is in the calendar of changes",
                               "%u restore tests are in the calendar of changes", made->n),
                     made->n);
  AdwToast *toast = page != NULL ? rw_toast_with_button (widget, message, _ ("_Show")) : NULL;

  if (toast == NULL)
    return;
  g_object_set_data_full (G_OBJECT (toast), "change", rw_id_copy (&made->first), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (open_cb), page, 0);
}

static void
create_cb (RwRestoreDialog *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *label = NULL;
  Made *made;

  if (self->loading || n_chosen (self) == 0)
    return;
  made = g_new0 (Made, 1);
  for (guint i = 0; i < self->placed_rows->len; i++)
    {
      const RwRestoreRow *row = row_of (self->placed_rows->pdata[i]);
      g_autofree char *title = NULL;
      g_autoptr (RwRecord) change = NULL;

      if (!is_chosen (self->placed_rows->pdata[i]))
        continue;
      title = g_strdup_printf (_ ("Restore test: %s"), row->name);
      change = rw_restore_row_change (row, title, rw_session_get_person (self->session),
                                      rw_format_get_zone ());
      g_ptr_array_add (edits, rw_edit_new_create (change));
      rw_change_edits_add_item (edits, rw_record_get_id (change), &row->id, NULL);
      if (row->template_ != NULL)
        rw_change_add_template_tasks (edits, row->template_, rw_record_get_id (change), NULL);
      if (made->n++ == 0)
        made->first = *rw_record_get_id (change);
    }
  label =
    g_strdup_printf (ngettext ("Plan %u restore test", "Plan %u restore tests", made->n), made->n);
  rw_submit_then (self->parent, self->session, edits, label, made_cb, made, g_free);
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
done_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  create_cb (RW_RESTORE_DIALOG (widget));
  return GDK_EVENT_STOP;
}

/* --- The class ------------------------------------------------------------------------------------- */

static void
rw_restore_dialog_dispose (GObject *object)
{
  RwRestoreDialog *self = RW_RESTORE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_restore_dialog_parent_class)->dispose (object);
}

static void
rw_restore_dialog_finalize (GObject *object)
{
  RwRestoreDialog *self = RW_RESTORE_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_ptr_array_unref (self->placed_rows);
  g_ptr_array_unref (self->left_rows);
  G_OBJECT_CLASS (rw_restore_dialog_parent_class)->finalize (object);
}

/* Reading goes on for nobody else. */
static void
rw_restore_dialog_closed (AdwDialog *dialog)
{
  RwRestoreDialog *self = RW_RESTORE_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
rw_restore_dialog_class_init (RwRestoreDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_restore_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_restore_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rw_restore_dialog_closed;
}

static AdwSpinRow *
make_spin (RwRestoreDialog *self, const char *title, double value, double most)
{
  AdwSpinRow *row = ADW_SPIN_ROW (adw_spin_row_new_with_range (1, most, 1));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_spin_row_set_value (row, value);
  g_signal_connect_swapped (row, "notify::value", G_CALLBACK (load), self);
  return row;
}

static void
rw_restore_dialog_init (RwRestoreDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *page = gtk_scrolled_window_new (),
            *clamp = adw_clamp_new (), *how = adw_preferences_group_new ();

  self->cancellable = g_cancellable_new ();
  self->placed_rows = g_ptr_array_new ();
  self->left_rows = g_ptr_array_new ();
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Plan Restore Tests"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 760);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
  self->create = gtk_button_new ();
  gtk_widget_add_css_class (self->create, "suggested-action");
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->create);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);

  self->weeks = make_spin (self, _ ("Weeks from tomorrow on"), 4, MOST_WEEKS);
  self->per_day = make_spin (self, _ ("Tests a day at the most"), 2, MOST_PER_DAY);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (how), GTK_WIDGET (self->weeks));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (how), GTK_WIDGET (self->per_day));
  self->placed = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->placed, _ ("Proposed"));
  self->left = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  rw_status_page_add_loading (self->stack, _ ("Looking for Free Days"));
  {
    GtkWidget *plan = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

    gtk_box_append (GTK_BOX (plan), GTK_WIDGET (self->placed));
    gtk_box_append (GTK_BOX (plan), GTK_WIDGET (self->left));
    gtk_stack_add_named (self->stack, plan, "plan");
  }
  rw_status_page_add (self->stack, "nothing", "object-select-symbolic",
                      _ ("No Restore Test Is Due"),
                      _ ("Every system was restored as often as its policy wants."));
  rw_status_page_add (self->stack, "failed", "dialog-warning-symbolic", _ ("Not Readable"), NULL);
  gtk_box_append (GTK_BOX (box), how);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (page), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (page), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  rw_done_key_add (GTK_WIDGET (self), done_cb);
  update_create (self);
}

/**
 * rw_restore_dialog_new:
 * @parent: where it is told what was made
 */
AdwDialog *
rw_restore_dialog_new (GtkWidget *parent, RwSession *session)
{
  RwRestoreDialog *self = g_object_new (RW_TYPE_RESTORE_DIALOG, NULL);

  g_set_weak_pointer (&self->parent, parent);
  self->session = g_object_ref (session);
  load (self);
  return ADW_DIALOG (self);
}

void
rw_restore_dialog_present (GtkWidget *parent, RwSession *session)
{
  adw_dialog_present (rw_restore_dialog_new (parent, session), parent);
}

gboolean
rw_restore_dialog_is_settled (RwRestoreDialog *self)
{
  return !self->loading;
}
