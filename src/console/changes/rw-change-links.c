/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-links.h"

#include <glib/gi18n.h>

#include "rw-file-chip.h"
#include "rw-links-box.h"
#include "rw-pick-dialog.h"

struct _RwChangeLinks
{
  RwChangeBox parent_instance;

  GtkWidget *links;
  GtkWidget *files;
  GtkWidget *attach;
};

G_DEFINE_FINAL_TYPE (RwChangeLinks, rw_change_links, RW_TYPE_CHANGE_BOX)

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

/* --- Links ------------------------------------------------------------------------------------------------- */

static void
open_cb (RwChangeLinks *self,
         int            kind,
         const RwId    *id)
{
  rw_change_box_open (RW_CHANGE_BOX (self), (RwKind) kind, id);
}

static void
unlink_cb (RwChangeLinks *self,
           const RwId    *link)
{
  GPtrArray *edits = new_edits ();
  g_autofree char *label =
    g_strdup_printf (_ ("Remove a link of %s"), rw_change_box_get_name (RW_CHANGE_BOX (self)));

  g_ptr_array_add (edits, rw_edit_new (RW_OP_DELETE, RW_KIND_LINK, link));
  rw_change_box_submit (RW_CHANGE_BOX (self), edits, label);
}

/* A problem is fixed by the change; anything else has to do with it. */
static gpointer
query_ticket_cb (RwCache       *cache,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return rw_cache_find (cache, RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CHANGE), data,
                        error);
}

static void
target_known_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (RwChangeLinks) self = user_data;
  g_autoptr (RwRecord) target = rw_session_read_finish (RW_SESSION (source), result, NULL),
                       link = NULL;
  RwChangeBox *box = RW_CHANGE_BOX (self);
  RwRecord *change = rw_change_box_get_change (box);
  g_autofree char *label = NULL;
  GPtrArray *edits;
  gboolean problem;

  if (target == NULL || change == NULL ||
      rw_id_equal (rw_record_get_id (target), rw_record_get_id (change)))
    return;
  problem = rw_record_get_kind (target) == RW_KIND_TICKET &&
            rw_record_get_enum (target, RW_TICKET_TYPE) == RW_TICKET_TYPE_PROBLEM;
  link = rw_record_new (RW_KIND_LINK, NULL);
  rw_record_set_ref (link, RW_LINK_SOURCE, rw_record_get_id (problem ? target : change));
  rw_record_set_enum (link, RW_LINK_TYPE, problem ? RW_LINK_TYPE_FIXED_BY : RW_LINK_TYPE_RELATED);
  rw_record_set_ref (link, RW_LINK_TARGET, rw_record_get_id (problem ? change : target));
  edits = new_edits ();
  g_ptr_array_add (edits, rw_edit_new_create (link));
  label = g_strdup_printf (_ ("Link %s"), rw_change_box_get_name (box));
  rw_change_box_submit (box, edits, label);
}

static void
picked_cb (RwPage     *page,
           RwKind      kind,
           const RwId *id,
           gpointer    data)
{
  RwChangeLinks *self = data;

  rw_session_read_async (rw_page_get_session (page), query_ticket_cb, rw_id_copy (id), g_free,
                         g_object_unref, NULL, target_known_cb, g_object_ref (self));
}

static void
link_cb (RwChangeLinks *self)
{
  RwPage *page = rw_change_box_get_page (RW_CHANGE_BOX (self));

  if (page != NULL)
    rw_pick_dialog_present (page, _ ("Link a Ticket or a Change"),
                            RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_CHANGE), picked_cb,
                            g_object_ref (self), g_object_unref);
}

/* --- Files -------------------------------------------------------------------------------------------------- */

typedef struct
{
  RwChangeLinks *self;
  RwId change;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->self);
  g_free (adding);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Adding) adding = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNewFile) file = rw_session_add_file_finish (RW_SESSION (source), result, &error);
  RwChangeBox *box = RW_CHANGE_BOX (adding->self);
  g_autoptr (RwRecord) attachment = NULL;
  g_autofree char *label = NULL;
  GPtrArray *edits;
  RwPage *page = rw_change_box_get_page (box);

  if (page == NULL)
    return;
  if (file == NULL)
    {
      rw_page_toast (page, error->message);
      return;
    }
  attachment = rw_session_new_attachment (RW_SESSION (source), file, &adding->change);
  edits = new_edits ();
  g_ptr_array_add (edits, rw_edit_new_create (attachment));
  label = g_strdup_printf (_ ("Attach %s"), file->name);
  rw_change_box_submit (box, edits, label);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (Adding) adding = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  RwPage *page = rw_change_box_get_page (RW_CHANGE_BOX (adding->self));

  if (file != NULL && page != NULL)
    rw_session_add_file_async (rw_page_get_session (page), file, NULL, NULL, NULL, added_cb,
                               g_steal_pointer (&adding));
}

static void
attach_cb (RwChangeLinks *self)
{
  RwRecord *change = rw_change_box_get_change (RW_CHANGE_BOX (self));
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Adding *adding;

  if (change == NULL)
    return;
  gtk_file_dialog_set_title (dialog, _ ("Attach a File"));
  adding = g_new (Adding, 1);
  *adding = (Adding) { g_object_ref (self), *rw_record_get_id (change) };
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        file_chosen_cb, adding);
}

static void
rw_change_links_show (RwChangeBox         *box,
                      const RwChangeShown *shown,
                      gboolean             other)
{
  RwChangeLinks *self = RW_CHANGE_LINKS (box);
  GtkWidget *child;

  rw_links_box_show (RW_LINKS_BOX (self->links), shown->detail->links, shown->may_edit);
  while ((child = gtk_widget_get_first_child (self->files)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->files), child);
  for (guint i = 0; i < shown->detail->files->len; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (self->files),
                         rw_file_chip_new (rw_page_get_session (rw_change_box_get_page (box)),
                                           shown->detail->files->pdata[i]));
  gtk_widget_set_visible (self->files, shown->detail->files->len > 0);
  gtk_widget_set_visible (self->attach, shown->may_edit);
}

static void
rw_change_links_class_init (RwChangeLinksClass *klass)
{
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_links_show;
}

static void
rw_change_links_init (RwChangeLinks *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), _ ("Links and Files"));
  self->attach = gtk_button_new_with_mnemonic (_ ("_Attach…"));
  g_signal_connect_object (self->attach, "clicked", G_CALLBACK (attach_cb), self,
                           G_CONNECT_SWAPPED);
  rw_change_box_add_action (RW_CHANGE_BOX (self), self->attach);
  self->links = rw_links_box_new (NULL);
  g_signal_connect_object (self->links, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->links, "unlink", G_CALLBACK (unlink_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->links, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->links);
  self->files = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->files), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->files), 6);
  gtk_box_append (GTK_BOX (self), self->files);
}

GtkWidget *
rw_change_links_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_LINKS, NULL);
}
