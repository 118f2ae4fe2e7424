/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record-picker.h"

#include <glib/gi18n.h>
#include <string.h>

#include "query/rw-query-search.h"

#define MAX_HITS 12
#define DEBOUNCE_MS 90

struct _RwRecordPicker
{
  AdwBin parent_instance;

  RwSession *session;
  guint64 kinds;
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkLabel *empty;
  GtkWidget *scrolled;
  gboolean quiet;
  gboolean answered; /* the list is what was asked for last */
  gboolean hasty; /* Enter was pressed before the answer was there */
  char *words;    /* (nullable): that were asked for last */
  GPtrArray *hits; /* (element-type RwSearchHit) */
  GCancellable *cancellable;
};

enum
{
  SIGNAL_PICKED,
  SIGNAL_SEVERAL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwRecordPicker, rw_record_picker, ADW_TYPE_BIN)

typedef struct
{
  char *words;
  guint64 kinds;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->words);
  g_free (question);
}

/* For a kind with few records, all of them are a better start than an empty list. */
static GPtrArray *
first_records (RwCache  *cache,
               guint64   kinds,
               GError  **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_search_hit_free);

  for (int kind = 0; kind < RW_N_KINDS && hits->len < MAX_HITS; kind++)
    {
      g_autoptr (GPtrArray) records = NULL;
      g_autofree char *tail = NULL;
      int title = rw_schema_get ((RwKind) kind)->title;

      if (!(kinds & RW_KIND_BIT (kind)) || title < 0)
        continue;
      tail = g_strdup_printf ("ORDER BY \"%s\" LIMIT %d", rw_schema_field ((RwKind) kind, (guint) title)->name, MAX_HITS);
      records = rw_cache_select (cache, (RwKind) kind, tail, error, RW_BIND_END);
      if (records == NULL)
        return NULL;
      for (guint i = 0; i < records->len && hits->len < MAX_HITS; i++)
        {
          RwRecord *record = g_ptr_array_index (records, i);
          RwSearchHit *hit = g_new0 (RwSearchHit, 1);

          hit->kind = (RwKind) kind;
          hit->id = *rw_record_get_id (record);
          hit->title = g_strdup (rw_record_get_title (record));
          g_ptr_array_add (hits, hit);
        }
    }
  return g_steal_pointer (&hits);
}

static gpointer
search_in_reader (RwCache       *cache,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Question *question = data;

  if (*question->words == '\0')
    return first_records (cache, question->kinds, error);
  return rw_query_search (cache, question->words, question->kinds, MAX_HITS, error);
}

static GtkWidget *
row_new (const RwSearchHit *hit,
         gboolean           with_kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *title = hit->number != NULL ? g_strdup_printf ("%s %s", hit->number, hit->title)
                                               : g_strdup (hit->title);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (with_kind)
    {
      GtkWidget *kind = gtk_label_new (rw_kind_label (hit->kind));

      gtk_widget_add_css_class (kind, "dim-label");
      gtk_widget_add_css_class (kind, "caption");
      gtk_box_append (GTK_BOX (box), kind);
    }
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  return box;
}

static void
pick (RwRecordPicker *self,
      GtkListBoxRow  *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  const RwSearchHit *hit;

  if (index < 0 || self->hits == NULL || (guint) index >= self->hits->len)
    return;
  hit = g_ptr_array_index (self->hits, (guint) index);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, (int) hit->kind, &hit->id, hit->title);
  if (self->quiet)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RwRecordPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = rw_session_read_finish (RW_SESSION (source), result, &error);
  gboolean several = (self->kinds & (self->kinds - 1)) != 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = hits;
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    gtk_list_box_append (self->list, row_new (g_ptr_array_index (hits, i), several));
  gtk_label_set_label (self->empty, error != NULL ? error->message : _("Nothing found"));
  gtk_widget_set_visible (GTK_WIDGET (self->empty), hits == NULL || hits->len == 0);
  gtk_widget_set_visible (self->scrolled, !self->quiet || (hits != NULL && hits->len > 0));
  if (hits != NULL && hits->len > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  self->answered = TRUE;
  if (self->hasty)
    {
      self->hasty = FALSE;
      pick (self, gtk_list_box_get_selected_row (self->list));
    }
}

/* Names one below the other, as they are copied from a table, or with something between them. */
static gboolean
take_several (RwRecordPicker *self,
              const char     *separators)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_auto (GStrv) parts = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (!self->quiet || strpbrk (text, separators) == NULL)
    return FALSE;
  parts = g_strsplit_set (text, "\r\n\t,;", -1);
  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (names, *part);
  list = g_strv_builder_end (names);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (*list != NULL)
    g_signal_emit (self, signals[SIGNAL_SEVERAL], 0, list);
  return TRUE;
}

static void
search (RwRecordPicker *self)
{
  Question *question;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (take_several (self, "\r\n"))
    return;
  if (g_set_str (&self->words, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    self->hasty = FALSE;
  if (self->quiet && *self->words == '\0')
    {
      gtk_list_box_remove_all (self->list);
      g_clear_pointer (&self->hits, g_ptr_array_unref);
      gtk_widget_set_visible (GTK_WIDGET (self->empty), FALSE);
      gtk_widget_set_visible (self->scrolled, FALSE);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->answered = FALSE;
  question = g_new0 (Question, 1);
  question->words = g_strdup (self->words);
  question->kinds = self->kinds;
  rw_session_read_async (self->session, search_in_reader, question, question_free, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, found_cb, g_object_ref (self));
}

static void
row_activated_cb (RwRecordPicker *self,
                  GtkListBoxRow  *row)
{
  pick (self, row);
}

static void
entry_activate_cb (RwRecordPicker *self)
{
  if (take_several (self, ",;\t"))
    return;
  /* Who types fast is not given what the first letters found. */
  if (g_strcmp0 (self->words, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    search (self);
  if (self->answered)
    pick (self, gtk_list_box_get_selected_row (self->list));
  else
    self->hasty = self->words != NULL && *self->words != '\0';
}

static gboolean
key_cb (RwRecordPicker  *self,
        guint            key,
        guint            code,
        GdkModifierType  modifiers)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, index + (key == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static void
rw_record_picker_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rw_record_picker_parent_class)->map (widget);
  search (RW_RECORD_PICKER (widget));
}

static void
rw_record_picker_dispose (GObject *object)
{
  RwRecordPicker *self = RW_RECORD_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (rw_record_picker_parent_class)->dispose (object);
}

static void
rw_record_picker_class_init (RwRecordPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_record_picker_dispose;
  GTK_WIDGET_CLASS (klass)->map = rw_record_picker_map;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", RW_TYPE_RECORD_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_POINTER, G_TYPE_STRING);
  signals[SIGNAL_SEVERAL] = g_signal_new ("several", RW_TYPE_RECORD_PICKER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
rw_record_picker_init (RwRecordPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_search_delay (self->entry, DEBOUNCE_MS);
  gtk_search_entry_set_placeholder_text (self->entry, _("Search"));
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Records found"), -1);
  self->empty = GTK_LABEL (gtk_label_new (_("Nothing found")));
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->empty), FALSE);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 260);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->empty));
  self->scrolled = scrolled;
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, 260, -1);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * rw_record_picker_new:
 * @kinds: mask of the kinds to offer
 */
GtkWidget *
rw_record_picker_new (RwSession *session,
                      guint64    kinds)
{
  RwRecordPicker *self = g_object_new (RW_TYPE_RECORD_PICKER, NULL);

  self->session = g_object_ref (session);
  self->kinds = kinds;
  return GTK_WIDGET (self);
}

/**
 * rw_record_picker_set_quiet:
 * @placeholder: what may be typed
 *
 * For a picker that stays where it is: nothing is listed while nothing is typed, and after a choice the next may be
 * typed. Several names that are pasted or typed with commas between them are handed over by "several".
 */
void
rw_record_picker_set_quiet (RwRecordPicker *self,
                            const char     *placeholder)
{
  g_return_if_fail (RW_IS_RECORD_PICKER (self));
  self->quiet = TRUE;
  gtk_search_entry_set_placeholder_text (self->entry, placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  gtk_widget_set_visible (self->scrolled, FALSE);
}

void
rw_record_picker_grab_entry (RwRecordPicker *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
