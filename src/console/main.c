/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rackward-config.h"
#include "rw-application.h"
#include "rw-locale.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (RwApplication) application = NULL;

  rw_locale_init (RW_LOCALEDIR);
  /* The language is set; to set it again is not safe once threads run. */
  gtk_disable_setlocale ();

  application = rw_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
