/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-conflicts.h"

#include <glib/gi18n.h>

#include "query/rw-query-conflicts.h"
#include "rw-change-box.h"
#include "rw-change-when.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status.h"

/* So far ahead a free time is looked for. */
#define AHEAD (90 * RW_DAY)
#define MOST_SLOTS 4
#define MOST_RECORDS 4

static const char style[] = "rwchangeconflicts button.link { padding: 0; min-height: 0; }\n"
                            "rwchangeconflicts button.rw-small { padding: 2px 10px; min-height: 26px; font-weight: normal; }\n";

struct _RwChangeConflicts
{
  GtkBox parent_instance;

  GtkWidget *state;
  GtkWidget *rows;
  GtkWidget *free;
  GtkWidget *slots;

  RwConflictScene *scene; /* (nullable): before it is read */
  RwSession *session;     /* (nullable): before anything was asked */
  RwRecord *change;       /* (nullable): the change that was asked about */
  GPtrArray *items;       /* (nullable) (element-type RwId): what it affects */
  gint64 from;            /* the time that is read about begins */
  gint64 to;              /* and ends */
  GPtrArray *found;       /* (element-type RwConflict) */
  gint64 start;
  gint64 end;
  gboolean movable;
  gboolean reading;
  GCancellable *cancellable;
  GCancellable *searching; /* (nullable): for the next free times */
};

enum
{
  SIGNAL_EVALUATED,
  SIGNAL_SLOT,
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeConflicts, rw_change_conflicts, GTK_TYPE_BOX)

static RwStatus
status_of (RwConflictSeverity severity)
{
  return severity == RW_CONFLICT_REFUSES ? RW_STATUS_BAD
         : severity == RW_CONFLICT_WARNS ? RW_STATUS_ATTENTION
                                         : RW_STATUS_UNKNOWN;
}

/* --- The next free times ------------------------------------------------------------------------------------- */

typedef struct
{
  RwConflictScene *scene;
  gint64 duration;
  gint64 from;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  rw_conflict_scene_unref (search->scene);
  g_free (search);
}

static void
search_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Search *search = data;

  g_task_return_pointer (task,
                         rw_conflict_slots (search->scene, search->duration, search->from,
                                            search->from + AHEAD, MOST_SLOTS),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
slot_cb (GtkWidget         *button,
         RwChangeConflicts *self)
{
  const gint64 *times = g_object_get_data (G_OBJECT (button), "rw-times");

  g_signal_emit (self, signals[SIGNAL_SLOT], 0, times[0], times[1]);
}

static GtkWidget *
create_slot (RwChangeConflicts    *self,
             const RwConflictSlot *slot)
{
  const gint64 times[] = { slot->start, slot->end };
  g_autofree char *when = rw_change_when_describe (slot->start, slot->end, rw_format_get_zone ());
  guint n = slot->conflicts != NULL ? slot->conflicts->len : 0;
  g_autofree char *label =
    n > 0 ? g_strdup_printf ("%s · %s", when, rw_status_symbol (RW_STATUS_ATTENTION))
          : g_strdup (when);
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autoptr (GString) tooltip =
    g_string_new (n == 0 ? _ ("Nothing stands against this time") : NULL);
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (tooltip, "%s%s", i > 0 ? "\n" : "",
                            ((RwConflict *) slot->conflicts->pdata[i])->text);
  gtk_widget_set_tooltip_text (button, tooltip->str);
  sentence = g_strdup_printf (_ ("Take %s. %s"), when, tooltip->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-times", g_memdup2 (times, sizeof times), g_free);
  gtk_widget_add_css_class (button, "rw-small");
  g_signal_connect_object (button, "clicked", G_CALLBACK (slot_cb), self, 0);
  return button;
}

static void
clear_slots (RwChangeConflicts *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->slots)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->slots), child);
}

static void
slots_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  RwChangeConflicts *self = RW_CHANGE_CONFLICTS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = g_task_propagate_pointer (G_TASK (result), &error);

  if (slots == NULL)
    return;
  g_clear_object (&self->searching);
  clear_slots (self);
  for (guint i = 0; i < slots->len; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (self->slots), create_slot (self, slots->pdata[i]));
  gtk_label_set_label (GTK_LABEL (self->free),
                       slots->len > 0 ? _ ("Next free times") : _ ("No free time in 90 days"));
  gtk_widget_set_visible (self->free, TRUE);
  gtk_widget_set_visible (self->slots, slots->len > 0);
}

static void
find_slots (RwChangeConflicts *self)
{
  g_autoptr (GTask) task = NULL;
  gboolean wanted =
    self->scene != NULL && self->movable && self->end > self->start && self->found->len > 0;
  Search *search;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (!wanted)
    {
      clear_slots (self);
      gtk_widget_set_visible (self->free, FALSE);
      gtk_widget_set_visible (self->slots, FALSE);
      return;
    }
  self->searching = g_cancellable_new ();
  search = g_new (Search, 1);
  *search =
    (Search) { rw_conflict_scene_ref (self->scene), self->end - self->start, rw_clock_now () };
  task = g_task_new (self, self->searching, slots_found_cb, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_in_thread);
}

/* --- What was found --------------------------------------------------------------------------------------------- */

static void
record_cb (GtkWidget         *button,
           RwChangeConflicts *self)
{
  const RwRecordKey *key = g_object_get_data (G_OBJECT (button), "rw-key");
  RwId id = key->id;

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) key->kind, &id);
}

static void
add_records (RwChangeConflicts *self,
             GtkWidget         *texts,
             const GArray      *records)
{
  GtkWidget *links = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (links), 10);
  for (guint i = 0; i < MIN (records->len, MOST_RECORDS); i++)
    {
      const RwConflictRecord *record = &g_array_index (records, RwConflictRecord, i);
      const RwRecordKey key = { record->kind, record->id };
      GtkWidget *button = gtk_button_new (),
                *label = gtk_label_new (record->title != NULL ? record->title : "—");
      g_autofree char *sentence = NULL;

      if (record->kind == RW_KIND_NONE)
        continue;
      sentence = g_strdup_printf ("%s %s", rw_kind_label (record->kind),
                                  record->title != NULL ? record->title : "—");
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
      gtk_widget_add_css_class (label, "caption");
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "link");
      gtk_widget_set_tooltip_text (button, sentence);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sentence, -1);
      g_object_set_data_full (G_OBJECT (button), "rw-key", g_memdup2 (&key, sizeof key), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (record_cb), self, 0);
      adw_wrap_box_append (ADW_WRAP_BOX (links), button);
    }
  if (records->len > MOST_RECORDS)
    {
      g_autofree char *more = g_strdup_printf ("+%u", records->len - MOST_RECORDS);

      adw_wrap_box_append (ADW_WRAP_BOX (links), rw_change_label_new (more, "caption"));
    }
  gtk_box_append (GTK_BOX (texts), links);
}

static void
add_row (RwChangeConflicts *self,
         const RwConflict  *conflict)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *mark = gtk_label_new (rw_status_symbol (status_of (conflict->severity)));
  g_autofree char *sentence =
    g_strdup_printf ("%s: %s", rw_conflict_code_label (conflict->code), conflict->text);

  gtk_widget_add_css_class (mark, rw_status_css_class (status_of (conflict->severity)));
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (mark, rw_conflict_code_label (conflict->code));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), rw_change_label_new (conflict->text, NULL));
  if (conflict->records->len > 0)
    add_records (self, texts, conflict->records);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_box_append (GTK_BOX (self->rows), row);
}

static char *
dup_state (RwChangeConflicts *self)
{
  gint64 as_of = self->scene != NULL ? rw_conflict_scene_get_as_of (self->scene) : 0;
  g_autofree char *clock = as_of != 0 ? rw_format_when (as_of, rw_clock_now ()) : NULL;
  /* Translators: a time: what is shown was so then */
  g_autofree char *age = clock != NULL ? g_strdup_printf (_ ("as of %s"), clock) : NULL;
  const char *words;

  if (self->scene == NULL)
    return g_strdup (_ ("Looking for conflicts…"));
  if (self->end <= self->start)
    words = _ ("Conflicts are looked for as soon as there is a time.");
  else if (self->found->len == 0)
    words = _ ("Nothing stands against this time.");
  else
    return g_steal_pointer (&age);
  return age != NULL ? g_strdup_printf ("%s (%s)", words, age) : g_strdup (words);
}

static void
evaluate (RwChangeConflicts *self)
{
  g_autofree char *state = NULL;

  g_ptr_array_unref (self->found);
  self->found = self->scene != NULL && self->end > self->start
                  ? rw_conflicts_find (self->scene, self->start, self->end)
                  : g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_free);
  rw_change_box_clear (self->rows);
  for (guint i = 0; i < self->found->len; i++)
    add_row (self, self->found->pdata[i]);
  state = dup_state (self);
  gtk_label_set_label (GTK_LABEL (self->state), state != NULL ? state : "");
  gtk_widget_set_visible (self->state, state != NULL);
  find_slots (self);
  g_signal_emit (self, signals[SIGNAL_EVALUATED], 0);
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  RwRecord *change;
  GPtrArray *items;
  gint64 from;
  gint64 to;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->change);
  g_ptr_array_unref (question->items);
  g_free (question);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Question *question = data;

  return rw_query_conflict_scene (cache, question->change, question->items, question->from,
                                  question->to, error);
}

typedef struct
{
  RwChangeConflicts *self;
  RwChangeReadFunc func;
  gpointer data;
} Reading;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RwChangeConflicts) self = reading->self;
  RwSession *session = RW_SESSION (source);
  g_autoptr (GError) error = NULL;
  RwConflictScene *scene = rw_session_read_finish (session, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (reading->func != NULL)
        reading->func (self, error, reading->data);
      return;
    }
  self->reading = FALSE;
  if (scene != NULL)
    {
      if (rw_session_get_state (session) != RW_SYNC_STATE_UP_TO_DATE &&
          rw_session_get_state (session) != RW_SYNC_STATE_SYNCING &&
          rw_session_get_last_contact (session) != 0)
        rw_conflict_scene_set_as_of (scene, rw_session_get_last_contact (session));
      rw_conflict_scene_set_zone (scene, rw_format_get_zone ());
      g_clear_pointer (&self->scene, rw_conflict_scene_unref);
      self->scene = scene;
      evaluate (self);
    }
  else
    {
      gtk_label_set_label (GTK_LABEL (self->state), error->message);
      gtk_widget_set_visible (self->state, TRUE);
    }
  if (reading->func != NULL)
    reading->func (self, error, reading->data);
}

static void
rw_change_conflicts_dispose (GObject *object)
{
  RwChangeConflicts *self = RW_CHANGE_CONFLICTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_object (&self->session);
  g_clear_object (&self->change);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_change_conflicts_parent_class)->dispose (object);
}

static void
rw_change_conflicts_finalize (GObject *object)
{
  RwChangeConflicts *self = RW_CHANGE_CONFLICTS (object);

  g_clear_pointer (&self->scene, rw_conflict_scene_unref);
  g_ptr_array_unref (self->found);
  G_OBJECT_CLASS (rw_change_conflicts_parent_class)->finalize (object);
}

static void
rw_change_conflicts_class_init (RwChangeConflictsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_conflicts_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_change_conflicts_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "rwchangeconflicts");
  signals[SIGNAL_EVALUATED] = g_signal_new ("evaluated", RW_TYPE_CHANGE_CONFLICTS,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SLOT] = g_signal_new ("slot", RW_TYPE_CHANGE_CONFLICTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_CHANGE_CONFLICTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  rw_status_install_css ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
rw_change_conflicts_init (RwChangeConflicts *self)
{
  g_autofree char *state = NULL;

  load_style ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->movable = TRUE;
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_free);
  state = dup_state (self);
  self->state = rw_change_label_new (state, "dimmed");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->free = rw_change_label_new (NULL, "caption-heading");
  self->slots = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->slots), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->slots), 6);
  gtk_widget_set_visible (self->free, FALSE);
  gtk_widget_set_visible (self->slots, FALSE);
  gtk_box_append (GTK_BOX (self), self->state);
  gtk_box_append (GTK_BOX (self), self->rows);
  gtk_box_append (GTK_BOX (self), self->free);
  gtk_box_append (GTK_BOX (self), self->slots);
}

GtkWidget *
rw_change_conflicts_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_CONFLICTS, NULL);
}

static void
read_scene (RwChangeConflicts *self,
            RwChangeReadFunc   func,
            gpointer           data)
{
  Question *question;
  Reading *reading;
  gint64 now = rw_clock_now ();

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = TRUE;
  self->from = (self->end > self->start ? MIN (now, self->start) : now) - RW_DAY;
  self->to = MAX (now, self->end) + AHEAD + RW_DAY;
  question = g_new (Question, 1);
  *question = (Question) { rw_record_dup (self->change), g_ptr_array_ref (self->items), self->from,
                           self->to };
  reading = g_new (Reading, 1);
  *reading = (Reading) { g_object_ref (self), func, data };
  rw_session_read_async (self->session, query_cb, question, question_free,
                         (GDestroyNotify) rw_conflict_scene_unref, self->cancellable, read_cb,
                         reading);
}

/**
 * rw_change_conflicts_read:
 * @change: as it is being planned
 * @items: (element-type RwId): what it affects
 * @func: (nullable): called once it is judged, or with an error: also when a newer question came
 *
 * Reads everything that the conflicts depend on, and judges.
 */
void
rw_change_conflicts_read (RwChangeConflicts *self,
                          RwSession         *session,
                          RwRecord          *change,
                          GPtrArray         *items,
                          RwChangeReadFunc   func,
                          gpointer           data)
{
  g_return_if_fail (RW_IS_CHANGE_CONFLICTS (self) && RW_IS_SESSION (session));
  g_set_object (&self->session, session);
  g_clear_object (&self->change);
  self->change = rw_record_dup (change);
  g_ptr_array_ref (items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  read_scene (self, func, data);
}

/**
 * rw_change_conflicts_drop:
 *
 * Forgets the change that was asked about: another one is going to be shown.
 */
void
rw_change_conflicts_drop (RwChangeConflicts *self)
{
  g_return_if_fail (RW_IS_CHANGE_CONFLICTS (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->reading = FALSE;
  g_clear_object (&self->change);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->scene, rw_conflict_scene_unref);
  self->start = self->end = 0;
  evaluate (self);
}

/**
 * rw_change_conflicts_set_times:
 * @start: microseconds since 1970, UTC; 0 with @end 0 for no time yet
 * @end: the same
 *
 * Judges another time. What stands against a time that was not read about yet is read first.
 */
void
rw_change_conflicts_set_times (RwChangeConflicts *self,
                               gint64             start,
                               gint64             end)
{
  g_return_if_fail (RW_IS_CHANGE_CONFLICTS (self));
  if (self->start == start && self->end == end)
    return;
  self->start = start;
  self->end = end;
  if (self->change != NULL && end > start && (start < self->from || end > self->to))
    {
      g_clear_pointer (&self->scene, rw_conflict_scene_unref);
      read_scene (self, NULL, NULL);
    }
  evaluate (self);
}

/**
 * rw_change_conflicts_set_movable:
 * @movable: whether another time can be offered
 */
void
rw_change_conflicts_set_movable (RwChangeConflicts *self,
                                 gboolean           movable)
{
  g_return_if_fail (RW_IS_CHANGE_CONFLICTS (self));
  if (self->movable == movable)
    return;
  self->movable = movable;
  find_slots (self);
}

/**
 * rw_change_conflicts_get_found:
 *
 * Returns: (transfer none) (element-type RwConflict): what stands against the time
 */
GPtrArray *
rw_change_conflicts_get_found (RwChangeConflicts *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_CONFLICTS (self), NULL);
  return self->found;
}

/**
 * rw_change_conflicts_dup_refusal:
 *
 * Returns: (transfer full) (nullable): why the change may not be at this time at all
 */
char *
rw_change_conflicts_dup_refusal (RwChangeConflicts *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_CONFLICTS (self), NULL);
  for (guint i = 0; i < self->found->len; i++)
    if (((RwConflict *) self->found->pdata[i])->severity == RW_CONFLICT_REFUSES)
      return g_strdup (((RwConflict *) self->found->pdata[i])->text);
  return NULL;
}

/**
 * rw_change_conflicts_dup_text:
 * @seen: (nullable): keys of conflicts that need not be said again
 *
 * Returns: (transfer full) (nullable): a line for each conflict; %NULL for none
 */
char *
rw_change_conflicts_dup_text (RwChangeConflicts *self,
                              const char *const *seen)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (RW_IS_CHANGE_CONFLICTS (self), NULL);
  for (guint i = 0; i < self->found->len; i++)
    {
      const RwConflict *conflict = self->found->pdata[i];

      if (seen == NULL || !g_strv_contains (seen, conflict->key))
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "",
                                rw_status_symbol (status_of (conflict->severity)), conflict->text);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/**
 * rw_change_conflicts_dup_keys:
 *
 * Returns: (transfer full): what change.conflicts_seen keeps of them
 */
char **
rw_change_conflicts_dup_keys (RwChangeConflicts *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  g_return_val_if_fail (RW_IS_CHANGE_CONFLICTS (self), NULL);
  for (guint i = 0; i < self->found->len; i++)
    g_strv_builder_add (keys, ((RwConflict *) self->found->pdata[i])->key);
  return g_strv_builder_end (keys);
}

gboolean
rw_change_conflicts_is_settled (RwChangeConflicts *self)
{
  g_return_val_if_fail (RW_IS_CHANGE_CONFLICTS (self), TRUE);
  return !self->reading && self->searching == NULL;
}
