/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-impact-box.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-status.h"

/* What a ticket hits, beside it: whom to call, what was promised, who else is hit, what changed there. */

struct _RwTicketImpactBox
{
  GtkBox parent_instance;
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketImpactBox, rw_ticket_impact_box, GTK_TYPE_BOX)

static void
add_label (GtkWidget *box, const char *text, const char *css_class, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
add_section (RwTicketImpactBox *self, const char *heading)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_label (section, heading, "caption", FALSE);
  gtk_widget_add_css_class (gtk_widget_get_first_child (section), "dimmed");
  gtk_box_append (GTK_BOX (self), section);
  return section;
}

static void
clicked_cb (GtkWidget *button, RwTicketImpactBox *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "rw-kind")),
                 g_object_get_data (G_OBJECT (button), "rw-id"));
}

static void
add_button (RwTicketImpactBox *self, GtkWidget *section, RwKind kind, const RwId *id, const char *text, const char *sentence)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data (G_OBJECT (button), "rw-kind", GINT_TO_POINTER (kind));
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (section), button);
}

static const char *
detail_label (const RwImpactItem *item)
{
  const RwEnumInfo *info = item->kind == RW_KIND_TICKET   ? &rw_enum_ticket_status
                           : item->kind == RW_KIND_CHANGE ? &rw_enum_change_status
                                                          : &rw_enum_run_status;
  int value = item->detail != NULL ? rw_enum_find (info, item->detail) : -1;

  return value >= 0 ? rw_enum_label (info, value) : "";
}

static void
add_items (RwTicketImpactBox *self, const char *heading, GPtrArray *items, guint n, gint64 now)
{
  GtkWidget *section;

  if (items->len == 0)
    return;
  section = add_section (self, heading);
  for (guint i = 0; i < items->len; i++)
    {
      const RwImpactItem *item = items->pdata[i];
      g_autofree char *when = rw_format_when (item->at, now);
      g_autofree char *name = item->number != NULL
                                ? g_strdup_printf ("%s %s", item->number, item->name)
                                : g_strdup (item->name);
      g_autofree char *sentence = g_strdup_printf ("%s · %s · %s", name, detail_label (item), when);
      g_autofree char *text = g_strdup_printf ("%s · %s", when, name);

      if (item->kind == RW_KIND_BACKUP_RUN)
        {
          g_autofree char *failed =
            g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_BAD), sentence);

          add_label (section, failed, NULL, TRUE);
        }
      else
        add_button (self, section, item->kind, &item->id, text, sentence);
    }
  if (n > items->len)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u more ticket", "and %u more tickets", n - items->len),
                         n - items->len);

      add_label (section, more, "dimmed", FALSE);
    }
}

static void
add_contact (RwTicketImpactBox *self, const RwTicketImpact *impact)
{
  GtkWidget *section;

  if (impact->contact_name == NULL)
    return;
  section = add_section (self, _ ("First-level contact"));
  add_button (self, section, RW_KIND_CONTACT, &impact->contact, impact->contact_name,
              impact->contact_name);
  if (impact->contact_phone != NULL)
    add_label (section, impact->contact_phone, "numeric", TRUE);
  if (impact->contact_mail != NULL)
    add_label (section, impact->contact_mail, NULL, TRUE);
}

static void
add_affected (RwTicketImpactBox *self, const RwTicketImpact *impact)
{
  g_autofree char *systems = NULL;
  g_autofree char *customers = NULL;
  g_autofree char *sentence = NULL;

  if (impact->n_systems == 0)
    return;
  systems =
    g_strdup_printf (ngettext ("%u system runs on it", "%u systems run on it", impact->n_systems),
                     impact->n_systems);
  customers = g_strdup_printf (ngettext ("%u customer", "%u customers", impact->n_customers),
                               impact->n_customers);
  sentence = g_strdup_printf ("%s · %s", systems, customers);
  add_label (add_section (self, _ ("Who else is hit")), sentence, NULL, FALSE);
}

/**
 * rw_ticket_impact_box_show:
 * @impact: (nullable): %NULL while it is not known
 */
void
rw_ticket_impact_box_show (RwTicketImpactBox *self, const RwTicketImpact *impact, gint64 now)
{
  GtkWidget *child;

  g_return_if_fail (RW_IS_TICKET_IMPACT_BOX (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  if (impact == NULL)
    return;
  add_contact (self, impact);
  if (impact->sla != NULL)
    add_label (add_section (self, _ ("Service level agreement")), impact->sla, NULL, TRUE);
  add_affected (self, impact);
  add_items (self, _ ("Changed there, 48 hours back, 24 ahead"), impact->changes, 0, now);
  add_items (self, _ ("Backups that failed in 48 hours"), impact->backups, 0, now);
  add_items (self, _ ("Also open there"), impact->tickets, impact->n_tickets, now);
}

static void
rw_ticket_impact_box_class_init (RwTicketImpactBoxClass *klass)
{
  signals[SIGNAL_OPEN] =
    g_signal_new ("open", RW_TYPE_TICKET_IMPACT_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
rw_ticket_impact_box_init (RwTicketImpactBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
}

GtkWidget *
rw_ticket_impact_box_new (void)
{
  return g_object_new (RW_TYPE_TICKET_IMPACT_BOX, NULL);
}
