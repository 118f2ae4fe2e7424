/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* The company's own people, its customers, and what was promised to them. */

static const struct
{
  const char *name, *purpose;
} teams[] = {
  { "Service Desk", "Single Point of Contact für alle Kunden, rund um die Uhr." },
  { "Service Delivery", "Steuert Dienste, Changes und Service Levels." },
  { "Betrieb Plattform", "Betriebssysteme, Virtualisierung und Container." },
  { "Netzwerk & Firewall", "Switches, Router, Firewalls, VPN und DNS." },
  { "Storage & Backup", "Speichersysteme, Datensicherung, Wiederherstellungstests." },
  { "Rechenzentrum", "Einbau, Verkabelung, Strom und Zutritt in FRA2 und FRA4." },
  { "Informationssicherheit", "Härtung, Schwachstellen, Maßnahmen und Audits." },
};

enum { DESK, DELIVERY, PLATFORM, NETWORK, STORAGE, FLOOR, SECURITY };

static const struct
{
  const char *name;
  gboolean business_hours;
  int minutes[5][3];
} slas[] = {
  { "Gold 24×7", FALSE, { { 15, 240, 30 }, { 30, 480, 60 }, { 120, 1440, 240 }, { 480, 4320, 1440 }, { 1440, 10080, 0 } } },
  { "Silber 24×7", FALSE, { { 30, 480, 60 }, { 60, 720, 120 }, { 240, 2880, 480 }, { 960, 7200, 0 }, { 2880, 14400, 0 } } },
  { "Silber Geschäftszeit", TRUE, { { 30, 480, 60 }, { 60, 600, 120 }, { 240, 1200, 480 }, { 600, 3000, 0 }, { 1200, 6000, 0 } } },
  { "Bronze Geschäftszeit", TRUE, { { 60, 600, 120 }, { 120, 1200, 240 }, { 300, 1800, 0 }, { 600, 3000, 0 }, { 1200, 6000, 0 } } },
};

/* The first few are always there, so that whoever shows the company finds them again. */
static const RwPersonRole first_roles[] = {
  RW_PERSON_ROLE_SDM, RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_SDM,
  RW_PERSON_ROLE_SERVICE_DESK, RW_PERSON_ROLE_LEAD, RW_PERSON_ROLE_BRM, RW_PERSON_ROLE_AUDITOR,
  RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_SDM, RW_PERSON_ROLE_SERVICE_DESK, RW_PERSON_ROLE_TECHNICIAN,
};

static int
team_for (RwDemoCompany *self,
          RwPersonRole   role)
{
  static const int technical[] = { PLATFORM, PLATFORM, NETWORK, STORAGE, FLOOR, SECURITY };

  switch (role)
    {
    case RW_PERSON_ROLE_SERVICE_DESK:
      return DESK;
    case RW_PERSON_ROLE_SDM:
    case RW_PERSON_ROLE_BRM:
      return DELIVERY;
    case RW_PERSON_ROLE_AUDITOR:
      return SECURITY;
    default:
      return technical[rw_demo_random_below (&self->random, G_N_ELEMENTS (technical))];
    }
}

static void
make_staff (RwDemoCompany *self)
{
  static const RwPersonRole mix[] = {
    RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_SDM, RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_SERVICE_DESK,
    RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_SERVICE_DESK, RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_BRM,
    RW_PERSON_ROLE_SDM, RW_PERSON_ROLE_TECHNICIAN, RW_PERSON_ROLE_LEAD,
  };
  g_auto (GStrv) first = rw_demo_lines ("first-names.txt");
  g_auto (GStrv) last = rw_demo_lines ("last-names.txt");
  guint n_first = g_strv_length (first), n_last = g_strv_length (last);
  g_autoptr (GHashTable) logins = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    {
      RwId id = rw_demo_id_on (self, self->today - 3000);

      g_array_append_val (self->teams, id);
    }
  for (guint i = 0; i < self->plan->people; i++)
    {
      /* Each first name once before any comes again; the last names out of step with them. */
      guint f = i % n_first;
      guint l = i < 12 ? i : (i * 37 + 11 + rw_demo_random_below (&self->random, 7)) % n_last;
      g_autofree char *a = rw_demo_slug (first[f]), *b = rw_demo_slug (last[l]);
      RwDemoPerson person = { 0 };

      person.name = rw_demo_string (self, "%s %s", first[f], last[l]);
      person.first = g_string_chunk_insert_const (self->strings, first[f]);
      person.login = rw_demo_string (self, "%s.%s", a, b);
      if (!g_hash_table_add (logins, (gpointer) person.login))
        person.login = rw_demo_string (self, "%s.%s%u", a, b, i);
      g_hash_table_add (logins, (gpointer) person.login);
      person.role = i < G_N_ELEMENTS (first_roles) ? first_roles[i] : mix[i % G_N_ELEMENTS (mix)];
      person.team = team_for (self, person.role);
      if (i == 1 || i == 2)
        person.team = i == 1 ? PLATFORM : FLOOR;
      person.id = rw_demo_id_on (self, self->today - 400 - (gint64) rw_demo_random_below (&self->random, 2500));
      g_array_append_val (self->people, person);
    }
}

static void
add_contacts (RwDemoCompany  *self,
              RwDemoCustomer *customer,
              int             index,
              char          **first,
              char          **last)
{
  guint n = 2 + rw_demo_random_below (&self->random, 3);

  customer->first_contact = self->contacts->len;
  customer->n_contacts = n;
  for (guint i = 0; i < n; i++)
    {
      RwDemoContact contact = { .customer = index };

      const char *given = rw_demo_pick (self, first);

      contact.name = rw_demo_string (self, "%s %s", given, rw_demo_pick (self, last));
      contact.id = rw_demo_id_on (self, self->today - 200 - (gint64) rw_demo_random_below (&self->random, 1500));
      g_array_append_val (self->contacts, contact);
    }
}

static void
make_customers (RwDemoCompany *self)
{
  static const char *const trades[][2] = {
    { "Modehaus", "retail" }, { "Reisewelt", "travel" }, { "Energiekontor", "utility" }, { "Praxisverbund", "health" },
    { "Verlagshaus", "media" }, { "Spedition", "logistics" }, { "Vermögensverwaltung", "finance" },
    { "Werkzeugbau", "industry" }, { "Bildungswerk", "public" },
  };
  static const char *const forms[] = { "GmbH", "AG", "KG", "GmbH & Co. KG", "SE" };
  g_auto (GStrv) lines = rw_demo_lines ("customers.txt");
  g_auto (GStrv) first = rw_demo_lines ("first-names.txt");
  g_auto (GStrv) last = rw_demo_lines ("last-names.txt");
  guint n_lines = g_strv_length (lines);
  g_autoptr (GHashTable) stems = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->plan->customers; i++)
    {
      RwDemoCustomer customer = { 0 };
      g_autofree char *stem = NULL;

      if (i < n_lines)
        {
          g_auto (GStrv) parts = g_strsplit (lines[i], "|", -1);

          customer.name = rw_demo_string (self, "%s", parts[0]);
          customer.short_name = rw_demo_string (self, "%s", parts[1]);
          customer.slug = rw_demo_string (self, "%s", parts[2]);
          customer.sector = rw_demo_string (self, "%s", parts[3]);
        }
      else
        {
          guint k = i - n_lines;
          const char *name = last[(k * 13 + 5) % g_strv_length (last)];
          guint trade = k % G_N_ELEMENTS (trades);
          g_autofree char *slug = NULL;

          customer.short_name = rw_demo_string (self, "%s %s", trades[trade][0], name);
          customer.name = rw_demo_string (self, "%s %s", customer.short_name, forms[rw_demo_random_below (&self->random, G_N_ELEMENTS (forms))]);
          slug = rw_demo_slug (customer.short_name);
          customer.slug = rw_demo_string (self, "%s", slug);
          customer.sector = trades[trade][1];
        }
      /* The stem of host names: the last word that says something, at most twelve letters. */
      stem = rw_demo_slug (customer.short_name);
      if (strrchr (stem, '-') != NULL && strlen (strrchr (stem, '-')) > 4)
        memmove (stem, strrchr (stem, '-') + 1, strlen (strrchr (stem, '-')));
      {
        g_auto (GStrv) words = g_strsplit (stem, "-", -1);
        g_autofree char *joined = g_strjoinv ("", words);

        joined[MIN (strlen (joined), 12)] = '\0';
        customer.stem = rw_demo_string (self, "%s", joined);
      }
      if (!g_hash_table_add (stems, (gpointer) customer.stem))
        customer.stem = rw_demo_string (self, "%s%u", customer.stem, i);
      g_hash_table_add (stems, (gpointer) customer.stem);
      customer.manager = rw_demo_person_of (self, RW_PERSON_ROLE_BRM);
      customer.id = rw_demo_id_on (self, self->today - 300 - (gint64) rw_demo_random_below (&self->random, 2400));
      add_contacts (self, &customer, (int) i, first, last);
      g_array_append_val (self->customers, customer);
    }
}

static void
make_slas (RwDemoCompany *self)
{
  for (guint i = 0; i < 2; i++)
    self->calendars[i] = rw_demo_id_on (self, self->today - 3000);
  for (guint i = 0; i < G_N_ELEMENTS (slas); i++)
    {
      RwDemoSla sla = { .business_hours = slas[i].business_hours };

      memcpy (sla.minutes, slas[i].minutes, sizeof sla.minutes);
      sla.id = rw_demo_id_on (self, self->today - 2900);
      g_array_append_val (self->slas, sla);
    }
}

static gboolean
has_service (RwDemoCompany *self,
             int            customer,
             const char    *code)
{
  for (guint i = 0; i < self->services->len; i++)
    if (RW_DEMO_SERVICE (self, i)->customer == customer && strcmp (RW_DEMO_SERVICE (self, i)->code, code) == 0)
      return TRUE;
  return FALSE;
}

/* Managers take turns, so that each owns about as many services as the others; the partner changes
 * from round to round. */
static void
set_managers (RwDemoCompany *self,
              RwDemoService *service,
              guint          turn)
{
  int managers[64];
  guint n = 0, stride;

  for (guint i = 0; i < self->people->len && n < G_N_ELEMENTS (managers); i++)
    if (RW_DEMO_PERSON (self, i)->role == RW_PERSON_ROLE_SDM)
      managers[n++] = (int) i;
  stride = 1 + turn / n % (n - 1);
  service->managers[0] = managers[turn % n];
  service->managers[1] = managers[(turn + stride) % n];
  service->managers[2] = managers[(turn + stride + 1) % n];
  service->n_managers = turn % 9 == 4 && service->managers[2] != service->managers[0] ? 3 : 2;
}

static void
make_services (RwDemoCompany *self)
{
  g_auto (GStrv) lines = rw_demo_lines ("sectors.txt");
  guint n_lines = g_strv_length (lines);

  while (self->services->len < self->plan->services)
    {
      guint i = self->services->len;
      /* Every customer has one of its own trade first; the rest goes to whom chance favours. */
      int index = (int) (i < self->plan->customers ? i : rw_demo_random_below (&self->random, self->plan->customers));
      RwDemoCustomer *customer = RW_DEMO_CUSTOMER (self, index);
      g_auto (GStrv) parts = NULL;
      RwDemoService service = { .customer = index };

      for (guint tries = 0; tries < 200; tries++)
        {
          g_clear_pointer (&parts, g_strfreev);
          parts = g_strsplit (lines[rw_demo_random_below (&self->random, n_lines)], "|", -1);
          /* Mail is somebody's, whatever chance says. */
          if (i == self->plan->customers && strcmp (parts[2], "mail") != 0)
            {
              g_clear_pointer (&parts, g_strfreev);
              continue;
            }
          if ((strcmp (parts[0], customer->sector) == 0 || (strcmp (parts[0], "any") == 0 && i >= self->plan->customers)) &&
              !has_service (self, index, parts[2]))
            break;
          g_clear_pointer (&parts, g_strfreev);
        }
      if (parts == NULL)
        continue;
      service.name = rw_demo_string (self, "%s %s", parts[1], customer->short_name);
      service.code = rw_demo_string (self, "%s", parts[2]);
      service.domain = rw_demo_string (self, "%s.%s.example", parts[2], customer->slug);
      service.roles = g_strsplit (parts[3], " ", -1);
      service.sla = (int) (i % 7 < 2 ? 0 : i % 7 < 4 ? 1 : i % 7 < 6 ? 2 : 3);
      service.weight = 1 + rw_demo_random_below (&self->random, 4) + (rw_demo_random_chance (&self->random, 200) ? 6 : 0);
      service.stage = i % 23 == 11 ? RW_SERVICE_STAGE_TRANSITION : i % 29 == 17 ? RW_SERVICE_STAGE_DESIGN :
                      i % 31 == 13 ? RW_SERVICE_STAGE_RETIRING : RW_SERVICE_STAGE_LIVE;
      service.site = i % 5 < 3 ? 0 : 1;
      set_managers (self, &service, i);
      service.id = rw_demo_id_on (self, self->today - 120 - (gint64) rw_demo_random_below (&self->random, 1800));
      g_array_append_val (self->services, service);
    }
}

void
rw_demo_make_people (RwDemoCompany *self)
{
  rw_demo_stream (self, "people");
  make_staff (self);
  make_slas (self);
  rw_demo_stream (self, "customers");
  make_customers (self);
  make_services (self);
}

static void
emit_calendars (RwDemoCompany *self)
{
  static const char *const yearly[] = { "01-01", "05-01", "10-03", "12-25", "12-26", NULL };
  static const char around[] = "{\"mon\":[[\"00:00\",\"24:00\"]],\"tue\":[[\"00:00\",\"24:00\"]],\"wed\":[[\"00:00\",\"24:00\"]],"
                               "\"thu\":[[\"00:00\",\"24:00\"]],\"fri\":[[\"00:00\",\"24:00\"]],\"sat\":[[\"00:00\",\"24:00\"]],"
                               "\"sun\":[[\"00:00\",\"24:00\"]]}";
  static const char office[] = "{\"mon\":[[\"08:00\",\"18:00\"]],\"tue\":[[\"08:00\",\"18:00\"]],\"wed\":[[\"08:00\",\"18:00\"]],"
                               "\"thu\":[[\"08:00\",\"18:00\"]],\"fri\":[[\"08:00\",\"18:00\"]]}";
  g_autoptr (GPtrArray) holidays = g_ptr_array_new_with_free_func (g_free);
  int year, month, day;

  rw_date_to_civil (self->today, &year, &month, &day);
  for (int y = year - 3; y <= year + 1; y++)
    rw_demo_add_holidays (holidays, y);
  g_ptr_array_add (holidays, NULL);
  for (guint i = 0; i < 2; i++)
    {
      RwRecord *record = rw_record_new (RW_KIND_CALENDAR, &self->calendars[i]);

      rw_record_set_text (record, RW_CALENDAR_NAME, i == 0 ? "24×7" : "Geschäftszeit Hessen");
      rw_record_set_text (record, RW_CALENDAR_TZ, "Europe/Berlin");
      rw_record_set_text (record, RW_CALENDAR_HOURS, i == 0 ? around : office);
      if (i == 1)
        {
          rw_record_set_texts (record, RW_CALENDAR_HOLIDAYS, (const char *const *) holidays->pdata);
          rw_record_set_texts (record, RW_CALENDAR_YEARLY_HOLIDAYS, yearly);
        }
      rw_demo_emit (self, record);
    }
}

static void
emit_slas (RwDemoCompany *self)
{
  for (guint i = 0; i < self->slas->len; i++)
    {
      RwDemoSla *sla = RW_DEMO_SLA (self, i);
      RwRecord *record = rw_record_new (RW_KIND_SLA, &sla->id);

      rw_record_set_text (record, RW_SLA_NAME, slas[i].name);
      rw_record_set_ref (record, RW_SLA_CALENDAR, &self->calendars[sla->business_hours ? 1 : 0]);
      for (guint p = 0; p < 5; p++)
        for (guint clock = 0; clock < 3; clock++)
          if (sla->minutes[p][clock] > 0)
            rw_record_set_integer (record, RW_SLA_RESPONSE_P1 + 3 * p + clock, sla->minutes[p][clock]);
      rw_demo_emit (self, record);
    }
}

static void
emit_staff (RwDemoCompany *self)
{
  g_auto (GStrv) skills = rw_demo_lines ("skills.txt");
  g_auto (GStrv) certificates = rw_demo_lines ("certificates.txt");

  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    {
      RwRecord *record = rw_record_new (RW_KIND_TEAM, &g_array_index (self->teams, RwId, i));
      int lead = -1;

      /* A lead leads its own team; where there is none, the longest there. */
      for (guint p = 0; p < self->people->len && lead < 0; p++)
        if (RW_DEMO_PERSON (self, p)->team == (int) i && RW_DEMO_PERSON (self, p)->role == RW_PERSON_ROLE_LEAD)
          lead = (int) p;
      for (guint p = 0; p < self->people->len && lead < 0; p++)
        if (RW_DEMO_PERSON (self, p)->team == (int) i)
          lead = (int) p;
      rw_record_set_text (record, RW_TEAM_NAME, teams[i].name);
      rw_record_set_text (record, RW_TEAM_PURPOSE, teams[i].purpose);
      if (lead >= 0)
        rw_record_set_ref (record, RW_TEAM_LEAD, &RW_DEMO_PERSON (self, lead)->id);
      rw_demo_emit (self, record);
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      RwDemoPerson *person = RW_DEMO_PERSON (self, i);
      RwRecord *record = rw_record_new (RW_KIND_PERSON, &person->id);
      g_autofree char *mail = g_strdup_printf ("%s@mainblick.example", person->login);
      g_autofree char *phone = g_strdup_printf ("+49 69 90009 %03u", i % 1000);
      const char *some[4] = { NULL };
      guint n = 1 + rw_demo_random_below (&self->random, 3);

      for (guint k = 0; k < n; k++)
        some[k] = rw_demo_pick (self, skills);
      rw_record_set_text (record, RW_PERSON_NAME, person->name);
      rw_record_set_text (record, RW_PERSON_LOGIN, person->login);
      rw_record_set_enum (record, RW_PERSON_ROLE, person->role);
      rw_record_set_ref (record, RW_PERSON_TEAM, &g_array_index (self->teams, RwId, person->team));
      rw_record_set_text (record, RW_PERSON_MAIL, mail);
      rw_record_set_text (record, RW_PERSON_PHONE, phone);
      rw_record_set_texts (record, RW_PERSON_SKILLS, some);
      if (rw_demo_random_chance (&self->random, 700))
        {
          char day[RW_DATE_STRING_LENGTH + 1];
          g_autofree char *json = NULL;

          rw_date_write (self->today + rw_demo_random_range (&self->random, -20, 900), day);
          json = g_strdup_printf ("[{\"name\":\"%s\",\"expires\":\"%s\"}]", rw_demo_pick (self, certificates), day);
          rw_record_set_text (record, RW_PERSON_CERTIFICATES, json);
        }
      rw_record_set_boolean (record, RW_PERSON_ACTIVE, i < 12 || rw_demo_random_chance (&self->random, 960));
      rw_demo_emit (self, record);
    }
}

static void
emit_customers (RwDemoCompany *self)
{
  static const char *const german[] = { "de", NULL };
  static const char *const both[] = { "de", "en", NULL };
  static const char *const functions[] = { "IT-Leitung", "Anwendungsbetreuung", "Einkauf", "Geschäftsführung",
                                           "Fachbereich", "Informationssicherheit" };

  for (guint i = 0; i < self->customers->len; i++)
    {
      RwDemoCustomer *customer = RW_DEMO_CUSTOMER (self, i);
      RwRecord *record = rw_record_new (RW_KIND_CUSTOMER, &customer->id);
      g_autofree char *number = g_strdup_printf ("K-%u", 10010 + 7 * i);

      rw_record_set_text (record, RW_CUSTOMER_NUMBER, number);
      rw_record_set_text (record, RW_CUSTOMER_NAME, customer->name);
      rw_record_set_ref (record, RW_CUSTOMER_MANAGER, &RW_DEMO_PERSON (self, customer->manager)->id);
      rw_record_set_ref (record, RW_CUSTOMER_FIRST_CONTACT, &RW_DEMO_CONTACT (self, customer->first_contact)->id);
      rw_record_set_texts (record, RW_CUSTOMER_LANGUAGES, i % 6 == 5 ? both : german);
      rw_record_set_text (record, RW_CUSTOMER_TZ, "Europe/Berlin");
      rw_demo_emit (self, record);
      for (guint c = 0; c < customer->n_contacts; c++)
        {
          RwDemoContact *contact = RW_DEMO_CONTACT (self, customer->first_contact + c);
          g_autofree char *local = rw_demo_slug (contact->name);
          g_autofree char *mail = g_strdup_printf ("%s@%s.example", g_strdelimit (local, "-", '.'), customer->slug);
          g_autofree char *phone = g_strdup_printf ("+49 40 66969 %03u", (customer->first_contact + c) % 1000);

          record = rw_record_new (RW_KIND_CONTACT, &contact->id);
          rw_record_set_ref (record, RW_CONTACT_CUSTOMER, &customer->id);
          rw_record_set_text (record, RW_CONTACT_NAME, contact->name);
          rw_record_set_text (record, RW_CONTACT_FUNCTION, functions[(i + c) % G_N_ELEMENTS (functions)]);
          rw_record_set_text (record, RW_CONTACT_MAIL, mail);
          rw_record_set_text (record, RW_CONTACT_PHONE, phone);
          rw_record_set_text (record, RW_CONTACT_LANGUAGE, i % 6 == 5 && c == 1 ? "en" : "de");
          rw_record_set_boolean (record, RW_CONTACT_NOTIFY, c == 0);
          rw_demo_emit (self, record);
        }
    }
}

static void
emit_services (RwDemoCompany *self)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      RwDemoService *service = RW_DEMO_SERVICE (self, i);
      RwDemoCustomer *customer = RW_DEMO_CUSTOMER (self, service->customer);
      RwRecord *record = rw_record_new (RW_KIND_SERVICE, &service->id);
      g_autofree char *page = g_strdup_printf ("https://wiki.mainblick.example/%s/%s", customer->slug, service->code);
      RwId managers[3];

      for (guint m = 0; m < service->n_managers; m++)
        managers[m] = RW_DEMO_PERSON (self, service->managers[m])->id;
      rw_record_set_ref (record, RW_SERVICE_CUSTOMER, &customer->id);
      rw_record_set_text (record, RW_SERVICE_NAME, service->name);
      rw_record_set_refs (record, RW_SERVICE_MANAGERS, managers, service->n_managers);
      rw_record_set_ref (record, RW_SERVICE_SLA, &RW_DEMO_SLA (self, service->sla)->id);
      rw_record_set_enum (record, RW_SERVICE_STAGE, service->stage);
      rw_record_set_enum (record, RW_SERVICE_CRITICALITY, service->sla == 0 ? RW_LEVEL_HIGH : service->sla == 3 ? RW_LEVEL_LOW : RW_LEVEL_MEDIUM);
      rw_record_set_text (record, RW_SERVICE_DOCUMENTATION, page);
      rw_demo_emit (self, record);
    }
}

/* A week each from Monday 8:00, two people; those who know the plain first names do the first weeks. */
static void
emit_shifts (RwDemoCompany *self)
{
  gint64 monday = self->today - rw_date_weekday (self->today);
  int people[64];
  guint n = 0;

  for (guint i = 0; i < self->people->len && n < G_N_ELEMENTS (people); i++)
    if (RW_DEMO_PERSON (self, i)->role == RW_PERSON_ROLE_TECHNICIAN)
      people[n++] = (int) i;
  for (int week = -26; week <= 10; week++)
    for (int rank = 0; rank < 2; rank++)
      {
        /* On Monday before 8:00 the week that ends is still on. */
        guint turn = (guint) (week + 26 * (int) n + rank);
        RwDemoPerson *person = RW_DEMO_PERSON (self, people[turn % n]);
        RwId id = rw_demo_id_on (self, monday + 7 * week - 30);
        RwRecord *record = rw_record_new (RW_KIND_SHIFT, &id);

        rw_record_set_ref (record, RW_SHIFT_PERSON, &person->id);
        rw_record_set_ref (record, RW_SHIFT_TEAM, &g_array_index (self->teams, RwId, PLATFORM));
        rw_record_set_enum (record, RW_SHIFT_RANK, rank == 0 ? RW_SHIFT_RANK_PRIMARY : RW_SHIFT_RANK_SECONDARY);
        rw_record_set_instant (record, RW_SHIFT_START, rw_demo_instant (self, monday + 7 * week, 8 * 60));
        rw_record_set_instant (record, RW_SHIFT_END, rw_demo_instant (self, monday + 7 * week + 7, 8 * 60));
        rw_demo_emit (self, record);
      }
}

static void
emit_macros (RwDemoCompany *self)
{
  g_auto (GStrv) lines = rw_demo_lines ("macros.txt");

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, "|", -1);
      g_autofree char *body = rw_demo_unescape (parts[4]);
      RwId id = rw_demo_id_on (self, self->today - 700);
      RwRecord *record = rw_record_new (RW_KIND_MACRO, &id);

      rw_record_set_text (record, RW_MACRO_NAME, parts[0]);
      rw_record_set_enum (record, RW_MACRO_TYPE, rw_enum_find (&rw_enum_message_type, parts[1]));
      rw_record_set_text (record, RW_MACRO_LANGUAGE, parts[2]);
      rw_record_set_text (record, RW_MACRO_SUBJECT, parts[3]);
      rw_record_set_text (record, RW_MACRO_BODY, body);
      rw_record_set_enum (record, RW_MACRO_SETS_STATUS, rw_enum_find (&rw_enum_ticket_status, parts[5]));
      rw_demo_emit (self, record);
    }
}

void
rw_demo_emit_people (RwDemoCompany *self)
{
  rw_demo_stream (self, "people-records");
  emit_calendars (self);
  emit_slas (self);
  emit_staff (self);
  emit_customers (self);
  emit_services (self);
  emit_shifts (self);
  emit_macros (self);
}
