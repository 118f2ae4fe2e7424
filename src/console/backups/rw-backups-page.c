/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backups-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "query/rw-query-backups.h"
#include "rw-action.h"
#include "rw-backup-answer.h"
#include "rw-backup-popover.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-matrix.h"
#include "rw-status-page.h"
#include "rw-text.h"

#define N_DAYS 90

/* Ages change with the clock. */
#define REFRESH_SECONDS 300

/* Reports of runs trickle in all night; a page that nobody looks at need not follow each. */
#define HIDDEN_PAUSE_SECONDS 20

typedef enum
{
  SHOW_ALL,
  SHOW_RED,
  SHOW_UNANSWERED,
  SHOW_UNPROTECTED,
  N_SHOWS,
} Show;

typedef enum
{
  ORDER_WORST_FIRST,
  ORDER_CUSTOMER,
} Order;

struct _RwBackupsPage
{
  RwPage parent_instance;

  GtkWidget *stack;
  GtkWidget *matrix_view;
  GtkWidget *sentence;
  GtkWidget *popover;
  AdwToggleGroup *toggles; /* not owned */
  GtkWidget *morning;      /* not owned */

  RwBackupMatrix *matrix;
  GArray *rows; /* guint: index into matrix->rows of each row in view */
  Show show;
  Order order;
  char *words;
  RwId current; /* the system of the current row */
  RwId wanted;  /* to be shown once it is there */
  char note[16];

  GCancellable *cancellable;
  GCancellable *day_cancellable;
  RwBackupDay *day; /* of the popover */
  RwId asked;       /* the system of the popover */
  guint asked_day;
  gboolean loading;
  gboolean stale;
  gboolean shown;
  guint refresh_id;
  guint pause_id;
};

G_DEFINE_FINAL_TYPE (RwBackupsPage, rw_backups_page, RW_TYPE_PAGE)

static void load (RwBackupsPage *self);

static const RwBackupRow *
row_at (RwBackupsPage *self,
        guint          row)
{
  return g_ptr_array_index (self->matrix->rows, g_array_index (self->rows, guint, row));
}

/* "69 h", "12 d": one number, so that a column of them can be read downwards. */
static void
write_age (RwBackupsPage *self,
           gint64         us)
{
  if (us < 100 * RW_HOUR)
    /* Translators: hours, in a narrow column */
    g_snprintf (self->note, sizeof self->note, C_ ("age in a column", "%d h"), (int) (us / RW_HOUR));
  else
    /* Translators: days, in a narrow column */
    g_snprintf (self->note, sizeof self->note, C_ ("age in a column", "%d d"), (int) (us / RW_DAY));
}

static void
get_row (guint        index,
         RwMatrixRow *out,
         gpointer     data)
{
  RwBackupsPage *self = data;
  const RwBackupRow *row = row_at (self, index);

  out->name = row->name;
  out->detail = row->customer;
  out->answered = row->answered;
  out->cells = row->cells;
  out->note = self->note;
  if (row->n_jobs == 0)
    out->note = C_ ("age of the last good backup", "no job");
  else if (row->last_good == 0)
    out->note = C_ ("age of the last good backup", "never");
  else
    write_age (self, MAX (self->matrix->now - row->last_good, 0));
  if (row->recovery == RW_RECOVERY_COMPLIANT)
    out->note_status = RW_STATUS_UNKNOWN;
  else
    out->note_status = row->recovery == RW_RECOVERY_EXCEEDED ? RW_STATUS_ATTENTION : RW_STATUS_BAD;
}

static char *
describe (guint    index,
          guint    day,
          gpointer data)
{
  RwBackupsPage *self = data;
  const RwBackupRow *row = row_at (self, index);
  g_autofree char *date = rw_format_day_exact (self->matrix->first_day + day);
  GString *sentence = g_string_new (row->name);

  if (row->customer != NULL)
    g_string_append_printf (sentence, ", %s", row->customer);
  /* Translators: a date and what the backup came to: "Saturday, 21 November 2026: failed." */
  g_string_append_printf (sentence, _(", %s: %s."), date, rw_backup_result_label (row->cells[day]));
  if (row->n_jobs > 0 && row->last_good != 0)
    {
      g_autofree char *age = rw_format_duration (MAX (self->matrix->now - row->last_good, 0));

      g_string_append_printf (sentence, _(" Last good backup %s ago."), age);
    }
  else if (row->n_jobs > 0)
    g_string_append (sentence, _(" There is no good backup."));
  if (row->answered)
    g_string_append (sentence, _(" Acknowledged."));
  else if (row->red)
    g_string_append (sentence, _(" Nobody has answered yet."));
  return g_string_free_and_steal (sentence);
}

static gboolean
passes (RwBackupsPage     *self,
        const RwBackupRow *row)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if ((self->show == SHOW_RED && !row->red) || (self->show == SHOW_UNANSWERED && (!row->red || row->answered)) ||
      (self->show == SHOW_UNPROTECTED && row->n_jobs > 0))
    return FALSE;
  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  text = g_strconcat (row->name, " ", row->customer, NULL);
  folded = rw_text_fold (text);
  return rw_text_matches (folded, self->words);
}

static int
customer_compare_cb (gconstpointer a,
                     gconstpointer b,
                     gpointer      user_data)
{
  RwBackupsPage *self = user_data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  const RwBackupRow *first_row = g_ptr_array_index (self->matrix->rows, first),
                    *second_row = g_ptr_array_index (self->matrix->rows, second);
  int order;

  /* Names are shared: the same customer is the same pointer. */
  if (first_row->customer == second_row->customer)
    order = 0;
  else if (first_row->customer == NULL || second_row->customer == NULL)
    order = first_row->customer == NULL ? 1 : -1;
  else
    order = g_utf8_collate (first_row->customer, second_row->customer);
  return order != 0 ? order : (int) first - (int) second;
}

static void
update_rows (RwBackupsPage *self)
{
  static const RwMatrixFuncs funcs = { get_row, describe };
  guint row, day, cursor = G_MAXUINT;

  if (self->matrix == NULL)
    return;
  if (!rw_matrix_get_cursor (RW_MATRIX (self->matrix_view), &row, &day))
    day = N_DAYS - 1;
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->matrix->rows->len; i++)
    if (passes (self, g_ptr_array_index (self->matrix->rows, i)))
      g_array_append_val (self->rows, i);
  if (self->order == ORDER_CUSTOMER)
    g_array_sort_with_data (self->rows, customer_compare_cb, self);

  rw_matrix_set_data (RW_MATRIX (self->matrix_view), self->rows->len, self->matrix->n_days, self->matrix->first_day, &funcs,
                      self, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (rw_id_equal (&row_at (self, i)->id, &self->wanted))
        {
          self->wanted = RW_ID_NIL;
          rw_matrix_set_cursor (RW_MATRIX (self->matrix_view), i, self->matrix->n_days - 1, TRUE);
          cursor = G_MAXUINT;
          break;
        }
      if (rw_id_equal (&row_at (self, i)->id, &self->current))
        cursor = i;
    }
  if (cursor != G_MAXUINT)
    rw_matrix_set_cursor (RW_MATRIX (self->matrix_view), cursor, day, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->matrix->rows->len == 0 ? "empty"
                                                             : self->rows->len == 0       ? "nothing"
                                                                                          : "matrix");
}

static void
update_header (RwBackupsPage *self)
{
  const RwBackupMatrix *matrix = self->matrix;
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  g_autofree char *subtitle = NULL;
  g_autofree char *badge = NULL;
  guint n;

  if (matrix == NULL)
    return;
  n = matrix->rows->len;
  if (n > 0)
    {
      g_autofree char *good = rw_format_count (matrix->n_recoverable);
      g_autofree char *all = rw_format_count (n);
      /* Never rounded up to "100 %" while one is missing. */
      g_autofree char *percent = rw_format_percent (floor (1000.0 * matrix->n_recoverable / n) / 1000.0, 1);

      /* Translators: "11,902 of 11,988 systems recoverable within their RPO · 99.3 %" */
      subtitle = g_strdup_printf (_("%s of %s systems recoverable within their RPO · %s"), good, all, percent);
    }
  if (subtitle != NULL && session != NULL && rw_session_get_state (session) == RW_SYNC_STATE_OFFLINE &&
      rw_session_get_last_contact (session) != 0)
    {
      g_autofree char *when = rw_format_when (rw_session_get_last_contact (session), rw_clock_now ());
      g_autofree char *dated = g_strdup_printf (_("%s · as of %s"), subtitle, when);

      g_free (subtitle);
      subtitle = g_steal_pointer (&dated);
    }
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  if (matrix->n_unanswered > 0)
    badge = rw_format_count (matrix->n_unanswered);
  rw_page_set_badge (RW_PAGE (self), badge, matrix->n_unanswered > 0);

  if (self->toggles != NULL)
    {
      const guint counts[N_SHOWS] = { n, matrix->n_red, matrix->n_unanswered, matrix->n_unprotected };
      const char *labels[N_SHOWS] = { C_ ("backups", "All"), C_ ("backups", "Red"), C_ ("backups", "Unanswered"),
                                      C_ ("backups", "Unprotected") };

      for (guint i = 0; i < N_SHOWS; i++)
        {
          g_autofree char *count = rw_format_count (counts[i]);
          g_autofree char *label = i == SHOW_ALL ? g_strdup (labels[i]) : g_strdup_printf ("%s %s", labels[i], count);

          adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, i), label);
        }
    }
  if (self->morning != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("Morning Check · %u to Answer"), matrix->n_unanswered);

      gtk_button_set_label (GTK_BUTTON (self->morning), matrix->n_unanswered > 0 ? label : _("Morning Check"));
      gtk_widget_set_sensitive (self->morning, matrix->n_unanswered > 0);
    }
}

static void
update_sentence (RwBackupsPage *self)
{
  g_autofree char *sentence = NULL;
  guint row, day;

  if (self->matrix != NULL && rw_matrix_get_cursor (RW_MATRIX (self->matrix_view), &row, &day))
    sentence = describe (row, day, self);
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence != NULL ? sentence : "");
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_backups (cache, N_DAYS, rw_clock_now (), g_time_zone_get_identifier (data), cancellable, error);
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
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->matrix == NULL)
        {
          adw_status_page_set_description (ADW_STATUS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (self->stack), "failed")),
                                           error->message);
          gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
        }
    }
  else
    {
      /* The widget still points to the rows of the old one. */
      rw_matrix_set_data (RW_MATRIX (self->matrix_view), 0, 0, 0, NULL, NULL, NULL);
      g_clear_pointer (&self->matrix, rw_backup_matrix_free);
      self->matrix = matrix;
      update_rows (self);
      update_header (self);
      update_sentence (self);
    }
  if (self->stale && !g_cancellable_is_cancelled (self->cancellable))
    load (self);
}

static void
load (RwBackupsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, g_time_zone_ref (rw_format_get_zone ()), (GDestroyNotify) g_time_zone_unref,
                         (GDestroyNotify) rw_backup_matrix_free, self->cancellable, loaded_cb, g_object_ref (self));
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
answer_cb (RwBackupsPage *self,
           const char    *reason,
           guint          days)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  gint64 now = rw_clock_now ();
  const RwBackupRow *row = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  for (guint i = 0; row == NULL && i < self->matrix->rows->len; i++)
    if (rw_id_equal (&((RwBackupRow *) g_ptr_array_index (self->matrix->rows, i))->id, &self->asked))
      row = g_ptr_array_index (self->matrix->rows, i);
  if (row == NULL || self->day == NULL)
    return;
  edits = rw_backup_answer (row, self->day, reason, now, rw_backup_answer_until (rw_format_get_zone (), now, days),
                            rw_session_get_person (session));
  /* Translators: a system and the reason: "Acknowledge db-701: A ticket is open" */
  label = g_strdup_printf (_("Acknowledge %s: %s"), row->name, reason);
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
withdraw_cb (RwBackupsPage *self,
             const RwId    *ack)
{
  g_autoptr (GPtrArray) edits = rw_backup_withdraw (ack);

  rw_page_submit (RW_PAGE (self), edits, _("Withdraw an acknowledgement"));
}

static void
open_system_cb (RwBackupsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (rw_id_equal (&row_at (self, i)->id, &self->asked))
      {
        rw_page_open (RW_PAGE (self), row_at (self, i)->kind, &row_at (self, i)->id);
        return;
      }
}

typedef struct
{
  RwId system;
  gint64 day;
  GTimeZone *zone;
} DayQuery;

static void
day_query_free (gpointer data)
{
  g_time_zone_unref (((DayQuery *) data)->zone);
  g_free (data);
}

static gpointer
day_query_cb (RwCache       *cache,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  DayQuery *query = data;

  return rw_query_backup_day (cache, &query->system, query->day, rw_clock_now (), g_time_zone_get_identifier (query->zone),
                              error);
}

static void
day_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwBackupsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwBackupDay *loaded = rw_session_read_finish (RW_SESSION (source), result, &error);
  GdkRectangle rect;
  graphene_point_t corner;
  guint row = 0;

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (RW_PAGE (self), error->message);
      return;
    }
  g_clear_pointer (&self->day, rw_backup_day_free);
  self->day = loaded;
  /* The rows may have been read anew in the meantime. */
  while (row < self->rows->len && !rw_id_equal (&row_at (self, row)->id, &self->asked))
    row++;
  if (row == self->rows->len || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !rw_matrix_get_rect (RW_MATRIX (self->matrix_view), row, self->asked_day, &rect) ||
      !gtk_widget_compute_point (self->matrix_view, GTK_WIDGET (self), &GRAPHENE_POINT_INIT (rect.x, rect.y), &corner))
    return;
  rect.x = (int) corner.x;
  rect.y = (int) corner.y;
  rw_backup_popover_show (RW_BACKUP_POPOVER (self->popover), row_at (self, row), loaded,
                          self->matrix->first_day + self->asked_day,
                          self->matrix->now, (rw_session_get_roles (RW_SESSION (source)) & RW_ROLES_STAFF) != 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &rect);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
cell_activated_cb (RwBackupsPage *self,
                   guint          row,
                   guint          day)
{
  DayQuery *query = g_new0 (DayQuery, 1);

  query->system = row_at (self, row)->id;
  query->day = self->matrix->first_day + day;
  query->zone = g_time_zone_ref (rw_format_get_zone ());
  self->asked = query->system;
  self->asked_day = day;
  /* Only the last cell that was asked for opens. */
  g_cancellable_cancel (self->day_cancellable);
  g_set_object (&self->day_cancellable, NULL);
  self->day_cancellable = g_cancellable_new ();
  rw_session_read_async (rw_page_get_session (RW_PAGE (self)), day_query_cb, query, day_query_free,
                         (GDestroyNotify) rw_backup_day_free, self->day_cancellable, day_loaded_cb, g_object_ref (self));
}

static void
cell_selected_cb (RwBackupsPage *self,
                  guint          row,
                  guint          day)
{
  const RwBackupRow *system = row_at (self, row);

  update_sentence (self);
  if (rw_id_equal (&system->id, &self->current))
    return;
  self->current = system->id;
  rw_page_select (RW_PAGE (self), system->kind, &system->id);
}

static void
row_activated_cb (RwBackupsPage *self,
                  guint          row)
{
  rw_page_open (RW_PAGE (self), row_at (self, row)->kind, &row_at (self, row)->id);
}

static void
popover_closed_cb (RwBackupsPage *self)
{
  gtk_widget_grab_focus (self->matrix_view);
}

static void
set_show (RwBackupsPage *self,
          Show           show)
{
  if (self->show == show)
    return;
  self->show = show;
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, show);
  update_rows (self);
  update_sentence (self);
}

static void
show_changed_cb (AdwToggleGroup *toggles,
                 GParamSpec     *pspec,
                 RwBackupsPage  *self)
{
  set_show (self, (Show) adw_toggle_group_get_active (toggles));
}

static void
order_changed_cb (GtkDropDown   *order,
                  GParamSpec    *pspec,
                  RwBackupsPage *self)
{
  self->order = (Order) gtk_drop_down_get_selected (order);
  update_rows (self);
}

/* The first system that asks for an answer, with the form open. */
static void
morning_check_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (widget);

  if (self->matrix == NULL || self->matrix->n_unanswered == 0)
    {
      rw_page_toast (RW_PAGE (self), _("Everything is answered"));
      return;
    }
  set_show (self, SHOW_UNANSWERED);
  if (self->rows->len == 0)
    return;
  rw_matrix_set_cursor (RW_MATRIX (self->matrix_view), 0, self->matrix->n_days - 1, TRUE);
  cell_activated_cb (self, 0, self->matrix->n_days - 1);
}

static void
rw_backups_page_session_set (RwPage    *page,
                             RwSession *session)
{
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_header), page, G_CONNECT_SWAPPED);
  load (RW_BACKUPS_PAGE (page));
}

static void
rw_backups_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  const guint64 own = RW_KIND_BIT (RW_KIND_BACKUP_ACK) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_POLICY);
  const guint64 other = RW_KIND_BIT (RW_KIND_BACKUP_RUN) | RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE);

  if ((changes->kinds & own) != 0 || self->matrix == NULL || ((changes->kinds & other) != 0 && self->shown))
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
  self->wanted = *id;
  set_show (self, SHOW_ALL);
  update_rows (self);
  return TRUE;
}

static void
rw_backups_page_shown (RwPage   *page,
                       gboolean  shown)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);

  self->shown = shown;
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (!shown)
    return;
  /* Another page may have had the inspector in the meantime. */
  for (guint i = 0; self->matrix != NULL && i < self->rows->len; i++)
    if (rw_id_equal (&row_at (self, i)->id, &self->current))
      {
        rw_page_select (page, row_at (self, i)->kind, &self->current);
        break;
      }
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

  if (!g_set_str (&self->words, words))
    return;
  update_rows (self);
  update_sentence (self);
}

static GtkWidget *
rw_backups_page_create_header_start (RwPage *page)
{
  static const char *const orders[] = { NC_ ("order of systems", "Worst First"), NC_ ("order of systems", "By Customer") };
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *order;
  GtkStringList *choices = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    gtk_string_list_append (choices, g_dpgettext2 (NULL, "order of systems", orders[i]));
  order = gtk_drop_down_new (G_LIST_MODEL (choices), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (order), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Order of the systems"), -1);
  g_signal_connect_object (order, "notify::selected", G_CALLBACK (order_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), order);

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < N_SHOWS; i++)
    adw_toggle_group_add (self->toggles, adw_toggle_new ());
  g_object_add_weak_pointer (G_OBJECT (self->toggles), (gpointer *) &self->toggles);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show systems"), -1);
  adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, SHOW_ALL), C_ ("backups", "All"));
  adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, SHOW_RED), C_ ("backups", "Red"));
  adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, SHOW_UNANSWERED), C_ ("backups", "Unanswered"));
  adw_toggle_set_label (adw_toggle_group_get_toggle (self->toggles, SHOW_UNPROTECTED), C_ ("backups", "Unprotected"));
  adw_toggle_group_set_active (self->toggles, self->show);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (show_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toggles));
  update_header (self);
  return box;
}

static GtkWidget *
rw_backups_page_create_header_end (RwPage *page)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);
  g_autofree char *tooltip = rw_action_tooltip ("backups.morning-check");

  self->morning = gtk_button_new_with_label (_("Morning Check"));
  gtk_widget_add_css_class (self->morning, "suggested-action");
  gtk_widget_set_tooltip_text (self->morning, tooltip);
  g_object_add_weak_pointer (G_OBJECT (self->morning), (gpointer *) &self->morning);
  /* The header bar is not inside the page: the action is called, not named. */
  g_signal_connect_object (self->morning, "clicked", G_CALLBACK (morning_check_cb), self, G_CONNECT_SWAPPED);
  update_header (self);
  return self->morning;
}

static gboolean
rw_backups_page_settled (RwPage *page)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (page);

  return self->matrix != NULL && !self->loading;
}

static void
rw_backups_page_dispose (GObject *object)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->day_cancellable);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_weak_pointer (&self->toggles);
  g_clear_weak_pointer (&self->morning);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->matrix_view != NULL)
    rw_matrix_set_data (RW_MATRIX (self->matrix_view), 0, 0, 0, NULL, NULL, NULL);
  self->matrix_view = NULL;
  g_clear_pointer (&self->matrix, rw_backup_matrix_free);
  g_clear_pointer (&self->day, rw_backup_day_free);
  g_clear_object (&self->day_cancellable);
  G_OBJECT_CLASS (rw_backups_page_parent_class)->dispose (object);
}

static void
rw_backups_page_finalize (GObject *object)
{
  RwBackupsPage *self = RW_BACKUPS_PAGE (object);

  g_array_unref (self->rows);
  g_free (self->words);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rw_backups_page_parent_class)->finalize (object);
}

static const RwAction page_actions[] = {
  { "backups.morning-check", N_ ("Answer the Next Red System"), N_ ("Backups"), "<Control>m", "backups", RW_ACTION_DEFAULT,
    "object-select-symbolic" },
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
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static void
rw_backups_page_init (RwBackupsPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  self->cancellable = g_cancellable_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));

  self->matrix_view = rw_matrix_new ();
  g_signal_connect_swapped (self->matrix_view, "cell-selected", G_CALLBACK (cell_selected_cb), self);
  g_signal_connect_swapped (self->matrix_view, "cell-activated", G_CALLBACK (cell_activated_cb), self);
  g_signal_connect_swapped (self->matrix_view, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->matrix_view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);

  gtk_widget_add_css_class (foot, "toolbar");
  gtk_widget_set_margin_start (foot, 8);
  gtk_widget_set_margin_end (foot, 8);
  gtk_box_append (GTK_BOX (foot), rw_matrix_legend_new ());
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 1);
  gtk_label_set_ellipsize (GTK_LABEL (self->sentence), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->sentence, TRUE);
  gtk_widget_add_css_class (self->sentence, "caption");
  gtk_box_append (GTK_BOX (foot), self->sentence);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), foot);

  self->stack = gtk_stack_new ();
  rw_status_page_add_loading (GTK_STACK (self->stack), _ ("Loading Backups"));
  rw_status_page_add (GTK_STACK (self->stack), "empty", "rw-backups-symbolic",
                      _ ("No Systems to Back Up Yet"),
                      _ ("Systems in operation appear here, with a backup job or without."));
  rw_status_page_add (GTK_STACK (self->stack), "nothing", "object-select-symbolic",
                      _ ("Nothing Here"), _ ("No system matches what is asked for."));
  rw_status_page_add (GTK_STACK (self->stack), "failed", "dialog-error-symbolic",
                      _ ("Backups Could Not Be Read"), NULL);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "matrix");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  adw_bin_set_child (ADW_BIN (self), self->stack);

  self->popover = rw_backup_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->popover, "answer", G_CALLBACK (answer_cb), self);
  g_signal_connect_swapped (self->popover, "withdraw", G_CALLBACK (withdraw_cb), self);
  g_signal_connect_swapped (self->popover, "open-system", G_CALLBACK (open_system_cb), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (popover_closed_cb), self);
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
