/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-checklist-choice.h"

#include <glib/gi18n.h>

#include "query/rw-query-ticket-desk.h"
#include "rules/rw-checklist.h"
#include "rw-ticket-chooser.h"

/* A new checklist: an empty one, one that is ready made, or a copy of one that was made for something else. */

static const char *const disk_full[] = {
  N_ ("See what grew: volumes, logs, snapshots"),
  N_ ("Make room at once: rotate logs, delete old snapshots"),
  N_ ("Check that services write again"),
  N_ ("Check the forecast of the volume"),
  N_ ("Enlarge it, or plan the change for it"),
  NULL,
};
static const char *const certificate[] = {
  N_ ("List the names and the places of the certificate"),
  N_ ("Make the key and the request"),
  N_ ("Have the new certificate issued"),
  N_ ("Install it with its chain, everywhere"),
  N_ ("Check it from outside"),
  N_ ("Check that monitoring knows the new end"),
  N_ ("Revoke the old one, if the key was known"),
  NULL,
};
static const char *const host_down[] = {
  N_ ("Check power, network and the management port"),
  N_ ("Find out what runs on it and whom it hits"),
  N_ ("Tell the customers"),
  N_ ("Look at the console; restart it if nothing speaks against it"),
  N_ ("Move what runs on it to another host"),
  N_ ("Check backups and replication"),
  N_ ("Note the cause, or make a problem of it"),
  NULL,
};
static const struct
{
  const char *title;
  const char *const *items;
} ready[] = {
  { N_ ("Disk full"), disk_full },
  { N_ ("Certificate renewal"), certificate },
  { N_ ("Host down"), host_down },
};

typedef struct
{
  RwPage *page;
  RwId subject;
  GPtrArray *others; /* of RwTicketChecklist */
} Choice;

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->page);
  g_clear_pointer (&choice->others, g_ptr_array_unref);
  g_free (choice);
}

static void
choice_free_closure (gpointer  data,
                     GClosure *closure)
{
  choice_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static void
chosen_cb (RwTicketChooser *chooser,
           guint            index,
           Choice          *choice)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) edits = NULL;
  g_auto (GStrv) items = NULL;
  g_autofree char *label = NULL;
  const char *title = _ ("Checklist");

  if (index > 0 && index <= G_N_ELEMENTS (ready))
    {
      title = g_dgettext (NULL, ready[index - 1].title);
      for (const char *const *item = ready[index - 1].items; *item != NULL; item++)
        g_strv_builder_add (builder, g_dgettext (NULL, *item));
    }
  else if (index > 0)
    {
      const RwTicketChecklist *other = choice->others->pdata[index - 1 - G_N_ELEMENTS (ready)];

      title = rw_record_get_title (other->list);
      for (guint i = 0; i < other->items->len; i++)
        g_strv_builder_add (builder,
                            rw_record_get_text (other->items->pdata[i], RW_CHECKLIST_ITEM_TITLE));
    }
  items = g_strv_builder_end (builder);
  edits = rw_checklist_new (&choice->subject, title, (const char *const *) items);
  label = g_strdup_printf (_ ("New checklist: %s"), title);
  rw_page_submit (choice->page, edits, label);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_checklists (cache, error);
}

static char *
count_items (guint n)
{
  return g_strdup_printf (ngettext ("%u item", "%u items", n), n);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Choice) choice = user_data;
  g_autoptr (GError) error = NULL;
  AdwDialog *chooser;

  choice->others = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (choice->others == NULL)
    {
      rw_page_toast (choice->page, error->message);
      return;
    }
  chooser = rw_ticket_chooser_new (_ ("Add a Checklist"));
  rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), _ ("Empty checklist"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ready); i++)
    {
      g_autofree char *detail = count_items (g_strv_length ((char **) ready[i].items));

      rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), g_dgettext (NULL, ready[i].title),
                             detail);
    }
  for (guint i = 0; i < choice->others->len; i++)
    {
      const RwTicketChecklist *other = choice->others->pdata[i];
      g_autofree char *n = count_items (other->items->len);
      /* Translators: "7 items · copied from the newest one" */
      g_autofree char *detail = g_strdup_printf (_ ("%s · copied from the newest one"), n);

      rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), rw_record_get_title (other->list),
                             detail);
    }
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (chosen_cb), choice, choice_free_closure, 0);
  adw_dialog_present (chooser, GTK_WIDGET (choice->page));
  g_steal_pointer (&choice);
}

/**
 * rw_checklist_choice_ask:
 * @subject: what the list is for
 *
 * Asks what the new list begins with, and adds it.
 */
void
rw_checklist_choice_ask (RwPage     *page,
                         const RwId *subject)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (page);
  choice->subject = *subject;
  rw_session_read_async (rw_page_get_session (page), query_cb, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, choice);
}
