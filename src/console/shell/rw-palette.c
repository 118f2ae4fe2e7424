/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-palette.h"

#include <glib/gi18n.h>

#include "query/rw-query-search.h"
#include "rw-action.h"
#include "rw-address.h"
#include "rw-find-record.h"
#include "rw-record-text.h"
#include "rw-settings.h"
#include "rw-text.h"

#define MAX_RECORDS 20
#define MAX_ACTIONS 8
#define DEBOUNCE_MS 60

typedef enum
{
  SECTION_ADDRESS,
  SECTION_RECENT,
  SECTION_GO,
  SECTION_ACTIONS,
  SECTION_RECORDS,
} Section;

/* One line: an action, or a record by its address. */
typedef struct
{
  Section section;
  const RwAction *action;
  char *address;
  char *title;
  char *detail;
  char *icon_name;
} Item;

struct _RwPalette
{
  AdwDialog parent_instance;

  RwWindow *window; /* weak: a palette that is still closing must not keep its window */
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *stack;
  GPtrArray *items;   /* (element-type Item): what the list shows */
  GPtrArray *recent;  /* (element-type Item) */
  GPtrArray *records; /* (element-type Item): found for what is typed */
  GCancellable *cancellable;
  GCancellable *recent_cancellable;
};

G_DEFINE_FINAL_TYPE (RwPalette, rw_palette, ADW_TYPE_DIALOG)

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->address);
  g_free (item->title);
  g_free (item->detail);
  g_free (item->icon_name);
  g_free (item);
}

static Item *
item_copy (const Item *item)
{
  Item *copy = g_new0 (Item, 1);

  copy->section = item->section;
  copy->action = item->action;
  copy->address = g_strdup (item->address);
  copy->title = g_strdup (item->title);
  copy->detail = g_strdup (item->detail);
  copy->icon_name = g_strdup (item->icon_name);
  return copy;
}

static const char *
kind_icon (RwKind kind)
{
  switch (kind)
    {
    case RW_KIND_TICKET:
    case RW_KIND_MESSAGE:
      return "rw-tickets-symbolic";
    case RW_KIND_CHANGE:
    case RW_KIND_CHANGE_TASK:
    case RW_KIND_WINDOW:
      return "rw-changes-symbolic";
    case RW_KIND_RACK:
    case RW_KIND_ROOM:
    case RW_KIND_SITE:
    case RW_KIND_RESERVATION:
    case RW_KIND_POWER_FEED:
      return "rw-racks-symbolic";
    case RW_KIND_BACKUP_JOB:
    case RW_KIND_BACKUP_POLICY:
    case RW_KIND_BACKUP_ACK:
      return "rw-backups-symbolic";
    case RW_KIND_CUSTOMER:
    case RW_KIND_CONTACT:
    case RW_KIND_PERSON:
    case RW_KIND_TEAM:
      return "avatar-default-symbolic";
    case RW_KIND_SERVICE:
      return "rw-services-symbolic";
    default:
      return "rw-systems-symbolic";
    }
}

static Item *
action_item_new (const RwAction *action,
                 Section         section)
{
  Item *item = g_new0 (Item, 1);

  item->section = section;
  item->action = action;
  item->title = g_strdup (rw_action_label (action));
  item->detail = section == SECTION_ACTIONS ? g_strdup (rw_action_section (action)) : NULL;
  item->icon_name = g_strdup (action->icon_name != NULL ? action->icon_name : "media-playback-start-symbolic");
  return item;
}

static Item *
record_item_new (Section     section,
                 RwKind      kind,
                 const RwId *id,
                 char       *title)
{
  Item *item = g_new0 (Item, 1);

  item->section = section;
  item->address = rw_address_to_string (kind, id);
  item->title = title;
  item->detail = g_strdup (rw_kind_label (kind));
  item->icon_name = g_strdup (kind_icon (kind));
  return item;
}

/* --- The list ------------------------------------------------------------------------------------ */

static const char *
section_label (Section section)
{
  switch (section)
    {
    case SECTION_RECENT:
      return C_ ("palette", "Recent");
    case SECTION_GO:
      return C_ ("palette", "Pages");
    case SECTION_ACTIONS:
      return C_ ("palette", "Actions");
    case SECTION_RECORDS:
      return C_ ("palette", "Records");
    case SECTION_ADDRESS:
    default:
      return C_ ("palette", "Address");
    }
}

static GtkWidget *
row_new (const Item *item)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (item->icon_name), *title = gtk_label_new (item->title);
  g_autofree char *accel = item->action != NULL ? rw_action_accel_label (item->action) : NULL;
  g_autofree char *spoken = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  if (item->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (item->detail);

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_widget_add_css_class (detail, "caption");
      gtk_box_append (GTK_BOX (box), detail);
    }
  if (accel != NULL)
    {
      GtkWidget *keycap = gtk_label_new (accel);

      gtk_widget_add_css_class (keycap, "rw-keycap");
      gtk_widget_set_valign (keycap, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), keycap);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "rw-section", GUINT_TO_POINTER (item->section));
  spoken = item->detail != NULL ? g_strdup_printf ("%s, %s", item->title, item->detail) : g_strdup (item->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

/* Asked also while the list is taken apart, when the palette is gone: the rows know their section. */
static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  Section section = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "rw-section"));
  GtkWidget *label;

  if (before != NULL && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "rw-section")) == section)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (section_label (section));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-heading");
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_top (label, before != NULL ? 8 : 4);
  gtk_widget_set_margin_bottom (label, 2);
  gtk_list_box_row_set_header (row, label);
}

static void
add_actions (RwPalette  *self,
             const char *folded)
{
  g_autoptr (GPtrArray) actions = rw_actions_list ();
  guint shown = 0;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < actions->len && shown < (*folded == '\0' ? G_MAXUINT : MAX_ACTIONS); i++)
      {
        const RwAction *action = g_ptr_array_index (actions, i);
        gboolean page = g_str_has_prefix (action->id, "win.page-");
        g_autofree char *text = NULL, *hay = NULL;

        if (action->flags & RW_ACTION_NO_PALETTE || page != (pass == 0))
          continue;
        text = g_strdup_printf ("%s %s", rw_action_label (action), page ? "" : rw_action_section (action));
        hay = rw_text_fold (text);
        if (*folded != '\0' && !rw_text_matches (hay, folded))
          continue;
        g_ptr_array_add (self->items, action_item_new (action, page ? SECTION_GO : SECTION_ACTIONS));
        shown++;
      }
}

static void
fill (RwPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = rw_text_fold (text);
  g_auto (RwAddress) address = { .kind = RW_KIND_NONE };

  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->items, 0);
  if (rw_address_parse (text, &address))
    {
      Item *item = g_new0 (Item, 1);

      item->section = SECTION_ADDRESS;
      item->address = address.name != NULL
                        ? g_strdup_printf ("rackward://%s/%s", rw_schema_get (address.kind)->name, address.name)
                        : rw_address_to_string (address.kind, &address.id);
      /* Translators: an address or number: "Go to T-1042" */
      item->title = g_strdup_printf (_("Go to %s"), address.name != NULL ? address.name : item->address);
      item->detail = g_strdup (rw_kind_label (address.kind));
      item->icon_name = g_strdup ("go-jump-symbolic");
      g_ptr_array_add (self->items, item);
    }
  if (*folded == '\0')
    for (guint i = 0; i < self->recent->len; i++)
      g_ptr_array_add (self->items, item_copy (g_ptr_array_index (self->recent, i)));
  add_actions (self, folded);
  for (guint i = 0; i < self->records->len; i++)
    g_ptr_array_add (self->items, item_copy (g_ptr_array_index (self->records, i)));

  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (self->list, row_new (g_ptr_array_index (self->items, i)));
  gtk_stack_set_visible_child_name (self->stack, self->items->len > 0 || self->cancellable != NULL ? "list" : "empty");
  if (self->items->len > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/* --- Records ------------------------------------------------------------------------------------- */

static gpointer
search_in_reader (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return rw_query_search (cache, data, rw_query_search_kinds (), MAX_RECORDS, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RwPalette) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const RwSearchHit *hit = g_ptr_array_index (hits, i);
      char *title = hit->number != NULL ? g_strdup_printf ("%s %s", hit->number, hit->title) : g_strdup (hit->title);

      g_ptr_array_add (self->records, record_item_new (SECTION_RECORDS, hit->kind, &hit->id, title));
    }
  fill (self);
}

static void
text_changed_cb (RwPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  RwSession *session = self->window != NULL ? rw_window_get_session (self->window) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*text == '\0' || session == NULL || !rw_session_has_data (session))
    g_ptr_array_set_size (self->records, 0);
  else
    {
      self->cancellable = g_cancellable_new ();
      rw_session_read_async (session, search_in_reader, g_strdup (text), g_free, (GDestroyNotify) g_ptr_array_unref,
                             self->cancellable, found_cb, g_object_ref (self));
    }
  fill (self);
}

static gpointer
recent_in_reader (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (char **p = data; *p != NULL; p++)
    {
      g_auto (RwAddress) address = { .kind = RW_KIND_NONE };
      g_autoptr (RwRecord) record = NULL;

      /* What was deleted since is not recent any more. */
      if (rw_address_parse (*p, &address))
        record = rw_find_record (cache, &address, NULL);
      if (record != NULL)
        g_ptr_array_add (items, record_item_new (SECTION_RECENT, address.kind, rw_record_get_id (record),
                                                 rw_record_dup_title (record)));
    }
  return items;
}

static void
recent_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwPalette) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *items = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->recent_cancellable);
  if (items == NULL)
    return;
  g_ptr_array_unref (self->recent);
  self->recent = items;
  fill (self);
}

/* --- Doing it ------------------------------------------------------------------------------------ */

static void
activate_item (RwPalette  *self,
               const Item *item)
{
  g_autoptr (RwWindow) window = self->window != NULL ? g_object_ref (self->window) : NULL;
  const RwAction *action = item->action;
  g_autofree char *address = g_strdup (item->address);

  if (window == NULL)
    return;
  /* First away with the dialog: the action may want one of its own. */
  adw_dialog_close (ADW_DIALOG (self));
  if (action != NULL)
    rw_window_activate_in_page (window, action->scope, action->id);
  else
    rw_window_open_address (window, address);
}

static void
row_activated_cb (RwPalette     *self,
                  GtkListBoxRow *row)
{
  activate_item (self, g_ptr_array_index (self->items, (guint) gtk_list_box_row_get_index (row)));
}

static void
entry_activate_cb (RwPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
stop_cb (RwPalette *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
key_cb (RwPalette       *self,
        guint            key,
        guint            code,
        GdkModifierType  modifiers)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1, step = 0;
  int last = (int) self->items->len - 1;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      step = 1;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      step = -1;
      break;
    case GDK_KEY_Page_Down:
      step = 8;
      break;
    case GDK_KEY_Page_Up:
      step = -8;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  if (last < 0)
    return GDK_EVENT_STOP;
  /* One step past an end comes out at the other. */
  if (ABS (step) == 1)
    index = index + step > last ? 0 : index + step < 0 ? last : index + step;
  else
    index = CLAMP (index + step, 0, last);
  row = gtk_list_box_get_row_at_index (self->list, index);
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  /* The list follows without taking the focus from the entry. */
  {
    GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_VIEWPORT);

    if (viewport != NULL)
      gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), GTK_WIDGET (row), NULL);
  }
  return GDK_EVENT_STOP;
}

static void
rw_palette_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rw_palette_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (RW_PALETTE (widget)->entry));
}

static void
rw_palette_dispose (GObject *object)
{
  RwPalette *self = RW_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->recent_cancellable);
  g_clear_object (&self->recent_cancellable);
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (rw_palette_parent_class)->dispose (object);
}

static void
rw_palette_finalize (GObject *object)
{
  RwPalette *self = RW_PALETTE (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->recent);
  g_ptr_array_unref (self->records);
  G_OBJECT_CLASS (rw_palette_parent_class)->finalize (object);
}

static void
rw_palette_class_init (RwPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_palette_finalize;
  GTK_WIDGET_CLASS (klass)->map = rw_palette_map;
}

static void
rw_palette_init (RwPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty = adw_status_page_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->recent = g_ptr_array_new_with_free_func (item_free);
  self->records = g_ptr_array_new_with_free_func (item_free);

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_search_delay (self->entry, DEBOUNCE_MS);
  gtk_search_entry_set_placeholder_text (self->entry, _("Search records, or type what you want to do"));
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "rw-palette-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search and commands"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Results"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);

  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing Found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("No action and no record has all these words."));
  gtk_widget_add_css_class (empty, "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));

  adw_dialog_set_title (ADW_DIALOG (self), _("Search and Commands"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 460);
  adw_dialog_set_child (ADW_DIALOG (self), box);
}

/**
 * rw_palette_new:
 * @window: where things are done and shown
 */
AdwDialog *
rw_palette_new (RwWindow *window)
{
  RwPalette *self = g_object_new (RW_TYPE_PALETTE, NULL);
  RwSession *session = rw_window_get_session (window);

  g_set_weak_pointer (&self->window, window);
  if (session != NULL && rw_session_has_data (session))
    {
      self->recent_cancellable = g_cancellable_new ();
      rw_session_read_async (session, recent_in_reader, g_settings_get_strv (rw_settings_get (), "recent"),
                             (GDestroyNotify) g_strfreev, (GDestroyNotify) g_ptr_array_unref,
                             self->recent_cancellable, recent_cb, g_object_ref (self));
    }
  fill (self);
  return ADW_DIALOG (self);
}

/**
 * rw_palette_set_text:
 * @text: as if it had been typed
 */
void
rw_palette_set_text (RwPalette  *self,
                     const char *text)
{
  g_return_if_fail (RW_IS_PALETTE (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  text_changed_cb (self);
}

guint
rw_palette_get_n (RwPalette *self)
{
  g_return_val_if_fail (RW_IS_PALETTE (self), 0);
  return self->items->len;
}

const char *
rw_palette_get_title (RwPalette *self,
                      guint      index)
{
  g_return_val_if_fail (RW_IS_PALETTE (self) && index < self->items->len, NULL);
  return ((Item *) g_ptr_array_index (self->items, index))->title;
}

gboolean
rw_palette_settled (RwPalette *self)
{
  g_return_val_if_fail (RW_IS_PALETTE (self), TRUE);
  return self->cancellable == NULL && self->recent_cancellable == NULL;
}
