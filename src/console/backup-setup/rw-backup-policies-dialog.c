/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-policies-dialog.h"

#include <glib/gi18n.h>

#include "query/rw-query-backup-policies.h"
#include "rw-backup-policy-words.h"
#include "rw-discard.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-record-form.h"
#include "rw-record-list.h"
#include "rw-submit.h"
#include "rw-time.h"

struct _RwBackupPoliciesDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *page; /* (nullable): weak: where it is told what was done */
  GPtrArray *uses; /* (element-type RwBackupPolicyUse) */
  GCancellable *cancellable;

  RwRecordList parts;
};

G_DEFINE_FINAL_TYPE (RwBackupPoliciesDialog, rw_backup_policies_dialog, ADW_TYPE_DIALOG)

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_backup_policies (cache, cancellable, error);
}

static gboolean
may_write (RwBackupPoliciesDialog *self)
{
  return (rw_session_get_roles (self->session) & rw_schema_get (RW_KIND_BACKUP_POLICY)->writers) !=
         0;
}

/* --- The list -------------------------------------------------------------------------------------- */

static char *
describe_use (guint n_jobs)
{
  g_autofree char *count = rw_format_count (n_jobs);

  if (n_jobs == 0)
    return g_strdup (_ ("No job has it"));
  /* Translators: a number of backup jobs */
  return g_strdup_printf (ngettext ("%s job", "%s jobs", n_jobs), count);
}

static GtkWidget *
create_row (const RwBackupPolicyUse *use)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = rw_backup_policy_describe (use->policy),
                  *copies = rw_backup_policy_describe_copies (use->policy),
                  *jobs = describe_use (use->n_jobs);
  g_autofree char *text = g_strdup_printf ("%s%s%s\n%s", words, copies != NULL ? "\n" : "",
                                           copies != NULL ? copies : "", jobs);
  g_autofree char *subtitle = g_markup_escape_text (text, -1),
                  *title = g_markup_escape_text (rw_record_get_title (use->policy), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 5);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwBackupPoliciesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *uses = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (uses == NULL)
    {
      adw_status_page_set_description (self->parts.problem, error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack), "problem");
      return;
    }
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  self->uses = uses;
  gtk_list_box_remove_all (GTK_LIST_BOX (self->parts.list));
  for (guint i = 0; i < uses->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->parts.list), create_row (uses->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (self->parts.stack),
                                    uses->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (self->parts.add, may_write (self));
}

static void
load (RwBackupPoliciesDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (self->session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
changed_cb (RwBackupPoliciesDialog *self, const RwChangeSet *changes)
{
  if (changes->kinds & (RW_KIND_BIT (RW_KIND_BACKUP_POLICY) | RW_KIND_BIT (RW_KIND_BACKUP_JOB)))
    load (self);
}

/* --- One of them ----------------------------------------------------------------------------------- */

static void
submit (RwBackupPoliciesDialog *self, RwEdit *edit, const char *label)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  rw_submit (self->page != NULL ? self->page : GTK_WIDGET (self), self->session, edits, label);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (self->parts.navigation));
}

static void
save_cb (RwBackupPoliciesDialog *self, RwRecord *policy, AdwNavigationPage *form)
{
  RwRecord *before = g_object_get_data (G_OBJECT (form), "rw-before");

  submit (self, before != NULL ? rw_edit_new_diff (before, policy) : rw_edit_new_create (policy),
          before != NULL ? _ ("Backup policy changed") : _ ("Backup policy added"));
}

static void
remove_answered_cb (AdwAlertDialog *question, const char *response, RwBackupPoliciesDialog *self)
{
  const RwId *id = g_object_get_data (G_OBJECT (question), "rw-id");

  if (g_str_equal (response, "delete"))
    submit (self, rw_edit_new (RW_OP_DELETE, RW_KIND_BACKUP_POLICY, id),
            _ ("Backup policy deleted"));
}

/* A job without its policy would have no objective: such a one is not taken away from under its jobs. */
static void
remove_cb (RwBackupPoliciesDialog *self)
{
  AdwNavigationPage *form =
    adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (self->parts.navigation));
  RwRecord *policy = g_object_get_data (G_OBJECT (form), "rw-before");
  const RwBackupPolicyUse *use = NULL;
  g_autofree char *heading = NULL, *body = NULL;
  AdwDialog *question;

  for (guint i = 0; policy != NULL && i < self->uses->len; i++)
    if (rw_id_equal (rw_record_get_id (((RwBackupPolicyUse *) self->uses->pdata[i])->policy),
                     rw_record_get_id (policy)))
      use = self->uses->pdata[i];
  if (use == NULL)
    return;
  heading = g_strdup_printf (use->n_jobs > 0 ? _ ("“%s” Is in Use") : _ ("Delete “%s”?"),
                             rw_record_get_title (policy));
  if (use->n_jobs > 0)
    body = g_strdup_printf (
      ngettext ("%u job has this policy: %s. Give it another one first.",
                "%u jobs have this policy, among them %s. Give them another one first.",
                use->n_jobs),
      use->n_jobs, use->example != NULL ? use->example : "");
  else
    body = g_strdup (_ ("No job has this policy."));
  question = adw_alert_dialog_new (heading, body);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (question), "cancel",
                                 use->n_jobs > 0 ? _ ("_Close") : _ ("_Cancel"));
  if (use->n_jobs == 0)
    {
      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (question), "delete", _ ("_Delete"));
      adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "delete",
                                                ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "cancel");
  g_object_set_data_full (G_OBJECT (question), "rw-id", rw_id_copy (rw_record_get_id (policy)),
                          g_free);
  g_signal_connect_object (question, "response", G_CALLBACK (remove_answered_cb), self, 0);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static gboolean
is_time_of_day (const char *text)
{
  g_autofree char *wall = NULL;
  gint64 instant;

  if (text == NULL)
    return TRUE;
  wall = g_strdup_printf ("2026-01-01T%s:00", text);
  return rw_wall_parse (wall, &instant);
}

/* What the schema cannot say: texts that are times of day, and a zone that exists. */
static gboolean
check_cb (RwRecord *policy, gpointer data, GError **error)
{
  static const guint times[] = { RW_BACKUP_POLICY_START_TIME, RW_BACKUP_POLICY_DAY_START };
  const char *tz = rw_record_get_text (policy, RW_BACKUP_POLICY_TZ);
  g_autoptr (GTimeZone) zone = tz != NULL ? rw_zone_get (tz) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (!is_time_of_day (rw_record_get_text (policy, times[i])))
      {
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("%s: write it like 20:00"),
                     rw_field_label (rw_schema_field (RW_KIND_BACKUP_POLICY, times[i])));
        return FALSE;
      }
  if (tz == NULL || zone != NULL)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("%s: there is no zone of this name, write it like Europe/Berlin"),
               rw_field_label (rw_schema_field (RW_KIND_BACKUP_POLICY, RW_BACKUP_POLICY_TZ)));
  return FALSE;
}

static char *
describe_cb (RwRecord *policy, gpointer data)
{
  g_autofree char *words = rw_backup_policy_describe (policy),
                  *copies = rw_backup_policy_describe_copies (policy);

  return copies != NULL ? g_strdup_printf ("%s. %s.", words, copies)
                        : g_strdup_printf ("%s.", words);
}

static void
open_form (RwBackupPoliciesDialog *self, RwRecord *policy, gboolean is_new)
{
  const RwRecordFormRow rows[] = {
    { RW_BACKUP_POLICY_NAME, "", NULL },
    { RW_BACKUP_POLICY_RPO, NULL, _ ("So much work may be lost at most") },
    { RW_BACKUP_POLICY_START_TIME, _ ("Schedule"), NULL },
    { RW_BACKUP_POLICY_INTERVAL, NULL, _ ("From one run to the next") },
    { RW_BACKUP_POLICY_GRACE, NULL, _ ("So late a run may begin before it is missed") },
    { RW_BACKUP_POLICY_TZ, NULL, NULL },
    { RW_BACKUP_POLICY_DAY_START, NULL, NULL },
    { RW_BACKUP_POLICY_RETENTION, _ ("Kept and Proven"), NULL },
    { RW_BACKUP_POLICY_VERIFY_DAYS, NULL, _ ("A check of structure or data; 0 for never") },
    { RW_BACKUP_POLICY_RESTORE_DAYS, NULL, _ ("0 for never") },
    { RW_BACKUP_POLICY_RESTORE_TEMPLATE, NULL, NULL },
    { RW_BACKUP_POLICY_COPIES, _ ("Copies Wanted"), _ ("Production is one of them; 0 for any") },
    { RW_BACKUP_POLICY_MEDIA, NULL, _ ("0 for any") },
    { RW_BACKUP_POLICY_OFF_SITE, NULL, _ ("One copy away from the system’s site") },
    { RW_BACKUP_POLICY_IMMUTABLE, NULL, _ ("One copy that nobody can overwrite") },
  };
  AdwNavigationPage *form =
    rw_record_form_new (self->session, is_new ? _ ("New Backup Policy") : _ ("Backup Policy"),
                        policy, is_new, may_write (self), rows, G_N_ELEMENTS (rows));

  rw_record_form_set_words (RW_RECORD_FORM (form), describe_cb, check_cb, NULL);
  if (!is_new)
    g_object_set_data_full (G_OBJECT (form), "rw-before", g_object_ref (policy), g_object_unref);
  if (!is_new && may_write (self))
    rw_record_form_add_button (RW_RECORD_FORM (form), _ ("Delete Policy"), TRUE,
                               G_CALLBACK (remove_cb), self);
  g_signal_connect_object (form, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->parts.navigation), form);
}

static void
row_activated_cb (RwBackupPoliciesDialog *self, GtkListBoxRow *row)
{
  const RwBackupPolicyUse *use = self->uses->pdata[gtk_list_box_row_get_index (row)];

  open_form (self, use->policy, FALSE);
}

/* Every night, as most of them are. */
static void
add_cb (RwBackupPoliciesDialog *self)
{
  g_autoptr (RwRecord) policy = rw_record_new (RW_KIND_BACKUP_POLICY, NULL);

  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, "22:00");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, 24);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_GRACE, 60);
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ,
                      g_time_zone_get_identifier (rw_format_get_zone ()));
  rw_record_set_text (policy, RW_BACKUP_POLICY_DAY_START, "12:00");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RETENTION, 30);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_VERIFY_DAYS, 7);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RESTORE_DAYS, 90);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_COPIES, 3);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_MEDIA, 2);
  rw_record_set_boolean (policy, RW_BACKUP_POLICY_OFF_SITE, TRUE);
  rw_record_set_boolean (policy, RW_BACKUP_POLICY_IMMUTABLE, TRUE);
  open_form (self, policy, TRUE);
}

static void
rw_backup_policies_dialog_dispose (GObject *object)
{
  RwBackupPoliciesDialog *self = RW_BACKUP_POLICIES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_backup_policies_dialog_parent_class)->dispose (object);
}

static void
rw_backup_policies_dialog_class_init (RwBackupPoliciesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_backup_policies_dialog_dispose;
}

static void
rw_backup_policies_dialog_init (RwBackupPoliciesDialog *self)
{
  const RwRecordListWords words = {
    .title = _ ("Backup Policies"),
    .name = _ ("Backup policies"),
    .add = _ ("New Backup Policy"),
    .empty = _ ("No Backup Policies"),
    .empty_text = _ (
      "A policy says how often is backed up, how much may be lost at most, and how it is proven."),
    .problem = _ ("Backup Policies Not Read"),
  };

  rw_record_list_build (&self->parts, ADW_DIALOG (self), &words);
  g_signal_connect_object (self->parts.list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.add, "clicked", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  rw_discard_guard (ADW_DIALOG (self), ADW_NAVIGATION_VIEW (self->parts.navigation));
  adw_dialog_set_child (ADW_DIALOG (self), self->parts.navigation);
  adw_dialog_set_content_width (ADW_DIALOG (self), 600);
  adw_dialog_set_content_height (ADW_DIALOG (self), 760);
}

/**
 * rw_backup_policies_dialog_new:
 * @page: (nullable): where it is told what was done
 */
AdwDialog *
rw_backup_policies_dialog_new (RwSession *session, GtkWidget *page)
{
  RwBackupPoliciesDialog *self;

  g_return_val_if_fail (RW_IS_SESSION (session), NULL);
  self = g_object_new (RW_TYPE_BACKUP_POLICIES_DIALOG, NULL);
  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}

gboolean
rw_backup_policies_dialog_settled (RwBackupPoliciesDialog *self)
{
  g_return_val_if_fail (RW_IS_BACKUP_POLICIES_DIALOG (self), TRUE);
  return self->cancellable == NULL;
}

guint
rw_backup_policies_dialog_get_n (RwBackupPoliciesDialog *self)
{
  g_return_val_if_fail (RW_IS_BACKUP_POLICIES_DIALOG (self), 0);
  return self->uses != NULL ? self->uses->len : 0;
}

/**
 * rw_backup_policies_present:
 * @parent: over which, and where it is told what was done
 */
void
rw_backup_policies_present (GtkWidget *parent, RwSession *session)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  adw_dialog_present (rw_backup_policies_dialog_new (session, parent), parent);
}
