/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-draft-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-format.h"
#include "rw-place-words.h"
#include "rw-trace-words.h"

/* What is said of a draft of moves: in its panel, and in the change that is made of it. */

/* --- Places ---------------------------------------------------------------------------------------- */

const char *
rw_draft_device (const RwMovePlan *plan, guint move)
{
  int system = plan->moves[move].system;

  return system >= 0 ? plan->before->systems[system].name : _ ("A system that was removed");
}

/**
 * rw_draft_place:
 * @rack: index in the wiring
 *
 * Returns: (transfer full): "FRA2-C3-R11, units 12–13"
 */
char *
rw_draft_place (const RwWiring *wiring, int rack, int start, int length)
{
  const RwWireRack *info;
  g_autofree char *units = NULL;

  if (rack < 0)
    return g_strdup (C_ ("place", "no rack"));
  info = &wiring->racks[rack];
  units = rw_rack_units_label (info->units, info->numbering, start, length);
  /* Translators: a rack and the units in it */
  return g_strdup_printf (length > 2 ? C_ ("place", "%s, units %s") : C_ ("place", "%s, unit %s"),
                          info->name, units);
}

static int
length_of (const RwMovePlan *plan, guint move)
{
  int system = plan->moves[move].system,
      type = system >= 0 ? plan->before->systems[system].type : -1;

  return type >= 0 ? plan->before->types[type].length : 2;
}

char *
rw_draft_from (const RwMovePlan *plan, guint move)
{
  const RwMoveState *state = &plan->moves[move];

  return rw_draft_place (plan->before, state->from_rack, state->from_start, length_of (plan, move));
}

char *
rw_draft_to (const RwMovePlan *plan, guint move)
{
  const RwMoveState *state = &plan->moves[move];
  g_autofree char *place =
    rw_draft_place (plan->before, state->to_rack, state->move.start, length_of (plan, move));
  gboolean stays = state->from_rack == state->to_rack && state->from_start == state->move.start;

  /* Of what is on both faces nobody needs to know on which it is mounted, unless only that changes. */
  if (state->to_rack < 0 || state->from_face == state->move.face ||
      (state->to.faces == RW_FACES_BOTH && !stays))
    return g_steal_pointer (&place);
  return g_strdup_printf (state->move.face == RW_FACE_REAR ? _ ("%s, rear") : _ ("%s, front"),
                          place);
}

/* --- What is found --------------------------------------------------------------------------------- */

static const char *
change_of (const RwDraftAnswer *answer, const RwMoveFinding *finding)
{
  return finding->booking >= 0
           ? g_array_index (answer->bookings, RwMoveBooking, finding->booking).change
           : "";
}

/**
 * rw_draft_finding:
 *
 * Returns: (transfer full): one sentence that names what is in the way
 */
char *
rw_draft_finding (const RwDraftAnswer *answer, const RwMoveFinding *finding)
{
  const RwWiring *wiring = answer->plan->before;
  const char *name = rw_draft_device (answer->plan, finding->move),
             *rack = finding->rack >= 0 ? wiring->racks[finding->rack].name : "";
  g_autofree char *figure = NULL;
  guint n = isnan (finding->missing) ? 0 : (guint) finding->missing;

  switch (finding->rule)
    {
    case RW_MOVE_GONE:
      return g_strdup (_ ("It was removed meanwhile"));
    case RW_MOVE_RACK_GONE:
      return g_strdup (_ ("The rack was removed meanwhile"));
    case RW_MOVE_NO_UNITS:
      return g_strdup (
        _ ("It takes no units anymore: it is in a chassis or at the side of a rack"));
    case RW_MOVE_UNITS:
    case RW_MOVE_RESERVED:
      return g_strdup (finding->text);
    case RW_MOVE_KEPT:
      return g_strdup_printf (_ ("%s is retired, or kept for somebody else"), rack);
    case RW_MOVE_BOOKED:
      /* Translators: a change, a device */
      return g_strdup_printf (_ ("%s puts %s there"), change_of (answer, finding),
                              finding->other >= 0 ? wiring->systems[finding->other].name : "");
    case RW_MOVE_TWICE:
      /* Translators: a change, a device */
      return g_strdup_printf (_ ("%s moves %s too"), change_of (answer, finding), name);
    case RW_MOVE_WEIGHT:
      figure = rw_format_decimal (ceil (finding->missing), 0);
      return g_strdup_printf (_ ("%s is then %s kg over what it carries"), rack, figure);
    case RW_MOVE_POWER:
      figure = rw_place_watts (ceil (finding->missing));
      /* Translators: a power feed; watts */
      return g_strdup_printf (_ ("%s is then %s over its limit when the other feed fails"),
                              wiring->feeds[finding->other].name, figure);
    case RW_MOVE_POWER_UNKNOWN:
      return g_strdup_printf (_ ("The feeds of %s are not recorded: power is not checked"), rack);
    case RW_MOVE_OUTLETS:
      return g_strdup_printf (ngettext ("%u outlet is missing in %s",
                                        "%u outlets are missing in %s", n),
                              n, rack);
    case RW_MOVE_VLAN:
      /* Translators: number and name of a VLAN */
      return g_strdup_printf (_ ("No switch in the new room carries VLAN %d %s"),
                              wiring->vlans[finding->other].vid,
                              wiring->vlans[finding->other].name);
    case RW_MOVE_PARTNER:
      /* Translators: a device, a rack */
      return g_strdup_printf (_ ("Its redundancy partner %s stands in %s too"),
                              wiring->systems[finding->other].name, rack);
    case RW_MOVE_REACH:
      return g_strdup_printf (ngettext ("%u cable ends in another room",
                                        "%u cables end in another room", n),
                              n);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * rw_draft_heading:
 *
 * Returns: (transfer full): "3 systems move: 1 cannot, 2 warnings"
 */
char *
rw_draft_heading (const RwMovePlan *plan)
{
  g_autofree char *moves = NULL, *warnings = NULL;
  guint n_stuck = 0;

  if (plan->n_moves == 0)
    return g_strdup (_ ("No system moves yet"));
  for (guint i = 0; i < plan->n_moves; i++)
    n_stuck += plan->moves[i].n_errors > 0;
  moves =
    g_strdup_printf (ngettext ("%u system moves", "%u systems move", plan->n_moves), plan->n_moves);
  warnings =
    g_strdup_printf (ngettext ("%u warning", "%u warnings", plan->n_warnings), plan->n_warnings);
  if (n_stuck > 0)
    {
      g_autofree char *stuck =
        g_strdup_printf (ngettext ("%u cannot", "%u cannot", n_stuck), n_stuck);

      return plan->n_warnings > 0 ? g_strdup_printf ("%s: %s, %s", moves, stuck, warnings)
                                  : g_strdup_printf ("%s: %s", moves, stuck);
    }
  return plan->n_warnings > 0 ? g_strdup_printf ("%s: %s", moves, warnings)
                              : g_steal_pointer (&moves);
}

/* --- The change ------------------------------------------------------------------------------------ */

/**
 * rw_draft_title:
 *
 * Returns: (transfer full): "Move 3 systems to FRA2-C3-R12"
 */
char *
rw_draft_title (const RwMovePlan *plan)
{
  int rack = plan->n_moves > 0 ? plan->moves[0].to_rack : -1;

  for (guint i = 1; i < plan->n_moves; i++)
    if (plan->moves[i].to_rack != rack)
      rack = -1;
  if (plan->n_moves == 1 && rack >= 0)
    /* Translators: a device, a rack */
    return g_strdup_printf (C_ ("device", "Move %s to %s"), rw_draft_device (plan, 0),
                            plan->before->racks[rack].name);
  if (rack >= 0)
    return g_strdup_printf (ngettext ("Move %u system to %s", "Move %u systems to %s",
                                      plan->n_moves),
                            plan->n_moves, plan->before->racks[rack].name);
  return g_strdup_printf (ngettext ("Move %u system", "Move %u systems", plan->n_moves),
                          plan->n_moves);
}

/**
 * rw_draft_step:
 *
 * Returns: (transfer full): what is to be carried, in one sentence
 */
char *
rw_draft_step (const RwMovePlan *plan, const RwMoveStep *step)
{
  g_autofree char *from = rw_draft_from (plan, step->move), *to = rw_draft_to (plan, step->move);
  const char *name = rw_draft_device (plan, step->move);

  switch (step->type)
    {
    case RW_MOVE_STEP_OUT:
      /* Translators: a device, a place */
      return g_strdup_printf (_ ("Take %s out of %s and set it aside"), name, from);
    case RW_MOVE_STEP_IN:
      /* Translators: a device, a place */
      return g_strdup_printf (_ ("Mount %s in %s"), name, to);
    default:
      if (plan->moves[step->move].from_rack < 0)
        return g_strdup_printf (_ ("Mount %s in %s"), name, to);
      /* Translators: a device, from a place, to a place */
      return g_strdup_printf (_ ("Move %s from %s to %s"), name, from, to);
    }
}

static char *
end_text (const RwWiring *wiring, int port, int feed)
{
  if (feed >= 0)
    return g_strdup (wiring->feeds[feed].name);
  if (port < 0)
    return g_strdup (_ ("an unknown end"));
  if (wiring->ports[port].system < 0)
    return g_strdup (wiring->ports[port].name);
  return g_strdup_printf ("%s %s", wiring->systems[wiring->ports[port].system].name,
                          wiring->ports[port].name);
}

/* Power is plugged into what is next to it; everything else goes where it went. */
static char *
advice (const RwMovePlan *plan, guint move, const RwWirePort *port)
{
  const RwMoveState *state = &plan->moves[move];
  gboolean same_rack, reaches = rw_move_cable_reaches (plan, (guint) port->cable, &same_rack);

  if (state->from_rack == state->to_rack || same_rack)
    return NULL;
  if (port->type == RW_PORT_TYPE_POWER_INLET)
    return g_strdup_printf (_ ("a free outlet in %s, on the same feed letter"),
                            plan->before->racks[state->to_rack].name);
  if (!reaches)
    return g_strdup (_ ("the other end is in another room: it needs a port there"));
  return g_strdup (_ ("check whether it is long enough"));
}

static void
append_cable (GString *text, const RwMovePlan *plan, guint move, guint index, gboolean after)
{
  const RwWiring *wiring = plan->before;
  const RwWirePort *port = &wiring->ports[index];
  const RwWireCable *cable = &wiring->cables[port->cable];
  g_autofree char *here = end_text (wiring, (int) index, -1),
                  *there = end_text (wiring, port->peer, port->feed),
                  *what = rw_trace_cable_text (cable, TRUE),
                  *hint = after ? advice (plan, move, port) : NULL;

  g_string_append_printf (text, "%s → %s", here, there);
  if (*what != '\0')
    g_string_append_printf (text, " (%s)", what);
  if (hint != NULL)
    g_string_append_printf (text, ": %s", hint);
  g_string_append_c (text, '\n');
}

/**
 * rw_draft_cables:
 * @after: with what is to be heeded when they are plugged in again
 * @n_cables: (out): how many
 *
 * Returns: (transfer full): every cable of everything that moves, one a line: from, to, colour, label, length;
 *   a cable between two of them once
 */
char *
rw_draft_cables (const RwMovePlan *plan, gboolean after, guint *n_cables)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  GString *text = g_string_new (NULL);

  *n_cables = 0;
  for (guint i = 0; i < plan->n_moves; i++)
    {
      const RwWireSystem *system;

      if (plan->moves[i].system < 0)
        continue;
      system = &plan->before->systems[plan->moves[i].system];
      for (guint p = system->first_port; p < system->first_port + system->n_ports; p++)
        {
          int cable = plan->before->ports[p].cable;

          if (cable < 0 || !g_hash_table_add (told, GINT_TO_POINTER (cable + 1)))
            continue;
          append_cable (text, plan, i, p, after);
          (*n_cables)++;
        }
    }
  return g_string_free (text, FALSE);
}

/**
 * rw_draft_network:
 *
 * Returns: (transfer full) (nullable): addresses and VLANs of what goes to another room; %NULL when nothing does
 */
char *
rw_draft_network (const RwDraftAnswer *answer)
{
  const RwMovePlan *plan = answer->plan;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->n_moves; i++)
    {
      const char *addresses = g_hash_table_lookup (answer->addresses, &plan->moves[i].move.device);

      if (!plan->moves[i].new_room)
        continue;
      g_string_append_printf (text, "%s\n", rw_draft_device (plan, i));
      for (guint k = 0; k < plan->findings->len; k++)
        {
          const RwMoveFinding *finding = &g_array_index (plan->findings, RwMoveFinding, k);
          g_autofree char *sentence = NULL;

          if (finding->move != i ||
              (finding->rule != RW_MOVE_VLAN && finding->rule != RW_MOVE_REACH))
            continue;
          sentence = rw_draft_finding (answer, finding);
          g_string_append_printf (text, "  %s\n", sentence);
        }
      if (addresses != NULL && *addresses != '\0')
        {
          g_auto (GStrv) lines = g_strsplit (addresses, "\n", -1);

          for (guint k = 0; lines[k] != NULL && *lines[k] != '\0'; k++)
            g_string_append_printf (text, "  %s\n", lines[k]);
        }
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

/**
 * rw_draft_description:
 *
 * Returns: (transfer full): from where to where, and what was found
 */
char *
rw_draft_description (const RwDraftAnswer *answer)
{
  const RwMovePlan *plan = answer->plan;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->n_moves; i++)
    {
      g_autofree char *from = rw_draft_from (plan, i), *to = rw_draft_to (plan, i);

      g_string_append_printf (text, "%s: %s → %s\n", rw_draft_device (plan, i), from, to);
      for (guint k = 0; k < plan->findings->len; k++)
        {
          const RwMoveFinding *finding = &g_array_index (plan->findings, RwMoveFinding, k);
          g_autofree char *sentence = NULL;

          if (finding->move != i)
            continue;
          sentence = rw_draft_finding (answer, finding);
          g_string_append_printf (text, "  %s\n", sentence);
        }
    }
  return g_string_free (text, FALSE);
}

/**
 * rw_draft_backout:
 *
 * Returns: (transfer full): the way back, last things first
 */
char *
rw_draft_backout (const RwMovePlan *plan)
{
  GString *text = g_string_new (_ ("Everything goes back to where it was, last moved first:"));

  g_string_append_c (text, '\n');
  for (guint i = plan->steps->len; i > 0; i--)
    {
      const RwMoveStep *step = &g_array_index (plan->steps, RwMoveStep, i - 1);
      g_autofree char *from = NULL;

      if (step->type == RW_MOVE_STEP_OUT)
        continue;
      from = rw_draft_from (plan, step->move);
      g_string_append_printf (text, "%s → %s\n", rw_draft_device (plan, step->move), from);
    }
  g_string_append (text, _ ("Then every cable goes back into its old port."));
  return g_string_free (text, FALSE);
}
