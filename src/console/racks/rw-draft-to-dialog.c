/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-draft-to-dialog.h"

#include <glib/gi18n.h>

#include "rw-record-picker.h"

struct _RwDraftToDialog
{
  AdwDialog parent_instance;

  RwWiring *wiring; /* with all other moves done */
  RwRackSpace *space;
  RwPlacement at; /* its name belongs to the wiring */
  int rack;       /* index, or -1 */
  gboolean filling;

  AdwNavigationView *views;
  AdwNavigationPage *place;
  AdwSpinRow *unit;
  AdwComboRow *face;
  GtkLabel *verdict;
  GtkWidget *move;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwDraftToDialog, rw_draft_to_dialog, ADW_TYPE_DIALOG)

static int
chosen_face (RwDraftToDialog *self)
{
  return adw_combo_row_get_selected (self->face) == 1 ? RW_FACE_REAR : RW_FACE_FRONT;
}

/* Says at every step whether it fits, as a drop would. */
static void
judge (RwDraftToDialog *self)
{
  g_autoptr (GError) error = NULL;
  const RwWireRack *rack;
  g_autofree char *text = NULL, *units = NULL;
  gboolean fits;

  if (self->filling || self->space == NULL)
    return;
  rack = &self->wiring->racks[self->rack];
  self->at.start = rw_rack_half_from_position (adw_spin_row_get_value (self->unit));
  if (self->at.faces != RW_FACES_BOTH)
    self->at.faces = chosen_face (self) == RW_FACE_REAR ? RW_FACES_REAR : RW_FACES_FRONT;
  fits = rw_rack_space_check (self->space, &self->at, &error);
  if (fits)
    text = rw_rack_space_describe_reserved (self->space, &self->at);
  if (fits && text == NULL)
    {
      units = rw_rack_units_label (rack->units, rack->numbering, self->at.start, self->at.length);
      text = g_strdup_printf (self->at.length > 2 ? _ ("Units %s of %s are free")
                                                  : _ ("Unit %s of %s is free"),
                              units, rack->name);
    }
  gtk_label_set_label (self->verdict, fits ? text : error->message);
  if (fits)
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error");
  gtk_widget_set_sensitive (self->move, fits);
}

static void
picked_cb (RwDraftToDialog *self, int kind, const RwId *id, const char *title)
{
  rw_draft_to_dialog_set_rack (self, id);
}

static void
move_cb (RwDraftToDialog *self)
{
  rw_draft_to_dialog_choose (self);
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static GtkWidget *
wrap (GtkWidget *child)
{
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), child);
  return view;
}

static void
make_picker (RwDraftToDialog *self, RwSession *session)
{
  GtkWidget *picker = rw_record_picker_new (session, RW_KIND_BIT (RW_KIND_RACK));
  /* Translators: a device */
  g_autofree char *title = g_strdup_printf (_ ("Move %s to Which Rack?"), self->at.name);

  gtk_widget_set_margin_start (picker, 12);
  gtk_widget_set_margin_end (picker, 12);
  gtk_widget_set_margin_bottom (picker, 12);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_add (self->views, adw_navigation_page_new (wrap (picker), title));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_dialog_set_focus (ADW_DIALOG (self), NULL);
  rw_record_picker_grab_entry (RW_RECORD_PICKER (picker));
}

static void
make_place (RwDraftToDialog *self)
{
  const char *faces[] = { rw_enum_label (&rw_enum_face, RW_FACE_FRONT),
                          rw_enum_label (&rw_enum_face, RW_FACE_REAR), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (faces);
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new (),
            *verdict = gtk_label_new (NULL), *last = adw_preferences_group_new ();

  self->unit = ADW_SPIN_ROW (adw_spin_row_new_with_range (1, 100, 1));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unit),
                                 _ ("Lowest unit, from the floor"));
  self->face = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->face), _ ("Mounted on"));
  adw_combo_row_set_model (self->face, G_LIST_MODEL (model));
  self->verdict = GTK_LABEL (verdict);
  gtk_label_set_wrap (self->verdict, TRUE);
  gtk_label_set_xalign (self->verdict, 0);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  verdict, NULL, -1);
  self->move = gtk_button_new_with_mnemonic (_ ("_Move There"));
  gtk_widget_add_css_class (self->move, "suggested-action");
  gtk_widget_add_css_class (self->move, "pill");
  gtk_widget_set_halign (self->move, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->move, 18);
  g_signal_connect_swapped (self->move, "clicked", G_CALLBACK (move_cb), self);
  g_signal_connect_swapped (self->unit, "notify::value", G_CALLBACK (judge), self);
  g_signal_connect_swapped (self->face, "notify::selected", G_CALLBACK (judge), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->unit));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->face));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (last), verdict);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (last), self->move);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (last));
  self->place = g_object_ref_sink (adw_navigation_page_new (wrap (page), _ ("Unit")));
}

static void
rw_draft_to_dialog_dispose (GObject *object)
{
  RwDraftToDialog *self = RW_DRAFT_TO_DIALOG (object);

  g_clear_object (&self->place);
  G_OBJECT_CLASS (rw_draft_to_dialog_parent_class)->dispose (object);
}

static void
rw_draft_to_dialog_finalize (GObject *object)
{
  RwDraftToDialog *self = RW_DRAFT_TO_DIALOG (object);

  g_clear_pointer (&self->space, rw_rack_space_free);
  g_clear_pointer (&self->wiring, rw_wiring_unref);
  G_OBJECT_CLASS (rw_draft_to_dialog_parent_class)->finalize (object);
}

static void
rw_draft_to_dialog_class_init (RwDraftToDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_draft_to_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_draft_to_dialog_finalize;
  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_INT, G_TYPE_INT);
}

static void
rw_draft_to_dialog_init (RwDraftToDialog *self)
{
  self->rack = -1;
  self->views = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->views));
  adw_dialog_set_content_width (ADW_DIALOG (self), 420);
  adw_dialog_set_content_height (ADW_DIALOG (self), 480);
}

/**
 * rw_draft_to_dialog_new:
 * @page: whose session finds the racks
 * @plan: the draft as it is, checked
 * @system: a device that takes units: index in the wiring of @plan
 */
AdwDialog *
rw_draft_to_dialog_new (RwPage *page, RwMovePlan *plan, guint system)
{
  RwDraftToDialog *self = g_object_new (RW_TYPE_DRAFT_TO_DIALOG, NULL);
  const RwWireSystem *device;

  self->wiring = rw_wiring_ref (plan->after);
  device = &self->wiring->systems[system];
  if (!rw_wiring_get_placement (self->wiring, system, &self->at))
    {
      const RwWireType *type = device->type >= 0 ? &self->wiring->types[device->type] : NULL;

      self->at =
        (RwPlacement) { .id = device->id,
                        .name = device->name,
                        .length = type != NULL ? type->length : 2,
                        .faces = type == NULL || type->full_depth ? RW_FACES_BOTH : RW_FACES_FRONT,
                        .half_width = type != NULL && type->half_width };
    }
  make_place (self);
  adw_combo_row_set_selected (self->face, device->face == RW_FACE_REAR ? 1 : 0);
  make_picker (self, rw_page_get_session (page));
  return ADW_DIALOG (self);
}

/**
 * rw_draft_to_dialog_set_rack:
 *
 * Goes on with a rack: the units in it that are free and next to those it has now.
 *
 * Returns: whether the rack is there
 */
gboolean
rw_draft_to_dialog_set_rack (RwDraftToDialog *self, const RwId *rack)
{
  int index = rw_wiring_find_rack (self->wiring, rack), start;
  const RwWireRack *info;

  if (index < 0)
    return FALSE;
  info = &self->wiring->racks[index];
  self->rack = index;
  g_clear_pointer (&self->space, rw_rack_space_free);
  self->space = rw_move_get_space (self->wiring, (guint) index);
  self->filling = TRUE;
  adw_spin_row_set_range (self->unit, 1, MAX (1, info->units));
  if (rw_rack_space_first_fit (self->space, &self->at, &start))
    adw_spin_row_set_value (self->unit, rw_rack_position_from_half (start));
  self->filling = FALSE;
  adw_navigation_page_set_title (self->place, info->name);
  judge (self);
  if (adw_navigation_view_get_visible_page (self->views) != self->place)
    adw_navigation_view_push (self->views, self->place);
  return TRUE;
}

/**
 * rw_draft_to_dialog_choose:
 *
 * As the button: tells the place, if it fits, and closes.
 */
void
rw_draft_to_dialog_choose (RwDraftToDialog *self)
{
  RwId rack;

  if (self->rack < 0 || !gtk_widget_get_sensitive (self->move))
    return;
  rack = self->wiring->racks[self->rack].id;
  g_signal_emit (self, signals[CHOSEN], 0, &rack, self->at.start, chosen_face (self));
  adw_dialog_close (ADW_DIALOG (self));
}
