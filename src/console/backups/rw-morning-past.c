/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-past.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-morning-sign.h"

/* A year and a bit. */
#define MOST 400

/* A signed morning, and who signed it. */
typedef struct
{
  RwRecord *check;
  char *person;
} Past;

static void
past_free (gpointer data)
{
  Past *past = data;

  g_object_unref (past->check);
  g_free (past->person);
  g_free (past);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) checks =
    rw_cache_select (cache, RW_KIND_MORNING_CHECK, "ORDER BY \"finished\" DESC LIMIT ?", error, RW_BIND_INT, (gint64) MOST, RW_BIND_END);
  g_autoptr (GPtrArray) pasts = g_ptr_array_new_with_free_func (past_free);

  for (guint i = 0; checks != NULL && i < checks->len; i++)
    {
      Past *past = g_new0 (Past, 1);
      const RwId *id;

      past->check = g_object_ref (checks->pdata[i]);
      g_ptr_array_add (pasts, past);
      id = rw_record_get_ref (past->check, RW_MORNING_CHECK_PERSON);
      if (id != NULL)
        {
          g_autoptr (RwRecord) person = rw_cache_get (cache, RW_KIND_PERSON, id, NULL);

          past->person = person != NULL ? g_strdup (rw_record_get_text (person, RW_PERSON_NAME)) : NULL;
        }
    }
  return checks != NULL ? g_steal_pointer (&pasts) : NULL;
}

static void
button_cb (GtkWidget *button,
           gpointer   how)
{
  const Past *past = g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW)), "rw-past");

  if (g_str_equal (how, "pdf"))
    rw_morning_save_pdf (button, past->check, past->person, NULL);
  else if (g_str_equal (how, "csv"))
    rw_morning_save_csv (button, past->check, NULL);
  else
    rw_morning_print (button, past->check, past->person);
}

static GtkWidget *
create_row (Past *past)
{
  static const struct
  {
    const char *how, *label;
  } buttons[] = { { "pdf", N_ ("Save as PDF") }, { "csv", N_ ("Save as CSV") }, { "print", N_ ("Print") } };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = rw_format_day_exact (rw_record_get_integer (past->check, RW_MORNING_CHECK_DAY, 0));
  g_autofree char *when = rw_format_when (rw_record_get_integer (past->check, RW_MORNING_CHECK_FINISHED, 0), rw_clock_now ());
  g_autofree char *red = rw_format_count (rw_record_get_integer (past->check, RW_MORNING_CHECK_RED, 0));
  /* Translators: a person, a time, and how many systems were red */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s, %s · %s red"), past->person != NULL ? past->person : _ ("unknown"), when, red);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), day);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_object_set_data_full (G_OBJECT (row), "rw-past", past, past_free);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (buttons[i].label));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect (button, "clicked", G_CALLBACK (button_cb), (gpointer) buttons[i].how);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) stack = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pasts = rw_session_read_finish (RW_SESSION (source), result, &error);
  GtkWidget *list = g_object_get_data (G_OBJECT (stack), "rw-list");

  if (pasts == NULL)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (stack), "empty")), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (stack), "empty");
      return;
    }
  g_ptr_array_set_free_func (pasts, NULL);
  for (guint i = 0; i < pasts->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), create_row (pasts->pdata[i]));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), pasts->len > 0 ? "list" : "empty");
}

/**
 * rw_morning_past_new:
 *
 * Returns: (transfer floating): the mornings that were signed, to be saved and printed again
 */
GtkWidget *
rw_morning_past_new (RwSession *session)
{
  GtkWidget *stack = gtk_stack_new (), *list = gtk_list_box_new (), *scroller = gtk_scrolled_window_new (),
            *clamp = adw_clamp_new (), *none = adw_status_page_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_set_margin_top (list, 12);
  gtk_widget_set_margin_bottom (list, 12);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Earlier mornings"), -1);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "rw-backups-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Morning Was Signed Yet"));
  gtk_stack_add_named (GTK_STACK (stack), adw_spinner_new (), "loading");
  gtk_stack_add_named (GTK_STACK (stack), scroller, "list");
  gtk_stack_add_named (GTK_STACK (stack), none, "empty");
  g_object_set_data (G_OBJECT (stack), "rw-list", list);
  rw_session_read_async (session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, g_object_ref (stack));
  return stack;
}
