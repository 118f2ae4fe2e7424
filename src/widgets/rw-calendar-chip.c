/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-chip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-status.h"

struct _RwCalendarChip
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *note;
  RwCalendarEntry *entry;
};

G_DEFINE_FINAL_TYPE (RwCalendarChip, rw_calendar_chip, GTK_TYPE_WIDGET)

static const char css[] =
  "calendarchip { --chip-color: var(--accent-color); border-radius: 5px; padding: 1px 5px;"
  "  background: color-mix(in srgb, var(--chip-color) 10%, var(--view-bg-color)); color: var(--view-fg-color);"
  "  border: 1px solid color-mix(in srgb, var(--chip-color) 45%, transparent); border-left: 3px solid var(--chip-color); }"
  "calendarchip.tentative { --chip-color: var(--rw-unknown-color); border-style: dashed; border-left-style: solid; }"
  "calendarchip.firm { --chip-color: var(--rw-planned-color); }"
  "calendarchip.urgent { --chip-color: var(--rw-attention-color); }"
  "calendarchip.running { --chip-color: var(--rw-good-color);"
  "  background: color-mix(in srgb, var(--chip-color) 22%, var(--view-bg-color)); }"
  "calendarchip.done { --chip-color: var(--rw-unknown-color); background: var(--view-bg-color); color: var(--rw-unknown-color); }"
  "calendarchip.conflict { border-color: var(--rw-bad-color); }"
  "calendarchip:hover { background: color-mix(in srgb, var(--chip-color) 18%, var(--view-bg-color)); }"
  "calendarchip:focus-visible { outline: 2px solid var(--accent-color); outline-offset: 1px; }"
  "calendarchip.moving { opacity: 0.3; }"
  "calendarchip.selected { border-color: var(--accent-color); }"
  "calendarchip label { font-size: 0.85em; }"
  "calendarchip:not(.compact) .chip-title { font-weight: bold; }"
  "calendarchip .chip-detail { opacity: 0.8; }"
  "button.rw-more { padding: 0 6px; min-height: 18px; font-size: 0.82em; font-weight: normal; }"
  "calendarchip .chip-note { color: var(--rw-bad-color); font-weight: bold; }";

static const char *const tone_classes[] = { "tentative", "firm", "urgent", "running", "done" };

static GtkWidget *
add_label (RwCalendarChip *self,
           const char     *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_widget_set_overflow (label, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

/* A chip is as small as its time is short: lines that do not fit are not shown at all. */
static void
rw_calendar_chip_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_natural;

      gtk_widget_measure (child, orientation, -1, NULL, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL && gtk_widget_get_visible (child))
        *natural += child_natural;
      else
        *natural = MAX (*natural, child_natural);
    }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    gtk_widget_measure (RW_CALENDAR_CHIP (widget)->title, orientation, -1, minimum, NULL, NULL, NULL);
}

static void
rw_calendar_chip_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (child));
      gboolean wanted = text != NULL && *text != '\0';
      int natural, line, least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      least = MAX (least, width);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, least, NULL, &natural, NULL, NULL);
      if (y + natural > height + 2)
        natural = line;
      if (!wanted || (y > 0 && y + natural > height + 2))
        {
          gtk_widget_set_child_visible (child, FALSE);
          continue;
        }
      gtk_widget_set_child_visible (child, TRUE);
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, least, natural }, -1);
      y += natural;
    }
}

static void
rw_calendar_chip_dispose (GObject *object)
{
  RwCalendarChip *self = RW_CALENDAR_CHIP (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->note, gtk_widget_unparent);
  g_clear_pointer (&self->detail, gtk_widget_unparent);
  g_clear_pointer (&self->entry, rw_calendar_entry_unref);
  G_OBJECT_CLASS (rw_calendar_chip_parent_class)->dispose (object);
}

static void
rw_calendar_chip_class_init (RwCalendarChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->dispose = rw_calendar_chip_dispose;
  widget_class->measure = rw_calendar_chip_measure;
  widget_class->size_allocate = rw_calendar_chip_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "calendarchip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  rw_status_install_css ();
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
rw_calendar_chip_init (RwCalendarChip *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->title = add_label (self, "chip-title");
  self->note = add_label (self, "chip-note");
  self->detail = add_label (self, "chip-detail");
}

/**
 * rw_calendar_chip_new:
 *
 * Returns: (transfer floating): a chip without an entry
 */
GtkWidget *
rw_calendar_chip_new (void)
{
  return g_object_new (RW_TYPE_CALENDAR_CHIP, NULL);
}

/**
 * rw_calendar_chip_set_entry:
 * @entry: (transfer none): what to show
 * @zone: whose wall clock
 * @first_line: in bold: the number and the title, or with a time before them
 * @compact: one line only
 */
void
rw_calendar_chip_set_entry (RwCalendarChip  *self,
                            RwCalendarEntry *entry,
                            GTimeZone       *zone,
                            const char      *first_line,
                            gboolean         compact)
{
  g_autofree char *spoken = rw_calendar_entry_speak (entry, zone);
  g_autofree char *note = entry->note != NULL ? g_strdup_printf ("▲ %s", entry->note) : NULL;
  g_autofree char *marked = g_strdup_printf ("%s%s", compact && note != NULL ? "▲ " : "", first_line);
  RwCalendarEntry *old = self->entry;

  self->entry = g_rc_box_acquire (entry);
  g_clear_pointer (&old, rw_calendar_entry_unref);
  for (guint i = 0; i < G_N_ELEMENTS (tone_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), tone_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[entry->tone]);
  if (entry->note != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "conflict");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "conflict");
  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  for (GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (self)); label != NULL; label = gtk_widget_get_next_sibling (label))
    gtk_label_set_wrap (GTK_LABEL (label), !compact);
  gtk_label_set_text (GTK_LABEL (self->title), marked);
  gtk_label_set_text (GTK_LABEL (self->note), compact ? NULL : note);
  gtk_label_set_text (GTK_LABEL (self->detail), compact ? NULL : entry->detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), entry->movable ? "grab" : NULL);
}

/**
 * rw_calendar_chip_get_entry:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
RwCalendarEntry *
rw_calendar_chip_get_entry (RwCalendarChip *self)
{
  g_return_val_if_fail (RW_IS_CALENDAR_CHIP (self), NULL);
  return self->entry;
}
