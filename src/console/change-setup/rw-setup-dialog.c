/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-setup-dialog.h"

#include <glib/gi18n.h>

#include "rules/rw-change-risk.h"
#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-discard.h"
#include "rw-question-editor.h"
#include "rw-record-list.h"
#include "rw-setup-words.h"
#include "rw-submit.h"
#include "rw-template-editor.h"
#include "rw-text.h"

/* One template or question, with the names that its row and its editor show. */
typedef struct
{
  RwRecord *record;
  char *approver; /* (nullable) */
  char *service;  /* (nullable) */
} Line;

/* All that was read at once. */
typedef struct
{
  GPtrArray *lines;     /* (element-type Line) */
  GPtrArray *questions; /* (element-type RwRecord) */
} Content;

struct _RwSetupDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *page; /* (nullable): weak: where it is told what was done */
  RwKind kind;
  Content *content;
  guint moved; /* the row that has the focus after the next reading, from 1 on */
  GCancellable *cancellable;

  RwRecordList parts;
};

G_DEFINE_FINAL_TYPE (RwSetupDialog, rw_setup_dialog, ADW_TYPE_DIALOG)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_object_unref (line->record);
  g_free (line->approver);
  g_free (line->service);
  g_free (line);
}

static void
content_free (gpointer data)
{
  Content *content = data;

  g_clear_pointer (&content->lines, g_ptr_array_unref);
  g_clear_pointer (&content->questions, g_ptr_array_unref);
  g_free (content);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Content, content_free)

/* What is in use comes first. */
static int
compare_templates (gconstpointer a, gconstpointer b)
{
  RwRecord *one = (*(Line *const *) a)->record, *other = (*(Line *const *) b)->record;
  gboolean retired = rw_record_get_boolean (one, RW_CHANGE_TEMPLATE_RETIRED);

  if (retired != rw_record_get_boolean (other, RW_CHANGE_TEMPLATE_RETIRED))
    return retired ? 1 : -1;
  return rw_text_collate (rw_record_get_title (one), rw_record_get_title (other));
}

static char *
read_name (RwCache *cache, RwKind kind, const RwId *id)
{
  g_autoptr (RwRecord) record = id != NULL ? rw_cache_get (cache, kind, id, NULL) : NULL;

  return record != NULL ? g_strdup (rw_record_get_title (record)) : NULL;
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  RwKind kind = (RwKind) GPOINTER_TO_INT (data);
  g_autoptr (Content) content = g_new0 (Content, 1);
  g_autoptr (GPtrArray) records = NULL;

  content->lines = g_ptr_array_new_with_free_func (line_free);
  content->questions = rw_cache_select (cache, RW_KIND_RISK_QUESTION, "", error, RW_BIND_END);
  if (content->questions == NULL)
    return NULL;
  g_ptr_array_sort (content->questions, rw_risk_question_compare);
  records = kind == RW_KIND_RISK_QUESTION ? g_ptr_array_ref (content->questions)
                                          : rw_cache_select (cache, kind, "", error, RW_BIND_END);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      Line *line = g_new0 (Line, 1);

      line->record = g_object_ref (records->pdata[i]);
      if (kind == RW_KIND_CHANGE_TEMPLATE)
        {
          line->approver =
            read_name (cache, RW_KIND_PERSON,
                       rw_record_get_ref (line->record, RW_CHANGE_TEMPLATE_APPROVED_BY));
          line->service = read_name (cache, RW_KIND_SERVICE,
                                     rw_record_get_ref (line->record, RW_CHANGE_TEMPLATE_SERVICE));
        }
      g_ptr_array_add (content->lines, line);
    }
  if (kind == RW_KIND_CHANGE_TEMPLATE)
    g_ptr_array_sort (content->lines, compare_templates);
  return g_steal_pointer (&content);
}

static gboolean
may_write (RwSetupDialog *self)
{
  return (rw_session_get_roles (self->session) & rw_schema_get (self->kind)->writers) != 0;
}

static gboolean
key_cb (RwSetupDialog         *self,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        GtkEventControllerKey *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK ||
      (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  rw_setup_dialog_move (self, (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)),
                        key == GDK_KEY_Up ? -1 : 1);
  return TRUE;
}

static void
move_cb (RwSetupDialog *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);

  rw_setup_dialog_move (self, (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)),
                        GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "rw-by")));
}

static void
add_move (RwSetupDialog *self, GtkWidget *row, const char *icon, const char *name, int by)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data (G_OBJECT (button), "rw-by", GINT_TO_POINTER (by));
  g_signal_connect_object (button, "clicked", G_CALLBACK (move_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The order of the questions is the order in which they are asked. */
static void
make_movable (RwSetupDialog *self, GtkWidget *row)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  add_move (self, row, "go-up-symbolic", _ ("Move Up (Alt+Up)"), -1);
  add_move (self, row, "go-down-symbolic", _ ("Move Down (Alt+Down)"), 1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, keys);
}

static GtkWidget *
create_row (RwSetupDialog *self, const Line *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text =
    self->kind == RW_KIND_RISK_QUESTION
      ? rw_setup_question_line (line->record, self->content->questions)
      : rw_setup_template_line (line->record, line->approver, rw_clock_now ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rw_record_get_title (line->record));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (self->kind == RW_KIND_RISK_QUESTION && may_write (self))
    make_movable (self, row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
show_lines (RwSetupDialog *self)
{
  GPtrArray *lines = self->content->lines;

  gtk_list_box_remove_all (GTK_LIST_BOX (self->parts.list));
  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->parts.list), create_row (self, lines->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack),
                                    lines->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->parts.add, may_write (self));
  if (self->moved > 0 && self->moved <= lines->len)
    gtk_widget_grab_focus (GTK_WIDGET (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->parts.list), (int) self->moved - 1)));
  self->moved = 0;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSetupDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Content *content = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (content == NULL)
    {
      adw_status_page_set_description (self->parts.problem, error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack), "problem");
      return;
    }
  g_clear_pointer (&self->content, content_free);
  self->content = content;
  show_lines (self);
}

static void
load (RwSetupDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (self->session, query_cb, GINT_TO_POINTER (self->kind), NULL, content_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (RwSetupDialog *self, const RwChangeSet *changes)
{
  if (changes->kinds &
      (RW_KIND_BIT (RW_KIND_CHANGE_TEMPLATE) | RW_KIND_BIT (RW_KIND_RISK_QUESTION)))
    load (self);
}

/* --- One of them --------------------------------------------------------------------------------- */

static void
submit (RwSetupDialog *self, GPtrArray *edits, const char *done)
{
  rw_submit (self->page != NULL ? self->page : GTK_WIDGET (self), self->session, edits, done);
}

static void
keep (RwSetupDialog *self, RwRecord *record, const char *done, AdwNavigationPage *editor)
{
  RwRecord *before = g_object_get_data (G_OBJECT (editor), "rw-before");
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, before != NULL ? rw_edit_new_diff (before, record)
                                         : rw_edit_new_create (record));
  submit (self, edits, done);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->parts.navigation));
}

static void
save_template_cb (RwSetupDialog *self, RwRecord *record, const char *done, AdwNavigationPage *editor)
{
  keep (self, record, done, editor);
}

static void
save_question_cb (RwSetupDialog *self, RwRecord *record, AdwNavigationPage *editor)
{
  keep (self, record,
        g_object_get_data (G_OBJECT (editor), "rw-before") != NULL ? _ ("Question changed")
                                                                   : _ ("Question added"),
        editor);
}

static void
open_editor (RwSetupDialog *self, const Line *line, gboolean is_new)
{
  AdwNavigationPage *editor;

  if (self->kind == RW_KIND_RISK_QUESTION)
    {
      editor = rw_question_editor_new (line->record, self->content->questions, may_write (self));
      g_signal_connect_object (editor, "save", G_CALLBACK (save_question_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      const RwTemplateScene scene = { .session = self->session,
                                      .questions = self->content->questions,
                                      .approver = line->approver,
                                      .service = line->service,
                                      .is_new = is_new,
                                      .writable = may_write (self) };

      editor = rw_template_editor_new (line->record, &scene);
      g_signal_connect_object (editor, "save", G_CALLBACK (save_template_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (!is_new)
    g_object_set_data_full (G_OBJECT (editor), "rw-before", g_object_ref (line->record),
                            g_object_unref);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->parts.navigation), editor);
}

static void
row_activated_cb (RwSetupDialog *self, GtkListBoxRow *row)
{
  rw_setup_dialog_edit (self, (guint) gtk_list_box_row_get_index (row));
}

static void
rw_setup_dialog_dispose (GObject *object)
{
  RwSetupDialog *self = RW_SETUP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->content, content_free);
  G_OBJECT_CLASS (rw_setup_dialog_parent_class)->dispose (object);
}

static void
rw_setup_dialog_class_init (RwSetupDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_setup_dialog_dispose;
}

static void
rw_setup_dialog_init (RwSetupDialog *self)
{
}

static void
fill (RwSetupDialog *self)
{
  gboolean questions = self->kind == RW_KIND_RISK_QUESTION;
  const char *title = questions ? _ ("Questions on Risk") : _ ("Change Templates");
  const RwRecordListWords words = {
    .title = title,
    .name = title,
    .add = questions ? _ ("New Question") : _ ("New Template"),
    .empty = questions ? _ ("No Questions") : _ ("No Templates"),
    .empty_text =
      questions ? _ ("Without questions people set the risk of a change by hand.")
                : _ ("A standard change is made from a template that somebody else has approved."),
    .problem = questions ? _ ("Questions Not Read") : _ ("Templates Not Read"),
  };

  rw_record_list_build (&self->parts, ADW_DIALOG (self), &words);
  g_signal_connect_object (self->parts.list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.add, "clicked", G_CALLBACK (rw_setup_dialog_add), self,
                           G_CONNECT_SWAPPED);
  rw_discard_guard (ADW_DIALOG (self), ADW_NAVIGATION_VIEW (self->parts.navigation));
  adw_dialog_set_child (ADW_DIALOG (self), self->parts.navigation);
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 760);
}

/**
 * rw_setup_dialog_new:
 * @page: (nullable): where it is told what was done
 * @kind: change templates or questions on risk
 */
AdwDialog *
rw_setup_dialog_new (RwSession *session, GtkWidget *page, RwKind kind)
{
  RwSetupDialog *self;

  g_return_val_if_fail (kind == RW_KIND_CHANGE_TEMPLATE || kind == RW_KIND_RISK_QUESTION, NULL);
  self = g_object_new (RW_TYPE_SETUP_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  g_set_weak_pointer (&self->page, page);
  fill (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

gboolean
rw_setup_dialog_settled (RwSetupDialog *self)
{
  g_return_val_if_fail (RW_IS_SETUP_DIALOG (self), TRUE);
  return self->cancellable == NULL;
}

guint
rw_setup_dialog_get_n (RwSetupDialog *self)
{
  g_return_val_if_fail (RW_IS_SETUP_DIALOG (self), 0);
  return self->content != NULL ? self->content->lines->len : 0;
}

/**
 * rw_setup_dialog_edit:
 * @position: which one of the list
 */
void
rw_setup_dialog_edit (RwSetupDialog *self, guint position)
{
  g_return_if_fail (RW_IS_SETUP_DIALOG (self));
  if (position < rw_setup_dialog_get_n (self))
    open_editor (self, self->content->lines->pdata[position], FALSE);
}

void
rw_setup_dialog_add (RwSetupDialog *self)
{
  g_autoptr (RwRecord) record = NULL;
  Line line = { NULL };

  g_return_if_fail (RW_IS_SETUP_DIALOG (self));
  if (self->content == NULL || !may_write (self))
    return;
  record = rw_record_new (self->kind, NULL);
  if (self->kind == RW_KIND_CHANGE_TEMPLATE)
    {
      rw_record_set_enum (record, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
      rw_record_set_integer (record, RW_CHANGE_TEMPLATE_DURATION, 60);
    }
  else
    {
      rw_record_set_enum (record, RW_RISK_QUESTION_RAISES, RW_RISK_SIDE_PROBABILITY);
      rw_record_set_integer (record, RW_RISK_QUESTION_WEIGHT, 1);
      rw_record_set_integer (record, RW_RISK_QUESTION_POSITION, self->content->lines->len);
    }
  line.record = record;
  open_editor (self, &line, TRUE);
}

/**
 * rw_setup_dialog_move:
 * @position: which question
 * @by: how many places, up when it is negative; nothing happens beyond the ends
 */
void
rw_setup_dialog_move (RwSetupDialog *self, guint position, int by)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autofree char *said = NULL;
  int to = (int) position + by;

  g_return_if_fail (RW_IS_SETUP_DIALOG (self) && self->kind == RW_KIND_RISK_QUESTION);
  if (position >= rw_setup_dialog_get_n (self) || to < 0 ||
      to >= (int) rw_setup_dialog_get_n (self) || !may_write (self))
    return;
  for (guint i = 0; i < self->content->lines->len; i++)
    g_ptr_array_add (order, ((Line *) self->content->lines->pdata[i])->record);
  g_ptr_array_insert (order, to, g_ptr_array_steal_index (order, position));
  for (guint i = 0; i < order->len; i++)
    {
      g_autoptr (RwRecord) after = rw_record_dup (order->pdata[i]);
      RwEdit *edit;

      rw_record_set_integer (after, RW_RISK_QUESTION_POSITION, i);
      edit = rw_edit_new_diff (order->pdata[i], after);
      if (edit != NULL)
        g_ptr_array_add (edits, edit);
    }
  self->moved = (guint) to + 1;
  said = g_strdup_printf (_ ("Question is now %d of %u"), to + 1, order->len);
  rw_announce (GTK_WIDGET (self), said);
  submit (self, edits, _ ("Question moved"));
}
