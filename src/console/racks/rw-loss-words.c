/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-loss-words.h"

#include <glib/gi18n.h>

#include "rw-csv.h"
#include "rw-format.h"
#include "rw-status.h"

/**
 * rw_wiring_name:
 * @id: of a system, a rack or a feed
 *
 * Returns: (transfer none) (nullable): what it is called; %NULL when it is none of the wiring
 */
const char *
rw_wiring_name (const RwWiring *wiring, const RwId *id)
{
  int index = rw_wiring_find (wiring, id);

  if (index < 0)
    return NULL;
  /* An index says nothing about the array that it is in. */
  if (index < (int) wiring->n_systems && rw_id_equal (&wiring->systems[index].id, id))
    return wiring->systems[index].name;
  if (index < (int) wiring->n_feeds && rw_id_equal (&wiring->feeds[index].id, id))
    return wiring->feeds[index].name;
  if (index < (int) wiring->n_racks && rw_id_equal (&wiring->racks[index].id, id))
    return wiring->racks[index].name;
  return NULL;
}

const char *
rw_loss_section_label (RwLossSection section)
{
  switch (section)
    {
    case RW_LOSS_SECTION_CUSTOMERS:
      return _ ("Customers");
    case RW_LOSS_SECTION_SERVICES:
      return _ ("Business services");
    case RW_LOSS_SECTION_DOWN:
      return _ ("Systems that go down");
    default:
      return _ ("Systems at risk");
    }
}

const char *
rw_loss_state_label (RwLossState state)
{
  return state == RW_LOSS_DOWN ? C_ ("loss", "Down") : C_ ("loss", "At risk");
}

/* --- Sentences ----------------------------------------------------------------------------------- */

typedef struct
{
  guint down;    /* without what is lost itself */
  guint restart; /* on another host */
  guint at_risk; /* of the rest */
} Counts;

static Counts
count (const RwWiring *wiring, const RwLoss *loss, const RwId *lost)
{
  Counts counts = { 0 };

  for (guint i = 0; i < loss->hits->len; i++)
    {
      const RwLossHit *hit = &g_array_index (loss->hits, RwLossHit, i);

      if (rw_id_equal (&wiring->systems[hit->system].id, lost))
        continue;
      if (hit->state == RW_LOSS_DOWN)
        counts.down++;
      else if (hit->cause == RW_LOSS_HOST)
        counts.restart++;
      else
        counts.at_risk++;
    }
  return counts;
}

/**
 * rw_loss_is_quiet:
 *
 * Returns: whether nothing happens but that @lost itself is gone
 */
gboolean
rw_loss_is_quiet (const RwWiring *wiring, const RwLoss *loss, const RwId *lost)
{
  Counts counts = count (wiring, loss, lost);

  return counts.down + counts.restart + counts.at_risk + loss->services->len == 0;
}

/* Takes what is in @parts. */
static char *
join (GPtrArray *parts)
{
  const char *const *words = (const char *const *) parts->pdata;

  if (parts->len == 1)
    return g_strdup (words[0]);
  if (parts->len == 2)
    /* Translators: two parts of a sentence: "3 systems go down and 18 lose their redundancy" */
    return g_strdup_printf (C_ ("list", "%s and %s"), words[0], words[1]);
  /* Translators: three parts of a sentence */
  return g_strdup_printf (C_ ("list", "%s, %s and %s"), words[0], words[1], words[2]);
}

/**
 * rw_loss_heading:
 *
 * Returns: (transfer full): "If FRA2-C1-R01-A is lost, 1 system goes down and 18 lose their redundancy"
 */
char *
rw_loss_heading (const RwWiring *wiring, const RwLoss *loss, const RwId *lost)
{
  const char *name = rw_wiring_name (wiring, lost);
  Counts counts = count (wiring, loss, lost);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *down = rw_format_count (counts.down),
                  *restart = rw_format_count (counts.restart),
                  *at_risk = rw_format_count (counts.at_risk), *what = NULL;

  if (counts.down > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s system goes down", "%s systems go down",
                                                       counts.down),
                                             down));
  if (counts.restart > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (counts.down > 0
                                        ? ngettext ("%s restarts elsewhere", "%s restart elsewhere",
                                                    counts.restart)
                                        : ngettext ("%s system restarts elsewhere",
                                                    "%s systems restart elsewhere", counts.restart),
                                      restart));
  if (counts.at_risk > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (counts.down + counts.restart > 0
                                        ? ngettext ("%s loses its redundancy",
                                                    "%s lose their redundancy", counts.at_risk)
                                        : ngettext ("%s system loses its redundancy",
                                                    "%s systems lose their redundancy",
                                                    counts.at_risk),
                                      at_risk));
  if (parts->len == 0)
    /* Translators: a device, a rack or a power feed */
    return g_strdup_printf (_ ("If %s is lost, nothing else is hit"), name);
  what = join (parts);
  /* Translators: a device, a rack or a power feed, and what happens then */
  return g_strdup_printf (_ ("If %s is lost, %s"), name, what);
}

static void
count_sums (const GArray *sums, guint *down, guint *at_risk)
{
  *down = *at_risk = 0;
  for (guint i = 0; i < sums->len; i++)
    if (g_array_index (sums, RwLossSum, i).state == RW_LOSS_DOWN)
      (*down)++;
    else
      (*at_risk)++;
}

/**
 * rw_loss_summary:
 *
 * Returns: (transfer full): what it means to those who use it: "1 service down · 2 services at risk · 2 customers"
 */
char *
rw_loss_summary (const RwLoss *loss)
{
  guint down, at_risk, n = loss->customers->len;
  GString *text = g_string_new (NULL);

  count_sums (loss->services, &down, &at_risk);
  if (down > 0)
    g_string_append_printf (text, ngettext ("%u service down", "%u services down", down), down);
  if (at_risk > 0)
    {
      if (down > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u service at risk", "%u services at risk", at_risk),
                              at_risk);
    }
  if (down + at_risk == 0)
    return g_string_free (g_string_append (text, _ ("No service is hit")), FALSE);
  if (n > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u customer", "%u customers", n), n);
    }
  return g_string_free (text, FALSE);
}

/**
 * rw_loss_hit_reason:
 *
 * Returns: (transfer full): why, in words that follow the name: "no power: its only cord"
 */
char *
rw_loss_hit_reason (const RwWiring *wiring, const RwLossHit *hit)
{
  const RwWireSystem *system = &wiring->systems[hit->system];
  const char *parent = system->parent >= 0 ? wiring->systems[system->parent].name : "",
             *host = system->host >= 0 ? wiring->systems[system->host].name : "";
  gboolean down = hit->state == RW_LOSS_DOWN;

  switch (hit->cause)
    {
    case RW_LOSS_POWER:
      if (!down)
        return g_strdup_printf (ngettext ("%u of %u power cord left", "%u of %u power cords left",
                                          hit->before),
                                hit->left, hit->before);
      if (hit->before == 1)
        return g_strdup (_ ("no power: its only cord"));
      return g_strdup_printf (ngettext ("no power: its cord", "no power: all %u cords",
                                        hit->before),
                              hit->before);
    case RW_LOSS_NETWORK:
      if (!down)
        return g_strdup_printf (ngettext ("%u of %u network port left",
                                          "%u of %u network ports left", hit->before),
                                hit->left, hit->before);
      if (hit->before == 1)
        return g_strdup (_ ("no network: its only port"));
      return g_strdup_printf (ngettext ("no network: its port", "no network: all %u ports",
                                        hit->before),
                              hit->before);
    case RW_LOSS_CHASSIS:
      /* Translators: why a blade is down: its chassis is */
      return g_strdup_printf (_ ("stands in %s"), parent);
    case RW_LOSS_HOST:
      /* Translators: of a virtual machine: its host */
      return g_strdup_printf (down ? _ ("runs on %s") : _ ("restarts on another host than %s"),
                              host);
    case RW_LOSS_ITSELF:
    default:
      /* Translators: why a system is down: the rack that it stands in is what is lost */
      return g_strdup (_ ("stands in it"));
    }
}

/**
 * rw_loss_sum_reason:
 *
 * Returns: (transfer full): how much of a service or customer is hit: "1 of 5 systems down, 2 at risk"
 */
char *
rw_loss_sum_reason (const RwLossSum *sum)
{
  if (sum->state == RW_LOSS_DOWN)
    return sum->n_systems == 1
             ? g_strdup (_ ("its only system is down"))
             : g_strdup_printf (ngettext ("its system is down", "all %u systems are down",
                                          sum->n_systems),
                                sum->n_systems);
  if (sum->n_down == 0)
    return g_strdup_printf (ngettext ("%u of %u system at risk", "%u of %u systems at risk",
                                      sum->n_systems),
                            sum->n_at_risk, sum->n_systems);
  if (sum->n_at_risk == 0)
    return g_strdup_printf (ngettext ("%u of %u system down", "%u of %u systems down",
                                      sum->n_systems),
                            sum->n_down, sum->n_systems);
  return g_strdup_printf (ngettext ("%u of %u system down, %u at risk",
                                    "%u of %u systems down, %u at risk", sum->n_systems),
                          sum->n_down, sum->n_systems, sum->n_at_risk);
}

/* --- As text ------------------------------------------------------------------------------------- */

static void
add_title (GString *text, const char *title, guint n)
{
  g_string_append_printf (text, "\n%s (%u)\n", title, n);
}

static void
add_line (GString *text, RwLossState state, const char *name, char *reason)
{
  g_string_append_printf (text, "%s %s: %s\n",
                          rw_status_symbol (state == RW_LOSS_DOWN ? RW_STATUS_BAD
                                                                  : RW_STATUS_ATTENTION),
                          name, reason);
  g_free (reason);
}

static void
add_sums (GString *text, RwLossSection section, const GArray *sums, const RwWirePlace *places)
{
  if (sums->len == 0)
    return;
  add_title (text, rw_loss_section_label (section), sums->len);
  for (guint i = 0; i < sums->len; i++)
    {
      const RwLossSum *sum = &g_array_index (sums, RwLossSum, i);

      add_line (text, sum->state, places[sum->index].name, rw_loss_sum_reason (sum));
    }
}

static void
add_hits (GString *text,
          const RwWiring *wiring,
          const RwLoss *loss,
          const RwId *lost,
          RwLossState state)
{
  Counts counts = count (wiring, loss, lost);
  guint n = state == RW_LOSS_DOWN ? counts.down : counts.restart + counts.at_risk;

  if (n == 0)
    return;
  add_title (text,
             rw_loss_section_label (state == RW_LOSS_DOWN ? RW_LOSS_SECTION_DOWN
                                                          : RW_LOSS_SECTION_AT_RISK),
             n);
  for (guint i = 0; i < loss->hits->len; i++)
    {
      const RwLossHit *hit = &g_array_index (loss->hits, RwLossHit, i);
      const RwWireSystem *system = &wiring->systems[hit->system];

      if (hit->state == state && !rw_id_equal (&system->id, lost))
        add_line (text, state, system->name, rw_loss_hit_reason (wiring, hit));
    }
}

/**
 * rw_loss_to_text:
 *
 * Returns: (transfer full): all that the dialog says, for the clipboard and for a ticket
 */
char *
rw_loss_to_text (const RwWiring *wiring, const RwLoss *loss, const RwId *lost)
{
  g_autofree char *heading = rw_loss_heading (wiring, loss, lost),
                  *summary = rw_loss_summary (loss);
  GString *text = g_string_new (heading);

  g_string_append_printf (text, "\n%s\n", summary);
  add_sums (text, RW_LOSS_SECTION_CUSTOMERS, loss->customers, wiring->customers);
  add_sums (text, RW_LOSS_SECTION_SERVICES, loss->services, wiring->services);
  add_hits (text, wiring, loss, lost, RW_LOSS_DOWN);
  add_hits (text, wiring, loss, lost, RW_LOSS_AT_RISK);
  return g_string_free (text, FALSE);
}

/* --- Single cords -------------------------------------------------------------------------------- */

/**
 * rw_single_service:
 *
 * Returns: (transfer none): the service of a system, or what to say when it has none
 */
const char *
rw_single_service (const RwWiring *wiring, const RwSingleCord *single)
{
  int service = wiring->systems[single->system].service;

  return service >= 0 ? wiring->services[service].name : _ ("Without a business service");
}

/**
 * rw_single_reason:
 *
 * Returns: (transfer full): "one cord, on FRA2-C1-R01-A"
 */
char *
rw_single_reason (const RwWiring *wiring, const RwSingleCord *single)
{
  const char *feed = single->feed >= 0 ? wiring->feeds[single->feed].name : NULL;

  if (single->inlets == 1)
    return feed != NULL ? g_strdup_printf (_ ("one cord, on %s"), feed)
                        : g_strdup (_ ("one cord, on an unknown feed"));
  return g_strdup_printf (ngettext ("%u cord, on %s", "%u cords, all on %s", single->inlets),
                          single->inlets, feed);
}

char *
rw_singles_heading (const GArray *singles)
{
  g_autofree char *number = rw_format_count (singles->len);

  return g_strdup_printf (ngettext ("%s system goes down with a single cord or feed",
                                    "%s systems go down with a single cord or feed", singles->len),
                          number);
}

char *
rw_singles_to_text (const RwWiring *wiring, const GArray *singles)
{
  g_autofree char *heading = rw_singles_heading (singles);
  GString *text = g_string_new (heading);

  g_string_append (text, "\n\n");
  for (guint i = 0; i < singles->len; i++)
    {
      const RwSingleCord *single = &g_array_index (singles, RwSingleCord, i);
      g_autofree char *reason = rw_single_reason (wiring, single);

      g_string_append_printf (text, "%s (%s): %s\n", wiring->systems[single->system].name,
                              rw_single_service (wiring, single), reason);
    }
  return g_string_free (text, FALSE);
}

/**
 * rw_singles_to_csv:
 *
 * Returns: (transfer full): a table with headings in the person's language
 */
char *
rw_singles_to_csv (const RwWiring *wiring, const GArray *singles)
{
  const char *const headings[] = { rw_field_label (rw_schema_field (RW_KIND_PORT, RW_PORT_SYSTEM)),
                                   rw_kind_label (RW_KIND_RACK),
                                   rw_kind_label (RW_KIND_SERVICE),
                                   rw_kind_label (RW_KIND_CUSTOMER),
                                   _ ("Power cords"),
                                   rw_kind_label (RW_KIND_POWER_FEED) };
  GString *text = g_string_new (NULL);

  rw_csv_add_row (text, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < singles->len; i++)
    {
      const RwSingleCord *single = &g_array_index (singles, RwSingleCord, i);
      const RwWireSystem *system = &wiring->systems[single->system];
      int customer = system->service >= 0 ? wiring->services[system->service].customer : -1;
      g_autofree char *inlets = g_strdup_printf ("%u", single->inlets);
      const char *const cells[] = {
        system->name,
        system->rack >= 0 ? wiring->racks[system->rack].name : NULL,
        system->service >= 0 ? wiring->services[system->service].name : NULL,
        customer >= 0 ? wiring->customers[customer].name : NULL,
        inlets,
        single->feed >= 0 ? wiring->feeds[single->feed].name : NULL,
      };

      rw_csv_add_row (text, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free (text, FALSE);
}
