/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-place-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-format.h"

/**
 * rw_place_watts:
 *
 * Returns: (transfer full): "350 W" or "2.1 kW"
 */
char *
rw_place_watts (double watts)
{
  g_autofree char *number =
    fabs (watts) < 1000 ? rw_format_decimal (watts, 0) : rw_format_decimal (watts / 1000, 1);

  return g_strdup_printf (fabs (watts) < 1000 ? "%s W" : "%s kW", number);
}

static void
append (GString *text, const char *separator, char *part)
{
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
  g_free (part);
}

/**
 * rw_place_title:
 *
 * Returns: (transfer full): rack and units: "FRA2-C3-R11 · units 12–13"
 */
char *
rw_place_title (const RwWiring *wiring, const RwPlaceRequest *request, const RwPlace *place)
{
  const RwWireRack *rack = &wiring->racks[place->rack];
  g_autoptr (GString) units = g_string_new (NULL);
  int end = place->starts[0];
  guint first = 0;

  for (guint i = 0; i < request->count; i++)
    {
      end = place->starts[i] + request->length;
      if (i + 1 < request->count && place->starts[i + 1] == end)
        continue;
      append (units, ", ",
              rw_rack_units_label (rack->units, rack->numbering, place->starts[first],
                                   end - place->starts[first]));
      first = i + 1;
    }
  return g_strdup_printf (request->count == 1 && request->length <= 2 ? _ ("%s · unit %s")
                                                                      : _ ("%s · units %s"),
                          rack->name, units->str);
}

static char *
describe_outlets (const RwPlaceRequest *request, const RwPlace *place)
{
  guint a = place->outlets[RW_FEED_LEG_A], b = place->outlets[RW_FEED_LEG_B];

  /* Translators: free power outlets on both feeds */
  return g_strdup_printf (_ ("outlets: %u on A, %u on B"), a, b);
}

static char *
describe_ports (const RwWiring *wiring, const RwPlaceRequest *request, const RwPlace *place)
{
  if (request->vlan >= 0)
    /* Translators: free switch ports in the row, and how many of those in the rack itself */
    return g_strdup_printf (ngettext ("%u port with VLAN %d, %u here",
                                      "%u ports with VLAN %d, %u here", place->ports),
                            place->ports, wiring->vlans[request->vlan].vid, place->own_ports);
  return g_strdup_printf (ngettext ("%u free port, %u here", "%u free ports, %u here",
                                    place->ports),
                          place->ports, place->own_ports);
}

/**
 * rw_place_reasons:
 *
 * Returns: (transfer full): what speaks for it and against it, as facts
 */
char *
rw_place_reasons (const RwWiring *wiring, const RwPlaceRequest *request, const RwPlace *place)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (place->rest > 0)
    append (text, " · ", g_strdup_printf (_ ("%g U stay free beside it"), place->rest));
  else
    append (text, " · ", g_strdup (_ ("fills its gap")));
  if (!isnan (place->left))
    {
      g_autofree char *left = rw_place_watts (place->left), *limit = rw_place_watts (place->limit);

      /* Translators: watts: 2.1 kW of 3.6 kW left after a loss */
      append (text, " · ",
              g_strdup_printf (request->inlets == 1 ? _ ("%s of %s left")
                                                    : _ ("%s of %s left on A and B after a loss"),
                               left, limit));
    }
  if (request->inlets > 0)
    append (text, " · ", describe_outlets (request, place));
  if (request->ports > 0)
    append (text, " · ", describe_ports (wiring, request, place));
  if (!isnan (place->weight_left) && request->weight > 0)
    append (text, " · ", g_strdup_printf (_ ("%.0f kg left"), place->weight_left));
  if (place->near > 0)
    append (text, " · ",
            g_strdup_printf (ngettext ("%u system of the service in the row",
                                       "%u systems of the service in the row", place->near),
                             place->near));
  if (place->partner_row)
    append (text, " · ", g_strdup (_ ("same row as its partner")));
  if (wiring->racks[place->rack].status == RW_RACK_STATUS_PLANNED)
    append (text, " · ", g_strdup (_ ("the rack is only planned")));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
rule_name (RwPlaceRule rule)
{
  switch (rule)
    {
    case RW_PLACE_UNITS:
      return _ ("the units");
    case RW_PLACE_WEIGHT:
      return _ ("the kilograms");
    case RW_PLACE_POWER:
      return _ ("the watts after a loss");
    case RW_PLACE_OUTLETS:
      return _ ("the outlets");
    case RW_PLACE_PORTS:
      return _ ("the switch ports");
    case RW_PLACE_KEPT:
    case RW_PLACE_PARTNER:
    case RW_PLACE_N_RULES:
    default:
      return "";
    }
}

/**
 * rw_place_next:
 *
 * Returns: (transfer full) (nullable): what would break first, for one more of them
 */
char *
rw_place_next (const RwPlaceRequest *request, const RwPlace *place)
{
  if (place->next == RW_PLACE_N_RULES)
    return NULL;
  if (place->more == 0)
    /* Translators: what runs out: the units, the watts after a loss, … */
    return g_strdup_printf (_ ("No room for another: %s would not do"), rule_name (place->next));
  return g_strdup_printf (ngettext ("Room for %u more, then %s run out",
                                    "Room for %u more, then %s run out", place->more),
                          place->more, rule_name (place->next));
}

/**
 * rw_place_heading:
 *
 * Returns: (transfer full): what was found, as a sentence
 */
char *
rw_place_heading (const RwPlaceAnswer *answer, const RwPlaceRequest *request)
{
  guint n = answer->places->len;

  if (answer->n_racks == 0)
    return g_strdup (_ ("There is no rack here"));
  if (n == 0)
    return g_strdup_printf (ngettext ("The only rack has no place", "None of %u racks has a place",
                                      answer->n_racks),
                            answer->n_racks);
  return g_strdup_printf (ngettext ("%u of %u rack has a place", "%u of %u racks have a place",
                                    answer->n_racks),
                          n, answer->n_racks);
}

static char *
describe_lack (RwPlaceRule rule, const RwPlaceLack *lack)
{
  guint n = lack->n_failed;

  switch (rule)
    {
    case RW_PLACE_KEPT:
      return g_strdup_printf (ngettext ("%u is retired or kept for somebody else",
                                        "%u are retired or kept for somebody else", n),
                              n);
    case RW_PLACE_UNITS:
      return g_strdup_printf (ngettext ("%u has too few free units in a row",
                                        "%u have too few free units in a row", n),
                              n);
    case RW_PLACE_WEIGHT:
      return g_strdup_printf (ngettext ("%u does not carry the weight",
                                        "%u do not carry the weight", n),
                              n);
    case RW_PLACE_POWER:
      return g_strdup_printf (ngettext ("%u has too few watts left on two feeds after a loss",
                                        "%u have too few watts left on two feeds after a loss", n),
                              n);
    case RW_PLACE_OUTLETS:
      return g_strdup_printf (ngettext ("%u has too few free outlets",
                                        "%u have too few free outlets", n),
                              n);
    case RW_PLACE_PORTS:
      return g_strdup_printf (ngettext ("%u has too few free switch ports in its row",
                                        "%u have too few free switch ports in their row", n),
                              n);
    case RW_PLACE_PARTNER:
      return g_strdup (_ ("1 holds the system it is to stay away from"));
    case RW_PLACE_N_RULES:
    default:
      return g_strdup ("");
    }
}

static char *
describe_missing (RwPlaceRule rule, double missing)
{
  g_autofree char *watts = NULL;

  if (isnan (missing))
    return g_strdup (rule == RW_PLACE_POWER ? _ ("its feeds are not recorded") : "");
  switch (rule)
    {
    case RW_PLACE_UNITS:
      return g_strdup_printf (_ ("%g U are missing"), missing);
    case RW_PLACE_WEIGHT:
      return g_strdup_printf (_ ("%.0f kg are missing"), ceil (missing));
    case RW_PLACE_POWER:
      watts = rw_place_watts (ceil (missing));
      return g_strdup_printf (_ ("%s are missing"), watts);
    case RW_PLACE_OUTLETS:
      return g_strdup_printf (ngettext ("%u outlet is missing", "%u outlets are missing",
                                        (guint) missing),
                              (guint) missing);
    case RW_PLACE_PORTS:
      return g_strdup_printf (ngettext ("%u port is missing", "%u ports are missing",
                                        (guint) missing),
                              (guint) missing);
    case RW_PLACE_KEPT:
    case RW_PLACE_PARTNER:
    case RW_PLACE_N_RULES:
    default:
      return g_strdup ("");
    }
}

/**
 * rw_place_lacks:
 *
 * Returns: (transfer full): why the other racks have no place, a line for each rule that some of them
 *   break, with the rack that lacks nothing else and least of it
 */
char *
rw_place_lacks (const RwWiring *wiring, const RwPlaceAnswer *answer, const RwPlaceRequest *request)
{
  GString *text = g_string_new (NULL);

  for (guint rule = 0; rule < RW_PLACE_N_RULES; rule++)
    {
      const RwPlaceLack *lack = &answer->lacks[rule];
      g_autofree char *missing = NULL, *line = NULL;

      if (lack->n_failed == 0)
        continue;
      line = describe_lack (rule, lack);
      if (lack->rack >= 0)
        missing = describe_missing (rule, lack->missing);
      if (missing != NULL && *missing != '\0')
        /* Translators: a line such as "3 have too few free outlets", a rack, what it lacks */
        append (text, "\n",
                g_strdup_printf (_ ("%s; closest is %s: %s"), line, wiring->racks[lack->rack].name,
                                 missing));
      else
        append (text, "\n", g_steal_pointer (&line));
    }
  return g_string_free (text, FALSE);
}
