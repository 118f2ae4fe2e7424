/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-netbox-dump.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "rw-time.h"

/* Tenants, contacts, sites, locations, racks, power. */

static void
take_contacts (RwNetboxDump *self)
{
  GPtrArray *assignments = rw_netbox_all (self, "tenancy.contactassignment");

  /* A contact belongs to a customer here: the one that it is assigned to, itself or through what it has. */
  for (guint i = 0; i < assignments->len; i++)
    {
      RwNetboxObject *assignment = assignments->pdata[i];
      RwNetboxObject *contact = rw_netbox_ref (self, assignment, "contact", "tenancy.contact");
      RwNetboxObject *target = rw_netbox_generic (self, assignment, rw_netbox_has (assignment, "object_type") ? "object_type" : "content_type", "object_id");
      RwNetboxObject *tenant = target == NULL || strcmp (target->model, "tenancy.tenant") == 0 ? target : rw_netbox_ref (self, target, "tenant", "tenancy.tenant");
      RwNetboxObject *role;
      RwRecord *record;

      if (contact == NULL || tenant == NULL)
        {
          rw_netbox_leave_out (assignment, _ ("leads to nothing that has a customer"));
          continue;
        }
      role = rw_netbox_fold (self, assignment, "role", "tenancy.contactrole");
      assignment->fate = RW_NETBOX_FOLDED;
      if (contact->fate != RW_NETBOX_PENDING)
        continue;
      rw_netbox_fold (self, contact, "group", "tenancy.contactgroup");
      record = rw_netbox_record (self, contact, RW_KIND_CONTACT);
      rw_netbox_set_ref (record, RW_CONTACT_CUSTOMER, tenant);
      rw_record_set_text (record, RW_CONTACT_NAME, rw_netbox_text (contact, "name"));
      rw_record_set_text (record, RW_CONTACT_FUNCTION,
                          rw_netbox_text (contact, "title") != NULL || role == NULL ? rw_netbox_text (contact, "title") : rw_netbox_text (role, "name"));
      rw_record_set_text (record, RW_CONTACT_MAIL, rw_netbox_text (contact, "email"));
      rw_record_set_text (record, RW_CONTACT_PHONE, rw_netbox_text (contact, "phone"));
    }
}

void
rw_netbox_take_tenants (RwNetboxDump *self)
{
  GPtrArray *tenants = rw_netbox_all (self, "tenancy.tenant");

  for (guint i = 0; i < tenants->len; i++)
    {
      RwNetboxObject *tenant = tenants->pdata[i];
      RwNetboxObject *group = rw_netbox_fold (self, tenant, "group", "tenancy.tenantgroup");
      RwRecord *record = rw_netbox_record (self, tenant, RW_KIND_CUSTOMER);
      g_autofree char *notes = rw_netbox_notes (self, tenant, TRUE, _ ("Group"), group != NULL ? rw_netbox_text (group, "name") : NULL, NULL);

      rw_record_set_text (record, RW_CUSTOMER_NUMBER, rw_netbox_text (tenant, "slug"));
      rw_record_set_text (record, RW_CUSTOMER_NAME, rw_netbox_text (tenant, "name"));
      rw_record_set_text (record, RW_CUSTOMER_NOTES, notes);
    }
  take_contacts (self);
}

/* "Europe, Germany": regions and groups are trees; all on the way up are part of it. */
static char *
path_of (RwNetboxDump         *self,
         const RwNetboxObject *object,
         const char           *field,
         const char           *model)
{
  RwNetboxObject *at = rw_netbox_fold (self, object, field, model);
  GString *path = g_string_new (NULL);

  /* A tree that bites its own tail must not hold us for ever. */
  for (guint depth = 0; at != NULL && depth < 32; depth++)
    {
      const char *name = rw_netbox_text (at, "name");

      if (path->len > 0)
        g_string_prepend (path, ", ");
      g_string_prepend (path, name != NULL ? name : "?");
      at = rw_netbox_fold (self, at, "parent", model);
    }
  return g_string_free (path, FALSE);
}

static RwId
room_of_site (const RwNetboxObject *site)
{
  return rw_id_from_name ("netbox:dcim.site/room", site->pk);
}

/* Racks that stand in no location stand in a room with the site's name. */
static void
make_rooms_of_sites (RwNetboxDump *self)
{
  GPtrArray *racks = rw_netbox_all (self, "dcim.rack");
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < racks->len; i++)
    {
      RwNetboxObject *site = rw_netbox_ref (self, racks->pdata[i], "site", "dcim.site");
      RwRecord *record;
      RwId id;

      if (site == NULL || rw_netbox_ref (self, racks->pdata[i], "location", "dcim.location") != NULL || !g_hash_table_add (made, site))
        continue;
      id = room_of_site (site);
      record = rw_record_new (RW_KIND_ROOM, &id);
      rw_netbox_set_ref (record, RW_ROOM_SITE, site);
      rw_record_set_text (record, RW_ROOM_NAME, rw_netbox_text (site, "name"));
      rw_record_set_enum (record, RW_ROOM_TYPE, RW_ROOM_TYPE_ROOM);
      g_ptr_array_add (self->records, record);
    }
}

void
rw_netbox_take_sites (RwNetboxDump *self)
{
  GPtrArray *sites = rw_netbox_all (self, "dcim.site"), *locations = rw_netbox_all (self, "dcim.location");

  for (guint i = 0; i < sites->len; i++)
    {
      RwNetboxObject *site = sites->pdata[i];
      RwRecord *record = rw_netbox_record (self, site, RW_KIND_SITE);
      RwNetboxObject *tenant = rw_netbox_ref (self, site, "tenant", "tenancy.tenant");
      g_autofree char *region = path_of (self, site, "region", "dcim.region"), *group = path_of (self, site, "group", "dcim.sitegroup");
      g_autofree char *notes = rw_netbox_notes (self, site, TRUE, _ ("Region"), region, _ ("Group"), group,
                                                _ ("Customer"), tenant != NULL ? rw_netbox_text (tenant, "name") : NULL,
                                                _ ("Facility"), rw_netbox_text (site, "facility"),
                                                _ ("Delivery address"), rw_netbox_text (site, "shipping_address"), NULL);
      g_autoptr (GTimeZone) zone = rw_zone_get (rw_netbox_text (site, "time_zone"));

      rw_record_set_text (record, RW_SITE_NAME, rw_netbox_text (site, "name"));
      rw_record_set_text (record, RW_SITE_CODE, rw_netbox_text (site, "slug"));
      rw_record_set_text (record, RW_SITE_POSTAL, rw_netbox_text (site, "physical_address"));
      if (zone != NULL)
        rw_record_set_text (record, RW_SITE_TZ, rw_netbox_text (site, "time_zone"));
      rw_record_set_text (record, RW_SITE_NOTES, notes);
    }
  for (guint i = 0; i < locations->len; i++)
    {
      RwNetboxObject *location = locations->pdata[i];
      RwNetboxObject *parent = rw_netbox_ref (self, location, "parent", "dcim.location");
      RwRecord *record = rw_netbox_record (self, location, RW_KIND_ROOM);
      g_autofree char *notes = rw_netbox_notes (self, location, TRUE, _ ("Part of"), parent != NULL ? rw_netbox_text (parent, "name") : NULL, NULL);

      rw_netbox_set_ref (record, RW_ROOM_SITE, rw_netbox_ref (self, location, "site", "dcim.site"));
      rw_record_set_text (record, RW_ROOM_NAME, rw_netbox_text (location, "name"));
      rw_record_set_text (record, RW_ROOM_CODE, rw_netbox_text (location, "slug"));
      rw_record_set_enum (record, RW_ROOM_TYPE, RW_ROOM_TYPE_ROOM);
      rw_record_set_text (record, RW_ROOM_NOTES, notes);
    }
  make_rooms_of_sites (self);
}

static double
kilograms (double      weight,
           const char *unit)
{
  if (g_strcmp0 (unit, "g") == 0)
    weight /= 1000;
  else if (g_strcmp0 (unit, "lb") == 0)
    weight *= 0.45359237;
  else if (g_strcmp0 (unit, "oz") == 0)
    weight *= 0.028349523125;
  return round (weight * 1000) / 1000;
}

static void
take_reservations (RwNetboxDump *self)
{
  GPtrArray *reservations = rw_netbox_all (self, "dcim.rackreservation");

  for (guint i = 0; i < reservations->len; i++)
    {
      RwNetboxObject *reservation = reservations->pdata[i];
      RwNetboxObject *rack = rw_netbox_ref (self, reservation, "rack", "dcim.rack");
      JsonNode *units = json_object_get_member (reservation->fields, "units");
      gboolean used[101] = { FALSE };
      int height, part = 0;
      double number = 0;

      if (rack == NULL || units == NULL || !JSON_NODE_HOLDS_ARRAY (units) || !rw_netbox_number (rack, "u_height", &number))
        {
          rw_netbox_leave_out (reservation, _ ("names no rack or no units"));
          continue;
        }
      height = (int) CLAMP (number, 1, 100);
      for (guint k = 0; k < json_array_get_length (json_node_get_array (units)); k++)
        {
          JsonNode *unit = json_array_get_element (json_node_get_array (units), k);
          gint64 label = JSON_NODE_HOLDS_VALUE (unit) && json_node_get_value_type (unit) == G_TYPE_INT64 ? json_node_get_int (unit) : 0;

          if (label >= 1 && label <= height)
            used[rw_netbox_true (rack, "desc_units") ? height + 1 - label : label] = TRUE;
        }
      /* Each run of units is one of ours. */
      for (int from = 1; from <= height; from++)
        {
          RwRecord *record;
          int to = from;

          if (!used[from])
            continue;
          while (to < height && used[to + 1])
            to++;
          if (part == 0)
            record = rw_netbox_record (self, reservation, RW_KIND_RESERVATION);
          else
            {
              g_autofree char *name = g_strdup_printf ("%s/%d", reservation->pk, part);
              RwId id = rw_id_from_name ("netbox:dcim.rackreservation", name);

              record = rw_record_new (RW_KIND_RESERVATION, &id);
              g_ptr_array_add (self->records, record);
            }
          part++;
          rw_netbox_set_ref (record, RW_RESERVATION_RACK, rack);
          rw_record_set_decimal (record, RW_RESERVATION_POSITION, from);
          rw_record_set_decimal (record, RW_RESERVATION_HEIGHT, to - from + 1);
          rw_record_set_text (record, RW_RESERVATION_PURPOSE,
                              rw_netbox_text (reservation, "description") != NULL ? rw_netbox_text (reservation, "description") : _ ("Reserved"));
          rw_netbox_set_ref (record, RW_RESERVATION_CUSTOMER, rw_netbox_ref (self, reservation, "tenant", "tenancy.tenant"));
          from = to;
        }
      if (part == 0)
        rw_netbox_leave_out (reservation, _ ("names no rack or no units"));
    }
}

static void
take_feeds (RwNetboxDump *self)
{
  static const char *const legs[] = { "primary", "a", "redundant", "b", NULL };
  static const char *const phases[] = { "single-phase", "single", "three-phase", "three", NULL };
  GPtrArray *feeds = rw_netbox_all (self, "dcim.powerfeed");

  for (guint i = 0; i < feeds->len; i++)
    {
      RwNetboxObject *feed = feeds->pdata[i];
      RwNetboxObject *panel = rw_netbox_fold (self, feed, "power_panel", "dcim.powerpanel");
      RwRecord *record = rw_netbox_record (self, feed, RW_KIND_POWER_FEED);
      g_autofree char *notes = rw_netbox_notes (self, feed, TRUE, _ ("Status in NetBox"), rw_netbox_text (feed, "status"),
                                                _ ("Supply"), rw_netbox_text (feed, "supply"), NULL);
      double number;

      rw_netbox_set_ref (record, RW_POWER_FEED_RACK, rw_netbox_ref (self, feed, "rack", "dcim.rack"));
      if (panel != NULL)
        rw_netbox_set_ref (record, RW_POWER_FEED_SITE, rw_netbox_ref (self, panel, "site", "dcim.site"));
      rw_record_set_text (record, RW_POWER_FEED_NAME, rw_netbox_text (feed, "name"));
      rw_record_set_text (record, RW_POWER_FEED_PANEL, panel != NULL ? rw_netbox_text (panel, "name") : NULL);
      rw_netbox_set_word (record, RW_POWER_FEED_LEG, feed, "type", legs);
      rw_netbox_set_word (record, RW_POWER_FEED_PHASES, feed, "phase", phases);
      if (rw_netbox_number (feed, "voltage", &number))
        rw_record_set_integer (record, RW_POWER_FEED_VOLTS, (gint64) number);
      if (rw_netbox_number (feed, "amperage", &number))
        rw_record_set_integer (record, RW_POWER_FEED_AMPERES, (gint64) number);
      if (rw_netbox_number (feed, "max_utilization", &number))
        rw_record_set_integer (record, RW_POWER_FEED_MAX_PERCENT, (gint64) number);
      rw_record_set_text (record, RW_POWER_FEED_NOTES, notes);
    }
}

void
rw_netbox_take_racks (RwNetboxDump *self)
{
  static const char *const statuses[] = { "active", "active", "available", "active", "planned", "planned", "reserved", "reserved",
                                          "deprecated", "retired", NULL };
  GPtrArray *racks = rw_netbox_all (self, "dcim.rack");

  for (guint i = 0; i < racks->len; i++)
    {
      RwNetboxObject *rack = racks->pdata[i];
      RwNetboxObject *site = rw_netbox_ref (self, rack, "site", "dcim.site");
      RwNetboxObject *location = rw_netbox_ref (self, rack, "location", "dcim.location");
      RwNetboxObject *role = rw_netbox_fold (self, rack, "role", "dcim.rackrole");
      RwRecord *record = rw_netbox_record (self, rack, RW_KIND_RACK);
      g_autofree char *notes = rw_netbox_notes (self, rack, TRUE, _ ("Role"), role != NULL ? rw_netbox_text (role, "name") : NULL,
                                                _ ("Form"), rw_netbox_text (rack, "type"), _ ("Name at the site"), rw_netbox_text (rack, "facility_id"),
                                                NULL);
      double number;
      char width[8];

      if (location != NULL)
        rw_netbox_set_ref (record, RW_RACK_ROOM, location);
      else if (site != NULL)
        {
          RwId id = room_of_site (site);

          rw_record_set_ref (record, RW_RACK_ROOM, &id);
        }
      rw_record_set_text (record, RW_RACK_NAME, rw_netbox_text (rack, "name"));
      if (rw_netbox_number (rack, "u_height", &number))
        rw_record_set_integer (record, RW_RACK_UNITS, (gint64) number);
      if (rw_netbox_number (rack, "width", &number))
        {
          g_snprintf (width, sizeof width, "%d", (int) CLAMP (number, 0, 999));
          rw_record_set_enum (record, RW_RACK_WIDTH, rw_enum_find (&rw_enum_rack_width, width));
        }
      rw_record_set_enum (record, RW_RACK_NUMBERING, rw_netbox_true (rack, "desc_units") ? RW_RACK_NUMBERING_TOP_DOWN : RW_RACK_NUMBERING_BOTTOM_UP);
      rw_netbox_set_word (record, RW_RACK_STATUS, rack, "status", statuses);
      if (rw_netbox_number (rack, "mounting_depth", &number))
        rw_record_set_integer (record, RW_RACK_DEPTH, (gint64) number);
      if (rw_netbox_number (rack, "max_weight", &number))
        rw_record_set_decimal (record, RW_RACK_MAX_WEIGHT, kilograms (number, rw_netbox_text (rack, "weight_unit")));
      rw_netbox_set_ref (record, RW_RACK_CUSTOMER, rw_netbox_ref (self, rack, "tenant", "tenancy.tenant"));
      rw_record_set_text (record, RW_RACK_SERIAL, rw_netbox_text (rack, "serial"));
      rw_record_set_text (record, RW_RACK_ASSET_TAG, rw_netbox_text (rack, "asset_tag"));
      rw_record_set_text (record, RW_RACK_NOTES, notes);
    }
  take_reservations (self);
  take_feeds (self);
}
