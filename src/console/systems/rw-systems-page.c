/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-page-private.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-column-title.h"
#include "rw-format.h"
#include "rw-save.h"
#include "rw-status-page.h"
#include "rw-submit.h"
#include "rw-systems-export.h"
#include "rw-systems-import-dialog.h"
#include "rw-systems-menu.h"
#include "rw-systems-stage.h"
#include "rw-text.h"

G_DEFINE_FINAL_TYPE (RwSystemsPage, rw_systems_page, RW_TYPE_PAGE)

static void load (RwSystemsPage *self);

static void
update_header (RwSystemsPage *self)
{
  guint total = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *total_text = rw_format_count (total);
  g_autofree char *shown_text = rw_format_count (shown);
  g_autofree char *subtitle = NULL;

  if (!self->loaded)
    return;
  if (shown == total)
    subtitle = g_strdup_printf (ngettext ("%s system", "%s systems", total), total_text);
  else
    subtitle = g_strdup_printf (ngettext ("%s of %s system", "%s of %s systems", total), shown_text, total_text);
  rw_page_set_title (RW_PAGE (self), NULL, subtitle);
  rw_page_set_badge (RW_PAGE (self), total_text, FALSE);
  gtk_stack_set_visible_child_name (self->stack, total == 0 ? "empty" : shown == 0 ? "nothing" : "table");
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  RwSystemsPage *self = user_data;
  RwKind kind = rw_system_item_get_info (item)->kind;

  if ((self->show == SHOW_HARDWARE && kind != RW_KIND_DEVICE) || (self->show == SHOW_VIRTUAL && kind != RW_KIND_VM))
    return FALSE;
  return self->words == NULL || rw_text_matches (rw_system_item_get_haystack (item), self->words);
}

static int
section_compare_cb (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  RwSystemsPage *self = user_data;

  return self->section->compare (rw_system_item_get_info ((RwSystemItem *) a),
                                 rw_system_item_get_info ((RwSystemItem *) b));
}

static void
update_sections (RwSystemsPage *self)
{
  g_autoptr (GtkSorter) sorter = NULL;

  if (self->section != NULL)
    sorter = GTK_SORTER (gtk_custom_sorter_new (section_compare_cb, self, NULL));
  gtk_sort_list_model_set_section_sorter (self->sorted, sorter);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                RwSystemsPage            *self)
{
  RwSteadyRow *row = gtk_list_header_get_item (header);
  RwSystemItem *item = row != NULL ? rw_steady_row_get_item (row) : NULL;
  guint n = gtk_list_header_get_n_items (header);
  g_autofree char *value = NULL;
  g_autofree char *count = rw_format_count (n);
  g_autofree char *text = NULL;

  if (self->section != NULL && item != NULL)
    value = self->section->dup_text (rw_system_item_get_info (item));
  text = g_strdup_printf ("%s  ·  %s", value != NULL ? value : C_ ("section of systems", "Not set"), count);
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_header_set_child (header, label);
}

void
rw_systems_page_set_section (RwSystemsPage         *self,
                             const RwSystemsColumn *section)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  self->section = section;
  rw_unfold_now (self->unfold);
  rw_steady_rows_drop_spare (self->rows);
  if (section != NULL)
    {
      factory = gtk_signal_list_item_factory_new ();
      g_signal_connect (factory, "setup", G_CALLBACK (header_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (header_bind_cb), self);
    }
  update_sections (self);
  gtk_column_view_set_header_factory (self->view, factory);
}

/* Keeps the rows that did not change, so that selection and scroll position stay. */
static void
merge_items (RwSystemsPage *self,
             GPtrArray     *items)
{
  g_autoptr (GHashTable) fresh = g_hash_table_new (rw_id_hash, rw_id_equal);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  if (n == 0)
    {
      g_list_store_splice (self->store, 0, 0, items->pdata, items->len);
      return;
    }
  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (fresh, (gpointer) &rw_system_item_get_info (items->pdata[i])->id, items->pdata[i]);
  for (guint i = n; i-- > 0;)
    {
      g_autoptr (RwSystemItem) old = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      RwSystemItem *new = g_hash_table_lookup (fresh, &rw_system_item_get_info (old)->id);

      if (new == NULL)
        g_list_store_remove (self->store, i);
      else
        {
          g_hash_table_remove (fresh, &rw_system_item_get_info (new)->id);
          if (!rw_system_item_equal (old, new))
            g_list_store_splice (self->store, i, 1, (gpointer *) &new, 1);
        }
    }

  g_autoptr (GPtrArray) added = g_hash_table_get_values_as_ptr_array (fresh);

  if (added->len > 0)
    g_list_store_splice (self->store, g_list_model_get_n_items (G_LIST_MODEL (self->store)), 0, added->pdata, added->len);
}

/* Before many rows come and go: what a person sees first comes first. */
static void
fold (RwSystemsPage *self)
{
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  /* The headings of sections count what is in them. */
  if (self->section != NULL)
    rw_unfold_now (self->unfold);
  else
    rw_unfold_fold (self->unfold,
                    gtk_bitset_is_empty (selected) ? 0 : gtk_bitset_get_maximum (selected) + 1);
}

static gboolean
select_wanted (RwSystemsPage *self)
{
  guint n;

  rw_unfold_now (self->unfold);
  rw_steady_rows_drop_spare (self->rows);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwSystemItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (rw_id_equal (&rw_system_item_get_info (item)->id, &self->wanted))
        {
          gtk_column_view_scroll_to (self->view, i, NULL, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
          /* The list only remembers which row would have the focus if it had it. */
          if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
            gtk_widget_grab_focus (GTK_WIDGET (self->view));
          return TRUE;
        }
    }
  return FALSE;
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) infos = rw_query_systems (cache, cancellable, error);
  GPtrArray *items;

  if (infos == NULL)
    return NULL;
  items = g_ptr_array_new_full (infos->len, g_object_unref);
  g_ptr_array_set_free_func (infos, NULL);
  for (guint i = 0; i < infos->len; i++)
    g_ptr_array_add (items, rw_system_item_new (infos->pdata[i]));
  return items;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwSystemsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (items == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !self->loaded)
        {
          AdwStatusPage *failed = ADW_STATUS_PAGE (gtk_stack_get_child_by_name (self->stack, "failed"));

          adw_status_page_set_description (failed, error->message);
          gtk_stack_set_visible_child_name (self->stack, "failed");
        }
      return;
    }
  if (!self->loaded)
    fold (self);
  self->loaded = TRUE;
  merge_items (self, items);
  update_header (self);
  if (!rw_id_is_nil (&self->wanted) && select_wanted (self))
    self->wanted = RW_ID_NIL;
  if (self->stale)
    load (self);
}

static void
load (RwSystemsPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

static void
rw_systems_page_session_set (RwPage    *page,
                             RwSession *session)
{
  load (RW_SYSTEMS_PAGE (page));
}

static void
rw_systems_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  const guint64 shown = RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_DEVICE_TYPE) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_RACK) |
                        RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_CLUSTER) | RW_KIND_BIT (RW_KIND_ADDRESS) |
                        RW_KIND_BIT (RW_KIND_TICKET);

  if (changes->kinds & shown)
    load (RW_SYSTEMS_PAGE (page));
}

static void
refilter (RwSystemsPage   *self,
          GtkFilterChange  change)
{
  fold (self);
  gtk_filter_changed (GTK_FILTER (self->filter), change);
  update_header (self);
}

static void
rw_systems_page_search (RwPage     *page,
                        const char *text)
{
  RwSystemsPage *self = RW_SYSTEMS_PAGE (page);
  g_autofree char *words = rw_text_fold (text);
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  if (self->words != NULL && g_str_has_prefix (words, self->words))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (self->words != NULL && g_str_has_prefix (self->words, words))
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  if (g_set_str (&self->words, words))
    refilter (self, change);
}

static gboolean
rw_systems_page_reveal (RwPage     *page,
                        RwKind      kind,
                        const RwId *id)
{
  RwSystemsPage *self = RW_SYSTEMS_PAGE (page);

  if (!(rw_schema_get (kind)->flags & RW_K_SYSTEM))
    return FALSE;
  self->wanted = *id;
  if (self->loaded && select_wanted (self))
    self->wanted = RW_ID_NIL;
  return TRUE;
}

static gboolean
rw_systems_page_settled (RwPage *page)
{
  RwSystemsPage *self = RW_SYSTEMS_PAGE (page);

  return self->loaded && !self->loading;
}

static void
show_changed_cb (AdwToggleGroup *toggles,
                 GParamSpec     *pspec,
                 RwSystemsPage  *self)
{
  self->show = (RwSystemsShow) adw_toggle_group_get_active (toggles);
  refilter (self, GTK_FILTER_CHANGE_DIFFERENT);
}

static GtkWidget *
rw_systems_page_create_header_start (RwPage *page)
{
  AdwToggleGroup *toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  const char *labels[] = { C_ ("systems", "All"), C_ ("systems", "Hardware"), C_ ("systems", "Virtual") };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_group_add (toggles, toggle);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Show systems"), -1);
  g_set_weak_pointer (&RW_SYSTEMS_PAGE (page)->toggles, toggles);
  g_signal_connect_object (toggles, "notify::active", G_CALLBACK (show_changed_cb), page, 0);
  return GTK_WIDGET (toggles);
}

static GtkWidget *
rw_systems_page_create_header_end (RwPage *page)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = rw_systems_view_menu_new (RW_SYSTEMS_PAGE (page)->views_menu);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_tooltip_text (button, _ ("Views, Sections and Columns"));
  /* The header bar is not inside the page. */
  gtk_widget_insert_action_group (button, "systems", G_ACTION_GROUP (RW_SYSTEMS_PAGE (page)->actions));
  return button;
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwSystemsPage *self = user_data;
  g_autoptr (GBytes) bytes = rw_systems_to_csv (self->view, G_LIST_MODEL (self->filtered));

  const char *title = _ ("Export Systems");

  rw_save_as (GTK_WIDGET (self), title,
              /* Translators: the name of a file */
              _ ("systems.csv"), bytes, rw_toast);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwSystemsPage *self = user_data;
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  g_autofree char *refusal = NULL;

  if (session == NULL)
    return;
  if (rw_session_get_roles (session) & rw_schema_get (RW_KIND_DEVICE)->writers)
    {
      adw_dialog_present (rw_systems_import_dialog_new (RW_PAGE (self)), GTK_WIDGET (self));
      return;
    }
  refusal = g_strdup_printf (_ ("You may not change %s"), rw_kind_labels (RW_KIND_DEVICE));
  rw_page_toast (RW_PAGE (self), refusal);
}

/* --- Selected systems ------------------------------------------------------------------------------ */

static GArray *
dup_selected_keys (RwSystemsPage *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (RwRecordKey));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (RwSystemItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      const RwSystemInfo *info = rw_system_item_get_info (item);
      RwRecordKey key = { info->kind, info->id };

      g_array_append_val (keys, key);
    }
  return keys;
}

static void
stage_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  RwSystemsPage *self = user_data;
  g_autoptr (GArray) keys = dup_selected_keys (self);
  int stage = rw_enum_find (&rw_enum_stage, g_variant_get_string (parameter, NULL));

  if (keys->len > 0 && stage >= 0)
    rw_systems_set_stage (RW_PAGE (self), keys, stage);
}

static void
edit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RwSystemsPage *self = user_data;
  g_autoptr (GArray) keys = dup_selected_keys (self);

  if (keys->len > 0)
    rw_page_edit (RW_PAGE (self), keys);
  else
    rw_page_toast (RW_PAGE (self), _ ("Select the systems to edit first"));
}

static void
selection_changed_cb (GtkSelectionModel *selection,
                      guint              position,
                      guint              n_items,
                      RwSystemsPage     *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (selection);

  if (gtk_bitset_get_size (bits) == 1)
    {
      g_autoptr (RwSystemItem) item = g_list_model_get_item (G_LIST_MODEL (selection), gtk_bitset_get_minimum (bits));
      const RwSystemInfo *info = rw_system_item_get_info (item);

      rw_page_select (RW_PAGE (self), info->kind, &info->id);
    }
}

static void
activate_cb (GtkColumnView *view,
             guint          position,
             RwSystemsPage *self)
{
  g_autoptr (RwSystemItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const RwSystemInfo *info = rw_system_item_get_info (item);

  rw_page_open (RW_PAGE (self), info->kind, &info->id);
}

static void
popup_menu (RwSystemsPage *self,
            double         x,
            double         y)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (gtk_bitset_is_empty (bits))
    return;
  gtk_popover_set_pointing_to (self->menu, &at);
  gtk_popover_popup (self->menu);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            RwSystemsPage   *self)
{
  popup_menu (self, x, y);
}

static void
menu_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RwSystemsPage *self = user_data;

  popup_menu (self, 24, 48);
}

static const RwAction page_actions[] = {
  { "systems.edit", N_ ("Edit the Selected Systems…"), N_ ("Systems"), "F2", "systems", RW_ACTION_DEFAULT, "document-edit-symbolic" },
  { "systems.save-view", N_ ("Save This View…"), N_ ("Systems"), NULL, "systems", RW_ACTION_DEFAULT, "bookmark-new-symbolic" },
  { "systems.export", N_ ("Export as CSV…"), N_ ("Systems"), "<Control>s", "systems", RW_ACTION_DEFAULT, "document-save-symbolic" },
  { "systems.import", N_ ("Import from CSV…"), N_ ("Systems"), "<Control>o", "systems", RW_ACTION_DEFAULT, "document-open-symbolic" },
  { "systems.menu", N_ ("Menu of the Selected Systems"), N_ ("Systems"), "<Shift>F10 Menu", "systems", RW_ACTION_NO_PALETTE, NULL },
};

static void
create_actions (RwSystemsPage *self)
{
  static const GActionEntry entries[] = {
    { "stage", stage_cb, "s", NULL, NULL, { 0 } },
    { "edit", edit_cb, NULL, NULL, NULL, { 0 } },
    { "export", export_cb, NULL, NULL, NULL, { 0 } },
    { "import", import_cb, NULL, NULL, NULL, { 0 } },
    { "menu", menu_cb, NULL, NULL, NULL, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  rw_systems_page_add_view_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "systems", G_ACTION_GROUP (self->actions));
}

static void
create_table (RwSystemsPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  g_autoptr (GMenuModel) menu = rw_systems_row_menu_new ();
  guint n;
  const RwSystemsColumn *columns = rw_systems_columns_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = rw_systems_column_new_view (&columns[i]);

      gtk_column_view_append_column (self->view, column);
      if (columns[i].numeric)
        rw_column_title_to_end (self->view, column);
      if (i == 0)
        gtk_column_view_sort_by_column (self->view, column, GTK_SORT_ASCENDING);
    }
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Systems"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);

  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (menu));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "released", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_stack_add_named (self->stack, scroller, "table");
}

static void
rw_systems_page_dispose (GObject *object)
{
  RwSystemsPage *self = RW_SYSTEMS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->settings != NULL && self->view != NULL)
    rw_systems_page_save_columns (self);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  self->view = NULL;
  g_clear_object (&self->actions);
  if (self->rows != NULL)
    rw_steady_rows_set_view (self->rows, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  if (self->unfold != NULL)
    rw_unfold_set_view (self->unfold, NULL);
  g_clear_object (&self->unfold);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorted);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->toggles);
  g_clear_object (&self->views_menu);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->deleted, rw_systems_view_free);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (rw_systems_page_parent_class)->dispose (object);
}

static void
rw_systems_page_class_init (RwSystemsPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_systems_page_dispose;
  page_class->id = "systems";
  page_class->title = N_ ("Systems");
  page_class->icon_name = "rw-systems-symbolic";
  page_class->session_set = rw_systems_page_session_set;
  page_class->data_changed = rw_systems_page_data_changed;
  page_class->reveal = rw_systems_page_reveal;
  page_class->search = rw_systems_page_search;
  page_class->create_header_start = rw_systems_page_create_header_start;
  page_class->create_header_end = rw_systems_page_create_header_end;
  page_class->settled = rw_systems_page_settled;
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static void
rw_systems_page_init (RwSystemsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->store = g_list_store_new (RW_TYPE_SYSTEM_ITEM);
  /* Sorted before filtered: typing filters at every key, sorting happens now and then. */
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), NULL);
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)),
                                              g_object_ref (GTK_FILTER (self->filter)));
  self->unfold = rw_unfold_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  self->selection = gtk_multi_selection_new (g_object_ref (rw_unfold_get_model (self->unfold)));
  self->rows = rw_steady_rows_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)));
  self->view =
    GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->rows))));
  rw_unfold_set_view (self->unfold, GTK_WIDGET (self->view));
  rw_steady_rows_set_view (self->rows, self->view);
  self->stack = GTK_STACK (gtk_stack_new ());
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, 0);

  rw_status_page_add_loading (self->stack, _ ("Loading Systems"));
  rw_status_page_add (
    self->stack, "empty", "rw-systems-symbolic", _ ("No Systems Yet"),
    _ ("Devices and virtual machines appear here as soon as the server has some."));
  rw_status_page_add (self->stack, "nothing", "edit-find-symbolic", _ ("No System Matches"),
                      _ ("Try fewer or other words."));
  rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                      _ ("Systems Could Not Be Read"), NULL);
  create_table (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  rw_systems_page_restore_settings (self);
  create_actions (self);
  rw_actions_attach (GTK_WIDGET (self), "systems");
}

/**
 * rw_systems_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_systems_page_new (void)
{
  return g_object_new (RW_TYPE_SYSTEMS_PAGE, NULL);
}

/**
 * rw_systems_page_get_n_shown:
 *
 * Returns: how many systems pass the filter
 */
guint
rw_systems_page_get_n_shown (RwSystemsPage *self)
{
  g_return_val_if_fail (RW_IS_SYSTEMS_PAGE (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}
