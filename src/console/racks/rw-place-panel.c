/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-place-panel.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-place-words.h"
#include "rw-text.h"
#include "rw-wiring-loader.h"
#include "rw-wiring-row.h"

struct _RwPlacePanel
{
  AdwBin parent_instance;

  RwPage *page; /* weak */
  GCancellable *cancellable;
  RwWiringAnswer *answer;
  RwPlaceAnswer *found;
  RwPlaceRequest request;
  gboolean loading, stale;
  gboolean filling; /* the inputs change because of us */

  /* What is asked, by id: indexes change with every reading. */
  RwId type, room, vlan, system;
  GArray *types, *rooms, *vlans; /* (element-type guint): indexes in the wiring, as listed */

  GtkStack *stack;
  AdwStatusPage *failed;
  GtkDropDown *type_input, *room_input, *vlan_input;
  GtkSpinButton *count_input;
  GtkCheckButton *apart_input;
  GtkLabel *heading, *lacks;
  GListStore *rows;
  GtkSingleSelection *selection;
  GtkListView *list;
  GtkEditable *purpose;
  GtkWidget *purpose_box, *reserve;
};

enum
{
  PREVIEW,
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwPlacePanel, rw_place_panel, ADW_TYPE_BIN)

/* --- Finding --------------------------------------------------------------------------------------- */

static const RwWiring *
wiring_of (RwPlacePanel *self)
{
  return self->answer->wiring;
}

static const RwPlace *
chosen_place (RwPlacePanel *self)
{
  RwWiringRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL && self->found != NULL
           ? &g_array_index (self->found->places, RwPlace, rw_wiring_row_get_info (row)->index)
           : NULL;
}

static RwWiringRow *
row_for (RwPlacePanel *self, guint index)
{
  const RwPlace *place = &g_array_index (self->found->places, RwPlace, index);
  g_autofree char *title = rw_place_title (wiring_of (self), &self->request, place),
                  *reasons = rw_place_reasons (wiring_of (self), &self->request, place),
                  *next = rw_place_next (&self->request, place),
                  *detail = next != NULL ? g_strdup_printf ("%s. %s.", reasons, next)
                                         : g_strdup_printf ("%s.", reasons);
  RwWiringRowInfo info = { .status = -1,
                           .title = title,
                           .detail = detail,
                           .index = index,
                           .kind = RW_KIND_RACK,
                           .id = wiring_of (self)->racks[place->rack].id };

  return rw_wiring_row_new (&info);
}

static gboolean
make_request (RwPlacePanel *self)
{
  const RwWiring *wiring = wiring_of (self);
  int type = rw_wiring_find_type (wiring, &self->type),
      system = rw_wiring_find_system (wiring, &self->system);

  rw_place_request_init (&self->request);
  if (type < 0)
    return FALSE;
  rw_place_request_set_type (&self->request, &wiring->types[type]);
  self->request.count = (guint) gtk_spin_button_get_value_as_int (self->count_input);
  for (guint i = 0; i < wiring->n_rooms; i++)
    if (rw_id_equal (&wiring->rooms[i].id, &self->room))
      self->request.room = (int) i;
  self->request.vlan = rw_wiring_find_vlan (wiring, &self->vlan);
  if (self->request.vlan >= 0)
    self->request.ports = MAX (1, self->request.ports);
  if (system < 0)
    return TRUE;
  self->request.service = wiring->systems[system].service;
  if (self->request.service >= 0)
    self->request.customer = wiring->services[self->request.service].customer_id;
  if (gtk_check_button_get_active (self->apart_input))
    self->request.partner = system;
  return TRUE;
}

static void
update_apart (RwPlacePanel *self)
{
  int system = rw_wiring_find_system (wiring_of (self), &self->system);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->apart_input), system >= 0);
  if (system < 0)
    return;
  /* Translators: a device that must not share its rack with the new one */
  label = g_strdup_printf (_ ("Not in the rack of %s"), wiring_of (self)->systems[system].name);
  gtk_check_button_set_label (self->apart_input, label);
}

static void
find (RwPlacePanel *self)
{
  g_autofree char *heading = NULL, *lacks = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean asked;

  if (self->answer == NULL)
    return;
  asked = make_request (self);
  g_list_store_remove_all (self->rows);
  g_clear_pointer (&self->found, rw_place_answer_free);
  if (asked)
    self->found = rw_find_place (self->answer->capacity, &self->request);
  for (guint i = 0; asked && i < self->found->places->len; i++)
    g_ptr_array_add (rows, row_for (self, i));
  heading = asked ? rw_place_heading (self->found, &self->request)
                  : g_strdup (_ ("No device type has a height yet"));
  lacks = asked ? rw_place_lacks (wiring_of (self), self->found, &self->request) : g_strdup ("");
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->lacks, lacks);
  gtk_widget_set_visible (GTK_WIDGET (self->lacks), *lacks != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  g_list_store_splice (self->rows, 0, 0, rows->pdata, rows->len);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->list),
                                                   GTK_TYPE_SCROLLED_WINDOW),
                          rows->len > 0);
  gtk_widget_set_sensitive (self->purpose_box, rows->len > 0);
  g_signal_emit (self, signals[PREVIEW], 0);
  rw_announce (GTK_WIDGET (self), heading);
}

/* --- Inputs ---------------------------------------------------------------------------------------- */

static void
fill_list (GtkDropDown *input, GtkStringList *names, GArray *indexes, guint wanted)
{
  guint selected = 0;

  for (guint i = 0; i < indexes->len; i++)
    if (g_array_index (indexes, guint, i) == wanted)
      selected = i;
  gtk_drop_down_set_model (input, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (input, selected);
}

static void
fill_types (RwPlacePanel *self)
{
  const RwWiring *wiring = wiring_of (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->types, 0);
  for (guint i = 0; i < wiring->n_types; i++)
    if (wiring->types[i].length > 0)
      {
        g_array_append_val (self->types, i);
        gtk_string_list_append (names, wiring->types[i].name);
      }
  if (rw_wiring_find_type (wiring, &self->type) < 0 && self->types->len > 0)
    self->type = wiring->types[g_array_index (self->types, guint, 0)].id;
  fill_list (self->type_input, names, self->types,
             (guint) rw_wiring_find_type (wiring, &self->type));
}

static void
fill_rooms (RwPlacePanel *self)
{
  const RwWiring *wiring = wiring_of (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint wanted = G_MAXUINT, none = G_MAXUINT;

  g_array_set_size (self->rooms, 0);
  g_array_append_val (self->rooms, none);
  gtk_string_list_append (names, C_ ("rooms", "Everywhere"));
  for (guint i = 0; i < wiring->n_rooms; i++)
    {
      g_array_append_val (self->rooms, i);
      gtk_string_list_append (names, wiring->rooms[i].name);
      if (rw_id_equal (&wiring->rooms[i].id, &self->room))
        wanted = i;
    }
  fill_list (self->room_input, names, self->rooms, wanted);
}

static void
fill_vlans (RwPlacePanel *self)
{
  const RwWiring *wiring = wiring_of (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint none = G_MAXUINT;

  g_array_set_size (self->vlans, 0);
  g_array_append_val (self->vlans, none);
  gtk_string_list_append (names, C_ ("VLAN", "Any"));
  for (guint i = 0; i < wiring->n_vlans; i++)
    {
      g_autofree char *name =
        g_strdup_printf ("%d %s", wiring->vlans[i].vid, wiring->vlans[i].name);

      g_array_append_val (self->vlans, i);
      gtk_string_list_append (names, name);
    }
  fill_list (self->vlan_input, names, self->vlans,
             (guint) rw_wiring_find_vlan (wiring, &self->vlan));
}

static void
take_system (RwPlacePanel *self)
{
  const RwWiring *wiring = wiring_of (self);
  int system = rw_wiring_find_system (wiring, &self->system);

  if (system >= 0 && wiring->systems[system].type >= 0 &&
      wiring->types[wiring->systems[system].type].length > 0)
    self->type = wiring->types[wiring->systems[system].type].id;
}

static void
fill (RwPlacePanel *self)
{
  self->filling = TRUE;
  fill_types (self);
  fill_rooms (self);
  fill_vlans (self);
  update_apart (self);
  self->filling = FALSE;
}

static guint
chosen_index (GtkDropDown *input, GArray *indexes)
{
  guint selected = gtk_drop_down_get_selected (input);

  return selected < indexes->len ? g_array_index (indexes, guint, selected) : G_MAXUINT;
}

static void
input_cb (RwPlacePanel *self)
{
  const RwWiring *wiring;
  guint type, room, vlan;

  if (self->filling || self->answer == NULL)
    return;
  wiring = wiring_of (self);
  type = chosen_index (self->type_input, self->types);
  room = chosen_index (self->room_input, self->rooms);
  vlan = chosen_index (self->vlan_input, self->vlans);
  self->type = type < wiring->n_types ? wiring->types[type].id : RW_ID_NIL;
  self->room = room < wiring->n_rooms ? wiring->rooms[room].id : RW_ID_NIL;
  self->vlan = vlan < wiring->n_vlans ? wiring->vlans[vlan].id : RW_ID_NIL;
  find (self);
}

/* --- Reading --------------------------------------------------------------------------------------- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwPlacePanel) self = user_data;
  g_autoptr (GError) error = NULL;
  RwWiringAnswer *answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&answer, rw_wiring_answer_free);
      return;
    }
  if (answer == NULL)
    {
      adw_status_page_set_description (self->failed, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_clear_pointer (&self->found, rw_place_answer_free);
  g_clear_pointer (&self->answer, rw_wiring_answer_free);
  self->answer = answer;
  if (rw_id_is_nil (&self->type))
    take_system (self);
  fill (self);
  gtk_stack_set_visible_child_name (self->stack, "ready");
  find (self);
  if (self->stale)
    rw_place_panel_load (self);
}

/* --- What the person does -------------------------------------------------------------------------- */

static void
selected_cb (RwPlacePanel *self)
{
  g_signal_emit (self, signals[PREVIEW], 0);
}

static void
activate_cb (RwPlacePanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->purpose));
}

static void
reserve_cb (RwPlacePanel *self)
{
  rw_place_panel_reserve (self);
}

static void
close_cb (RwPlacePanel *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  close_cb (RW_PLACE_PANEL (widget));
  return TRUE;
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static void
add_input (GtkGrid *grid, int row, const char *label, GtkWidget *input)
{
  GtkWidget *name = gtk_label_new_with_mnemonic (label);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (name), input);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_set_hexpand (input, TRUE);
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  gtk_grid_attach (grid, input, 1, row, 1, 1);
}

/* The panel is narrow: the button says only as much as fits, the list all of it. */
static GtkDropDown *
new_drop_down (RwPlacePanel *self)
{
  static const char text[] =
    "<interface><template class='GtkListItem'><property name='child'><object class='GtkLabel'>"
    "<property name='xalign'>0</property><property name='ellipsize'>end</property>"
    "<binding name='label'><lookup name='string' type='GtkStringObject'><lookup name='item'>GtkListItem</lookup></lookup></binding>"
    "</object></property></template></interface>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GtkListItemFactory) factory =
    gtk_builder_list_item_factory_new_from_bytes (NULL, bytes);
  GtkWidget *input =
    gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  gtk_drop_down_set_factory (GTK_DROP_DOWN (input), factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (input), TRUE);
  gtk_drop_down_set_search_match_mode (GTK_DROP_DOWN (input),
                                       GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  g_signal_connect_swapped (input, "notify::selected", G_CALLBACK (input_cb), self);
  return GTK_DROP_DOWN (input);
}

static GtkWidget *
make_inputs (RwPlacePanel *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->type_input = new_drop_down (self);
  self->room_input = new_drop_down (self);
  self->vlan_input = new_drop_down (self);
  self->count_input = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, RW_PLACE_MOST, 1));
  self->apart_input = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_active (self->apart_input, TRUE);
  g_signal_connect_swapped (self->count_input, "value-changed", G_CALLBACK (input_cb), self);
  g_signal_connect_swapped (self->apart_input, "toggled", G_CALLBACK (input_cb), self);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_add_css_class (grid, "rw-place-part");
  add_input (GTK_GRID (grid), 0, _ ("_Type"), GTK_WIDGET (self->type_input));
  add_input (GTK_GRID (grid), 1, _ ("_How many"), GTK_WIDGET (self->count_input));
  add_input (GTK_GRID (grid), 2, _ ("_Where"), GTK_WIDGET (self->room_input));
  add_input (GTK_GRID (grid), 3, _ ("_VLAN"), GTK_WIDGET (self->vlan_input));
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->apart_input), 0, 4, 2, 1);
  return grid;
}

static GtkLabel *
add_sentence (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "rw-place-part");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), i == 1);
      gtk_label_set_ellipsize (GTK_LABEL (label),
                               i == 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_widget_add_css_class (label, i == 0 ? "numeric" : "caption");
      if (i == 1)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "rw-wiring-row");
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const RwWiringRowInfo *info = rw_wiring_row_get_info (gtk_list_item_get_item (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *sentence = g_strdup_printf ("%s: %s", info->title, info->detail);

  gtk_label_set_label (GTK_LABEL (title), info->title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), info->detail);
  gtk_list_item_set_accessible_label (item, sentence);
}

static GtkWidget *
make_list (RwPlacePanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->rows = g_list_store_new (RW_TYPE_WIRING_ROW);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = GTK_LIST_VIEW (
    gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "rw-wiring-list");
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_purpose (RwPlacePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *entry = gtk_entry_new ();

  self->purpose = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("What for"));
  gtk_entry_set_max_length (
    GTK_ENTRY (entry), (int) rw_schema_field (RW_KIND_RESERVATION, RW_RESERVATION_PURPOSE)->max);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What the units are reserved for"), -1);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (reserve_cb), self);
  self->reserve = gtk_button_new_with_mnemonic (_ ("_Reserve"));
  gtk_widget_add_css_class (self->reserve, "suggested-action");
  g_signal_connect_swapped (self->reserve, "clicked", G_CALLBACK (reserve_cb), self);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), self->reserve);
  gtk_widget_add_css_class (box, "rw-place-part");
  self->purpose_box = box;
  return box;
}

static GtkWidget *
make_head (RwPlacePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *title = gtk_label_new (_ ("Find a Place")),
            *away = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (away, "flat");
  gtk_widget_set_tooltip_text (away, _ ("Close (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (away), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close the search for a place"), -1);
  g_signal_connect_swapped (away, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), away);
  gtk_widget_add_css_class (box, "rw-place-part");
  return box;
}

static GtkWidget *
make_ready (RwPlacePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_inputs (self));
  self->heading = add_sentence (box, "heading");
  gtk_box_append (GTK_BOX (box), make_list (self));
  self->lacks = add_sentence (box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->lacks), "dim-label");
  gtk_box_append (GTK_BOX (box), make_purpose (self));
  return box;
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
rw_place_panel_dispose (GObject *object)
{
  RwPlacePanel *self = RW_PLACE_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->page);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (rw_place_panel_parent_class)->dispose (object);
}

static void
rw_place_panel_finalize (GObject *object)
{
  RwPlacePanel *self = RW_PLACE_PANEL (object);

  g_clear_pointer (&self->found, rw_place_answer_free);
  g_clear_pointer (&self->answer, rw_wiring_answer_free);
  g_clear_object (&self->rows);
  g_array_unref (self->types);
  g_array_unref (self->rooms);
  g_array_unref (self->vlans);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rw_place_panel_parent_class)->finalize (object);
}

static void
rw_place_panel_class_init (RwPlacePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_place_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_place_panel_finalize;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  signals[PREVIEW] =
    g_signal_new ("preview", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSE] =
    g_signal_new ("close", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_place_panel_init (RwPlacePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *loading = adw_spinner_new (),
            *failed = adw_status_page_new (), *clamp = adw_clamp_new ();

  self->cancellable = g_cancellable_new ();
  self->types = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rooms = g_array_new (FALSE, FALSE, sizeof (guint));
  self->vlans = g_array_new (FALSE, FALSE, sizeof (guint));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, loading, "loading");
  gtk_stack_add_named (self->stack, make_ready (self), "ready");
  self->failed = ADW_STATUS_PAGE (failed);
  adw_status_page_set_icon_name (self->failed, "dialog-error-symbolic");
  adw_status_page_set_title (self->failed, _ ("The Racks Could Not Be Read"));
  gtk_widget_add_css_class (failed, "compact");
  gtk_stack_add_named (self->stack, failed, "failed");
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_widget_add_css_class (GTK_WIDGET (self), "rw-place-panel");
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a Place"), -1);
  /* Long reasons wrap; the racks have the room. */
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 360);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 360);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), clamp);
}

/* --- For the page ---------------------------------------------------------------------------------- */

/**
 * rw_place_panel_new:
 * @page: whose session answers, and which is told what to write
 *
 * Returns: (transfer floating): a panel that has read nothing yet
 */
GtkWidget *
rw_place_panel_new (RwPage *page)
{
  RwPlacePanel *self = g_object_new (RW_TYPE_PLACE_PANEL, NULL);

  g_set_weak_pointer (&self->page, page);
  return GTK_WIDGET (self);
}

/**
 * rw_place_panel_load:
 *
 * Reads what there is, and finds places again.
 */
void
rw_place_panel_load (RwPlacePanel *self)
{
  RwSession *session = self->page != NULL ? rw_page_get_session (self->page) : NULL;
  RwWiringQuestion question = { .type = RW_WIRING_CAPACITY };

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  if (self->answer == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  rw_session_read_async (session, rw_wiring_read, g_memdup2 (&question, sizeof question), g_free,
                         rw_wiring_answer_free, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * rw_place_panel_take:
 * @system: (nullable): another one like it is looked for, near its service and away from its rack
 */
void
rw_place_panel_take (RwPlacePanel *self, const RwId *system)
{
  self->system = system != NULL ? *system : RW_ID_NIL;
  if (system != NULL)
    self->type = RW_ID_NIL;
  if (self->answer == NULL)
    return;
  take_system (self);
  fill (self);
  find (self);
}

/**
 * rw_place_panel_set_room:
 * @room: where to look, until somebody chooses another; nil for everywhere
 */
void
rw_place_panel_set_room (RwPlacePanel *self, const RwId *room)
{
  self->room = *room;
  if (self->answer == NULL)
    return;
  fill (self);
  find (self);
}

void
rw_place_panel_grab (RwPlacePanel *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->type_input));
}

/**
 * rw_place_panel_get_previews:
 * @previews: (out caller-allocates): room for %RW_PLACE_MOST
 * @label: (out): what would stand there
 *
 * Returns: how many units-runs the chosen place has; 0 for none chosen
 */
guint
rw_place_panel_get_previews (RwPlacePanel *self, RwRackPreview *previews, const char **label)
{
  const RwPlace *place = self->answer != NULL ? chosen_place (self) : NULL;
  int type;

  *label = NULL;
  if (place == NULL)
    return 0;
  type = rw_wiring_find_type (wiring_of (self), &self->type);
  *label = type >= 0 ? wiring_of (self)->types[type].name : NULL;
  for (guint i = 0; i < self->request.count; i++)
    previews[i] = (RwRackPreview) { .rack = wiring_of (self)->racks[place->rack].id,
                                    .start = place->starts[i],
                                    .length = self->request.length,
                                    .faces = self->request.faces };
  return self->request.count;
}

/**
 * rw_place_panel_get_places:
 *
 * Returns: (transfer none): the places as a selection model of #RwWiringRow, the best first
 */
GListModel *
rw_place_panel_get_places (RwPlacePanel *self)
{
  return G_LIST_MODEL (self->selection);
}

const char *
rw_place_panel_get_heading (RwPlacePanel *self)
{
  return gtk_label_get_label (self->heading);
}

static RwEdit *
reservation_edit (RwPlacePanel *self, const RwPlace *place, int start, const char *purpose)
{
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_RESERVATION, NULL);
  const RwId *person = rw_session_get_person (rw_page_get_session (self->page));

  rw_record_set_ref (record, RW_RESERVATION_RACK, &wiring_of (self)->racks[place->rack].id);
  rw_record_set_decimal (record, RW_RESERVATION_POSITION, rw_rack_position_from_half (start));
  rw_record_set_decimal (record, RW_RESERVATION_HEIGHT, self->request.length / 2.0);
  if (self->request.faces != RW_FACES_BOTH)
    rw_record_set_enum (record, RW_RESERVATION_FACE,
                        self->request.faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT);
  rw_record_set_text (record, RW_RESERVATION_PURPOSE, purpose);
  if (self->request.watts > 0)
    rw_record_set_integer (record, RW_RESERVATION_DRAW, (gint64) self->request.watts);
  if (self->request.weight > 0)
    rw_record_set_decimal (record, RW_RESERVATION_WEIGHT, self->request.weight);
  if (!rw_id_is_nil (&self->request.customer))
    rw_record_set_ref (record, RW_RESERVATION_CUSTOMER, &self->request.customer);
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (record, RW_RESERVATION_PERSON, person);
  return rw_edit_new_create (record);
}

/**
 * rw_place_panel_reserve:
 *
 * Reserves the chosen place, all of it or nothing, with what is expected to stand there. Without a purpose it is
 * for the type.
 *
 * Returns: whether a place was chosen
 */
gboolean
rw_place_panel_reserve (RwPlacePanel *self)
{
  const RwPlace *place = self->answer != NULL ? chosen_place (self) : NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *title = NULL, *label = NULL, *purpose = NULL;
  int type;

  if (place == NULL || self->page == NULL)
    return FALSE;
  type = rw_wiring_find_type (wiring_of (self), &self->type);
  purpose = g_strstrip (g_strdup (gtk_editable_get_text (self->purpose)));
  if (*purpose == '\0')
    {
      g_free (purpose);
      purpose = rw_text_truncate (
        wiring_of (self)->types[type].name,
        (gsize) rw_schema_field (RW_KIND_RESERVATION, RW_RESERVATION_PURPOSE)->max);
    }
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  for (guint i = 0; i < self->request.count; i++)
    g_ptr_array_add (edits, reservation_edit (self, place, place->starts[i], purpose));
  title = rw_place_title (wiring_of (self), &self->request, place);
  /* Translators: what was done, for undo: a rack and its units */
  label = g_strdup_printf (_ ("Reserve %s"), title);
  gtk_editable_set_text (self->purpose, "");
  rw_page_submit (self->page, edits, label);
  return TRUE;
}
