/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <sys/stat.h>

#include "rackward-config.h"
#include "rw-ctl-run.h"
#include "rw-ctl.h"
#include "rw-locale.h"

static const RwCtlCommand commands[] = {
  { "backup", N_ ("Copy everything into a file, while the server runs"), rw_cmd_backup },
  { "backup-run", N_ ("Run a backup program and tell a server what came of it"), rw_cmd_backup_run },
  { "check", N_ ("Say whether the server's file, or a backup, is whole"), rw_cmd_check },
  { "compact", N_ ("Forget old deletions and give room back to the disk"), rw_cmd_compact },
  { "demo", N_ ("Make the sample company"), rw_cmd_demo },
  { "explain", N_ ("Answer one question from standard input: what a rule makes of it"), rw_cmd_explain },
  { "import", N_ ("Take over what another system knows"), rw_cmd_import },
  { "intake", N_ ("Bring what others announce to a server"), rw_cmd_intake },
  { "restore", N_ ("Go back to a backup"), rw_cmd_restore },
  { "schema", N_ ("Show every kind of record and its fields"), rw_cmd_schema },
  { "token", N_ ("Tokens for machines and devices"), rw_cmd_token },
  { "user", N_ ("People who may log in"), rw_cmd_user },
};

int
main (int    argc,
      char **argv)
{
  rw_ctl_run_remember ();
  rw_locale_init (RW_LOCALEDIR);
  g_set_prgname ("rackwardctl");
  /* What it writes belongs to its owner alone, as with the server. */
  rw_ctl_keep_umask (umask (0077));
  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      g_print ("rackwardctl %s\n", RW_VERSION);
      return RW_CTL_OK;
    }
  return rw_ctl_dispatch ("rackwardctl", _ ("Administers Rackward from the command line."), commands, G_N_ELEMENTS (commands), argc, argv);
}
