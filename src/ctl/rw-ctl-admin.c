/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rw-admin.h"
#include "rw-control.h"
#include "rw-ctl.h"
#include "rw-error.h"

/**
 * rw_ctl_check_owner:
 *
 * What root makes in the folder of another user, that user's server could not open.
 */
gboolean
rw_ctl_check_owner (const char  *data_dir,
                    GError     **error)
{
  struct stat info;
  struct passwd *owner;

  if (geteuid () != 0 || stat (data_dir, &info) != 0 || info.st_uid == 0)
    return TRUE;
  owner = getpwuid (info.st_uid);
  g_set_error (error, RW_ERROR, RW_ERROR_FORBIDDEN,
               _ ("%s belongs to %s; run this as that user: sudo -u %s rackwardctl …"), data_dir,
               owner != NULL ? owner->pw_name : "?", owner != NULL ? owner->pw_name : "?");
  return FALSE;
}

/**
 * rw_ctl_admin:
 * @data_dir: (nullable): the server's
 * @may_make: make folder and store when there is none
 * @order: see rw_admin_run()
 *
 * Has the server that runs on the folder do it, or does it itself when there is none.
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonNode *
rw_ctl_admin (const char *data_dir,
              gboolean    may_make,
              JsonObject *order,
              GError    **error)
{
  g_auto (RwCtlStore) store = { NULL };
  GError *problem = NULL;
  JsonNode *answer;

  if (data_dir == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Say where the data is: --data DIR"));
      return NULL;
    }
  if (rw_ctl_store_open (&store, data_dir, may_make, FALSE, &problem))
    return rw_admin_run (RW_LOG_STORE_SQLITE (store.log), order, error);
  if (!g_error_matches (problem, RW_ERROR, RW_ERROR_BUSY) &&
      !g_error_matches (problem, RW_ERROR, RW_ERROR_FORBIDDEN))
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  answer = rw_control_ask (data_dir, order, error);
  if (answer == NULL && error != NULL &&
      (g_error_matches (*error, RW_ERROR, RW_ERROR_UNREACHABLE) ||
       g_error_matches (*error, RW_ERROR, RW_ERROR_PROTOCOL)))
    {
      /* Nobody listens there, or not to this user: why the folder could not be had says more. */
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  g_clear_error (&problem);
  return answer;
}
