/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-painter.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "rw-rack-words.h"

struct _RwRackPainter
{
  GtkWidget *widget;
  RwRackPlan *plan;
  const RwRackColouring *colouring; /* not owned */
  RwRackTone tone;
  RwRackType *type;
  gboolean gathering;   /* texts wait for the flush */
  GHashTable *photos;   /* (nullable) (element-type utf8 GdkTexture): see rw_rack_canvas_set_photos() */
  GHashTable *textures; /* (element-type utf8 GdkTexture) */
  GHashTable *numbers;  /* (element-type GskRenderNode): unit numbers */
};

/* --- Type --------------------------------------------------------------------------------------- */

int
rw_rack_painter_measure (RwRackPainter *painter, const char *text, RwRackText size)
{
  return rw_rack_type_measure (painter->type, text, size);
}

/**
 * rw_rack_painter_text:
 * @center_y: the middle of the line
 * @width: what there is; a longer text is cut with an ellipsis, and left out where that would say nothing
 *
 * The texts of a rack wait until all below them is drawn, or for rw_rack_painter_flush().
 *
 * Returns: how wide it came out
 */
int
rw_rack_painter_text (RwRackPainter *painter,
                      GtkSnapshot *snapshot,
                      const char *text,
                      RwRackText size,
                      const GdkRGBA *color,
                      int x,
                      int center_y,
                      int width)
{
  int drawn = rw_rack_type_set (painter->type, text, size, color, x, center_y, width);

  if (!painter->gathering)
    rw_rack_type_flush (painter->type, snapshot);
  return drawn;
}

/**
 * rw_rack_painter_flush:
 *
 * What is drawn after this is above the texts until here, and may have another transformation.
 */
void
rw_rack_painter_flush (RwRackPainter *painter, GtkSnapshot *snapshot)
{
  rw_rack_type_flush (painter->type, snapshot);
}

/* --- Colours ------------------------------------------------------------------------------------ */

static GdkRGBA
rgb (guint hex, double alpha)
{
  return (GdkRGBA) { ((hex >> 16) & 0xff) / 255.0f, ((hex >> 8) & 0xff) / 255.0f,
                     (hex & 0xff) / 255.0f, (float) alpha };
}

static void
set_plates (RwRackTone *tone, gboolean dark)
{
  static const guint plates[RW_DEVICE_ROLE_N_VALUES] = {
    [RW_DEVICE_ROLE_SERVER] = 0x48484f,      [RW_DEVICE_ROLE_STORAGE] = 0x434a56,
    [RW_DEVICE_ROLE_SWITCH] = 0x3d474d,      [RW_DEVICE_ROLE_ROUTER] = 0x46434f,
    [RW_DEVICE_ROLE_FIREWALL] = 0x4d4448,    [RW_DEVICE_ROLE_LOAD_BALANCER] = 0x46434f,
    [RW_DEVICE_ROLE_CHASSIS] = 0x36363c,     [RW_DEVICE_ROLE_BLADE] = 0x4d4d55,
    [RW_DEVICE_ROLE_PATCH_PANEL] = 0x37373c, [RW_DEVICE_ROLE_PDU] = 0x3e3e44,
    [RW_DEVICE_ROLE_UPS] = 0x3e3e44,         [RW_DEVICE_ROLE_CONSOLE_SERVER] = 0x3d474d,
    [RW_DEVICE_ROLE_SHELF] = 0x333338,       [RW_DEVICE_ROLE_OTHER] = 0x44444b,
  };

  for (int i = 0; i < RW_DEVICE_ROLE_N_VALUES; i++)
    {
      tone->plate[i] = rgb (plates[i], 1);
      if (!dark)
        continue;
      tone->plate[i].red *= 0.92f;
      tone->plate[i].green *= 0.92f;
      tone->plate[i].blue *= 0.92f;
    }
}

static void
make_tone (RwRackPainter *painter)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager),
           high_contrast = adw_style_manager_get_high_contrast (manager);
  RwRackTone *tone = &painter->tone;
  g_autoptr (GdkRGBA) accent = NULL;

  tone->high_contrast = high_contrast;
  tone->frame = high_contrast ? rgb (0x000000, 1) : dark ? rgb (0x131316, 1) : rgb (0x2a2a30, 1);
  tone->frame_edge = high_contrast ? rgb (dark ? 0xffffff : 0x000000, 1)
                     : dark        ? rgb (0xffffff, 0.17)
                                   : rgb (0x000000, 0.25);
  tone->interior = high_contrast ? rgb (0x000000, 1) : dark ? rgb (0x18181b, 1) : rgb (0x1f1f24, 1);
  tone->rail = dark ? rgb (0x2b2b30, 1) : rgb (0x3a3a42, 1);
  tone->unit_line = rgb (0xffffff, high_contrast ? 0.25 : 0.045);
  tone->plate_light = rgb (0xffffff, high_contrast ? 0.7 : 0.075);
  tone->plate_edge = rgb (0x000000, 0.35);
  tone->shadow = rgb (0x000000, high_contrast ? 0.25 : 0.30);
  tone->bay = rgb (0xffffff, high_contrast ? 0.32 : 0.13);
  tone->bay_dark = rgb (0x000000, 0.28);
  tone->port_free = rgb (0xffffff, high_contrast ? 0.4 : 0.20);
  tone->text = rgb (0xffffff, high_contrast ? 1 : 0.94);
  tone->text_dim = rgb (0xffffff, high_contrast ? 0.92 : 0.62);
  tone->page_text = dark ? rgb (0xffffff, 1) : rgb (0x000006, high_contrast ? 1 : 0.86);
  tone->page_dim =
    dark ? rgb (0xffffff, high_contrast ? 0.95 : 0.64) : rgb (0x000006, high_contrast ? 0.9 : 0.62);
  tone->page = dark ? rgb (0x222226, 1) : rgb (0xfafafb, 1);
  set_plates (tone, dark);
  for (int i = 0; i < RW_STATUS_N_VALUES; i++)
    {
      rw_status_get_rgba (i, TRUE, high_contrast, &tone->status[i]);
      rw_status_get_rgba (i, dark, high_contrast, &tone->page_status[i]);
    }
  if (!high_contrast)
    {
      /* Good is what nearly everything is: it steps back a little. */
      tone->status[RW_STATUS_GOOD] = rgb (0x49bf7f, 1);
      tone->status[RW_STATUS_UNKNOWN] = rgb (0x7b7a82, 1);
    }
  tone->port_up = tone->status[RW_STATUS_GOOD];
  tone->port_cabled = rgb (0xffffff, high_contrast ? 0.9 : 0.55);
  accent = adw_style_manager_get_accent_color_rgba (manager);
  tone->accent = *accent;
  if (!dark || high_contrast)
    {
      /* On dark metal the accent must stand out, whatever it is. */
      tone->accent.red = tone->accent.red * 0.65f + 0.35f;
      tone->accent.green = tone->accent.green * 0.65f + 0.35f;
      tone->accent.blue = tone->accent.blue * 0.65f + 0.35f;
    }
  tone->veil = tone->interior;
  tone->veil.alpha = 0.76f;
  tone->unit_line = rw_rack_over (&tone->interior, &tone->unit_line);
}

/* --- Life --------------------------------------------------------------------------------------- */

RwRackPainter *
rw_rack_painter_new (GtkWidget *widget)
{
  RwRackPainter *painter = g_new0 (RwRackPainter, 1);

  painter->widget = widget;
  painter->type = rw_rack_type_new (widget);
  painter->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  painter->numbers =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  rw_rack_painter_reset (painter);
  return painter;
}

void
rw_rack_painter_free (RwRackPainter *painter)
{
  if (painter == NULL)
    return;
  rw_rack_type_free (painter->type);
  g_clear_pointer (&painter->photos, g_hash_table_unref);
  g_hash_table_unref (painter->textures);
  g_hash_table_unref (painter->numbers);
  g_clear_pointer (&painter->plan, rw_rack_plan_unref);
  g_free (painter);
}

void
rw_rack_painter_set_plan (RwRackPainter *painter, RwRackPlan *plan)
{
  g_clear_pointer (&painter->plan, rw_rack_plan_unref);
  painter->plan = plan != NULL ? rw_rack_plan_ref (plan) : NULL;
}

/**
 * rw_rack_painter_set_colouring:
 * @colouring: (nullable): of the plan; kept by the caller
 *
 * What the colours of devices stand for; with %NULL for their status, as they are from the beginning.
 */
void
rw_rack_painter_set_colouring (RwRackPainter *painter, const RwRackColouring *colouring)
{
  painter->colouring = colouring;
}

/**
 * rw_rack_painter_set_photos:
 * @photos: (nullable): see rw_rack_canvas_set_photos()
 */
void
rw_rack_painter_set_photos (RwRackPainter *painter, GHashTable *photos)
{
  g_clear_pointer (&painter->photos, g_hash_table_unref);
  painter->photos = photos != NULL ? g_hash_table_ref (photos) : NULL;
}

/**
 * rw_rack_painter_get_photo:
 * @other_side: its far end is seen
 *
 * Returns: (transfer none) (nullable): what a device looks like, where somebody imported a picture
 */
GdkTexture *
rw_rack_painter_get_photo (RwRackPainter *painter, const RwRackDevice *device, gboolean other_side)
{
  char key[512];

  if (painter->photos == NULL || device->type == NULL)
    return NULL;
  g_snprintf (key, sizeof key, RW_RACK_PHOTO_KEY, other_side ? RW_FACE_REAR : RW_FACE_FRONT,
              device->type);
  return g_hash_table_lookup (painter->photos, key);
}

/**
 * rw_rack_painter_get_class_color:
 * @device: of the plan
 *
 * Returns: whether colours stand for something else than the status; @color is the device's then
 */
gboolean
rw_rack_painter_get_class_color (RwRackPainter *painter, const RwRackDevice *device, GdkRGBA *color)
{
  int number;

  if (painter->colouring == NULL || painter->colouring->by == RW_COLOUR_BY_STATUS ||
      painter->plan == NULL)
    return FALSE;
  number = painter->colouring->of_device[device - painter->plan->devices];
  if (number < 0)
    return FALSE;
  *color = painter->colouring->classes[number].color;
  return TRUE;
}

/* Of a rack, where colours stand for racks. */
static gboolean
get_rack_color (RwRackPainter *painter, guint rack, GdkRGBA *color)
{
  if (painter->colouring == NULL || painter->colouring->of_rack[rack] < 0)
    return FALSE;
  *color = painter->colouring->classes[painter->colouring->of_rack[rack]].color;
  return TRUE;
}

/**
 * rw_rack_painter_reset:
 *
 * The font or the style changed.
 */
void
rw_rack_painter_reset (RwRackPainter *painter)
{
  rw_rack_type_reset (painter->type);
  g_hash_table_remove_all (painter->textures);
  rw_rack_painter_forget (painter);
  make_tone (painter);
}

/**
 * rw_rack_painter_forget:
 *
 * The layout changed: drops what was drawn for it.
 */
void
rw_rack_painter_forget (RwRackPainter *painter)
{
  g_hash_table_remove_all (painter->numbers);
}

void
rw_rack_painter_begin_frame (RwRackPainter *painter)
{
  rw_rack_type_begin_frame (painter->type);
}

/**
 * rw_rack_painter_take_stale:
 *
 * Returns: whether something was drawn in another size than it should be since this was last asked:
 *   draw it again in the next frame
 */
gboolean
rw_rack_painter_take_stale (RwRackPainter *painter)
{
  return rw_rack_type_take_stale (painter->type);
}

const RwRackTone *
rw_rack_painter_get_tone (RwRackPainter *painter)
{
  return &painter->tone;
}

/**
 * rw_rack_painter_get_scale:
 *
 * Returns: device pixels per pixel, rounded up
 */
int
rw_rack_painter_get_scale (RwRackPainter *painter)
{
  return gtk_widget_get_scale_factor (painter->widget);
}

GdkTexture *
rw_rack_painter_lookup_texture (RwRackPainter *painter, const char *key)
{
  return g_hash_table_lookup (painter->textures, key);
}

/**
 * rw_rack_painter_keep_texture:
 * @texture: (transfer full):
 */
void
rw_rack_painter_keep_texture (RwRackPainter *painter, const char *key, GdkTexture *texture)
{
  /* A zoom leaves a few behind for every size it passes. */
  if (g_hash_table_size (painter->textures) > 800)
    g_hash_table_remove_all (painter->textures);
  g_hash_table_insert (painter->textures, g_strdup (key), texture);
}

/* --- Parts of a rack ---------------------------------------------------------------------------- */

/**
 * rw_rack_draw_dashes:
 *
 * The outline of what is not there yet.
 */
void
rw_rack_draw_dashes (GtkSnapshot *snapshot,
                     const GdkRectangle *rect,
                     const GdkRGBA *color,
                     float radius)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (rect->x + 1, rect->y + 1, rect->width - 2,
                                                        rect->height - 3),
                                   radius);
  gsk_path_builder_add_rounded_rect (builder, &outline);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_dash (stroke, (float[]) { 4, 3 }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
draw_frame (RwRackPainter *painter,
            GtkSnapshot *snapshot,
            const RwRackLayout *layout,
            guint rack,
            RwFace face)
{
  const RwRackBox *box = &layout->boxes[rack];
  const RwRackTone *tone = &painter->tone;
  int x = box->frame_x[face] - box->x, y = box->frame_y - box->y,
      width = rw_rack_layout_frame_width (layout);
  int height = box->frame_height, units = layout->plan->racks[rack].units;
  GdkRGBA color;

  if (layout->lod == RW_RACK_LOD_NEAR)
    {
      /* Corners in two steps: a rounded clip would cost the software renderer more than all the plates. */
      const GdkRGBA *edge = &tone->frame_edge;

      rw_rack_fill (snapshot, &tone->frame, x + 2, y, width - 4, layout->pad);
      rw_rack_fill (snapshot, &tone->frame, x + 2, y + height - layout->pad, width - 4,
                    layout->pad);
      rw_rack_fill (snapshot, &tone->frame, x, y + 2, layout->side, height - 4);
      rw_rack_fill (snapshot, &tone->frame, x + width - layout->side, y + 2, layout->side,
                    height - 4);
      rw_rack_fill (snapshot, &tone->frame, x + 1, y + 1, 1, 1);
      rw_rack_fill (snapshot, &tone->frame, x + width - 2, y + 1, 1, 1);
      rw_rack_fill (snapshot, &tone->frame, x + 1, y + height - 2, 1, 1);
      rw_rack_fill (snapshot, &tone->frame, x + width - 2, y + height - 2, 1, 1);
      rw_rack_fill (snapshot, edge, x + 2, y, width - 4, 1);
      rw_rack_fill (snapshot, edge, x + 2, y + height - 1, width - 4, 1);
      rw_rack_fill (snapshot, edge, x, y + 2, 1, height - 4);
      rw_rack_fill (snapshot, edge, x + width - 1, y + 2, 1, height - 4);
    }
  else
    rw_rack_fill (snapshot, &tone->frame, x, y, width, height);
  rw_rack_fill (snapshot, &tone->interior, x + layout->side, y + layout->pad, layout->inner,
                height - 2 * layout->pad);
  if (get_rack_color (painter, rack, &color))
    {
      color.alpha = 0.42f;
      color = rw_rack_over (&tone->interior, &color);
      rw_rack_fill (snapshot, &color, x + layout->side, y + layout->pad, layout->inner,
                    height - 2 * layout->pad);
    }
  if (layout->lod != RW_RACK_LOD_NEAR)
    return;
  rw_rack_fill (snapshot, &tone->rail, x + layout->side - 2, y + layout->pad, 2,
                height - 2 * layout->pad);
  rw_rack_fill (snapshot, &tone->rail, x + layout->side + layout->inner, y + layout->pad, 2,
                height - 2 * layout->pad);
  for (int unit = 1; unit < units; unit++)
    rw_rack_fill (snapshot, &tone->unit_line, x + layout->side,
                  rw_rack_layout_half_y (layout, rack, unit * 2) - box->y - 1, layout->inner, 1);
}

/* The numbers beside a rack, from the top of its frame. */
static GskRenderNode *
make_unit_numbers (RwRackPainter *painter, const RwRackLayout *layout, guint rack)
{
  const RwRackInfo *info = &layout->plan->racks[rack];
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int step = layout->unit >= 16 ? 1 : 2;

  for (int unit = 0; unit < info->units; unit++)
    {
      int number = info->numbering == RW_RACK_NUMBERING_TOP_DOWN ? info->units - unit : unit + 1,
          width;
      int y = rw_rack_layout_half_y (layout, rack, 2 * unit + 1) - layout->boxes[rack].frame_y;
      char text[12];

      if ((number - 1) % step != 0)
        continue;
      g_snprintf (text, sizeof text, "%d", number);
      width = rw_rack_type_measure (painter->type, text, RW_RACK_TEXT_TINY);
      rw_rack_type_set (painter->type, text, RW_RACK_TEXT_TINY, &painter->tone.page_dim,
                        layout->rail - 4 - width, y, 20);
    }
  rw_rack_type_flush (painter->type, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

/* Racks of the same height have the same numbers at the same places: they share one node. */
static void
draw_unit_numbers (RwRackPainter *painter,
                   GtkSnapshot *snapshot,
                   const RwRackLayout *layout,
                   guint rack)
{
  const RwRackInfo *info = &layout->plan->racks[rack];
  const RwRackBox *box = &layout->boxes[rack];
  gpointer key =
    GINT_TO_POINTER (info->units * 2 + (info->numbering == RW_RACK_NUMBERING_TOP_DOWN ? 1 : 0));
  GskRenderNode *kept = g_hash_table_lookup (painter->numbers, key);
  g_autoptr (GskRenderNode) node =
    kept != NULL ? gsk_render_node_ref (kept) : make_unit_numbers (painter, layout, rack);

  if (node == NULL)
    return;
  if (kept == NULL && !rw_rack_type_is_stale (painter->type))
    g_hash_table_insert (painter->numbers, key, gsk_render_node_ref (node));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, box->frame_y - box->y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

/* Reserved units that are still free on this face, run by run, so that no name is covered. */
static void
draw_reservation (RwRackPainter *painter,
                  GtkSnapshot *snapshot,
                  const RwRackLayout *layout,
                  guint rack,
                  RwFace face,
                  const RwRackReservation *reservation)
{
  const RwRackBox *box = &layout->boxes[rack];
  int end = reservation->start + reservation->length;
  const GdkRGBA *color = &painter->tone.status[RW_STATUS_UNKNOWN];

  for (int half = MAX (0, reservation->start); half < end;)
    {
      RwRackSpot spot = rw_rack_layout_spot_at (layout, rack, face, half, 0);
      int from = half, to = MIN (end, spot.start + spot.length);
      GdkRectangle rect;

      if (spot.kind == RW_RACK_SPOT_RACK || spot.kind == RW_RACK_SPOT_NONE)
        break;
      half = MAX (to, half + 1);
      if (spot.kind != RW_RACK_SPOT_FREE)
        continue;
      rw_rack_layout_unit_rect (layout, rack, face, from, to - from, -1, &rect);
      rect.x -= box->x;
      rect.y -= box->y;
      if (layout->lod == RW_RACK_LOD_NEAR)
        {
          rw_rack_draw_dashes (snapshot, &rect, color, 3);
          rw_rack_painter_text (painter, snapshot, reservation->purpose, RW_RACK_TEXT_SMALL,
                                &painter->tone.text_dim, rect.x + 9, rect.y + rect.height / 2,
                                rect.width - 16);
        }
      else
        {
          GdkRGBA fill = *color;

          fill.alpha = 0.18f;
          rw_rack_fill (snapshot, &fill, rect.x, rect.y, rect.width, rect.height - 1);
        }
    }
}

static void
draw_bar (RwRackPainter *painter,
          GtkSnapshot *snapshot,
          const RwRackLayout *layout,
          const RwRackDevice *device,
          const GdkRectangle *rect,
          gboolean other_side)
{
  const RwRackTone *tone = &painter->tone;
  RwStatus status = rw_rack_device_status (device);
  GdkRGBA class_color;
  gboolean classed = rw_rack_painter_get_class_color (painter, device, &class_color);
  const GdkRGBA *color = classed ? &class_color : &tone->status[status];
  gboolean mark = status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION;
  int x = rect->x + (layout->unit >= 8 ? 7 : 6), height = MAX (1, rect->height - 1);
  GdkRGBA fill;

  if (rw_stage_is_ghost (device->stage))
    {
      fill = *color;
      fill.alpha = 0.22f;
      fill = rw_rack_over (&tone->interior, &fill);
    }
  else
    {
      fill = tone->plate[CLAMP ((int) device->role, 0, RW_DEVICE_ROLE_OTHER)];
      if (classed)
        {
          GdkRGBA strong = *color;

          strong.alpha = 0.5f;
          fill = rw_rack_over (&fill, &strong);
        }
      else if (mark)
        {
          /* From afar a stripe is too thin to be found. */
          GdkRGBA strong = *color;

          strong.alpha = status == RW_STATUS_BAD ? 0.55f : 0.34f;
          fill = rw_rack_over (&fill, &strong);
        }
      if (other_side)
        fill = rw_rack_over (&fill, &tone->shadow);
    }
  rw_rack_fill (snapshot, &fill, rect->x, rect->y, rect->width, height);
  /* What hangs at the sides is as narrow as a stripe: it has a colour only when it must be seen. */
  if (device->length > 0 || device->parent >= 0 || mark || classed)
    rw_rack_fill (snapshot, color, rect->x, rect->y, MIN (mark ? 4 : 3, rect->width), height);
  if (rect->height >= 9 && device->length > 0)
    {
      int mark_width = mark ? 12 : 0,
          y = rect->y + (MIN (rect->height, MAX (11, (int) (layout->unit * 1.2))) - 1) / 2;
      int drawn = rw_rack_painter_text (painter, snapshot, device->name, RW_RACK_TEXT_TINY,
                                        other_side ? &tone->text_dim : &tone->text, x, y,
                                        rect->width - (x - rect->x) - 3 - mark_width);

      if (mark)
        rw_rack_painter_text (painter, snapshot, rw_status_symbol (status), RW_RACK_TEXT_TINY,
                              &tone->text, x + drawn + 4, y, 14);
    }
}

static void
draw_device (RwRackPainter *painter,
             GtkSnapshot *snapshot,
             const RwRackLayout *layout,
             const RwRackSpot *spot,
             gboolean other_side)
{
  const RwRackDevice *device = &layout->plan->devices[spot->device];
  const RwRackBox *box = &layout->boxes[spot->rack];
  GdkRectangle rect;

  if (!rw_rack_layout_get_rect (layout, spot, &rect))
    return;
  rect.x -= box->x;
  rect.y -= box->y;
  if (layout->lod == RW_RACK_LOD_NEAR)
    rw_rack_faceplate_draw (painter, snapshot, layout, device, &rect, other_side);
  else
    draw_bar (painter, snapshot, layout, device, &rect, other_side);
  /* Blades are above the name of what they are in. */
  if (device->n_children > 0)
    rw_rack_type_flush (painter->type, snapshot);
  for (guint i = 0; i < device->n_children; i++)
    {
      RwRackSpot child = *spot;

      child.device = device->first_child + i;
      draw_device (painter, snapshot, layout, &child, other_side);
    }
}

static void
draw_face (RwRackPainter *painter,
           GtkSnapshot *snapshot,
           const RwRackLayout *layout,
           guint rack,
           RwFace face)
{
  const RwRackInfo *info = &layout->plan->racks[rack];

  draw_frame (painter, snapshot, layout, rack, face);
  for (guint i = 0; i < info->reservations->len; i++)
    {
      const RwRackReservation *reservation =
        &g_array_index (info->reservations, RwRackReservation, i);

      if ((reservation->faces & (1 << face)) != 0)
        draw_reservation (painter, snapshot, layout, rack, face, reservation);
    }
  for (guint i = 0; i < info->sides->len; i++)
    {
      guint device = g_array_index (info->sides, guint, i);
      RwRackSpot spot = { RW_RACK_SPOT_DEVICE, rack, face, device, 0, 0 };

      draw_device (painter, snapshot, layout, &spot, layout->plan->devices[device].face != face);
    }
  for (guint i = 0; i < info->slots[face]->len; i++)
    {
      const RwRackSlot *slot = &g_array_index (info->slots[face], RwRackSlot, i);
      RwRackSpot spot = {
        RW_RACK_SPOT_DEVICE, rack, face, slot->device, slot->start, slot->length
      };

      draw_device (painter, snapshot, layout, &spot, slot->other_side);
    }
}

/* Below a tile: the shape of the worst, and how many, because bands are colour alone. */
static void
draw_tile_mark (RwRackPainter *painter,
                GtkSnapshot *snapshot,
                const RwRackLayout *layout,
                guint rack,
                int x,
                int width)
{
  const RwRackBox *box = &layout->boxes[rack];
  guint n;
  RwStatus status = rw_rack_status (layout->plan, rack, &n);
  g_autofree char *count = NULL;
  const char *words = rw_status_symbol (status);
  int natural;

  if (status == RW_STATUS_GOOD || width < 9)
    return;
  count = g_strdup_printf ("%s %u", words, n);
  if (rw_rack_painter_measure (painter, count, RW_RACK_TEXT_TINY) <= width)
    words = count;
  natural = rw_rack_painter_measure (painter, words, RW_RACK_TEXT_TINY);
  rw_rack_painter_text (painter, snapshot, words, RW_RACK_TEXT_TINY,
                        &painter->tone.page_status[status], x + (width - natural) / 2,
                        box->height + 8, MAX (natural, 8));
}

static gboolean
is_same_band (RwRackPainter *painter, const RwRackDevice *a, const RwRackDevice *b)
{
  const RwRackColouring *colouring = painter->colouring;

  if (colouring == NULL || colouring->by == RW_COLOUR_BY_STATUS)
    return rw_rack_device_status (a) == rw_rack_device_status (b);
  return colouring->of_device[a - painter->plan->devices] ==
         colouring->of_device[b - painter->plan->devices];
}

/* Neighbours in the same state run together. */
static void
draw_bands (RwRackPainter *painter,
            GtkSnapshot *snapshot,
            const RwRackLayout *layout,
            guint rack)
{
  const RwRackInfo *info = &layout->plan->racks[rack];
  const RwRackBox *box = &layout->boxes[rack];
  const RwRackTone *tone = &painter->tone;
  RwFace face = layout->faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT;
  GArray *slots = info->slots[face];
  int x = box->frame_x[0] - box->x, width = rw_rack_layout_frame_width (layout);

  rw_rack_fill (snapshot, &tone->frame, x, box->frame_y - box->y, width, box->frame_height);
  for (guint i = 0; i < slots->len;)
    {
      const RwRackSlot *slot = &g_array_index (slots, RwRackSlot, i);
      const RwRackDevice *device = &layout->plan->devices[slot->device];
      RwStatus status = rw_rack_device_status (device);
      GdkRGBA class_color;
      gboolean classed = rw_rack_painter_get_class_color (painter, device, &class_color);
      int end = slot->start + slot->length, y;
      GdkRGBA color;
      guint next;

      for (next = i + 1; next < slots->len; next++)
        {
          const RwRackSlot *other = &g_array_index (slots, RwRackSlot, next);

          if (other->start > end ||
              !is_same_band (painter, device, &layout->plan->devices[other->device]))
            break;
          end = MAX (end, other->start + other->length);
        }
      color = classed ? class_color : tone->status[status];
      if (!classed && status == RW_STATUS_UNKNOWN)
        color.alpha = 0.16f;
      else if (classed)
        color.alpha = 0.85f;
      else if (status == RW_STATUS_GOOD)
        color.alpha = 0.58f;
      color = rw_rack_over (&tone->frame, &color);
      y = rw_rack_layout_half_y (layout, rack, end) - box->y;
      rw_rack_fill (snapshot, &color, x + layout->side, y, layout->inner,
                    MAX (1, rw_rack_layout_half_y (layout, rack, slot->start) - box->y - y));
      i = next;
    }
}

/* Far away a rack is a column of bands, and nothing else. */
static void
draw_tile (RwRackPainter *painter,
           GtkSnapshot *snapshot,
           const RwRackLayout *layout,
           guint rack)
{
  const RwRackBox *box = &layout->boxes[rack];

  draw_bands (painter, snapshot, layout, rack);
  draw_tile_mark (painter, snapshot, layout, rack, box->frame_x[0] - box->x,
                  rw_rack_layout_frame_width (layout));
}

/**
 * rw_rack_painter_draw_bands:
 *
 * What stands for a rack until there is time to draw it.
 *
 * Returns: (transfer full): a column of bands with the states of its devices; the origin is that of
 *   its box
 */
GskRenderNode *
rw_rack_painter_draw_bands (RwRackPainter *painter,
                            const RwRackLayout *layout,
                            guint rack)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  draw_bands (painter, snapshot, layout, rack);
  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * rw_rack_painter_draw_rack:
 *
 * Returns: (transfer full) (nullable): the rack without its header; the origin is that of its box
 */
GskRenderNode *
rw_rack_painter_draw_rack (RwRackPainter *painter,
                           const RwRackLayout *layout,
                           guint rack)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  const RwRackBox *box = &layout->boxes[rack];

  if (layout->lod == RW_RACK_LOD_FAR)
    {
      draw_tile (painter, snapshot, layout, rack);
      return gtk_snapshot_free_to_node (snapshot);
    }
  painter->gathering = TRUE;
  for (RwFace face = RW_FACE_FRONT; face <= RW_FACE_REAR; face++)
    {
      if ((layout->faces & (1 << face)) == 0)
        continue;
      draw_face (painter, snapshot, layout, rack, face);
      if (layout->face_label > 0)
        {
          const char *label = rw_enum_label (&rw_enum_face, face);
          int width = rw_rack_painter_measure (painter, label, RW_RACK_TEXT_CAPTION);

          rw_rack_painter_text (painter, snapshot, label, RW_RACK_TEXT_CAPTION,
                                &painter->tone.page_dim,
                                box->frame_x[face] - box->x +
                                  (rw_rack_layout_frame_width (layout) - width) / 2,
                                box->frame_y - box->y - layout->face_label / 2, width + 8);
        }
    }
  rw_rack_type_flush (painter->type, snapshot);
  painter->gathering = FALSE;
  if (layout->lod == RW_RACK_LOD_NEAR)
    draw_unit_numbers (painter, snapshot, layout, rack);
  return gtk_snapshot_free_to_node (snapshot);
}
