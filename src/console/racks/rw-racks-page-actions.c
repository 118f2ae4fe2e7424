/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "query/rw-query-racks.h"
#include "rw-action.h"
#include "rw-announce.h"
#include "rw-racks-page-private.h"
#include "rw-racks-place.h"

/* What the person does with the racks as they are shown. */

static void
zoom_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);

  if (g_str_equal (action, "racks.zoom-in"))
    rw_rack_canvas_zoom_by (self->canvas, 1.25);
  else if (g_str_equal (action, "racks.zoom-out"))
    rw_rack_canvas_zoom_by (self->canvas, 0.8);
  else
    rw_rack_canvas_zoom_to_fit (self->canvas,
                                g_str_equal (action, "racks.zoom-site")   ? RW_RACK_FIT_ALL
                                : g_str_equal (action, "racks.zoom-room") ? RW_RACK_FIT_ROOM
                                                                          : RW_RACK_FIT_ROW);
}

static void
turn_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);

  rw_rack_canvas_set_faces (self->canvas,
                            rw_rack_canvas_get_faces (self->canvas) % RW_FACES_BOTH + 1);
}

static void
colour_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);
  int by = (int) rw_rack_canvas_get_colour_by (self->canvas) +
           (g_str_equal (action, "racks.next-colour") ? 1 : RW_COLOUR_BY_N - 1);

  rw_racks_page_colour_by (self, by % RW_COLOUR_BY_N);
  rw_announce (widget, rw_colour_by_label (rw_rack_canvas_get_colour_by (self->canvas)));
}

static void
find_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);

  if (!rw_rack_canvas_find_next (self->canvas, g_str_equal (action, "racks.find-previous")))
    rw_page_toast (RW_PAGE (self), self->searching ? _ ("Nothing at this site matches")
                                                   : _ ("Type into the filter first"));
}

static void
room_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);
  int by = g_str_equal (action, "racks.next-room") ? 1 : -1, current = 0,
      n = self->rooms != NULL ? (int) self->rooms->len : 0;

  for (int i = 0; i < n; i++)
    if (rw_id_equal (&((const RwRoomInfo *) g_ptr_array_index (self->rooms, i))->id, &self->room))
      current = i;
  for (int i = 1; i < n; i++)
    {
      const RwRoomInfo *room = g_ptr_array_index (self->rooms, (current + by * i + n * i) % n);

      if (room->n_racks == 0)
        continue;
      rw_racks_page_go_to (self, RW_KIND_ROOM, &room->id);
      return;
    }
}

static void
move_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);
  RwKind kind;
  RwId id;

  if (!rw_rack_canvas_get_selected (self->canvas, &kind, &id) || kind != RW_KIND_DEVICE)
    rw_page_toast (RW_PAGE (self), _ ("Select the device that is to be moved first"));
  else
    rw_rack_canvas_start_move (self->canvas);
}

static void
open_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RwRacksPage *self = RW_RACKS_PAGE (widget);
  RwKind kind;
  RwId id;

  if (rw_rack_canvas_get_selected (self->canvas, &kind, &id))
    rw_page_open (RW_PAGE (self), kind, &id);
}

static void
find_place_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (rw_page_get_session (RW_PAGE (widget)) != NULL)
    rw_racks_place_open (RW_RACKS_PAGE (widget));
}

static const RwAction page_actions[] = {
  { "racks.zoom-in", N_ ("Zoom In"), N_ ("Racks"), "<Control>plus <Control>equal <Control>KP_Add",
    "racks", RW_ACTION_DEFAULT, "zoom-in-symbolic" },
  { "racks.zoom-out", N_ ("Zoom Out"), N_ ("Racks"), "<Control>minus <Control>KP_Subtract", "racks",
    RW_ACTION_DEFAULT, "zoom-out-symbolic" },
  { "racks.zoom-fit", N_ ("Racks as High as the Window"), N_ ("Racks"), "<Control>0 <Control>KP_0",
    "racks", RW_ACTION_DEFAULT, "zoom-fit-best-symbolic" },
  { "racks.zoom-room", N_ ("The Whole Room"), N_ ("Racks"), "<Control>9", "racks",
    RW_ACTION_DEFAULT, "zoom-original-symbolic" },
  { "racks.zoom-site", N_ ("The Whole Site"), N_ ("Racks"), "<Control>8", "racks",
    RW_ACTION_DEFAULT, "zoom-fit-best-symbolic" },
  { "racks.turn", N_ ("Show the Other Face"), N_ ("Racks"), "<Control>e", "racks",
    RW_ACTION_DEFAULT, "object-flip-horizontal-symbolic" },
  { "racks.next-colour", N_ ("Colour by the Next Thing"), N_ ("Racks"), "<Control>b", "racks",
    RW_ACTION_DEFAULT, "color-select-symbolic" },
  { "racks.previous-colour", N_ ("Colour by the Previous Thing"), N_ ("Racks"), "<Control><Shift>b",
    "racks", RW_ACTION_NO_PALETTE, NULL },
  { "racks.find-next", N_ ("Next Match"), N_ ("Racks"), "<Control>g", "racks", RW_ACTION_NO_PALETTE,
    NULL },
  { "racks.find-previous", N_ ("Previous Match"), N_ ("Racks"), "<Control><Shift>g", "racks",
    RW_ACTION_NO_PALETTE, NULL },
  { "racks.next-room", N_ ("Next Room"), N_ ("Racks"), "<Control>Page_Down", "racks",
    RW_ACTION_DEFAULT, "go-next-symbolic" },
  { "racks.previous-room", N_ ("Previous Room"), N_ ("Racks"), "<Control>Page_Up", "racks",
    RW_ACTION_DEFAULT, "go-previous-symbolic" },
  { "racks.open", N_ ("Open"), N_ ("Racks"), NULL, "racks", RW_ACTION_NO_PALETTE, NULL },
  { "racks.move", N_ ("Move Device"), N_ ("Racks"), NULL, "racks", RW_ACTION_DEFAULT,
    "rw-racks-symbolic" },
  { "racks.find-place", N_ ("Find a Place"), N_ ("Racks"), "<Control><Shift>f", "racks", RW_ACTION_DEFAULT,
    "edit-find-symbolic" },
};

/**
 * rw_racks_page_actions_install:
 * @klass: of the page, in its class_init
 *
 * Installs and registers what one does with the racks as they are shown.
 */
void
rw_racks_page_actions_install (RwRacksPageClass *klass)
{
  static const struct
  {
    const char *id;
    GtkWidgetActionActivateFunc func;
  } functions[] = {
    { "racks.zoom-in", zoom_action_cb },
    { "racks.zoom-out", zoom_action_cb },
    { "racks.zoom-fit", zoom_action_cb },
    { "racks.zoom-room", zoom_action_cb },
    { "racks.zoom-site", zoom_action_cb },
    { "racks.turn", turn_action_cb },
    { "racks.find-next", find_action_cb },
    { "racks.next-colour", colour_action_cb },
    { "racks.previous-colour", colour_action_cb },
    { "racks.find-previous", find_action_cb },
    { "racks.next-room", room_action_cb },
    { "racks.previous-room", room_action_cb },
    { "racks.open", open_action_cb },
    { "racks.move", move_action_cb },
    { "racks.find-place", find_place_action_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), functions[i].id, NULL,
                                     functions[i].func);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}
