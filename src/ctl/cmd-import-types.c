/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-ctl-push.h"
#include "rw-device-type-plan.h"
#include "rw-error.h"
#include "rw-merge.h"

/* rackwardctl import device-types: says what it would do, and does it. What somebody has entered stays
 * unless --replace is given; a type that must not change, because devices would overlap, is told. */

typedef struct
{
  RwDeviceTypeFiles *files; /* until there is a plan */
  RwDeviceTypePlan *plan;
  gboolean replace;
  gboolean dry;
  gboolean quiet;
  GPtrArray *refused;
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->files, rw_device_type_files_free);
  g_clear_pointer (&self->plan, rw_device_type_plan_free);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static GPtrArray *
plan (GPtrArray *existing,
      gpointer   user_data)
{
  Import *self = user_data;
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  self->plan = rw_device_type_plan_new (g_steal_pointer (&self->files), existing);
  if (!self->quiet)
    {
      g_autofree char *text = rw_device_type_plan_to_text (self->plan);

      g_print ("%s\n", text);
    }
  for (guint i = 0; !self->dry && i < self->plan->items->len; i++)
    {
      RwEdit *edit = rw_device_type_item_edit (self->plan->items->pdata[i], self->replace);

      if (edit != NULL)
        g_ptr_array_add (edits, edit);
    }
  return edits;
}

/* --- Into a store ----------------------------------------------------------------------------------- */

static gboolean
take_row_cb (const RwLogRow *row,
             gpointer        user_data)
{
  if (row->body != NULL && rw_schema_find (row->kind) == RW_KIND_DEVICE_TYPE)
    g_array_append_val ((GArray *) user_data, row->id);
  return TRUE;
}

static GPtrArray *
list_types (RwLogStore  *log,
            GError     **error)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));

  if (!rw_log_store_since (log, 0, G_MAXINT64, take_row_cb, ids, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (RwLogState) state =
        rw_log_store_get (log, &g_array_index (ids, RwId, i), &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (state != NULL && state->record != NULL)
        g_ptr_array_add (types, g_object_ref (state->record));
    }
  return g_steal_pointer (&types);
}

static char *
name_of (Import     *self,
         const RwId *id)
{
  for (guint i = 0; i < self->plan->items->len; i++)
    {
      const RwDeviceTypeItem *item = self->plan->items->pdata[i];

      if (rw_id_equal (rw_record_get_id (item->existing != NULL ? item->existing : item->found),
                       id))
        return rw_device_type_item_name (item);
    }
  return g_strdup (rw_kind_label (RW_KIND_DEVICE_TYPE));
}

static gboolean
merge_all (Import      *self,
           RwLogStore  *log,
           GPtrArray   *edits,
           guint       *written,
           GError     **error)
{
  RwLogAuthor author = { .at = rw_clock_now (), .actor = "rackwardctl import device-types" };
  RwCtlProgress progress;
  gboolean well = TRUE;

  rw_ctl_progress_begin (&progress, _ ("Importing"), edits->len);
  for (guint i = 0; i < edits->len && well; i++)
    {
      RwMutation mutation = { .edit = edits->pdata[i], .base = rw_log_store_get_head (log) };
      RwMutation *mutations[] = { &mutation };
      g_autoptr (RwMergeResult) result = NULL;

      well = rw_merge_group (log, &author, &RW_ID_NIL, RW_ROLE_ADMIN, mutations, &result, 1, error);
      if (well && result->error != NULL)
        {
          g_autofree char *name = name_of (self, &mutation.edit->id);

          g_ptr_array_add (self->refused, g_strdup_printf ("%s: %s", name, result->error->message));
        }
      else if (well)
        ++*written;
      rw_ctl_progress_step (&progress);
    }
  rw_ctl_progress_end (&progress);
  return well;
}

static gboolean
import_to_store (Import      *self,
                 const char  *data_dir,
                 guint       *written,
                 GError     **error)
{
  g_auto (RwCtlStore) store = { NULL };
  g_autoptr (GPtrArray) existing = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  gboolean well;

  if (!rw_ctl_store_open (&store, data_dir, !self->dry, FALSE, error))
    return FALSE;
  existing = list_types (store.log, error);
  if (existing == NULL)
    return FALSE;
  edits = plan (existing, self);
  well =
    rw_log_store_begin (store.log, error) && merge_all (self, store.log, edits, written, error);
  return rw_ctl_store_end (&store, well, well ? error : NULL) && well;
}

/* --- The command ------------------------------------------------------------------------------------ */

static int
tell (const Import *self,
      guint         written,
      GError       *error)
{
  for (guint i = 0; i < self->refused->len; i++)
    g_printerr ("rackwardctl: %s\n", (char *) self->refused->pdata[i]);
  if (error != NULL)
    return rw_ctl_fail (error);
  if (self->dry)
    return RW_CTL_OK;
  if (written == 0)
    g_print (_ ("There was nothing to be written.\n"));
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "Wrote %u record.\n", "Wrote %u records.\n", written),
             written);
  if (self->plan->n[RW_DEVICE_TYPE_CHANGED] > 0 && !self->replace)
    g_print (
      g_dngettext (
        GETTEXT_PACKAGE,
        "%u type says something else than its file and was kept; --replace takes the file's\n",
        "%u types say something else than their files and were kept; --replace takes the files'\n",
        self->plan->n[RW_DEVICE_TYPE_CHANGED]),
      self->plan->n[RW_DEVICE_TYPE_CHANGED]);
  return self->refused->len == 0 ? RW_CTL_OK : RW_CTL_FAILED;
}

int
rw_cmd_import_device_types (int    argc,
                            char **argv)
{
  g_autofree char *data_dir = NULL, *server = NULL, *token_file = NULL, *token = NULL;
  g_auto (Import) self = { NULL };
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data_dir,
      N_ ("The server's data folder; made when it is not there"), "DIR" },
    { "server", 's', 0, G_OPTION_ARG_STRING, &server,
      N_ ("A server that runs; the token comes from RACKWARD_TOKEN"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
      N_ ("With --server: the token is in this file"), "FILE" },
    { "replace", 'r', 0, G_OPTION_ARG_NONE, &self.replace,
      N_ ("Also change what says something else than its file"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &self.dry,
      N_ ("Only say what would become of each file"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &self.quiet, N_ ("Without the account of every file"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  guint written = 0;

  if (
    !rw_ctl_parse (
      "rackwardctl import device-types", "FILE|FOLDER",
      _ (
        "Takes over device types in YAML, as NetBox's community library has them. What is in Rackward wins."),
      entries, 1, &argc, argv))
    return RW_CTL_USAGE;
  if ((data_dir != NULL) + (server != NULL) > 1 ||
      (data_dir == NULL && server == NULL && !self.dry))
    return rw_ctl_misuse (_ ("Say where to: --data DIR or --server URL; or --dry-run"));
  self.refused = g_ptr_array_new_with_free_func (g_free);
  self.files = rw_device_type_files_read (argv[1], NULL, NULL, NULL, &error);
  if (self.files == NULL)
    return rw_ctl_misuse (_ ("Could not import %s: %s"), argv[1], error->message);
  if (server != NULL)
    {
      token = rw_ctl_read_token (token_file, &error);
      if (token == NULL)
        return rw_ctl_fail (error);
      rw_ctl_push_edits (server, token, RW_KIND_DEVICE_TYPE, plan, &self, self.refused, &written,
                         &error);
    }
  else if (data_dir != NULL)
    import_to_store (&self, data_dir, &written, &error);
  else
    none = plan (nothing, &self);
  return tell (&self, written, error);
}
