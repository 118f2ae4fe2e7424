/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-page-private.h"

#include <glib/gi18n.h>

#include "query/rw-query-records.h"
#include "rw-action.h"
#include "rw-announce.h"
#include "rw-pick-dialog.h"
#include "rw-save.h"
#include "rw-security-apply.h"
#include "rw-security-edits.h"
#include "rw-security-entry.h"
#include "rw-security-risk.h"
#include "rw-submit.h"

/* What a person does on the page: with a key, from the palette. What is done to several lines is one step to undo. */

/* --- Records, and edits of them ------------------------------------------------------------------ */

typedef struct _Work Work;

/* Adds the edits of one record; %FALSE with @error set when the person may not. */
typedef gboolean (*WorkFunc) (Work *work, RwRecord *record, GPtrArray *edits, GError **error);

struct _Work
{
  RwPage *page;
  GArray *keys; /* RwRecordKey */
  WorkFunc func;
  char *label;
  GHashTable *others; /* RwId → RwRecord: what the records lead to */
  /* What the functions want to know. */
  int status;
  char *reason;
  gint64 until;
  guint field;
  RwId id;
  RwId ticket;
  GArray *cis;
};

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->page);
  g_array_unref (work->keys);
  g_clear_pointer (&work->others, g_hash_table_unref);
  g_clear_pointer (&work->cis, g_array_unref);
  g_free (work->label);
  g_free (work->reason);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static RwSecurityTable *
get_table (RwSecurityPage *self)
{
  return self->tables[self->view];
}

/* Of what is selected in the view, %NULL where nothing is. @label: a format for what it is called. */
static Work *
work_new (RwSecurityPage *self, const char *label, WorkFunc func)
{
  g_autoptr (GPtrArray) items = rw_security_table_dup_selected (get_table (self));
  g_autofree char *name = NULL;
  Work *work;

  if (items->len == 0 || rw_page_get_session (RW_PAGE (self)) == NULL)
    {
      rw_page_toast (RW_PAGE (self), _ ("Select a line first"));
      return NULL;
    }
  name = items->len == 1 ? g_strdup_printf ("“%s”", ((RwSecurityItem *) items->pdata[0])->title)
                         : g_strdup_printf (ngettext ("%u line", "%u lines", items->len), items->len);
  work = g_new0 (Work, 1);
  work->page = g_object_ref (RW_PAGE (self));
  work->func = func;
  work->label = g_strdup_printf (label, name);
  work->keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));
  if (self->scope.kind == RW_KIND_TICKET)
    work->ticket = self->scope.id;
  for (guint i = 0; i < items->len; i++)
    {
      RwSecurityItem *item = items->pdata[i];
      RwRecordKey key = { item->kind, item->id };

      g_array_append_val (work->keys, key);
    }
  return work;
}

typedef struct
{
  GPtrArray *records;
  GHashTable *others;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->records, g_ptr_array_unref);
  g_clear_pointer (&read->others, g_hash_table_unref);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

/* Of a finding also the system that it is on. */
static gboolean
read_others (RwCache *cache, Read *read, GError **error)
{
  static const RwKind systems[] = { RW_KIND_DEVICE, RW_KIND_VM };

  for (guint i = 0; i < read->records->len; i++)
    {
      RwRecord *record = read->records->pdata[i];
      const RwId *ci = rw_record_get_kind (record) == RW_KIND_FINDING ? rw_record_get_ref (record, RW_FINDING_CI) : NULL;

      for (guint kind = 0; ci != NULL && kind < G_N_ELEMENTS (systems); kind++)
        {
          g_autoptr (GError) failure = NULL;
          RwRecord *system = rw_cache_get (cache, systems[kind], ci, &failure);

          if (failure != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return FALSE;
            }
          if (system != NULL)
            g_hash_table_insert (read->others, rw_id_copy (ci), system);
        }
    }
  return TRUE;
}

static gpointer
read_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Read) read = g_new0 (Read, 1);

  read->others = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_object_unref);
  read->records = rw_query_records (cache, data, cancellable, error);
  if (read->records == NULL || !read_others (cache, read, error))
    return NULL;
  return g_steal_pointer (&read);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Read) read = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  if (read != NULL)
    work->others = g_hash_table_ref (read->others);
  for (guint i = 0; read != NULL && error == NULL && i < read->records->len; i++)
    work->func (work, read->records->pdata[i], edits, &error);
  if (error != NULL)
    rw_page_toast (work->page, error->message);
  else if (edits->len == 0)
    rw_page_toast (work->page, _ ("There is nothing to change"));
  else
    rw_page_submit (work->page, edits, work->label);
}

static void
work_run (Work *work)
{
  rw_session_read_async (rw_page_get_session (work->page), read_cb, g_array_ref (work->keys), (GDestroyNotify) g_array_unref,
                         read_free, NULL, done_cb, work);
}

/* --- Status -------------------------------------------------------------------------------------- */

static gboolean
status_func (Work *work, RwRecord *record, GPtrArray *edits, GError **error)
{
  if (work->reason != NULL)
    rw_security_edit_accept (edits, record, work->reason, work->until);
  else
    return rw_security_edit_status (edits, record, (RwMeasureStatus) work->status,
                                    rw_session_get_person (rw_page_get_session (work->page)), error);
  return TRUE;
}

static void
risk_cb (RwPage *page, const char *reason, gint64 until, gpointer data)
{
  Work *work = work_new (RW_SECURITY_PAGE (page), _ ("Accept the risk of %s"), status_func);

  if (work == NULL)
    return;
  work->reason = g_strdup (reason);
  work->until = until;
  work_run (work);
}

static void
set_status (RwSecurityPage *self, RwMeasureStatus status)
{
  g_autoptr (GPtrArray) items = rw_security_table_dup_selected (get_table (self));
  g_autofree char *label = NULL;
  Work *work;

  if (status == RW_MEASURE_STATUS_ACCEPTED && items->len > 0)
    {
      g_autofree char *name = items->len == 1
                                ? g_strdup (((RwSecurityItem *) items->pdata[0])->title)
                                : g_strdup_printf (ngettext ("%u measure", "%u measures", items->len), items->len);

      rw_security_ask_risk (RW_PAGE (self), name, rw_security_page_today (), risk_cb, NULL, NULL);
      return;
    }
  /* Translators: %%s is a measure, or "3 lines"; its new status */
  label = g_strdup_printf (_ ("Move %%s to “%s”"), rw_enum_label (&rw_enum_measure_status, (int) status));
  work = work_new (self, label, status_func);
  if (work == NULL)
    return;
  work->status = (int) status;
  work_run (work);
}

static void
status_answered_cb (AdwAlertDialog *dialog, const char *response, RwSecurityPage *self)
{
  int status = rw_enum_find (&rw_enum_measure_status, response);

  if (status >= 0)
    set_status (self, (RwMeasureStatus) status);
}

static void
ask_status (RwSecurityPage *self)
{
  g_autoptr (GPtrArray) items = rw_security_table_dup_selected (get_table (self));
  AdwAlertDialog *dialog;

  if (self->view != RW_SECURITY_MEASURES || items->len == 0)
    {
      rw_page_toast (RW_PAGE (self), _ ("Select a measure first"));
      return;
    }
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Set the Status"), NULL));
  adw_alert_dialog_set_prefer_wide_layout (dialog, FALSE);
  if (items->len == 1)
    adw_alert_dialog_set_body (dialog, ((RwSecurityItem *) items->pdata[0])->title);
  for (int status = 0; status < RW_MEASURE_STATUS_N_VALUES; status++)
    {
      const char *name = rw_enum_value (&rw_enum_measure_status, status);
      gboolean may = FALSE;

      for (guint i = 0; i < items->len; i++)
        {
          int from = ((RwSecurityItem *) items->pdata[i])->status;

          may |= from != status && rw_measure_status_may_follow ((RwMeasureStatus) from, (RwMeasureStatus) status);
        }
      adw_alert_dialog_add_response (dialog, name, rw_enum_label (&rw_enum_measure_status, status));
      adw_alert_dialog_set_response_enabled (dialog, name, may);
    }
  adw_alert_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (status_answered_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* --- Ties ---------------------------------------------------------------------------------------- */

static gboolean
tie_func (Work *work, RwRecord *record, GPtrArray *edits, GError **error)
{
  rw_security_edit_tie (edits, record, work->field, &work->id);
  return TRUE;
}

static void
tied_cb (RwPage *page, RwKind kind, const RwId *id, gpointer data)
{
  Work *work = work_new (RW_SECURITY_PAGE (page), kind == RW_KIND_TICKET ? _ ("Tie %s to a ticket") : _ ("Tie %s to a change"), tie_func);

  if (work == NULL)
    return;
  work->field = kind == RW_KIND_TICKET ? RW_MEASURE_TICKET : RW_MEASURE_CHANGE;
  work->id = *id;
  work_run (work);
}

static void
tie (RwSecurityPage *self, RwKind kind)
{
  g_autoptr (GPtrArray) items = rw_security_table_dup_selected (get_table (self));

  if (self->view != RW_SECURITY_MEASURES || items->len == 0)
    rw_page_toast (RW_PAGE (self), _ ("Select a measure first"));
  else
    rw_pick_dialog_present (RW_PAGE (self), kind == RW_KIND_TICKET ? _ ("Ticket of the Measure") : _ ("Change of the Measure"),
                            RW_KIND_BIT (kind), tied_cb, NULL, NULL);
}

/* The other way round: a measure for the ticket that the list is narrowed to. */
static void
measure_picked_cb (RwPage *page, RwKind kind, const RwId *id, gpointer data)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (page);
  RwRecordKey key = { RW_KIND_MEASURE, *id };
  Work *work;

  if (self->scope.kind != RW_KIND_TICKET)
    return;
  work = g_new0 (Work, 1);
  work->page = g_object_ref (page);
  work->func = tie_func;
  work->field = RW_MEASURE_TICKET;
  work->id = self->scope.id;
  work->label = g_strdup_printf (_ ("Tie a measure to %s"), self->scope_name);
  work->keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));
  g_array_append_val (work->keys, key);
  work_run (work);
}

static void
tie_here (RwSecurityPage *self)
{
  if (self->scope.kind == RW_KIND_TICKET)
    rw_pick_dialog_present (RW_PAGE (self), _ ("Measure of the Ticket"), RW_KIND_BIT (RW_KIND_MEASURE), measure_picked_cb, NULL, NULL);
  else
    tie (self, RW_KIND_TICKET);
}

/* --- The catalogue ------------------------------------------------------------------------------- */

static gboolean
apply_func (Work *work, RwRecord *record, GPtrArray *edits, GError **error)
{
  for (guint i = 0; i < work->cis->len; i++)
    {
      const RwId *ci = &g_array_index (work->cis, RwId, i);

      rw_security_edit_apply (edits, record, &work->id, rw_id_is_nil (ci) ? NULL : ci,
                              rw_id_is_nil (&work->ticket) ? NULL : &work->ticket);
    }
  return TRUE;
}

static void
apply_cb (RwSecurityApply *dialog, GArray *cis, Work *work)
{
  Work *run = g_new0 (Work, 1);

  run->page = g_object_ref (work->page);
  run->keys = g_array_ref (work->keys);
  run->func = apply_func;
  run->label = g_strdup (work->label);
  run->id = work->id;
  run->ticket = work->ticket;
  run->cis = g_array_copy (cis);
  work_run (run);
}

static void
apply_freed (gpointer data, GClosure *closure)
{
  work_free (data);
}

static gpointer
systems_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_service_systems (cache, data, error);
}

static void
systems_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) systems = rw_session_read_finish (RW_SESSION (source), result, &error);
  RwPage *page = work->page;
  AdwDialog *dialog;

  if (systems == NULL)
    {
      rw_page_toast (work->page, error->message);
      return;
    }
  dialog = rw_security_apply_new (work->label, systems);
  g_signal_connect_data (dialog, "apply", G_CALLBACK (apply_cb), g_steal_pointer (&work), apply_freed, 0);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
apply_to (RwSecurityPage *self, const RwId *service)
{
  Work *work = work_new (self, _ ("Apply %s"), apply_func);

  if (work == NULL)
    return;
  work->id = *service;
  rw_session_read_async (rw_page_get_session (RW_PAGE (self)), systems_cb, rw_id_copy (service), g_free,
                         (GDestroyNotify) g_ptr_array_unref, NULL, systems_read_cb, work);
}

static void
service_picked_cb (RwPage *page, RwKind kind, const RwId *id, gpointer data)
{
  apply_to (RW_SECURITY_PAGE (page), id);
}

static void
apply (RwSecurityPage *self)
{
  g_autoptr (GPtrArray) items = rw_security_table_dup_selected (get_table (self));
  RwSecurityItem *item = items->len > 0 ? items->pdata[0] : NULL;

  if (self->view == RW_SECURITY_SERVICES && item != NULL)
    {
      const RwSecurityScope scope = { RW_KIND_SERVICE, item->id };

      rw_security_page_set_scope (self, &scope, item->title);
    }
  if (self->view != RW_SECURITY_CATALOGUE)
    {
      rw_security_page_set_view (self, RW_SECURITY_CATALOGUE);
      rw_page_toast (RW_PAGE (self), _ ("Choose what to apply"));
    }
  else if (item == NULL)
    rw_page_toast (RW_PAGE (self), _ ("Select a line first"));
  else if (self->scope.kind == RW_KIND_SERVICE)
    apply_to (self, &self->scope.id);
  else
    rw_pick_dialog_present (RW_PAGE (self), _ ("Apply to Which Service?"), RW_KIND_BIT (RW_KIND_SERVICE), service_picked_cb, NULL, NULL);
}

static gboolean
retire_func (Work *work, RwRecord *record, GPtrArray *edits, GError **error)
{
  g_autoptr (RwRecord) after = rw_record_dup (record);

  rw_record_set_enum (after, RW_MEASURE_STATUS, rw_measure_is_retired (record) ? RW_MEASURE_STATUS_OPEN : RW_MEASURE_STATUS_DONE);
  g_ptr_array_add (edits, rw_edit_new_diff (record, after));
  return TRUE;
}

static void
retire (RwSecurityPage *self)
{
  Work *work = NULL;

  if (self->view == RW_SECURITY_CATALOGUE)
    work = work_new (self, _ ("Retire or offer %s"), retire_func);
  if (work != NULL)
    work_run (work);
}

static void
add_entry (RwSecurityPage *self)
{
  rw_security_page_set_view (self, RW_SECURITY_CATALOGUE);
  rw_security_ask_entry (RW_PAGE (self));
}

/* --- Findings ------------------------------------------------------------------------------------ */

static gboolean
settle_func (Work *work, RwRecord *record, GPtrArray *edits, GError **error)
{
  const RwId *ci = rw_record_get_ref (record, RW_FINDING_CI);

  rw_security_edit_settle (edits, record, ci != NULL ? g_hash_table_lookup (work->others, ci) : NULL,
                           rw_session_get_person (rw_page_get_session (work->page)));
  return TRUE;
}

static void
settle (RwSecurityPage *self)
{
  Work *work = NULL;

  if (self->view == RW_SECURITY_FINDINGS)
    work = work_new (self, _ ("Make a measure of %s"), settle_func);
  else
    rw_page_toast (RW_PAGE (self), _ ("Select a finding first"));
  if (work != NULL)
    work_run (work);
}

/* --- Actions ------------------------------------------------------------------------------------- */

void
rw_security_page_activated (RwSecurityPage *self, RwSecurityItem *item)
{
  const RwSecurityScope scope = { RW_KIND_SERVICE, item->id };

  if (item->kind != RW_KIND_SERVICE)
    {
      rw_page_open (RW_PAGE (self), item->kind, &item->id);
      return;
    }
  rw_security_page_set_scope (self, &scope, item->title);
  rw_security_page_set_view (self, RW_SECURITY_MEASURES);
}

static void
view_next (RwSecurityPage *self)
{
  rw_security_page_set_view (self, (self->view + 1) % RW_SECURITY_N_VIEWS);
  rw_announce (GTK_WIDGET (self), rw_security_view_label (self->view));
}

static void
show_all (RwSecurityPage *self)
{
  const RwSecurityScope all = { .kind = RW_KIND_NONE };

  rw_security_page_set_scope (self, &all, NULL);
}

static void
tie_change (RwSecurityPage *self)
{
  tie (self, RW_KIND_CHANGE);
}

static void
next (RwSecurityPage *self)
{
  rw_security_table_step (get_table (self), 1);
}

static void
previous (RwSecurityPage *self)
{
  rw_security_table_step (get_table (self), -1);
}

static void
export_csv (RwSecurityPage *self)
{
  g_autoptr (GBytes) bytes = rw_security_table_to_csv (get_table (self));
  g_autofree char *name = g_strdup_printf ("security-%s.csv", rw_security_view_name (self->view));

  rw_save_as (GTK_WIDGET (self), _ ("Save the List"), name, bytes, rw_toast);
}

static const struct
{
  const char *name;
  void (*func) (RwSecurityPage *self);
} works[] = {
  { "security.view", view_next },  { "security.next", next },     { "security.previous", previous },
  { "security.status", ask_status }, { "security.tie", tie_here }, { "security.change", tie_change },
  { "security.apply", apply },     { "security.add", add_entry },  { "security.retire", retire },
  { "security.settle", settle },   { "security.all", show_all },   { "security.export", export_csv },
};

static void
work_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (works) && rw_page_get_session (RW_PAGE (self)) != NULL; i++)
    if (g_str_equal (works[i].name, action))
      works[i].func (self);
}

/* --- Of one record ------------------------------------------------------------------------------- */

typedef struct
{
  RwSecurityPage *page;
  RwSecurityScope scope;
} Opening;

static gpointer
read_one_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const RwSecurityScope *scope = data;

  return rw_cache_get (cache, scope->kind, &scope->id, error);
}

static void
one_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Opening *opening = user_data;
  g_autoptr (RwSecurityPage) self = opening->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = rw_session_read_finish (RW_SESSION (source), result, &error);
  const char *number;

  if (record == NULL)
    return;
  number = opening->scope.kind == RW_KIND_TICKET ? rw_record_get_text (record, RW_TICKET_NUMBER) : NULL;
  rw_security_page_set_scope (self, &opening->scope, number != NULL ? number : rw_record_get_title (record));
  rw_security_page_set_view (self, RW_SECURITY_MEASURES);
}

static void
of_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwSecurityPage *self = RW_SECURITY_PAGE (widget);
  Opening *opening;
  const char *id;
  int kind;

  if (rw_page_get_session (RW_PAGE (self)) == NULL)
    return;
  g_variant_get (parameter, "(i&s)", &kind, &id);
  opening = g_new0 (Opening, 1);
  opening->scope.kind = (RwKind) kind;
  if (kind < 0 || kind >= RW_N_KINDS || !rw_id_parse (id, &opening->scope.id))
    {
      g_free (opening);
      return;
    }
  opening->page = g_object_ref (self);
  rw_session_read_async (rw_page_get_session (RW_PAGE (self)), read_one_cb, g_memdup2 (&opening->scope, sizeof opening->scope), g_free,
                         g_object_unref, NULL, one_read_cb, opening);
}

static const RwAction page_actions[] = {
  { "security.view", N_ ("Services, Measures, Findings, Catalogue"), N_ ("Security"), "<Control>e", "security", RW_ACTION_DEFAULT, "view-list-symbolic" },
  { "security.next", N_ ("Next Line"), N_ ("Security"), "j", "security", RW_ACTION_NO_PALETTE, NULL },
  { "security.previous", N_ ("Previous Line"), N_ ("Security"), "k", "security", RW_ACTION_NO_PALETTE, NULL },
  { "security.status", N_ ("Set the Status of the Measures…"), N_ ("Security"), "s", "security", RW_ACTION_DEFAULT, NULL },
  { "security.apply", N_ ("Apply from the Catalogue…"), N_ ("Security"), "a", "security", RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "security.settle", N_ ("Make a Measure of the Finding"), N_ ("Security"), "m", "security", RW_ACTION_DEFAULT, NULL },
  { "security.tie", N_ ("Tie to a Ticket…"), N_ ("Security"), "t", "security", RW_ACTION_DEFAULT, "rw-tickets-symbolic" },
  { "security.change", N_ ("Tie to a Change…"), N_ ("Security"), "c", "security", RW_ACTION_DEFAULT, "rw-changes-symbolic" },
  { "security.all", N_ ("Show All Measures"), N_ ("Security"), "0", "security", RW_ACTION_DEFAULT, NULL },
  { "security.add", N_ ("New Entry in the Catalogue…"), N_ ("Security"), "n", "security", RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "security.retire", N_ ("Retire the Entry, or Offer It Again"), N_ ("Security"), "Delete", "security", RW_ACTION_DEFAULT, NULL },
  { "security.export", N_ ("Export as CSV…"), N_ ("Security"), "<Control>s", "security", RW_ACTION_DEFAULT, "document-save-symbolic" },
};

/* Installs the actions, with their keys. */
void
rw_security_page_install_work (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    gtk_widget_class_install_action (widget_class, works[i].name, NULL, work_cb);
  gtk_widget_class_install_action (widget_class, "security.of", "(is)", of_cb);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}
