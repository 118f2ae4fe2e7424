/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-type.h"

#include <hb.h>
#include <math.h>

/* Glyphs of one font in a line that is set; where they are from its upper left corner, in Pango units. */
typedef struct
{
  PangoFont *font;
  PangoGlyphString *glyphs;
  int x, y;
} Piece;

typedef struct
{
  char *text;
  RwRackText size;
  int width; /* -1: as wide as it is */
  Piece *pieces;
  guint n_pieces;
  int natural;
  int rise; /* from the middle of the capitals up to the top of the line */
} Shaped;

/* What was set in one font and colour since the last flush. */
typedef struct
{
  PangoFont *font;
  GdkRGBA color;
  GArray *glyphs; /* (element-type PangoGlyphInfo) */
  int pen;        /* the widths of its glyphs so far, in Pango units */
  int left, top, right, bottom; /* around all of them, generously, in pixels */
} Batch;

struct _RwRackType
{
  GtkWidget *widget;
  GHashTable *texts; /* (element-type Shaped), keys are the values */
  PangoFontDescription *fonts[RW_RACK_TEXT_N];
  GArray *batches; /* (element-type Batch) */
  int budget;      /* texts that may still be shaped anew in this frame */
  gboolean stale;
};

/* A zoom that crosses a size of type asks for every name in view at once, at some 20 µs each. So many
 * a frame; the rest keeps its old size for a frame more. */
#define SHAPES_PER_FRAME 60

/* More than half of the highest letters, in pixels. */
#define AROUND 16

static const double sizes[RW_RACK_TEXT_N] = { 8.5, 10, 12, 14, 13, 11 };

/* --- Shaping ------------------------------------------------------------------------------------ */

static guint
shaped_hash (gconstpointer data)
{
  const Shaped *shaped = data;

  return g_str_hash (shaped->text) + 31 * shaped->size + 131 * (guint) shaped->width;
}

static gboolean
shaped_equal (gconstpointer a, gconstpointer b)
{
  const Shaped *x = a, *y = b;

  return x->size == y->size && x->width == y->width && g_str_equal (x->text, y->text);
}

static void
shaped_free (gpointer data)
{
  Shaped *shaped = data;

  for (guint i = 0; i < shaped->n_pieces; i++)
    {
      g_object_unref (shaped->pieces[i].font);
      pango_glyph_string_free (shaped->pieces[i].glyphs);
    }
  g_free (shaped->pieces);
  g_free (shaped->text);
  g_free (shaped);
}

static void
make_fonts (RwRackType *type)
{
  PangoContext *context = gtk_widget_get_pango_context (type->widget);

  for (int i = 0; i < RW_RACK_TEXT_N; i++)
    {
      g_clear_pointer (&type->fonts[i], pango_font_description_free);
      type->fonts[i] = pango_font_description_copy (pango_context_get_font_description (context));
      pango_font_description_set_absolute_size (type->fonts[i], sizes[i] * PANGO_SCALE);
      pango_font_description_set_weight (type->fonts[i], i == RW_RACK_TEXT_TITLE
                                                           ? PANGO_WEIGHT_BOLD
                                                           : PANGO_WEIGHT_NORMAL);
    }
}

static void
take_pieces (Shaped *shaped, PangoLayout *layout)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  gsize n;

  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);
      PangoRectangle logical;
      Piece piece;

      if (run == NULL)
        continue;
      pango_layout_iter_get_run_extents (iter, NULL, &logical);
      piece =
        (Piece) { g_object_ref (run->item->analysis.font), pango_glyph_string_copy (run->glyphs),
                  logical.x, pango_layout_iter_get_run_baseline (iter) };
      g_array_append_val (pieces, piece);
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  shaped->pieces = g_array_steal (pieces, &n);
  shaped->n_pieces = (guint) n;
}

static Shaped *
shape (RwRackType *type, const char *text, RwRackText size, int width)
{
  Shaped key = { .text = (char *) text, .size = size, .width = width };
  Shaped *shaped = g_hash_table_lookup (type->texts, &key);
  g_autoptr (PangoLayout) layout = NULL;

  if (shaped != NULL)
    return shaped;
  if (type->budget <= 0 && width < 0 && size <= RW_RACK_TEXT_LARGE)
    for (int other = MAX (0, (int) size - 1); other <= MIN ((int) size + 1, RW_RACK_TEXT_LARGE);
         other++)
      {
        key.size = other;
        shaped = g_hash_table_lookup (type->texts, &key);
        if (shaped == NULL)
          continue;
        type->stale = TRUE;
        return shaped;
      }
  type->budget--;
  /* Far more than any screen shows: a long session must not keep every text it ever drew. */
  if (g_hash_table_size (type->texts) > 20000)
    g_hash_table_remove_all (type->texts);
  layout = pango_layout_new (gtk_widget_get_pango_context (type->widget));
  pango_layout_set_font_description (layout, type->fonts[size]);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  if (width >= 0)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  shaped = g_new0 (Shaped, 1);
  shaped->text = g_strdup (text);
  shaped->size = size;
  shaped->width = width;
  pango_layout_get_pixel_size (layout, &shaped->natural, NULL);
  /* Capitals are about 0.73 em high; lines are centred on them, not on the font's line height. */
  shaped->rise =
    (int) lround ((double) pango_layout_get_baseline (layout) / PANGO_SCALE - sizes[size] * 0.365);
  take_pieces (shaped, layout);
  g_hash_table_add (type->texts, shaped);
  return shaped;
}

/* --- Life --------------------------------------------------------------------------------------- */

static void
batch_clear (gpointer data)
{
  Batch *batch = data;

  g_object_unref (batch->font);
  g_array_unref (batch->glyphs);
}

RwRackType *
rw_rack_type_new (GtkWidget *widget)
{
  RwRackType *type = g_new0 (RwRackType, 1);

  type->widget = widget;
  type->texts = g_hash_table_new_full (shaped_hash, shaped_equal, shaped_free, NULL);
  type->batches = g_array_new (FALSE, FALSE, sizeof (Batch));
  g_array_set_clear_func (type->batches, batch_clear);
  make_fonts (type);
  return type;
}

void
rw_rack_type_free (RwRackType *type)
{
  if (type == NULL)
    return;
  for (int i = 0; i < RW_RACK_TEXT_N; i++)
    g_clear_pointer (&type->fonts[i], pango_font_description_free);
  g_hash_table_unref (type->texts);
  g_array_unref (type->batches);
  g_free (type);
}

/**
 * rw_rack_type_reset:
 *
 * The font changed: nothing that was shaped is good any more.
 */
void
rw_rack_type_reset (RwRackType *type)
{
  g_hash_table_remove_all (type->texts);
  make_fonts (type);
}

void
rw_rack_type_begin_frame (RwRackType *type)
{
  type->budget = SHAPES_PER_FRAME;
}

/**
 * rw_rack_type_take_stale:
 *
 * Returns: whether something was set in another size than it should be since this was last asked
 */
gboolean
rw_rack_type_take_stale (RwRackType *type)
{
  gboolean stale = type->stale;

  type->stale = FALSE;
  return stale;
}

/**
 * rw_rack_type_is_stale:
 *
 * Returns: as rw_rack_type_take_stale(), without taking it
 */
gboolean
rw_rack_type_is_stale (RwRackType *type)
{
  return type->stale;
}

/* --- Setting ------------------------------------------------------------------------------------ */

/**
 * rw_rack_type_measure:
 *
 * Returns: how wide @text is in pixels
 */
int
rw_rack_type_measure (RwRackType *type, const char *text, RwRackText size)
{
  return shape (type, text, size, -1)->natural;
}

static Batch *
get_batch (RwRackType *type, PangoFont *font, const GdkRGBA *color)
{
  Batch batch = { font, *color, NULL, 0, G_MAXINT, G_MAXINT, G_MININT, G_MININT };

  for (guint i = type->batches->len; i > 0; i--)
    {
      Batch *other = &g_array_index (type->batches, Batch, i - 1);

      if (other->font == font && gdk_rgba_equal (&other->color, color))
        return other;
    }
  g_object_ref (font);
  batch.glyphs = g_array_sized_new (FALSE, FALSE, sizeof (PangoGlyphInfo), 256);
  g_array_append_val (type->batches, batch);
  return &g_array_index (type->batches, Batch, type->batches->len - 1);
}

/* @x, @y: of the upper left corner of the line, in pixels. */
static void
add_piece (Batch *batch, const Piece *piece, int x, int y)
{
  const PangoGlyphString *glyphs = piece->glyphs;
  guint first = batch->glyphs->len;
  PangoGlyphInfo *to;
  /* A string of glyphs is one line: what is elsewhere is so far off its place in that line. */
  int right = x * PANGO_SCALE + piece->x - batch->pen, down = y * PANGO_SCALE + piece->y;

  g_array_append_vals (batch->glyphs, glyphs->glyphs, (guint) glyphs->num_glyphs);
  to = &g_array_index (batch->glyphs, PangoGlyphInfo, first);
  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      to[i].geometry.x_offset += right;
      to[i].geometry.y_offset += down;
      batch->pen += to[i].geometry.width;
    }
}

/**
 * rw_rack_type_set:
 * @center_y: the middle of the line
 * @width: what there is; a longer text is cut with an ellipsis, and left out where that would say nothing
 *
 * The text is seen after rw_rack_type_flush(), above all that was drawn until then.
 *
 * Returns: how wide it came out
 */
int
rw_rack_type_set (RwRackType *type,
                  const char *text,
                  RwRackText size,
                  const GdkRGBA *color,
                  int x,
                  int center_y,
                  int width)
{
  Shaped *shaped;

  if (text == NULL || text[0] == '\0' || width < 8)
    return 0;
  shaped = shape (type, text, size, -1);
  if (shaped->natural > width)
    {
      if (width < 24)
        return 0;
      /* In steps, or a zoom would shape every text anew for every pixel. */
      shaped = shape (type, text, size, width / 6 * 6);
    }
  for (guint i = 0; i < shaped->n_pieces; i++)
    {
      Batch *batch = get_batch (type, shaped->pieces[i].font, color);

      add_piece (batch, &shaped->pieces[i], x, center_y - shaped->rise);
      batch->left = MIN (batch->left, x - AROUND);
      batch->right = MAX (batch->right, x + shaped->natural + AROUND);
      batch->top = MIN (batch->top, center_y - AROUND);
      batch->bottom = MAX (batch->bottom, center_y + AROUND);
    }
  return shaped->natural;
}

/* Cairo draws glyphs on quarters of a pixel, but cuts a string of them at where they would be exactly.
 * With a space beyond either corner nothing that is seen is at an edge. */
static void
add_corners (Batch *batch)
{
  int at[2][2] = { { batch->left, batch->top }, { batch->right, batch->bottom } };
  hb_codepoint_t space;

  if (!hb_font_get_nominal_glyph (pango_font_get_hb_font (batch->font), ' ', &space))
    return;
  for (int i = 0; i < 2; i++)
    {
      PangoGlyphInfo info = { .glyph = space,
                              .geometry = { .x_offset = at[i][0] * PANGO_SCALE - batch->pen,
                                            .y_offset = at[i][1] * PANGO_SCALE } };

      g_array_append_val (batch->glyphs, info);
    }
}

/**
 * rw_rack_type_flush:
 *
 * Draws what was set.
 */
void
rw_rack_type_flush (RwRackType *type, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < type->batches->len; i++)
    {
      Batch *batch = &g_array_index (type->batches, Batch, i);
      PangoGlyphString glyphs = { 0 };
      GskRenderNode *node;

      add_corners (batch);
      glyphs.num_glyphs = (int) batch->glyphs->len;
      glyphs.glyphs = (PangoGlyphInfo *) (void *) batch->glyphs->data;
      node = gsk_text_node_new (batch->font, &glyphs, &batch->color, &GRAPHENE_POINT_INIT (0, 0));
      /* Nothing but spaces has no node. */
      if (node == NULL)
        continue;
      gtk_snapshot_append_node (snapshot, node);
      gsk_render_node_unref (node);
    }
  g_array_set_size (type->batches, 0);
}
