/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disks-page-private.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-clock.h"
#include "rw-disk-ask.h"
#include "rw-disk-edits.h"
#include "rw-disk-words.h"
#include "rw-format.h"
#include "rw-new-ticket.h"
#include "rw-pick-dialog.h"
#include "rw-save.h"
#include "rw-submit.h"

/* What a person does on the page: with a key, with a button. */

/* The curve of what is selected, once it is there. */
static const RwVolumeCurve *
get_curve (RwDisksPage *self)
{
  RwDiskItem *item = rw_disks_list_get_selected (self->list);
  const RwVolumeCurve *curve = rw_disk_view_get_curve (self->view);

  if (item == NULL || curve == NULL || rw_disk_view_get_by (self->view) != item->by ||
      !rw_id_equal (&curve->row->id, &item->row->id) || curve->row->inodes != item->row->inodes)
    return NULL;
  return curve;
}

/* The volume that is shown; %NULL for none, and for a group. It is the list's: the curve may be older. */
static RwDiskItem *
get_volume (RwDisksPage *self)
{
  const RwVolumeCurve *curve = get_curve (self);
  RwDiskItem *item = rw_disks_list_get_selected (self->list);

  return curve != NULL && item->row->kind == RW_KIND_VOLUME && !item->row->pending ? item : NULL;
}

/* What a question was about, as it is known now: it was read anew in the meantime, and another one may be selected.
 * %NULL when it is gone, and the person was told. */
static const RwVolumeRow *
get_asked (RwDisksPage *self,
           RwDiskItem  *asked)
{
  RwDiskItem *item = rw_disks_list_find (self->list, asked);

  if (item == NULL)
    rw_page_toast (RW_PAGE (self), _ ("This volume is not there any more"));
  return item != NULL ? item->row : NULL;
}

static gboolean
may (RwDisksPage *self,
     RwKind       kind)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  g_autofree char *refusal = NULL;

  if (rw_session_get_roles (session) & rw_schema_get (kind)->writers)
    return TRUE;
  refusal = g_strdup_printf (_ ("You may not change %s"), rw_kind_labels (kind));
  rw_page_toast (RW_PAGE (self), refusal);
  return FALSE;
}

static void
show_next (RwDisksPage *self)
{
  rw_disks_page_set_show (self, (self->show + 1) % RW_DISKS_N_SHOWS);
}

static void
group_next (RwDisksPage *self)
{
  rw_disks_page_set_by (self, (self->by + 1) % RW_VOLUMES_N_BY);
}

static void
zoom_next (RwDisksPage *self)
{
  rw_disk_view_set_span (self->view, (rw_disk_view_get_span (self->view) + 1) % RW_DISK_N_SPANS);
}

static void
next (RwDisksPage *self)
{
  rw_disks_list_step (self->list, 1);
}

static void
previous (RwDisksPage *self)
{
  rw_disks_list_step (self->list, -1);
}

static void
read_curve (RwDisksPage *self)
{
  if (get_curve (self) != NULL)
    rw_disk_view_focus_chart (self->view);
}

static void
as_table (RwDisksPage *self)
{
  rw_disk_view_toggle_table (self->view);
}

static void
what_if (RwDisksPage *self)
{
  if (get_curve (self) != NULL)
    rw_disk_view_focus_what_if (self->view);
}

/* --- A change ---------------------------------------------------------------------------------------- */

static void
change_titled_cb (RwPage     *page,
                  RwDiskItem *item,
                  const char *title,
                  const char *text)
{
  const RwVolumeRow *row = get_asked (RW_DISKS_PAGE (page), item);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;
  RwId change;

  if (row == NULL)
    return;
  edits = rw_disk_edits_change (row, title, text,
                                rw_session_get_person (rw_page_get_session (page)), &change);
  label = g_strdup_printf (_ ("New change: %s"), title);
  rw_page_submit_and_open (page, edits, label, RW_KIND_CHANGE, &change);
}

static void
make_change (RwDisksPage *self)
{
  const RwVolumeCurve *curve = get_curve (self);
  g_autofree char *name = NULL, *amount = NULL, *title = NULL, *after = NULL, *text = NULL;
  gint64 added;

  if (curve == NULL || !may (self, RW_KIND_CHANGE))
    return;
  added = curve->change.size != 0 ? curve->change.size : curve->change.used;
  if (added == 0)
    {
      rw_page_toast (RW_PAGE (self), _ ("Say first what would be added"));
      rw_disk_view_focus_what_if (self->view);
      return;
    }
  name = rw_disk_name (curve->row, rw_disk_view_get_by (self->view));
  amount = rw_disk_amount (ABS (added), curve->row->inodes);
  after = rw_disk_outlook (&curve->changed, curve->row->day, rw_clock_now ());
  if (curve->change.size != 0)
    /* Translators: title of a change: a volume, an amount */
    title =
      g_strdup_printf (added > 0 ? _ ("Enlarge %s by %s") : _ ("Shrink %s by %s"), name, amount);
  else
    title =
      g_strdup_printf (added > 0 ? _ ("Move data to %s: %s") : _ ("Clean up %s: %s"), name, amount);
  text = rw_disk_change_text (curve, rw_disk_view_get_by (self->view), rw_clock_now ());
  rw_disk_ask_title (RW_PAGE (self), rw_disks_list_get_selected (self->list), _ ("New Change"),
                     after, title, _ ("_Make the Draft"), text, change_titled_cb);
}

/* --- A ticket ---------------------------------------------------------------------------------------- */

static void
show_ticket (RwDisksPage       *self,
             const RwVolumeRow *row)
{
  RwId ticket = row->ticket;

  rw_page_open (RW_PAGE (self), RW_KIND_TICKET, &ticket);
}

static void
ticket_titled_cb (RwPage     *page,
                  RwDiskItem *item,
                  const char *title,
                  const char *text)
{
  RwDisksPage *self = RW_DISKS_PAGE (page);
  const RwVolumeRow *row = get_asked (self, item);
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (GPtrArray) tie = NULL;

  if (row == NULL)
    return;
  if (row->ticket_open)
    {
      rw_page_toast (page, _ ("A ticket was opened for this volume meanwhile"));
      show_ticket (self, row);
      return;
    }
  ticket = rw_disk_ticket_new (row, title, rw_clock_now ());
  tie = rw_disk_edits_tie (&row->id, rw_record_get_id (ticket));
  rw_new_ticket_submit_with (page, ticket, tie, TRUE);
}

static void
open_ticket (RwDisksPage *self)
{
  RwDiskItem *item = get_volume (self);
  const RwVolumeRow *row;
  g_autofree char *name = NULL, *title = NULL, *outlook = NULL;

  if (item == NULL)
    return;
  row = item->row;
  if (row->ticket_open)
    {
      show_ticket (self, row);
      return;
    }
  if (!may (self, RW_KIND_TICKET) || !may (self, RW_KIND_VOLUME))
    return;
  name = rw_disk_name (row, RW_VOLUMES_BY_NONE);
  outlook = rw_disk_outlook (&row->forecast, row->day, rw_clock_now ());
  /* Translators: title of a ticket: a volume, its outlook: "db-1 /srv: Full in 9 to 14 days, likely 11: 3 Dec" */
  title = g_strdup_printf (_ ("%s: %s"), name, outlook);
  rw_disk_ask_title (RW_PAGE (self), item, _ ("New Ticket"),
                     _ ("What is used, how it grows and when it is full stands in the ticket."),
                     title, _ ("_Open"), NULL, ticket_titled_cb);
}

static void
linked_cb (RwPage     *page,
           RwKind      kind,
           const RwId *id,
           gpointer    data)
{
  const RwVolumeRow *row = get_asked (RW_DISKS_PAGE (page), data);
  g_autoptr (GPtrArray) edits = NULL;

  if (row == NULL)
    return;
  edits = rw_disk_edits_tie (&row->id, id);
  rw_page_submit (page, edits, _ ("Link the ticket of a volume"));
}

static void
link_ticket (RwDisksPage *self)
{
  RwDiskItem *item = get_volume (self);

  if (item == NULL || !may (self, RW_KIND_VOLUME))
    return;
  rw_pick_dialog_present (RW_PAGE (self), _ ("Ticket of This Volume"), RW_KIND_BIT (RW_KIND_TICKET),
                          linked_cb, g_object_ref (item), g_object_unref);
}

/* --- Thresholds -------------------------------------------------------------------------------------- */

static void
alerts_cb (RwPage     *page,
           RwDiskItem *item,
           int         percent,
           int         days)
{
  const RwVolumeRow *row = get_asked (RW_DISKS_PAGE (page), item);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *name = NULL, *label = NULL;

  if (row == NULL)
    return;
  edits = rw_disk_edits_alerts (row, percent, days);
  if (edits->len == 0)
    return;
  name = rw_disk_name (row, RW_VOLUMES_BY_NONE);
  label = g_strdup_printf (_ ("Thresholds of %s"), name);
  rw_page_submit (page, edits, label);
}

static void
ask_alerts (RwDisksPage *self)
{
  RwDiskItem *item = get_volume (self);

  if (item != NULL && may (self, RW_KIND_VOLUME))
    rw_disk_ask_alerts (RW_PAGE (self), item, alerts_cb);
}

static void
export_csv (RwDisksPage *self)
{
  g_autoptr (GBytes) bytes = rw_disks_list_to_csv (self->list);

  rw_save_as (GTK_WIDGET (self), _ ("Save the List"), "disks.csv", bytes, rw_toast);
}

static const struct
{
  const char *name;
  void (*func) (RwDisksPage *self);
} works[] = {
  { "disks.show", show_next },     { "disks.group", group_next }, { "disks.zoom", zoom_next },
  { "disks.next", next },          { "disks.previous", previous }, { "disks.read", read_curve },
  { "disks.table", as_table },     { "disks.what-if", what_if },  { "disks.change", make_change },
  { "disks.ticket", open_ticket }, { "disks.link", link_ticket }, { "disks.alerts", ask_alerts },
  { "disks.export", export_csv },
};

static void
work_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  RwDisksPage *self = RW_DISKS_PAGE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (works) && rw_page_get_session (RW_PAGE (self)) != NULL; i++)
    if (g_str_equal (works[i].name, action))
      works[i].func (self);
}

static const RwAction page_actions[] = {
  { "disks.show", N_ ("Urgent, Growing, All"), N_ ("Disks"), "<Control>e", "disks", RW_ACTION_DEFAULT, "view-list-symbolic" },
  { "disks.group", N_ ("Each Volume, or Added Up"), N_ ("Disks"), "g", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.next", N_ ("Next Line"), N_ ("Disks"), "j", "disks", RW_ACTION_NO_PALETTE, NULL },
  { "disks.previous", N_ ("Previous Line"), N_ ("Disks"), "k", "disks", RW_ACTION_NO_PALETTE, NULL },
  { "disks.read", N_ ("Read the Curve"), N_ ("Disks"), "r", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.zoom", N_ ("90 Days, a Year, All"), N_ ("Disks"), "z", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.table", N_ ("Show the Curve as a Table"), N_ ("Disks"), "<Control>t", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.what-if", N_ ("What If There Were More"), N_ ("Disks"), "w", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.change", N_ ("Make a Change of It…"), N_ ("Disks"), "c", "disks", RW_ACTION_DEFAULT, "rw-changes-symbolic" },
  { "disks.ticket", N_ ("Ticket of the Volume…"), N_ ("Disks"), "t", "disks", RW_ACTION_DEFAULT, "rw-tickets-symbolic" },
  { "disks.link", N_ ("Link a Ticket to the Volume…"), N_ ("Disks"), "l", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.alerts", N_ ("When a Ticket Is Opened…"), N_ ("Disks"), "a", "disks", RW_ACTION_DEFAULT, NULL },
  { "disks.export", N_ ("Export as CSV…"), N_ ("Disks"), "<Control>s", "disks", RW_ACTION_DEFAULT, "document-save-symbolic" },
};

/* Installs the actions, with their keys. */
void
rw_disks_page_install_work (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    gtk_widget_class_install_action (widget_class, works[i].name, NULL, work_cb);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

/* What cannot be done now is not offered. */
void
rw_disks_page_update_work (RwDisksPage *self)
{
  gboolean curve = self->view != NULL && get_curve (self) != NULL,
           volume = self->view != NULL && get_volume (self) != NULL;
  static const char *const of_curve[] = { "disks.read", "disks.what-if", "disks.change" },
                           *const of_volume[] = { "disks.ticket", "disks.link", "disks.alerts" };

  for (guint i = 0; i < G_N_ELEMENTS (of_curve); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_curve[i], curve);
  for (guint i = 0; i < G_N_ELEMENTS (of_volume); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_volume[i], volume);
}
