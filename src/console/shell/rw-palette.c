/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-palette.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-address.h"
#include "rw-announce.h"
#include "rw-find-record.h"
#include "rw-format.h"
#include "rw-clock.h"
#include "rw-palette-item.h"
#include "rw-record-text.h"
#include "rw-settings.h"
#include "rw-text.h"

/* Of each group; of one alone, when the search asks for nothing else. */
#define MAX_GROUP   6
#define MAX_ALONE   60
#define MAX_FILTERS 4
#define MAX_ACTIONS 8
#define DEBOUNCE_MS 60

struct _RwPalette
{
  AdwDialog parent_instance;

  RwWindow *window; /* weak: a palette that is still closing must not keep its window */
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *stack;
  GPtrArray *items;   /* (element-type RwPaletteItem): what the list shows */
  GPtrArray *recent;  /* (element-type RwPaletteItem) */
  GPtrArray *records; /* (element-type RwPaletteItem): found for what is typed */
  GtkLabel *note;     /* below the list */
  gboolean filtered;  /* what is typed has a filter: no actions are meant */
  GCancellable *cancellable;
  GCancellable *recent_cancellable;
};

G_DEFINE_FINAL_TYPE (RwPalette, rw_palette, ADW_TYPE_DIALOG)

/* --- The list ------------------------------------------------------------------------------------ */

/* Asked also while the list is taken apart, when the palette is gone: the rows know their section. */
static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       user_data)
{
  RwPaletteSection section = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "rw-section"));
  GtkWidget *label;

  if (before != NULL && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "rw-section")) == section)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (rw_palette_section_label (section));
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
        g_ptr_array_add (self->items,
                         rw_palette_item_for_action (action,
                                                     page ? RW_PALETTE_GO : RW_PALETTE_ACTIONS));
        shown++;
      }
}

/* "customer:" for "cust", behind all that may be meant by it. */
static void
add_filters (RwPalette  *self,
             const char *text)
{
  g_autoptr (GPtrArray) pairs = rw_search_suggest (text);
  const char *space = strrchr (text, ' ');
  gsize kept = space != NULL ? (gsize) (space + 1 - text) : 0;

  /* One letter is the beginning of anything. */
  if (g_utf8_strlen (text + kept, -1) < 2)
    return;
  for (guint i = 0; i < pairs->len && i < 2 * MAX_FILTERS; i += 2)
    {
      g_autofree char *whole =
        g_strdup_printf ("%.*s%s", (int) kept, text, (char *) pairs->pdata[i]);

      g_ptr_array_add (self->items,
                       rw_palette_item_for_filter (pairs->pdata[i], pairs->pdata[i + 1], whole));
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
      RwPaletteItem *item = g_new0 (RwPaletteItem, 1);

      item->section = RW_PALETTE_ADDRESS;
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
      g_ptr_array_add (self->items, rw_palette_item_copy (g_ptr_array_index (self->recent, i)));
  if (!self->filtered)
    add_actions (self, folded);
  for (guint i = 0; i < self->records->len; i++)
    g_ptr_array_add (self->items, rw_palette_item_copy (g_ptr_array_index (self->records, i)));
  add_filters (self, text);

  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (self->list,
                         rw_palette_item_create_row (g_ptr_array_index (self->items, i)));
  gtk_stack_set_visible_child_name (self->stack, self->items->len > 0 || self->cancellable != NULL ? "list" : "empty");
  if (self->items->len > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/* --- Records ------------------------------------------------------------------------------------- */

typedef struct
{
  RwSearchTerms *terms;
  RwId me;
  gint64 now;
  guint limit;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  rw_search_terms_free (question->terms);
  g_free (question);
}

static gpointer
search_in_reader (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Question *question = data;

  return rw_query_find (cache, question->terms, &question->me, question->now, question->limit,
                        error);
}

static void
show_note (RwPalette  *self,
           const char *problem,
           gboolean    partial)
{
  g_autofree char *hint = NULL;
  const char *text = problem;

  if (text == NULL && partial)
    text = _ ("The texts of messages are still being indexed and are not searched yet.");
  if (text == NULL)
    /* Translators: the words are the names of filters, as you translated them with the context “search filter”. */
    text = hint =
      g_strdup_printf (_ ("Narrow with %s:open  %s:1-2  %s:…  %s:…  -word  “exact words”"),
                       rw_search_key_name (RW_SEARCH_STATUS),
                       rw_search_key_name (RW_SEARCH_PRIORITY),
                       rw_search_key_name (RW_SEARCH_CUSTOMER), rw_search_key_name (RW_SEARCH_CI));
  gtk_label_set_text (self->note, text);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->note), "rw-problem");
      rw_announce (GTK_WIDGET (self->note), problem);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "rw-problem");
}

static void
take_hits (RwPalette    *self,
           RwFindAnswer *answer)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_ptr_array_set_size (self->records, 0);
  for (guint i = 0; i < answer->hits->len; i++)
    {
      const RwFindHit *hit = answer->hits->pdata[i],
                      *next = i + 1 < answer->hits->len ? answer->hits->pdata[i + 1] : NULL;

      g_ptr_array_add (self->records, rw_palette_item_for_hit (hit));
      if ((answer->more & (1u << hit->group)) && (next == NULL || next->group != hit->group))
        {
          RwPaletteItem *more = rw_palette_item_for_more (hit->group, text);

          if (more != NULL)
            g_ptr_array_add (self->records, more);
        }
    }
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RwPalette) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwFindAnswer) answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->records, 0);
  if (answer != NULL)
    take_hits (self, answer);
  else
    show_note (self, error->message, FALSE);
  if (answer != NULL && answer->partial)
    show_note (self, NULL, TRUE);
  fill (self);
}

/* A search for one kind of thing shows more of it. */
static guint
limit_of (RwSearchTerms *terms)
{
  for (guint i = 0; i < terms->filters->len; i++)
    {
      RwSearchFilter *filter = terms->filters->pdata[i];

      if (filter->key == RW_SEARCH_TYPE && !filter->negate)
        return MAX_ALONE;
    }
  return MAX_GROUP;
}

static void
search (RwPalette     *self,
        RwSession     *session,
        RwSearchTerms *terms)
{
  Question *question = g_new0 (Question, 1);
  const RwId *me = rw_session_get_person (session);

  question->terms = terms;
  if (me != NULL)
    question->me = *me;
  question->now = rw_clock_now ();
  question->limit = limit_of (terms);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (session, search_in_reader, question, question_free,
                         (GDestroyNotify) rw_find_answer_free, self->cancellable, found_cb,
                         g_object_ref (self));
}

static void
text_changed_cb (RwPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  RwSession *session = self->window != NULL ? rw_window_get_session (self->window) : NULL;
  g_autoptr (RwSearchTerms) terms =
    rw_search_terms_parse (text, rw_clock_now (), rw_format_get_zone ());

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->filtered = terms->filters->len > 0 || terms->without[0] != NULL;
  show_note (self, terms->problem, FALSE);
  if (rw_search_terms_is_empty (terms) || session == NULL || !rw_session_has_data (session))
    g_ptr_array_set_size (self->records, 0);
  else
    search (self, session, g_steal_pointer (&terms));
  fill (self);
}

static gpointer
recent_in_reader (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_palette_item_free);

  for (char **p = data; *p != NULL; p++)
    {
      g_auto (RwAddress) address = { .kind = RW_KIND_NONE };
      g_autoptr (RwRecord) record = NULL;

      /* What was deleted since is not recent any more. */
      if (rw_address_parse (*p, &address))
        record = rw_find_record (cache, &address, NULL);
      if (record != NULL)
        g_ptr_array_add (items, rw_palette_item_for_record (RW_PALETTE_RECENT, address.kind,
                                                            rw_record_get_id (record),
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
               const RwPaletteItem *item)
{
  g_autoptr (RwWindow) window = self->window != NULL ? g_object_ref (self->window) : NULL;
  const RwAction *action = item->action;
  g_autofree char *address = g_strdup (item->address);

  if (window == NULL)
    return;
  if (item->text != NULL)
    {
      g_autofree char *text = g_strdup (item->text);

      gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
      text_changed_cb (self);
      return;
    }
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

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_palette_item_free);
  self->recent = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_palette_item_free);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_palette_item_free);

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_search_delay (self->entry, DEBOUNCE_MS);
  gtk_search_entry_set_placeholder_text (self->entry, _("Search records, or type what you want to do"));
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "rw-palette-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search and commands"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Results"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "rw-palette-note");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  show_note (self, NULL, FALSE);

  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing Found"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("No action and no record has all of this."));
  gtk_widget_add_css_class (empty, "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));

  adw_dialog_set_title (ADW_DIALOG (self), _("Search and Commands"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 680);
  adw_dialog_set_content_height (ADW_DIALOG (self), 560);
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
  return ((RwPaletteItem *) g_ptr_array_index (self->items, index))->title;
}

gboolean
rw_palette_settled (RwPalette *self)
{
  g_return_val_if_fail (RW_IS_PALETTE (self), TRUE);
  return self->cancellable == NULL && self->recent_cancellable == NULL;
}
