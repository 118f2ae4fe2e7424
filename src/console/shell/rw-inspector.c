/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-inspector.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-history-list.h"
#include "rw-inspector-data.h"
#include "rw-loss-dialog.h"
#include "rw-property-row.h"
#include "rw-record-text.h"
#include "rw-secret-row.h"
#include "rw-settings.h"
#include "rw-status.h"
#include "rw-trace-dialog.h"
#include "rw-window.h"

struct _RwInspector
{
  AdwBin parent_instance;

  RwSession *session;
  RwKind kind;
  RwId id;
  RwInspectorData *data;
  GCancellable *loading;
  gboolean stale; /* the record changed while a field was being edited */

  GtkStack *stack;
  AdwStatusPage *failure;
  GtkScrolledWindow *scrolled;
  GtkLabel *title;
  GtkLabel *subtitle;
  AdwWrapBox *chips;
  GtkWidget *wiring; /* what can be asked about power and cables */
  GtkWidget *open_button;
  GtkWidget *loss_button;
  GtkWidget *trace_button;
  GtkListBox *properties;
  GtkButton *empty_button;
  GtkWidget *relations_heading;
  GtkListBox *relations;
  RwHistoryList *history;
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwInspector, rw_inspector, ADW_TYPE_BIN)

static void load (RwInspector *self);

static void
emit_open (RwInspector *self,
           int          kind,
           const RwId  *id)
{
  RwId copy = *id; /* the sender may go with its row */

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, kind, &copy);
}

/* --- Properties ---------------------------------------------------------------------------------- */

static gboolean
is_editing (RwInspector *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->properties, i)) != NULL; i++)
    if (RW_IS_SECRET_ROW (row) ? rw_secret_row_get_editing (RW_SECRET_ROW (row))
                               : rw_property_row_get_editing (RW_PROPERTY_ROW (row)))
      return TRUE;
  return FALSE;
}

static void
edited_cb (RwInspector *self)
{
  if (self->stale && !is_editing (self))
    load (self);
}

static void
row_activated_cb (RwInspector   *self,
                  GtkListBoxRow *row)
{
  if (RW_IS_SECRET_ROW (row))
    rw_secret_row_show (RW_SECRET_ROW (row));
  else
    rw_property_row_edit (RW_PROPERTY_ROW (row));
}

static void
update_empty_button (RwInspector *self,
                     guint        n_empty)
{
  gboolean shown = g_settings_get_boolean (rw_settings_get (), "empty-fields");
  g_autofree char *label = NULL;

  if (shown)
    label = g_strdup (_("Hide empty fields"));
  else
    label = g_strdup_printf (ngettext ("Show %u empty field", "Show %u empty fields", n_empty), n_empty);
  gtk_button_set_label (self->empty_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), n_empty > 0);
}

/* Lists of ids and keys that a page shows in words say nothing as they are. */
static gboolean
is_for_machines (RwKind kind,
                 guint  field)
{
  if (kind == RW_KIND_CHANGE)
    return field == RW_CHANGE_RISK_ANSWERS || field == RW_CHANGE_CONFLICTS_SEEN;
  return kind == RW_KIND_CHANGE_TEMPLATE && field == RW_CHANGE_TEMPLATE_RISK_ANSWERS;
}

static void
fill_properties (RwInspector *self)
{
  const RwKindInfo *info = rw_record_get_info (self->data->record);
  gboolean show_empty = g_settings_get_boolean (rw_settings_get (), "empty-fields");
  guint n_empty = 0;

  gtk_list_box_remove_all (self->properties);
  for (guint i = 0; i < info->n_fields; i++)
    {
      gboolean empty = !rw_record_has (self->data->record, i);
      GtkWidget *row;

      if (is_for_machines (info->kind, i))
        continue;
      if (rw_field_is_secret (&info->fields[i]))
        {
          /* Whether it is empty is at the server too. */
          if (!rw_secret_check (info->kind, i, rw_session_get_roles (self->session), NULL))
            continue;
          row = rw_secret_row_new (self->session, self->data, i);
          g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
          gtk_list_box_append (self->properties, row);
          continue;
        }
      n_empty += empty ? 1 : 0;
      if (empty && !show_empty)
        continue;
      row = rw_property_row_new (self->session, self->data, i);
      g_signal_connect_object (row, "open", G_CALLBACK (emit_open), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->properties, row);
    }
  update_empty_button (self, n_empty);
}

static void
empty_clicked_cb (RwInspector *self)
{
  g_settings_set_boolean (rw_settings_get (), "empty-fields",
                          !g_settings_get_boolean (rw_settings_get (), "empty-fields"));
  if (self->data != NULL)
    fill_properties (self);
}

/* --- Relations ----------------------------------------------------------------------------------- */

typedef struct
{
  RwInspector *inspector;
  RwKind kind;
  RwId id;
} Link;

static void
link_clicked_cb (GtkButton *button,
                 Link      *link)
{
  emit_open (link->inspector, link->kind, &link->id);
}

static void
free_link (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
related_new (RwInspector           *self,
             const RwRelation      *relation,
             const RwRelatedRecord *related)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (related->title);
  const RwInspectorTitle *title = rw_inspector_data_title (self->data, &related->id);
  Link *link = g_new (Link, 1);

  /* What only ties two records together leads to the other one. */
  *link = (Link){ self, title != NULL ? title->kind : relation->kind, related->id };
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "rw-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (link_clicked_cb), link, free_link, 0);
  return button;
}

/* "2 virtual machines", and through which of their fields where that is not plain from the two kinds. */
static char *
relation_label (const RwRelation *relation)
{
  g_autofree char *count = rw_format_count (relation->count);
  const RwKindInfo *info = rw_schema_get (relation->kind);
  const RwField *field = &info->fields[relation->field];
  guint alike = 0;

  for (guint i = 0; i < info->n_fields; i++)
    if ((info->fields[i].refs & field->refs) != 0)
      alike++;
  if (alike > 1)
    /* Translators: a count, a kind and the field through which it refers: "3 Devices · Chassis" */
    return g_strdup_printf (C_ ("relation", "%s %s · %s"), count,
                            relation->count == 1 ? rw_kind_label (relation->kind) : rw_kind_labels (relation->kind),
                            rw_field_label (field));
  /* Translators: a count and a kind: "2 Virtual machines" */
  return g_strdup_printf (C_ ("relation", "%s %s"), count,
                          relation->count == 1 ? rw_kind_label (relation->kind) : rw_kind_labels (relation->kind));
}

static GtkWidget *
relation_row_new (RwInspector      *self,
                  const RwRelation *relation)
{
  GtkWidget *row = gtk_list_box_row_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *links = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *label;
  g_autofree char *text = relation_label (relation);

  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "rw-property-label");
  gtk_widget_set_hexpand (links, TRUE);
  for (guint i = 0; i < relation->first->len; i++)
    gtk_box_append (GTK_BOX (links), related_new (self, relation, g_ptr_array_index (relation->first, i)));
  if (relation->count > relation->first->len)
    {
      g_autofree char *rest = rw_format_count (relation->count - relation->first->len);
      g_autofree char *more = g_strdup_printf (_("and %s more"), rest);
      GtkWidget *more_label = gtk_label_new (more);

      gtk_label_set_xalign (GTK_LABEL (more_label), 0);
      gtk_widget_add_css_class (more_label, "dim-label");
      gtk_widget_add_css_class (more_label, "rw-property-value");
      gtk_box_append (GTK_BOX (links), more_label);
    }
  gtk_box_append (GTK_BOX (line), rw_property_column_new (label));
  gtk_box_append (GTK_BOX (line), links);
  gtk_widget_add_css_class (line, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void
fill_relations (RwInspector *self)
{
  guint n = self->data->relations->len;

  gtk_list_box_remove_all (self->relations);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->relations, relation_row_new (self, g_ptr_array_index (self->data->relations, i)));
  gtk_widget_set_visible (self->relations_heading, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->relations), n > 0);
}

/* --- Loading ------------------------------------------------------------------------------------- */

static GtkWidget *
chip_new (const RwInspectorChip *chip)
{
  GtkWidget *label;
  g_autofree char *text = g_strdup_printf ("%s %s", rw_status_symbol (chip->status), chip->text);

  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "rw-pill");
  gtk_widget_add_css_class (label, rw_status_css_class (chip->status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, chip->text, -1);
  return label;
}

static void
fill_head (RwInspector *self)
{
  g_autofree char *title = rw_record_dup_title (self->data->record), *subtitle = NULL;
  GtkWidget *child;

  gtk_label_set_label (self->title, title);
  if (self->data->place != NULL)
    subtitle = g_strdup_printf ("%s · %s", rw_kind_label (self->kind), self->data->place);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : rw_kind_label (self->kind));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  for (guint i = 0; i < self->data->chips->len; i++)
    adw_wrap_box_append (self->chips, chip_new (g_ptr_array_index (self->data->chips, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->chips), self->data->chips->len > 0);
  gtk_widget_set_visible (self->open_button, rw_schema_get (self->kind)->flags & RW_K_SYSTEM);
  gtk_widget_set_visible (self->loss_button, rw_loss_dialog_can (self->kind));
  gtk_widget_set_visible (self->trace_button, rw_trace_dialog_can (self->kind));
  gtk_widget_set_visible (self->wiring,
                          rw_loss_dialog_can (self->kind) || rw_trace_dialog_can (self->kind));
}

/* The page that is beside the inspector submits what comes of it, and goes to what is found. */
static void
wiring_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwInspector *self = RW_INSPECTOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  RwPage *page = RW_IS_WINDOW (root) ? rw_window_get_page (RW_WINDOW (root)) : NULL;
  gboolean loss = g_str_equal (action, "inspector.loss");

  if (page == NULL || self->data == NULL ||
      !(loss ? rw_loss_dialog_can (self->kind) : rw_trace_dialog_can (self->kind)))
    return;
  adw_dialog_present (loss ? rw_loss_dialog_new (page, self->kind, &self->id)
                           : rw_trace_dialog_new (page, self->kind, &self->id),
                      widget);
}

static GtkWidget *
wiring_button_new (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "rw-small");
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
  return button;
}

static GtkWidget *
wiring_new (RwInspector *self)
{
  self->wiring = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->wiring), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->wiring), 6);
  self->open_button = wiring_button_new (self->wiring, _ ("Open"), "win.open-system");
  self->loss_button =
    wiring_button_new (self->wiring, _ ("What If This Is Lost?"), "inspector.loss");
  self->trace_button = wiring_button_new (self->wiring, _ ("Trace Cables"), "inspector.trace");
  return self->wiring;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwInspector) self = user_data;
  g_autoptr (GError) error = NULL;
  RwInspectorData *data = rw_session_read_finish (RW_SESSION (source), result, &error);
  gboolean other;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (data == NULL)
    {
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  if (is_editing (self) && self->data != NULL && rw_id_equal (rw_record_get_id (self->data->record), &self->id))
    {
      /* What is being typed stays; the news come when it is done. */
      self->stale = TRUE;
      rw_inspector_data_free (data);
      return;
    }
  other = self->data == NULL || !rw_id_equal (rw_record_get_id (self->data->record), &self->id);
  gtk_list_box_remove_all (self->properties);
  g_clear_pointer (&self->data, rw_inspector_data_free);
  self->data = data;
  self->stale = FALSE;
  fill_head (self);
  fill_properties (self);
  fill_relations (self);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  rw_history_list_load (self->history, self->session, self->data->record);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

typedef struct
{
  RwKind kind;
  RwId id;
  gint64 now;
} Question;

static gpointer
load_in_reader (RwCache       *cache,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  const Question *question = data;

  return rw_inspector_data_load (cache, question->kind, &question->id, question->now, error);
}

static void
load (RwInspector *self)
{
  Question *question;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->session == NULL || self->kind == RW_KIND_NONE)
    return;
  self->loading = g_cancellable_new ();
  question = g_new (Question, 1);
  *question = (Question){ self->kind, self->id, rw_clock_now () };
  rw_session_read_async (self->session, load_in_reader, question, g_free, (GDestroyNotify) rw_inspector_data_free,
                         self->loading, loaded_cb, g_object_ref (self));
}

static gboolean
changes_touch (RwInspector       *self,
               const RwChangeSet *changes)
{
  /* Its relations may have changed with any record; its own fields only with itself. */
  if (changes->ids == NULL || changes->kinds & ~RW_KIND_BIT (self->kind))
    return TRUE;
  for (guint i = 0; i < changes->ids->len; i++)
    if (rw_id_equal (&g_array_index (changes->ids, RwId, i), &self->id))
      return TRUE;
  return FALSE;
}

static void
changed_cb (RwInspector       *self,
            const RwChangeSet *changes)
{
  if (self->kind != RW_KIND_NONE && changes_touch (self, changes))
    load (self);
}

static void
forget (RwInspector *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->history != NULL)
    rw_history_list_cancel (self->history);
  if (self->properties != NULL)
    gtk_list_box_remove_all (self->properties);
  g_clear_pointer (&self->data, rw_inspector_data_free);
}

static void
rw_inspector_dispose (GObject *object)
{
  RwInspector *self = RW_INSPECTOR (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      forget (self);
    }
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_inspector_parent_class)->dispose (object);
}

static GtkWidget *
heading_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-heading");
  gtk_widget_set_margin_top (label, 12);
  return label;
}

static GtkListBox *
boxed_list_new (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "rw-properties");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_LIST_BOX (list);
}

static GtkWidget *
head_new (RwInspector *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *tooltip = rw_actions_find ("win.copy-address") != NULL ? rw_action_tooltip ("win.copy-address") : NULL;

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->title, TRUE);
  gtk_label_set_wrap_mode (self->title, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_selectable (self->title, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title-3");
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->subtitle, TRUE);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->subtitle));
  gtk_widget_set_hexpand (text, TRUE);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "win.copy-address");
  gtk_widget_set_tooltip_text (copy, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Copy the record's address"),
                                  -1);
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_valign (copy, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (line), copy);
  return line;
}

static GtkWidget *
record_view_new (RwInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), head_new (self));
  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 6);
  adw_wrap_box_set_line_spacing (self->chips, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  gtk_box_append (GTK_BOX (box), wiring_new (self));

  self->properties = boxed_list_new (_("Properties"));
  g_signal_connect_swapped (self->properties, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_set_margin_top (GTK_WIDGET (self->properties), 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->properties));
  self->empty_button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->empty_button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->empty_button), "rw-link");
  gtk_widget_set_halign (GTK_WIDGET (self->empty_button), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->empty_button), 3);
  g_signal_connect_swapped (self->empty_button, "clicked", G_CALLBACK (empty_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->empty_button));

  self->relations_heading = heading_new (_("What Hangs on It"));
  self->relations = boxed_list_new (_("What hangs on it"));
  gtk_box_append (GTK_BOX (box), self->relations_heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->relations));

  self->history = RW_HISTORY_LIST (rw_history_list_new ());
  gtk_box_append (GTK_BOX (box), heading_new (_ ("History")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->history));

  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, box);
  return GTK_WIDGET (self->scrolled);
}

/* Nobody sees it before something is selected or it is opened: what it is made of can wait until then. */
static void
ensure_content (RwInspector *self)
{
  GtkWidget *nothing, *spinner;

  if (self->stack != NULL)
    return;
  nothing = adw_status_page_new ();
  spinner = adw_spinner_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _("Nothing Selected"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                   _("Select something to see its properties, what hangs on it, and its history."));
  gtk_widget_add_css_class (nothing, "compact");
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failure, _("Not There"));
  gtk_widget_add_css_class (GTK_WIDGET (self->failure), "compact");
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);

  gtk_stack_add_named (self->stack, nothing, "nothing");
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_stack_add_named (self->stack, record_view_new (self), "record");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

static void
rw_inspector_map (GtkWidget *widget)
{
  ensure_content (RW_INSPECTOR (widget));
  GTK_WIDGET_CLASS (rw_inspector_parent_class)->map (widget);
}

static void
rw_inspector_class_init (RwInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_inspector_dispose;
  GTK_WIDGET_CLASS (klass)->map = rw_inspector_map;
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                       2, G_TYPE_INT, G_TYPE_POINTER);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "inspector.loss", NULL,
                                   wiring_action_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "inspector.trace", NULL,
                                   wiring_action_cb);
}

static void
rw_inspector_init (RwInspector *self)
{
  self->kind = RW_KIND_NONE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Inspector"), -1);
}

/**
 * rw_inspector_set_session:
 * @session: (nullable): where the records come from
 */
void
rw_inspector_set_session (RwInspector *self,
                          RwSession   *session)
{
  g_return_if_fail (RW_IS_INSPECTOR (self));
  if (self->session == session)
    return;
  rw_inspector_show (self, RW_KIND_NONE, NULL);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_swapped (session, "changed", G_CALLBACK (changed_cb), self);
}

/**
 * rw_inspector_show:
 * @id: (nullable): the record; %NULL for none
 */
void
rw_inspector_show (RwInspector *self,
                   RwKind       kind,
                   const RwId  *id)
{
  g_return_if_fail (RW_IS_INSPECTOR (self));
  if (id == NULL || kind == RW_KIND_NONE)
    {
      self->kind = RW_KIND_NONE;
      self->id = RW_ID_NIL;
      forget (self);
      if (self->stack != NULL)
        gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  if (self->kind == kind && rw_id_equal (&self->id, id))
    return;
  self->kind = kind;
  self->id = *id;
  ensure_content (self);
  /* The record before stays until this one is read: a flicker of a spinner tells nobody anything. */
  if (self->data == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  load (self);
}

/**
 * rw_inspector_settled:
 *
 * Returns: whether all that was asked for is shown
 */
gboolean
rw_inspector_settled (RwInspector *self)
{
  g_return_val_if_fail (RW_IS_INSPECTOR (self), TRUE);
  return self->loading == NULL &&
         (self->history == NULL || !rw_history_list_is_loading (self->history));
}

/**
 * rw_inspector_get_record:
 *
 * Returns: (transfer none) (nullable): the record that is shown
 */
RwRecord *
rw_inspector_get_record (RwInspector *self)
{
  g_return_val_if_fail (RW_IS_INSPECTOR (self), NULL);
  return self->data != NULL ? self->data->record : NULL;
}
