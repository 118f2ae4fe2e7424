/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backups-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-backup-policies-dialog.h"
#include "rw-backups-bar.h"
#include "rw-backups-view.h"
#include "rw-clock.h"
#include "rw-estate-view.h"
#include "rw-format.h"
#include "rw-morning-dialog.h"
#include "rw-status-page.h"
#include "rw-text.h"
#include "rw-time.h"

/* Ages change with the clock. */
#define REFRESH_SECONDS 300

/* Reports of runs trickle in all night; a page that nobody looks at need not follow each. */
#define HIDDEN_PAUSE_SECONDS 20

struct _RwBackupsPage
{
  RwPage parent_instance;

  GtkWidget *stack;
  GtkWidget *view;
  RwBackupsBar *bar;
  GtkStack *sides; /* systems, customers */
  RwEstateView *estate;
  AdwToggleGroup *choice; /* not owned: of the sides, in the header bar */
  GtkWidget *by;          /* not owned: beside it */
  GtkWidget *morning;     /* not owned */

  RwMorningPass *pass; /* goes on where it was left */
  gint64 pass_started; /* 0 for not today */
  gint64 pass_day;
  AdwDialog *dialog; /* not owned */

  char *words;
  GCancellable *cancellable;
  guint asked_days; /* of what is being read */
  gboolean loading;
  gboolean stale;
  gboolean shown;
  guint refresh_id;
  guint pause_id;
};

G_DEFINE_FINAL_TYPE (RwBackupsPage, rw_backups_page, RW_TYPE_PAGE)

static void load (RwBackupsPage *self);
static void dialog_closed_cb (RwBackupsPage *self);

static void
update_rows (RwBackupsPage *self)
{
  const RwBackupMatrix *matrix = rw_backups_view_get_matrix (RW_BACKUPS_VIEW (self->view));

  if (matrix == NULL)
    return;
  rw_backups_view_show (RW_BACKUPS_VIEW (self->view), rw_backups_bar_get_show (self->bar),
                        rw_backups_bar_get_by (self->bar), self->words);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    matrix->rows->len == 0 ? "empty"
                                    : rw_backups_view_get_n (RW_BACKUPS_VIEW (self->view)) == 0
                                      ? "nothing"
                                      : "matrix");
}

/* "11,902 of 11,988 systems recoverable within their RPO · 99.3 %", and since when nothing has come. */
static char *
dup_subtitle (RwBackupsPage        *self,
              const RwBackupMatrix *matrix)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  guint n = matrix->rows->len;
  g_autofree char *good = rw_format_count (matrix->n_recoverable);
  g_autofree char *all = rw_format_count (n);
  g_autofree char *percent = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *when = NULL;

  if (n == 0)
    return NULL;
  /* Never rounded up to "100 %" while one is missing. */
  percent = rw_format_percent (floor (1000.0 * matrix->n_recoverable / n) / 1000.0, 1);
  /* Translators: "11,902 of 11,988 systems recoverable within their RPO · 99.3 %" */
  subtitle =
    g_strdup_printf (_ ("%s of %s systems recoverable within their RPO · %s"), good, all, percent);
  if (session == NULL || rw_session_get_state (session) != RW_SYNC_STATE_OFFLINE ||
      rw_session_get_last_contact (session) == 0)
    return g_steal_pointer (&subtitle);
  when = rw_format_when (rw_session_get_last_contact (session), rw_clock_now ());
  return g_strdup_printf (_ ("%s · as of %s"), subtitle, when);
}

static void
update_header (RwBackupsPage *self)
{
  const RwBackupMatrix *matrix = rw_backups_view_get_matrix (RW_BACKUPS_VIEW (self->view));
  g_autofree char *subtitle = NULL;
  g_autofree char *badge = NULL;

  if (matrix == NULL)
    return;
  subtitle = dup_subtitle (self, matrix);
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  if (matrix->n_unanswered > 0)
    badge = rw_format_count (matrix->n_unanswered);
  rw_page_set_badge (RW_PAGE (self), badge, matrix->n_unanswered > 0);
  rw_backups_bar_set_counts (self->bar, matrix);
  if (self->morning != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("Morning Check · %u to Answer"), matrix->n_unanswered);

      gtk_button_set_label (GTK_BUTTON (self->morning), matrix->n_unanswered > 0 ? label : _("Morning Check"));
    }
}

typedef struct
{
  GTimeZone *zone;
  guint n_days;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_time_zone_unref (query->zone);
  g_free (query);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Query *query = data;

  return rw_query_backups (cache, query->n_days, rw_clock_now (),
                           g_time_zone_get_identifier (query->zone), cancellable, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwBackupsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwBackupMatrix *matrix = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (matrix == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
          rw_backups_view_get_matrix (RW_BACKUPS_VIEW (self->view)) == NULL)
        {
          adw_status_page_set_description (ADW_STATUS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (self->stack), "failed")),
                                           error->message);
          gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
        }
    }
  else
    {
      /* What is shown of the old one goes first. */
      rw_morning_pass_set_reds (self->pass, matrix->reds, !self->stale);
      if (self->dialog != NULL)
        rw_morning_dialog_set_matrix (RW_MORNING_DIALOG (self->dialog), matrix, !self->stale);
      rw_backups_view_set_matrix (RW_BACKUPS_VIEW (self->view), matrix);
      update_rows (self);
      update_header (self);
    }
  if (self->stale && !g_cancellable_is_cancelled (self->cancellable))
    load (self);
  rw_backups_bar_set_reading (self->bar,
                              self->loading && self->asked_days != rw_backups_view_get_n_days (
                                                                     RW_BACKUPS_VIEW (self->view)));
}

static void
load (RwBackupsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  Query *query;

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->loading = TRUE;
  if (self->dialog != NULL)
    rw_morning_dialog_wait (RW_MORNING_DIALOG (self->dialog));
  self->asked_days = rw_backups_bar_get_days (self->bar);
  query = g_new0 (Query, 1);
  query->zone = g_time_zone_ref (rw_format_get_zone ());
  query->n_days = self->asked_days;
  rw_session_read_async (session, query_cb, query, query_free,
                         (GDestroyNotify) rw_backup_matrix_free, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static gboolean
load_cb (gpointer user_data)
{
  RwBackupsPage *self = user_data;

  self->pause_id = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static gboolean
refresh_cb (gpointer user_data)
{
  load (user_data);
  return G_SOURCE_CONTINUE;
}

static void
days_changed_cb (RwBackupsPage *self)
{
  rw_backups_bar_set_reading (self->bar, TRUE);
  load (self);
}

static void
zoom_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  rw_backups_bar_zoom (RW_BACKUPS_PAGE (widget)->bar, g_str_equal (action, "backups.zoom-out"));
}

static void
fold_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  rw_backups_view_fold_all (RW_BACKUPS_VIEW (RW_BACKUPS_PAGE (widget)->view),
                            g_str_equal (action, "backups.fold"));
}

static void
group_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  rw_backups_bar_next_by (RW_BACKUPS_PAGE (widget)->bar);
}

static gboolean
shows_estate (RwBackupsPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->sides), "customers") == 0;
}

static void
set_side (RwBackupsPage *self,
          gboolean       estate)
{
  gtk_stack_set_visible_child_name (self->sides, estate ? "customers" : "systems");
  rw_estate_view_set_shown (self->estate, estate && self->shown);
  if (self->choice != NULL)
    adw_toggle_group_set_active (self->choice, estate ? 1 : 0);
  if (self->by != NULL)
    gtk_widget_set_visible (self->by, !estate);
}

static void
choice_changed_cb (RwBackupsPage *self)
{
  set_side (self, adw_toggle_group_get_active (self->choice) == 1);
}

static void
side_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (widget);

  set_side (self, !shows_estate (self));
  gtk_widget_grab_focus (shows_estate (self) ? GTK_WIDGET (self->estate) : self->view);
}

static void
plan_tests_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  rw_estate_view_plan_tests (RW_BACKUPS_PAGE (widget)->estate);
}

static void
policies_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  RwSession *session = rw_page_get_session (RW_PAGE (widget));

  if (session != NULL)
    rw_backup_policies_present (widget, session);
}

/* Goes through what is red, from where it was left. */
static void
morning_check_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (widget);
  const RwBackupMatrix *matrix = rw_backups_view_get_matrix (RW_BACKUPS_VIEW (self->view));

  gint64 now = rw_clock_now (), day = rw_zone_wall (rw_format_get_zone (), now) / RW_DAY;

  if (matrix == NULL || self->dialog != NULL)
    return;
  if (self->pass_started == 0 || self->pass_day != day)
    {
      self->pass_started = now;
      self->pass_day = day;
    }
  self->dialog = rw_morning_dialog_new (RW_PAGE (self), self->pass, self->pass_started);
  g_object_add_weak_pointer (G_OBJECT (self->dialog), (gpointer *) &self->dialog);
  g_signal_connect_object (self->dialog, "closed", G_CALLBACK (dialog_closed_cb), self, G_CONNECT_SWAPPED);
  rw_morning_dialog_set_matrix (RW_MORNING_DIALOG (self->dialog), matrix, !self->loading);
  adw_dialog_present (self->dialog, widget);
}

static void
dialog_closed_cb (RwBackupsPage *self)
{
  /* An answer may still be on its way to it, and the matrix is read anew. */
  if (self->dialog != NULL)
    rw_morning_dialog_set_matrix (RW_MORNING_DIALOG (self->dialog), NULL, FALSE);
  g_clear_weak_pointer (&self->dialog);
}

static void
rw_backups_page_session_set (RwPage    *page,
                             RwSession *session)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);

  rw_backups_view_set_session (RW_BACKUPS_VIEW (self->view), session);
  rw_estate_view_set_session (self->estate, session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_header), page, G_CONNECT_SWAPPED);
  load (self);
}

static void
rw_backups_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  const guint64 own = RW_KIND_BIT (RW_KIND_BACKUP_ACK) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_POLICY);
  const guint64 other = RW_KIND_BIT (RW_KIND_BACKUP_RUN) | RW_KIND_BIT (RW_KIND_RESTORE_TEST) |
                        RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) |
                        RW_KIND_BIT (RW_KIND_CLUSTER) | RW_KIND_BIT (RW_KIND_SITE);

  rw_estate_view_data_changed (self->estate, changes);
  if ((changes->kinds & own) != 0 ||
      rw_backups_view_get_matrix (RW_BACKUPS_VIEW (self->view)) == NULL ||
      ((changes->kinds & other) != 0 && self->shown))
    load (self);
  else if ((changes->kinds & other) != 0 && self->pause_id == 0)
    self->pause_id = g_timeout_add_seconds (HIDDEN_PAUSE_SECONDS, load_cb, self);
}

static gboolean
rw_backups_page_reveal (RwPage     *page,
                        RwKind      kind,
                        const RwId *id)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);

  if (!(rw_schema_get (kind)->flags & RW_K_SYSTEM))
    return FALSE;
  set_side (self, FALSE);
  rw_backups_view_reveal (RW_BACKUPS_VIEW (self->view), id);
  rw_backups_bar_set_show (self->bar, RW_BACKUP_SHOW_ALL);
  update_rows (self);
  return TRUE;
}

static void
rw_backups_page_shown (RwPage   *page,
                       gboolean  shown)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);

  self->shown = shown;
  rw_estate_view_set_shown (self->estate, shown && shows_estate (self));
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (!shown)
    return;
  rw_backups_view_select (RW_BACKUPS_VIEW (self->view));
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
  if (self->pause_id != 0)
    load (self);
}

static void
rw_backups_page_search (RwPage     *page,
                        const char *text)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  g_autofree char *words = rw_text_fold (text);

  if (g_set_str (&self->words, words))
    update_rows (self);
}

static GtkWidget *
rw_backups_page_create_header_start (RwPage *page)
{
  static const char *const labels[] = { NC_ ("backups", "Systems"), NC_ ("backups", "Customers") };
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *tooltip = rw_action_tooltip ("backups.side");

  self->choice = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, g_dpgettext2 (NULL, "backups", labels[i]));
      adw_toggle_set_tooltip (toggle, tooltip);
      adw_toggle_group_add (self->choice, toggle);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Backups of systems, or of customers"), -1);
  self->by = rw_backups_bar_create_by (self->bar);
  g_object_add_weak_pointer (G_OBJECT (self->choice), (gpointer *) &self->choice);
  g_object_add_weak_pointer (G_OBJECT (self->by), (gpointer *) &self->by);
  set_side (self, shows_estate (self));
  g_signal_connect_object (self->choice, "notify::active", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choice));
  gtk_box_append (GTK_BOX (box), self->by);
  return box;
}

static GtkWidget *
rw_backups_page_create_header_end (RwPage *page)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  g_autofree char *tooltip = rw_action_tooltip ("backups.morning-check");
  g_autofree char *policies_tooltip = rw_action_tooltip ("backups.policies");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *policies = gtk_button_new_with_label (_ ("Policies"));

  gtk_widget_set_tooltip_text (policies, policies_tooltip);
  g_signal_connect_object (policies, "clicked", G_CALLBACK (policies_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), policies);
  self->morning = gtk_button_new_with_label (_("Morning Check"));
  gtk_widget_add_css_class (self->morning, "suggested-action");
  gtk_widget_set_tooltip_text (self->morning, tooltip);
  g_object_add_weak_pointer (G_OBJECT (self->morning), (gpointer *) &self->morning);
  /* The header bar is not inside the page: the action is called, not named. */
  g_signal_connect_object (self->morning, "clicked", G_CALLBACK (morning_check_cb), self, G_CONNECT_SWAPPED);
  update_header (self);
  gtk_box_append (GTK_BOX (box), self->morning);
  return box;
}

static gboolean
rw_backups_page_settled (RwPage *page)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);

  return rw_backups_view_get_matrix (RW_BACKUPS_VIEW (self->view)) != NULL && !self->loading &&
         (!shows_estate (self) || rw_estate_view_is_settled (self->estate));
}

static void
rw_backups_page_dispose (GObject *object)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_weak_pointer (&self->morning);
  g_clear_weak_pointer (&self->choice);
  g_clear_weak_pointer (&self->by);
  if (self->dialog != NULL)
    {
      AdwDialog *dialog = self->dialog;

      g_clear_weak_pointer (&self->dialog);
      adw_dialog_force_close (dialog);
    }
  g_clear_pointer (&self->pass, rw_morning_pass_free);
  G_OBJECT_CLASS (rw_backups_page_parent_class)->dispose (object);
}

static void
rw_backups_page_finalize (GObject *object)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (object);

  g_free (self->words);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rw_backups_page_parent_class)->finalize (object);
}

static const RwAction page_actions[] = {
  { "backups.morning-check", N_ ("Morning Check"), N_ ("Backups"), "<Control>m", "backups", RW_ACTION_DEFAULT,
    "object-select-symbolic" },
  { "backups.side", N_ ("Systems or Customers"), N_ ("Backups"), "<Control><Shift>b", "backups", RW_ACTION_DEFAULT,
    "view-dual-symbolic" },
  { "backups.plan-tests", N_ ("Plan Restore Tests…"), N_ ("Backups"), "<Control><Shift>p", "backups", RW_ACTION_DEFAULT,
    "x-office-calendar-symbolic" },
  { "backups.policies", N_ ("Backup Policies"), N_ ("Backups"), "<Control>l", "backups", RW_ACTION_DEFAULT, "document-edit-symbolic" },
  { "backups.zoom-in", N_ ("90 Days"), N_ ("Backups"), "<Control>plus <Control>equal <Control>KP_Add", "backups",
    RW_ACTION_DEFAULT, "zoom-in-symbolic" },
  { "backups.zoom-out", N_ ("400 Days"), N_ ("Backups"), "<Control>minus <Control>KP_Subtract", "backups", RW_ACTION_DEFAULT,
    "zoom-out-symbolic" },
  { "backups.group", N_ ("Group by the Next Thing"), N_ ("Backups"), "<Control>e", "backups", RW_ACTION_DEFAULT,
    "view-list-symbolic" },
  { "backups.fold", N_ ("Fold All Groups"), N_ ("Backups"), "<Control><Shift>minus <Control>underscore", "backups", RW_ACTION_DEFAULT,
    "go-up-symbolic" },
  { "backups.unfold", N_ ("Unfold All Groups"), N_ ("Backups"), "<Control><Shift>plus <Control>asterisk", "backups",
    RW_ACTION_DEFAULT, "go-down-symbolic" },
};

static void
rw_backups_page_class_init (RwBackupsPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_backups_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_backups_page_finalize;
  page_class->id = "backups";
  page_class->title = N_ ("Backups");
  page_class->icon_name = "rw-backups-symbolic";
  page_class->session_set = rw_backups_page_session_set;
  page_class->data_changed = rw_backups_page_data_changed;
  page_class->reveal = rw_backups_page_reveal;
  page_class->shown = rw_backups_page_shown;
  page_class->search = rw_backups_page_search;
  page_class->create_header_start = rw_backups_page_create_header_start;
  page_class->create_header_end = rw_backups_page_create_header_end;
  page_class->settled = rw_backups_page_settled;
  gtk_widget_class_install_action (widget_class, "backups.morning-check", NULL, morning_check_cb);
  gtk_widget_class_install_action (widget_class, "backups.side", NULL, side_cb);
  gtk_widget_class_install_action (widget_class, "backups.plan-tests", NULL, plan_tests_cb);
  gtk_widget_class_install_action (widget_class, "backups.policies", NULL, policies_cb);
  gtk_widget_class_install_action (widget_class, "backups.zoom-in", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "backups.zoom-out", NULL, zoom_cb);
  gtk_widget_class_install_action (widget_class, "backups.group", NULL, group_cb);
  gtk_widget_class_install_action (widget_class, "backups.fold", NULL, fold_cb);
  gtk_widget_class_install_action (widget_class, "backups.unfold", NULL, fold_cb);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static void
rw_backups_page_init (RwBackupsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->pass = rw_morning_pass_new ();
  self->view = rw_backups_view_new (RW_PAGE (self));
  self->bar = RW_BACKUPS_BAR (rw_backups_bar_new ());
  g_signal_connect_object (self->bar, "changed", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "days-changed", G_CALLBACK (days_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));

  self->stack = gtk_stack_new ();
  rw_status_page_add_loading (GTK_STACK (self->stack), _ ("Loading Backups"));
  rw_status_page_add (GTK_STACK (self->stack), "empty", "rw-backups-symbolic",
                      _ ("No Systems to Back Up Yet"),
                      _ ("Systems in operation appear here, with a backup job or without."));
  rw_status_page_add (GTK_STACK (self->stack), "nothing", "object-select-symbolic",
                      _ ("Nothing Here"), _ ("No system matches what is asked for."));
  rw_status_page_add (GTK_STACK (self->stack), "failed", "dialog-error-symbolic",
                      _ ("Backups Could Not Be Read"), NULL);
  gtk_stack_add_named (GTK_STACK (self->stack), self->view, "matrix");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), self->stack);

  self->sides = GTK_STACK (gtk_stack_new ());
  self->estate = RW_ESTATE_VIEW (rw_estate_view_new ());
  gtk_stack_add_named (self->sides, box, "systems");
  gtk_stack_add_named (self->sides, GTK_WIDGET (self->estate), "customers");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->sides));
}

/**
 * rw_backups_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_backups_page_new (void)
{
  return g_object_new (RW_TYPE_BACKUPS_PAGE, NULL);
}
