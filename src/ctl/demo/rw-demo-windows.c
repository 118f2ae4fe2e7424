/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-recurrence.h"
#include "rw-demo-company.h"

/* Windows whose dates are not all as their rule has them, what carriers announce, and the calendars of others. */

/* The next date of a weekday from @day on. */
static gint64
weekday_from (gint64 day, int weekday)
{
  return day + (weekday - rw_date_weekday (day) + 7) % 7;
}

static void
set_walls (RwRecord *window, guint field, const gint64 *walls, guint n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < n; i++)
    g_strv_builder_take (builder, rw_wall_to_string (walls[i]));
  texts = g_strv_builder_end (builder);
  rw_record_set_texts (window, field, (const char *const *) texts);
}

static RwRecord *
new_window (RwDemoCompany *self, const char *name, int site, gint64 start, gint64 minutes, const char *rrule, const char *notes)
{
  RwId id = rw_demo_id_on (self, self->today - 150);
  RwRecord *window = rw_record_new (RW_KIND_WINDOW, &id);
  g_autofree char *wall = rw_wall_to_string (start);

  rw_record_set_text (window, RW_WINDOW_NAME, name);
  rw_record_set_enum (window, RW_WINDOW_TYPE, RW_WINDOW_TYPE_MAINTENANCE);
  rw_record_set_ref (window, RW_WINDOW_TARGET, &self->sites[site]);
  rw_record_set_text (window, RW_WINDOW_START_WALL, wall);
  rw_record_set_integer (window, RW_WINDOW_DURATION, minutes);
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_text (window, RW_WINDOW_RRULE, rrule);
  rw_record_set_boolean (window, RW_WINDOW_HARD, FALSE);
  rw_record_set_text (window, RW_WINDOW_NOTES, notes);
  return window;
}

/* Every second Sunday in the hour that the clocks skip and show twice; one is left out, one a day earlier. */
static void
emit_network_window (RwDemoCompany *self)
{
  gint64 first = weekday_from (self->today - 140, 6) * RW_DAY + 2 * RW_HOUR + 30 * RW_MINUTE,
         next =
           first + (self->today * RW_DAY - first + 14 * RW_DAY) / (14 * RW_DAY) * (14 * RW_DAY),
         skipped = next + 14 * RW_DAY;
  RwMovedInstance move = { .recurrence = next, .wall = next - RW_DAY };
  g_autofree char *moved = rw_moved_instance_to_string (&move);
  RwRecord *window =
    new_window (self, "Netzwerkkern FRA2", 0, first, 150, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
                "Nur mit zwei Personen vor Ort.");

  set_walls (window, RW_WINDOW_EXDATES, &skipped, 1);
  rw_record_set_texts (window, RW_WINDOW_MOVED, (const char *const[]) { moved, NULL });
  rw_demo_emit (self, window);
}

/* The last Saturday of a month, and once more between. */
static void
emit_power_window (RwDemoCompany *self)
{
  gint64 first = weekday_from (self->today - 120, 5) * RW_DAY + 22 * RW_HOUR,
         extra = weekday_from (self->today + 9, 2) * RW_DAY + 20 * RW_HOUR;
  RwRecord *window = new_window (self, "USV-Test FRA4", 1, first, 360, "FREQ=MONTHLY;BYDAY=-1SA",
                                 "Der Betreiber meldet sich vorher.");

  set_walls (window, RW_WINDOW_RDATES, &extra, 1);
  rw_demo_emit (self, window);
}

/* --- Carriers --------------------------------------------------------------------------------------- */

typedef struct
{
  const char *provider, *account, *title, *object, *details;
  int days, hour, hours, site;
  RwNoticeImpact impact;
  RwNoticeStatus status;
  gint64 sequence;
} Notice;

static const Notice notices[] = {
  { "Nordkabel", "NK-30417", "Splice work on the ring Frankfurt-Ost", "NK-1001-FRA2", "One of two paths is down; traffic takes the other.", -34, 0, 5, 0,
    RW_NOTICE_IMPACT_REDUCED_REDUNDANCY, RW_NOTICE_STATUS_COMPLETED, 2 },
  { "Nordkabel", "NK-30417", "Replacement of a line card", "NK-1002-FRA4", "Interruptions of up to 15 minutes.", -12, 1, 3, 1, RW_NOTICE_IMPACT_OUTAGE,
    RW_NOTICE_STATUS_COMPLETED, 1 },
  { "Interlink Carrier Services", "882-19", "Software upgrade of core router", "ICS/ETH/004417", "Expected outage 5 minutes within the window.", -6, 23, 4, 0,
    RW_NOTICE_IMPACT_OUTAGE, RW_NOTICE_STATUS_COMPLETED, 0 },
  { "Interlink Carrier Services", "882-19", "Fibre relocation, phase 1", "ICS/ETH/004418", "Your service runs unprotected during the work.", 3, 23, 6, 1,
    RW_NOTICE_IMPACT_REDUCED_REDUNDANCY, RW_NOTICE_STATUS_CONFIRMED, 1 },
  { "Interlink Carrier Services", "882-19", "Fibre relocation, phase 2", "ICS/ETH/004418", "Your service runs unprotected during the work.", 10, 23, 6, 1,
    RW_NOTICE_IMPACT_REDUCED_REDUNDANCY, RW_NOTICE_STATUS_TENTATIVE, 0 },
  { "Rhein-Main Datacenter", "RMD-77", "Wartung der Kälteanlage, Halle 2", "RMD-H2", "Ohne Auswirkung: Die zweite Anlage übernimmt.", 2, 8, 8, 0,
    RW_NOTICE_IMPACT_NONE, RW_NOTICE_STATUS_CONFIRMED, 0 },
  { "Rhein-Main Datacenter", "RMD-77", "Test der Netzersatzanlage", "RMD-FEED-B", "Zuführung B läuft für zehn Minuten auf Diesel.", 8, 9, 3, 0,
    RW_NOTICE_IMPACT_REDUCED_REDUNDANCY, RW_NOTICE_STATUS_CONFIRMED, 3 },
  { "Rhein-Main Datacenter", "RMD-77", "Tausch eines Transformators", "RMD-FEED-A", "Zuführung A ist sechs Stunden aus.", 24, 1, 6, 1,
    RW_NOTICE_IMPACT_DEGRADED, RW_NOTICE_STATUS_TENTATIVE, 0 },
  { "Baltic Backbone", "BB-5521", "Emergency repair", "BB-DWDM-17", "Cable damaged by construction work.", 0, 2, 30, 0, RW_NOTICE_IMPACT_DEGRADED,
    RW_NOTICE_STATUS_IN_PROCESS, 4 },
  { "Baltic Backbone", "BB-5521", "Optical amplifier replacement", "BB-DWDM-17", "Two interruptions of 30 seconds.", 16, 0, 4, 0, RW_NOTICE_IMPACT_OUTAGE,
    RW_NOTICE_STATUS_CONFIRMED, 0 },
  { "Baltic Backbone", "BB-5521", "Optical amplifier replacement, second site", "BB-DWDM-18", "Postponed until further notice.", 17, 0, 4, 1,
    RW_NOTICE_IMPACT_OUTAGE, RW_NOTICE_STATUS_CANCELLED, 1 },
  { "Nordkabel", "NK-30417", "Route diversity check", "NK-1002-FRA4", "No effect is expected.", 31, 10, 4, 1, RW_NOTICE_IMPACT_NONE,
    RW_NOTICE_STATUS_TENTATIVE, 0 },
};

static void
emit_notice (RwDemoCompany *self, const Notice *notice, guint number)
{
  RwId id = rw_demo_id_on (self, self->today + MIN (notice->days, 0) - 10);
  RwRecord *record = rw_record_new (RW_KIND_CARRIER_NOTICE, &id);
  gint64 start = (self->today + notice->days) * RW_DAY + notice->hour * RW_HOUR;
  g_autofree char *reference = g_strdup_printf ("MNT-%u", 40110 + number * 7);
  g_autofree char *uid =
    g_strdup_printf ("%s@%c%u.example", reference, 'a' + (char) (number % 4), number);

  rw_record_set_text (record, RW_CARRIER_NOTICE_TITLE, notice->title);
  rw_record_set_text (record, RW_CARRIER_NOTICE_PROVIDER, notice->provider);
  rw_record_set_text (record, RW_CARRIER_NOTICE_ACCOUNT, notice->account);
  rw_record_set_text (record, RW_CARRIER_NOTICE_REFERENCE, reference);
  rw_record_set_texts (record, RW_CARRIER_NOTICE_OBJECTS,
                       (const char *const[]) { notice->object, NULL });
  rw_record_set_enum (record, RW_CARRIER_NOTICE_IMPACT, notice->impact);
  rw_record_set_enum (record, RW_CARRIER_NOTICE_STATUS, notice->status);
  rw_record_set_instant (record, RW_CARRIER_NOTICE_START, start);
  rw_record_set_instant (record, RW_CARRIER_NOTICE_END, start + notice->hours * RW_HOUR);
  rw_record_set_text (record, RW_CARRIER_NOTICE_DETAILS, notice->details);
  rw_record_set_text (record, RW_CARRIER_NOTICE_UID, uid);
  rw_record_set_integer (record, RW_CARRIER_NOTICE_SEQUENCE, notice->sequence);
  rw_record_set_refs (record, RW_CARRIER_NOTICE_AFFECTS, &self->sites[notice->site], 1);
  rw_demo_emit (self, record);
}

/* Without a key, which a manager gives them with their first address: what everybody can make is no secret. */
static void
emit_feed (RwDemoCompany *self, const char *name, const RwId *subject, gboolean for_customer)
{
  RwId id = rw_demo_id_on (self, self->today - 60);
  RwRecord *feed = rw_record_new (RW_KIND_CALENDAR_FEED, &id);

  rw_record_set_text (feed, RW_CALENDAR_FEED_NAME, name);
  if (subject != NULL)
    rw_record_set_ref (feed, RW_CALENDAR_FEED_SUBJECT, subject);
  rw_record_set_boolean (feed, RW_CALENDAR_FEED_FOR_CUSTOMER, for_customer);
  rw_demo_emit (self, feed);
}

void
rw_demo_emit_windows (RwDemoCompany *self)
{
  g_autofree char *name =
    g_strdup_printf ("Wartungen für %s", RW_DEMO_CUSTOMER (self, 0)->short_name);

  rw_demo_stream (self, "windows");
  emit_network_window (self);
  emit_power_window (self);
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    emit_notice (self, &notices[i], i);
  emit_feed (self, "Alle Changes", NULL, FALSE);
  emit_feed (self, name, &RW_DEMO_CUSTOMER (self, 0)->id, TRUE);
}
