/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Texts from data/demo with what they are about put in. */

static const char *const on_names[] = { "any", "host", "vm", "db", "web", "mail", "fw", "sw", "san", "pdu", "backup", "rack", "none" };

RwDemoOn
rw_demo_on_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (on_names); i++)
    if (strcmp (on_names[i], name) == 0)
      return (RwDemoOn) i;
  g_assert_not_reached ();
}

static void
file_under (RwDemoCompany *self,
            RwDemoOn       on,
            int            index)
{
  g_array_append_val (self->on[on], index);
}

/**
 * rw_demo_add_system:
 * @role: of a device
 *
 * Remembers a system in operation for tickets, changes, backups and volumes.
 */
void
rw_demo_add_system (RwDemoCompany      *self,
                    const RwDemoSystem *system,
                    RwDeviceRole        role)
{
  int index = (int) self->systems->len;

  g_array_append_vals (self->systems, system, 1);
  if (system->backed_up)
    file_under (self, RW_DEMO_ON_BACKUP, index);
  if (system->kind == RW_KIND_VM)
    file_under (self, RW_DEMO_ON_VM, index);
  else if (role == RW_DEVICE_ROLE_SERVER || role == RW_DEVICE_ROLE_BLADE)
    file_under (self, RW_DEMO_ON_HOST, index);
  else if (role == RW_DEVICE_ROLE_FIREWALL)
    file_under (self, RW_DEMO_ON_FW, index);
  else if (role == RW_DEVICE_ROLE_SWITCH || role == RW_DEVICE_ROLE_ROUTER)
    file_under (self, RW_DEMO_ON_SW, index);
  else if (role == RW_DEVICE_ROLE_STORAGE)
    file_under (self, RW_DEMO_ON_SAN, index);
  else if (role == RW_DEVICE_ROLE_PDU)
    file_under (self, RW_DEMO_ON_PDU, index);
  if (system->service < 0)
    return;
  file_under (self, RW_DEMO_ON_ANY, index);
  if (g_strcmp0 (system->duty, "db") == 0)
    file_under (self, RW_DEMO_ON_DB, index);
  else if (g_strcmp0 (system->duty, "web") == 0 || g_strcmp0 (system->duty, "app") == 0)
    file_under (self, RW_DEMO_ON_WEB, index);
  else if (g_strcmp0 (system->duty, "mail") == 0)
    file_under (self, RW_DEMO_ON_MAIL, index);
}

/* An index into systems, or -1 for what is no system. */
int
rw_demo_pick_system (RwDemoCompany *self,
                     RwDemoOn       on)
{
  GArray *of = self->on[on];

  if (on == RW_DEMO_ON_NONE || on == RW_DEMO_ON_RACK)
    return -1;
  if (of->len == 0)
    of = self->on[RW_DEMO_ON_ANY];
  return g_array_index (of, int, rw_demo_random_below (&self->random, of->len));
}

/**
 * rw_demo_talk_about:
 * @system: index of a system, or -1
 * @at: when
 *
 * Finds service and contact to a system; gear that belongs to no service is talked about with one of its site.
 */
RwDemoTalk
rw_demo_talk_about (RwDemoCompany *self,
                    int            system,
                    gint64         at)
{
  RwDemoTalk talk = { .system = system, .service = -1, .contact = -1, .person = -1, .rack = -1, .at = at };
  RwDemoSystem *of = system >= 0 ? RW_DEMO_SYSTEM (self, system) : NULL;

  talk.service = of != NULL && of->service >= 0 ? of->service : rw_demo_pick_service (self, of != NULL ? of->site : -1);
  if (of != NULL && of->kind == RW_KIND_DEVICE)
    talk.rack = RW_DEMO_DEVICE (self, of->index)->rack;
  else
    talk.rack = (int) rw_demo_random_below (&self->random, self->racks->len);
  {
    RwDemoCustomer *customer = RW_DEMO_CUSTOMER (self, RW_DEMO_SERVICE (self, talk.service)->customer);

    talk.contact = (int) (customer->first_contact + rw_demo_random_below (&self->random, customer->n_contacts));
  }
  return talk;
}

static void
append_time (RwDemoCompany *self,
             GString       *out,
             gint64         at)
{
  gint64 minutes = rw_zone_wall (self->zone, at) % RW_DAY / RW_MINUTE;

  g_string_append_printf (out, "%02d:%02d", (int) minutes / 60, (int) minutes % 60);
}

static void
append_word (RwDemoCompany    *self,
             GString          *out,
             const char       *word,
             const RwDemoTalk *talk)
{
  RwDemoService *service = RW_DEMO_SERVICE (self, talk->service);
  RwDemoRandom *random = &self->random;

  if (strcmp (word, "ci") == 0)
    g_string_append (out, talk->system >= 0 ? RW_DEMO_SYSTEM (self, talk->system)->name : service->name);
  else if (strcmp (word, "service") == 0)
    g_string_append (out, service->name);
  else if (strcmp (word, "customer") == 0)
    g_string_append (out, RW_DEMO_CUSTOMER (self, service->customer)->short_name);
  else if (strcmp (word, "domain") == 0)
    g_string_append (out, service->domain);
  else if (strcmp (word, "site") == 0)
    g_string_append (out, service->site == 0 ? "FRA2" : "FRA4");
  else if (strcmp (word, "rack") == 0)
    g_string_append (out, RW_DEMO_RACK (self, MAX (talk->rack, 0))->name);
  else if (strcmp (word, "leg") == 0)
    g_string_append_c (out, (char) ('A' + talk->leg));
  else if (strcmp (word, "contact") == 0)
    g_string_append (out, RW_DEMO_CONTACT (self, talk->contact)->name);
  else if (strcmp (word, "person") == 0)
    g_string_append (out, RW_DEMO_PERSON (self, talk->person >= 0 ? talk->person : rw_demo_technician (self))->name);
  else if (strcmp (word, "time") == 0)
    append_time (self, out, talk->at - rw_demo_random_range (random, 6, 50) * RW_MINUTE);
  else if (strcmp (word, "date") == 0)
    {
      int year, month, day;

      rw_date_to_civil (talk->at / RW_DAY - rw_demo_random_range (random, 1, 5), &year, &month, &day);
      g_string_append_printf (out, "%d.%d.", day, month);
    }
  else if (strcmp (word, "n") == 0)
    g_string_append_printf (out, "%d", rw_demo_random_range (random, 3, 48));
  else if (strcmp (word, "pct") == 0)
    g_string_append_printf (out, "%d", rw_demo_random_range (random, 31, 79));
  else if (strcmp (word, "pct95") == 0)
    g_string_append_printf (out, "%d", rw_demo_random_range (random, 91, 98));
  else if (strcmp (word, "slot") == 0)
    g_string_append_printf (out, "%d", rw_demo_random_range (random, 1, 12));
  else
    g_string_append_printf (out, "{%s}", word);
}

/**
 * rw_demo_expand:
 *
 * Returns: (transfer full): @text with its "{words}" filled in and its "\n" made new lines
 */
char *
rw_demo_expand (RwDemoCompany    *self,
                const char       *text,
                const RwDemoTalk *talk)
{
  GString *out = g_string_sized_new (strlen (text) + 64);

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (*p == '\\' && p[1] == 'n')
        {
          g_string_append_c (out, '\n');
          p++;
        }
      else if (end != NULL && end - p < 24)
        {
          char word[24];

          g_strlcpy (word, p + 1, (gsize) (end - p));
          append_word (self, out, word, talk);
          p = end;
        }
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}
