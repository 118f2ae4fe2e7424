/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-check.h"

#include <glib/gi18n.h>

#include "query/rw-query-conflicts.h"
#include "rw-announce.h"
#include "rw-changes-move.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-submit.h"
#include "rw-time.h"

#define MOST_SHOWN  6
#define SEARCH_DAYS 90

/* How far before and after the time of a change its scene reaches. */
#define REACH_BACK  (14 * RW_DAY)
#define REACH_AHEAD ((SEARCH_DAYS + 14) * RW_DAY)

struct _RwChangesCheck
{
  AdwBin parent_instance;

  RwPage *page; /* weak: it holds this, and a reading or a toast may outlive it */
  GtkLabel *range;
  GtkLabel *state;
  GtkBox *list;

  RwId id; /* of the change that is held, or was dropped; nil: a new one */
  gboolean holding;
  RwCalendarView *view; /* while it is held */
  RwConflictScene *scene;
  GCancellable *cancellable; /* of the scene that is read */
  char *shown;               /* the keys of what the list shows */

  RwCalendarEntry *dropped; /* until there is a scene to judge it by */
  gint64 start;
  gint64 end;

  AdwToast *offer; /* weak: the overlay holds it while it is to be seen */
  RwCalendarEntry *offered;
  gint64 offered_start;
  gint64 offered_end;
};

enum
{
  SIGNAL_GO,
  SIGNAL_REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangesCheck, rw_changes_check, ADW_TYPE_BIN)

/* --- The scene ------------------------------------------------------------------------------------- */

typedef struct
{
  RwId id;
  gint64 from;
  gint64 to;
} Ask;

static gpointer
read_scene_cb (RwCache       *cache,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  const Ask *ask = data;
  g_autoptr (RwRecord) change = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (rw_id_is_nil (&ask->id))
    {
      change = rw_record_new (RW_KIND_CHANGE, NULL);
      return rw_query_conflict_scene (cache, change, none, ask->from, ask->to, error);
    }
  change = rw_cache_get (cache, RW_KIND_CHANGE, &ask->id, error);
  if (change == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _ ("This change no longer exists."));
      return NULL;
    }
  return rw_query_conflict_scene (cache, change, NULL, ask->from, ask->to, error);
}

static gboolean
is_offline (RwChangesCheck *self)
{
  RwSession *session = rw_page_get_session (self->page);
  RwSyncState state = session != NULL ? rw_session_get_state (session) : RW_SYNC_STATE_UP_TO_DATE;

  return state != RW_SYNC_STATE_UP_TO_DATE && state != RW_SYNC_STATE_SYNCING;
}

static void judge (RwChangesCheck *self);
static void show_conflicts (RwChangesCheck *self);

static void
scene_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwChangesCheck) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwConflictScene) scene = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->page == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (scene == NULL)
    {
      rw_page_toast (self->page, error->message);
      if (self->dropped != NULL)
        g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
      g_clear_pointer (&self->dropped, rw_calendar_entry_unref);
      return;
    }
  rw_conflict_scene_set_zone (scene, rw_format_get_zone ());
  if (is_offline (self))
    rw_conflict_scene_set_as_of (scene, rw_session_get_last_contact (RW_SESSION (source)));
  g_clear_pointer (&self->scene, rw_conflict_scene_unref);
  self->scene = g_steal_pointer (&scene);
  if (self->dropped != NULL)
    judge (self);
  else
    show_conflicts (self);
}

/* Read once when a change is taken up; each motion only asks it. */
static void
read_scene (RwChangesCheck *self,
            const RwId     *id,
            gint64          start)
{
  RwSession *session = rw_page_get_session (self->page);
  Ask ask = { *id, MIN (start, rw_clock_now ()) - REACH_BACK,
              MAX (start, rw_clock_now ()) + REACH_AHEAD };

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scene, rw_conflict_scene_unref);
  self->id = *id;
  if (session == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (session, read_scene_cb, g_memdup2 (&ask, sizeof ask), g_free,
                         (GDestroyNotify) rw_conflict_scene_unref, self->cancellable, scene_read_cb,
                         g_object_ref (self));
}

/* --- The card --------------------------------------------------------------------------------------- */

static const RwConflict *
find_refusal (GPtrArray *conflicts)
{
  for (guint i = 0; i < conflicts->len; i++)
    if (((RwConflict *) conflicts->pdata[i])->severity == RW_CONFLICT_REFUSES)
      return conflicts->pdata[i];
  return NULL;
}

static void
add_row (RwChangesCheck *self,
         const char     *text,
         const char     *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  gtk_widget_add_css_class (label, "caption");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->list, label);
}

static void
fill_list (RwChangesCheck *self,
           GPtrArray      *conflicts)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < MIN (conflicts->len, MOST_SHOWN); i++)
    {
      const RwConflict *conflict = conflicts->pdata[i];
      g_autofree char *text =
        g_strdup_printf ("%s %s", conflict->severity == RW_CONFLICT_NOT_EVALUATED ? "?" : "▲",
                         conflict->text);

      add_row (self, text, conflict->severity == RW_CONFLICT_REFUSES ? "error" : NULL);
    }
  if (conflicts->len > MOST_SHOWN)
    {
      guint n = conflicts->len - MOST_SHOWN;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      add_row (self, text, "dim-label");
    }
}

static char *
keys_of (GPtrArray *conflicts)
{
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < conflicts->len; i++)
    g_string_append_printf (keys, "%s\n", ((RwConflict *) conflicts->pdata[i])->key);
  return g_string_free (keys, FALSE);
}

static void
show_state (RwChangesCheck *self,
            GPtrArray      *conflicts)
{
  const RwConflict *refusal = conflicts != NULL ? find_refusal (conflicts) : NULL;
  gint64 as_of = self->scene != NULL ? rw_conflict_scene_get_as_of (self->scene) : 0;
  g_autofree char *text = NULL, *when = NULL, *whole = NULL;

  if (conflicts == NULL)
    text = g_strdup (_ ("Checking…"));
  else if (refusal != NULL)
    text = g_strdup (_ ("Refused here"));
  else if (conflicts->len == 0)
    text = g_strdup (_ ("No conflicts"));
  else
    text =
      g_strdup_printf (ngettext ("%u conflict", "%u conflicts", conflicts->len), conflicts->len);
  if (as_of > 0)
    {
      when = rw_format_when (as_of, rw_clock_now ());
      /* Translators: "3 conflicts · as of 14:02": with what was known then. */
      whole = g_strdup_printf (_ ("%s · as of %s"), text, when);
    }
  gtk_label_set_text (self->state, whole != NULL ? whole : text);
  if (refusal != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "error");
}

static void
show_conflicts (RwChangesCheck *self)
{
  g_autoptr (GPtrArray) conflicts = NULL, none = g_ptr_array_new ();
  g_autofree char *range = NULL, *keys = NULL;
  RwCalendarGhost ghost;

  if (self->view == NULL || !rw_calendar_view_get_ghost (self->view, &ghost))
    return;
  range = rw_calendar_range_text (ghost.span.start, ghost.span.end, rw_format_get_zone ());
  gtk_label_set_text (self->range, range);
  if (self->scene != NULL)
    conflicts = rw_conflicts_find (self->scene, ghost.span.start, ghost.span.end);
  show_state (self, conflicts);
  rw_calendar_view_set_refused (self->view, conflicts != NULL && find_refusal (conflicts) != NULL);
  keys = keys_of (conflicts != NULL ? conflicts : none);
  if (!g_set_str (&self->shown, keys))
    return;
  fill_list (self, conflicts != NULL ? conflicts : none);
  if (conflicts != NULL && conflicts->len > 0)
    rw_announce (GTK_WIDGET (self->view), ((RwConflict *) conflicts->pdata[0])->text);
}

/* On the side of the calendar where what is held is not. */
static void
choose_side (RwChangesCheck *self,
             gint64          start)
{
  gint64 day = rw_zone_wall (rw_format_get_zone (), start) / RW_DAY -
               rw_calendar_view_get_first_day (self->view);
  guint n_days = rw_calendar_view_get_n_days (self->view);
  gboolean left = n_days > 1 && day % MIN (n_days, 7) >= MIN (n_days, 7) / 2;

  gtk_widget_set_halign (GTK_WIDGET (self), left ? GTK_ALIGN_START : GTK_ALIGN_END);
}

/**
 * rw_changes_check_follow:
 * @view: what is held there has moved, or is held no more
 */
void
rw_changes_check_follow (RwChangesCheck *self,
                         RwCalendarView *view)
{
  RwCalendarGhost ghost;
  const RwId *id;

  if (!rw_calendar_view_get_ghost (view, &ghost))
    {
      self->holding = FALSE;
      self->view = NULL;
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  id = ghost.entry != NULL ? &ghost.entry->id : &RW_ID_NIL;
  self->view = view;
  if (!self->holding || !rw_id_equal (id, &self->id))
    {
      self->holding = TRUE;
      read_scene (self, id, ghost.span.start);
    }
  choose_side (self, ghost.span.start);
  show_conflicts (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* --- The decision ------------------------------------------------------------------------------------ */

static void
withdraw_offer (RwChangesCheck *self)
{
  AdwToast *toast = self->offer;

  g_clear_weak_pointer (&self->offer);
  g_clear_pointer (&self->offered, rw_calendar_entry_unref);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* What was free when it was offered need not be free any more: it is judged like everything that is dropped. */
static void
offer_taken_cb (AdwToast       *toast,
                RwChangesCheck *self)
{
  g_autoptr (RwCalendarEntry) entry = g_steal_pointer (&self->offered);
  gint64 start = self->offered_start;

  g_clear_weak_pointer (&self->offer);
  if (entry == NULL || self->page == NULL)
    return;
  g_clear_pointer (&self->scene, rw_conflict_scene_unref);
  rw_changes_check_drop (self, entry, start, self->offered_end);
  g_signal_emit (self, signals[SIGNAL_GO], 0, start);
}

static void
refuse (RwChangesCheck   *self,
        RwCalendarEntry  *entry,
        const RwConflict *refusal)
{
  gint64 from = MAX (self->start, rw_clock_now ());
  g_autoptr (GPtrArray) slots =
    rw_conflict_slots (self->scene, self->end - self->start, from, from + SEARCH_DAYS * RW_DAY, 1);
  g_autofree char *when = NULL, *button = NULL, *text = NULL;
  const RwConflictSlot *slot;
  AdwToast *toast;

  g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
  withdraw_offer (self);
  rw_announce (GTK_WIDGET (self->page), refusal->text);
  if (slots->len == 0)
    {
      text = g_strdup_printf (_ ("%s. No free time within %d days."), refusal->text, SEARCH_DAYS);
      rw_page_toast (self->page, text);
      return;
    }
  slot = slots->pdata[0];
  when = rw_calendar_range_text (slot->start, slot->end, rw_format_get_zone ());
  /* Translators: a button: "Next Free: Sun 29 Nov, 02:00–04:00". */
  button = g_strdup_printf (_ ("Next Free: %s"), when);
  toast = rw_toast_with_button (GTK_WIDGET (self->page), refusal->text, button);
  if (toast == NULL)
    return;
  adw_toast_set_timeout (toast, 0);
  g_set_weak_pointer (&self->offer, toast);
  self->offered = g_rc_box_acquire (entry);
  self->offered_start = slot->start;
  self->offered_end = slot->end;
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (offer_taken_cb), self, 0);
}

static void
judge (RwChangesCheck *self)
{
  g_autoptr (RwCalendarEntry) entry = g_steal_pointer (&self->dropped);
  g_autoptr (GPtrArray) conflicts = rw_conflicts_find (self->scene, self->start, self->end);
  const RwConflict *refusal = find_refusal (conflicts);
  g_autofree char *warning = NULL;

  if (refusal != NULL)
    {
      refuse (self, entry, refusal);
      return;
    }
  if (conflicts->len == 1)
    warning = g_strdup (((RwConflict *) conflicts->pdata[0])->text);
  else if (conflicts->len > 1)
    warning =
      g_strdup_printf (ngettext ("%u conflict", "%u conflicts", conflicts->len), conflicts->len);
  rw_changes_move (self->page, &entry->id, self->start, self->end, warning);
}

/**
 * rw_changes_check_drop:
 * @entry: what was dropped
 * @start: where, microseconds since 1970, UTC
 * @end: the same
 *
 * Moves the change, or says why not.
 */
void
rw_changes_check_drop (RwChangesCheck  *self,
                       RwCalendarEntry *entry,
                       gint64           start,
                       gint64           end)
{
  g_rc_box_acquire (entry);
  g_clear_pointer (&self->dropped, rw_calendar_entry_unref);
  self->dropped = entry;
  self->start = start;
  self->end = end;
  if (self->scene != NULL && rw_id_equal (&self->id, &entry->id))
    judge (self);
  else if (self->cancellable == NULL || !rw_id_equal (&self->id, &entry->id))
    read_scene (self, &entry->id, start);
}

/* --- The widget -------------------------------------------------------------------------------------- */

/* The toast hangs on the window, and would stay when the page goes; a window that is closed takes it along. */
static void
rw_changes_check_unroot (GtkWidget *widget)
{
  if (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_root (widget))))
    withdraw_offer (RW_CHANGES_CHECK (widget));
  GTK_WIDGET_CLASS (rw_changes_check_parent_class)->unroot (widget);
}

static void
rw_changes_check_dispose (GObject *object)
{
  RwChangesCheck *self = RW_CHANGES_CHECK (object);

  g_clear_weak_pointer (&self->offer);
  g_clear_pointer (&self->offered, rw_calendar_entry_unref);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->scene, rw_conflict_scene_unref);
  g_clear_pointer (&self->dropped, rw_calendar_entry_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_weak_pointer (&self->page);
  self->view = NULL;
  G_OBJECT_CLASS (rw_changes_check_parent_class)->dispose (object);
}

static void
rw_changes_check_class_init (RwChangesCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_changes_check_dispose;
  GTK_WIDGET_CLASS (klass)->unroot = rw_changes_check_unroot;
  signals[SIGNAL_GO] = g_signal_new ("go", RW_TYPE_CHANGES_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", RW_TYPE_CHANGES_CHECK, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_changes_check_init (RwChangesCheck *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->range = GTK_LABEL (gtk_label_new (NULL));
  self->state = GTK_LABEL (gtk_label_new (NULL));
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_label_set_xalign (self->range, 0);
  gtk_label_set_xalign (self->state, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->range), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->range), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->range));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_set_margin_top (box, 10);
  gtk_widget_set_margin_bottom (box, 10);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "osd");
  gtk_widget_add_css_class (GTK_WIDGET (self), "toolbar");
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 64);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 18);
}

/**
 * rw_changes_check_new:
 * @page: on which it speaks, and by which it edits
 *
 * Returns: (transfer floating): a card that is not to be seen yet
 */
GtkWidget *
rw_changes_check_new (RwPage *page)
{
  RwChangesCheck *self = g_object_new (RW_TYPE_CHANGES_CHECK, NULL);

  g_set_weak_pointer (&self->page, page);
  return GTK_WIDGET (self);
}
