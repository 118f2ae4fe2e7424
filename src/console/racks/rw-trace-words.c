/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-trace-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-cable-trace.h"
#include "rw-format.h"

/* --- The way --------------------------------------------------------------------------------------- */

/**
 * rw_trace_hops:
 * @port: index of a port
 *
 * Returns: (transfer full) (element-type RwTraceHop): rw_cable_trace() with both sides of a patch panel,
 *   and outlet and inlet of a PDU, taken together
 */
GArray *
rw_trace_hops (const RwWiring *wiring, guint port)
{
  g_autoptr (GArray) steps = rw_cable_trace (wiring, port);
  GArray *hops = g_array_new (FALSE, FALSE, sizeof (RwTraceHop));

  for (guint i = 0; i < steps->len; i++)
    {
      const RwTraceStep *step = &g_array_index (steps, RwTraceStep, i);
      RwTraceHop hop = { -1, -1, -1, -1 },
                 *last = hops->len > 0 ? &g_array_index (hops, RwTraceHop, hops->len - 1) : NULL;

      if (step->type == RW_TRACE_CABLE)
        {
          if (last != NULL)
            last->cable = (int) step->index;
          continue;
        }
      if (step->type == RW_TRACE_PORT && last != NULL && last->cable < 0 && last->port >= 0)
        {
          last->other = (int) step->index;
          continue;
        }
      if (step->type == RW_TRACE_PORT)
        hop.port = (int) step->index;
      else
        hop.feed = (int) step->index;
      g_array_append_val (hops, hop);
    }
  return hops;
}

/**
 * rw_trace_hop_system:
 *
 * Returns: (transfer none): the name of what a hop is on
 */
const char *
rw_trace_hop_system (const RwWiring *wiring, const RwTraceHop *hop)
{
  int system = hop->port >= 0 ? wiring->ports[hop->port].system : -1;

  if (hop->feed >= 0)
    return wiring->feeds[hop->feed].name;
  return system >= 0 ? wiring->systems[system].name : _ ("Unknown system");
}

/**
 * rw_trace_hop_ports:
 *
 * Returns: (transfer full) (nullable): "F4 – R4", the ports that one passes; %NULL for a feed
 */
char *
rw_trace_hop_ports (const RwWiring *wiring, const RwTraceHop *hop)
{
  if (hop->port < 0)
    return NULL;
  if (hop->other < 0)
    return g_strdup (wiring->ports[hop->port].name);
  return g_strdup_printf ("%s – %s", wiring->ports[hop->port].name, wiring->ports[hop->other].name);
}

/* The one of a hop's two ports by which a person knows it: what is labelled at the front. */
static const RwWirePort *
main_port (const RwWiring *wiring, const RwTraceHop *hop)
{
  const RwWirePort *port = &wiring->ports[hop->port];

  if (hop->other >= 0 &&
      (port->type == RW_PORT_TYPE_PATCH_REAR || port->type == RW_PORT_TYPE_POWER_INLET))
    return &wiring->ports[hop->other];
  return port;
}

/**
 * rw_trace_line:
 * @first: with which hop to begin
 *
 * Returns: (transfer full): "pp-12/4 → pp-33/4 → sw-01/17"
 */
char *
rw_trace_line (const RwWiring *wiring, const GArray *hops, guint first)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < hops->len; i++)
    {
      const RwTraceHop *hop = &g_array_index (hops, RwTraceHop, i);

      if (text->len > 0)
        g_string_append (text, " → ");
      g_string_append (text, rw_trace_hop_system (wiring, hop));
      if (hop->port >= 0)
        g_string_append_printf (text, "/%s", main_port (wiring, hop)->name);
    }
  return g_string_free (text, FALSE);
}

/**
 * rw_trace_length:
 *
 * Returns: of all cables, in metres; 0 when one of them is not known
 */
double
rw_trace_length (const RwWiring *wiring, const GArray *hops)
{
  double sum = 0;

  for (guint i = 0; i < hops->len; i++)
    {
      int cable = g_array_index (hops, RwTraceHop, i).cable;

      if (cable < 0)
        continue;
      if (wiring->cables[cable].length <= 0)
        return 0;
      sum += wiring->cables[cable].length;
    }
  return sum;
}

char *
rw_trace_length_text (double metres)
{
  g_autofree char *number = rw_format_decimal (metres, 1);

  /* Translators: a length in metres */
  return g_strdup_printf (_ ("%s m"), number);
}

/* --- Cables ---------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *label;
  const char *rgb; /* as the sheath looks, not as CSS has it */
} colours[] = {
  { "black", NC_ ("cable colour", "black"), "#303030" },
  { "white", NC_ ("cable colour", "white"), "#f6f5f4" },
  { "grey", NC_ ("cable colour", "grey"), "#9a9996" },
  { "gray", NC_ ("cable colour", "grey"), "#9a9996" },
  { "red", NC_ ("cable colour", "red"), "#d7263d" },
  { "orange", NC_ ("cable colour", "orange"), "#f08a24" },
  { "yellow", NC_ ("cable colour", "yellow"), "#f2c811" },
  { "green", NC_ ("cable colour", "green"), "#2f9e44" },
  { "aqua", NC_ ("cable colour", "aqua"), "#2bb6c4" },
  { "turquoise", NC_ ("cable colour", "turquoise"), "#2bb6c4" },
  { "blue", NC_ ("cable colour", "blue"), "#2563c9" },
  { "violet", NC_ ("cable colour", "violet"), "#8f5bd1" },
  { "purple", NC_ ("cable colour", "violet"), "#8f5bd1" },
  { "pink", NC_ ("cable colour", "pink"), "#e66aa4" },
  { "brown", NC_ ("cable colour", "brown"), "#8a5a34" },
};

/**
 * rw_cable_colour_parse:
 * @colour: (nullable): "violet", "8f5bd1", or as CSS has it
 * @rgba: (out): as it is drawn
 *
 * Returns: whether it is a colour
 */
gboolean
rw_cable_colour_parse (const char *colour, GdkRGBA *rgba)
{
  g_autofree char *hex = NULL;

  if (colour == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    if (g_ascii_strcasecmp (colour, colours[i].name) == 0)
      return gdk_rgba_parse (rgba, colours[i].rgb);
  if (gdk_rgba_parse (rgba, colour))
    return TRUE;
  hex = g_strconcat ("#", colour, NULL);
  return strlen (colour) == 6 && gdk_rgba_parse (rgba, hex);
}

/**
 * rw_cable_colour_label:
 * @colour: (nullable): as it is recorded
 *
 * Returns: (transfer none) (nullable): its name, or what is recorded when it has none
 */
const char *
rw_cable_colour_label (const char *colour)
{
  if (colour == NULL || *colour == '\0')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    if (g_ascii_strcasecmp (colour, colours[i].name) == 0)
      return g_dpgettext2 (NULL, "cable colour", colours[i].label);
  return colour;
}

static gboolean
has_digit (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

/**
 * rw_cable_type_text:
 * @type: (nullable): as it is recorded
 *
 * Returns: (transfer full) (nullable): "mmf-om4" as it stands on the sheath: "MMF OM4"; nothing for
 *   "power", which says no more than the ends do
 */
char *
rw_cable_type_text (const char *type)
{
  g_auto (GStrv) words = NULL;

  if (type == NULL || *type == '\0' || g_str_equal (type, "power"))
    return NULL;
  words = g_strsplit (type, "-", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *word = words[i];

      if (g_str_has_prefix (word, "cat"))
        word[0] = 'C';
      else if (i == 0 || has_digit (word))
        {
          words[i] = g_ascii_strup (word, -1);
          g_free (word);
        }
    }
  return g_strjoinv (" ", words);
}

static void
add_word (GString *text, const char *word)
{
  if (word == NULL || *word == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, word);
}

/**
 * rw_trace_cable_text:
 * @with_colour: whether it names the colour
 *
 * Returns: (transfer full): "violet · MMF OM4 · FRA2-100123 · 12 m": what is known of it
 */
char *
rw_trace_cable_text (const RwWireCable *cable, gboolean with_colour)
{
  GString *text = g_string_new (NULL);
  g_autofree char *type = rw_cable_type_text (cable->type), *length = NULL;

  if (cable->length > 0)
    length = rw_trace_length_text (cable->length);
  if (with_colour)
    add_word (text, rw_cable_colour_label (cable->colour));
  add_word (text, type);
  add_word (text, cable->label);
  add_word (text, length);
  if (cable->status == RW_CABLE_STATUS_PLANNED)
    add_word (text, rw_enum_label (&rw_enum_cable_status, cable->status));
  return g_string_free (text, FALSE);
}

/* --- As text --------------------------------------------------------------------------------------- */

/**
 * rw_trace_path_text:
 *
 * Returns: (transfer full): a way hop by hop, with the cables between
 */
char *
rw_trace_path_text (const RwWiring *wiring, const GArray *hops)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hops->len; i++)
    {
      const RwTraceHop *hop = &g_array_index (hops, RwTraceHop, i);
      g_autofree char *ports = rw_trace_hop_ports (wiring, hop);

      g_string_append (text, rw_trace_hop_system (wiring, hop));
      if (ports != NULL)
        g_string_append_printf (text, " · %s", ports);
      g_string_append_c (text, '\n');
      if (hop->cable >= 0)
        {
          g_autofree char *cable = rw_trace_cable_text (&wiring->cables[hop->cable], TRUE);

          g_string_append_printf (text, "  ↓ %s\n", cable);
        }
    }
  return g_string_free (text, FALSE);
}

/* --- A whole device -------------------------------------------------------------------------------- */

/* The rear of a patch panel whose front is plugged in is on the way that begins there. */
static gboolean
is_told_by_another (const RwWiring *wiring, const RwWireSystem *system, guint index)
{
  if (wiring->ports[index].type != RW_PORT_TYPE_PATCH_REAR)
    return FALSE;
  for (guint i = system->first_port; i < system->first_port + system->n_ports; i++)
    if (wiring->ports[i].upstream == (int) index && wiring->ports[i].cable >= 0)
      return TRUE;
  return FALSE;
}

/**
 * rw_trace_plugged:
 * @system: index
 *
 * Returns: (transfer full) (element-type guint): ports with a cable, each way once
 */
GArray *
rw_trace_plugged (const RwWiring *wiring, guint system)
{
  const RwWireSystem *of = &wiring->systems[system];
  GArray *ports = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = of->first_port; i < of->first_port + of->n_ports; i++)
    if (wiring->ports[i].cable >= 0 && !is_told_by_another (wiring, of, i))
      g_array_append_val (ports, i);
  return ports;
}

/**
 * rw_trace_unplugged:
 * @system: index
 *
 * Returns: (transfer full) (element-type utf8): the names of its ports without a cable
 */
GPtrArray *
rw_trace_unplugged (const RwWiring *wiring, guint system)
{
  const RwWireSystem *of = &wiring->systems[system];
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = of->first_port; i < of->first_port + of->n_ports; i++)
    if (wiring->ports[i].cable < 0)
      g_ptr_array_add (names, (gpointer) wiring->ports[i].name);
  return names;
}

/**
 * rw_trace_unplugged_text:
 * @most: so many are named
 *
 * Returns: (transfer full): "eno3, eno4 and 20 more"
 */
char *
rw_trace_unplugged_text (GPtrArray *names, guint most)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (names->len, most); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (names, i));
  if (names->len > most)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", names->len - most),
                            names->len - most);
  return g_string_free (text, FALSE);
}

/**
 * rw_trace_system_text:
 * @system: index
 *
 * Returns: (transfer full): a line for each way, and what is not plugged in
 */
char *
rw_trace_system_text (const RwWiring *wiring, guint system)
{
  g_autoptr (GArray) ports = rw_trace_plugged (wiring, system);
  g_autoptr (GPtrArray) unplugged = rw_trace_unplugged (wiring, system);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", wiring->systems[system].name);
  for (guint i = 0; i < ports->len; i++)
    {
      g_autoptr (GArray) hops = rw_trace_hops (wiring, g_array_index (ports, guint, i));
      g_autofree char *line = rw_trace_line (wiring, hops, 0), *length = NULL;
      double metres = rw_trace_length (wiring, hops);

      g_string_append (text, line);
      for (guint k = 0; k < hops->len; k++)
        {
          int index = g_array_index (hops, RwTraceHop, k).cable;
          g_autofree char *cable = NULL;

          if (index < 0)
            continue;
          cable = rw_trace_cable_text (&wiring->cables[index], TRUE);
          g_string_append_printf (text, "%s%s", k == 0 ? "  (" : "; ", cable);
        }
      if (metres > 0 && hops->len > 2)
        {
          length = rw_trace_length_text (metres);
          g_string_append_printf (text, "; %s", length);
        }
      g_string_append (text, ")\n");
    }
  if (unplugged->len > 0)
    {
      g_autofree char *names = rw_trace_unplugged_text (unplugged, G_MAXUINT);

      g_string_append_printf (text,
                              ngettext ("%u port is not plugged in: %s",
                                        "%u ports are not plugged in: %s", unplugged->len),
                              unplugged->len, names);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
