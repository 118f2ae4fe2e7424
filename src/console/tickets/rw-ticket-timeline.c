/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-timeline.h"

#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-status.h"
#include "rw-ticket-message-row.h"

struct _RwTicketTimeline
{
  GtkBox parent_instance;

  GtkWidget *only; /* a toggle: messages only */
  GtkWidget *rows;
  GPtrArray *lines; /* not owned: the rows that are no messages */
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketTimeline, rw_ticket_timeline, GTK_TYPE_BOX)

/* One line of the timeline that is no message. */
typedef struct
{
  gint64 at;
  const char *icon_name;
  char *text;
  RwKind kind; /* of the record to open, RW_KIND_NONE for none */
  RwId id;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *one = a, *other = b;

  return (one->at > other->at) - (one->at < other->at);
}

static void
add_status (GArray     *lines,
            RwRecord   *ticket,
            guint       field,
            const char *text)
{
  Line line = { .icon_name = "object-select-symbolic", .kind = RW_KIND_NONE };

  line.at = rw_record_get_integer (ticket, field, 0);
  if (line.at == 0)
    return;
  line.text = g_strdup (text);
  g_array_append_val (lines, line);
}

static void
add_event (GArray             *lines,
           const RwImpactItem *item)
{
  gboolean change = item->kind == RW_KIND_CHANGE;
  const RwEnumInfo *words = change ? &rw_enum_change_status : &rw_enum_run_status;
  int value = item->detail != NULL ? rw_enum_find (words, item->detail) : -1;
  const char *word = value >= 0 ? rw_enum_label (words, value) : "";
  Line line = { .at = item->at, .kind = change ? item->kind : RW_KIND_NONE, .id = item->id };

  line.icon_name = change ? "rw-changes-symbolic" : "rw-backups-symbolic";
  /* Translators: in a ticket's timeline: "Change C-2041 Firmware · Closed" and "Backup nightly · Failed" */
  line.text = change ? g_strdup_printf (_ ("Change %s %s · %s"),
                                        item->number != NULL ? item->number : "", item->name, word)
                     : g_strdup_printf (_ ("%s Backup %s · %s"), rw_status_symbol (RW_STATUS_BAD),
                                        item->name, word);
  g_array_append_val (lines, line);
}

static GArray *
list_lines (const RwTicketDetail *detail)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  g_array_set_clear_func (lines, line_clear);
  add_status (lines, detail->ticket, RW_TICKET_ACCEPTED, C_ ("timeline", "Accepted"));
  add_status (lines, detail->ticket, RW_TICKET_PENDING_SINCE,
              C_ ("timeline", "Waiting since then"));
  add_status (lines, detail->ticket, RW_TICKET_RESOLVED, C_ ("timeline", "Resolved"));
  add_status (lines, detail->ticket, RW_TICKET_CLOSED, C_ ("timeline", "Closed"));
  for (guint i = 0; detail->desk != NULL && i < detail->desk->events->len; i++)
    add_event (lines, detail->desk->events->pdata[i]);
  g_array_sort (lines, compare_lines);
  return lines;
}

static void
clicked_cb (RwTicketTimeline *self,
            GtkWidget        *button)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "rw-kind")),
                 g_object_get_data (G_OBJECT (button), "rw-id"));
}

static GtkWidget *
create_text (RwTicketTimeline *self,
             const Line       *line)
{
  GtkWidget *label = gtk_label_new (line->text), *button;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, line->text);
  if (line->kind == RW_KIND_NONE)
    {
      gtk_widget_add_css_class (label, "dimmed");
      return label;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "link");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line->text, -1);
  g_object_set_data (G_OBJECT (button), "rw-kind", GINT_TO_POINTER (line->kind));
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (&line->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_line (RwTicketTimeline *self,
          const Line       *line,
          gint64            now)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *text = create_text (self, line),
            *time;
  g_autofree char *when = rw_format_when (line->at, now);
  g_autofree char *exact = rw_format_exact (line->at);
  g_autofree char *sentence = g_strdup_printf ("%s, %s", line->text, exact);

  time = gtk_label_new (when);
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "dimmed");
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_set_tooltip_text (time, exact);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_margin_start (row, 14);
  gtk_widget_set_margin_end (row, 14);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name (line->icon_name));
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_widget_set_visible (row, !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->only)));
  gtk_box_append (GTK_BOX (self->rows), row);
  g_ptr_array_add (self->lines, row);
}

static void
only_cb (RwTicketTimeline *self)
{
  gboolean only = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->only));

  for (guint i = 0; i < self->lines->len; i++)
    gtk_widget_set_visible (self->lines->pdata[i], !only);
}

static void
rw_ticket_timeline_finalize (GObject *object)
{
  g_ptr_array_unref (RW_TICKET_TIMELINE (object)->lines);
  G_OBJECT_CLASS (rw_ticket_timeline_parent_class)->finalize (object);
}

static void
rw_ticket_timeline_class_init (RwTicketTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_timeline_finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_TICKET_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
}

static void
rw_ticket_timeline_init (RwTicketTimeline *self)
{
  self->lines = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->only = gtk_toggle_button_new_with_label (C_ ("timeline", "Messages Only"));
  gtk_widget_set_halign (self->only, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->only, "flat");
  gtk_widget_add_css_class (self->only, "caption");
  g_signal_connect_swapped (self->only, "toggled", G_CALLBACK (only_cb), self);
  gtk_box_append (GTK_BOX (self), self->only);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What happened, oldest first"), -1);
  gtk_box_append (GTK_BOX (self), self->rows);
}

GtkWidget *
rw_ticket_timeline_new (void)
{
  return g_object_new (RW_TYPE_TICKET_TIMELINE, NULL);
}

/**
 * rw_ticket_timeline_show:
 * @first: the first message that is shown; what happened before it is not shown either
 * @session: (nullable): to get attached files with
 */
void
rw_ticket_timeline_show (RwTicketTimeline     *self,
                         const RwTicketDetail *detail,
                         guint                 first,
                         RwSession            *session,
                         gint64                now)
{
  g_autoptr (GArray) lines = list_lines (detail);
  GtkWidget *child;
  guint next = 0;

  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  while (first > 0 && next < lines->len &&
         g_array_index (lines, Line, next).at <
           ((RwTicketMessage *) detail->messages->pdata[first])->at)
    next++;
  for (guint i = first; i < detail->messages->len; i++)
    {
      const RwTicketMessage *message = detail->messages->pdata[i];

      for (; next < lines->len && g_array_index (lines, Line, next).at < message->at; next++)
        add_line (self, &g_array_index (lines, Line, next), now);
      gtk_box_append (GTK_BOX (self->rows),
                      rw_ticket_message_row_new (message, detail->files, session, now));
    }
  for (; next < lines->len; next++)
    add_line (self, &g_array_index (lines, Line, next), now);
  gtk_widget_set_visible (self->only, self->lines->len > 0);
}
