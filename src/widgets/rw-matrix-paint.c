/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-paint.h"

#include "rw-status.h"

/* One path per look. */
typedef enum
{
  SHAPE_GOOD_TINT,
  SHAPE_ATTENTION_TINT,
  SHAPE_PLANNED_TINT,
  SHAPE_BAD_FILL,
  SHAPE_ATTENTION_FILL,
  SHAPE_PLANNED_FILL,
  SHAPE_BAD_FAINT,
  SHAPE_DOT,
  SHAPE_BAD_OUTLINE,
  SHAPE_BAD_DASHES,
  SHAPE_UNKNOWN_OUTLINE,
  SHAPE_ATTENTION_MARK,
  SHAPE_BAD_MARK,
  SHAPE_ON_BAD_MARK,
  SHAPE_PLANNED_MARK,
  SHAPE_UNKNOWN_MARK,
  N_SHAPES,
} Shape;

struct _RwMatrixPaint
{
  GskPathBuilder *paths[N_SHAPES];
};

static GskPathBuilder *
path (RwMatrixPaint *self,
      Shape          shape)
{
  if (self->paths[shape] == NULL)
    self->paths[shape] = gsk_path_builder_new ();
  return self->paths[shape];
}

static void
add_box (RwMatrixPaint         *self,
         Shape                  shape,
         const graphene_rect_t *rect,
         float                  inset)
{
  GskRoundedRect box;
  graphene_rect_t inner = *rect;

  graphene_rect_inset (&inner, inset, inset);
  gsk_rounded_rect_init_from_rect (&box, &inner, 3 - inset / 2);
  gsk_path_builder_add_rounded_rect (path (self, shape), &box);
}

static void
add_line (RwMatrixPaint *self,
          Shape          shape,
          float          x1,
          float          y1,
          float          x2,
          float          y2)
{
  GskPathBuilder *builder = path (self, shape);

  gsk_path_builder_move_to (builder, x1, y1);
  gsk_path_builder_line_to (builder, x2, y2);
}

/* So much of the height of a cell, from the top. */
static void
add_part (RwMatrixPaint         *self,
          Shape                  shape,
          const graphene_rect_t *rect,
          float                  from,
          float                  to)
{
  gsk_path_builder_add_rect (path (self, shape),
                             &GRAPHENE_RECT_INIT (rect->origin.x,
                                                  rect->origin.y + rect->size.height * from,
                                                  rect->size.width,
                                                  rect->size.height * (to - from)));
}

/**
 * rw_matrix_paint_strip:
 * @rect: one day, or several of the same result
 *
 * Adds cells that are too narrow for a mark: what is not colour is the height. What failed goes from
 * top to bottom, what was missed leaves the ends free, a warning stands at the foot.
 */
void
rw_matrix_paint_strip (RwMatrixPaint         *self,
                       RwBackupResult         result,
                       const graphene_rect_t *rect)
{
  switch (result)
    {
    case RW_BACKUP_GOOD:
      add_part (self, SHAPE_GOOD_TINT, rect, 0, 1);
      break;
    case RW_BACKUP_WARNING:
      add_part (self, SHAPE_GOOD_TINT, rect, 0, 0.62f);
      add_part (self, SHAPE_ATTENTION_FILL, rect, 0.62f, 1);
      break;
    case RW_BACKUP_SUSPICIOUS:
      add_part (self, SHAPE_ATTENTION_FILL, rect, 0, 0.38f);
      add_part (self, SHAPE_ATTENTION_TINT, rect, 0.38f, 1);
      break;
    case RW_BACKUP_FAILED:
      add_part (self, SHAPE_BAD_FILL, rect, 0, 1);
      break;
    case RW_BACKUP_MISSED:
      add_part (self, SHAPE_BAD_FILL, rect, 0.32f, 0.68f);
      break;
    case RW_BACKUP_NO_JOB:
      add_part (self, SHAPE_BAD_FAINT, rect, 0, 0.12f);
      add_part (self, SHAPE_BAD_FAINT, rect, 0.88f, 1);
      break;
    case RW_BACKUP_RUNNING:
      add_part (self, SHAPE_PLANNED_FILL, rect, 0.8f, 1);
      break;
    case RW_BACKUP_UNKNOWN:
      add_part (self, SHAPE_DOT, rect, 0.4f, 0.6f);
      break;
    case RW_BACKUP_NOTHING:
    case RW_BACKUP_N_RESULTS:
    default:
      break;
    }
}

/**
 * rw_matrix_paint_cell:
 * @rect: the cell
 *
 * Adds one cell to the picture.
 */
void
rw_matrix_paint_cell (RwMatrixPaint         *self,
                      RwBackupResult         result,
                      const graphene_rect_t *rect)
{
  float x = rect->origin.x + rect->size.width / 2, y = rect->origin.y + rect->size.height / 2;
  float r = MIN (rect->size.width, rect->size.height) * 0.21f;

  switch (result)
    {
    case RW_BACKUP_GOOD:
      add_box (self, SHAPE_GOOD_TINT, rect, 0);
      break;
    case RW_BACKUP_WARNING: /* ! */
      add_box (self, SHAPE_ATTENTION_TINT, rect, 0);
      add_line (self, SHAPE_ATTENTION_MARK, x, y - 1.35f * r, x, y + 0.35f * r);
      add_line (self, SHAPE_ATTENTION_MARK, x, y + 1.3f * r, x, y + 1.35f * r);
      break;
    case RW_BACKUP_SUSPICIOUS: /* ? */
      add_box (self, SHAPE_ATTENTION_TINT, rect, 0);
      {
        GskPathBuilder *builder = path (self, SHAPE_ATTENTION_MARK);

        gsk_path_builder_move_to (builder, x - 0.9f * r, y - 0.7f * r);
        gsk_path_builder_cubic_to (builder, x - 0.9f * r, y - 2.0f * r, x + 1.1f * r, y - 1.9f * r, x + r, y - 0.6f * r);
        gsk_path_builder_cubic_to (builder, x + 0.9f * r, y + 0.0f * r, x, y - 0.1f * r, x, y + 0.6f * r);
      }
      add_line (self, SHAPE_ATTENTION_MARK, x, y + 1.6f * r, x, y + 1.65f * r);
      break;
    case RW_BACKUP_FAILED: /* × on a filled cell */
      add_box (self, SHAPE_BAD_FILL, rect, 0);
      add_line (self, SHAPE_ON_BAD_MARK, x - r, y - r, x + r, y + r);
      add_line (self, SHAPE_ON_BAD_MARK, x + r, y - r, x - r, y + r);
      break;
    case RW_BACKUP_MISSED: /* – in an outlined cell */
      add_box (self, SHAPE_BAD_OUTLINE, rect, 0.75f);
      add_line (self, SHAPE_BAD_MARK, x - r, y, x + r, y);
      break;
    case RW_BACKUP_NO_JOB:
      add_box (self, SHAPE_BAD_DASHES, rect, 0.5f);
      break;
    case RW_BACKUP_RUNNING: /* three dots */
      add_box (self, SHAPE_PLANNED_TINT, rect, 0);
      for (int i = -1; i <= 1; i++)
        add_line (self, SHAPE_PLANNED_MARK, x + 1.2f * r * i, y, x + 1.2f * r * i + 0.05f, y);
      break;
    case RW_BACKUP_UNKNOWN:
      add_box (self, SHAPE_UNKNOWN_OUTLINE, rect, 0.5f);
      add_line (self, SHAPE_UNKNOWN_MARK, x, y, x + 0.05f, y);
      break;
    case RW_BACKUP_NOTHING:
    case RW_BACKUP_N_RESULTS:
    default:
      gsk_path_builder_add_circle (path (self, SHAPE_DOT), &GRAPHENE_POINT_INIT (x, y), 1.1f);
      break;
    }
}

RwMatrixPaint *
rw_matrix_paint_new (void)
{
  return g_new0 (RwMatrixPaint, 1);
}

static void
fill (RwMatrixPaint *self,
      GtkSnapshot   *snapshot,
      Shape          shape,
      const GdkRGBA *color)
{
  g_autoptr (GskPath) shape_path = NULL;

  if (self->paths[shape] == NULL)
    return;
  shape_path = gsk_path_builder_free_to_path (g_steal_pointer (&self->paths[shape]));
  gtk_snapshot_append_fill (snapshot, shape_path, GSK_FILL_RULE_WINDING, color);
}

static void
stroke (RwMatrixPaint *self,
        GtkSnapshot   *snapshot,
        Shape          shape,
        float          width,
        gboolean       dashed,
        const GdkRGBA *color)
{
  static const float dashes[] = { 2.5f, 2.0f };
  g_autoptr (GskPath) shape_path = NULL;
  GskStroke *pen;

  if (self->paths[shape] == NULL)
    return;
  shape_path = gsk_path_builder_free_to_path (g_steal_pointer (&self->paths[shape]));
  pen = gsk_stroke_new (width);
  if (dashed)
    gsk_stroke_set_dash (pen, dashes, G_N_ELEMENTS (dashes));
  else
    gsk_stroke_set_line_cap (pen, GSK_LINE_CAP_ROUND);
  gtk_snapshot_append_stroke (snapshot, shape_path, pen, color);
  gsk_stroke_free (pen);
}

/**
 * rw_matrix_paint_end:
 * @self: (transfer full): the cells
 */
void
rw_matrix_paint_end (RwMatrixPaint     *self,
                     GtkSnapshot       *snapshot,
                     const RwMatrixInk *ink)
{
  GdkRGBA faint = ink->unknown, dashes = ink->bad;

  faint.alpha = 0.35f;
  dashes.alpha = 0.7f;
  fill (self, snapshot, SHAPE_GOOD_TINT, &ink->good_tint);
  fill (self, snapshot, SHAPE_ATTENTION_TINT, &ink->attention_tint);
  fill (self, snapshot, SHAPE_PLANNED_TINT, &ink->planned_tint);
  fill (self, snapshot, SHAPE_BAD_FILL, &ink->bad);
  fill (self, snapshot, SHAPE_ATTENTION_FILL, &ink->attention);
  fill (self, snapshot, SHAPE_PLANNED_FILL, &ink->planned);
  fill (self, snapshot, SHAPE_BAD_FAINT, &dashes);
  fill (self, snapshot, SHAPE_DOT, &faint);
  stroke (self, snapshot, SHAPE_BAD_OUTLINE, 1.5f, FALSE, &ink->bad);
  stroke (self, snapshot, SHAPE_BAD_DASHES, 1.0f, TRUE, &dashes);
  stroke (self, snapshot, SHAPE_UNKNOWN_OUTLINE, 1.0f, FALSE, &faint);
  stroke (self, snapshot, SHAPE_ATTENTION_MARK, 1.8f, FALSE, &ink->attention);
  stroke (self, snapshot, SHAPE_BAD_MARK, 1.8f, FALSE, &ink->bad);
  stroke (self, snapshot, SHAPE_ON_BAD_MARK, 1.8f, FALSE, &ink->on_bad);
  stroke (self, snapshot, SHAPE_PLANNED_MARK, 2.2f, FALSE, &ink->planned);
  stroke (self, snapshot, SHAPE_UNKNOWN_MARK, 2.4f, FALSE, &ink->unknown);
  g_free (self);
}

/**
 * rw_matrix_ink_init:
 *
 * Takes the status colours as they are now: light or dark, normal or high contrast.
 */
void
rw_matrix_ink_init (RwMatrixInk *ink)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  rw_status_get_current (RW_STATUS_GOOD, &ink->good_tint);
  rw_status_get_current (RW_STATUS_ATTENTION, &ink->attention);
  rw_status_get_current (RW_STATUS_BAD, &ink->bad);
  rw_status_get_current (RW_STATUS_PLANNED, &ink->planned);
  rw_status_get_current (RW_STATUS_UNKNOWN, &ink->unknown);
  ink->attention_tint = ink->attention;
  ink->planned_tint = ink->planned;
  /* Good is the quiet ground on which the rest must be seen from across the room. */
  ink->good_tint.alpha = dark ? 0.26f : 0.24f;
  ink->attention_tint.alpha = dark ? 0.36f : 0.34f;
  ink->planned_tint.alpha = 0.25f;
  ink->on_bad = dark ? (GdkRGBA) { 0.1f, 0, 0, 1 } : (GdkRGBA) { 1, 1, 1, 1 };
}
