/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl-report.h"

#include <glib/gi18n.h>

#include "rw-ctl.h"
#include "rw-time.h"

/* Options that the two commands share that report on backups. */

/**
 * rw_ctl_report_tool:
 *
 * Returns: %FALSE when it is none; that was said already
 */
gboolean
rw_ctl_report_tool (const char *name, RwBackupTool *tool)
{
  int found = rw_enum_find (&rw_enum_backup_tool, name);

  if (found >= 0)
    {
      *tool = (RwBackupTool) found;
      return TRUE;
    }
  rw_ctl_misuse (_ ("“%s” is no backup tool: restic, borg, bareos, pbs or other"), name);
  return FALSE;
}

/**
 * rw_ctl_report_zone:
 * @tz: (nullable): IANA name
 *
 * Returns: %FALSE when it is none; that was said already
 */
gboolean
rw_ctl_report_zone (const char *tz)
{
  g_autoptr (GTimeZone) zone = tz != NULL ? rw_zone_get (tz) : NULL;

  if (tz == NULL || zone != NULL)
    return TRUE;
  rw_ctl_misuse (_ ("“%s” is no time zone that is known"), tz);
  return FALSE;
}

/**
 * rw_ctl_report_text:
 * @text: (inout) (nullable): as it stood on the command line
 *
 * Names are UTF-8 whatever the locale is: that of a timer is often none. What is none is made such.
 */
void
rw_ctl_report_text (char **text)
{
  char *valid = *text != NULL ? g_utf8_make_valid (*text, -1) : NULL;

  g_free (*text);
  *text = valid;
}
