/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-known-box.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-status.h"

struct _RwTicketKnownBox
{
  GtkBox parent_instance;

  GPtrArray *known; /* (nullable): of RwRecord */
};

enum
{
  SIGNAL_LINK,
  SIGNAL_COPY,
  SIGNAL_INSTEAD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketKnownBox, rw_ticket_known_box, GTK_TYPE_BOX)

static const char *
number_of (RwRecord *ticket)
{
  const char *number = rw_record_get_text (ticket, RW_TICKET_NUMBER);

  return number != NULL ? number : _ ("Draft");
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static RwRecord *
record_of (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "rw-record");
}

static void
copy (RwTicketKnownBox *self,
      RwRecord         *problem)
{
  const char *workaround = rw_record_get_text (problem, RW_TICKET_WORKAROUND);
  g_autofree char *text = NULL;

  if (workaround == NULL)
    return;
  text = g_strdup_printf (_ ("Workaround (%s): %s"), number_of (problem), workaround);
  g_signal_emit (self, signals[SIGNAL_COPY], 0, text);
}

static void
link_cb (GtkWidget        *button,
         RwTicketKnownBox *self)
{
  g_signal_emit (self, signals[SIGNAL_LINK], 0, record_of (button));
}

static void
copy_cb (GtkWidget        *button,
         RwTicketKnownBox *self)
{
  copy (self, record_of (button));
}

static void
instead_cb (GtkWidget        *button,
            RwTicketKnownBox *self)
{
  g_signal_emit (self, signals[SIGNAL_INSTEAD], 0, record_of (button));
}

static void
add_button (RwTicketKnownBox *self,
            GtkWidget        *box,
            RwRecord         *record,
            const char       *label,
            GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_autofree char *sentence =
    g_strdup_printf ("%s: %s %s", plain, number_of (record), rw_record_get_title (record));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "rw-record", g_object_ref (record), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
}

/* Beside each other where there is room. */
static GtkWidget *
new_buttons (void)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 4);
  return box;
}

static void
add_known (RwTicketKnownBox *self,
           RwRecord         *problem,
           const RwId       *linked)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4),
            *buttons = new_buttons ();
  const char *workaround = rw_record_get_text (problem, RW_TICKET_WORKAROUND);
  g_autofree char *heading =
    g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), number_of (problem));
  /* Translators: a known error: its number and its title */
  g_autofree char *title =
    g_strdup_printf (_ ("%s · Known error: %s"), heading, rw_record_get_title (problem));

  add_label (box, title, "heading");
  if (workaround != NULL)
    {
      GtkWidget *label = add_label (box, workaround, NULL);

      gtk_label_set_lines (GTK_LABEL (label), 4);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, workaround);
    }
  else
    add_label (box, _ ("No workaround is known"), "dimmed");
  if (linked != NULL && rw_id_equal (linked, rw_record_get_id (problem)))
    add_label (box, _ ("Linked as the cause"), "dimmed");
  else
    add_button (self, buttons, problem, _ ("_Link"), G_CALLBACK (link_cb));
  if (workaround != NULL)
    add_button (self, buttons, problem, _ ("C_opy Workaround"), G_CALLBACK (copy_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (self), box);
}

static void
add_open (RwTicketKnownBox *self,
          RwRecord         *ticket)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4),
            *buttons = new_buttons ();
  g_autofree char *title =
    g_strdup_printf (_ ("Already open: %s %s"), number_of (ticket), rw_record_get_title (ticket));

  add_label (box, title, "heading");
  add_button (self, buttons, ticket, _ ("_Add to It Instead"), G_CALLBACK (instead_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (self), box);
}

/**
 * rw_ticket_known_box_show:
 * @known: (element-type RwRecord): known errors, the likeliest first
 * @open: (nullable) (element-type RwRecord): tickets that are open on the same configuration item
 * @linked: (nullable): the known error that is linked
 */
void
rw_ticket_known_box_show (RwTicketKnownBox *self,
                          GPtrArray        *known,
                          GPtrArray        *open,
                          const RwId       *linked)
{
  GtkWidget *child;

  g_return_if_fail (RW_IS_TICKET_KNOWN_BOX (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_ptr_array_ref (known);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->known = known;
  for (guint i = 0; i < known->len; i++)
    add_known (self, known->pdata[i], linked);
  for (guint i = 0; open != NULL && i < open->len; i++)
    add_open (self, open->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), known->len > 0 || (open != NULL && open->len > 0));
}

/**
 * rw_ticket_known_box_link:
 *
 * Links the likeliest, as if its button were pressed.
 *
 * Returns: whether there is one
 */
gboolean
rw_ticket_known_box_link (RwTicketKnownBox *self)
{
  g_return_val_if_fail (RW_IS_TICKET_KNOWN_BOX (self), FALSE);
  if (self->known == NULL || self->known->len == 0)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_LINK], 0, self->known->pdata[0]);
  return TRUE;
}

/**
 * rw_ticket_known_box_copy:
 *
 * Copies the workaround of the likeliest, as if its button were pressed.
 *
 * Returns: whether there is one
 */
gboolean
rw_ticket_known_box_copy (RwTicketKnownBox *self)
{
  g_return_val_if_fail (RW_IS_TICKET_KNOWN_BOX (self), FALSE);
  if (self->known == NULL || self->known->len == 0 ||
      !rw_record_has (self->known->pdata[0], RW_TICKET_WORKAROUND))
    return FALSE;
  copy (self, self->known->pdata[0]);
  return TRUE;
}

static void
rw_ticket_known_box_finalize (GObject *object)
{
  g_clear_pointer (&RW_TICKET_KNOWN_BOX (object)->known, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_ticket_known_box_parent_class)->finalize (object);
}

static void
rw_ticket_known_box_class_init (RwTicketKnownBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_known_box_finalize;
  signals[SIGNAL_LINK] = g_signal_new ("link", RW_TYPE_TICKET_KNOWN_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
  signals[SIGNAL_COPY] = g_signal_new ("copy", RW_TYPE_TICKET_KNOWN_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_INSTEAD] = g_signal_new ("instead", RW_TYPE_TICKET_KNOWN_BOX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
}

static void
rw_ticket_known_box_init (RwTicketKnownBox *self)
{
  rw_status_install_css ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
rw_ticket_known_box_new (void)
{
  return g_object_new (RW_TYPE_TICKET_KNOWN_BOX, NULL);
}
