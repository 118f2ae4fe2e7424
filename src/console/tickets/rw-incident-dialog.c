/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-incident-dialog.h"

#include <glib/gi18n.h>

#include "rules/rw-known-error.h"
#include "rules/rw-ticket-rules.h"
#include "rw-ticket-known-box.h"

struct _RwIncidentDialog
{
  AdwDialog parent_instance;

  RwIncidentChoices *choices;
  GPtrArray *services; /* RwChoice of the chosen customer; not owned, as the rows below "None" */
  GPtrArray *systems;

  GtkWidget *title;
  GtkWidget *type;
  GtkWidget *customer;
  GtkWidget *service;
  GtkWidget *system;
  GtkWidget *impact;
  GtkWidget *urgency;
  GtkWidget *priority;
  GtkWidget *text;
  GtkWidget *create;
  GtkWidget *known;
  RwId cause; /* the known error that is linked; nil for none */
};

/* So many are shown while a title is typed. */
#define MOST_KNOWN 3

enum
{
  SIGNAL_CREATE,
  SIGNAL_INSTEAD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwIncidentDialog, rw_incident_dialog, ADW_TYPE_DIALOG)

void
rw_incident_choices_free (RwIncidentChoices *choices)
{
  g_clear_pointer (&choices->customers, g_ptr_array_unref);
  g_clear_pointer (&choices->services, g_ptr_array_unref);
  g_clear_pointer (&choices->systems, g_ptr_array_unref);
  g_clear_pointer (&choices->known, g_ptr_array_unref);
  g_clear_pointer (&choices->open, g_ptr_array_unref);
  g_free (choices);
}

static const RwChoice *
get_choice (GtkWidget *row,
            GPtrArray *choices)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (selected == GTK_INVALID_LIST_POSITION || selected == 0 || selected > choices->len)
    return NULL;
  return g_ptr_array_index (choices, selected - 1);
}

static void
set_choices (GtkWidget *row,
             GPtrArray *choices)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("choice", "None"));
  for (guint i = 0; i < choices->len; i++)
    gtk_string_list_append (names, ((RwChoice *) g_ptr_array_index (choices, i))->name);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
}

/* What may be the cause, and what may be the same. */
static void
update_known (RwIncidentDialog *self)
{
  const RwChoice *service = get_choice (self->service, self->services),
                 *system = get_choice (self->system, self->systems);
  const RwKnownQuestion question = { gtk_editable_get_text (GTK_EDITABLE (self->title)), NULL,
                                     system != NULL ? system->id : RW_ID_NIL,
                                     service != NULL ? service->id : RW_ID_NIL };
  g_autoptr (GPtrArray) known = rw_known_errors_match (self->choices->known, &question, MOST_KNOWN);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; system != NULL && i < self->choices->open->len && open->len < MOST_KNOWN; i++)
    if (rw_id_equal (rw_record_get_ref (self->choices->open->pdata[i], RW_TICKET_CI), &system->id))
      g_ptr_array_add (open, self->choices->open->pdata[i]);
  rw_ticket_known_box_show (RW_TICKET_KNOWN_BOX (self->known), known, open, &self->cause);
}

static void
link_cb (RwIncidentDialog *self,
         RwRecord         *problem)
{
  self->cause = *rw_record_get_id (problem);
  update_known (self);
}

static void
copy_cb (RwIncidentDialog *self,
         const char       *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_text_buffer_insert (buffer, &end, "\n\n", -1);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static void
instead_cb (RwIncidentDialog *self,
            RwRecord         *ticket)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  g_object_get (buffer, "text", &text, NULL);
  all = g_strdup_printf ("%s\n%s", gtk_editable_get_text (GTK_EDITABLE (self->title)), text);
  g_strstrip (all);
  g_signal_emit (self, signals[SIGNAL_INSTEAD], 0, ticket, all);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Services and systems of the customer; all of them while no customer is chosen. */
static void
customer_cb (RwIncidentDialog *self)
{
  const RwChoice *customer = get_choice (self->customer, self->choices->customers);
  GPtrArray *sources[] = { self->choices->services, self->choices->systems };
  GPtrArray *targets[] = { self->services, self->systems };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_ptr_array_set_size (targets[i], 0);
      for (guint j = 0; j < sources[i]->len; j++)
        {
          RwChoice *choice = g_ptr_array_index (sources[i], j);

          if (customer == NULL || rw_id_equal (&choice->parent, &customer->id))
            g_ptr_array_add (targets[i], choice);
        }
    }
  set_choices (self->service, self->services);
  set_choices (self->system, self->systems);
  /* A customer with one service means that one. */
  if (customer != NULL && self->services->len == 1)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->service), 1);
}

static RwPriority
get_priority (RwIncidentDialog *self)
{
  return rw_priority_from_matrix ((RwLevel) adw_combo_row_get_selected (ADW_COMBO_ROW (self->impact)),
                                  (RwLevel) adw_combo_row_get_selected (ADW_COMBO_ROW (self->urgency)));
}

static void
level_cb (RwIncidentDialog *self)
{
  gtk_label_set_label (GTK_LABEL (self->priority), rw_enum_label (&rw_enum_priority, get_priority (self)));
}

static void
title_cb (RwIncidentDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));

  gtk_widget_set_sensitive (self->create, *title != '\0');
  if (self->choices != NULL)
    update_known (self);
}

static void
set_choice (RwRecord       *ticket,
            guint           field,
            const RwChoice *choice)
{
  if (choice != NULL)
    rw_record_set_ref (ticket, field, &choice->id);
}

static void
create_cb (RwIncidentDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_autofree char *text = NULL;
  g_autoptr (RwRecord) ticket = NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter start, end;
  const RwChoice *service = get_choice (self->service, self->services), *customer;

  if (*title == '\0')
    return;
  customer = get_choice (self->customer, self->choices->customers);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));

  ticket = rw_record_new (RW_KIND_TICKET, NULL);
  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, (int) adw_combo_row_get_selected (ADW_COMBO_ROW (self->type)));
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_SOURCE, RW_TICKET_SOURCE_STAFF);
  rw_record_set_enum (ticket, RW_TICKET_IMPACT, (int) adw_combo_row_get_selected (ADW_COMBO_ROW (self->impact)));
  rw_record_set_enum (ticket, RW_TICKET_URGENCY, (int) adw_combo_row_get_selected (ADW_COMBO_ROW (self->urgency)));
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, get_priority (self));
  if (*text != '\0')
    rw_record_set_text (ticket, RW_TICKET_DESCRIPTION, text);
  set_choice (ticket, RW_TICKET_SERVICE, service);
  set_choice (ticket, RW_TICKET_CI, get_choice (self->system, self->systems));
  if (customer != NULL)
    set_choice (ticket, RW_TICKET_CUSTOMER, customer);
  else if (service != NULL && !rw_id_is_nil (&service->parent))
    rw_record_set_ref (ticket, RW_TICKET_CUSTOMER, &service->parent);
  g_signal_emit (self, signals[SIGNAL_CREATE], 0, ticket);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
rw_incident_dialog_finalize (GObject *object)
{
  RwIncidentDialog *self = RW_INCIDENT_DIALOG (object);

  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_clear_pointer (&self->choices, rw_incident_choices_free);
  G_OBJECT_CLASS (rw_incident_dialog_parent_class)->finalize (object);
}

static void
rw_incident_dialog_class_init (RwIncidentDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_incident_dialog_finalize;
  signals[SIGNAL_CREATE] = g_signal_new ("create", RW_TYPE_INCIDENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, RW_TYPE_RECORD);
  signals[SIGNAL_INSTEAD] =
    g_signal_new ("instead", RW_TYPE_INCIDENT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, RW_TYPE_RECORD, G_TYPE_STRING);
}

static GtkWidget *
add_combo (GtkWidget        *group,
           const char       *title,
           const RwEnumInfo *info,
           guint             selected)
{
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), expression);
  if (info != NULL)
    {
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

      for (guint i = 0; i < info->n_values; i++)
        gtk_string_list_append (names, rw_enum_label (info, (int) i));
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
    }
  else
    {
      adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
      adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (row), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
rw_incident_dialog_init (RwIncidentDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (), *page = adw_preferences_page_new (),
            *what = adw_preferences_group_new (), *whose = adw_preferences_group_new (), *bad = adw_preferences_group_new (),
            *cancel = gtk_button_new_with_mnemonic (_("_Cancel")), *row, *frame = gtk_frame_new (NULL),
            *details = adw_preferences_group_new ();

  self->services = g_ptr_array_new ();
  self->systems = g_ptr_array_new ();

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (adw_dialog_close), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  self->create = gtk_button_new_with_mnemonic (_("C_reate"));
  gtk_widget_add_css_class (self->create, "suggested-action");
  gtk_widget_set_sensitive (self->create, FALSE);
  g_signal_connect_swapped (self->create, "clicked", G_CALLBACK (create_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->create);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);

  self->title = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _("What is wrong"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self->title), 200);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (title_cb), self);
  g_signal_connect_swapped (self->title, "entry-activated", G_CALLBACK (create_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (what), self->title);
  self->type = add_combo (what, _("Type"), &rw_enum_ticket_type, RW_TICKET_TYPE_INCIDENT);

  self->known = rw_ticket_known_box_new ();
  gtk_widget_set_margin_top (self->known, 12);
  gtk_widget_set_margin_start (self->known, 12);
  gtk_widget_set_margin_end (self->known, 12);
  g_signal_connect_object (self->known, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->known, "copy", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->known, "instead", G_CALLBACK (instead_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (what), self->known);

  self->customer = add_combo (whose, _("Customer"), NULL, 0);
  self->service = add_combo (whose, _("Business service"), NULL, 0);
  self->system = add_combo (whose, _("System"), NULL, 0);

  self->impact = add_combo (bad, _("Impact"), &rw_enum_level, RW_LEVEL_MEDIUM);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->impact), _("High: a service is down. Medium: degraded, or redundancy lost. Low: one user."));
  self->urgency = add_combo (bad, _("Urgency"), &rw_enum_level, RW_LEVEL_MEDIUM);
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Priority"));
  self->priority = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->priority, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->priority);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (bad), row);
  g_signal_connect_swapped (self->impact, "notify::selected", G_CALLBACK (level_cb), self);
  g_signal_connect_swapped (self->urgency, "notify::selected", G_CALLBACK (level_cb), self);
  level_cb (self);

  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 10);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 10);
  gtk_widget_set_size_request (self->text, -1, 110);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Description"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (details), _("Description"));
  gtk_frame_set_child (GTK_FRAME (frame), self->text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (details), frame);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (what));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (whose));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (bad));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (details));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _("New Incident"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 540);
  adw_dialog_set_content_height (ADW_DIALOG (self), 720);
  adw_dialog_set_focus (ADW_DIALOG (self), self->title);
}

/**
 * rw_incident_dialog_new:
 * @choices: (transfer full): what there is to choose from
 */
AdwDialog *
rw_incident_dialog_new (RwIncidentChoices *choices)
{
  RwIncidentDialog *self = g_object_new (RW_TYPE_INCIDENT_DIALOG, NULL);

  self->choices = choices;
  set_choices (self->customer, choices->customers);
  customer_cb (self);
  g_signal_connect_swapped (self->customer, "notify::selected", G_CALLBACK (customer_cb), self);
  g_signal_connect_swapped (self->service, "notify::selected", G_CALLBACK (update_known), self);
  g_signal_connect_swapped (self->system, "notify::selected", G_CALLBACK (update_known), self);
  return ADW_DIALOG (self);
}

/**
 * rw_incident_dialog_get_cause:
 *
 * Returns: (nullable): the known error that the person linked as the cause
 */
const RwId *
rw_incident_dialog_get_cause (RwIncidentDialog *self)
{
  g_return_val_if_fail (RW_IS_INCIDENT_DIALOG (self), NULL);
  return rw_id_is_nil (&self->cause) ? NULL : &self->cause;
}
