/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-view.h"

#include <glib/gi18n.h>

#include "rules/rw-change-template.h"
#include "rw-change-affected.h"
#include "rw-change-ask.h"
#include "rw-change-head.h"
#include "rw-change-links.h"
#include "rw-change-news.h"
#include "rw-change-obstacles.h"
#include "rw-change-plan.h"
#include "rw-change-risk-box.h"
#include "rw-change-tasks.h"
#include "rw-change-texts.h"
#include "rw-change-touches.h"
#include "rw-change-votes.h"
#include "rw-clock.h"
#include "rw-status-page.h"

/* Below this width what stands beside the plan comes below it. */
#define NARROW 860
#define REFRESH_SECONDS 20

/* A step that waits for what is in its way to be read. */
typedef struct
{
  RwChangeView *self;
  RwId change;
  RwChangeActionCode code;
} Asked;

static const char style[] = "rwchangeview button.link { padding: 0; min-height: 0; }\n";

struct _RwChangeView
{
  AdwBin parent_instance;

  GtkWidget *stack;
  AdwStatusPage *failed;
  GtkWidget *scroller;
  GtkWidget *columns;
  GtkWidget *main;
  GtkWidget *side;
  GtkWidget *head;
  GtkWidget *plan;
  GtkWidget *clone;
  GtkWidget *obstacles;
  GtkWidget *touches;
  GPtrArray *boxes; /* (element-type RwChangeBox): not owned, all of them */

  RwId id; /* nil while none is open */
  RwChangeShown shown;
  char *refused; /* (nullable): why the change may not be when it is planned */
  Asked *asked;  /* (nullable): not owned, the read that goes on holds it */
  GCancellable *cancellable;
  guint refresh_id;
  gboolean loading;
  gboolean showing;
};

enum
{
  SIGNAL_BACK,
  SIGNAL_LOADED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeView, rw_change_view, ADW_TYPE_BIN)

static RwPage *
get_page (RwChangeView *self)
{
  return RW_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), RW_TYPE_PAGE));
}

static RwSession *
get_session (RwChangeView *self)
{
  RwPage *page = get_page (self);

  return page != NULL ? rw_page_get_session (page) : NULL;
}

/* --- Showing ---------------------------------------------------------------------------------------------- */

static void
judge (RwChangeView *self)
{
  RwSession *session = get_session (self);
  RwChangeDetail *detail = self->shown.detail;

  self->shown.now = rw_clock_now ();
  self->shown.may_edit = (rw_session_get_roles (session) & rw_schema_get (RW_KIND_CHANGE)->writers) != 0;
  self->shown.life = (RwChangeCase) {
    .change = detail->change,
    .person = rw_session_get_person (session),
    .roles = rw_session_get_roles (session),
    .n_items = detail->items->len,
    .approvals = detail->approvals,
    .template_ = detail->template_,
    .refused = self->refused,
    .now = self->shown.now,
  };
}

static RwChangeConflicts *
get_conflicts (RwChangeView *self)
{
  return rw_change_obstacles_get_conflicts (RW_CHANGE_OBSTACLES (self->obstacles));
}

/* The times that stand in the fields; they may be half typed. */
static void
typed_cb (RwChangeView *self)
{
  gint64 start = 0, end = 0;

  if (!rw_change_plan_get_times (RW_CHANGE_PLAN (self->plan), &start, &end))
    start = end = 0;
  rw_change_conflicts_set_times (get_conflicts (self), start, end);
}

/* What may not be at the time at which it is planned can be neither submitted nor started. */
static void
evaluated_cb (RwChangeView *self)
{
  g_autofree char *refused = NULL;

  if (self->shown.detail == NULL || self->showing ||
      rw_change_plan_is_typed (RW_CHANGE_PLAN (self->plan)))
    return;
  refused = rw_change_conflicts_dup_refusal (get_conflicts (self));
  if (!g_set_str (&self->refused, refused))
    return;
  judge (self);
  rw_change_box_show (RW_CHANGE_BOX (self->head), &self->shown, FALSE);
}

static void
slot_cb (RwChangeView *self,
         gint64        start,
         gint64        end)
{
  rw_change_plan_move (RW_CHANGE_PLAN (self->plan), start, end);
}

static void
show (RwChangeView *self,
      gboolean      other)
{
  if (other)
    g_clear_pointer (&self->refused, g_free);
  judge (self);
  gtk_widget_set_visible (self->clone, self->shown.may_edit);
  self->showing = TRUE;
  if (other)
    rw_change_conflicts_drop (get_conflicts (self));
  for (guint i = 0; i < self->boxes->len; i++)
    {
      rw_change_box_show (self->boxes->pdata[i], &self->shown, other);
      /* What is read about the obstacles depends on the times. */
      if (self->boxes->pdata[i] == self->plan)
        typed_cb (self);
    }
  self->showing = FALSE;
  evaluated_cb (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "change");
  if (other)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_widget_child_focus (self->head, GTK_DIR_TAB_FORWARD);
    }
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_change_detail (cache, data, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwChangeView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwChangeDetail) detail = rw_session_read_finish (RW_SESSION (source), result, &error);
  gboolean other;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->boxes == NULL)
    return;
  self->loading = FALSE;
  if (detail == NULL)
    {
      adw_status_page_set_description (self->failed, error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
      g_signal_emit (self, signals[SIGNAL_LOADED], 0);
      return;
    }
  other = self->shown.detail == NULL ||
          !rw_id_equal (rw_record_get_id (self->shown.detail->change), rw_record_get_id (detail->change));
  g_clear_pointer (&self->shown.detail, rw_change_detail_free);
  self->shown.detail = g_steal_pointer (&detail);
  show (self, other);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
load (RwChangeView *self)
{
  RwSession *session = get_session (self);

  if (rw_id_is_nil (&self->id) || session == NULL)
    return;
  /* Only the newest answer counts. */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, rw_id_copy (&self->id), g_free, (GDestroyNotify) rw_change_detail_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer user_data)
{
  RwChangeView *self = user_data;

  if (self->shown.detail != NULL)
    rw_change_head_refresh (RW_CHANGE_HEAD (self->head), rw_clock_now ());
  return G_SOURCE_CONTINUE;
}

/* --- Steps in its life ------------------------------------------------------------------------------------ */

static RwValue
copy_of (const RwValue *value)
{
  RwValue copy;

  rw_value_copy (value, &copy);
  return copy;
}

/* What the person saw when they submitted it goes with it. */
static void
add_conflicts (RwChangeView *self,
               GPtrArray    *edits)
{
  g_autoptr (RwRecord) after = rw_record_dup (self->shown.detail->change);
  g_auto (GStrv) keys = rw_change_conflicts_dup_keys (get_conflicts (self));
  g_autoptr (RwEdit) seen = NULL;

  rw_record_set_texts (after, RW_CHANGE_CONFLICTS_SEEN, (const char *const *) keys);
  rw_record_set_instant (after, RW_CHANGE_CONFLICTS_AT, self->shown.now);
  seen = rw_edit_new_diff (self->shown.detail->change, after);
  for (guint i = 0; seen != NULL && i < edits->len; i++)
    {
      RwEdit *edit = edits->pdata[i];

      if (edit->kind != RW_KIND_CHANGE)
        continue;
      for (guint j = 0; j < seen->changes->len; j++)
        {
          RwFieldChange *change = &g_array_index (seen->changes, RwFieldChange, j);

          if (rw_field_is_set (rw_schema_field (RW_KIND_CHANGE, change->field)))
            rw_edit_change_set (edit, change->field, copy_of (&change->value),
                                copy_of (&change->removed));
          else
            rw_edit_set (edit, change->field, copy_of (&change->value));
        }
      return;
    }
}

static void
do_action (RwChangeView        *self,
           RwChangeActionCode   code,
           const RwChangeWords *words)
{
  g_autoptr (RwChangeAction) action = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  RwPage *page = get_page (self);

  if (self->shown.detail == NULL || page == NULL)
    return;
  judge (self);
  action = rw_change_action_get (&self->shown.life, code);
  edits = rw_change_action_edits (&self->shown.life, code, words, &error);
  if (edits == NULL || action == NULL)
    {
      rw_page_toast (page, error->message);
      return;
    }
  if (code == RW_CHANGE_ACTION_SUBMIT)
    add_conflicts (self, edits);
  /* Translators: a change and what is done with it: "C-2071: Submit" */
  label = g_strdup_printf (_ ("%s: %s"), rw_change_box_get_name (RW_CHANGE_BOX (self->head)), action->label);
  rw_page_submit (page, edits, label);
}

static Asked *
asked_new (RwChangeView       *self,
           RwChangeActionCode  code)
{
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { g_object_ref (self), self->id, code };
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->self);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
asked_free_closure (gpointer  data,
                    GClosure *closure)
{
  asked_free (data);
}

static void
answered_cb (RwChangeAsk         *ask,
             const RwChangeWords *words,
             Asked               *asked)
{
  if (rw_id_equal (&asked->self->id, &asked->change))
    do_action (asked->self, asked->code, words);
}

/* What has to be asked is asked, with what is in the way above it; else it is done. */
static void
ask (RwChangeView       *self,
     RwChangeActionCode  code,
     const char         *warning)
{
  g_autoptr (RwChangeAction) action = NULL;
  AdwDialog *dialog;

  judge (self);
  action = rw_change_action_get (&self->shown.life, code);
  if (action == NULL)
    return;
  if (!action->sensitive)
    {
      rw_page_toast (get_page (self), action->why_not);
      return;
    }
  if (action->asks == RW_CHANGE_ASKS_NOTHING && !action->destructive && warning == NULL)
    {
      do_action (self, code, NULL);
      return;
    }
  dialog = rw_change_ask_new (action, self->shown.detail->change, warning);
  g_signal_connect_data (dialog, "answered", G_CALLBACK (answered_cb), asked_new (self, code),
                         asked_free_closure, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void checked_cb (RwChangeConflicts *conflicts,
                        GError            *error,
                        gpointer           data);

static void
check (RwChangeView *self,
       Asked        *asked)
{
  self->asked = asked;
  rw_change_obstacles_read (RW_CHANGE_OBSTACLES (self->obstacles), checked_cb, asked);
}

static void
checked_cb (RwChangeConflicts *conflicts,
            GError            *error,
            gpointer           data)
{
  g_autoptr (Asked) asked = data;
  RwChangeView *self = asked->self;
  g_autofree char *warning = NULL;
  const char *const *seen;
  RwPage *page = get_page (self);

  if (self->asked != asked)
    return;
  self->asked = NULL;
  if (page == NULL || self->shown.detail == NULL || !rw_id_equal (&self->id, &asked->change))
    return;
  if (error != NULL)
    {
      /* Something changed in this moment: what is shown next is newer. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (page, error->message);
      else
        check (self, g_steal_pointer (&asked));
      return;
    }
  /* Whoever starts knows what was known when it was submitted. */
  seen = asked->code == RW_CHANGE_ACTION_START
           ? rw_record_get_texts (self->shown.detail->change, RW_CHANGE_CONFLICTS_SEEN)
           : NULL;
  warning = rw_change_conflicts_dup_text (conflicts, seen);
  ask (self, asked->code, warning);
}

static gboolean
wants_check (RwChangeActionCode code)
{
  return code == RW_CHANGE_ACTION_SUBMIT || code == RW_CHANGE_ACTION_APPROVE ||
         code == RW_CHANGE_ACTION_START;
}

static void
act_cb (RwChangeView *self,
        int           code)
{
  if (self->shown.detail == NULL)
    return;
  if (!wants_check ((RwChangeActionCode) code))
    {
      ask (self, (RwChangeActionCode) code, NULL);
      return;
    }
  if (rw_change_plan_is_typed (RW_CHANGE_PLAN (self->plan)))
    {
      rw_page_toast (get_page (self), _ ("Save or discard the times first."));
      return;
    }
  /* One press is being answered: another one would only make it begin anew. */
  if (self->asked == NULL || !rw_id_equal (&self->asked->change, &self->id))
    check (self, asked_new (self, (RwChangeActionCode) code));
}

/* The same once more, as a draft without a time. */
static void
clone_cb (RwChangeView *self)
{
  g_autoptr (RwRecord) clone = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;
  const RwChangeDetail *detail = self->shown.detail;

  if (detail == NULL || !self->shown.may_edit)
    return;
  clone = rw_change_new_clone (detail->change, rw_session_get_person (get_session (self)));
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (edits, rw_edit_new_create (clone));
  rw_change_add_cloned_parts (edits, detail->item_records, detail->tasks, rw_record_get_id (clone));
  label = g_strdup_printf (_ ("Copy of %s"), rw_change_box_get_name (RW_CHANGE_BOX (self->head)));
  rw_page_submit_and_open (get_page (self), edits, label, RW_KIND_CHANGE, rw_record_get_id (clone));
}

static void
back_cb (RwChangeView *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

/* Nothing that is being written is left by it. */
static gboolean
key_cb (GtkEventControllerKey *keys,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        RwChangeView          *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (key != GDK_KEY_Escape || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  back_cb (self);
  return GDK_EVENT_STOP;
}

/* --- The widget -------------------------------------------------------------------------------------------- */

static void
rw_change_view_map (GtkWidget *widget)
{
  RwChangeView *self = RW_CHANGE_VIEW (widget);

  GTK_WIDGET_CLASS (rw_change_view_parent_class)->map (widget);
  refresh_cb (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

static void
rw_change_view_unmap (GtkWidget *widget)
{
  RwChangeView *self = RW_CHANGE_VIEW (widget);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  for (guint i = 0; self->boxes != NULL && i < self->boxes->len; i++)
    rw_change_box_leave (self->boxes->pdata[i]);
  GTK_WIDGET_CLASS (rw_change_view_parent_class)->unmap (widget);
}

static void
rw_change_view_dispose (GObject *object)
{
  RwChangeView *self = RW_CHANGE_VIEW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; self->boxes != NULL && i < self->boxes->len; i++)
    rw_change_box_forget (self->boxes->pdata[i]);
  g_clear_pointer (&self->boxes, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_change_view_parent_class)->dispose (object);
}

static void
rw_change_view_finalize (GObject *object)
{
  g_clear_pointer (&RW_CHANGE_VIEW (object)->shown.detail, rw_change_detail_free);
  g_free (RW_CHANGE_VIEW (object)->refused);
  G_OBJECT_CLASS (rw_change_view_parent_class)->finalize (object);
}

static void
rw_change_view_class_init (RwChangeViewClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = rw_change_view_map;
  GTK_WIDGET_CLASS (klass)->unmap = rw_change_view_unmap;
  G_OBJECT_CLASS (klass)->dispose = rw_change_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_change_view_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rwchangeview");
  signals[SIGNAL_BACK] = g_signal_new ("back", RW_TYPE_CHANGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", RW_TYPE_CHANGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         0);
}

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static GtkWidget *
add (RwChangeView *self,
     GtkWidget    *column,
     GtkWidget    *box)
{
  g_ptr_array_add (self->boxes, box);
  gtk_box_append (GTK_BOX (column), box);
  return box;
}

static GtkWidget *
create_columns (RwChangeView *self)
{
  GtkWidget *bin = adw_breakpoint_bin_new (), *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  AdwBreakpoint *narrow =
    adw_breakpoint_new (adw_breakpoint_condition_new_length (ADW_BREAKPOINT_CONDITION_MAX_WIDTH, NARROW, ADW_LENGTH_UNIT_PX));
  g_auto (GValue) vertical = G_VALUE_INIT, wide = G_VALUE_INIT;

  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 24);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  self->main = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  self->side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_hexpand (self->main, TRUE);
  gtk_widget_set_size_request (self->side, 330, -1);
  gtk_box_append (GTK_BOX (self->columns), self->main);
  gtk_box_append (GTK_BOX (self->columns), self->side);

  self->head = add (self, content, rw_change_head_new ());
  g_signal_connect_object (self->head, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->head, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
  self->clone = gtk_button_new_with_mnemonic (_ ("Make a _Copy"));
  gtk_widget_add_css_class (self->clone, "flat");
  gtk_widget_set_tooltip_text (self->clone, _ ("A New Draft with the Same Items, Tasks and Plans"));
  g_signal_connect_object (self->clone, "clicked", G_CALLBACK (clone_cb), self, G_CONNECT_SWAPPED);
  rw_change_head_add (RW_CHANGE_HEAD (self->head), self->clone);
  gtk_box_append (GTK_BOX (content), self->columns);
  self->plan = add (self, self->main, rw_change_plan_new ());
  add (self, self->main, rw_change_affected_new ());
  self->touches = add (self, self->main, rw_change_touches_new ());
  add (self, self->main, rw_change_tasks_new ());
  add (self, self->main, rw_change_texts_new ());
  add (self, self->main, rw_change_news_new ());
  self->obstacles = add (self, self->side, rw_change_obstacles_new ());
  add (self, self->side, rw_change_votes_new ());
  add (self, self->side, rw_change_risk_box_new ());
  add (self, self->side, rw_change_links_new ());

  g_signal_connect_object (self->plan, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_conflicts (self), "evaluated", G_CALLBACK (evaluated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_conflicts (self), "slot", G_CALLBACK (slot_cb), self,
                           G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), content);
  g_value_init (&vertical, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&vertical, GTK_ORIENTATION_VERTICAL);
  adw_breakpoint_add_setter (narrow, G_OBJECT (self->columns), "orientation", &vertical);
  g_value_init (&wide, G_TYPE_INT);
  g_value_set_int (&wide, -1);
  adw_breakpoint_add_setter (narrow, G_OBJECT (self->side), "width-request", &wide);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), narrow);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), self->scroller);
  gtk_widget_set_size_request (bin, 360, 200);
  return bin;
}

static void
rw_change_view_init (RwChangeView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  load_style ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->boxes = g_ptr_array_new ();
  self->stack = gtk_stack_new ();
  rw_status_page_add_loading (GTK_STACK (self->stack), _ ("Opening the Change"));
  self->failed = rw_status_page_add (GTK_STACK (self->stack), "failed", "dialog-warning-symbolic",
                                     _ ("This Change Cannot Be Shown"), NULL);
  gtk_stack_add_named (GTK_STACK (self->stack), create_columns (self), "change");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
rw_change_view_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_VIEW, NULL);
}

/**
 * rw_change_view_open:
 * @id: of a change
 */
void
rw_change_view_open (RwChangeView *self,
                     const RwId   *id)
{
  g_return_if_fail (RW_IS_CHANGE_VIEW (self) && id != NULL);
  if (!rw_id_equal (&self->id, id))
    {
      rw_change_view_close (self);
      self->id = *id;
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
    }
  load (self);
}

/**
 * rw_change_view_close:
 *
 * What was written and not saved is kept.
 */
void
rw_change_view_close (RwChangeView *self)
{
  g_return_if_fail (RW_IS_CHANGE_VIEW (self));
  for (guint i = 0; i < self->boxes->len; i++)
    rw_change_box_leave (self->boxes->pdata[i]);
  g_cancellable_cancel (self->cancellable);
  self->loading = FALSE;
  self->id = RW_ID_NIL;
}

/**
 * rw_change_view_get_change:
 *
 * Returns: (transfer none) (nullable): the change that is open; %NULL for none
 */
const RwId *
rw_change_view_get_change (RwChangeView *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_VIEW (self), NULL);
  return rw_id_is_nil (&self->id) ? NULL : &self->id;
}

/**
 * rw_change_view_dup_title:
 *
 * Returns: (transfer full): for the header: the number of the change, or its title as long as it has none
 */
char *
rw_change_view_dup_title (RwChangeView *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_VIEW (self), NULL);
  return g_strdup (rw_change_box_get_name (RW_CHANGE_BOX (self->head)));
}

/**
 * rw_change_view_data_changed:
 * @changes: what became another
 */
void
rw_change_view_data_changed (RwChangeView      *self,
                             const RwChangeSet *changes)
{
  const guint64 kinds = RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) |
                        RW_KIND_BIT (RW_KIND_CHANGE_TASK) | RW_KIND_BIT (RW_KIND_APPROVAL) |
                        RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_CUSTOMER) |
                        RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_RISK_QUESTION) |
                        RW_KIND_BIT (RW_KIND_WINDOW) | RW_KIND_BIT (RW_KIND_CHANGE_TEMPLATE) |
                        RW_KIND_BIT (RW_KIND_LINK) | RW_KIND_BIT (RW_KIND_TICKET) |
                        RW_KIND_BIT (RW_KIND_ATTACHMENT) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) |
                        RW_CHANGE_ITEM_KINDS;

  g_return_if_fail (RW_IS_CHANGE_VIEW (self));
  if (!rw_id_is_nil (&self->id) && (changes->kinds & kinds))
    load (self);
}

gboolean
rw_change_view_is_settled (RwChangeView *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_VIEW (self), TRUE);
  return !self->loading && rw_change_conflicts_is_settled (get_conflicts (self)) &&
         rw_change_touches_is_settled (RW_CHANGE_TOUCHES (self->touches));
}
