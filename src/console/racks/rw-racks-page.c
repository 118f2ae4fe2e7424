/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-page-private.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-rack-legend.h"
#include "rw-rack-minimap.h"
#include "rw-racks-actions.h"
#include "rw-racks-cables.h"
#include "rw-racks-data.h"
#include "rw-racks-draft.h"
#include "rw-racks-hint.h"
#include "rw-racks-place.h"
#include "rw-status-page.h"

G_DEFINE_FINAL_TYPE (RwRacksPage, rw_racks_page, RW_TYPE_PAGE)

static void load (RwRacksPage *self);

/* --- Showing --------------------------------------------------------------------------------------- */

static gboolean
is_searching (RwRacksPage *self)
{
  return self->searching || rw_rack_canvas_get_classes (self->canvas) != 0;
}

/* What is in the middle of the window: from afar the site, nearer the room, the row. */
static char *
describe_view (RwRacksPage *self, const RwRackPlan *plan, int rack)
{
  const RwRackInfo *info = rack >= 0 ? &plan->racks[rack] : NULL;
  GString *title = g_string_new (plan->title);

  if (info == NULL || rw_rack_canvas_get_lod (self->canvas) == RW_RACK_LOD_FAR)
    return g_string_free (title, FALSE);
  if (plan->n_rooms > 1 || g_strcmp0 (plan->rooms[info->room].name, plan->title) != 0)
    g_string_append_printf (title, "%s%s", title->len > 0 ? " · " : "",
                            plan->rooms[info->room].name);
  if (info->row != NULL && info->row[0] != '\0')
    {
      g_autofree char *row = g_strdup_printf (_ ("Row %s"), info->row);

      g_string_append_printf (title, " · %s", row);
    }
  return g_string_free (title, FALSE);
}

/* The room in the middle is the one that other views begin with, and that is there at the next start. */
static void
note_room (RwRacksPage *self, const RwRackPlan *plan, int rack)
{
  gboolean far_out = rw_rack_canvas_get_lod (self->canvas) == RW_RACK_LOD_FAR && plan->n_rooms > 1;
  const RwId *room;

  if (rack < 0)
    return;
  room = &plan->rooms[plan->racks[rack].room].id;
  if (!rw_id_equal (room, &self->room))
    {
      g_autofree char *id = rw_id_to_string (room);

      self->room = *room;
      if (self->settings != NULL)
        g_settings_set_string (self->settings, "racks-room", id);
    }
  if (self->chooser != NULL)
    rw_racks_chooser_show (self->chooser, far_out ? &self->site : &self->room);
}

static void
update_header (RwRacksPage *self)
{
  RwRackPlan *plan = rw_rack_canvas_get_plan (self->canvas);
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  g_autoptr (GString) subtitle = NULL;
  g_autofree char *systems = NULL;
  g_autofree char *title = NULL;
  int rack;
  guint n;

  if (plan == NULL)
    {
      rw_page_set_title (RW_PAGE (self), NULL, NULL);
      return;
    }
  rack = rw_rack_canvas_get_rack_in_view (self->canvas);
  if (!self->has_wanted)
    note_room (self, plan, rack);
  title = describe_view (self, plan, rack);
  subtitle = g_string_new (NULL);
  n = plan->n_racks;
  /* Translators: how many of the site's racks the window shows */
  g_string_append_printf (subtitle, ngettext ("%u of %u rack in view", "%u of %u racks in view", n),
                          rw_rack_canvas_count_visible (self->canvas), n);
  systems = rw_format_count (is_searching (self) ? self->n_found : plan->n_devices);
  g_string_append_printf (subtitle,
                          is_searching (self)
                            ? ngettext (" · %s system found", " · %s systems found", self->n_found)
                            : ngettext (" · %s system", " · %s systems", plan->n_devices),
                          systems);
  if (session != NULL && rw_session_get_state (session) == RW_SYNC_STATE_OFFLINE &&
      rw_session_get_last_contact (session) != 0)
    {
      g_autofree char *when =
        rw_format_when (rw_session_get_last_contact (session), rw_clock_now ());

      g_string_append_printf (subtitle, _ (" · as of %s"), when);
    }
  rw_page_set_title (RW_PAGE (self), title, subtitle->str);
}

/* What is looked for, by its text or by the legend, is counted in the title. */
static void
count_found (RwRacksPage *self)
{
  self->n_found = rw_rack_canvas_count_found (self->canvas);
  update_header (self);
}

static void
update_hint (RwRacksPage *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint),
                                 rw_rack_canvas_get_by_key (self->canvas));
}

static void
update_legend (RwRacksPage *self)
{
  rw_rack_legend_set (RW_RACK_LEGEND (self->legend), rw_rack_canvas_get_colouring (self->canvas),
                      rw_rack_canvas_get_classes (self->canvas));
}

void
rw_racks_page_colour_by (RwRacksPage *self, int by)
{
  rw_rack_canvas_set_colour_by (self->canvas, (RwColourBy) by);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "racks-colour", rw_colour_by_id ((RwColourBy) by));
  update_legend (self);
  count_found (self);
}

static void
classes_cb (RwRacksPage *self, guint wanted)
{
  rw_rack_canvas_set_classes (self->canvas, wanted);
  count_found (self);
}

static gboolean
reveal (RwRacksPage *self, RwKind kind, const RwId *id)
{
  RwRackPlan *plan = rw_rack_canvas_get_plan (self->canvas);

  if (plan == NULL)
    return FALSE;
  if (kind != RW_KIND_SITE)
    return rw_rack_canvas_reveal (self->canvas, kind, id);
  if (!rw_id_equal (id, &plan->place))
    return FALSE;
  rw_rack_canvas_zoom_to_fit (self->canvas, RW_RACK_FIT_ALL);
  return TRUE;
}

void
rw_racks_page_show_plan (RwRacksPage *self, RwRackPlan *plan)
{
  g_autoptr (RwRackPlan) drawn = rw_racks_draft_show (self, plan);

  rw_rack_canvas_set_plan (self->canvas, drawn);
  update_legend (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), plan == NULL         ? "no-rooms"
                                                             : plan->n_racks == 0 ? "no-racks"
                                                                                  : "racks");
  if (self->has_wanted)
    {
      self->has_wanted = FALSE;
      reveal (self, self->wanted_kind, &self->wanted);
    }
  rw_racks_place_shown_plan (self);
  rw_racks_draft_show_ghosts (self);
  update_header (self);
}

static void
moving_changed_cb (RwRacksPage *self)
{
  g_autoptr (RwRackPlan) held = NULL;

  update_hint (self);
  if (rw_rack_canvas_get_moving (self->canvas))
    return;
  held = g_steal_pointer (&self->held);
  if (held != NULL)
    rw_racks_page_show_plan (self, held);
}

static void
want (RwRacksPage *self, RwKind kind, const RwId *id)
{
  self->has_wanted = TRUE;
  self->wanted_kind = kind;
  self->wanted = *id;
}

static void
take_answer (RwRacksPage *self, RwRacksAnswer *answer)
{
  g_clear_pointer (&self->rooms, g_ptr_array_unref);
  self->rooms = g_steal_pointer (&answer->rooms);
  if (answer->plan != NULL)
    {
      /* Where one was at the last time, unless something else is wanted. */
      if (rw_id_is_nil (&self->site) && !self->has_wanted && !rw_id_is_nil (&self->room))
        want (self, RW_KIND_ROOM, &self->room);
      self->site = answer->plan->place;
    }
  if (self->chooser != NULL)
    rw_racks_chooser_set_rooms (self->chooser, self->rooms);
  if (answer->not_found)
    {
      self->has_wanted = FALSE;
      rw_page_toast (RW_PAGE (self), _ ("It stands in no rack"));
    }
  g_clear_pointer (&self->held, rw_rack_plan_unref);
  if (rw_rack_canvas_get_moving (self->canvas) && answer->plan != NULL)
    self->held = rw_rack_plan_ref (answer->plan);
  else
    rw_racks_page_show_plan (self, answer->plan);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRacksPage) self = user_data;
  g_autoptr (GError) error = NULL;
  RwRacksAnswer *answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (answer != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      /* What was asked for meanwhile is told by the next reading. */
      if (!self->stale)
        {
          take_answer (self, answer);
          self->stale = answer->outline;
        }
    }
  else if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (rw_rack_canvas_get_plan (self->canvas) != NULL)
        rw_page_toast (RW_PAGE (self), error->message);
      else
        {
          adw_status_page_set_description (
            ADW_STATUS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (self->stack), "failed")),
            error->message);
          gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
        }
    }
  if (answer != NULL)
    rw_racks_answer_free (answer);
  if (self->stale && !g_cancellable_is_cancelled (self->cancellable))
    load (self);
}

static void
load (RwRacksPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  RwRacksQuestion *question;

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  question = g_new0 (RwRacksQuestion, 1);
  question->site = self->site;
  question->room = self->room;
  question->kind = self->has_wanted ? self->wanted_kind : RW_KIND_NONE;
  question->id = self->wanted;
  rw_session_read_async (session, rw_racks_read, question, g_free, rw_racks_answer_free,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

/**
 * rw_racks_page_go_to:
 * @kind: site, room, rack or device
 *
 * Brings it into view, from wherever it is.
 */
void
rw_racks_page_go_to (RwRacksPage *self, int kind, const RwId *place)
{
  if (!self->loading && reveal (self, kind, place))
    return;
  want (self, kind, place);
  load (self);
}

/* --- What the person does -------------------------------------------------------------------------- */

static void
select_cb (RwRacksPage *self, int kind, const RwId *id)
{
  rw_page_select (RW_PAGE (self), kind, id);
}

static void
open_cb (RwRacksPage *self, int kind, const RwId *id)
{
  rw_page_open (RW_PAGE (self), kind, id);
}

static void
refused_cb (RwRacksPage *self, const char *reason)
{
  rw_page_toast (RW_PAGE (self), reason);
}

/* Only what differs is written: two people may move a device and turn it at the same time. */
static void
move_requested_cb (RwRacksPage *self,
                   const RwId *device_id,
                   const RwId *rack_id,
                   double position,
                   int face)
{
  RwRackPlan *plan = rw_rack_canvas_get_plan (self->canvas);
  int index = rw_rack_plan_find_device (plan, device_id),
      rack_index = rw_rack_plan_find_rack (plan, rack_id);
  const RwRackDevice *device = &plan->devices[index];
  const RwRackInfo *rack = &plan->racks[rack_index];
  int start = rw_rack_half_from_position (position);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, device_id);
  g_autofree char *units =
    rw_rack_units_label (rack->units, rack->numbering, start, device->length);
  g_autofree char *label = NULL;

  if (rw_racks_draft_take_move (self, &(RwMove) { *device_id, *rack_id, start, (RwFace) face }))
    {
      rw_edit_free (edit);
      return;
    }
  if (device->rack != rack_index)
    rw_edit_set (edit, RW_DEVICE_RACK, rw_value_ref (rack_id));
  if (device->start != start)
    rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (position));
  if ((int) device->face != face)
    rw_edit_set (edit, RW_DEVICE_FACE, rw_value_enum (face));
  g_ptr_array_add (edits, edit);
  /* Translators: a device, a rack, its units: "Move web-014 to FRA2-C3-R11, unit 20" */
  label = g_strdup_printf (device->length > 2 ? _ ("Move %s to %s, units %s")
                                              : _ ("Move %s to %s, unit %s"),
                           device->name, rack->name, units);
  rw_page_submit (RW_PAGE (self), edits, label);
}

static void
context_menu_cb (RwRacksPage *self, int kind, const RwId *id, double x, double y)
{
  GdkRectangle point = { (int) x, (int) y, 1, 1 };

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.move", kind == RW_KIND_DEVICE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.trace", kind == RW_KIND_DEVICE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.show-cables", kind == RW_KIND_DEVICE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.type-photos", kind == RW_KIND_DEVICE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_closed_cb (RwRacksPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.move", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.trace", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.show-cables", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "racks.type-photos", TRUE);
}

static const char *const face_names[] = { "front", "rear", "both" };

static void
face_chosen_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwRacksPage *self)
{
  guint active = adw_toggle_group_get_active (toggles);

  if (active < G_N_ELEMENTS (face_names))
    rw_rack_canvas_set_faces (self->canvas, active + 1);
}

static void
faces_changed_cb (RwRacksPage *self)
{
  guint faces = rw_rack_canvas_get_faces (self->canvas);

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "racks-faces", face_names[faces - 1]);
  if (self->toggles != NULL)
    adw_toggle_group_set_active (self->toggles, faces - 1);
}

/* --- RwPage ---------------------------------------------------------------------------------------- */

static void
rw_racks_page_session_set (RwPage *page, RwSession *session)
{
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update_header), page,
                           G_CONNECT_SWAPPED);
  load (RW_RACKS_PAGE (page));
  rw_racks_draft_session_set (RW_RACKS_PAGE (page));
  RW_RACKS_PAGE (page)->photos = rw_racks_photos_new (RW_RACKS_PAGE (page)->canvas, session);
}

static void
rw_racks_page_data_changed (RwPage *page, const RwChangeSet *changes)
{
  const guint64 mine = RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_ROOM) |
                       RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_RESERVATION) |
                       RW_KIND_BIT (RW_KIND_POWER_FEED) | RW_KIND_BIT (RW_KIND_DEVICE_TYPE) |
                       RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_PORT) |
                       RW_KIND_BIT (RW_KIND_CABLE) | RW_KIND_BIT (RW_KIND_TICKET) |
                       RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_RUN) |
                       RW_KIND_BIT (RW_KIND_BACKUP_ACK) | RW_KIND_BIT (RW_KIND_SERVICE);
  RwRacksPage *self = RW_RACKS_PAGE (page);

  rw_racks_place_data_changed (self, changes);
  rw_racks_cables_data_changed (self, changes);
  rw_racks_draft_data_changed (self, changes);
  if (self->photos != NULL)
    rw_racks_photos_data_changed (self->photos, changes);
  if ((changes->kinds & mine) == 0)
    return;
  /* Nobody looks: it is read once, when somebody does. */
  if (self->shown || rw_rack_canvas_get_plan (self->canvas) == NULL)
    load (self);
  else
    self->stale = TRUE;
}

static gboolean
rw_racks_page_reveal (RwPage *page, RwKind kind, const RwId *id)
{
  RwRacksPage *self = RW_RACKS_PAGE (page);

  if (kind != RW_KIND_DEVICE && kind != RW_KIND_RACK && kind != RW_KIND_ROOM &&
      kind != RW_KIND_SITE)
    return FALSE;
  rw_racks_page_go_to (self, kind, id);
  return TRUE;
}

static void
rw_racks_page_shown (RwPage *page, gboolean shown)
{
  RwRacksPage *self = RW_RACKS_PAGE (page);

  self->shown = shown;
  if (shown && self->stale && !self->loading)
    load (self);
  if (shown && gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
rw_racks_page_search (RwPage *page, const char *text)
{
  RwRacksPage *self = RW_RACKS_PAGE (page);

  self->searching = text[0] != '\0';
  self->n_found = rw_rack_canvas_set_search (self->canvas, text);
  /* There is no doubt what was meant. */
  if (self->n_found == 1)
    rw_rack_canvas_find_next (self->canvas, FALSE);
  update_header (self);
}

static GtkWidget *
rw_racks_page_create_header_start (RwPage *page)
{
  static const char *const labels[] = { NC_ ("rack face", "Front"), NC_ ("rack face", "Rear"),
                                        NC_ ("rack face", "Both") };
  RwRacksPage *self = RW_RACKS_PAGE (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chooser = RW_RACKS_CHOOSER (rw_racks_chooser_new ());
  g_object_add_weak_pointer (G_OBJECT (self->chooser), (gpointer *) &self->chooser);
  if (self->rooms != NULL)
    rw_racks_chooser_set_rooms (self->chooser, self->rooms);
  rw_racks_chooser_show (self->chooser, &self->room);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (rw_racks_page_go_to), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chooser));

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  g_object_add_weak_pointer (G_OBJECT (self->toggles), (gpointer *) &self->toggles);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, g_dpgettext2 (NULL, "rack face", labels[i]));
      adw_toggle_group_add (self->toggles, toggle);
    }
  adw_toggle_group_set_active (self->toggles, rw_rack_canvas_get_faces (self->canvas) - 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Face of the racks"), -1);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (face_chosen_cb), self, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toggles));
  return box;
}

typedef struct
{
  GtkWidget *page; /* not owned; the header bar may outlive it */
  const char *action;
} ZoomButton;

static void
zoom_clicked_cb (GtkButton *button, ZoomButton *zoom)
{
  if (zoom->page != NULL)
    gtk_widget_activate_action (zoom->page, zoom->action, NULL);
}

static void
zoom_button_free (gpointer data, GClosure *closure)
{
  ZoomButton *zoom = data;

  g_clear_weak_pointer (&zoom->page);
  g_free (zoom);
}

static GtkWidget *
rw_racks_page_create_header_end (RwPage *page)
{
  static const struct
  {
    const char *action;
    const char *icon_name;
    const char *property;
  } buttons[] = {
    { "racks.zoom-out", "zoom-out-symbolic", "can-zoom-out" },
    { "racks.zoom-fit", "zoom-fit-best-symbolic", NULL },
    { "racks.zoom-in", "zoom-in-symbolic", "can-zoom-in" },
  };
  RwRacksPage *self = RW_RACKS_PAGE (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon_name);
      g_autofree char *tooltip = rw_action_tooltip (buttons[i].action);
      ZoomButton *zoom = g_new0 (ZoomButton, 1);

      /* The header bar is not inside the page: actions are called, not named. */
      g_set_weak_pointer (&zoom->page, GTK_WIDGET (self));
      zoom->action = buttons[i].action;
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, tooltip);
      g_signal_connect_data (button, "clicked", G_CALLBACK (zoom_clicked_cb), zoom,
                             zoom_button_free, 0);
      if (buttons[i].property != NULL)
        g_object_bind_property (self->canvas, buttons[i].property, button, "sensitive",
                                G_BINDING_SYNC_CREATE);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static gboolean
rw_racks_page_settled (RwPage *page)
{
  RwRacksPage *self = RW_RACKS_PAGE (page);

  return self->rooms != NULL && !self->loading && !self->cables_loading &&
         rw_racks_draft_settled (self) &&
         (self->photos == NULL || rw_racks_photos_settled (self->photos)) &&
         rw_rack_canvas_is_settled (self->canvas);
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
rw_racks_page_dispose (GObject *object)
{
  RwRacksPage *self = RW_RACKS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  rw_racks_place_close (self);
  rw_racks_draft_dispose (self);
  g_clear_pointer (&self->photos, rw_racks_photos_free);
  g_clear_weak_pointer (&self->toggles);
  g_clear_weak_pointer (&self->chooser);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->held, rw_rack_plan_unref);
  if (self->canvas != NULL)
    g_signal_handlers_disconnect_by_data (self->canvas, self);
  g_clear_object (&self->canvas);
  G_OBJECT_CLASS (rw_racks_page_parent_class)->dispose (object);
}

static void
rw_racks_page_finalize (GObject *object)
{
  RwRacksPage *self = RW_RACKS_PAGE (object);

  g_clear_pointer (&self->rooms, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_free (self->cables_of_name);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rw_racks_page_parent_class)->finalize (object);
}

static void
rw_racks_page_class_init (RwRacksPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_racks_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_racks_page_finalize;
  page_class->id = "racks";
  page_class->title = N_ ("Racks");
  page_class->icon_name = "rw-racks-symbolic";
  page_class->session_set = rw_racks_page_session_set;
  page_class->data_changed = rw_racks_page_data_changed;
  page_class->reveal = rw_racks_page_reveal;
  page_class->shown = rw_racks_page_shown;
  page_class->search = rw_racks_page_search;
  page_class->create_header_start = rw_racks_page_create_header_start;
  page_class->create_header_end = rw_racks_page_create_header_end;
  page_class->settled = rw_racks_page_settled;
  rw_racks_page_actions_install (klass);
  rw_racks_actions_install (klass);
  rw_racks_draft_install (klass);
}

static void
make_menu (RwRacksPage *self)
{
  static const char *const ids[] = { "racks.open",        "racks.move",        "racks.plan-moves",
                                     "racks.find-place",  "racks.loss",        "racks.trace",
                                     "racks.show-cables", "racks.type-photos", "racks.print" };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GMenuItem) item = rw_action_menu_item_new (ids[i]);

      g_menu_append_item (menu, item);
    }
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);
}

static void
restore (RwRacksPage *self)
{
  g_autofree char *room = NULL;
  g_autofree char *faces = NULL;
  g_autofree char *colour = NULL;

  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                     "net.rackward.Rackward", TRUE);

  /* A test of the page alone has no settings. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "racks-room"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");
  room = g_settings_get_string (self->settings, "racks-room");
  faces = g_settings_get_string (self->settings, "racks-faces");
  colour = g_settings_get_string (self->settings, "racks-colour");
  rw_rack_canvas_set_colour_by (self->canvas, rw_colour_by_from_id (colour));
  rw_id_parse (room, &self->room);
  for (guint i = 0; i < G_N_ELEMENTS (face_names); i++)
    if (g_str_equal (faces, face_names[i]))
      rw_rack_canvas_set_faces (self->canvas, i + 1);
}

static void
rw_racks_page_init (RwRacksPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *overlay = gtk_overlay_new (), *minimap,
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->cancellable = g_cancellable_new ();
  self->canvas = g_object_ref_sink (RW_RACK_CANVAS (rw_rack_canvas_new ()));
  self->legend = rw_rack_legend_new ();
  restore (self);
  g_signal_connect_swapped (self->canvas, "select", G_CALLBACK (select_cb), self);
  g_signal_connect_swapped (self->canvas, "open", G_CALLBACK (open_cb), self);
  g_signal_connect_swapped (self->canvas, "refused", G_CALLBACK (refused_cb), self);
  g_signal_connect_swapped (self->canvas, "move-requested", G_CALLBACK (move_requested_cb), self);
  g_signal_connect_swapped (self->canvas, "context-menu", G_CALLBACK (context_menu_cb), self);
  g_signal_connect_swapped (self->canvas, "view-changed", G_CALLBACK (update_header), self);
  g_signal_connect_swapped (self->canvas, "notify::faces", G_CALLBACK (faces_changed_cb), self);
  g_signal_connect_swapped (self->canvas, "notify::moving", G_CALLBACK (moving_changed_cb), self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->canvas));
  self->hint = rw_racks_hint_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);
  gtk_widget_set_vexpand (overlay, TRUE);
  g_signal_connect_swapped (self->legend, "colour-by", G_CALLBACK (rw_racks_page_colour_by), self);
  g_signal_connect_swapped (self->legend, "classes", G_CALLBACK (classes_cb), self);
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_box_append (GTK_BOX (box), self->legend);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->hint);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), rw_racks_cables_bar_new (self));
  g_signal_connect_swapped (self->canvas, "view-changed", G_CALLBACK (rw_racks_cables_update),
                            self);
  minimap = rw_rack_minimap_new (self->canvas);
  gtk_widget_set_halign (minimap, GTK_ALIGN_END);
  gtk_widget_set_valign (minimap, GTK_ALIGN_END);
  gtk_widget_set_margin_end (minimap, 18);
  gtk_widget_set_margin_bottom (minimap, 18);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), minimap);

  self->stack = gtk_stack_new ();
  rw_status_page_add_loading (GTK_STACK (self->stack), _ ("Loading Racks"));
  rw_status_page_add (GTK_STACK (self->stack), "no-rooms", "rw-racks-symbolic", _ ("No Rooms Yet"),
                      _ ("Rooms appear here with their racks once somebody has entered them."));
  rw_status_page_add (GTK_STACK (self->stack), "no-racks", "rw-racks-symbolic", _ ("No Racks Yet"),
                      _ ("Racks appear here once somebody has entered them for a room."));
  rw_status_page_add (GTK_STACK (self->stack), "failed", "dialog-error-symbolic",
                      _ ("Racks Could Not Be Read"), NULL);
  self->beside = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (self->beside, box);
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (self->beside), "racks");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  adw_bin_set_child (ADW_BIN (self), rw_racks_draft_wrap (self, self->stack));
  make_menu (self);
}

/**
 * rw_racks_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_racks_page_new (void)
{
  return g_object_new (RW_TYPE_RACKS_PAGE, NULL);
}

/**
 * rw_racks_page_get_selected:
 *
 * Returns: whether a device or a rack is selected
 */
gboolean
rw_racks_page_get_selected (RwRacksPage *self, RwKind *kind, RwId *id)
{
  return rw_rack_canvas_get_selected (self->canvas, kind, id);
}
