/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

#include <string.h>

/* Two leased data centres, their cages, rows of racks, and two feeds for each rack. */

#define RACKS_IN_CAGE 24
#define RACKS_IN_ROW  12

static const struct
{
  const char *name, *code, *provider, *postal;
} sites[RW_DEMO_N_SITES] = {
  { "Frankfurt 2", "FRA2", "Mainkai Rechenzentren GmbH", "Weismüllerstraße 208\n60314 Frankfurt am Main" },
  { "Frankfurt 4", "FRA4", "Kleyer Colocation AG", "Kleyerstraße 517\n60326 Frankfurt am Main" },
};

static int
add_room (RwDemoCompany *self,
          int            site,
          guint          number)
{
  RwDemoRoom room = { .site = site, .vlan = -1 };

  room.code = rw_demo_string (self, "C%u", number);
  room.name = rw_demo_string (self, "Käfig %u", number);
  room.id = rw_demo_id_on (self, self->today - 2500 + 40 * (gint64) number);
  g_array_append_val (self->rooms, room);
  return (int) self->rooms->len - 1;
}

static void
add_rack (RwDemoCompany *self,
          int            room,
          int            row,
          const char    *letter,
          guint          position,
          gboolean       first_of_site)
{
  RwDemoRoom *in = RW_DEMO_ROOM (self, room);
  RwDemoRack rack = { .room = room, .site = in->site, .row = row, .position = position, .units = 42,
                      .tor = -1, .panel = -1, .in_core = first_of_site };
  int index = (int) self->racks->len;

  /* Newer cages have taller racks. */
  if (room % 5 == 4)
    rack.units = 47;
  rack.name = rw_demo_string (self, "%s-%s-%s%02u", sites[in->site].code, in->code, letter, position);
  rack.id = rw_demo_id_on (self, self->today - 2300 + 30 * room);
  rack.pair = position % 2 == 1 ? index + 1 : index - 1;
  for (int leg = 0; leg < 2; leg++)
    {
      RwDemoFeed feed = { .rack = index, .leg = leg };

      feed.name = rw_demo_string (self, "%s-%c", rack.name, 'A' + leg);
      feed.id = rw_demo_id_on (self, self->today - 2250 + 30 * room);
      rack.feeds[leg] = (int) self->feeds->len;
      rack.pdus[leg] = -1;
      g_array_append_val (self->feeds, feed);
    }
  g_array_append_val (self->racks, rack);
}

void
rw_demo_make_places (RwDemoCompany *self)
{
  guint total = self->plan->counts.racks, left;
  /* Pairs of racks share switches: an even number at each site. */
  guint shares[RW_DEMO_N_SITES] = { (total * 56 / 100 + 3) / 4 * 4, 0 };

  shares[1] = total - shares[0];
  rw_demo_stream (self, "places");
  for (int site = 0; site < RW_DEMO_N_SITES; site++)
    {
      guint cage = 0, first = self->racks->len;

      self->sites[site] = rw_demo_id_on (self, self->today - 2600);
      for (left = shares[site]; left > 0;)
        {
          guint in_cage = MIN (left, RACKS_IN_CAGE), letter = 0;
          int room = add_room (self, site, ++cage);

          left -= in_cage;
          while (in_cage > 0)
            {
              RwDemoRow row = { .first_rack = (int) self->racks->len, .site = site, .n_racks = (int) MIN (in_cage, RACKS_IN_ROW),
                                .panels = { -1, -1 } };
              char name[2] = { (char) ('R' + letter++), '\0' };

              for (int i = 0; i < row.n_racks; i++)
                add_rack (self, room, (int) self->rows->len, name, (guint) i + 1, self->racks->len < first + 2);
              in_cage -= (guint) row.n_racks;
              g_array_append_val (self->rows, row);
            }
        }
    }
}

static void
emit_rack (RwDemoCompany *self,
           guint          index)
{
  RwDemoRack *rack = RW_DEMO_RACK (self, index);
  RwRecord *record = rw_record_new (RW_KIND_RACK, &rack->id);
  RwDemoRow *row = RW_DEMO_ROW (self, rack->row);
  g_autofree char *asset = g_strdup_printf ("RK-%05u", 1000 + index);
  const char letter[2] = { rack->name[strlen (rack->name) - 3], '\0' };

  rw_record_set_ref (record, RW_RACK_ROOM, &RW_DEMO_ROOM (self, rack->room)->id);
  rw_record_set_text (record, RW_RACK_NAME, rack->name);
  rw_record_set_integer (record, RW_RACK_UNITS, rack->units);
  rw_record_set_enum (record, RW_RACK_WIDTH, RW_RACK_WIDTH_19);
  rw_record_set_enum (record, RW_RACK_NUMBERING, rack->room % 7 == 5 ? RW_RACK_NUMBERING_TOP_DOWN : RW_RACK_NUMBERING_BOTTOM_UP);
  rw_record_set_enum (record, RW_RACK_STATUS, RW_RACK_STATUS_ACTIVE);
  rw_record_set_text (record, RW_RACK_ROW, letter);
  rw_record_set_integer (record, RW_RACK_POSITION, rack->position);
  rw_record_set_integer (record, RW_RACK_DEPTH, rack->units == 47 ? 1200 : 1070);
  rw_record_set_decimal (record, RW_RACK_MAX_WEIGHT, rack->units == 47 ? 1500 : 1000);
  rw_record_set_text (record, RW_RACK_ASSET_TAG, asset);
  if (row->n_racks > 2 && rack->in_core)
    rw_record_set_text (record, RW_RACK_NOTES, "Netzkern: Umbau nur im Wartungsfenster.");
  rw_demo_emit (self, record);
}

static void
emit_feed (RwDemoCompany *self,
           guint          index)
{
  RwDemoFeed *feed = RW_DEMO_FEED (self, index);
  RwDemoRack *rack = RW_DEMO_RACK (self, feed->rack);
  RwRecord *record = rw_record_new (RW_KIND_POWER_FEED, &feed->id);
  g_autofree char *panel = g_strdup_printf ("%s-%s UV-%c%u", sites[rack->site].code, RW_DEMO_ROOM (self, rack->room)->code,
                                            'A' + feed->leg, 1 + (rack->position - 1) / 6);
  static const struct
  {
    RwPhases phases;
    int volts, amperes;
    guint watts; /* at 80 % */
  } sizes[] = { { RW_PHASES_SINGLE, 230, 16, 2944 }, { RW_PHASES_SINGLE, 230, 32, 5888 },
                { RW_PHASES_THREE, 400, 16, 8868 }, { RW_PHASES_THREE, 400, 32, 17736 } };
  guint size = 0;

  /* One leg alone should carry the rack with some reserve; a few racks have outgrown theirs. */
  while (size < G_N_ELEMENTS (sizes) - 1 && rack->watts > sizes[size].watts * 85 / 100)
    size++;
  if (size > 0 && feed->rack % 13 == 4)
    size--;
  rw_record_set_ref (record, RW_POWER_FEED_RACK, &rack->id);
  rw_record_set_ref (record, RW_POWER_FEED_SITE, &self->sites[rack->site]);
  rw_record_set_text (record, RW_POWER_FEED_NAME, feed->name);
  rw_record_set_text (record, RW_POWER_FEED_PANEL, panel);
  rw_record_set_enum (record, RW_POWER_FEED_LEG, feed->leg == 0 ? RW_FEED_LEG_A : RW_FEED_LEG_B);
  rw_record_set_enum (record, RW_POWER_FEED_PHASES, sizes[size].phases);
  rw_record_set_integer (record, RW_POWER_FEED_VOLTS, sizes[size].volts);
  rw_record_set_integer (record, RW_POWER_FEED_AMPERES, sizes[size].amperes);
  rw_record_set_integer (record, RW_POWER_FEED_MAX_PERCENT, 80);
  rw_demo_emit (self, record);
}

void
rw_demo_emit_places (RwDemoCompany *self)
{
  RwId workshop;
  RwRecord *record;

  rw_demo_stream (self, "place-records");
  for (guint i = 0; i < RW_DEMO_N_SITES; i++)
    {
      record = rw_record_new (RW_KIND_SITE, &self->sites[i]);
      rw_record_set_text (record, RW_SITE_NAME, sites[i].name);
      rw_record_set_text (record, RW_SITE_CODE, sites[i].code);
      rw_record_set_text (record, RW_SITE_PROVIDER, sites[i].provider);
      rw_record_set_text (record, RW_SITE_POSTAL, sites[i].postal);
      rw_record_set_text (record, RW_SITE_TZ, "Europe/Berlin");
      rw_demo_emit (self, record);
    }
  for (guint i = 0; i < self->rooms->len; i++)
    {
      RwDemoRoom *room = RW_DEMO_ROOM (self, i);

      record = rw_record_new (RW_KIND_ROOM, &room->id);
      rw_record_set_ref (record, RW_ROOM_SITE, &self->sites[room->site]);
      rw_record_set_text (record, RW_ROOM_NAME, room->name);
      rw_record_set_text (record, RW_ROOM_CODE, room->code);
      rw_record_set_enum (record, RW_ROOM_TYPE, RW_ROOM_TYPE_CAGE);
      rw_record_set_enum (record, RW_ROOM_FIRST_AISLE, RW_AISLE_COLD);
      rw_demo_emit (self, record);
    }
  workshop = rw_demo_id_on (self, self->today - 2400);
  record = rw_record_new (RW_KIND_ROOM, &workshop);
  rw_record_set_ref (record, RW_ROOM_SITE, &self->sites[0]);
  rw_record_set_text (record, RW_ROOM_NAME, "Werkstatt");
  rw_record_set_text (record, RW_ROOM_CODE, "WS");
  rw_record_set_enum (record, RW_ROOM_TYPE, RW_ROOM_TYPE_WORKSHOP);
  rw_demo_emit (self, record);
  for (guint i = 0; i < self->racks->len; i++)
    emit_rack (self, i);
  for (guint i = 0; i < self->feeds->len; i++)
    emit_feed (self, i);
}
