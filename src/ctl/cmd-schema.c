/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>

#include "rw-schema.h"

int
rw_cmd_schema (int    argc,
               char **argv)
{
  gboolean markdown = FALSE;
  const GOptionEntry entries[] = {
    { "markdown", 0, 0, G_OPTION_ARG_NONE, &markdown, N_ ("As Markdown, one table for each kind"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *text = NULL;

  if (!rw_ctl_parse ("rackwardctl schema", NULL, _ ("Shows every kind of record and its fields."), entries, 0, &argc, argv))
    return RW_CTL_USAGE;
  if (!markdown)
    return rw_ctl_misuse (_ ("Say in which form: --markdown"));
  text = rw_schema_to_markdown ();
  g_print ("%s", text);
  return RW_CTL_OK;
}
