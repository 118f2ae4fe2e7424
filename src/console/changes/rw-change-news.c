/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-news.h"

#include <glib/gi18n.h>

#include "query/rw-query-change-impact.h"
#include "rw-change-notice-text.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-long-text.h"

struct _RwChangeNews
{
  RwChangeBox parent_instance;

  GtkWidget *title;
  char *known; /* (nullable): the title that last came from the record or was applied */
  GtkWidget *words;
  GtkWidget *readers_row;
  GtkWidget *reader;
  GtkWidget *card;
  GtkWidget *text;
  GtkWidget *buttons;
  GtkWidget *sent;
  GtkWidget *hint;

  GPtrArray *readers; /* (nullable) (element-type RwChangeReader) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RwChangeNews, rw_change_news, RW_TYPE_CHANGE_BOX)

/* --- The text of one customer ------------------------------------------------------------------------------- */

static const RwChangeReader *
get_reader (RwChangeNews *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->reader));

  if (self->readers == NULL || self->readers->len == 0)
    return NULL;
  return self->readers->pdata[selected < self->readers->len ? selected : 0];
}

static char *
dup_text (RwChangeNews       *self,
          const RwChangeReader *reader)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < reader->services->len; i++)
    g_ptr_array_add (names, reader->services->pdata[i]);
  g_ptr_array_add (names, NULL);
  return rw_change_notice_text (rw_change_box_get_change (RW_CHANGE_BOX (self)), reader->customer,
                                (const char *const *) names->pdata);
}

static void
show_text (RwChangeNews *self)
{
  const RwChangeReader *reader = get_reader (self);
  g_autofree char *text = reader != NULL && rw_change_box_get_change (RW_CHANGE_BOX (self)) != NULL
                            ? dup_text (self, reader)
                            : NULL;

  gtk_label_set_label (GTK_LABEL (self->text), text != NULL ? text : "");
  gtk_widget_set_visible (self->card, text != NULL);
  gtk_widget_set_visible (self->buttons, text != NULL);
}

static void
copy_cb (RwChangeNews *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (GTK_LABEL (self->text)));
  rw_page_toast (rw_change_box_get_page (RW_CHANGE_BOX (self)), _ ("The notice is copied"));
}

static void
sent_cb (RwChangeNews *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  const RwChangeShown *shown = rw_change_box_get_shown (box);
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *label = NULL;

  if (shown == NULL)
    return;
  after = rw_record_dup (shown->detail->change);
  rw_record_set_instant (after, RW_CHANGE_NOTICE_SENT, rw_clock_now ());
  label = g_strdup_printf (_ ("Customers are told about %s"), rw_change_box_get_name (box));
  rw_change_box_alter (box, after, label);
}

/* --- What all of them are told ------------------------------------------------------------------------------- */

static void
title_cb (RwChangeNews *self)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  RwRecord *change = rw_change_box_get_change (box);
  g_autofree char *text =
                    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title)))),
                  *label = NULL;
  g_autoptr (RwRecord) after = NULL;

  if (change == NULL)
    return;
  g_set_str (&self->known, gtk_editable_get_text (GTK_EDITABLE (self->title)));
  after = rw_record_dup (change);
  rw_record_take (after, RW_CHANGE_PUBLIC_TITLE,
                  *text != '\0' ? rw_value_text (text) : RW_VALUE_NULL);
  label = g_strdup_printf (_ ("Write what customers read about %s"), rw_change_box_get_name (box));
  rw_change_box_alter (box, after, label);
}

static void
words_cb (RwChangeNews *self,
          const char     *text)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  RwRecord *change = rw_change_box_get_change (box);
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *label = NULL;

  if (change == NULL)
    return;
  after = rw_record_dup (change);
  rw_record_take (after, RW_CHANGE_NOTICE, *text != '\0' ? rw_value_text (text) : RW_VALUE_NULL);
  label = g_strdup_printf (_ ("Write what customers read about %s"), rw_change_box_get_name (box));
  rw_change_box_alter (box, after, label);
}

/* --- Who is told ---------------------------------------------------------------------------------------------- */

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_change_readers (cache, data, cancellable, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (RwChangeNews) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readers = rw_session_read_finish (RW_SESSION (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->reader));

  if (readers == NULL || rw_change_box_get_change (RW_CHANGE_BOX (self)) == NULL)
    return;
  g_clear_pointer (&self->readers, g_ptr_array_unref);
  self->readers = g_steal_pointer (&readers);
  for (guint i = 0; i < self->readers->len; i++)
    {
      RwRecord *customer = ((RwChangeReader *) self->readers->pdata[i])->customer;
      g_autofree char *name = g_strdup_printf ("%s (%s)", rw_record_get_title (customer),
                                               rw_change_notice_language (customer));

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->reader), G_LIST_MODEL (names));
  if (selected < self->readers->len)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->reader), selected);
  gtk_widget_set_visible (self->readers_row, self->readers->len > 0);
  gtk_widget_set_visible (self->hint, self->readers->len == 0);
  show_text (self);
}

static void
show_sent (RwChangeNews      *self,
           const RwChangeShown *shown)
{
  g_autofree char *when = NULL, *summary = NULL;

  if (rw_record_has (shown->detail->change, RW_CHANGE_NOTICE_SENT))
    {
      when =
        rw_format_moment (rw_record_get_integer (shown->detail->change, RW_CHANGE_NOTICE_SENT, 0),
                          shown->now);
      summary = g_strdup_printf (_ ("sent %s"), when);
    }
  rw_change_box_set_summary (RW_CHANGE_BOX (self), summary);
  gtk_button_set_label (GTK_BUTTON (self->sent),
                        when != NULL ? _ ("Sent Again") : _ ("Mark as Sent"));
  gtk_widget_set_sensitive (self->sent, shown->may_edit);
}

static void
rw_change_news_show (RwChangeBox         *box,
                       const RwChangeShown *shown,
                       gboolean             other)
{
  RwChangeNews *self = RW_CHANGE_NEWS (box);
  RwRecord *change = shown->detail->change;
  const char *title = rw_record_get_text (change, RW_CHANGE_PUBLIC_TITLE);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (other)
    rw_long_text_drop (RW_LONG_TEXT (self->words));
  rw_long_text_set (RW_LONG_TEXT (self->words), rw_record_get_text (change, RW_CHANGE_NOTICE));
  rw_long_text_set_editable (RW_LONG_TEXT (self->words), shown->may_edit);
  rw_change_entry_show (self->title, &self->known, title != NULL ? title : "", other);
  gtk_editable_set_editable (GTK_EDITABLE (self->title), shown->may_edit);
  show_sent (self, shown);
  show_text (self);
  for (guint i = 0; i < shown->detail->items->len; i++)
    g_ptr_array_add (ids, rw_id_copy (&((RwNamedRecord *) shown->detail->items->pdata[i])->id));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  rw_session_read_async (rw_page_get_session (rw_change_box_get_page (box)), query_cb,
                         g_steal_pointer (&ids), (GDestroyNotify) g_ptr_array_unref,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, read_cb,
                         g_object_ref (self));
}

static void
rw_change_news_refused (RwChangeBox         *box,
                        const RwChangeShown *shown)
{
  rw_long_text_refuse (RW_LONG_TEXT (RW_CHANGE_NEWS (box)->words),
                       rw_record_get_text (shown->detail->change, RW_CHANGE_NOTICE));
}

/* What was written and not saved is not lost with another change. */
static void
rw_change_news_leave (RwChangeBox *box)
{
  rw_long_text_save (RW_LONG_TEXT (RW_CHANGE_NEWS (box)->words));
}

static void
rw_change_news_dispose (GObject *object)
{
  RwChangeNews *self = RW_CHANGE_NEWS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->readers, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_change_news_parent_class)->dispose (object);
}

static void
rw_change_news_finalize (GObject *object)
{
  g_free (RW_CHANGE_NEWS (object)->known);
  G_OBJECT_CLASS (rw_change_news_parent_class)->finalize (object);
}

static void
rw_change_news_class_init (RwChangeNewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_news_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_change_news_finalize;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_news_show;
  RW_CHANGE_BOX_CLASS (klass)->refused = rw_change_news_refused;
  RW_CHANGE_BOX_CLASS (klass)->leave = rw_change_news_leave;
}

static void
create_preview (RwChangeNews *self)
{
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy")),
            *whom = rw_change_label_new (_ ("For"), NULL);

  self->readers_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->reader = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reader), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Customer"), -1);
  g_signal_connect_object (self->reader, "notify::selected", G_CALLBACK (show_text), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->readers_row), whom);
  gtk_box_append (GTK_BOX (self->readers_row), self->reader);
  gtk_widget_set_visible (self->readers_row, FALSE);
  self->card = adw_bin_new ();
  gtk_widget_add_css_class (self->card, "card");
  self->text = rw_change_label_new (NULL, NULL);
  gtk_label_set_selectable (GTK_LABEL (self->text), TRUE);
  gtk_widget_set_margin_top (self->text, 10);
  gtk_widget_set_margin_bottom (self->text, 10);
  gtk_widget_set_margin_start (self->text, 12);
  gtk_widget_set_margin_end (self->text, 12);
  adw_bin_set_child (ADW_BIN (self->card), self->text);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->sent = gtk_button_new ();
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sent, "clicked", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), copy);
  gtk_box_append (GTK_BOX (self->buttons), self->sent);
}

static void
rw_change_news_init (RwChangeNews *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Notice to Customers"));
  self->title = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title), _ ("Title for customers"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self->title), 200);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->title), TRUE);
  g_signal_connect_object (self->title, "apply", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->title);
  gtk_box_append (GTK_BOX (self), group);
  self->words =
    rw_long_text_new (_ ("Words to all of them"), _ ("What they notice, and what they have to do"));
  g_signal_connect_object (self->words, "save", G_CALLBACK (words_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->words);
  create_preview (self);
  self->hint = rw_change_label_new (_ ("No customer is affected."), "dimmed");
  gtk_box_append (GTK_BOX (self), self->readers_row);
  gtk_box_append (GTK_BOX (self), self->card);
  gtk_box_append (GTK_BOX (self), self->buttons);
  gtk_box_append (GTK_BOX (self), self->hint);
}

GtkWidget *
rw_change_news_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_NEWS, NULL);
}
