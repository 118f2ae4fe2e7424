/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-chip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-status.h"

#define TEXT_SCALE 0.85
#define EDGE       8 /* from the text to the outer edge: the padding and the border on the left */

/* A month shows some two hundred of them: a chip paints its few lines itself rather than being made of labels. */
struct _RwCalendarChip
{
  GtkWidget parent_instance;

  RwCalendarEntry *entry;
  GTimeZone *zone;
  char *title;
  char *lane;
  double length;
  gboolean compact;
  gboolean begins;
  gboolean ends;
};

G_DEFINE_FINAL_TYPE (RwCalendarChip, rw_calendar_chip, GTK_TYPE_WIDGET)

static const char css[] =
  "calendarchip { --chip-color: var(--accent-color); border-radius: 5px; padding: 1px 5px 1px 7px;"
  "  background: color-mix(in srgb, var(--chip-color) 10%, var(--view-bg-color)); color: var(--view-fg-color);"
  "  border: 1px solid color-mix(in srgb, var(--chip-color) 45%, transparent); }"
  "calendarchip.tentative { --chip-color: var(--rw-unknown-color); }"
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
  "button.rw-more { padding: 0 6px; min-height: 18px; font-size: 0.82em; font-weight: normal; }"
  "button.rw-more.tall { background: color-mix(in srgb, currentColor 8%, var(--view-bg-color)); border-radius: 5px; }";

static const char *const tone_classes[] = { "tentative", "firm", "urgent", "running", "done" };

static int
line_height (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);
  return (int) (height * TEXT_SCALE / PANGO_SCALE + 0.999);
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
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? line_height (widget) : 0;
}

/* Returns how many pixels it took: two lines if they fit, or one, or none. */
static int
paint_line (GtkWidget     *widget,
            GtkSnapshot   *snapshot,
            const char    *text,
            int            y,
            gboolean       one_line,
            gboolean       bold,
            const GdkRGBA *color)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  int used;

  if (text == NULL || *text == '\0' || width <= 0 ||
      (y > 0 && y + line_height (widget) > height + 2))
    return 0;
  layout = gtk_widget_create_pango_layout (widget, text);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (TEXT_SCALE));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, one_line ? -1 : -2);
  pango_layout_get_pixel_size (layout, NULL, &used);
  if (!one_line && y + used > height + 2)
    {
      pango_layout_set_height (layout, -1);
      pango_layout_get_pixel_size (layout, NULL, &used);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return used;
}

/* The edge says what sort of change it is; of what is not certain it is broken. A border of its own width and
 * colour, or a dashed one, would take longer to paint than everything else in a month. */
static void
paint_edge (RwCalendarChip *self,
            GtkSnapshot    *snapshot)
{
  static const RwStatus status[] = { RW_STATUS_UNKNOWN, RW_STATUS_PLANNED, RW_STATUS_ATTENTION, RW_STATUS_GOOD,
                                     RW_STATUS_UNKNOWN };
  int height = gtk_widget_get_height (GTK_WIDGET (self)) + 1;
  gboolean broken = self->entry->tone == RW_CALENDAR_TENTATIVE;
  int step = broken ? 6 : height + 1, length = broken ? 3 : height + 1;
  GdkRGBA color;

  rw_status_get_current (status[self->entry->tone], &color);
  for (int y = -1; y < height; y += step)
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (1 - EDGE, (float) y, 3, (float) MIN (length, height - y)));
}

static void
rw_calendar_chip_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RwCalendarChip *self = RW_CALENDAR_CHIP (widget);
  GdkRGBA ink, bad;
  int y;

  if (self->entry == NULL)
    return;
  gtk_widget_get_color (widget, &ink);
  paint_edge (self, snapshot);
  y = paint_line (widget, snapshot, self->title, 0, self->compact, !self->compact, &ink);
  if (self->length > 0)
    {
      GdkRGBA line = ink;

      line.alpha *= 0.55f;
      gtk_snapshot_append_color (snapshot, &line,
                                 &GRAPHENE_RECT_INIT (-EDGE, (float) gtk_widget_get_height (widget) - 1, (float) self->length, 2));
    }
  if (self->compact)
    return;
  if (self->entry->note != NULL)
    {
      g_autofree char *note = g_strdup_printf ("▲ %s", self->entry->note);

      rw_status_get_current (RW_STATUS_BAD, &bad);
      y += paint_line (widget, snapshot, note, y, FALSE, TRUE, &bad);
    }
  ink.alpha *= 0.8f;
  paint_line (widget, snapshot, self->entry->detail, y, FALSE, FALSE, &ink);
}

static gboolean
rw_calendar_chip_query_tooltip (GtkWidget  *widget,
                                int         x,
                                int         y,
                                gboolean    keyboard,
                                GtkTooltip *tooltip)
{
  RwCalendarChip *self = RW_CALENDAR_CHIP (widget);
  g_autofree char *spoken = NULL;

  if (self->entry == NULL)
    return FALSE;
  spoken = rw_calendar_entry_speak (self->entry, self->zone);
  gtk_tooltip_set_text (tooltip, spoken);
  return TRUE;
}

static void
rw_calendar_chip_dispose (GObject *object)
{
  RwCalendarChip *self = RW_CALENDAR_CHIP (object);

  g_clear_pointer (&self->entry, rw_calendar_entry_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->lane, g_free);
  G_OBJECT_CLASS (rw_calendar_chip_parent_class)->dispose (object);
}

static void
rw_calendar_chip_class_init (RwCalendarChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  G_OBJECT_CLASS (klass)->dispose = rw_calendar_chip_dispose;
  widget_class->measure = rw_calendar_chip_measure;
  widget_class->snapshot = rw_calendar_chip_snapshot;
  widget_class->query_tooltip = rw_calendar_chip_query_tooltip;
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
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
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

static void
speak (RwCalendarChip *self)
{
  g_autofree char *entry = rw_calendar_entry_speak (self->entry, self->zone);
  g_autofree char *spoken = self->lane != NULL ? g_strdup_printf ("%s: %s", self->lane, entry) : g_steal_pointer (&entry);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
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
  g_autofree char *marked =
    g_strdup_printf ("%s%s", compact && entry->note != NULL ? "▲ " : "", first_line);
  gboolean same = entry == self->entry && zone == self->zone;

  if (g_set_str (&self->title, marked) || compact != self->compact)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->compact = compact;
  /* Called in every layout: an entry does not change once it is shown. */
  if (same)
    return;
  g_rc_box_acquire (entry);
  g_time_zone_ref (zone);
  g_clear_pointer (&self->entry, rw_calendar_entry_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->entry = entry;
  self->zone = zone;
  /* All at once: each class by itself has its style looked up again. */
  gtk_widget_set_css_classes (GTK_WIDGET (self),
                              (const char *[]) { tone_classes[entry->tone],
                                                 entry->note != NULL ? "conflict" : NULL, NULL });
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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

/**
 * rw_calendar_chip_set_part:
 * @begins: its first edge is the start of the entry, not midnight
 * @ends: its last edge is the end of the entry
 */
void
rw_calendar_chip_set_part (RwCalendarChip *self,
                           gboolean        begins,
                           gboolean        ends)
{
  self->begins = begins;
  self->ends = ends;
}

/**
 * rw_calendar_chip_get_part:
 * @begins: (out): see rw_calendar_chip_set_part()
 * @ends: (out): the same
 */
void
rw_calendar_chip_get_part (RwCalendarChip *self,
                           gboolean       *begins,
                           gboolean       *ends)
{
  *begins = self->begins;
  *ends = self->ends;
}

/**
 * rw_calendar_chip_set_lane:
 * @lane: name of the row it is in, said before it
 * @length: how many pixels its time is long, where the chip is longer so that it can be read
 */
void
rw_calendar_chip_set_lane (RwCalendarChip *self,
                           const char     *lane,
                           double          length)
{
  if (self->length != length)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->length = length;
  if (g_set_str (&self->lane, lane))
    speak (self);
}
