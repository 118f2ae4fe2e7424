/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "rw-log-store-sqlite.h"
#include "rw-store-lock.h"

G_BEGIN_DECLS

/* Exit status of every command: 0 done, 1 could not be done, 2 asked wrongly or bad input. */
#define RW_CTL_OK     0
#define RW_CTL_FAILED 1
#define RW_CTL_USAGE  2

/**
 * RwCtlCommand:
 * @name: the word after "rackwardctl", or after the command it belongs to
 * @summary: one line for the list of commands, untranslated
 * @run: gets the arguments from its own name on; returns the exit status
 */
typedef struct
{
  const char *name;
  const char *summary;
  int (*run) (int    argc,
              char **argv);
} RwCtlCommand;

int      rw_ctl_dispatch (const char         *program,
                          const char         *about,
                          const RwCtlCommand *commands,
                          guint               n_commands,
                          int                 argc,
                          char              **argv);
gboolean rw_ctl_parse    (const char         *program,
                          const char         *parameters,
                          const char         *summary,
                          const GOptionEntry *entries,
                          int                 n_parameters,
                          int                *argc,
                          char              **argv);
int      rw_ctl_fail     (const GError       *error);
int      rw_ctl_misuse   (const char         *format,
                          ...) G_GNUC_PRINTF (1, 2);
char    *rw_ctl_read_all (GInputStream       *stream,
                          gsize               most,
                          gsize              *length,
                          GError            **error);
char    *rw_ctl_read_until (GInputStream *stream,
                            gsize         most,
                            GCancellable *cancellable,
                            gsize        *length,
                            GError      **error);

/* The store of a data folder, with the lock that keeps a server out meanwhile. */
typedef struct
{
  RwStoreLock *lock;
  RwLogStore *log;
  char *path;
  gboolean fresh;
} RwCtlStore;

gboolean rw_ctl_store_open  (RwCtlStore *self,
                             const char *data_dir,
                             gboolean    may_make,
                             gboolean    in_bulk,
                             GError    **error);
gboolean rw_ctl_store_end   (RwCtlStore *self,
                             gboolean    well,
                             GError    **error);
void     rw_ctl_store_close (RwCtlStore *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwCtlStore, rw_ctl_store_close)

/* How far something long is, on a terminal only. */
typedef struct
{
  const char *what;
  guint64 done;
  guint64 expected;
  gint64 shown_at;
  gboolean on_terminal;
} RwCtlProgress;

void     rw_ctl_keep_umask (guint mask);
guint    rw_ctl_get_umask  (void);

void     rw_ctl_progress_begin (RwCtlProgress *self,
                                const char    *what,
                                guint64        expected);
void     rw_ctl_progress_step  (RwCtlProgress *self);
void     rw_ctl_progress_end   (RwCtlProgress *self);

char    *rw_explain     (const char *what,
                         const char *text,
                         gsize       length,
                         GError    **error);

gboolean  rw_ctl_check_owner (const char  *data_dir,
                              GError     **error);
JsonNode *rw_ctl_admin       (const char  *data_dir,
                              gboolean     may_make,
                              JsonObject  *order,
                              GError     **error);

int      rw_cmd_backup  (int argc, char **argv);
int      rw_cmd_backup_run (int argc, char **argv);
int      rw_cmd_check   (int argc, char **argv);
int      rw_cmd_compact (int argc, char **argv);
int      rw_cmd_demo    (int argc, char **argv);
int      rw_cmd_explain (int argc, char **argv);
int      rw_cmd_import  (int argc, char **argv);
int      rw_cmd_import_device_types (int argc, char **argv);
int      rw_cmd_intake  (int argc, char **argv);
int      rw_cmd_intake_backup (int argc, char **argv);
int      rw_cmd_intake_usage (int argc, char **argv);
int      rw_cmd_restore (int argc, char **argv);
int      rw_cmd_schema  (int argc, char **argv);
int      rw_cmd_token   (int argc, char **argv);
int      rw_cmd_user    (int argc, char **argv);

G_END_DECLS
