/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-new.h"

#include <glib/gi18n.h>

#include "query/rw-query-tickets.h"
#include "rules/rw-change-approval.h"
#include "rules/rw-change-template.h"
#include "rw-change-conflicts.h"
#include "rw-change-edits.h"
#include "rw-change-items.h"
#include "rw-change-times.h"
#include "rw-clock.h"
#include "rw-done-key.h"
#include "rw-format.h"
#include "rw-submit.h"
#include "rw-time.h"

/* What there is to choose from. */
typedef struct
{
  GPtrArray *people;    /* (element-type RwChoice) */
  GPtrArray *templates; /* (element-type RwRecord): that changes may be made from today */
} Choices;

struct _RwChangeNew
{
  AdwDialog parent_instance;

  RwPage *page;
  Choices *choices;
  RwChangeParty *party; /* (nullable): whose the items are, once it is known */
  GCancellable *cancellable;
  gboolean making;

  GtkWidget *banner;
  GtkWidget *title;
  GtkWidget *type;
  GtkWidget *template_;
  GtkWidget *none; /* there is no template */
  GtkWidget *times;
  GtkWidget *items;
  GtkWidget *implementer;
  GtkWidget *whose;
  GtkWidget *conflicts;
  GtkWidget *create;
};

G_DEFINE_FINAL_TYPE (RwChangeNew, rw_change_new, ADW_TYPE_DIALOG)

/* In the order in which they are asked for: most changes are normal ones. */
static const RwChangeType types[] = { RW_CHANGE_TYPE_NORMAL, RW_CHANGE_TYPE_STANDARD, RW_CHANGE_TYPE_EMERGENCY };

static void
choices_free (Choices *choices)
{
  g_clear_pointer (&choices->people, g_ptr_array_unref);
  g_clear_pointer (&choices->templates, g_ptr_array_unref);
  g_free (choices);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static gpointer
query_choices_cb (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (Choices) choices = g_new0 (Choices, 1);

  choices->people = rw_query_choices (cache, RW_KIND_PERSON, error);
  if (choices->people != NULL)
    choices->templates =
      rw_cache_select (cache, RW_KIND_CHANGE_TEMPLATE, "ORDER BY \"name\"", error, RW_BIND_END);
  if (choices->templates == NULL)
    return NULL;
  for (guint i = choices->templates->len; i-- > 0;)
    if (!rw_change_template_check (choices->templates->pdata[i], rw_clock_now () / RW_DAY, NULL))
      g_ptr_array_remove_index (choices->templates, i);
  return g_steal_pointer (&choices);
}

static RwSession *
get_session (RwChangeNew *self)
{
  return rw_page_get_session (self->page);
}

/* --- What was filled in ------------------------------------------------------------------------------ */

static char *
dup_title (RwChangeNew *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
}

static RwChangeType
get_type (RwChangeNew *self)
{
  return types[adw_combo_row_get_selected (ADW_COMBO_ROW (self->type))];
}

/* Returns: what a standard change is made from, %NULL for another type */
static RwRecord *
get_template (RwChangeNew *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->template_));

  if (get_type (self) != RW_CHANGE_TYPE_STANDARD || selected >= self->choices->templates->len)
    return NULL;
  return self->choices->templates->pdata[selected];
}

static gboolean
is_complete (RwChangeNew *self)
{
  g_autofree char *title = dup_title (self);
  gint64 start, end;

  return *title != '\0' && !self->making &&
         (get_type (self) != RW_CHANGE_TYPE_STANDARD || get_template (self) != NULL) &&
         (rw_change_times_is_empty (RW_CHANGE_TIMES (self->times)) ||
          rw_change_times_get (RW_CHANGE_TIMES (self->times), &start, &end));
}

static void
changed_cb (RwChangeNew *self)
{
  gtk_widget_set_sensitive (self->create, is_complete (self));
}

static RwRecord *
make_change (RwChangeNew *self)
{
  const RwId *me = rw_session_get_person (get_session (self));
  RwRecord *template_ = get_template (self);
  RwRecord *change = template_ != NULL ? rw_change_new_from_template (template_, me)
                                       : rw_record_new (RW_KIND_CHANGE, NULL);
  g_autofree char *title = dup_title (self);
  guint implementer = adw_combo_row_get_selected (ADW_COMBO_ROW (self->implementer));

  rw_record_set_text (change, RW_CHANGE_TITLE, title);
  rw_record_set_enum (change, RW_CHANGE_TYPE, (int) get_type (self));
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  rw_change_times_apply (RW_CHANGE_TIMES (self->times), change);
  if (me != NULL && !rw_id_is_nil (me))
    rw_record_set_ref (change, RW_CHANGE_REQUESTER, me);
  if (implementer > 0 && implementer <= self->choices->people->len)
    rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER,
                       &((RwChoice *) self->choices->people->pdata[implementer - 1])->id);
  if (self->party != NULL && !rw_id_is_nil (&self->party->service))
    rw_record_set_ref (change, RW_CHANGE_SERVICE, &self->party->service);
  if (self->party != NULL && !rw_id_is_nil (&self->party->customer))
    rw_record_set_ref (change, RW_CHANGE_CUSTOMER, &self->party->customer);
  return change;
}

static GPtrArray *
make_edits (RwChangeNew *self,
            RwRecord    *change)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free),
            *items = rw_change_items_get (RW_CHANGE_ITEMS (self->items));

  g_ptr_array_add (edits, rw_edit_new_create (change));
  for (guint i = 0; i < items->len; i++)
    rw_change_edits_add_item (edits, rw_record_get_id (change),
                              &((RwNamedRecord *) items->pdata[i])->id, NULL);
  if (get_template (self) != NULL)
    rw_change_add_template_tasks (edits, get_template (self), rw_record_get_id (change),
                                  rw_record_get_ref (change, RW_CHANGE_IMPLEMENTER));
  return edits;
}

/* --- What stands against it ---------------------------------------------------------------------------- */

static void
judge_times (RwChangeNew *self)
{
  gint64 start = 0, end = 0;

  if (!rw_change_times_get (RW_CHANGE_TIMES (self->times), &start, &end))
    start = end = 0;
  rw_change_conflicts_set_times (RW_CHANGE_CONFLICTS (self->conflicts), start, end);
}

static void
times_changed_cb (RwChangeNew *self)
{
  changed_cb (self);
  judge_times (self);
}

/* Other items, or other hands: what depends on them is read anew. */
static void
read_conflicts (RwChangeNew *self)
{
  g_autoptr (RwRecord) change = make_change (self);
  g_autoptr (GPtrArray) ids = rw_change_items_dup_ids (RW_CHANGE_ITEMS (self->items));

  rw_change_conflicts_read (RW_CHANGE_CONFLICTS (self->conflicts), get_session (self), change, ids,
                            NULL, NULL);
}

static void
slot_cb (RwChangeNew *self,
         gint64       start,
         gint64       end)
{
  rw_change_times_set (RW_CHANGE_TIMES (self->times), rw_zone_wall (rw_format_get_zone (), start),
                       rw_zone_wall (rw_format_get_zone (), end), NULL);
}

/* --- Whose it is --------------------------------------------------------------------------------------- */

static void
show_party (RwChangeNew *self)
{
  const RwChangeParty *party = self->party;
  g_autofree char *text = NULL;

  if (party == NULL ||
      (party->customer_name == NULL && party->service_name == NULL && !party->several))
    text = g_strdup (_ ("Follows from the affected items"));
  else if (party->several)
    text = g_strdup (_ ("Several customers"));
  else
    text =
      g_strdup_printf ("%s%s%s", party->customer_name != NULL ? party->customer_name : "",
                       party->customer_name != NULL && party->service_name != NULL ? " · " : "",
                       party->service_name != NULL ? party->service_name : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->whose), text);
  rw_change_times_set_other (RW_CHANGE_TIMES (self->times),
                             party != NULL ? party->customer_name : NULL,
                             party != NULL ? party->customer_tz : NULL);
}

static gpointer
query_party_cb (RwCache       *cache,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return rw_query_change_party (cache, data, error);
}

static void
party_known_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RwChangeNew) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwChangeParty) party = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (party == NULL)
    return;
  g_clear_pointer (&self->party, rw_change_party_free);
  self->party = g_steal_pointer (&party);
  show_party (self);
  read_conflicts (self);
}

static void
items_changed_cb (RwChangeNew *self)
{
  /* Only the newest answer counts. */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (get_session (self), query_party_cb,
                         rw_change_items_dup_ids (RW_CHANGE_ITEMS (self->items)),
                         (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) rw_change_party_free,
                         self->cancellable, party_known_cb, g_object_ref (self));
  changed_cb (self);
}

/* --- Making it ------------------------------------------------------------------------------------------ */

typedef struct
{
  RwChangeNew *self;
  RwId id;
  char *label;
} Making;

static void
making_free (Making *making)
{
  g_object_unref (making->self);
  g_free (making->label);
  g_free (making);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Making, making_free)

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Making) making = user_data;
  g_autoptr (GError) error = NULL;
  RwChangeNew *self = making->self;

  self->making = FALSE;
  changed_cb (self);
  if (!rw_session_edit_finish (RW_SESSION (source), result, &error))
    {
      adw_banner_set_title (ADW_BANNER (self->banner), error->message);
      adw_banner_set_revealed (ADW_BANNER (self->banner), TRUE);
      return;
    }
  rw_toast_undo (GTK_WIDGET (self->page), RW_SESSION (source), making->label);
  adw_dialog_force_close (ADW_DIALOG (self));
  rw_page_open (self->page, RW_KIND_CHANGE, &making->id);
}

static void
create_cb (RwChangeNew *self)
{
  g_autoptr (RwRecord) change = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  Making *making;

  if (!is_complete (self))
    return;
  change = make_change (self);
  edits = make_edits (self, change);
  making = g_new0 (Making, 1);
  making->self = g_object_ref (self);
  making->id = *rw_record_get_id (change);
  making->label = g_strdup_printf (_ ("New change: %s"), rw_record_get_title (change));
  self->making = TRUE;
  changed_cb (self);
  rw_session_edit_async (get_session (self), edits, making->label, NULL, made_cb, making);
}

static gboolean
done_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  create_cb (RW_CHANGE_NEW (gtk_widget_get_ancestor (widget, RW_TYPE_CHANGE_NEW)));
  return TRUE;
}

/* Nothing that was written is thrown away by one key. */
static void
discard_cb (AdwAlertDialog *question,
            const char     *response,
            RwChangeNew    *self)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static gboolean
is_empty (RwChangeNew *self)
{
  g_autofree char *title = dup_title (self);

  return *title == '\0' && rw_change_items_get (RW_CHANGE_ITEMS (self->items))->len == 0;
}

static void
close_attempt_cb (RwChangeNew *self)
{
  AdwDialog *question;

  if (is_empty (self))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  question = adw_alert_dialog_new (_ ("Discard This Change?"), _ ("What was filled in is lost."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_cb), self, 0);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
rw_change_new_dispose (GObject *object)
{
  RwChangeNew *self = RW_CHANGE_NEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->page);
  g_clear_pointer (&self->choices, choices_free);
  g_clear_pointer (&self->party, rw_change_party_free);
  G_OBJECT_CLASS (rw_change_new_parent_class)->dispose (object);
}

static void
rw_change_new_class_init (RwChangeNewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_new_dispose;
}

static void
rw_change_new_init (RwChangeNew *self)
{
}

static GtkWidget *
add_combo (AdwPreferencesGroup *group,
           const char          *title,
           GtkStringList       *names)
{
  g_autoptr (GtkExpression) expression =
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), expression);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_preferences_group_add (group, row);
  return row;
}

static GtkWidget *
create_header (RwChangeNew *self)
{
  GtkWidget *bar = adw_header_bar_new (), *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (adw_dialog_close), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  self->create = gtk_button_new_with_mnemonic (_ ("C_reate"));
  gtk_widget_add_css_class (self->create, "suggested-action");
  gtk_widget_set_tooltip_text (self->create, _ ("Create the draft (Ctrl+Enter)"));
  g_signal_connect_object (self->create, "clicked", G_CALLBACK (create_cb), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->create);
  return bar;
}

/* What a template says is filled in where nothing stands yet. */
static void
type_cb (RwChangeNew *self)
{
  RwRecord *template_ = get_template (self);
  gboolean standard = get_type (self) == RW_CHANGE_TYPE_STANDARD;
  g_autofree char *title = dup_title (self);

  gtk_widget_set_visible (self->template_, standard && self->choices->templates->len > 0);
  gtk_widget_set_visible (self->none, standard && self->choices->templates->len == 0);
  rw_change_times_set_duration (RW_CHANGE_TIMES (self->times),
                                template_ != NULL
                                  ? rw_record_get_integer (template_, RW_CHANGE_TEMPLATE_DURATION,
                                                           0) *
                                      RW_MINUTE
                                  : 0);
  if (template_ != NULL && *title == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->title), rw_record_get_title (template_));
  times_changed_cb (self);
}

static GtkWidget *
create_what (RwChangeNew *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL),
                            templates = gtk_string_list_new (NULL);

  self->title = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _ ("What is changed"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self->title), 200);
  g_signal_connect_object (self->title, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->title, "entry-activated", G_CALLBACK (create_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->title);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_string_list_append (names, rw_enum_label (&rw_enum_change_type, (int) types[i]));
  self->type = add_combo (ADW_PREFERENCES_GROUP (group), _ ("Type"), names);
  for (guint i = 0; i < self->choices->templates->len; i++)
    gtk_string_list_append (templates, rw_record_get_title (self->choices->templates->pdata[i]));
  self->template_ = add_combo (ADW_PREFERENCES_GROUP (group), _ ("From template"), templates);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self->template_), TRUE);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (self->template_),
                                       GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none),
                                 _ ("There is no approved template"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->none),
                               _ ("A standard change is made from one. Plan a normal change."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->none);
  return group;
}

static GtkWidget *
create_who (RwChangeNew *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const RwId *me = rw_session_get_person (get_session (self));
  guint mine = 0;

  gtk_string_list_append (names, C_ ("choice", "None"));
  for (guint i = 0; i < self->choices->people->len; i++)
    {
      const RwChoice *choice = self->choices->people->pdata[i];

      if (me != NULL && rw_id_equal (me, &choice->id))
        mine = i + 1;
      gtk_string_list_append (names, choice->name);
    }
  self->implementer = add_combo (ADW_PREFERENCES_GROUP (group), _ ("Implementer"), names);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self->implementer), TRUE);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (self->implementer),
                                       GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->implementer), mine);
  self->whose = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->whose),
                                 _ ("Customer and business service"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->whose), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->whose);
  return group;
}

static void
fill (RwChangeNew *self,
      gint64       start,
      gint64       end)
{
  GtkWidget *view = adw_toolbar_view_new (), *page = adw_preferences_page_new (),
            *affected = adw_preferences_group_new (), *against = adw_preferences_group_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), create_header (self));
  self->banner = adw_banner_new ("");
  adw_banner_set_use_markup (ADW_BANNER (self->banner), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->banner);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (create_what (self)));

  self->items = rw_change_items_new (get_session (self), FALSE);
  g_signal_connect_object (self->items, "changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (affected), _ ("Affected items"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (affected), self->items);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (affected));

  self->times = rw_change_times_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->times), C_ ("change", "When"));
  if (end > start)
    rw_change_times_set (RW_CHANGE_TIMES (self->times), rw_zone_wall (rw_format_get_zone (), start),
                         rw_zone_wall (rw_format_get_zone (), end), NULL);
  g_signal_connect_object (self->times, "changed", G_CALLBACK (times_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->times, "done", G_CALLBACK (create_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->times));

  self->conflicts = rw_change_conflicts_new ();
  g_signal_connect_object (self->conflicts, "slot", G_CALLBACK (slot_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (against), _ ("Conflicts"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (against), self->conflicts);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (against));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (create_who (self)));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  rw_done_key_add (view, done_cb);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("New Change"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 760);
  adw_dialog_set_focus (ADW_DIALOG (self), self->title);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
  g_signal_connect_object (self->implementer, "notify::selected", G_CALLBACK (read_conflicts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->type, "notify::selected", G_CALLBACK (type_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->template_, "notify::selected", G_CALLBACK (type_cb), self,
                           G_CONNECT_SWAPPED);
  show_party (self);
  type_cb (self);
  read_conflicts (self);
}

/* --- Asking ------------------------------------------------------------------------------------------------ */

typedef struct
{
  RwPage *page;
  gint64 start;
  gint64 end;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->page);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
choices_known_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Choices) choices = rw_session_read_finish (RW_SESSION (source), result, &error);
  RwChangeNew *self;

  if (choices == NULL)
    {
      rw_page_toast (asking->page, error->message);
      return;
    }
  if (gtk_widget_get_root (GTK_WIDGET (asking->page)) == NULL)
    return;
  self = g_object_new (RW_TYPE_CHANGE_NEW, NULL);
  self->page = g_object_ref (asking->page);
  self->choices = g_steal_pointer (&choices);
  fill (self, asking->start, asking->end);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (asking->page));
}

/**
 * rw_change_new_present:
 * @page: that asks; it goes to the change that is made
 * @start: microseconds since 1970, UTC; 0 with @end 0 for no time yet
 * @end: the same
 *
 * Asks for a new change.
 */
void
rw_change_new_present (RwPage *page,
                       gint64  start,
                       gint64  end)
{
  Asking *asking;

  g_return_if_fail (RW_IS_PAGE (page) && rw_page_get_session (page) != NULL);
  if ((rw_session_get_roles (rw_page_get_session (page)) &
       rw_schema_get (RW_KIND_CHANGE)->writers) == 0)
    {
      rw_page_toast (page, _ ("Your account may look at changes, not plan them"));
      return;
    }
  asking = g_new (Asking, 1);
  *asking = (Asking) { g_object_ref (page), start, end };
  rw_session_read_async (rw_page_get_session (page), query_choices_cb, NULL, NULL,
                         (GDestroyNotify) choices_free, NULL, choices_known_cb, asking);
}
