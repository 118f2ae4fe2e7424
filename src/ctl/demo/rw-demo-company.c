/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

#include "rw-demo-data.h"

static const RwDemoPlan plans[] = {
  [RW_DEMO_SMALL] = {
    .counts = { 12, 150, 200, 1500, 600, 400, 300, 1200, 60, 6000 },
    .customers = 10, .services = 18, .people = 18,
    .chassis = 4, .storages = 3, .tor_ports = 24, .outlets = 10, .nics = 2, .panel = 12,
    .volumes = 60, .sample_days = 120,
    .open_tickets = 28, .desk_days = 180, .change_days = 75, .future_changes = 26,
    .no_job = 2,
  },
  [RW_DEMO_MID] = {
    .counts = { 200, 4000, 8000, 47000, 24000, 12000, 20000, 90000, 4000, 360000 },
    .customers = 48, .services = 140, .people = 64,
    .chassis = 106, .storages = 60, .tor_ports = 48, .outlets = 20, .nics = 2, .panel = 24,
    .volumes = 600, .sample_days = 120,
    .open_tickets = 66, .desk_days = 720, .change_days = 700, .future_changes = 220,
    .no_job = 7,
  },
  [RW_DEMO_LARGE] = {
    .counts = { 500, 12000, 38000, 170000, 100000, 36000, 100000, 450000, 12000, 1000000 },
    .customers = 130, .services = 400, .people = 150,
    .chassis = 340, .storages = 180, .tor_ports = 48, .outlets = 24, .nics = 4, .panel = 24,
    .volumes = 2000, .sample_days = 120,
    .open_tickets = 150, .desk_days = 1080, .change_days = 1080, .future_changes = 520,
    .no_job = 19,
  },
};

const RwDemoCounts *
rw_demo_size_counts (RwDemoSize size)
{
  return &plans[size].counts;
}

gboolean
rw_demo_size_from_string (const char *name,
                          RwDemoSize *size)
{
  static const char *const names[] = { "small", "mid", "large" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *size = (RwDemoSize) i;
        return TRUE;
      }
  return FALSE;
}

static void
trunk_free (gpointer trunk)
{
  g_array_unref (trunk);
}

void
rw_demo_company_init (RwDemoCompany       *self,
                      const RwDemoOptions *options,
                      RwDemoSink           sink,
                      gpointer             data)
{
  memset (self, 0, sizeof *self);
  self->plan = &plans[options->size];
  self->seed = options->seed;
  self->now = options->now_us;
  self->zone = rw_zone_get ("Europe/Berlin");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->today = rw_zone_wall (self->zone, self->now) / RW_DAY;
  self->sink = sink;
  self->sink_data = data;
  self->strings = g_string_chunk_new (1 << 16);
  self->teams = g_array_new (FALSE, TRUE, sizeof (RwId));
  self->people = g_array_new (FALSE, TRUE, sizeof (RwDemoPerson));
  self->customers = g_array_new (FALSE, TRUE, sizeof (RwDemoCustomer));
  self->contacts = g_array_new (FALSE, TRUE, sizeof (RwDemoContact));
  self->slas = g_array_new (FALSE, TRUE, sizeof (RwDemoSla));
  self->services = g_array_new (FALSE, TRUE, sizeof (RwDemoService));
  self->rooms = g_array_new (FALSE, TRUE, sizeof (RwDemoRoom));
  self->racks = g_array_new (FALSE, TRUE, sizeof (RwDemoRack));
  self->rows = g_array_new (FALSE, TRUE, sizeof (RwDemoRow));
  self->feeds = g_array_new (FALSE, TRUE, sizeof (RwDemoFeed));
  self->type_ids = g_array_new (FALSE, TRUE, sizeof (RwId));
  self->devices = g_array_new (FALSE, TRUE, sizeof (RwDemoDevice));
  self->ports = g_array_new (FALSE, TRUE, sizeof (RwDemoPort));
  self->cables = g_array_new (FALSE, TRUE, sizeof (RwDemoCable));
  self->vlans = g_array_new (FALSE, TRUE, sizeof (RwDemoVlan));
  self->clusters = g_array_new (FALSE, TRUE, sizeof (RwDemoCluster));
  self->vms = g_array_new (FALSE, TRUE, sizeof (RwDemoVm));
  self->addresses = g_array_new (FALSE, TRUE, sizeof (RwDemoAddress));
  self->trunks = g_ptr_array_new_with_free_func (trunk_free);
  self->hosts = g_array_new (FALSE, TRUE, sizeof (int));
  self->systems = g_array_new (FALSE, TRUE, sizeof (RwDemoSystem));
  self->changes = g_array_new (FALSE, TRUE, sizeof (RwDemoChange));
  self->requests = g_array_new (FALSE, TRUE, sizeof (RwDemoRequest));
  for (int i = 0; i < RW_DEMO_N_ON; i++)
    self->on[i] = g_array_new (FALSE, FALSE, sizeof (int));
}

void
rw_demo_company_clear (RwDemoCompany *self)
{
  for (guint i = 0; i < self->services->len; i++)
    g_strfreev (RW_DEMO_SERVICE (self, i)->roles);
  g_string_chunk_free (self->strings);
  g_array_unref (self->teams);
  g_array_unref (self->people);
  g_array_unref (self->customers);
  g_array_unref (self->contacts);
  g_array_unref (self->slas);
  g_array_unref (self->services);
  g_array_unref (self->rooms);
  g_array_unref (self->racks);
  g_array_unref (self->rows);
  g_array_unref (self->feeds);
  g_array_unref (self->type_ids);
  g_array_unref (self->devices);
  g_array_unref (self->ports);
  g_array_unref (self->cables);
  g_array_unref (self->vlans);
  g_array_unref (self->clusters);
  g_array_unref (self->vms);
  g_array_unref (self->addresses);
  g_ptr_array_unref (self->trunks);
  g_array_unref (self->hosts);
  g_array_unref (self->systems);
  g_array_unref (self->changes);
  g_array_unref (self->requests);
  for (int i = 0; i < RW_DEMO_N_ON; i++)
    g_array_unref (self->on[i]);
  g_time_zone_unref (self->zone);
  g_clear_error (&self->error);
}

/**
 * rw_demo_stream:
 *
 * Goes on with the random numbers of the part called @name.
 */
void
rw_demo_stream (RwDemoCompany *self,
                const char    *name)
{
  rw_demo_random_init (&self->random, self->seed, name);
}

/**
 * rw_demo_string:
 *
 * Returns: (transfer none): a text that lives as long as the company
 */
const char *
rw_demo_string (RwDemoCompany *self,
                const char    *format,
                ...)
{
  char buffer[512];
  va_list args;

  va_start (args, format);
  g_vsnprintf (buffer, sizeof buffer, format, args);
  va_end (args);
  return g_string_chunk_insert_const (self->strings, buffer);
}

/**
 * rw_demo_id:
 * @at: when the record came to be
 */
RwId
rw_demo_id (RwDemoCompany *self,
            gint64         at)
{
  guint64 high = rw_demo_random_next (&self->random);

  return rw_id_new_at (rw_demo_least (at, self->now), high >> 20, rw_demo_random_next (&self->random));
}

/* On a working day of the past, at some time of that day. */
RwId
rw_demo_id_on (RwDemoCompany *self,
               gint64         day)
{
  return rw_demo_id (self, rw_demo_least (day, self->today) * RW_DAY + (7 * 60 + rw_demo_random_below (&self->random, 600)) * RW_MINUTE);
}

/**
 * rw_demo_emit:
 * @record: (transfer full): finished
 */
void
rw_demo_emit (RwDemoCompany *self,
              RwRecord      *record)
{
  if (self->error == NULL)
    self->sink (record, self->sink_data, &self->error);
  g_object_unref (record);
}

/**
 * rw_demo_instant:
 * @day: a day in Berlin
 * @minutes: after its midnight, on the wall clock
 */
gint64
rw_demo_instant (RwDemoCompany *self,
                 gint64         day,
                 int            minutes)
{
  return rw_zone_resolve (self->zone, day * RW_DAY + minutes * RW_MINUTE);
}

const char *
rw_demo_pick (RwDemoCompany *self,
              char         **list)
{
  return list[rw_demo_random_below (&self->random, g_strv_length (list))];
}

/**
 * rw_demo_slug:
 *
 * Returns: (transfer full): @text in lower-case ASCII letters, digits and single hyphens
 */
char *
rw_demo_slug (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "de");
  GString *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-' && *p != '\'')
        g_string_append_c (slug, '-');
    }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (slug, FALSE);
}

/* The lines of a file in data/demo, without comments. */
char **
rw_demo_lines (const char *name)
{
  g_autofree char *path = g_strconcat ("/net/rackward/demo/", name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (rw_demo_data_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) lines = NULL;
  GPtrArray *kept = g_ptr_array_new ();

  g_assert (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (char **p = lines; *p != NULL; p++)
    if (**p != '#')
      g_ptr_array_add (kept, g_strdup (*p));
  /* The end of the last line is no line. */
  if (kept->len > 0 && *(char *) kept->pdata[kept->len - 1] == '\0')
    g_free (g_ptr_array_steal_index (kept, kept->len - 1));
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (kept, FALSE);
}

/* The lines below "[section]" of a file in data/demo. */
char **
rw_demo_section (const char *name,
                 const char *section)
{
  g_auto (GStrv) lines = rw_demo_lines (name);
  g_autofree char *head = g_strdup_printf ("[%s]", section);
  GPtrArray *kept = g_ptr_array_new ();
  gboolean in = FALSE;

  for (char **p = lines; *p != NULL; p++)
    {
      if (**p == '[')
        in = strcmp (*p, head) == 0;
      else if (in && **p != '\0')
        g_ptr_array_add (kept, g_strdup (*p));
    }
  g_assert (kept->len > 0);
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (kept, FALSE);
}

/* "\n" of the data files becomes a new line. */
char *
rw_demo_unescape (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "\\n", "\n", 0);
  return g_string_free (out, FALSE);
}

int
rw_demo_person_of (RwDemoCompany *self,
                   RwPersonRole   role)
{
  guint start = rw_demo_random_below (&self->random, self->people->len);

  for (guint i = 0; i < self->people->len; i++)
    {
      guint at = (start + i) % self->people->len;

      if (RW_DEMO_PERSON (self, at)->role == role)
        return (int) at;
    }
  return 0;
}

int
rw_demo_technician (RwDemoCompany *self)
{
  return rw_demo_person_of (self, RW_PERSON_ROLE_TECHNICIAN);
}

/**
 * rw_demo_pick_service:
 * @site: where it must be at home, or -1
 *
 * Returns: a service; large ones more often
 */
int
rw_demo_pick_service (RwDemoCompany *self,
                      int            site)
{
  guint total = 0, at;

  for (guint i = 0; i < self->services->len; i++)
    if (site < 0 || RW_DEMO_SERVICE (self, i)->site == site)
      total += RW_DEMO_SERVICE (self, i)->weight;
  at = rw_demo_random_below (&self->random, total);
  for (guint i = 0; i < self->services->len; i++)
    {
      RwDemoService *service = RW_DEMO_SERVICE (self, i);

      if (site >= 0 && service->site != site)
        continue;
      if (at < service->weight)
        return (int) i;
      at -= service->weight;
    }
  return 0;
}
