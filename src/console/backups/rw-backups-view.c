/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backups-view.h"

#include <glib/gi18n.h>

#include "rw-backup-answer.h"
#include "rw-backup-popover.h"
#include "rw-backup-system-dialog.h"
#include "rw-backup-words.h"
#include "rw-backups-hint.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-matrix.h"

/* From so many days on a day is a piece of a strip. */
#define STRIP_FROM 180

struct _RwBackupsView
{
  AdwBin parent_instance;

  RwPage *page; /* not owned: it holds this */
  GtkWidget *matrix_view;
  GtkWidget *legend;
  GtkWidget *sentence;
  GtkWidget *popover;

  RwBackupMatrix *matrix;
  RwBackupRows *rows;
  RwBackupsHint *hint;
  RwBackupBy by;
  RwId current; /* the system of the current row */
  RwId wanted;  /* to be shown once it is there */
  char note[16];
  char *detail; /* of the heading that was asked for last */

  GCancellable *day_cancellable;
  RwBackupDay *day; /* of the popover */
  RwId asked;       /* the system of the popover */
  GArray *seen;     /* what was red of it when the popover opened */
  gint64 asked_date;
};

G_DEFINE_FINAL_TYPE (RwBackupsView, rw_backups_view, ADW_TYPE_BIN)

static void
get_heading (RwBackupsView       *self,
             const RwBackupGroup *group,
             RwMatrixRow         *out)
{
  g_free (self->detail);
  self->detail = rw_backup_group_detail (group);
  out->heading = group->folded ? RW_MATRIX_CLOSED : RW_MATRIX_OPEN;
  out->name = rw_backup_group_name (group, self->by);
  out->detail = self->detail;
  /* Its systems speak for themselves when they are in view. */
  out->cells = group->folded ? group->cells : NULL;
  if (group->n_unanswered > 0)
    {
      g_snprintf (self->note, sizeof self->note, "%u", group->n_unanswered);
      out->note = self->note;
      out->note_status = RW_STATUS_BAD;
    }
  out->answered = group->n_red > 0 && group->n_unanswered == 0;
}

static void
get_row (guint        index,
         RwMatrixRow *out,
         gpointer     data)
{
  RwBackupsView *self = data;
  const RwBackupLine *line = rw_backup_rows_get (self->rows, index);
  const RwBackupRow *row = line->row;

  if (row == NULL)
    {
      get_heading (self, line->group, out);
      return;
    }
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
    rw_backup_age_write (self->note, sizeof self->note,
                         MAX (self->matrix->now - row->last_good, 0));
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
  RwBackupsView *self = data;
  const RwBackupLine *line = rw_backup_rows_get (self->rows, index);
  gint64 date = self->matrix->first_day + day;
  const char *runs = NULL;
  g_autofree char *sentence = NULL;

  if (line->row == NULL)
    return rw_backup_group_sentence (line->group, self->by, line->group->cells[day], date);
  sentence = rw_backup_row_sentence (line->row, line->row->cells[day], date, self->matrix->now);
  if (line->row->n_jobs > 0 && line->row->cells[day] != RW_BACKUP_NOTHING)
    runs = rw_backups_hint_get (self->hint, &line->row->id, date);
  return runs != NULL && *runs != '\0' ? g_strdup_printf ("%s\n%s", sentence, runs)
                                       : g_steal_pointer (&sentence);
}

static void
update_sentence (RwBackupsView *self)
{
  g_autofree char *sentence = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  guint row, day;

  if (self->matrix != NULL && rw_matrix_get_cursor (RW_MATRIX (self->matrix_view), &row, &day))
    sentence = describe (row, day, self);
  lines = g_strsplit (sentence != NULL ? sentence : "", "\n", -1);
  text = g_strjoinv ("  ·  ", lines);
  gtk_label_set_label (GTK_LABEL (self->sentence), text);
  gtk_widget_set_tooltip_text (self->sentence, sentence);
}

/* The runs of a cell are there. */
static void
arrived_cb (gpointer data,
            gpointer unused)
{
  RwBackupsView *self = data;

  rw_matrix_describe_again (RW_MATRIX (self->matrix_view));
  update_sentence (self);
}

static void
show_lines (RwBackupsView *self)
{
  static const RwMatrixFuncs funcs = { get_row, describe };
  guint row, day;
  int cursor;

  if (!rw_matrix_get_cursor (RW_MATRIX (self->matrix_view), &row, &day))
    day = self->matrix->n_days - 1;
  else
    /* The same distance from today, whatever the number of days was. */
    day = self->matrix->n_days -
          MIN (self->matrix->n_days,
               MAX (rw_matrix_get_n_days (RW_MATRIX (self->matrix_view)) - day, 1));
  rw_matrix_set_data (RW_MATRIX (self->matrix_view), rw_backup_rows_get_n (self->rows),
                      self->matrix->n_days, self->matrix->first_day, &funcs, self, NULL);
  rw_matrix_set_strip (RW_MATRIX (self->matrix_view), self->matrix->n_days >= STRIP_FROM);
  rw_matrix_legend_set_strip (self->legend, self->matrix->n_days >= STRIP_FROM);
  if (!rw_id_is_nil (&self->wanted) && rw_backup_rows_unfold_for (self->rows, &self->wanted))
    {
      show_lines (self);
      return;
    }
  cursor = rw_id_is_nil (&self->wanted) ? -1 : rw_backup_rows_find (self->rows, &self->wanted);
  if (cursor >= 0)
    {
      self->wanted = RW_ID_NIL;
      rw_matrix_set_cursor (RW_MATRIX (self->matrix_view), (guint) cursor, self->matrix->n_days - 1,
                            TRUE);
    }
  else if ((cursor = rw_backup_rows_find (self->rows, &self->current)) >= 0)
    rw_matrix_set_cursor (RW_MATRIX (self->matrix_view), (guint) cursor, day, FALSE);
  update_sentence (self);
}

static void
answer_cb (RwBackupsView *self,
           const char    *reason,
           guint          days)
{
  RwSession *session = rw_page_get_session (self->page);
  gint64 now = rw_clock_now ();
  RwBackupAnswerFacts facts = {
    .answer = RW_BACKUP_ANSWER_ACKNOWLEDGED,
    .reason = reason,
    .now = now,
    .until = rw_backup_answer_until (rw_format_get_zone (), now, days),
    .person = rw_session_get_person (session),
  };
  g_autoptr (GPtrArray) reds = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;

  if (self->seen == NULL)
    return;
  /* What turned red while the reason was typed was not on screen. */
  reds = rw_morning_seen_left (self->seen, self->matrix->reds, NULL);
  if (reds->len == 0)
    {
      rw_page_toast (
        self->page,
        _ ("Nothing of this is left to answer: it is good again, or somebody else has answered"));
      return;
    }
  edits = rw_backup_answer ((const RwMorningRed *const *) reds->pdata, reds->len, &facts);
  /* Translators: a system and the reason: "Acknowledge db-701: A ticket is open" */
  label = g_strdup_printf (_("Acknowledge %s: %s"), ((RwMorningRed *) reds->pdata[0])->name, reason);
  rw_page_submit (self->page, edits, label);
}

static void
withdraw_cb (RwBackupsView *self,
             const RwId    *ack)
{
  g_autoptr (GPtrArray) edits = rw_backup_withdraw (ack);

  rw_page_submit (self->page, edits, _ ("Withdraw an acknowledgement"));
}

static void
open_system_cb (RwBackupsView *self)
{
  int line = rw_backup_rows_find (self->rows, &self->asked);

  if (line >= 0)
    rw_backup_system_present (GTK_WIDGET (self), rw_page_get_session (self->page),
                              rw_backup_rows_get (self->rows, (guint) line)->row->kind,
                              &self->asked);
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
  DayQuery *query = data;

  g_time_zone_unref (query->zone);
  g_free (query);
}

static gpointer
day_query_cb (RwCache       *cache,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  DayQuery *query = data;

  return rw_query_backup_day (cache, &query->system, query->day, rw_clock_now (),
                              g_time_zone_get_identifier (query->zone), error);
}

/* What an answer in the popover is for. */
static void
see (RwBackupsView *self)
{
  g_autoptr (GPtrArray) reds = g_ptr_array_new ();

  for (guint i = 0; i < self->matrix->reds->len; i++)
    {
      RwMorningRed *red = self->matrix->reds->pdata[i];

      if (!red->answered && rw_id_equal (&red->system, &self->asked))
        g_ptr_array_add (reds, red);
    }
  g_clear_pointer (&self->seen, g_array_unref);
  self->seen = rw_morning_seen_new (reds);
}

static void
day_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwBackupsView) self = user_data;
  g_autoptr (GError) error = NULL;
  RwBackupDay *loaded = rw_session_read_finish (RW_SESSION (source), result, &error);
  GdkRectangle rect;
  graphene_point_t corner;
  int row;
  guint day;

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        rw_page_toast (self->page, error->message);
      return;
    }
  g_clear_pointer (&self->day, rw_backup_day_free);
  self->day = loaded;
  /* The rows may have been read anew in the meantime. */
  row = rw_backup_rows_find (self->rows, &self->asked);
  if (row < 0 || self->asked_date < self->matrix->first_day)
    return;
  day = (guint) (self->asked_date - self->matrix->first_day);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !rw_matrix_get_rect (RW_MATRIX (self->matrix_view), (guint) row, day, &rect) ||
      !gtk_widget_compute_point (self->matrix_view, GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (rect.x, rect.y), &corner))
    return;
  rect.x = (int) corner.x;
  rect.y = (int) corner.y;
  see (self);
  rw_backup_popover_show (RW_BACKUP_POPOVER (self->popover),
                          rw_backup_rows_get (self->rows, (guint) row)->row, loaded,
                          self->asked_date, self->matrix->now,
                          (rw_session_get_roles (RW_SESSION (source)) & RW_ROLES_STAFF) != 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &rect);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
cell_activated_cb (RwBackupsView *self,
                   guint          row,
                   guint          day)
{
  const RwBackupRow *system = rw_backup_rows_get (self->rows, row)->row;
  DayQuery *query = g_new0 (DayQuery, 1);

  query->system = system->id;
  query->day = self->matrix->first_day + day;
  query->zone = g_time_zone_ref (rw_format_get_zone ());
  self->asked = query->system;
  self->asked_date = query->day;
  /* Only the last cell that was asked for opens. */
  g_cancellable_cancel (self->day_cancellable);
  g_set_object (&self->day_cancellable, NULL);
  self->day_cancellable = g_cancellable_new ();
  rw_session_read_async (rw_page_get_session (self->page), day_query_cb, query, day_query_free,
                         (GDestroyNotify) rw_backup_day_free, self->day_cancellable, day_loaded_cb,
                         g_object_ref (self));
}

static void
cell_selected_cb (RwBackupsView *self,
                  guint          row,
                  guint          day)
{
  const RwBackupRow *system = rw_backup_rows_get (self->rows, row)->row;

  update_sentence (self);
  if (system == NULL)
    self->current = RW_ID_NIL;
  if (system == NULL || rw_id_equal (&system->id, &self->current))
    return;
  self->current = system->id;
  rw_page_select (self->page, system->kind, &system->id);
}

static void
row_activated_cb (RwBackupsView *self,
                  guint          row)
{
  const RwBackupRow *system = rw_backup_rows_get (self->rows, row)->row;

  rw_backup_system_present (GTK_WIDGET (self), rw_page_get_session (self->page), system->kind,
                            &system->id);
}

static void
heading_activated_cb (RwBackupsView *self,
                      guint          row)
{
  guint at, day;

  rw_backup_rows_toggle (self->rows, row);
  /* The heading stays where it is, and the person on it. */
  self->current = RW_ID_NIL;
  rw_matrix_get_cursor (RW_MATRIX (self->matrix_view), &at, &day);
  show_lines (self);
  rw_matrix_set_cursor (RW_MATRIX (self->matrix_view), row, day, FALSE);
}

static void
popover_closed_cb (RwBackupsView *self)
{
  gtk_widget_grab_focus (self->matrix_view);
}

static void
rw_backups_view_dispose (GObject *object)
{
  RwBackupsView *self = RW_BACKUPS_VIEW (object);

  g_cancellable_cancel (self->day_cancellable);
  g_clear_object (&self->day_cancellable);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->matrix_view != NULL)
    rw_matrix_set_data (RW_MATRIX (self->matrix_view), 0, 0, 0, NULL, NULL, NULL);
  self->matrix_view = NULL;
  g_clear_pointer (&self->hint, rw_backups_hint_free);
  g_clear_pointer (&self->rows, rw_backup_rows_free);
  g_clear_pointer (&self->matrix, rw_backup_matrix_free);
  g_clear_pointer (&self->day, rw_backup_day_free);
  g_clear_pointer (&self->seen, g_array_unref);
  g_clear_pointer (&self->detail, g_free);
  G_OBJECT_CLASS (rw_backups_view_parent_class)->dispose (object);
}

static void
rw_backups_view_class_init (RwBackupsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_backups_view_dispose;
}

static void
rw_backups_view_init (RwBackupsView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  self->rows = rw_backup_rows_new ();
  self->hint = rw_backups_hint_new (arrived_cb, self);
  self->matrix_view = rw_matrix_new ();
  g_signal_connect_swapped (self->matrix_view, "cell-selected", G_CALLBACK (cell_selected_cb),
                            self);
  g_signal_connect_swapped (self->matrix_view, "cell-activated", G_CALLBACK (cell_activated_cb),
                            self);
  g_signal_connect_swapped (self->matrix_view, "row-activated", G_CALLBACK (row_activated_cb),
                            self);
  g_signal_connect_swapped (self->matrix_view, "heading-activated",
                            G_CALLBACK (heading_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->matrix_view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);

  gtk_widget_add_css_class (foot, "toolbar");
  gtk_widget_set_margin_start (foot, 8);
  gtk_widget_set_margin_end (foot, 8);
  self->legend = rw_matrix_legend_new ();
  gtk_box_append (GTK_BOX (foot), self->legend);
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 1);
  gtk_label_set_ellipsize (GTK_LABEL (self->sentence), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->sentence, TRUE);
  gtk_widget_add_css_class (self->sentence, "caption");
  gtk_box_append (GTK_BOX (foot), self->sentence);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), foot);
  adw_bin_set_child (ADW_BIN (self), box);

  self->popover = rw_backup_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->popover, "answer", G_CALLBACK (answer_cb), self);
  g_signal_connect_swapped (self->popover, "withdraw", G_CALLBACK (withdraw_cb), self);
  g_signal_connect_swapped (self->popover, "open-system", G_CALLBACK (open_system_cb), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (popover_closed_cb), self);
}

/**
 * rw_backups_view_new:
 * @page: the page that it is a part of
 */
GtkWidget *
rw_backups_view_new (RwPage *page)
{
  RwBackupsView *self = g_object_new (RW_TYPE_BACKUPS_VIEW, NULL);

  self->page = page;
  return GTK_WIDGET (self);
}

void
rw_backups_view_set_session (RwBackupsView *self,
                             RwSession     *session)
{
  rw_backups_hint_set_session (self->hint, session);
}

/**
 * rw_backups_view_set_matrix:
 * @matrix: (transfer full): what was read
 *
 * Nothing of it is in view until rw_backups_view_show().
 */
void
rw_backups_view_set_matrix (RwBackupsView  *self,
                            RwBackupMatrix *matrix)
{
  rw_backups_hint_forget (self->hint);
  rw_backup_rows_set_matrix (self->rows, NULL);
  rw_backup_rows_set_matrix (self->rows, matrix);
  if (self->matrix != NULL)
    rw_backup_matrix_free (self->matrix);
  self->matrix = matrix;
}

const RwBackupMatrix *
rw_backups_view_get_matrix (RwBackupsView *self)
{
  return self->matrix;
}

/**
 * rw_backups_view_show:
 * @words: (nullable): folded words to look for
 *
 * Brings the systems that are asked for into view. The person stays where they were as far as that is still there.
 */
void
rw_backups_view_show (RwBackupsView *self,
                      RwBackupShow   show,
                      RwBackupBy     by,
                      const char    *words)
{
  if (self->matrix == NULL)
    return;
  self->by = by;
  rw_backup_rows_update (self->rows, show, by, words);
  show_lines (self);
}

/**
 * rw_backups_view_get_n:
 *
 * Returns: how many systems pass
 */
guint
rw_backups_view_get_n (RwBackupsView *self)
{
  return rw_backup_rows_get_n_systems (self->rows);
}

guint
rw_backups_view_get_n_days (RwBackupsView *self)
{
  return self->matrix != NULL ? self->matrix->n_days : 0;
}

void
rw_backups_view_fold_all (RwBackupsView *self,
                          gboolean       fold)
{
  if (self->matrix == NULL)
    return;
  rw_backup_rows_fold_all (self->rows, fold);
  show_lines (self);
}

/**
 * rw_backups_view_reveal:
 *
 * Goes to a system, now or as soon as it is there.
 */
void
rw_backups_view_reveal (RwBackupsView *self,
                        const RwId    *system)
{
  self->wanted = *system;
}

/**
 * rw_backups_view_select:
 *
 * Tells the page again which system is the current one: another page may have had the inspector.
 */
void
rw_backups_view_select (RwBackupsView *self)
{
  int line = rw_id_is_nil (&self->current) ? -1 : rw_backup_rows_find (self->rows, &self->current);

  if (line >= 0)
    rw_page_select (self->page, rw_backup_rows_get (self->rows, (guint) line)->row->kind,
                    &self->current);
}
