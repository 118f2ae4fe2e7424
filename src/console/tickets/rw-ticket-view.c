/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-format.h"
#include "rw-clock.h"
#include "rw-ticket-checklists.h"
#include "rw-ticket-clocks-box.h"
#include "rw-ticket-composer.h"
#include "rw-ticket-impact-box.h"
#include "rw-ticket-known-box.h"
#include "rw-links-box.h"
#include "rw-ticket-presence.h"
#include "rw-ticket-message-row.h"
#include "rw-ticket-text.h"
#include "rw-ticket-timeline.h"

/* A ticket that monitoring fills may have thousands: the newest are read first. */
#define MOST_MESSAGES 200

static const char style[] = "rwticketview button.link { padding: 0; min-height: 0; }\n";

struct _RwTicketView
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *back;
  GtkWidget *number;
  GtkWidget *major;
  GtkWidget *title;
  GtkWidget *description;
  GtkWidget *files; /* those that belong to no message */
  GtkWidget *earlier;
  GtkWidget *timeline;
  GtkWidget *scroller;
  GtkWidget *composer;
  GtkWidget *presence;
  GtkWidget *status;
  GtkWidget *priority;
  GtkWidget *assignee;
  GtkWidget *take;
  GtkWidget *subject; /* customer, service, configuration item */
  GtkWidget *clocks;
  GtkWidget *measures; /* of a security request */
  GtkWidget *impact;
  GtkWidget *links;
  GtkWidget *checklists;
  GtkWidget *known;
  GtkWidget *merged; /* banner: where the ticket went */
  RwId merged_into;

  RwSession *session; /* weak: the page has it */
  RwTicketRow *row; /* a copy of what is shown */
  RwRecord *ticket; /* the same */
  RwTicketPast *past;
  GPtrArray *people;
  RwId me;
  gboolean may_edit;
  gboolean updating;
  gboolean at_end; /* the newest message is in view, and stays so */
  guint scroll_id;
};

enum
{
  SIGNAL_BACK,
  SIGNAL_OPEN,
  SIGNAL_SET_STATUS,
  SIGNAL_SET_PRIORITY,
  SIGNAL_SET_ASSIGNEE,
  SIGNAL_SEND,
  SIGNAL_MACRO,
  SIGNAL_LINK,
  SIGNAL_UNLINK,
  SIGNAL_SPLIT,
  SIGNAL_SUBMIT,
  SIGNAL_CHECKLIST,
  SIGNAL_KNOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketView, rw_ticket_view, GTK_TYPE_WIDGET)

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  rw_status_install_css ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
back_cb (RwTicketView *self)
{
  g_signal_emit (self, signals[SIGNAL_BACK], 0);
}

static void
status_cb (RwTicketView *self)
{
  guint status = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status));

  if (!self->updating && self->row != NULL && status != (guint) self->row->status)
    g_signal_emit (self, signals[SIGNAL_SET_STATUS], 0, (int) status);
}

static void
priority_cb (RwTicketView *self)
{
  guint priority = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->priority));

  if (!self->updating && self->row != NULL && priority != (guint) self->row->priority)
    g_signal_emit (self, signals[SIGNAL_SET_PRIORITY], 0, (int) priority);
}

static void
assignee_cb (RwTicketView *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->assignee));
  const RwId *person = NULL;

  if (self->updating || self->row == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected > 0 && self->people != NULL && selected <= self->people->len)
    person = &((RwChoice *) g_ptr_array_index (self->people, selected - 1))->id;
  if (person == NULL ? !rw_id_is_nil (&self->row->assignee) : !rw_id_equal (person, &self->row->assignee))
    g_signal_emit (self, signals[SIGNAL_SET_ASSIGNEE], 0, person);
}

static void
take_cb (RwTicketView *self)
{
  g_signal_emit (self, signals[SIGNAL_SET_ASSIGNEE], 0, &self->me);
}

static void
send_cb (RwTicketView *self,
         int           type,
         const char   *text)
{
  g_signal_emit (self, signals[SIGNAL_SEND], 0, type, text);
}

static void
macro_cb (RwTicketView *self)
{
  g_signal_emit (self, signals[SIGNAL_MACRO], 0);
}

static void
link_cb (RwTicketView *self,
         GtkWidget    *button)
{
  int kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "rw-kind"));

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, kind, g_object_get_data (G_OBJECT (button), "rw-id"));
}

static void
new_link_cb (RwTicketView *self)
{
  g_signal_emit (self, signals[SIGNAL_LINK], 0);
}

static void
unlink_cb (RwTicketView *self,
           const RwId   *link)
{
  g_signal_emit (self, signals[SIGNAL_UNLINK], 0, link);
}

static void
submit_cb (RwTicketView *self,
           GPtrArray    *edits,
           const char   *label)
{
  g_signal_emit (self, signals[SIGNAL_SUBMIT], 0, edits, label);
}

static void
checklist_cb (RwTicketView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHECKLIST], 0);
}

static void
known_cb (RwTicketView *self,
          RwRecord     *problem)
{
  if (self->may_edit)
    g_signal_emit (self, signals[SIGNAL_KNOWN], 0, problem);
}

/* The way around goes into a note. */
static void
workaround_cb (RwTicketView *self,
               const char   *text)
{
  if (!self->may_edit)
    return;
  rw_ticket_composer_insert (RW_TICKET_COMPOSER (self->composer), RW_MESSAGE_TYPE_NOTE, text, NULL,
                             -1);
  gtk_widget_grab_focus (self->composer);
}

static void
merged_cb (RwTicketView *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, RW_KIND_TICKET, &self->merged_into);
}

/* A button of a message. */
static void
split_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  RwTicketView *self = RW_TICKET_VIEW (widget);
  RwId id;

  if (self->may_edit && rw_id_parse (g_variant_get_string (parameter, NULL), &id))
    g_signal_emit (self, signals[SIGNAL_SPLIT], 0, &id);
}

static void
impact_open_cb (RwTicketView *self,
                int           kind,
                const RwId   *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, kind, id);
}

static void
add_link (RwTicketView *self,
          const char   *heading,
          const char   *name,
          RwKind        kind,
          const RwId   *id)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = new_label (heading, "caption");

  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (row), label);
  if (name == NULL || (int) kind < 0)
    gtk_box_append (GTK_BOX (row), new_label ("—", "dimmed"));
  else
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *text = new_label (name, NULL);
      g_autofree char *sentence = g_strdup_printf ("%s: %s", heading, name);

      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (button), text);
      gtk_widget_add_css_class (button, "link");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
      g_object_set_data (G_OBJECT (button), "rw-kind", GINT_TO_POINTER (kind));
      g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (id), g_free);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (link_cb), self);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (GTK_BOX (self->subject), row);
}

static void
scrolled_cb (RwTicketView  *self,
             GtkAdjustment *adjustment)
{
  self->at_end = gtk_adjustment_get_value (adjustment) >=
                 gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 1;
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  RwTicketView *self = RW_TICKET_VIEW (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  self->scroll_id = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

/* The newest message is what one came for: it stays in view while the messages above it find their
 * height. Not from within the layout, which would not be done a second time. */
static void
resized_cb (RwTicketView  *self,
            GtkAdjustment *adjustment)
{
  if (self->at_end && self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
rw_ticket_view_dispose (GObject *object)
{
  RwTicketView *self = RW_TICKET_VIEW (object);

  self->updating = TRUE;
  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_id);
  self->scroll_id = 0;
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), self);
  self->scroller = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_weak_pointer (&self->session);
  g_clear_pointer (&self->row, rw_ticket_row_free);
  g_clear_pointer (&self->past, rw_ticket_past_free);
  g_clear_object (&self->ticket);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_ticket_view_parent_class)->dispose (object);
}

static gboolean
back_shortcut_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  back_cb (RW_TICKET_VIEW (widget));
  return TRUE;
}

static gboolean
rw_ticket_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RW_TICKET_VIEW (widget)->back);
}

static void
rw_ticket_view_class_init (RwTicketViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_ticket_view_dispose;
  widget_class->grab_focus = rw_ticket_view_grab_focus;
  signals[SIGNAL_BACK] = g_signal_new ("back", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_SET_STATUS] = g_signal_new ("set-status", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_SET_PRIORITY] = g_signal_new ("set-priority", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_SET_ASSIGNEE] = g_signal_new ("set-assignee", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SEND] = g_signal_new ("send", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_MACRO] = g_signal_new ("macro", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LINK] = g_signal_new ("link", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UNLINK] = g_signal_new ("unlink", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SPLIT] = g_signal_new ("split", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SUBMIT] = g_signal_new ("submit", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_KNOWN] = g_signal_new ("known", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
  signals[SIGNAL_CHECKLIST] = g_signal_new ("checklist", RW_TYPE_TICKET_VIEW, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "ticket.split", "s", split_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwticketview");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, back_shortcut_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, back_shortcut_cb, NULL);
}

static GtkWidget *
create_drop_down (RwTicketView     *self,
                  GtkWidget        *side,
                  const char       *heading,
                  const RwEnumInfo *info,
                  GCallback         callback)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *drop_down, *label = new_label (heading, "caption");

  for (guint i = 0; info != NULL && i < info->n_values; i++)
    gtk_string_list_append (names, rw_enum_label (info, (int) i));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  g_signal_connect_swapped (drop_down, "notify::selected", callback, self);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_set_margin_top (label, 4);
  gtk_box_append (GTK_BOX (side), label);
  gtk_box_append (GTK_BOX (side), drop_down);
  return drop_down;
}

static GtkWidget *
create_side (RwTicketView *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_margin_start (side, 16);
  gtk_widget_set_margin_end (side, 16);
  gtk_widget_set_margin_top (side, 12);
  gtk_widget_set_margin_bottom (side, 12);
  self->status = create_drop_down (self, side, _("Status"), &rw_enum_ticket_status, G_CALLBACK (status_cb));
  self->priority = create_drop_down (self, side, _("Priority"), &rw_enum_priority, G_CALLBACK (priority_cb));
  self->assignee = create_drop_down (self, side, _("Assignee"), NULL, G_CALLBACK (assignee_cb));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->assignee), TRUE);
  gtk_drop_down_set_search_match_mode (GTK_DROP_DOWN (self->assignee), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  self->take = gtk_button_new_with_mnemonic (_("Assign to _Me"));
  gtk_widget_add_css_class (self->take, "flat");
  g_signal_connect_swapped (self->take, "clicked", G_CALLBACK (take_cb), self);
  gtk_box_append (GTK_BOX (side), self->take);

  self->clocks = rw_ticket_clocks_box_new ();
  gtk_widget_set_margin_top (self->clocks, 12);
  gtk_box_append (GTK_BOX (side), self->clocks);
  self->measures = gtk_button_new_with_mnemonic (_ ("Se_curity Measures"));
  gtk_widget_add_css_class (self->measures, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->measures), "win.measures");
  gtk_box_append (GTK_BOX (side), self->measures);
  self->subject = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_margin_top (self->subject, 16);
  gtk_box_append (GTK_BOX (side), self->subject);
  self->known = rw_ticket_known_box_new ();
  gtk_widget_set_margin_top (self->known, 12);
  g_signal_connect_swapped (self->known, "link", G_CALLBACK (known_cb), self);
  g_signal_connect_swapped (self->known, "copy", G_CALLBACK (workaround_cb), self);
  gtk_box_append (GTK_BOX (side), self->known);
  self->checklists = rw_ticket_checklists_new ();
  gtk_widget_set_margin_top (self->checklists, 12);
  g_signal_connect_swapped (self->checklists, "submit", G_CALLBACK (submit_cb), self);
  g_signal_connect_swapped (self->checklists, "add", G_CALLBACK (checklist_cb), self);
  gtk_box_append (GTK_BOX (side), self->checklists);
  self->links = rw_links_box_new ("tickets.link");
  gtk_widget_set_margin_top (self->links, 10);
  g_signal_connect_swapped (self->links, "open", G_CALLBACK (impact_open_cb), self);
  g_signal_connect_swapped (self->links, "unlink", G_CALLBACK (unlink_cb), self);
  g_signal_connect_swapped (self->links, "link", G_CALLBACK (new_link_cb), self);
  gtk_box_append (GTK_BOX (side), self->links);
  self->impact = rw_ticket_impact_box_new ();
  gtk_widget_set_margin_top (self->impact, 16);
  g_signal_connect_swapped (self->impact, "open", G_CALLBACK (impact_open_cb), self);
  gtk_box_append (GTK_BOX (side), self->impact);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), side);
  gtk_widget_set_size_request (scroller, 264, -1);
  /* The labels inside want all there is; the side does not. */
  gtk_widget_set_hexpand (scroller, FALSE);
  return scroller;
}

static GtkWidget *
create_main (RwTicketView *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *clamp = adw_clamp_new (), *foot = adw_clamp_new ();

  gtk_widget_set_margin_start (head, 12);
  gtk_widget_set_margin_end (head, 12);
  gtk_widget_set_margin_top (head, 10);
  gtk_widget_set_margin_bottom (head, 6);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_add_css_class (self->back, "flat");
  gtk_widget_set_valign (self->back, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->back, _("Back to the tickets (Escape)"));
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  self->number = new_label (NULL, "caption");
  gtk_widget_add_css_class (self->number, "dimmed");
  gtk_widget_add_css_class (self->number, "numeric");
  self->major = new_label (NULL, "caption-heading");
  gtk_widget_add_css_class (self->major, rw_status_css_class (RW_STATUS_BAD));
  gtk_box_append (GTK_BOX (line), self->number);
  gtk_box_append (GTK_BOX (line), self->major);
  self->title = new_label (NULL, "title-3");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->title), TRUE);
  gtk_box_append (GTK_BOX (titles), line);
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), titles);
  gtk_box_append (GTK_BOX (column), head);
  self->merged = adw_banner_new ("");
  adw_banner_set_use_markup (ADW_BANNER (self->merged), FALSE);
  adw_banner_set_button_label (ADW_BANNER (self->merged), _ ("_Go There"));
  g_signal_connect_swapped (self->merged, "button-clicked", G_CALLBACK (merged_cb), self);
  gtk_box_append (GTK_BOX (column), self->merged);

  gtk_widget_set_margin_start (content, 16);
  gtk_widget_set_margin_end (content, 16);
  gtk_widget_set_margin_top (content, 6);
  gtk_widget_set_margin_bottom (content, 12);
  self->description = new_label (NULL, NULL);
  gtk_label_set_wrap (GTK_LABEL (self->description), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->description), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->description), TRUE);
  gtk_widget_set_margin_start (self->description, 14);
  gtk_widget_set_margin_end (self->description, 14);
  gtk_widget_set_margin_bottom (self->description, 6);
  gtk_box_append (GTK_BOX (content), self->description);
  self->files = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_margin_start (self->files, 14);
  gtk_box_append (GTK_BOX (content), self->files);
  self->earlier = new_label (NULL, "caption");
  gtk_widget_add_css_class (self->earlier, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (self->earlier), 0.5f);
  gtk_box_append (GTK_BOX (content), self->earlier);
  self->timeline = rw_ticket_timeline_new ();
  g_signal_connect_swapped (self->timeline, "open", G_CALLBACK (impact_open_cb), self);
  gtk_box_append (GTK_BOX (content), self->timeline);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "value-changed",
                            G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "changed",
                            G_CALLBACK (resized_cb), self);
  gtk_box_append (GTK_BOX (column), self->scroller);

  self->composer = rw_ticket_composer_new ();
  g_signal_connect_swapped (self->composer, "send", G_CALLBACK (send_cb), self);
  g_signal_connect_swapped (self->composer, "macro", G_CALLBACK (macro_cb), self);
  gtk_widget_set_margin_start (self->composer, 16);
  gtk_widget_set_margin_end (self->composer, 16);
  gtk_widget_set_margin_top (self->composer, 4);
  gtk_widget_set_margin_bottom (self->composer, 14);
  adw_clamp_set_maximum_size (ADW_CLAMP (foot), 860);
  self->presence = rw_ticket_presence_new (GTK_BOX (line), RW_TICKET_COMPOSER (self->composer));
  gtk_box_append (GTK_BOX (column), self->presence);
  adw_clamp_set_child (ADW_CLAMP (foot), self->composer);
  gtk_box_append (GTK_BOX (column), foot);
  gtk_widget_set_hexpand (column, TRUE);
  return column;
}

static void
rw_ticket_view_init (RwTicketView *self)
{
  load_style ();
  self->updating = TRUE;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), create_main (self));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (self->box), create_side (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->updating = FALSE;
}

GtkWidget *
rw_ticket_view_new (void)
{
  return g_object_new (RW_TYPE_TICKET_VIEW, NULL);
}

static void
update_assignee (RwTicketView *self)
{
  guint selected = 0;

  if (self->row == NULL)
    return;
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    if (rw_id_equal (&((RwChoice *) g_ptr_array_index (self->people, i))->id, &self->row->assignee))
      selected = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->assignee), selected);
  gtk_widget_set_visible (self->measures, self->row->type == RW_TICKET_TYPE_SECURITY);
  gtk_widget_set_visible (self->take, self->may_edit && !rw_id_is_nil (&self->me) &&
                                        !rw_id_equal (&self->row->assignee, &self->me));
}

/**
 * rw_ticket_view_set_people:
 * @people: (element-type RwChoice): whom a ticket may be given to
 */
void
rw_ticket_view_set_people (RwTicketView *self,
                           GPtrArray    *people)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (RW_IS_TICKET_VIEW (self));
  self->updating = TRUE;
  g_ptr_array_ref (people);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = people;
  gtk_string_list_append (names, _("Nobody"));
  for (guint i = 0; i < people->len; i++)
    gtk_string_list_append (names, ((RwChoice *) g_ptr_array_index (people, i))->name);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->assignee), G_LIST_MODEL (names));
  update_assignee (self);
  self->updating = FALSE;
}

/**
 * rw_ticket_view_set_me:
 * @me: (nullable): the person at the console
 * @may_edit: whether they may change tickets
 */
void
rw_ticket_view_set_me (RwTicketView *self,
                       const RwId   *me,
                       gboolean      may_edit)
{
  g_return_if_fail (RW_IS_TICKET_VIEW (self));
  self->me = me != NULL ? *me : RW_ID_NIL;
  self->may_edit = may_edit;
  gtk_widget_set_sensitive (self->status, may_edit);
  gtk_widget_set_sensitive (self->priority, may_edit);
  gtk_widget_set_sensitive (self->assignee, may_edit);
  gtk_widget_set_visible (self->composer, may_edit);
  rw_ticket_checklists_set_me (RW_TICKET_CHECKLISTS (self->checklists), me, may_edit);
}

/* What was merged is read here and gone on with there. */
static void
update_merged (RwTicketView       *self,
               const RwTicketDesk *desk)
{
  const RwTicketLink *into = desk->merged_into;

  if (into != NULL)
    {
      const char *number = into->number != NULL ? into->number : "",
                 *title = into->title != NULL ? into->title : "";
      g_autofree char *text = g_strdup_printf (_ ("Merged into %s %s"), number, title);

      self->merged_into = into->other;
      adw_banner_set_title (ADW_BANNER (self->merged), text);
    }
  adw_banner_set_revealed (ADW_BANNER (self->merged), into != NULL);
  gtk_widget_set_visible (self->composer, self->may_edit && into == NULL);
  gtk_widget_set_sensitive (self->status, self->may_edit && into == NULL);
}

/**
 * rw_ticket_view_show:
 * @detail: the ticket; nothing of it is kept
 */
void
rw_ticket_view_show (RwTicketView         *self,
                     const RwTicketDetail *detail,
                     gint64                now)
{
  const char *description = rw_record_get_text (detail->ticket, RW_TICKET_DESCRIPTION);
  gboolean same = self->row != NULL && rw_id_equal (&self->row->id, &detail->row->id);
  guint first = detail->messages->len > MOST_MESSAGES ? detail->messages->len - MOST_MESSAGES : 0;
  g_autofree char *number = rw_ticket_text_number (detail->row);
  g_autofree char *line = NULL;
  const RwTicketRow *row;
  GtkWidget *files;

  g_return_if_fail (RW_IS_TICKET_VIEW (self));
  self->updating = TRUE;
  g_clear_pointer (&self->row, rw_ticket_row_free);
  row = self->row = rw_ticket_row_copy (detail->row);
  g_set_object (&self->ticket, detail->ticket);
  g_clear_pointer (&self->past, rw_ticket_past_free);
  self->past = rw_ticket_past_copy (detail->past);

  line = g_strdup_printf ("%s · %s", number, rw_enum_label (&rw_enum_ticket_type, row->type));
  gtk_label_set_label (GTK_LABEL (self->number), line);
  line = (g_free (line), g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_BAD), _("Major incident")));
  gtk_label_set_label (GTK_LABEL (self->major), line);
  gtk_widget_set_visible (self->major, row->major);
  gtk_label_set_label (GTK_LABEL (self->title), row->title);
  gtk_label_set_label (GTK_LABEL (self->description), description != NULL ? description : "");
  gtk_widget_set_visible (self->description, description != NULL && *description != '\0');

  clear_box (self->files);
  files = rw_ticket_files_row_new (detail->files, NULL, self->session);
  if (files != NULL)
    gtk_box_append (GTK_BOX (self->files), files);
  rw_ticket_timeline_show (RW_TICKET_TIMELINE (self->timeline), detail, first, self->session, now);
  if (first > 0)
    {
      g_autofree char *earlier = g_strdup_printf (ngettext ("%u earlier message is not shown", "%u earlier messages are not shown",
                                                            first), first);

      gtk_label_set_label (GTK_LABEL (self->earlier), earlier);
    }
  else
    gtk_label_set_label (GTK_LABEL (self->earlier), _("Nothing was written yet"));
  gtk_widget_set_visible (self->earlier, first > 0 || detail->messages->len == 0);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), row->status);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->priority), row->priority);
  update_assignee (self);
  rw_ticket_clocks_box_show (RW_TICKET_CLOCKS_BOX (self->clocks), self->row, self->ticket,
                             self->past, now);
  clear_box (self->subject);
  add_link (self, _("Customer"), row->customer_name, RW_KIND_CUSTOMER, &row->customer);
  add_link (self, _("Business service"), row->service_name, RW_KIND_SERVICE, &row->service);
  add_link (self, _("Configuration item"), row->ci_name, row->ci_kind, &row->ci);

  update_merged (self, detail->desk);
  rw_ticket_known_box_show (RW_TICKET_KNOWN_BOX (self->known), detail->desk->known, NULL, NULL);
  rw_ticket_checklists_show (RW_TICKET_CHECKLISTS (self->checklists), detail->desk->checklists);
  rw_links_box_show (RW_LINKS_BOX (self->links), detail->desk->links, self->may_edit);
  rw_ticket_impact_box_show (RW_TICKET_IMPACT_BOX (self->impact), detail->impact, now);
  rw_ticket_composer_set_ticket (RW_TICKET_COMPOSER (self->composer), &row->id);
  rw_ticket_presence_set_ticket (RW_TICKET_PRESENCE (self->presence), &row->id);
  rw_ticket_composer_set_addressees (RW_TICKET_COMPOSER (self->composer),
                                     detail->desk->first_contact.name, detail->desk->reporter.name);
  if (!same)
    self->at_end = TRUE;
  self->updating = FALSE;
}

/**
 * rw_ticket_view_refresh:
 *
 * Shows the due times as they are now. Also puts back what a person chose and then thought better of.
 */
void
rw_ticket_view_refresh (RwTicketView *self,
                        gint64        now)
{
  g_return_if_fail (RW_IS_TICKET_VIEW (self));
  if (self->row == NULL)
    return;
  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), self->row->status);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->priority), self->row->priority);
  update_assignee (self);
  rw_ticket_clocks_box_show (RW_TICKET_CLOCKS_BOX (self->clocks), self->row, self->ticket,
                             self->past, now);
  self->updating = FALSE;
}

/**
 * rw_ticket_view_set_session:
 * @session: keeps what is written and not sent
 */
void
rw_ticket_view_set_session (RwTicketView *self,
                            RwSession    *session)
{
  g_return_if_fail (RW_IS_TICKET_VIEW (self));
  g_set_weak_pointer (&self->session, session);
  rw_ticket_composer_set_session (RW_TICKET_COMPOSER (self->composer), session);
  rw_ticket_presence_set_session (RW_TICKET_PRESENCE (self->presence), session);
}

/**
 * rw_ticket_view_get_composer:
 *
 * Returns: (transfer none): where messages to the ticket are written
 */
RwTicketComposer *
rw_ticket_view_get_composer (RwTicketView *self)
{
  g_return_val_if_fail (RW_IS_TICKET_VIEW (self), NULL);
  return RW_TICKET_COMPOSER (self->composer);
}

/**
 * rw_ticket_view_get_known:
 *
 * Returns: (transfer none): what is offered as the cause
 */
RwTicketKnownBox *
rw_ticket_view_get_known (RwTicketView *self)
{
  g_return_val_if_fail (RW_IS_TICKET_VIEW (self), NULL);
  return RW_TICKET_KNOWN_BOX (self->known);
}
