/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-view.h"

#include <glib/gi18n.h>

#include "query/rw-query-system.h"
#include "rules/rw-system-rules.h"
#include "rw-backup-system-dialog.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-history-list.h"
#include "rw-inspector-data.h"
#include "rw-loss-dialog.h"
#include "rw-many-edit-dialog.h"
#include "rw-property-row.h"
#include "rw-record-text.h"
#include "rw-system-life.h"
#include "rw-system-parts.h"
#include "rw-system-row.h"
#include "rw-trace-dialog.h"
#include "rw-window.h"

/* Narrower than this the second column goes below the first. */
#define TWO_COLUMNS "min-width: 780px"

struct _RwSystemView
{
  AdwNavigationPage parent_instance;

  RwSession *session;
  RwKind kind;
  RwId id;
  RwInspectorData *data;
  GCancellable *loading;
  gboolean stale; /* the data changed while a field was being edited */

  GtkStack *stack;
  AdwStatusPage *failure;
  GtkBox *head;
  GtkBox *columns[2];
  RwHistoryList *history;
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwSystemView, rw_system_view, ADW_TYPE_NAVIGATION_PAGE)

static void load (RwSystemView *self);

static void
emit_open (RwSystemView *self,
           int           kind,
           const RwId   *id)
{
  RwId copy = *id; /* the sender may go with its row */

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, kind, &copy);
}

/* --- Sections -------------------------------------------------------------------------------------- */

static void
row_activated_cb (RwSystemView  *self,
                  GtkListBoxRow *row)
{
  RwRecordKey target;

  if (RW_IS_PROPERTY_ROW (row))
    rw_property_row_edit (RW_PROPERTY_ROW (row));
  else if (rw_system_row_get_target (row, &target))
    emit_open (self, target.kind, &target.id);
}

/* A heading and a list; the list is returned. */
static GtkListBox *
section_new (RwSystemView *self,
             guint         column,
             const char   *title,
             guint         count)
{
  g_autofree char *number = rw_format_count (count);
  /* Translators: the heading of a list and how long that is: "Ports · 24" */
  g_autofree char *text =
    count > 0 ? g_strdup_printf (C_ ("heading", "%s · %s"), title, number) : g_strdup (title);
  GtkWidget *heading = gtk_label_new (text), *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "rw-heading");
  gtk_widget_set_margin_top (heading, 10);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "rw-properties");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->columns[column], heading);
  gtk_box_append (self->columns[column], list);
  return GTK_LIST_BOX (list);
}

static gboolean
is_editing_in (GtkWidget *widget)
{
  if (RW_IS_PROPERTY_ROW (widget))
    return rw_property_row_get_editing (RW_PROPERTY_ROW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_editing_in (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_editing (RwSystemView *self)
{
  return is_editing_in (GTK_WIDGET (self->columns[0])) ||
         is_editing_in (GTK_WIDGET (self->columns[1]));
}

static void
edited_cb (RwSystemView *self)
{
  if (self->stale && !is_editing (self))
    load (self);
}

static void
add_property (RwSystemView *self,
              GtkListBox   *list,
              guint         field)
{
  GtkWidget *row;

  if (!rw_record_has (self->data->record, field))
    return;
  row = rw_property_row_new (self->session, self->data, field);
  g_signal_connect_object (row, "open", G_CALLBACK (emit_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (list, row);
}

static void
add_properties (RwSystemView *self,
                const char   *title,
                const guint  *fields,
                guint         n_fields)
{
  gboolean any = FALSE;
  GtkListBox *list;

  for (guint i = 0; i < n_fields; i++)
    any = any || rw_record_has (self->data->record, fields[i]);
  if (!any)
    return;
  list = section_new (self, 0, title, 0);
  for (guint i = 0; i < n_fields; i++)
    add_property (self, list, fields[i]);
}

static void
add_life (RwSystemView *self,
          gint64        now)
{
  RwRecord *system = self->data->record;
  GtkListBox *list = section_new (self, 0, _ ("Life Cycle"), 0);
  GtkWidget *row = gtk_list_box_row_new (), *line = rw_system_life_line_new (self->data);

  gtk_widget_add_css_class (line, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
  rw_system_life_add_rows (list, self->session, self->data, now);
  add_property (self, list, rw_system_field (system, RW_DEVICE_WAIVER));
  add_property (self, list, rw_system_field (system, RW_DEVICE_NO_BACKUP));
}

static void
add_own_fields (RwSystemView *self)
{
  static const guint identity[] = { RW_DEVICE_ROLE,      RW_DEVICE_TYPE,    RW_DEVICE_SERIAL,
                                    RW_DEVICE_ASSET_TAG, RW_DEVICE_PARTNER, RW_DEVICE_PURCHASED,
                                    RW_DEVICE_WARRANTY };
  static const guint place[] = { RW_DEVICE_SITE, RW_DEVICE_RACK, RW_DEVICE_POSITION,
                                 RW_DEVICE_FACE, RW_DEVICE_SIDE, RW_DEVICE_PARENT,
                                 RW_DEVICE_BAY };
  static const guint virtual[] = { RW_VM_ROLE,  RW_VM_CLUSTER, RW_VM_HOST,
                                   RW_VM_VCPUS, RW_VM_MEMORY,  RW_VM_DISK };
  static const guint common[] = { RW_DEVICE_PLATFORM,       RW_DEVICE_VERSION, RW_DEVICE_PATCHED,
                                  RW_DEVICE_END_OF_SUPPORT, RW_DEVICE_TAGS,    RW_DEVICE_NOTES };
  guint software[G_N_ELEMENTS (common)];

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    software[i] = rw_system_field (self->data->record, common[i]);
  if (self->kind == RW_KIND_VM)
    add_properties (self, _ ("Virtual Hardware"), virtual, G_N_ELEMENTS (virtual));
  else
    {
      add_properties (self, _ ("Identity"), identity, G_N_ELEMENTS (identity));
      add_properties (self, _ ("Place"), place, G_N_ELEMENTS (place));
    }
  add_properties (self, _ ("Software and Notes"), software, G_N_ELEMENTS (software));
}

static void
add_link (GtkListBox *list,
          RwRecord   *record,
          const char *detail)
{
  g_autofree char *title = rw_record_dup_title (record);
  RwSystemRowInfo info = { .title = title, .detail = detail, .target = record };

  gtk_list_box_append (list, rw_system_row_new (&info));
}

static void
add_service (RwSystemView   *self,
             RwSystemDetail *detail)
{
  GtkListBox *list;

  if (detail->service == NULL && detail->customer == NULL)
    return;
  list = section_new (self, 0, _ ("Service and Customer"), 0);
  if (detail->service != NULL)
    add_link (list, detail->service, rw_kind_label (RW_KIND_SERVICE));
  if (detail->customer != NULL)
    add_link (list, detail->customer, rw_kind_label (RW_KIND_CUSTOMER));
  for (guint i = 0; i < detail->managers->len; i++)
    add_link (list, detail->managers->pdata[i],
              rw_enum_label (&rw_enum_person_role, RW_PERSON_ROLE_SDM));
}

static void
fill_part (RwSystemView   *self,
           GtkListBox     *list,
           RwSystemDetail *detail,
           RwSystemPart    part,
           gint64          now)
{
  const RwSystemList *entries = &detail->parts[part];
  const RwId *primary =
    rw_record_get_ref (self->data->record,
                       rw_system_field (self->data->record, RW_DEVICE_PRIMARY_ADDRESS));

  for (guint i = 0; i < entries->entries->len; i++)
    gtk_list_box_append (list,
                         rw_system_part_row_new (part, entries->entries->pdata[i], primary, now));
  if (entries->count > entries->entries->len)
    gtk_list_box_append (list, rw_system_row_new_rest (entries->count - entries->entries->len));
}

static void
add_part (RwSystemView   *self,
          guint           column,
          RwSystemDetail *detail,
          RwSystemPart    part,
          gint64          now)
{
  if (detail->parts[part].count > 0)
    fill_part (self,
               section_new (self, column, rw_system_part_label (part), detail->parts[part].count),
               detail, part, now);
}

static void
add_power (RwSystemView   *self,
           RwSystemDetail *detail,
           gint64          now)
{
  gboolean rated = detail->type != NULL && rw_record_has (detail->type, RW_DEVICE_TYPE_DRAW);
  gboolean measured =
    self->kind == RW_KIND_DEVICE && rw_record_has (self->data->record, RW_DEVICE_DRAW);
  GtkListBox *list;

  if (!rated && !measured && detail->parts[RW_SYSTEM_INLETS].count == 0)
    return;
  list = section_new (self, 0, _ ("Power"), 0);
  if (measured)
    add_property (self, list, RW_DEVICE_DRAW);
  if (rated)
    {
      const RwField *field = rw_schema_field (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_DRAW);
      g_autofree char *draw =
        rw_format_value (rw_record_get (detail->type, RW_DEVICE_TYPE_DRAW), field, now);
      RwSystemRowInfo info = { .title = rw_field_label (field),
                               .aside = draw,
                               .target = detail->type };

      gtk_list_box_append (list, rw_system_row_new (&info));
    }
  fill_part (self, list, detail, RW_SYSTEM_INLETS, now);
}

/* --- The head -------------------------------------------------------------------------------------- */

static GtkWidget *
head_label_new (const char *text,
                const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_action (GtkWidget  *actions,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  gtk_widget_add_css_class (button, "rw-small");
  adw_wrap_box_append (ADW_WRAP_BOX (actions), button);
}

static char *
whom_it_serves (RwSystemDetail *detail)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) managers = g_string_new (NULL);

  if (detail->service != NULL)
    g_string_append (out, rw_record_get_title (detail->service));
  if (detail->customer != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "",
                            rw_record_get_title (detail->customer));
  for (guint i = 0; i < detail->managers->len; i++)
    g_string_append_printf (managers, "%s%s", i > 0 ? ", " : "",
                            rw_record_get_title (detail->managers->pdata[i]));
  if (managers->len > 0)
    g_string_append_printf (out, " · %s: %s",
                            rw_enum_label (&rw_enum_person_role, RW_PERSON_ROLE_SDM),
                            managers->str);
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

static void
fill_head (RwSystemView   *self,
           RwSystemDetail *detail)
{
  RwRecord *system = self->data->record;
  GtkWidget *chips = adw_wrap_box_new (), *actions = adw_wrap_box_new ();
  g_autofree char *place = NULL, *serves = whom_it_serves (detail);

  clear (self->head);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), rw_record_get_title (system));
  if (self->data->place != NULL)
    place = g_strdup_printf ("%s · %s", rw_kind_label (self->kind), self->data->place);
  gtk_box_append (self->head, head_label_new (rw_record_get_title (system), "title-2"));
  gtk_box_append (self->head,
                  head_label_new (place != NULL ? place : rw_kind_label (self->kind), "dim-label"));
  if (serves != NULL)
    gtk_box_append (self->head, head_label_new (serves, "dim-label"));

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (chips), 6);
  for (guint i = 0; i < self->data->chips->len; i++)
    {
      const RwInspectorChip *chip = g_ptr_array_index (self->data->chips, i);
      g_autofree char *text =
        g_strdup_printf ("%s %s", rw_status_symbol (chip->status), chip->text);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "rw-pill");
      gtk_widget_add_css_class (label, rw_status_css_class (chip->status));
      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      chip->text, -1);
      adw_wrap_box_append (ADW_WRAP_BOX (chips), label);
    }
  gtk_box_append (self->head, chips);

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (actions), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (actions), 6);
  if (self->kind == RW_KIND_DEVICE &&
      (rw_record_has (system, RW_DEVICE_RACK) || rw_record_has (system, RW_DEVICE_PARENT)))
    add_action (actions, _ ("Show in _Racks"), "system.racks");
  if (rw_trace_dialog_can (self->kind))
    add_action (actions, _ ("_Trace Cables"), "system.trace");
  add_action (actions, _ ("_Backups"), "system.backups");
  add_action (actions, _ ("What If This Is _Lost?"), "system.loss");
  if (rw_record_get_info (system)->writers & rw_session_get_roles (self->session))
    add_action (actions, _ ("_Edit…"), "system.edit");
  gtk_box_append (self->head, actions);
}

static void
racks_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  RwSystemView *self = RW_SYSTEM_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  RwKind kind = self->kind;
  RwId id = self->id; /* the view goes with its dialog */

  if (!RW_IS_WINDOW (root))
    return;
  rw_window_go_to_page (RW_WINDOW (root), "racks");
  rw_window_go_to (RW_WINDOW (root), kind, &id);
}

static void
wiring_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  RwSystemView *self = RW_SYSTEM_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  RwPage *page = RW_IS_WINDOW (root) ? rw_window_get_page (RW_WINDOW (root)) : NULL;

  if (page != NULL)
    adw_dialog_present (g_str_equal (action, "system.loss")
                          ? rw_loss_dialog_new (page, self->kind, &self->id)
                          : rw_trace_dialog_new (page, self->kind, &self->id),
                        widget);
}

static void
backups_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  RwSystemView *self = RW_SYSTEM_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  RwPage *page = RW_IS_WINDOW (root) ? rw_window_get_page (RW_WINDOW (root)) : NULL;

  if (page != NULL)
    rw_backup_system_present (GTK_WIDGET (page), self->session, self->kind, &self->id);
}

static void
edit_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  RwSystemView *self = RW_SYSTEM_VIEW (widget);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));
  RwRecordKey key = { self->kind, self->id };

  g_array_append_val (keys, key);
  adw_dialog_present (rw_many_edit_dialog_new (self->session, keys, widget), widget);
}

/* --- Loading --------------------------------------------------------------------------------------- */

typedef struct
{
  RwInspectorData *data;
  RwSystemDetail *detail;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->data, rw_inspector_data_free);
  g_clear_pointer (&answer->detail, rw_system_detail_free);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* The rows are made anew: what had the focus gets it again, if it is still there. */
static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  if (g_str_equal (gtk_widget_get_name (widget), name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
fill (RwSystemView   *self,
      RwSystemDetail *detail)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL, *again;
  g_autofree char *name = NULL;
  gint64 now = rw_clock_now ();

  /* One without a name of its own goes by that of its type. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) &&
      !g_str_equal (gtk_widget_get_name (focus), G_OBJECT_TYPE_NAME (focus)))
    {
      name = g_strdup (gtk_widget_get_name (focus));
      /* The window would look for another place once it is gone, after the new one has it. */
      gtk_root_set_focus (root, NULL);
    }
  clear (self->columns[0]);
  clear (self->columns[1]);
  fill_head (self, detail);
  add_life (self, now);
  add_own_fields (self);
  add_service (self, detail);
  add_power (self, detail, now);
  add_part (self, 0, detail, RW_SYSTEM_VMS, now);
  add_part (self, 0, detail, RW_SYSTEM_BLADES, now);
  add_part (self, 0, detail, RW_SYSTEM_ADDRESSES, now);
  add_part (self, 0, detail, RW_SYSTEM_PORTS, now);
  for (RwSystemPart part = RW_SYSTEM_OPEN_TICKETS; part < RW_SYSTEM_N_PARTS; part++)
    {
      add_part (self, 1, detail, part, now);
      if (part == RW_SYSTEM_PAST_CHANGES)
        {
          add_part (self, 1, detail, RW_SYSTEM_JOBS, now);
          add_part (self, 1, detail, RW_SYSTEM_VOLUMES, now);
        }
    }
  /* A page that just came begins at what can be done with it. */
  again = find_named (GTK_WIDGET (self), name != NULL ? name : "system.loss");
  if (focus != NULL && name == NULL)
    again = NULL;
  if (again != NULL && gtk_root_get_focus (root) != again)
    gtk_widget_grab_focus (again);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwSystemView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (RwInspectorData) before = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (answer == NULL)
    {
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }
  if (self->data != NULL && is_editing (self))
    {
      /* What is being typed stays; the news come when it is done. */
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  /* The rows of before look into it until they are gone. */
  before = self->data;
  self->data = g_steal_pointer (&answer->data);
  fill (self, answer->detail);
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
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->data =
    rw_inspector_data_load (cache, question->kind, &question->id, question->now, error);
  if (answer->data == NULL)
    return NULL;
  answer->detail = rw_query_system (cache, answer->data->record, cancellable, error);
  return answer->detail != NULL ? g_steal_pointer (&answer) : NULL;
}

static void
load (RwSystemView *self)
{
  Question *question = g_new (Question, 1);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  *question = (Question) { self->kind, self->id, rw_clock_now () };
  rw_session_read_async (self->session, load_in_reader, question, g_free,
                         (GDestroyNotify) answer_free, self->loading, loaded_cb,
                         g_object_ref (self));
}

static void
rw_system_view_dispose (GObject *object)
{
  RwSystemView *self = RW_SYSTEM_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      rw_history_list_cancel (self->history);
      clear (self->columns[0]);
      clear (self->columns[1]);
    }
  g_clear_object (&self->session);
  g_clear_pointer (&self->data, rw_inspector_data_free);
  G_OBJECT_CLASS (rw_system_view_parent_class)->dispose (object);
}

static void
rw_system_view_class_init (RwSystemViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_system_view_dispose;
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_SYSTEM_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  gtk_widget_class_install_action (widget_class, "system.racks", NULL, racks_action);
  gtk_widget_class_install_action (widget_class, "system.trace", NULL, wiring_action);
  gtk_widget_class_install_action (widget_class, "system.loss", NULL, wiring_action);
  gtk_widget_class_install_action (widget_class, "system.backups", NULL, backups_action);
  gtk_widget_class_install_action (widget_class, "system.edit", NULL, edit_action);
}

/* Two columns where there is room, else one below the other. */
static GtkWidget *
record_view_new (RwSystemView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *bin = adw_breakpoint_bin_new (), *second,
            *heading;
  AdwBreakpoint *wide = adw_breakpoint_new (adw_breakpoint_condition_parse (TWO_COLUMNS));
  GValue horizontal = G_VALUE_INIT, same = G_VALUE_INIT, spacing = G_VALUE_INIT;

  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  for (guint i = 0; i < 2; i++)
    self->columns[i] = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  second = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->history = RW_HISTORY_LIST (rw_history_list_new ());
  heading = gtk_label_new (_ ("History"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "rw-heading");
  gtk_widget_set_margin_top (heading, 10);
  gtk_box_append (GTK_BOX (second), GTK_WIDGET (self->columns[1]));
  gtk_box_append (GTK_BOX (second), heading);
  gtk_box_append (GTK_BOX (second), GTK_WIDGET (self->history));
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->columns[0]));
  gtk_box_append (GTK_BOX (columns), second);
  gtk_box_append (GTK_BOX (box), columns);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);

  g_value_init (&horizontal, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&horizontal, GTK_ORIENTATION_HORIZONTAL);
  g_value_init (&same, G_TYPE_BOOLEAN);
  g_value_set_boolean (&same, TRUE);
  g_value_init (&spacing, G_TYPE_INT);
  g_value_set_int (&spacing, 24);
  adw_breakpoint_add_setter (wide, G_OBJECT (columns), "orientation", &horizontal);
  adw_breakpoint_add_setter (wide, G_OBJECT (columns), "homogeneous", &same);
  adw_breakpoint_add_setter (wide, G_OBJECT (columns), "spacing", &spacing);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), wide);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (bin, 320, 240);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), scrolled);
  return bin;
}

static void
rw_system_view_init (RwSystemView *self)
{
  GtkWidget *bar = adw_toolbar_view_new (), *spinner = adw_spinner_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failure, _ ("Not There"));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_stack_add_named (self->stack, record_view_new (self), "record");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (bar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (bar), GTK_WIDGET (self->stack));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), bar);
}

/**
 * rw_system_view_new:
 * @kind: device or virtual machine
 */
AdwNavigationPage *
rw_system_view_new (RwSession  *session,
                    RwKind      kind,
                    const RwId *id)
{
  RwSystemView *self;

  g_return_val_if_fail (RW_IS_SESSION (session) && id != NULL, NULL);
  g_return_val_if_fail (rw_schema_get (kind)->flags & RW_K_SYSTEM, NULL);
  self = g_object_new (RW_TYPE_SYSTEM_VIEW, "title", rw_kind_label (kind), NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->id = *id;
  /* Whatever it is that changes, it may hang on the system. */
  g_signal_connect_swapped (session, "changed", G_CALLBACK (load), self);
  load (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_system_view_get_id:
 *
 * Returns: (transfer none): of the system that is shown
 */
const RwId *
rw_system_view_get_id (RwSystemView *self)
{
  g_return_val_if_fail (RW_IS_SYSTEM_VIEW (self), NULL);
  return &self->id;
}

/**
 * rw_system_view_settled:
 *
 * Returns: whether all that was asked for is shown
 */
gboolean
rw_system_view_settled (RwSystemView *self)
{
  g_return_val_if_fail (RW_IS_SYSTEM_VIEW (self), TRUE);
  return self->loading == NULL && !rw_history_list_is_loading (self->history);
}
