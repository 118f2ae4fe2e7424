/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-overview-row.h"

#include <glib/gi18n.h>

/*
 * A row draws its texts itself: there are many rows, and with a label for each text, and boxes around them,
 * a start would spend more on the rows than on everything else in the window.
 */

/* In pixels: around the texts, between them, and the height below which no row goes. */
#define BEFORE     10
#define AFTER      14
#define AROUND     6
#define SPACING    10
#define LINES      1
#define LEAST      36
#define LEAST_TEXT 60

/* The size of what is read second: just above 0.88, so that it rounds to the font of 0.88em elsewhere. */
#define SMALL 0.88003

/* How strong the colour of what matters less is. */
#define DIGIT_ALPHA  0.45f
#define REASON_ALPHA 0.72f

typedef enum
{
  PART_DIGIT,
  PART_SYMBOL,
  PART_TITLE,
  PART_REASON,
  PART_DUE,
  N_PARTS,
} Part;

typedef struct
{
  PangoLayout *layout; /* NULL for none */
  int width;           /* with all of its text */
  int height;
  int x;               /* where it is drawn, set by the allocation */
  int y;
} Text;

struct _RwOverviewRow
{
  GtkListBoxRow parent_instance;

  RwKind kind;
  RwId id;
  const char *page;
  RwStatus status;
  gboolean colored;   /* the time has the colour of the state */
  gboolean has_digit; /* or a place for one */
  Text texts[N_PARTS];
  guint serial;       /* of the fonts that the sizes are of */
  char *due_exact;
};

enum
{
  SIGNAL_ACT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];
static PangoAttrList *attributes[N_PARTS];

G_DEFINE_FINAL_TYPE (RwOverviewRow, rw_overview_row, GTK_TYPE_LIST_BOX_ROW)

static void
clicked_cb (RwOverviewRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ACT], 0);
}

static void
set_text (RwOverviewRow *self,
          Part           part,
          const char    *string)
{
  Text *text = &self->texts[part];

  if (string == NULL || *string == '\0')
    {
      if (text->layout == NULL)
        return;
      g_clear_object (&text->layout);
    }
  else if (text->layout == NULL)
    {
      text->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), string);
      pango_layout_set_single_paragraph_mode (text->layout, TRUE);
      pango_layout_set_attributes (text->layout, attributes[part]);
    }
  else if (g_str_equal (pango_layout_get_text (text->layout), string))
    return;
  else
    pango_layout_set_text (text->layout, string, -1);
  self->serial = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static const char *
get_text (RwOverviewRow *self,
          Part           part)
{
  return self->texts[part].layout != NULL ? pango_layout_get_text (self->texts[part].layout) : NULL;
}

/* Texts are shaped once; only what has too little room is shaped again. */
static void
measure_texts (RwOverviewRow *self)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (GTK_WIDGET (self)));

  if (self->serial == serial)
    return;
  self->serial = serial;
  for (int i = 0; i < N_PARTS; i++)
    {
      Text *text = &self->texts[i];

      text->width = text->height = 0;
      if (text->layout == NULL)
        continue;
      pango_layout_set_width (text->layout, -1);
      pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_NONE);
      pango_layout_get_pixel_size (text->layout, &text->width, &text->height);
    }
}

static int
font_size (RwOverviewRow *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  int size = pango_font_description_get_size (font);

  if (!pango_font_description_get_size_is_absolute (font))
    size = (int) (size * pango_cairo_context_get_resolution (context) / 72);
  return PANGO_PIXELS (size);
}

static int
digit_width (RwOverviewRow *self)
{
  return MAX (self->texts[PART_DIGIT].width, font_size (self) * 7 / 10);
}

static int
symbol_width (RwOverviewRow *self)
{
  return MAX (self->texts[PART_SYMBOL].width, font_size (self) * 4 / 3);
}

/* All that stands beside title and reason. */
static int
side_width (RwOverviewRow *self)
{
  GtkWidget *button = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self));
  int width = BEFORE + symbol_width (self) + SPACING + AFTER, natural = 0;

  if (self->has_digit)
    width += digit_width (self) + SPACING;
  if (self->texts[PART_DUE].layout != NULL)
    width += self->texts[PART_DUE].width + SPACING;
  if (button != NULL)
    gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return width + (button != NULL ? natural + SPACING : 0);
}

static GtkSizeRequestMode
rw_overview_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
rw_overview_row_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  RwOverviewRow *self = RW_OVERVIEW_ROW (widget);
  const Text *texts = self->texts;

  measure_texts (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int side = side_width (self), text = MAX (texts[PART_TITLE].width, texts[PART_REASON].width);

      *minimum = side + MIN (text, LEAST_TEXT);
      *natural = side + text;
    }
  else
    {
      GtkWidget *button = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self));
      int height = texts[PART_TITLE].height, least = 0;

      if (texts[PART_REASON].layout != NULL)
        height += LINES + texts[PART_REASON].height;
      for (int i = 0; i < N_PARTS; i++)
        height = MAX (height, texts[i].height);
      if (button != NULL)
        gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
      *minimum = *natural = MAX (MAX (height, least), LEAST) + 2 * AROUND;
    }
}

static void
place (RwOverviewRow *self,
       Part           part,
       int            x,
       int            width)
{
  Text *text = &self->texts[part];
  int drawn = MIN (text->width, width);

  if (text->layout == NULL)
    return;
  pango_layout_set_ellipsize (text->layout, drawn < text->width ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_width (text->layout, drawn < text->width ? drawn * PANGO_SCALE : -1);
  /* From right to left everything stands the other way round. */
  text->x = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
              ? gtk_widget_get_width (GTK_WIDGET (self)) - x - drawn
              : x;
}

static int
middle (int height,
        int of)
{
  return (height - of) / 2;
}

static void
rw_overview_row_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  RwOverviewRow *self = RW_OVERVIEW_ROW (widget);
  GtkWidget *button = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self));
  Text *texts = self->texts;
  int x = BEFORE, end = width - AFTER, block;

  measure_texts (self);
  if (self->has_digit)
    {
      place (self, PART_DIGIT, x, G_MAXINT);
      x += digit_width (self) + SPACING;
    }
  place (self, PART_SYMBOL, x + middle (symbol_width (self), texts[PART_SYMBOL].width), G_MAXINT);
  x += symbol_width (self) + SPACING;
  if (button != NULL)
    {
      int natural, tall;

      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, natural, NULL, &tall, NULL, NULL);
      end -= natural;
      gtk_widget_size_allocate (button,
                                &(GtkAllocation){ gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? AFTER : end,
                                                  middle (height, tall), natural, tall },
                                -1);
      end -= SPACING;
    }
  if (texts[PART_DUE].layout != NULL)
    {
      place (self, PART_DUE, end - texts[PART_DUE].width, G_MAXINT);
      end -= texts[PART_DUE].width + SPACING;
    }
  place (self, PART_TITLE, x, MAX (end - x, 0));
  place (self, PART_REASON, x, MAX (end - x, 0));

  for (int i = 0; i < N_PARTS; i++)
    texts[i].y = middle (height, texts[i].height);
  block = texts[PART_TITLE].height + (texts[PART_REASON].layout != NULL ? LINES + texts[PART_REASON].height : 0);
  texts[PART_TITLE].y = middle (height, block);
  texts[PART_REASON].y = texts[PART_TITLE].y + texts[PART_TITLE].height + LINES;
}

static void
draw (RwOverviewRow *self,
      GtkSnapshot   *snapshot,
      Part           part,
      const GdkRGBA *color,
      float          alpha)
{
  const Text *text = &self->texts[part];
  GdkRGBA faint = *color;

  if (text->layout == NULL)
    return;
  faint.alpha *= alpha;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) text->x, (float) text->y));
  gtk_snapshot_append_layout (snapshot, text->layout, &faint);
  gtk_snapshot_restore (snapshot);
}

static void
rw_overview_row_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  RwOverviewRow *self = RW_OVERVIEW_ROW (widget);
  GdkRGBA color, status;

  gtk_widget_get_color (widget, &color);
  rw_status_get_current (self->status, &status);
  draw (self, snapshot, PART_DIGIT, &color, DIGIT_ALPHA);
  draw (self, snapshot, PART_SYMBOL, &status, 1);
  draw (self, snapshot, PART_TITLE, &color, 1);
  draw (self, snapshot, PART_REASON, &color, REASON_ALPHA);
  draw (self, snapshot, PART_DUE, self->colored ? &status : &color, 1);
  GTK_WIDGET_CLASS (rw_overview_row_parent_class)->snapshot (widget, snapshot);
}

static gboolean
rw_overview_row_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  RwOverviewRow *self = RW_OVERVIEW_ROW (widget);
  const Text *due = &self->texts[PART_DUE];
  const char *title = get_text (self, PART_TITLE), *reason = get_text (self, PART_REASON);
  g_autofree char *text = NULL;

  if (!keyboard && self->due_exact != NULL && due->layout != NULL && x >= due->x && x < due->x + due->width)
    text = g_strdup (self->due_exact);
  else if (title != NULL)
    /* What does not fit can be read here. */
    text = reason != NULL ? g_strdup_printf ("%s\n%s", title, reason) : g_strdup (title);
  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
rw_overview_row_finalize (GObject *object)
{
  RwOverviewRow *self = RW_OVERVIEW_ROW (object);

  for (int i = 0; i < N_PARTS; i++)
    g_clear_object (&self->texts[i].layout);
  g_free (self->due_exact);
  G_OBJECT_CLASS (rw_overview_row_parent_class)->finalize (object);
}

static void
add_attributes (Part        part,
                PangoWeight weight,
                double      scale,
                const char *features)
{
  attributes[part] = pango_attr_list_new ();
  if (weight != PANGO_WEIGHT_NORMAL)
    pango_attr_list_insert (attributes[part], pango_attr_weight_new (weight));
  if (scale < 1)
    pango_attr_list_insert (attributes[part], pango_attr_scale_new (scale));
  if (features != NULL)
    pango_attr_list_insert (attributes[part], pango_attr_font_features_new (features));
}

static void
rw_overview_row_class_init (RwOverviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_overview_row_finalize;
  widget_class->get_request_mode = rw_overview_row_get_request_mode;
  widget_class->measure = rw_overview_row_measure;
  widget_class->size_allocate = rw_overview_row_size_allocate;
  widget_class->snapshot = rw_overview_row_snapshot;
  widget_class->query_tooltip = rw_overview_row_query_tooltip;

  add_attributes (PART_DIGIT, PANGO_WEIGHT_NORMAL, SMALL, "tnum=1");
  add_attributes (PART_SYMBOL, PANGO_WEIGHT_NORMAL, 1, NULL);
  add_attributes (PART_TITLE, PANGO_WEIGHT_SEMIBOLD, 1, NULL);
  add_attributes (PART_REASON, PANGO_WEIGHT_NORMAL, SMALL, NULL);
  add_attributes (PART_DUE, PANGO_WEIGHT_SEMIBOLD, 1, "tnum=1");

  signals[SIGNAL_ACT] = g_signal_new ("act", RW_TYPE_OVERVIEW_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_overview_row_init (RwOverviewRow *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->kind = RW_KIND_NONE;
  self->status = RW_STATUS_UNKNOWN;
  /* The row itself says how large it is, not one child alone. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-line");
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rw_overview_row_new (void)
{
  return g_object_new (RW_TYPE_OVERVIEW_ROW, NULL);
}

/**
 * rw_overview_row_set_line:
 * @line: what to show
 */
void
rw_overview_row_set_line (RwOverviewRow        *self,
                          const RwOverviewLine *line)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RW_IS_OVERVIEW_ROW (self));
  self->kind = line->kind;
  self->id = line->id;
  self->page = line->page;
  self->status = line->status;
  self->colored = !line->plain && (line->status == RW_STATUS_BAD || line->status == RW_STATUS_ATTENTION);
  set_text (self, PART_SYMBOL, rw_status_symbol (line->status));
  set_text (self, PART_TITLE, line->title);
  set_text (self, PART_REASON, line->reason);
  set_text (self, PART_DUE, line->due);
  g_set_str (&self->due_exact, line->due_exact);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  name = g_strdup_printf ("%s: %s. %s. %s", rw_status_label (line->status), line->title, line->reason != NULL ? line->reason : "",
                          line->due != NULL ? line->due : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rw_overview_row_set_digit:
 * @digit: the key that goes there, 1 to 9; 0 for none
 */
void
rw_overview_row_set_digit (RwOverviewRow *self,
                           guint          digit)
{
  char text[2] = { (char) ('0' + digit % 10), '\0' };

  g_return_if_fail (RW_IS_OVERVIEW_ROW (self));
  self->has_digit = TRUE;
  set_text (self, PART_DIGIT, digit > 0 && digit <= 9 ? text : NULL);
  if (digit > 0 && digit <= 9)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS);
}

/**
 * rw_overview_row_set_button:
 * @label: (nullable): what the row's button does; %NULL for no button
 */
void
rw_overview_row_set_button (RwOverviewRow *self,
                            const char    *label)
{
  GtkWidget *button;

  g_return_if_fail (RW_IS_OVERVIEW_ROW (self));
  button = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self));
  if (label == NULL)
    {
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
      return;
    }
  if (button == NULL)
    {
      button = gtk_button_new ();
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "rw-line-button");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), button);
    }
  gtk_button_set_label (GTK_BUTTON (button), label);
}

RwKind
rw_overview_row_get_kind (RwOverviewRow *self)
{
  return self->kind;
}

const RwId *
rw_overview_row_get_id (RwOverviewRow *self)
{
  return &self->id;
}

/**
 * rw_overview_row_get_page:
 *
 * Returns: (transfer none) (nullable): action that goes to the page that shows it best
 */
const char *
rw_overview_row_get_page (RwOverviewRow *self)
{
  return self->page;
}
