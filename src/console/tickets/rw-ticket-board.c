/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-board.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-ticket-card.h"
#include "rw-ticket-item.h"
#include "rw-ticket-presence.h"
#include "rw-ticket-snooze.h"
#include "rw-ticket-text.h"

typedef struct
{
  RwMayEditFunc may_edit;
  gpointer data;
  RwTicketMarks *marks;
  RwTicketLanes lanes;
  RwBoard *board;     /* not owned: it owns this */
  RwSession *session; /* weak: the page has it */
  guint presence_id;
} Owner;

/* People come and go more often than it has to be shown. */
#define PRESENCE_PAUSE_MS 250

static void
owner_free (gpointer data)
{
  Owner *owner = data;

  g_clear_handle_id (&owner->presence_id, g_source_remove);
  if (owner->session != NULL)
    g_signal_handlers_disconnect_by_data (owner->session, owner);
  g_clear_weak_pointer (&owner->session);
  g_object_unref (owner->marks);
  g_free (owner);
}

static guint
column_of (gpointer item,
           gpointer data)
{
  return rw_ticket_item_get_row (item)->status;
}

static void
mark_cb (GtkWidget     *card,
         gboolean       marked,
         RwTicketMarks *marks)
{
  /* The board holds the item as long as the card shows it. */
  rw_ticket_marks_set (marks, g_object_get_data (G_OBJECT (card), "rw-item"), marked);
}

static GtkWidget *
create_card (gpointer data)
{
  GtkWidget *card = rw_ticket_card_new ();

  g_signal_connect (card, "mark", G_CALLBACK (mark_cb), ((Owner *) data)->marks);
  return card;
}

static void
bind_card (GtkWidget *card,
           gpointer   item,
           gpointer   data)
{
  const RwTicketRow *row = rw_ticket_item_get_row (item);
  g_autofree char *number = rw_ticket_text_number (row);
  g_auto (RwTicketClock) due = { 0 };
  g_auto (RwTicketClock) update = { 0 };
  g_autofree char *snooze = NULL;
  g_autofree char *present = NULL;
  g_autofree char *present_text = NULL;
  gint64 now = rw_clock_now ();
  RwTicketCardInfo info = { 0 };

  rw_ticket_text_due (row, now, &due);
  rw_ticket_text_update (row, now, &update);
  info.number = number;
  info.priority = row->priority;
  info.major = row->major;
  info.title = row->title;
  info.customer = row->customer_name;
  info.ci = row->ci_name;
  info.assignee = row->assignee_name;
  info.present = present =
    rw_ticket_presence_initials (((Owner *) data)->session, &row->id, &info.present_writes);
  info.present_text = present_text =
    rw_ticket_presence_text (((Owner *) data)->session, &row->id, "\n");
  /* In the queue of what is away, the question is until when. */
  snooze = rw_ticket_snooze_text (row, now);
  if (snooze != NULL)
    info.due = (RwTicketCardChip) { snooze, RW_STATUS_UNKNOWN, due.exact };
  else
    info.due = (RwTicketCardChip) { due.text, due.status, due.exact };
  info.update = (RwTicketCardChip) { update.text, update.status, update.exact };
  g_object_set_data (G_OBJECT (card), "rw-item", item);
  rw_ticket_card_set (RW_TICKET_CARD (card), &info);
}

static char *
describe_card (gpointer item,
               gpointer data)
{
  const RwTicketRow *row = rw_ticket_item_get_row (item);
  g_autofree char *sentence = rw_ticket_text_sentence (row, rw_clock_now ());
  g_autofree char *present = rw_ticket_presence_text (((Owner *) data)->session, &row->id, ", ");

  if (present != NULL)
    {
      g_autofree char *alone = g_steal_pointer (&sentence);

      sentence = g_strdup_printf ("%s, %s", alone, present);
    }
  if (!rw_ticket_marks_has (((Owner *) data)->marks, item))
    return g_steal_pointer (&sentence);
  /* Translators: a ticket in a sentence that is one of those marked */
  return g_strdup_printf (_ ("Marked: %s"), sentence);
}

static gboolean
is_marked (gpointer item,
           gpointer data)
{
  return rw_ticket_marks_has (((Owner *) data)->marks, item);
}

static gboolean
is_away (gpointer item,
         gpointer data)
{
  return rw_ticket_row_snooze_end (rw_ticket_item_get_row (item)) > rw_clock_now ();
}

static void
show_mark (GtkWidget *card,
           gboolean   marked,
           gpointer   data)
{
  rw_ticket_card_set_marked (RW_TICKET_CARD (card), marked);
}

static gboolean
may_move (gpointer item,
          guint    to,
          gpointer data)
{
  const Owner *owner = data;

  return owner->may_edit (owner->data) && rw_ticket_status_may_follow (rw_ticket_item_get_row (item)->status, (RwTicketStatus) to);
}

static char *
dup_lane_key (gpointer item,
              gpointer data)
{
  return rw_ticket_lanes_dup_key (((Owner *) data)->lanes, rw_ticket_item_get_row (item));
}

static char *
dup_lane_title (gpointer item,
                gpointer data)
{
  return g_strdup (
    rw_ticket_lanes_get_title (((Owner *) data)->lanes, rw_ticket_item_get_row (item)));
}

static int
compare_lanes (gpointer a,
               gpointer b,
               gpointer data)
{
  return rw_ticket_lanes_compare (((Owner *) data)->lanes, rw_ticket_item_get_row (a),
                                  rw_ticket_item_get_row (b));
}

/**
 * rw_ticket_board_set_lanes:
 * @board: made by rw_ticket_board_new()
 */
void
rw_ticket_board_set_lanes (RwBoard       *board,
                           RwTicketLanes  lanes)
{
  static const RwBoardLaneFuncs funcs = { dup_lane_key, dup_lane_title, compare_lanes };
  Owner *owner = g_object_get_data (G_OBJECT (board), "rw-owner");

  owner->lanes = lanes;
  rw_board_set_lanes (board, lanes != RW_TICKET_LANES_NONE ? &funcs : NULL);
}

static gboolean
presence_over_cb (gpointer data)
{
  Owner *owner = data;

  owner->presence_id = 0;
  rw_board_refresh (owner->board);
  return G_SOURCE_REMOVE;
}

static void
presence_changed_cb (Owner *owner)
{
  if (owner->presence_id == 0)
    owner->presence_id = g_timeout_add (PRESENCE_PAUSE_MS, presence_over_cb, owner);
}

/**
 * rw_ticket_board_set_session:
 * @board: made by rw_ticket_board_new()
 * @session: knows who else has which ticket open
 */
void
rw_ticket_board_set_session (RwBoard   *board,
                             RwSession *session)
{
  Owner *owner = g_object_get_data (G_OBJECT (board), "rw-owner");

  if (owner->session != NULL)
    g_signal_handlers_disconnect_by_data (owner->session, owner);
  g_set_weak_pointer (&owner->session, session);
  if (session != NULL)
    g_signal_connect_swapped (session, "presence-changed", G_CALLBACK (presence_changed_cb), owner);
  presence_changed_cb (owner);
}

/**
 * rw_ticket_board_new:
 * @may_edit: whether the person may move cards now
 * @data: for @may_edit; must outlive the board
 * @marks: what is marked
 *
 * Returns: (transfer floating): a board of RwTicketItem with a column for each status; the one of what is closed is not
 *   shown
 */
GtkWidget *
rw_ticket_board_new (RwMayEditFunc may_edit,
                     gpointer      data,
                     RwTicketMarks *marks)
{
  static const RwBoardFuncs funcs = {
    .column_of = column_of,
    .create_card = create_card,
    .bind_card = bind_card,
    .describe = describe_card,
    .may_move = may_move,
    .is_marked = is_marked,
    .show_mark = show_mark,
    .is_away = is_away,
  };
  Owner *owner = g_new0 (Owner, 1);
  GtkWidget *board;

  owner->may_edit = may_edit;
  owner->data = data;
  owner->marks = g_object_ref (marks);
  board = rw_board_new (&funcs, owner);
  owner->board = RW_BOARD (board);
  g_object_set_data_full (G_OBJECT (board), "rw-owner", owner, owner_free);
  for (int i = RW_TICKET_STATUS_NEW; i < RW_TICKET_STATUS_N_VALUES; i++)
    rw_board_add_column (RW_BOARD (board), rw_enum_label (&rw_enum_ticket_status, i));
  rw_board_set_column_shown (RW_BOARD (board), RW_TICKET_STATUS_CLOSED, FALSE);
  return board;
}
