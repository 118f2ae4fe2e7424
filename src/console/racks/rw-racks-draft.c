/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-draft-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-action.h"
#include "rw-announce.h"
#include "rw-apply-moves.h"
#include "rw-clock.h"
#include "rw-draft-dialog.h"
#include "rw-draft-to-dialog.h"
#include "rw-rack-plan-moved.h"
#include "rw-racks-place.h"
#include "rw-submit.h"

/*
 * Moves that are planned before they are made: while the draft is open, what is dropped is written down instead
 * of being done. The draft outlives the console; made into a change it is empty, and comes back when that is
 * undone.
 */

#define DRAFT_KEY "moves"
#define MADE_KEY  "moves/made"

/* First line of what is kept, so that a draft that was put aside does not open by itself. */
#define OPEN   "open\n"
#define CLOSED "closed\n"

static void load (RwRacksPage *self);
static void open_panel (RwRacksPage *self);

static const RwMove *
get_moves (RwRacksPage *self, guint *n)
{
  return rw_move_draft_get (self->draft->moves, n);
}

/* --- What the canvas shows ------------------------------------------------------------------------- */

/**
 * rw_racks_draft_show:
 * @plan: (nullable): the racks as they are
 *
 * Returns: (transfer full) (nullable): what is to be drawn of them
 */
RwRackPlan *
rw_racks_draft_show (RwRacksPage *self, RwRackPlan *plan)
{
  RwRacksDraft *draft = self->draft;
  const RwMove *moves;
  guint n;

  if (plan != draft->real)
    {
      g_clear_pointer (&draft->real, rw_rack_plan_unref);
      draft->real = plan != NULL ? rw_rack_plan_ref (plan) : NULL;
    }
  if (plan == NULL)
    return NULL;
  moves = get_moves (self, &n);
  if (draft->panel == NULL || draft->before)
    n = 0;
  return rw_rack_plan_new_moved (plan, moves, n);
}

/* --- Keeping --------------------------------------------------------------------------------------- */

static void
save (RwRacksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  g_autofree char *moves = rw_move_draft_to_text (self->draft->moves),
                  *text = moves != NULL
                            ? g_strconcat (self->draft->panel != NULL ? OPEN : CLOSED, moves, NULL)
                            : NULL;

  if (session != NULL)
    rw_session_set_draft (session, DRAFT_KEY, text);
}

static void
save_made (RwRacksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  g_autofree char *id = rw_id_to_string (&self->draft->made),
                  *text = rw_id_is_nil (&self->draft->made)
                            ? NULL
                            : g_strdup_printf ("%s\n%s", id, self->draft->made_text);

  if (session != NULL)
    rw_session_set_draft (session, MADE_KEY, text);
}

static void
forget_made (RwRacksPage *self)
{
  self->draft->made = RW_ID_NIL;
  self->draft->made_back = FALSE;
  g_clear_pointer (&self->draft->made_text, g_free);
  save_made (self);
}

/* After every step: what is drawn follows at once, what is found a moment later. */
static void
changed (RwRacksPage *self)
{
  RwRacksDraft *draft = self->draft;

  save (self);
  if (draft->panel != NULL)
    rw_draft_panel_set_draft (draft->panel, draft->moves);
  if (draft->real != NULL)
    rw_racks_page_show_plan (self, draft->real);
  g_signal_emit_by_name (self, "header-changed");
  load (self);
}

/* Its moves are in a change now: undo in the draft has no part in that. */
static void
empty (RwRacksPage *self)
{
  g_clear_pointer (&self->draft->moves, rw_move_draft_free);
  self->draft->moves = rw_move_draft_new ();
  if (self->draft->panel != NULL)
    rw_racks_draft_close (self);
  else
    changed (self);
}

/* --- Reading --------------------------------------------------------------------------------------- */

static gboolean
drop_arrived (RwRacksPage *self, const RwMovePlan *plan)
{
  gboolean any = FALSE;

  for (guint i = 0; i < plan->n_moves; i++)
    if (plan->moves[i].arrived)
      any |= rw_move_draft_drop (self->draft->moves, &plan->moves[i].move.device);
  return any;
}

static void
show_due (RwRacksPage *self)
{
  const GPtrArray *planned = self->draft->answer->planned;
  const RwPlannedMove *first = NULL;
  g_autofree char *title = NULL;
  guint n = 0;

  for (guint i = 0; i < planned->len; i++)
    {
      const RwPlannedMove *move = g_ptr_array_index (planned, i);

      if (first == NULL && move->due)
        first = move;
      n += first != NULL && move->due && rw_id_equal (&move->change, &first->change);
    }
  self->draft->due = first != NULL ? first->change : RW_ID_NIL;
  if (first != NULL)
    {
      /* Translators: a change; how many systems */
      title = g_strdup_printf (
        ngettext ("%s is carried out; %u system is not recorded at its new place yet",
                  "%s is carried out; %u systems are not recorded at their new places yet", n),
        first->name, n);
      adw_banner_set_title (self->draft->banner, title);
      if (!adw_banner_get_revealed (self->draft->banner))
        rw_announce (GTK_WIDGET (self), title);
    }
  adw_banner_set_revealed (self->draft->banner, first != NULL);
}

/* Undone, the change gives its moves back; done again, it takes them. */
static void
follow_made (RwRacksPage *self)
{
  RwRacksDraft *draft = self->draft;
  g_autofree char *now = rw_move_draft_to_text (draft->moves);

  if (rw_id_is_nil (&draft->made))
    return;
  if (draft->answer->made_on)
    forget_made (self);
  else if (!draft->answer->made_there && !draft->made_back)
    {
      draft->made_back = TRUE;
      if (now != NULL || !rw_move_draft_take_text (draft->moves, draft->made_text))
        return;
      rw_page_toast (RW_PAGE (self), _ ("The planned moves are in the draft again"));
      if (draft->panel == NULL)
        open_panel (self);
      else
        changed (self);
    }
  else if (draft->answer->made_there && draft->made_back)
    {
      draft->made_back = FALSE;
      if (g_strcmp0 (now, draft->made_text) == 0)
        empty (self);
    }
}

static void
take_answer (RwRacksPage *self, RwDraftAnswer *answer)
{
  RwRacksDraft *draft = self->draft;

  g_clear_pointer (&draft->answer, rw_draft_answer_unref);
  draft->answer = answer;
  show_due (self);
  if (draft->panel != NULL && answer->plan != NULL)
    {
      rw_draft_panel_show (draft->panel, answer);
      if (drop_arrived (self, answer->plan))
        changed (self);
    }
  follow_made (self);
  rw_racks_draft_show_ghosts (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRacksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwDraftAnswer *answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      rw_draft_answer_unref (answer);
      return;
    }
  self->draft->loading = FALSE;
  /* What was asked for meanwhile is told by the next reading. */
  if (self->draft->stale)
    rw_draft_answer_unref (answer);
  else if (answer != NULL)
    take_answer (self, answer);
  else if (self->draft->panel != NULL)
    rw_draft_panel_set_error (self->draft->panel, error->message);
  if (self->draft->stale)
    load (self);
}

static void
load (RwRacksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  RwRacksDraft *draft = self->draft;
  const RwMove *moves;
  guint n;

  draft->stale = draft->loading;
  if (draft->loading || session == NULL)
    return;
  draft->loading = TRUE;
  moves = get_moves (self, &n);
  rw_session_read_async (session, rw_draft_read,
                         rw_draft_question_new (moves, n, draft->panel != NULL, &draft->made),
                         rw_draft_question_free, rw_draft_answer_unref, self->cancellable,
                         loaded_cb, g_object_ref (self));
}

void
rw_racks_draft_data_changed (RwRacksPage *self, const RwChangeSet *changes)
{
  const guint64 planned = RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) |
                          RW_KIND_BIT (RW_KIND_CHANGE_TASK) | RW_KIND_BIT (RW_KIND_DEVICE),
                checked = RW_KIND_BIT (RW_KIND_ROOM) | RW_KIND_BIT (RW_KIND_RACK) |
                          RW_KIND_BIT (RW_KIND_RESERVATION) | RW_KIND_BIT (RW_KIND_POWER_FEED) |
                          RW_KIND_BIT (RW_KIND_DEVICE_TYPE) | RW_KIND_BIT (RW_KIND_PORT) |
                          RW_KIND_BIT (RW_KIND_CABLE) | RW_KIND_BIT (RW_KIND_VLAN) |
                          RW_KIND_BIT (RW_KIND_ADDRESS);

  if ((changes->kinds & (self->draft->panel != NULL ? planned | checked : planned)) != 0)
    load (self);
}

/* --- What the person does -------------------------------------------------------------------------- */

/* Where the device stands now, as far as racks are concerned. */
static gboolean
find_home (RwRacksPage *self, const RwId *device, RwMove *home)
{
  RwRackPlan *real = self->draft->real;
  int index = real != NULL ? rw_rack_plan_find_device (real, device) : -1, system;
  const RwWiring *wiring;
  RwPlacement at;

  if (index >= 0 && real->devices[index].length > 0 && real->devices[index].rack >= 0)
    {
      *home = (RwMove) { *device, real->devices[index].rack_id, real->devices[index].start,
                         real->devices[index].face };
      return TRUE;
    }
  if (self->draft->answer == NULL || self->draft->answer->plan == NULL)
    return FALSE;
  wiring = self->draft->answer->plan->before;
  system = rw_wiring_find_system (wiring, device);
  if (system < 0 || !rw_wiring_get_placement (wiring, (guint) system, &at))
    return FALSE;
  *home = (RwMove) { *device, wiring->systems[system].rack_id, at.start,
                     (RwFace) MAX (0, wiring->systems[system].face) };
  return TRUE;
}

/**
 * rw_racks_draft_take_move:
 *
 * Returns: whether the draft is open, and the move is in it now instead of being done
 */
gboolean
rw_racks_draft_take_move (RwRacksPage *self, const RwMove *move)
{
  RwRacksDraft *draft = self->draft;
  gboolean at_home;
  RwMove home;

  if (draft->panel == NULL)
    return FALSE;
  at_home = find_home (self, &move->device, &home);
  if (rw_move_draft_set (draft->moves, move, at_home ? &home : NULL))
    {
      draft->before = FALSE;
      rw_draft_panel_set_before (draft->panel, FALSE);
      changed (self);
    }
  else if (rw_move_draft_find (draft->moves, &move->device) == NULL && !at_home)
    rw_page_toast (RW_PAGE (self), _ ("A draft cannot have more moves"));
  return TRUE;
}

static void
remove_cb (RwRacksPage *self, const RwId *device)
{
  if (rw_move_draft_remove (self->draft->moves, device))
    changed (self);
}

static void
reveal_cb (RwRacksPage *self, const RwId *device)
{
  const RwMove *move = rw_move_draft_find (self->draft->moves, device);

  if (rw_rack_canvas_reveal (self->canvas, RW_KIND_DEVICE, device))
    return;
  /* In a room that is not shown: as it is, or where it goes. */
  if (self->draft->before || move == NULL)
    rw_page_reveal (RW_PAGE (self), RW_KIND_DEVICE, device);
  else
    rw_page_reveal (RW_PAGE (self), RW_KIND_RACK, &move->rack);
}

static void
before_cb (RwRacksPage *self, gboolean before)
{
  self->draft->before = before;
  if (self->draft->real != NULL)
    rw_racks_page_show_plan (self, self->draft->real);
  rw_announce (GTK_WIDGET (self),
               before ? _ ("The racks as they are") : _ ("The racks after the planned moves"));
}

static gboolean
undo (RwRacksPage *self, gboolean redo)
{
  if (self->draft->panel == NULL || !rw_move_draft_undo (self->draft->moves, redo))
    return FALSE;
  changed (self);
  return TRUE;
}

static void
undo_cb (RwRacksPage *self, gboolean redo)
{
  undo (self, redo);
}

static gboolean
rw_racks_draft_undo (RwPage *page, gboolean redo)
{
  return undo (RW_RACKS_PAGE (page), redo);
}

static gboolean
rw_racks_draft_can_undo (RwPage *page, gboolean redo)
{
  const RwRacksDraft *draft = RW_RACKS_PAGE (page)->draft;

  return draft->panel != NULL && rw_move_draft_can_undo (draft->moves, redo);
}

static void
chosen_cb (RwDraftToDialog *dialog, const RwId *rack, int start, int face, RwRacksPage *self)
{
  const RwId *device = g_object_get_data (G_OBJECT (dialog), "device");
  RwMove move = { *device, *rack, start, (RwFace) face };

  rw_racks_draft_take_move (self, &move);
}

static void
move_to_cb (RwRacksPage *self)
{
  RwDraftAnswer *answer = self->draft->answer;
  int system = -1;
  AdwDialog *dialog;
  RwKind kind;
  RwId id;

  if (answer == NULL || answer->plan == NULL)
    return;
  if (!rw_rack_canvas_get_selected (self->canvas, &kind, &id) || kind != RW_KIND_DEVICE)
    {
      rw_page_toast (RW_PAGE (self), _ ("Select the device that is to be moved first"));
      return;
    }
  system = rw_wiring_find_system (answer->plan->before, &id);
  if (system < 0 || answer->plan->before->systems[system].parent >= 0 ||
      answer->plan->before->systems[system].start < 0)
    {
      rw_page_toast (RW_PAGE (self),
                     _ ("Only what stands in the units of a rack can be moved to others"));
      return;
    }
  dialog = rw_draft_to_dialog_new (RW_PAGE (self), answer->plan, (guint) system);
  g_object_set_data_full (G_OBJECT (dialog), "device", rw_id_copy (&id), g_free);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
discard_response_cb (RwRacksPage *self, const char *response)
{
  if (g_str_equal (response, "discard") && rw_move_draft_clear (self->draft->moves))
    changed (self);
}

static void
discard_cb (RwRacksPage *self)
{
  AdwDialog *dialog;
  g_autofree char *body = NULL;
  guint n;

  get_moves (self, &n);
  if (n == 0)
    return;
  dialog = adw_alert_dialog_new (_ ("Discard All Planned Moves?"), NULL);
  body =
    g_strdup_printf (ngettext ("%u system stays where it is. Ctrl+Z brings the draft back.",
                               "%u systems stay where they are. Ctrl+Z brings the draft back.", n),
                     n);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_response_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* --- A change of it -------------------------------------------------------------------------------- */

typedef struct
{
  RwId change;
  char *text;
} Made;

static void
made_free (gpointer data)
{
  Made *made = data;

  g_free (made->text);
  g_free (made);
}

static void
made_cb (GtkWidget *widget, gpointer data)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);
  const Made *made = data;

  self->draft->made = made->change;
  self->draft->made_back = FALSE;
  g_set_str (&self->draft->made_text, made->text);
  save_made (self);
  empty (self);
  rw_page_open (RW_PAGE (self), RW_KIND_CHANGE, &made->change);
}

static void
make_change_cb (RwDraftDialog *dialog,
                GPtrArray *edits,
                const RwId *change,
                const char *title,
                RwRacksPage *self)
{
  /* Translators: what was done, for undo: title of a change */
  g_autofree char *label = g_strdup_printf (_ ("Plan “%s”"), title);
  Made *made = g_new0 (Made, 1);

  made->change = *change;
  made->text = rw_move_draft_to_text (self->draft->moves);
  rw_submit_then (GTK_WIDGET (self), rw_page_get_session (RW_PAGE (self)), edits, label, made_cb,
                  made, made_free);
}

static void
make_cb (RwRacksPage *self)
{
  RwDraftAnswer *answer = self->draft->answer;
  AdwDialog *dialog;

  if (answer == NULL || answer->plan == NULL || answer->plan->n_moves == 0 ||
      answer->plan->n_errors > 0)
    return;
  dialog = rw_draft_dialog_new (RW_PAGE (self), answer, rw_clock_now ());
  g_signal_connect_object (dialog, "make", G_CALLBACK (make_change_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
record_due (RwRacksPage *self)
{
  const GPtrArray *planned = self->draft->answer != NULL ? self->draft->answer->planned : NULL;

  for (guint i = 0; planned != NULL && i < planned->len; i++)
    {
      const RwPlannedMove *move = g_ptr_array_index (planned, i);

      if (move->due && rw_id_equal (&move->change, &self->draft->due))
        {
          rw_apply_moves (RW_PAGE (self), &move->change, move->name);
          return;
        }
    }
  rw_page_toast (RW_PAGE (self), _ ("No change has moves that are carried out and not recorded"));
}

/* --- Coming and going ------------------------------------------------------------------------------ */

static void
open_panel (RwRacksPage *self)
{
  RwRacksDraft *draft = self->draft;

  rw_racks_place_close (self);
  draft->before = FALSE;
  draft->panel = RW_DRAFT_PANEL (rw_draft_panel_new ());
  rw_draft_panel_set_draft (draft->panel, draft->moves);
  gtk_box_append (self->beside, GTK_WIDGET (draft->panel));
  g_signal_connect_swapped (draft->panel, "remove", G_CALLBACK (remove_cb), self);
  g_signal_connect_swapped (draft->panel, "reveal", G_CALLBACK (reveal_cb), self);
  g_signal_connect_swapped (draft->panel, "before", G_CALLBACK (before_cb), self);
  g_signal_connect_swapped (draft->panel, "undo", G_CALLBACK (undo_cb), self);
  g_signal_connect_swapped (draft->panel, "move-to", G_CALLBACK (move_to_cb), self);
  g_signal_connect_swapped (draft->panel, "discard", G_CALLBACK (discard_cb), self);
  g_signal_connect_swapped (draft->panel, "make", G_CALLBACK (make_cb), self);
  g_signal_connect_swapped (draft->panel, "close", G_CALLBACK (rw_racks_draft_close), self);
  changed (self);
}

/**
 * rw_racks_draft_close:
 *
 * Shows the racks as they are again; the draft is kept.
 */
void
rw_racks_draft_close (RwRacksPage *self)
{
  RwDraftPanel *panel = g_steal_pointer (&self->draft->panel);

  if (panel == NULL)
    return;
  g_signal_handlers_disconnect_by_data (panel, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  gtk_box_remove (self->beside, GTK_WIDGET (panel));
  changed (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRacksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = rw_session_get_draft_finish (RW_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->draft->n_wanted--;
  if (text == NULL)
    return;
  /* Somebody was quicker than the disk. */
  if (self->draft->panel != NULL || !rw_move_draft_take_text (self->draft->moves, text))
    return;
  if (g_str_has_prefix (text, OPEN))
    open_panel (self);
}

static void
made_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRacksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = rw_session_get_draft_finish (RW_SESSION (source), result, &error);
  char *line = text != NULL ? strchr (text, '\n') : NULL;
  RwId id;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->draft->n_wanted--;
  if (line == NULL || !rw_id_is_nil (&self->draft->made))
    return;
  *line = '\0';
  if (!rw_id_parse (text, &id))
    return;
  self->draft->made = id;
  g_set_str (&self->draft->made_text, line + 1);
  load (self);
}

void
rw_racks_draft_session_set (RwRacksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->draft->n_wanted = 2;
  rw_session_get_draft_async (session, DRAFT_KEY, self->cancellable, kept_cb, g_object_ref (self));
  rw_session_get_draft_async (session, MADE_KEY, self->cancellable, made_kept_cb,
                              g_object_ref (self));
  load (self);
}

/**
 * rw_racks_draft_wrap:
 * @content: of the page
 *
 * Begins to look after a draft.
 *
 * Returns: (transfer floating): the content below what is said of changes that were carried out
 */
GtkWidget *
rw_racks_draft_wrap (RwRacksPage *self, GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *banner = adw_banner_new ("");

  self->draft = g_new0 (RwRacksDraft, 1);
  self->draft->moves = rw_move_draft_new ();
  self->draft->banner = ADW_BANNER (banner);
  adw_banner_set_use_markup (self->draft->banner, FALSE);
  adw_banner_set_button_label (self->draft->banner, _ ("_Record New Places"));
  g_signal_connect_object (banner, "button-clicked", G_CALLBACK (record_due), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), banner);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

gboolean
rw_racks_draft_settled (RwRacksPage *self)
{
  return !self->draft->loading && self->draft->n_wanted == 0;
}

void
rw_racks_draft_dispose (RwRacksPage *self)
{
  RwRacksDraft *draft = g_steal_pointer (&self->draft);

  if (draft == NULL)
    return;
  if (draft->panel != NULL)
    g_signal_handlers_disconnect_by_data (draft->panel, self);
  rw_move_draft_free (draft->moves);
  rw_rack_plan_unref (draft->real);
  rw_draft_answer_unref (draft->answer);
  g_free (draft->made_text);
  g_free (draft);
}

/* --- Actions --------------------------------------------------------------------------------------- */

static void
plan_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);

  if (rw_page_get_session (RW_PAGE (self)) == NULL)
    return;
  if (self->draft->panel != NULL)
    rw_racks_draft_close (self);
  else
    open_panel (self);
}

static void
to_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);

  if (rw_page_get_session (RW_PAGE (self)) == NULL)
    return;
  if (self->draft->panel == NULL)
    rw_page_toast (RW_PAGE (self), _ ("Open the planned moves first"));
  else
    move_to_cb (self);
}

static void
record_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (rw_page_get_session (RW_PAGE (widget)) != NULL)
    record_due (RW_RACKS_PAGE (widget));
}

static const RwAction actions[] = {
  { "racks.plan-moves", N_ ("Plan Moves"), N_ ("Racks"), "<Control><Shift>m", "racks",
    RW_ACTION_DEFAULT, "rw-racks-symbolic" },
  { "racks.move-to", N_ ("Plan a Move To…"), N_ ("Racks"), NULL, "racks", RW_ACTION_DEFAULT,
    "go-jump-symbolic" },
  { "racks.record-moves", N_ ("Record New Places"), N_ ("Racks"), NULL, "racks", RW_ACTION_DEFAULT,
    "object-select-symbolic" },
};

/**
 * rw_racks_draft_install:
 * @klass: of the page, in its class_init
 *
 * Installs and registers what one does with a draft of moves.
 */
void
rw_racks_draft_install (RwRacksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  RW_PAGE_CLASS (klass)->undo = rw_racks_draft_undo;
  RW_PAGE_CLASS (klass)->can_undo = rw_racks_draft_can_undo;
  gtk_widget_class_install_action (widget_class, "racks.plan-moves", NULL, plan_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.move-to", NULL, to_action_cb);
  gtk_widget_class_install_action (widget_class, "racks.record-moves", NULL, record_action_cb);
  rw_actions_register (actions, G_N_ELEMENTS (actions));
}
