/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-presence.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-ticket-card.h"

struct _RwTicketPresence
{
  GtkWidget parent_instance;

  GtkWidget *clamp; /* as wide as the composer */
  GtkWidget *box;   /* who writes; takes its room also when nobody does */
  GtkWidget *writing;
  GtkWidget *viewing_box; /* weak */
  GtkWidget *viewing;     /* in it */
  RwTicketComposer *composer; /* weak */
  RwSession *session;         /* weak: the page has it */
  RwId ticket;
};

G_DEFINE_FINAL_TYPE (RwTicketPresence, rw_ticket_presence, GTK_TYPE_WIDGET)

/* Translators: %s is a name */
static char *
dup_person (const RwPresent *present)
{
  return g_strdup_printf (present->writes ? _ ("%s is writing") : _ ("%s is viewing"),
                          present->name);
}

/* One sentence for those who write, or for those who look; %NULL for nobody. */
static char *
dup_sentence (const GPtrArray *people, gboolean writes)
{
  const char *name = NULL;
  guint n = 0;

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const RwPresent *present = people->pdata[i];

      if (present->writes == writes && n++ == 0)
        name = present->name;
    }
  if (n == 0)
    return NULL;
  if (n == 1)
    return g_strdup_printf (writes ? _ ("%s is writing an answer") : _ ("%s is viewing"), name);
  if (writes)
    /* Translators: %s is a name */
    return g_strdup_printf (ngettext ("%s and %u other are writing an answer",
                                      "%s and %u others are writing an answer", n - 1),
                            name, n - 1);
  /* Translators: %s is a name */
  return g_strdup_printf (ngettext ("%s and %u other are viewing", "%s and %u others are viewing",
                                    n - 1),
                          name, n - 1);
}

static void
update (RwTicketPresence *self)
{
  const GPtrArray *people = self->session != NULL && !rw_id_is_nil (&self->ticket)
                              ? rw_session_get_presence (self->session, &self->ticket)
                              : NULL;
  g_autofree char *writing = dup_sentence (people, TRUE), *viewing = dup_sentence (people, FALSE);
  g_autofree char *all =
    people != NULL ? rw_ticket_presence_text (self->session, &self->ticket, "\n") : NULL;
  gboolean began = writing != NULL && *gtk_label_get_label (GTK_LABEL (self->writing)) == '\0';

  gtk_label_set_label (GTK_LABEL (self->writing), writing != NULL ? writing : "");
  gtk_widget_set_opacity (self->box, writing != NULL ? 1 : 0);
  gtk_widget_set_tooltip_text (self->box, all);
  if (began && gtk_widget_get_mapped (GTK_WIDGET (self)))
    rw_announce (GTK_WIDGET (self), writing);
  if (self->viewing_box == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->viewing), viewing != NULL ? viewing : "");
  gtk_widget_set_visible (self->viewing_box, viewing != NULL);
  gtk_widget_set_tooltip_text (self->viewing_box, all);
}

static void
tell (RwTicketPresence *self, gboolean here)
{
  if (self->session == NULL)
    return;
  here = here && !rw_id_is_nil (&self->ticket);
  rw_session_set_presence (self->session, self, RW_KIND_TICKET, here ? &self->ticket : NULL,
                           here && self->composer != NULL &&
                             rw_ticket_composer_is_written (self->composer));
}

static void
written_cb (RwTicketPresence *self)
{
  tell (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
rw_ticket_presence_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rw_ticket_presence_parent_class)->map (widget);
  tell (RW_TICKET_PRESENCE (widget), TRUE);
}

static void
rw_ticket_presence_unmap (GtkWidget *widget)
{
  tell (RW_TICKET_PRESENCE (widget), FALSE);
  GTK_WIDGET_CLASS (rw_ticket_presence_parent_class)->unmap (widget);
}

static void
rw_ticket_presence_dispose (GObject *object)
{
  RwTicketPresence *self = RW_TICKET_PRESENCE (object);

  tell (self, FALSE);
  g_clear_weak_pointer (&self->session);
  g_clear_weak_pointer (&self->composer);
  g_clear_weak_pointer (&self->viewing_box);
  g_clear_pointer (&self->clamp, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_ticket_presence_parent_class)->dispose (object);
}

static void
rw_ticket_presence_class_init (RwTicketPresenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_ticket_presence_dispose;
  widget_class->map = rw_ticket_presence_map;
  widget_class->unmap = rw_ticket_presence_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkWidget *
create_line (gboolean writes, GtkWidget **label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5),
            *icon = gtk_image_new_from_icon_name (rw_presence_mark_icon (writes));

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  *label = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (*label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (*label), 0);
  gtk_widget_add_css_class (*label, "caption");
  gtk_widget_add_css_class (box, writes ? "accent" : "dimmed");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), *label);
  return box;
}

static void
rw_ticket_presence_init (RwTicketPresence *self)
{
  self->box = create_line (TRUE, &self->writing);
  gtk_widget_set_opacity (self->box, 0);
  gtk_widget_set_margin_start (self->box, 16 + 8);
  gtk_widget_set_margin_end (self->box, 16);
  self->clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), self->box);
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));
}

/**
 * rw_ticket_presence_new:
 * @titles: where it is said who looks at the ticket
 * @composer: where an answer is written
 *
 * Returns: (transfer floating): the line for who writes
 */
GtkWidget *
rw_ticket_presence_new (GtkBox *titles, RwTicketComposer *composer)
{
  RwTicketPresence *self = g_object_new (RW_TYPE_TICKET_PRESENCE, NULL);
  GtkWidget *viewing = create_line (FALSE, &self->viewing);

  g_set_weak_pointer (&self->viewing_box, viewing);
  gtk_widget_set_visible (viewing, FALSE);
  gtk_box_append (titles, viewing);
  g_set_weak_pointer (&self->composer, composer);
  g_signal_connect_object (composer, "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
rw_ticket_presence_set_session (RwTicketPresence *self, RwSession *session)
{
  g_return_if_fail (RW_IS_TICKET_PRESENCE (self));
  if (self->session == session)
    return;
  tell (self, FALSE);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, update, self);
  g_set_weak_pointer (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "presence-changed", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  tell (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update (self);
}

/**
 * rw_ticket_presence_set_ticket:
 * @ticket: what is shown
 */
void
rw_ticket_presence_set_ticket (RwTicketPresence *self, const RwId *ticket)
{
  g_return_if_fail (RW_IS_TICKET_PRESENCE (self));
  self->ticket = *ticket;
  tell (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
  update (self);
}

/**
 * rw_ticket_presence_text:
 * @session: (nullable)
 * @separator: between the sentences
 *
 * Returns: (transfer full) (nullable): "Jana Roth is writing"; %NULL where nobody else has the ticket open
 */
char *
rw_ticket_presence_text (RwSession *session, const RwId *ticket, const char *separator)
{
  const GPtrArray *people = session != NULL ? rw_session_get_presence (session, ticket) : NULL;
  GString *text;

  if (people == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < people->len; i++)
    {
      g_autofree char *person = dup_person (people->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", person);
    }
  return g_string_free_and_steal (text);
}

/**
 * rw_ticket_presence_initials:
 * @session: (nullable)
 * @writes: (out): whether any of them writes
 *
 * Returns: (transfer full) (nullable): "JR", "JR +2"; %NULL where nobody else has the ticket open
 */
char *
rw_ticket_presence_initials (RwSession *session, const RwId *ticket, gboolean *writes)
{
  const GPtrArray *people = session != NULL ? rw_session_get_presence (session, ticket) : NULL;
  const RwPresent *first;
  g_autofree char *initials = NULL;

  *writes = FALSE;
  if (people == NULL)
    return NULL;
  first = people->pdata[0];
  *writes = first->writes;
  initials = rw_initials (first->name);
  if (people->len > 1)
    return g_strdup_printf ("%s +%u", initials, people->len - 1);
  return g_steal_pointer (&initials);
}
