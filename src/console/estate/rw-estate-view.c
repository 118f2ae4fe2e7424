/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-backup-system-dialog.h"
#include "rw-clock.h"
#include "rw-estate-item.h"
#include "rw-estate-list.h"
#include "rw-estate-report.h"
#include "rw-estate-table.h"
#include "rw-estate-words.h"
#include "rw-format.h"
#include "rw-page.h"
#include "rw-restore-dialog.h"
#include "rw-status-page.h"
#include "rw-time.h"
#include "rw-trend-chart.h"

/* Ages change with the clock. */
#define REFRESH_SECONDS 300

/* Runs come in one after the other all night, and each time a million rows would be read. */
#define PAUSE_SECONDS 5

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_BACKUP_RUN) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) |                             \
   RW_KIND_BIT (RW_KIND_BACKUP_POLICY) | RW_KIND_BIT (RW_KIND_RESTORE_TEST) |                        \
   RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_CUSTOMER) |        \
   RW_KIND_BIT (RW_KIND_SERVICE))

struct _RwEstateView
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *headline, *age, *trend_title, *trend;
  RwTrendChart *chart;
  RwEstateTable *table;
  AdwToggleGroup *toggles;
  RwEstateList *list;

  RwSession *session;
  RwEstate *estate;
  GCancellable *cancellable;
  gboolean loading;
  gboolean stale; /* changed since it was read */
  gboolean shown;
  guint refresh_id, pause_id;
};

G_DEFINE_FINAL_TYPE (RwEstateView, rw_estate_view, ADW_TYPE_BIN)

static void load (RwEstateView *self, RwEstateDepth depth);
static void update_reports (RwEstateView *self);

/* --- Showing --------------------------------------------------------------------------------------- */

static char *
axis_text (double value, gpointer user_data)
{
  return rw_format_decimal (value, 1);
}

static char *
point_text (gint64 instant, double value, gpointer user_data)
{
  RwEstateView *self = user_data;
  const RwEstateGroup *group =
    rw_estate_group (self->estate, rw_estate_table_get_selected (self->table));
  gint64 date = (gint64) floor ((double) rw_zone_wall (rw_format_get_zone (), instant) / RW_DAY);
  guint day = (guint) CLAMP (date - self->estate->first_day, 0, RW_ESTATE_DAYS - 1);
  g_autofree char *when = rw_format_day (date, self->estate->now),
                  *good = rw_format_count (group->days_good[day]),
                  *all = rw_format_count (group->days[day]), *percent = NULL;

  if (group->days[day] == 0)
    return g_strdup_printf ("%s: –", when);
  percent = rw_format_percent (floor (1000.0 * group->days_good[day] / group->days[day]) / 1000, 1);
  /* Translators: a day, a share, and the systems behind it: "3 Nov: 99.1 %, 11,890 of 11,998" */
  return g_strdup_printf (_ ("%s: %s, %s of %s"), when, percent, good, all);
}

static void
show_trend (RwEstateView *self, guint selected)
{
  const RwEstateGroup *group = rw_estate_group (self->estate, selected);
  g_autofree char *name = rw_estate_group_name (self->estate, selected), *title = NULL,
                  *sentence = NULL;
  gint64 instants[RW_ESTATE_DAYS];
  double values[RW_ESTATE_DAYS];
  RwTrendData data;

  /* Translators: of a customer: "Tonwerk Verlag: systems over their RPO, 90 days" */
  title = g_strdup_printf (_ ("%s: systems not recoverable within their RPO, 90 days"), name);
  gtk_label_set_label (self->trend_title, title);
  sentence = self->estate->has_history ? rw_estate_trend_sentence (self->estate, selected)
                                       : g_strdup (_ ("The history is being read…"));
  gtk_label_set_label (self->trend, sentence);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->trend), sentence);
  for (guint day = 0; day < RW_ESTATE_DAYS; day++)
    {
      instants[day] =
        rw_zone_resolve (rw_format_get_zone (), (self->estate->first_day + day) * RW_DAY);
      values[day] = self->estate->has_history && group->days[day] > 0
                      ? (double) (group->days[day] - group->days_good[day])
                      : NAN;
    }
  data = (RwTrendData) { .instants = instants,
                         .values = values,
                         .n = RW_ESTATE_DAYS,
                         .zone = rw_format_get_zone (),
                         .title = title,
                         .sentence = sentence,
                         .axis_text = axis_text,
                         .point_text = point_text,
                         .user_data = self };
  rw_trend_chart_set (self->chart, &data);
}

static void
show_list (RwEstateView *self)
{
  rw_estate_list_set (self->list, self->estate,
                      (RwEstateListKind) adw_toggle_group_get_active (self->toggles),
                      rw_estate_table_get_selected (self->table));
}

static void
show_toggles (RwEstateView *self, guint selected)
{
  const RwEstateFigures *figures = &rw_estate_group (self->estate, selected)->figures;
  g_autofree char *count = rw_format_count (figures->n_unprotected),
                  *label = g_strdup_printf ("%s %s", C_ ("backups", "Unprotected"), count);

  adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, RW_ESTATE_LIST_UNPROTECTED),
                        label);
}

static void
show_age (RwEstateView *self)
{
  gboolean old = self->session != NULL &&
                 rw_session_get_state (self->session) == RW_SYNC_STATE_OFFLINE &&
                 rw_session_get_last_contact (self->session) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->age), old);
  if (old)
    {
      g_autofree char *when = rw_format_when (rw_session_get_last_contact (self->session),
                                              rw_clock_now ()),
                      *text = g_strdup_printf (_ ("As of %s"), when);

      gtk_label_set_label (self->age, text);
    }
}

static void
selected_cb (RwEstateView *self, guint selected)
{
  show_trend (self, selected);
  show_toggles (self, selected);
  show_list (self);
}

static void
toggled_cb (RwEstateView *self)
{
  if (self->estate != NULL)
    show_list (self);
}

static void
show (RwEstateView *self)
{
  g_autofree char *headline = rw_estate_headline (&rw_estate_whole (self->estate)->figures);

  gtk_label_set_label (self->headline, headline);
  show_age (self);
  /* Says what is selected, and so shows the rest. */
  rw_estate_table_set (self->table, self->estate);
  gtk_stack_set_visible_child_name (self->stack,
                                    self->estate->systems->len > 0 ? "estate" : "empty");
}

/* --- Reading --------------------------------------------------------------------------------------- */

typedef struct
{
  RwEstateDepth depth;
  GTimeZone *zone;
} Question;

static void
question_free (gpointer data)
{
  g_time_zone_unref (((Question *) data)->zone);
  g_free (data);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return rw_query_estate (cache, question->depth, rw_clock_now (),
                          g_time_zone_get_identifier (question->zone), cancellable, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwEstateView) self = user_data;
  g_autoptr (GError) error = NULL;
  RwEstate *estate = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&estate, rw_estate_unref);
      return;
    }
  if (estate == NULL)
    {
      if (self->estate == NULL)
        {
          g_autofree char *message = g_markup_escape_text (error->message, -1);

          adw_status_page_set_description (ADW_STATUS_PAGE (
                                             gtk_stack_get_child_by_name (self->stack, "failed")),
                                           message);
          gtk_stack_set_visible_child_name (self->stack, "failed");
        }
      return;
    }
  g_clear_pointer (&self->estate, rw_estate_unref);
  self->estate = estate;
  show (self);
  if (!estate->has_history)
    load (self, RW_ESTATE_HISTORY);
}

static void
load (RwEstateView *self, RwEstateDepth depth)
{
  Question *question;

  if (self->loading || self->session == NULL)
    return;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->loading = TRUE;
  self->stale = FALSE;
  question = g_new (Question, 1);
  *question = (Question) { depth, g_time_zone_ref (rw_format_get_zone ()) };
  rw_session_read_async (self->session, query_cb, question, question_free,
                         (GDestroyNotify) rw_estate_unref, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

/* What has been shown stays until all of it is there anew. */
static void
load_again (RwEstateView *self)
{
  load (self, self->estate == NULL ? RW_ESTATE_NOW : RW_ESTATE_HISTORY);
}

static gboolean
pause_cb (gpointer user_data)
{
  RwEstateView *self = user_data;

  /* What is being read began before it changed. */
  if (self->loading)
    return G_SOURCE_CONTINUE;
  self->pause_id = 0;
  load_again (self);
  return G_SOURCE_REMOVE;
}

static gboolean
refresh_cb (gpointer user_data)
{
  load_again (user_data);
  return G_SOURCE_CONTINUE;
}

/* --- What the person does -------------------------------------------------------------------------- */

static void
activated_cb (RwEstateView *self, RwEstateItem *item)
{
  const RwEstateSystem *system = rw_estate_item_system (item);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), RW_TYPE_PAGE);

  if (page != NULL)
    rw_backup_system_present (page, rw_page_get_session (RW_PAGE (page)), system->kind,
                              &system->id);
}

static void
report_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwEstateView *self = RW_ESTATE_VIEW (widget);
  guint selected;

  if (self->estate == NULL || !self->estate->has_history)
    return;
  selected = rw_estate_table_get_selected (self->table);
  if (g_str_equal (action, "estate.save-pdf"))
    rw_estate_report_save_pdf (widget, self->estate, selected);
  else if (g_str_equal (action, "estate.save-csv"))
    rw_estate_report_save_csv (widget, self->estate, selected);
  else
    rw_estate_report_save_all (widget, self->estate);
}

static void
update_reports (RwEstateView *self)
{
  gboolean there = self->estate != NULL && self->estate->has_history;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "estate.save-pdf", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "estate.save-csv", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "estate.save-all", there);
}

/**
 * rw_estate_view_plan_tests:
 *
 * Proposes when the systems that are due for a restore test are tested.
 */
void
rw_estate_view_plan_tests (RwEstateView *self)
{
  g_return_if_fail (RW_IS_ESTATE_VIEW (self));
  if (self->session != NULL)
    rw_restore_dialog_present (GTK_WIDGET (self), self->session);
}

/* --- The class ------------------------------------------------------------------------------------- */

static gboolean
rw_estate_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_ESTATE_VIEW (widget)->table));
}

static void
rw_estate_view_dispose (GObject *object)
{
  RwEstateView *self = RW_ESTATE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->estate, rw_estate_unref);
  G_OBJECT_CLASS (rw_estate_view_parent_class)->dispose (object);
}

static void
rw_estate_view_class_init (RwEstateViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_estate_view_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = rw_estate_view_grab_focus;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "estate.save-pdf", NULL, report_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "estate.save-csv", NULL, report_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "estate.save-all", NULL, report_cb);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static GtkWidget *
make_head (RwEstateView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *plan = gtk_button_new_with_mnemonic (_ ("_Plan Restore Tests…")),
            *reports = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->headline = make_label ("title-3");
  self->age = make_label ("dimmed");
  gtk_widget_set_visible (GTK_WIDGET (self->age), FALSE);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->headline));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->age));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (plan, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (plan, "clicked", G_CALLBACK (rw_estate_view_plan_tests), self);
  gtk_box_append (GTK_BOX (head), words);
  g_menu_append (menu, _ ("Save the Selected as _PDF…"), "estate.save-pdf");
  g_menu_append (menu, _ ("Save the Selected as _CSV…"), "estate.save-csv");
  g_menu_append (menu, _ ("Save _All Customers into a Folder…"), "estate.save-all");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (reports), _ ("Report"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (reports), G_MENU_MODEL (menu));
  gtk_widget_set_valign (reports, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), reports);
  gtk_box_append (GTK_BOX (head), plan);
  return head;
}

static GtkWidget *
make_side (RwEstateView *self)
{
  static const char *const labels[RW_ESTATE_N_LISTS] = { NC_ ("backups", "Unprotected"),
                                                         NC_ ("backups", "Restore Tests"),
                                                         NC_ ("backups", "Growth") };
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < RW_ESTATE_N_LISTS; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, g_dpgettext2 (NULL, "backups", labels[i]));
      adw_toggle_group_add (self->toggles, toggle);
    }
  adw_toggle_group_set_active (self->toggles, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Which systems are listed"), -1);
  g_signal_connect_swapped (self->toggles, "notify::active", G_CALLBACK (toggled_cb), self);
  self->list = RW_ESTATE_LIST (rw_estate_list_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "frame");
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->toggles));
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->list));
  return side;
}

static GtkWidget *
make_trend (RwEstateView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->trend_title = make_label ("heading");
  self->trend = make_label (NULL);
  self->chart = RW_TREND_CHART (rw_trend_chart_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trend_title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trend));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  return box;
}

static void
rw_estate_view_init (RwEstateView *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12),
            *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18), *trend = make_trend (self),
            *side = make_side (self);

  self->cancellable = g_cancellable_new ();
  self->table = RW_ESTATE_TABLE (rw_estate_table_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->table), TRUE);
  g_signal_connect_swapped (self->table, "selected", G_CALLBACK (selected_cb), self);
  gtk_widget_set_hexpand (trend, TRUE);
  gtk_widget_set_size_request (side, 360, 240);
  gtk_widget_set_vexpand (top, FALSE);
  gtk_box_append (GTK_BOX (top), trend);
  gtk_box_append (GTK_BOX (top), side);
  gtk_widget_set_margin_start (page, 12);
  gtk_widget_set_margin_end (page, 12);
  gtk_widget_set_margin_top (page, 12);
  gtk_box_append (GTK_BOX (page), make_head (self));
  gtk_box_append (GTK_BOX (page), top);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->table));

  self->stack = GTK_STACK (gtk_stack_new ());
  rw_status_page_add_loading (self->stack, _ ("Judging the Backups"));
  gtk_stack_add_named (self->stack, page, "estate");
  rw_status_page_add (self->stack, "empty", "rw-backups-symbolic", _ ("Nothing to Protect"),
                      _ ("No system is in operation yet that should have a backup."));
  rw_status_page_add (self->stack, "failed", "dialog-warning-symbolic", _ ("Not Readable"), NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  update_reports (self);
}

GtkWidget *
rw_estate_view_new (void)
{
  return g_object_new (RW_TYPE_ESTATE_VIEW, NULL);
}

void
rw_estate_view_set_session (RwEstateView *self, RwSession *session)
{
  g_return_if_fail (RW_IS_ESTATE_VIEW (self) && RW_IS_SESSION (session));
  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show_age), self,
                           G_CONNECT_SWAPPED);
  if (self->shown)
    load_again (self);
}

void
rw_estate_view_data_changed (RwEstateView *self, const RwChangeSet *changes)
{
  g_return_if_fail (RW_IS_ESTATE_VIEW (self));
  if ((changes->kinds & KINDS) == 0)
    return;
  self->stale = TRUE;
  if (self->shown && self->pause_id == 0)
    self->pause_id = g_timeout_add_seconds (PAUSE_SECONDS, pause_cb, self);
}

/**
 * rw_estate_view_set_shown:
 *
 * Nothing is read for nobody.
 */
void
rw_estate_view_set_shown (RwEstateView *self, gboolean shown)
{
  g_return_if_fail (RW_IS_ESTATE_VIEW (self));
  if (self->shown == shown)
    return;
  self->shown = shown;
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (!shown)
    return;
  if (self->estate == NULL || self->stale ||
      rw_clock_now () - self->estate->now > REFRESH_SECONDS * RW_SECOND)
    load_again (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
}

/**
 * rw_estate_view_is_settled:
 *
 * Returns: whether all that was asked for is read
 */
gboolean
rw_estate_view_is_settled (RwEstateView *self)
{
  g_return_val_if_fail (RW_IS_ESTATE_VIEW (self), TRUE);
  return self->estate != NULL && self->estate->has_history && !self->loading;
}
