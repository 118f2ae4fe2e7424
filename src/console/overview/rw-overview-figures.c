/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

void
rw_overview_figure_clear (RwOverviewFigure *figure)
{
  g_clear_pointer (&figure->figure, g_free);
  g_clear_pointer (&figure->hint, g_free);
}

static void
say_incidents (const RwOverview *overview,
               RwOverviewFigure *figure)
{
  GString *hint = g_string_new (NULL);

  figure->title = _("Open incidents");
  figure->page = "win.page-tickets";
  figure->figure = rw_format_count (overview->n_incidents);
  if (overview->n_p1 > 0)
    g_string_append_printf (hint, "%u %s", overview->n_p1, rw_enum_label (&rw_enum_priority, RW_PRIORITY_P1));
  if (overview->n_breached > 0)
    {
      g_string_append (hint, hint->len > 0 ? " · " : "");
      /* Translators: a number of incidents */
      g_string_append_printf (hint, ngettext ("%u late", "%u late", overview->n_breached), overview->n_breached);
    }
  if (overview->n_breaching > 0)
    {
      g_string_append (hint, hint->len > 0 ? " · " : "");
      /* Translators: a number of incidents whose time runs out within the hour; keep it short */
      g_string_append_printf (hint, ngettext ("%u within 1 h", "%u within 1 h", overview->n_breaching), overview->n_breaching);
    }
  if (hint->len == 0)
    g_string_append (hint, overview->n_incidents > 0 ? _("none runs out within the hour") : _("nothing is broken"));
  figure->hint = g_string_free (hint, FALSE);
  figure->status = overview->n_p1 > 0 || overview->n_breached > 0 ? RW_STATUS_BAD
                   : overview->n_breaching > 0                    ? RW_STATUS_ATTENTION
                                                                  : RW_STATUS_GOOD;
}

static void
say_updates (const RwOverview *overview,
             RwOverviewFigure *figure)
{
  g_autofree char *when = NULL;
  const char *customer = overview->next_update_customer;

  figure->title = _("Customer updates");
  figure->page = "win.page-tickets";
  figure->figure = rw_format_count (overview->n_updates);
  figure->status = overview->n_updates_late > 0 ? RW_STATUS_BAD : overview->n_updates > 0 ? RW_STATUS_ATTENTION : RW_STATUS_GOOD;
  if (overview->next_update == 0)
    {
      figure->hint = g_strdup (_("nobody waits for one"));
      return;
    }
  if (customer == NULL)
    customer = C_ ("customer", "no customer");
  if (overview->next_update <= overview->now - RW_MINUTE)
    {
      when = rw_format_duration (overview->now - overview->next_update);
      /* Translators: a length of time, a customer: "12 min late: Nordlicht Reisen" */
      figure->hint = g_strdup_printf (_("%s late: %s"), when, customer);
      return;
    }
  if (overview->next_update - overview->now < RW_MINUTE)
    {
      /* Translators: a customer who waits for an update: "now: Nordlicht Reisen" */
      figure->hint = g_strdup_printf (_("now: %s"), customer);
      return;
    }
  when = overview->next_update - overview->now < 12 * RW_HOUR ? rw_format_relative (overview->next_update, overview->now)
                                                              : rw_format_when (overview->next_update, overview->now);
  /* Translators: "in 6 min", a customer: "in 6 min: Nordlicht Reisen" */
  figure->hint = g_strdup_printf (C_ ("customer update", "%s: %s"), when, customer);
}

static void
say_changes (const RwOverview *overview,
             RwOverviewFigure *figure)
{
  g_autofree char *next = NULL, *running = NULL;

  figure->title = _("Changes today");
  figure->page = "win.page-changes";
  figure->figure = rw_format_count (overview->n_changes_today);
  figure->status = RW_STATUS_GOOD;
  if (overview->running->len > 0)
    running = g_strdup_printf (ngettext ("%u running", "%u running", overview->running->len),
                               overview->running->len);
  if (overview->next_change != NULL)
    {
      g_autofree char *when = rw_format_when (overview->next_change_at, overview->now);

      /* Translators: the next change, a time: "C-2066, 22:00" */
      next = g_strdup_printf (C_ ("next change", "%s, %s"), overview->next_change, when);
    }
  if (running != NULL && next != NULL)
    figure->hint = g_strdup_printf ("%s · %s", running, next);
  else if (next != NULL)
    /* Translators: the next change, with its time */
    figure->hint = g_strdup_printf (C_ ("change", "next: %s"), next);
  else if (running != NULL)
    figure->hint = g_steal_pointer (&running);
  else
    figure->hint = g_strdup (_("none planned this week"));
}

static void
say_backups (const RwOverview *overview,
             RwOverviewFigure *figure)
{
  /* Not "to answer": the backups' page asks for answers about more than failures. */
  figure->title = _("Backups failed");
  figure->page = "win.page-backups";
  figure->figure = rw_format_count (overview->n_backups);
  figure->status = overview->n_backups > 0 || overview->n_no_job > 0 ? RW_STATUS_ATTENTION : RW_STATUS_GOOD;
  if (overview->n_no_job > 0)
    figure->hint = g_strdup_printf (ngettext ("%u system without any job", "%u systems without any job", overview->n_no_job),
                                    overview->n_no_job);
  else if (overview->n_answered > 0)
    figure->hint = g_strdup_printf (ngettext ("%u failure is answered", "%u failures are answered", overview->n_answered),
                                    overview->n_answered);
  else
    figure->hint = g_strdup (overview->n_backups > 0 ? _("every system has a job") : _("all ran, every system has a job"));
}

static void
say_on_call (const RwOverview *overview,
             RwOverviewFigure *figure)
{
  const RwOnCall *first = overview->on_call->len > 0 ? overview->on_call->pdata[0] : NULL;
  g_autofree char *when = NULL;

  figure->title = _("On call");
  figure->status = RW_STATUS_GOOD;
  if (first == NULL || first->person == NULL)
    {
      figure->figure = g_strdup (C_ ("on call", "Nobody"));
      figure->hint = g_strdup (_("no shift covers this hour"));
      figure->status = RW_STATUS_ATTENTION;
      return;
    }
  figure->figure = rw_overview_short_name (first->person);
  when = rw_format_when (first->end, overview->now);
  if (overview->hand_over != NULL)
    {
      g_autofree char *next = rw_overview_short_name (overview->hand_over);

      /* Translators: the person who takes over, a time: "then M. Kern, Mon 08:00" */
      figure->hint = g_strdup_printf (_("then %s, %s"), next, when);
    }
  else
    /* Translators: a time */
    figure->hint = g_strdup_printf (_("until %s, then nobody"), when);
}

/**
 * rw_overview_say_figures:
 * @figures: (out): empty each with rw_overview_figure_clear()
 */
void
rw_overview_say_figures (const RwOverview *overview,
                         RwOverviewFigure  figures[RW_OVERVIEW_N_FIGURES])
{
  static void (*const say[RW_OVERVIEW_N_FIGURES]) (const RwOverview *, RwOverviewFigure *) = {
    say_incidents, say_updates, say_changes, say_backups, say_on_call,
  };

  for (int i = 0; i < RW_OVERVIEW_N_FIGURES; i++)
    {
      figures[i] = (RwOverviewFigure){ 0 };
      say[i](overview, &figures[i]);
    }
}

/**
 * rw_overview_say_on_call:
 *
 * Returns: (transfer full): everybody who is on call now, a line each
 */
char *
rw_overview_say_on_call (const RwOverview *overview)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < overview->on_call->len; i++)
    {
      const RwOnCall *on_call = overview->on_call->pdata[i];
      g_autofree char *end = rw_format_when (on_call->end, overview->now);

      g_string_append (out, i > 0 ? "\n" : "");
      if (on_call->team != NULL)
        g_string_append_printf (out, "%s · ", on_call->team);
      /* Translators: on-call rank, a person, a time: "Primary: Tülay Yılmaz until 08:00" */
      g_string_append_printf (out, _("%s: %s until %s"), rw_enum_label (&rw_enum_shift_rank, (int) on_call->rank),
                              on_call->person != NULL ? on_call->person : C_ ("on call", "Nobody"), end);
    }
  return g_string_free (out, FALSE);
}
