/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-locale.h"

#include <libintl.h>
#include <locale.h>

/**
 * rw_locale_init:
 * @directory: where the translations are installed
 *
 * Takes the language of the person who started the program. To be called first in main().
 *
 * RACKWARD_LOCALEDIR names another directory: it is how a program that runs from its build finds
 * the translations beside it.
 */
void
rw_locale_init (const char *directory)
{
  const char *elsewhere = g_getenv ("RACKWARD_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, elsewhere != NULL && *elsewhere != '\0' ? elsewhere : directory);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
