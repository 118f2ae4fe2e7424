/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rackward-config.h"
#include "rw-application.h"
#include "rw-locale.h"

/* A TLS session that is resumed is not verified again, and would outlast what the person chose to believe
 * since. GLib has no word for it, its backend has; old TLS goes with it. */
static void
forbid_resumption (void)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY",
            "NORMAL:%COMPAT:%NO_TICKETS:-VERS-TLS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (RwApplication) application = NULL;

  forbid_resumption ();
  rw_locale_init (RW_LOCALEDIR);
  /* The language is set; to set it again is not safe once threads run. */
  gtk_disable_setlocale ();

  application = rw_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
