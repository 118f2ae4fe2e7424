/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-history-list.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-history-text.h"

/* A change that touched many fields at once names the first of them. */
#define MAX_CHANGES_SHOWN 4
#define MAX_ENTRIES_SHOWN 30

struct _RwHistoryList
{
  AdwBin parent_instance;

  GtkBox *box;
  GCancellable *loading;
  RwId id; /* whose history is shown or asked for */
  gint64 seq; /* of the record then; 0 when it is to be asked again */
};

G_DEFINE_FINAL_TYPE (RwHistoryList, rw_history_list, ADW_TYPE_BIN)

static void
clear (RwHistoryList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static GtkWidget *
label_new (const char *text,
           gboolean    markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (markup)
    gtk_label_set_markup (GTK_LABEL (label), text);
  else
    gtk_label_set_label (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-history");
  return label;
}

static GtkWidget *
entry_new (const RwHistoryEntry *entry,
           gint64                now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *footer;
  g_autofree char *who = rw_history_entry_to_footer (entry, now),
                  *exact = rw_format_exact (entry->at);
  guint shown = entry->op == RW_OP_UPDATE ? MIN (entry->changes->len, MAX_CHANGES_SHOWN) : 0;

  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *text =
        rw_history_change_to_markup (entry, &g_array_index (entry->changes, RwHistoryChange, i),
                                     now);

      gtk_box_append (GTK_BOX (box), label_new (text, TRUE));
    }
  if (entry->op == RW_OP_UPDATE && entry->changes->len > shown)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u more", "and %u more", entry->changes->len - shown),
                         entry->changes->len - shown);

      gtk_box_append (GTK_BOX (box), label_new (more, FALSE));
    }
  footer = label_new (who, FALSE);
  gtk_widget_add_css_class (footer, "dim-label");
  gtk_box_append (GTK_BOX (box), footer);
  gtk_widget_set_tooltip_text (box, exact);
  return box;
}

static void
say (RwHistoryList *self,
     const char    *text,
     const char    *tooltip)
{
  GtkWidget *label = label_new (text, FALSE);

  clear (self);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_box_append (self->box, label);
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RwHistoryList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = rw_session_history_finish (RW_SESSION (source), result, &error);
  gint64 now = rw_clock_now ();

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (entries == NULL)
    {
      self->seq = 0;
      say (self, _ ("The history is kept on the server and needs a connection to it."),
           error->message);
      return;
    }
  if (entries->len == 0)
    {
      say (self, _ ("Nothing was changed yet."), NULL);
      return;
    }
  clear (self);
  for (guint i = 0; i < MIN (entries->len, MAX_ENTRIES_SHOWN); i++)
    gtk_box_append (self->box, entry_new (g_ptr_array_index (entries, i), now));
}

static void
rw_history_list_dispose (GObject *object)
{
  rw_history_list_cancel (RW_HISTORY_LIST (object));
  G_OBJECT_CLASS (rw_history_list_parent_class)->dispose (object);
}

static void
rw_history_list_class_init (RwHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_history_list_dispose;
}

static void
rw_history_list_init (RwHistoryList *self)
{
  self->id = RW_ID_NIL;
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
rw_history_list_new (void)
{
  return g_object_new (RW_TYPE_HISTORY_LIST, NULL);
}

/**
 * rw_history_list_load:
 * @record: whose history
 *
 * Asks the server, unless what is shown is of the record as it is now. What is shown of the same record stays
 * until the answer is there.
 */
void
rw_history_list_load (RwHistoryList *self,
                      RwSession     *session,
                      RwRecord      *record)
{
  const RwId *id;

  g_return_if_fail (RW_IS_HISTORY_LIST (self) && RW_IS_SESSION (session) && RW_IS_RECORD (record));
  id = rw_record_get_id (record);
  /* Every change of the record has a number of its own: with the same there is nothing new to be asked. */
  if (rw_id_equal (&self->id, id) && self->seq != 0 && self->seq == rw_record_get_seq (record))
    return;
  rw_history_list_cancel (self);
  if (!rw_id_equal (&self->id, id))
    clear (self);
  self->id = *id;
  self->seq = rw_record_get_seq (record);
  /* A record that the server does not have yet has no history. */
  if (rw_record_get_seq (record) == 0)
    {
      say (self, _ ("The server does not have this record yet."), NULL);
      return;
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->box)) == NULL)
    {
      GtkWidget *spinner = adw_spinner_new ();

      gtk_widget_set_halign (spinner, GTK_ALIGN_START);
      gtk_box_append (self->box, spinner);
    }
  self->loading = g_cancellable_new ();
  rw_session_history_async (session, rw_record_get_kind (record), id, self->loading, history_cb,
                            g_object_ref (self));
}

/**
 * rw_history_list_cancel:
 *
 * Whatever was asked for is not wanted any more.
 */
void
rw_history_list_cancel (RwHistoryList *self)
{
  g_return_if_fail (RW_IS_HISTORY_LIST (self));
  if (self->loading != NULL)
    self->seq = 0;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/**
 * rw_history_list_is_loading:
 *
 * Returns: whether the answer is still to come
 */
gboolean
rw_history_list_is_loading (RwHistoryList *self)
{
  g_return_val_if_fail (RW_IS_HISTORY_LIST (self), FALSE);
  return self->loading != NULL;
}
