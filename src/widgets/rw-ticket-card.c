/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-card.h"

#include <glib/gi18n.h>

#include "rw-presence-mark.h"

typedef struct
{
  GtkWidget *box;
  GtkWidget *symbol;
  GtkWidget *label;
  const char *css_class;
} Chip;

struct _RwTicketCard
{
  GtkWidget parent_instance;

  GtkWidget *stripe;
  GtkWidget *content;
  GtkWidget *number;
  GtkWidget *priority;
  GtkWidget *major;
  GtkWidget *presence;
  GtkWidget *assignee;
  GtkWidget *check;
  gboolean marking; /* not the person */
  GtkWidget *title;
  GtkWidget *subject;
  GtkWidget *chips;
  Chip due;
  Chip update;
  const char *priority_class;
};

enum
{
  SIGNAL_MARK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwTicketCard, rw_ticket_card, GTK_TYPE_WIDGET)

static const char style[] =
  "rwticketcard { padding: 7px 8px 8px 6px; border-radius: 8px; }\n"
  "rwticketcard > box.stripe { min-width: 4px; border-radius: 2px; background: currentColor; margin-right: 7px; }\n"
  "rwticketcard label.title { font-weight: 500; }\n"
  "rwticketcard checkbutton { min-height: 0; padding: 0; margin: -2px 0; opacity: 0; }\n"
  "rwticketcard checkbutton > check { min-width: 12px; min-height: 12px; -gtk-icon-size: 12px; }\n"
  "rwticketcard:hover checkbutton, rwticketcard.marked checkbutton { opacity: 1; }\n"
  "rwticketcard:hover label.assignee, rwticketcard.marked label.assignee { margin-right: 22px; }\n"
  "rwticketcard.marked { background: color-mix(in srgb, var(--accent-bg-color) 16%, var(--card-bg-color)); }\n"
  "rwticketcard .chip { border-radius: 999px; padding: 1px 6px; font-size: 0.8em; font-weight: 600;"
  " background: color-mix(in srgb, currentColor 10%, transparent); }\n"
  "rwticketcard .chip.quiet { font-weight: normal; }\n"
  "rwticketcard .major { border-radius: 4px; padding: 1px 6px; margin-bottom: 3px; font-size: 0.78em;"
  " font-weight: bold; letter-spacing: 0.5px; color: var(--window-bg-color); background: var(--rw-bad-color); }\n";

#define CHIP_GAP    6
#define SYMBOL_GAP  3

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

static void
switch_class (GtkWidget   *widget,
              const char **current,
              const char  *wanted)
{
  if (*current == wanted)
    return;
  if (*current != NULL)
    gtk_widget_remove_css_class (widget, *current);
  if (wanted != NULL)
    gtk_widget_add_css_class (widget, wanted);
  *current = wanted;
}

/* Both chips in full where there is room; else only the sign of the second one; else the first alone. */
static void
chips_measure (GtkWidget      *widget,
               GtkOrientation  orientation,
               int             for_size,
               int            *minimum,
               int            *natural,
               int            *minimum_baseline,
               int            *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
      else
        {
          *minimum += child_minimum + (*minimum > 0 ? CHIP_GAP : 0);
          *natural += child_natural + (*natural > 0 ? CHIP_GAP : 0);
        }
    }
}

static void
chips_allocate (GtkWidget *widget,
                int        width,
                int        height,
                int        baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = gtk_widget_get_last_child (widget);
  int first_width = 0, second_width = 0, least = 0;

  if (gtk_widget_should_layout (first))
    gtk_widget_measure (first, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &first_width, NULL, NULL);
  if (gtk_widget_should_layout (second))
    {
      GtkWidget *label = gtk_widget_get_last_child (second);
      int gap = first_width > 0 ? CHIP_GAP : 0;

      int label_least;

      gtk_widget_measure (second, GTK_ORIENTATION_HORIZONTAL, -1, &least, &second_width, NULL, NULL);
      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &label_least, NULL, NULL, NULL);
      gtk_widget_set_child_visible (label, first_width + gap + second_width <= width);
      if (first_width + gap + second_width > width)
        second_width = least - label_least - SYMBOL_GAP;
      gtk_widget_set_child_visible (second, first_width + gap + second_width <= width);
      gtk_widget_size_allocate (second, &(GtkAllocation) { first_width + gap, 0, second_width, height }, -1);
    }
  if (gtk_widget_should_layout (first))
    gtk_widget_size_allocate (first, &(GtkAllocation) { 0, 0, MIN (first_width, width), height }, -1);
}

/* @icon_name: (nullable): a sign that is always the same; the status has its symbol otherwise. */
static void
chip_init (Chip       *chip,
           GtkWidget  *parent,
           const char *icon_name)
{
  chip->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SYMBOL_GAP);
  gtk_widget_add_css_class (chip->box, "chip");
  gtk_widget_add_css_class (chip->box, "numeric");
  if (icon_name != NULL)
    {
      chip->symbol = gtk_image_new_from_icon_name (icon_name);
      gtk_image_set_pixel_size (GTK_IMAGE (chip->symbol), 12);
    }
  else
    chip->symbol = gtk_label_new (NULL);
  chip->label = gtk_label_new (NULL);
  /* A chip never wraps: it is cut, and the tooltip says the rest. */
  gtk_label_set_ellipsize (GTK_LABEL (chip->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (chip->label), TRUE);
  gtk_box_append (GTK_BOX (chip->box), chip->symbol);
  gtk_box_append (GTK_BOX (chip->box), chip->label);
  gtk_box_append (GTK_BOX (parent), chip->box);
}

/* GTK asks where the pointer is at each tooltip, which for a board of cards is not for nothing. */
static void
set_tooltip (GtkWidget  *widget,
             const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

static void
chip_set (Chip                   *chip,
          const RwTicketCardChip *info)
{
  gboolean quiet = info->status == RW_STATUS_UNKNOWN;

  gtk_widget_set_visible (chip->box, info->text != NULL);
  if (info->text == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (chip->label), info->text);
  if (GTK_IS_LABEL (chip->symbol))
    {
      gtk_label_set_label (GTK_LABEL (chip->symbol), rw_status_symbol (info->status));
      gtk_widget_set_visible (chip->symbol, !quiet);
    }
  switch_class (chip->box, &chip->css_class, rw_status_css_class (info->status));
  if (quiet)
    gtk_widget_add_css_class (chip->box, "quiet");
  else
    gtk_widget_remove_css_class (chip->box, "quiet");
  set_tooltip (chip->box, info->tooltip);
}

static void
check_toggled_cb (RwTicketCard *self)
{
  if (!self->marking)
    g_signal_emit (self, signals[SIGNAL_MARK], 0,
                   gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check)));
}

static void
rw_ticket_card_dispose (GObject *object)
{
  RwTicketCard *self = RW_TICKET_CARD (object);

  g_clear_pointer (&self->stripe, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_ticket_card_parent_class)->dispose (object);
}

static void
rw_ticket_card_class_init (RwTicketCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_ticket_card_dispose;
  signals[SIGNAL_MARK] = g_signal_new ("mark", RW_TYPE_TICKET_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwticketcard");
  /* The list item around it carries the sentence; what is inside would only repeat it. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
rw_ticket_card_init (RwTicketCard *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *corner = gtk_overlay_new ();

  load_style ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->stripe = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->stripe, "stripe");
  gtk_widget_set_parent (self->stripe, GTK_WIDGET (self));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (self->content, TRUE);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));

  self->number = new_label ("caption");
  gtk_widget_add_css_class (self->number, "numeric");
  gtk_widget_add_css_class (self->number, "dimmed");
  self->priority = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->priority, "caption-heading");
  self->major = gtk_label_new (C_ ("on a card", "MAJOR INCIDENT"));
  gtk_label_set_ellipsize (GTK_LABEL (self->major), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->major, "major");
  gtk_box_append (GTK_BOX (self->content), self->major);
  self->assignee = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->assignee, "caption");
  gtk_widget_add_css_class (self->assignee, "dimmed");
  gtk_widget_add_css_class (self->assignee, "assignee");
  gtk_widget_set_halign (self->assignee, GTK_ALIGN_END);
  gtk_widget_set_hexpand (corner, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (corner), self->assignee);
  /* For the pointer alone: there is a key for it. */
  self->check = gtk_check_button_new ();
  gtk_widget_set_focusable (self->check, FALSE);
  gtk_widget_set_focus_on_click (self->check, FALSE);
  gtk_widget_set_halign (self->check, GTK_ALIGN_END);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->check, FALSE);
  gtk_widget_set_tooltip_text (self->check, C_ ("ticket", "Mark"));
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (check_toggled_cb), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (corner), self->check);
  gtk_box_append (GTK_BOX (top), self->number);
  gtk_box_append (GTK_BOX (top), self->priority);
  self->presence = rw_presence_mark_new ();
  gtk_box_append (GTK_BOX (top), self->presence);
  gtk_box_append (GTK_BOX (top), corner);
  gtk_box_append (GTK_BOX (self->content), top);

  self->title = new_label ("title");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  gtk_box_append (GTK_BOX (self->content), self->title);

  self->subject = new_label ("caption");
  gtk_widget_add_css_class (self->subject, "dimmed");
  gtk_box_append (GTK_BOX (self->content), self->subject);

  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_layout_manager (self->chips, gtk_custom_layout_new (NULL, chips_measure, chips_allocate));
  gtk_widget_set_margin_top (self->chips, 3);
  chip_init (&self->due, self->chips, NULL);
  chip_init (&self->update, self->chips, "mail-unread-symbolic");
  gtk_box_append (GTK_BOX (self->content), self->chips);
}

GtkWidget *
rw_ticket_card_new (void)
{
  return g_object_new (RW_TYPE_TICKET_CARD, NULL);
}

/**
 * rw_ticket_card_set:
 * @info: what to show; nothing of it is kept
 */
void
rw_ticket_card_set (RwTicketCard           *self,
                    const RwTicketCardInfo *info)
{
  RwStatus urgency;
  g_autofree char *initials = NULL;
  g_autofree char *subject = NULL;

  g_return_if_fail (RW_IS_TICKET_CARD (self) && info != NULL);
  urgency = rw_priority_status (info->priority);
  gtk_label_set_label (GTK_LABEL (self->number), info->number);
  gtk_label_set_label (GTK_LABEL (self->priority), rw_enum_label (&rw_enum_priority, info->priority));
  switch_class (self->stripe, &self->priority_class, rw_status_css_class (urgency));
  gtk_widget_remove_css_class (self->priority, rw_status_css_class (RW_STATUS_BAD));
  gtk_widget_remove_css_class (self->priority, "dimmed");
  gtk_widget_add_css_class (self->priority, info->priority == RW_PRIORITY_P1 ? rw_status_css_class (RW_STATUS_BAD) : "dimmed");
  gtk_widget_set_visible (self->major, info->major);

  initials = rw_initials (info->assignee);
  gtk_label_set_label (GTK_LABEL (self->assignee), *initials != '\0' ? initials : "—");
  set_tooltip (self->assignee, info->assignee != NULL ? info->assignee : _ ("Not assigned"));

  rw_presence_mark_set (RW_PRESENCE_MARK (self->presence), info->present, info->present_writes,
                        info->present_text);

  gtk_label_set_label (GTK_LABEL (self->title), info->title);
  set_tooltip (self->title, info->title);
  if (info->customer != NULL && info->ci != NULL)
    subject = g_strdup_printf ("%s · %s", info->customer, info->ci);
  else
    subject = g_strdup (info->customer != NULL ? info->customer : info->ci);
  gtk_label_set_label (GTK_LABEL (self->subject), subject != NULL ? subject : "");
  gtk_widget_set_visible (self->subject, subject != NULL);

  chip_set (&self->due, &info->due);
  chip_set (&self->update, &info->update);
  gtk_widget_set_visible (self->chips, info->due.text != NULL || info->update.text != NULL);
}

/**
 * rw_ticket_card_set_marked:
 * @marked: whether it is one of those that something will be done to together
 *
 * A card for which this was never called cannot be marked.
 */
void
rw_ticket_card_set_marked (RwTicketCard *self,
                           gboolean      marked)
{
  g_return_if_fail (RW_IS_TICKET_CARD (self));
  self->marking = TRUE;
  gtk_widget_set_visible (self->check, TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), marked);
  self->marking = FALSE;
  if (marked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "marked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "marked");
}

/**
 * rw_priority_status:
 *
 * Returns: the status that gives a priority its colour; its text stands beside it
 */
RwStatus
rw_priority_status (RwPriority priority)
{
  switch (priority)
    {
    case RW_PRIORITY_P1:
      return RW_STATUS_BAD;
    case RW_PRIORITY_P2:
      return RW_STATUS_ATTENTION;
    case RW_PRIORITY_P3:
      return RW_STATUS_PLANNED;
    case RW_PRIORITY_P4:
    case RW_PRIORITY_P5:
    case RW_PRIORITY_N_VALUES:
    default:
      return RW_STATUS_UNKNOWN;
    }
}

/**
 * rw_initials:
 * @name: (nullable): a person's name
 *
 * Returns: (transfer full): the first letters of the first and the last word: "TY"; empty for none
 */
char *
rw_initials (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name != NULL ? name : "", " ", -1);
  g_autoptr (GString) initials = g_string_new (NULL);
  const char *first = NULL, *last = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_unichar_isalpha (g_utf8_get_char (words[i])))
      {
        if (first == NULL)
          first = words[i];
        last = words[i];
      }
  if (first != NULL)
    g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (first)));
  if (last != first)
    g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (last)));
  return g_string_free_and_steal (g_steal_pointer (&initials));
}
