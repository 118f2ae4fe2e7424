/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-palette-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-address.h"

void
rw_palette_item_free (RwPaletteItem *item)
{
  if (item == NULL)
    return;
  g_free (item->address);
  g_free (item->text);
  g_free (item->title);
  g_free (item->excerpt);
  g_free (item->detail);
  g_free (item->icon_name);
  g_free (item);
}

RwPaletteItem *
rw_palette_item_copy (const RwPaletteItem *item)
{
  RwPaletteItem *copy = g_new0 (RwPaletteItem, 1);

  copy->section = item->section;
  copy->action = item->action;
  copy->address = g_strdup (item->address);
  copy->text = g_strdup (item->text);
  copy->title = g_strdup (item->title);
  copy->excerpt = g_strdup (item->excerpt);
  copy->detail = g_strdup (item->detail);
  copy->icon_name = g_strdup (item->icon_name);
  return copy;
}

static const char *
kind_icon (RwKind kind)
{
  switch (kind)
    {
    case RW_KIND_TICKET:
    case RW_KIND_MESSAGE:
      return "rw-tickets-symbolic";
    case RW_KIND_CHANGE:
    case RW_KIND_CHANGE_TASK:
    case RW_KIND_WINDOW:
      return "rw-changes-symbolic";
    case RW_KIND_RACK:
    case RW_KIND_ROOM:
    case RW_KIND_SITE:
    case RW_KIND_RESERVATION:
    case RW_KIND_POWER_FEED:
      return "rw-racks-symbolic";
    case RW_KIND_BACKUP_JOB:
    case RW_KIND_BACKUP_POLICY:
    case RW_KIND_BACKUP_ACK:
    case RW_KIND_MORNING_CHECK:
    case RW_KIND_RESTORE_TEST:
      return "rw-backups-symbolic";
    case RW_KIND_VOLUME:
      return "rw-disks-symbolic";
    case RW_KIND_CUSTOMER:
    case RW_KIND_CONTACT:
    case RW_KIND_PERSON:
    case RW_KIND_TEAM:
      return "avatar-default-symbolic";
    case RW_KIND_SERVICE:
      return "rw-services-symbolic";
    default:
      return "rw-systems-symbolic";
    }
}

/**
 * rw_palette_item_for_action:
 *
 * Returns: (transfer full): the line that does @action
 */
RwPaletteItem *
rw_palette_item_for_action (const RwAction   *action,
                            RwPaletteSection  section)
{
  RwPaletteItem *item = g_new0 (RwPaletteItem, 1);

  item->section = section;
  item->action = action;
  item->title = g_strdup (rw_action_label (action));
  item->detail = section == RW_PALETTE_ACTIONS ? g_strdup (rw_action_section (action)) : NULL;
  item->icon_name =
    g_strdup (action->icon_name != NULL ? action->icon_name : "media-playback-start-symbolic");
  return item;
}

/**
 * rw_palette_item_for_record:
 * @title: (transfer full): what the record is called
 *
 * Returns: (transfer full): the line that opens a record
 */
RwPaletteItem *
rw_palette_item_for_record (RwPaletteSection  section,
                            RwKind            kind,
                            const RwId       *id,
                            char             *title)
{
  RwPaletteItem *item = g_new0 (RwPaletteItem, 1);

  item->section = section;
  item->address = rw_address_to_string (kind, id);
  item->title = title;
  item->detail = g_strdup (rw_kind_label (kind));
  item->icon_name = g_strdup (kind_icon (kind));
  return item;
}

static RwPaletteSection
group_section (RwFindGroup group)
{
  return RW_PALETTE_TICKETS + (RwPaletteSection) group;
}

/**
 * rw_palette_item_for_hit:
 *
 * Returns: (transfer full): the line that opens what was found, with what tells it from its like
 */
RwPaletteItem *
rw_palette_item_for_hit (const RwFindHit *hit)
{
  char *title = hit->number != NULL ? g_strdup_printf ("%s %s", hit->number, hit->title)
                                    : g_strdup (hit->title);
  RwPaletteItem *item =
    rw_palette_item_for_record (group_section (hit->group), hit->kind, &hit->id, title);
  const char *status = NULL;

  item->excerpt = g_strdup (hit->excerpt);
  if (hit->kind == RW_KIND_TICKET && hit->status >= 0)
    status = rw_enum_label (&rw_enum_ticket_status, hit->status);
  else if (hit->kind == RW_KIND_CHANGE && hit->status >= 0)
    status = rw_enum_label (&rw_enum_change_status, hit->status);
  if (status != NULL)
    {
      g_free (item->detail);
      item->detail =
        hit->priority >= 0
          ? g_strdup_printf ("%s · %s", rw_enum_label (&rw_enum_priority, hit->priority), status)
          : g_strdup (status);
    }
  return item;
}

/**
 * rw_palette_item_for_more:
 * @group: of which there is more
 * @text: what was typed
 *
 * Returns: (transfer full) (nullable): the line that looks for nothing but @group
 */
RwPaletteItem *
rw_palette_item_for_more (RwFindGroup  group,
                          const char  *text)
{
  static const struct
  {
    const char *label;
    const char *type;
  } words[RW_FIND_N_GROUPS] = {
    [RW_FIND_TICKETS] = { N_ ("More Tickets"), "ticket" },
    [RW_FIND_MESSAGES] = { N_ ("More Messages"), "message" },
    [RW_FIND_CHANGES] = { N_ ("More Changes"), "change" },
    [RW_FIND_SYSTEMS] = { N_ ("More Systems"), "system" },
  };
  RwPaletteItem *item;

  if (words[group].label == NULL)
    return NULL;
  item = g_new0 (RwPaletteItem, 1);
  item->section = group_section (group);
  item->title = g_strdup (_ (words[group].label));
  item->text =
    g_strdup_printf ("%s:%s %s", rw_search_key_name (RW_SEARCH_TYPE), words[group].type, text);
  item->icon_name = g_strdup ("view-more-symbolic");
  return item;
}

/**
 * rw_palette_item_for_filter:
 * @filter: "customer:"
 * @hint: what may stand behind it
 * @text: what the entry is to hold
 *
 * Returns: (transfer full): the line that goes on with a filter
 */
RwPaletteItem *
rw_palette_item_for_filter (const char *filter,
                            const char *hint,
                            const char *text)
{
  RwPaletteItem *item = g_new0 (RwPaletteItem, 1);

  item->section = RW_PALETTE_FILTERS;
  item->title = g_strdup (filter);
  item->detail = g_strdup (hint);
  item->text = g_strdup (text);
  item->icon_name = g_strdup ("rw-filter-symbolic");
  return item;
}

const char *
rw_palette_section_label (RwPaletteSection section)
{
  switch (section)
    {
    case RW_PALETTE_RECENT:
      return C_ ("palette", "Recent");
    case RW_PALETTE_GO:
      return C_ ("palette", "Pages");
    case RW_PALETTE_ACTIONS:
      return C_ ("palette", "Actions");
    case RW_PALETTE_TICKETS:
      return C_ ("palette", "Tickets");
    case RW_PALETTE_MESSAGES:
      return C_ ("palette", "Tickets, by What Was Written");
    case RW_PALETTE_CHANGES:
      return C_ ("palette", "Changes");
    case RW_PALETTE_SYSTEMS:
      return C_ ("palette", "Systems");
    case RW_PALETTE_OTHERS:
      return C_ ("palette", "Other Records");
    case RW_PALETTE_FILTERS:
      return C_ ("palette", "Narrow By");
    case RW_PALETTE_ADDRESS:
    default:
      return C_ ("palette", "Address");
    }
}

static GtkWidget *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

/**
 * rw_palette_item_create_row:
 *
 * Returns: (transfer floating): the row of a list box that shows @item
 */
GtkWidget *
rw_palette_item_create_row (const RwPaletteItem *item)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (item->icon_name),
            *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *accel = item->action != NULL ? rw_action_accel_label (item->action) : NULL;
  g_autoptr (GString) spoken = g_string_new (item->title);

  gtk_box_append (GTK_BOX (texts), create_label (item->title));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  if (item->excerpt != NULL)
    {
      GtkWidget *excerpt = create_label (item->excerpt);

      gtk_widget_add_css_class (excerpt, "dim-label");
      gtk_widget_add_css_class (excerpt, "caption");
      gtk_box_append (GTK_BOX (texts), excerpt);
      g_string_append_printf (spoken, ", %s", item->excerpt);
    }
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), texts);
  if (item->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (item->detail);

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_widget_add_css_class (detail, "caption");
      gtk_box_append (GTK_BOX (box), detail);
      g_string_append_printf (spoken, ", %s", item->detail);
    }
  if (accel != NULL)
    {
      GtkWidget *keycap = gtk_label_new (accel);

      gtk_widget_add_css_class (keycap, "rw-keycap");
      gtk_widget_set_valign (keycap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), keycap);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "rw-section", GUINT_TO_POINTER (item->section));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
  return row;
}
