/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pass-vfs.h"

#define DOMAINS_MOST 8
#define SECTOR       512

/* A write, or a truncation, that no sync has followed yet. */
typedef struct
{
  gint64 at;
  gint64 size_before;
  GBytes *before; /* what was there, as far as it was */
  GBytes *after;  /* NULL: the file was cut at @at */
} Unsynced;

/* One file, whatever its name is. */
typedef struct
{
  guint refs;
  ino_t inode;
  guint domain;
  GArray *unsynced;
} Node;

/* What happened to a name, while the folder was not synced. */
typedef struct
{
  char *from; /* NULL: there is a new file called @to */
  char *to;   /* NULL: @from was deleted; with both it was renamed */
  char *kept; /* NULL, or where the file is that had the name before */
} Rename;

typedef struct
{
  char *folder;
  char *attic; /* for files whose names may come back */
  ino_t inode; /* of the folder */
  guint n_kept;
  GPtrArray *renames; /* of Rename */
  SimFault armed;
  guint left;
  SimFault at_rename; /* is armed when a file gets another name */
  SimFault lasting; /* FULL or DISK, once it began */
  SimFault death;   /* KILL or POWER: nothing gets to the disk any more */
  double torn;
} Domain;

typedef struct
{
  PassFile pass;
  Node *node;
  gboolean sync_folder; /* with the next sync, as SQLite does with a new journal */
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static sqlite3_io_methods methods;
static sqlite3_mem_methods real_memory;
static Domain domains[DOMAINS_MOST];
static guint n_domains;
static GHashTable *nodes; /* inode → Node */
static Domain *current;

/* --- Files ------------------------------------------------------------------------------------------ */

static void
clear_unsynced (gpointer data)
{
  Unsynced *entry = data;

  g_bytes_unref (entry->before);
  g_clear_pointer (&entry->after, g_bytes_unref);
}

static void
node_unref (gpointer data)
{
  Node *node = data;

  if (--node->refs > 0)
    return;
  g_array_unref (node->unsynced);
  g_free (node);
}

static Domain *
find_domain (const char *path)
{
  for (guint i = 0; path != NULL && i < n_domains; i++)
    if (g_str_has_prefix (path, domains[i].folder) && path[strlen (domains[i].folder)] == '/')
      return &domains[i];
  return NULL;
}

static Node *
get_node (ino_t inode, Domain *domain)
{
  Node *node = g_hash_table_lookup (nodes, GSIZE_TO_POINTER (inode));

  if (node != NULL)
    return node;
  node = g_new0 (Node, 1);
  node->refs = 1;
  node->inode = inode;
  node->domain = (guint) (domain - domains);
  node->unsynced = g_array_new (FALSE, FALSE, sizeof (Unsynced));
  g_array_set_clear_func (node->unsynced, clear_unsynced);
  g_hash_table_insert (nodes, GSIZE_TO_POINTER (inode), node);
  return node;
}

/* --- Names ------------------------------------------------------------------------------------------ */

static void
free_rename (gpointer data)
{
  Rename *entry = data;

  g_free (entry->from);
  g_free (entry->to);
  g_free (entry->kept);
  g_free (entry);
}

static gboolean
move (const char *from, const char *to)
{
  return syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0) == 0;
}

static void
remember_rename (Domain *domain, const char *from, const char *to, char *kept)
{
  Rename *entry = g_new (Rename, 1);

  *entry = (Rename) { g_strdup (from), g_strdup (to), kept };
  g_ptr_array_add (domain->renames, entry);
}

/* Puts a file where its name can be given back to it. Returns: (nullable): the place, NULL when there is
 * no such file */
static char *
keep (Domain *domain, const char *path)
{
  g_autofree char *kept = g_strdup_printf ("%s/%u", domain->attic, domain->n_kept);

  if (!move (path, kept))
    return NULL;
  domain->n_kept++;
  return g_steal_pointer (&kept);
}

/* The file is gone for good; its number may be given to another one. */
static void
erase (const char *path)
{
  struct stat info;

  if (stat (path, &info) == 0)
    g_hash_table_remove (nodes, GSIZE_TO_POINTER (info.st_ino));
  syscall (SYS_unlinkat, AT_FDCWD, path, 0);
}

static void
sync_folder (Domain *domain)
{
  for (guint i = 0; i < domain->renames->len; i++)
    {
      Rename *entry = g_ptr_array_index (domain->renames, i);

      if (entry->kept != NULL)
        erase (entry->kept);
    }
  g_ptr_array_set_size (domain->renames, 0);
}

/* The power failed: of what happened to the names the last part may not have come to the disk. In their
 * order, as every journaling file system keeps it. */
static void
lose_renames (Domain *domain, GRand *rand)
{
  guint left;

  if (domain->renames->len == 0)
    return;
  left = (guint) g_rand_int_range (rand, 0, (gint32) domain->renames->len + 1);
  for (guint i = domain->renames->len; i > left; i--)
    {
      Rename *entry = g_ptr_array_index (domain->renames, i - 1);

      if (entry->from == NULL)
        erase (entry->to);
      else if (entry->to != NULL)
        g_assert_true (move (entry->to, entry->from));
      if (entry->kept != NULL)
        g_assert_true (move (entry->kept, entry->to != NULL ? entry->to : entry->from));
    }
  g_ptr_array_set_size (domain->renames, (int) left);
  sync_folder (domain);
}

/* --- What goes wrong -------------------------------------------------------------------------------- */

/* Whether this operation comes to a fault, and to which. */
static SimFault
strike (Domain *domain, gboolean grows)
{
  if (domain->death != SIM_FAULT_NONE)
    return domain->death;
  if (domain->armed != SIM_FAULT_NONE && domain->armed != SIM_FAULT_MEMORY)
    {
      if (domain->left > 0)
        domain->left--;
      else
        {
          if (domain->armed == SIM_FAULT_KILL || domain->armed == SIM_FAULT_POWER)
            domain->death = domain->armed;
          else
            domain->lasting = domain->armed;
          domain->armed = SIM_FAULT_NONE;
        }
    }
  if (domain->death != SIM_FAULT_NONE)
    return domain->death;
  if (domain->lasting == SIM_FAULT_FULL && !grows)
    return SIM_FAULT_NONE;
  return domain->lasting;
}

static gboolean
memory_fails (void)
{
  if (current == NULL || current->armed != SIM_FAULT_MEMORY)
    return FALSE;
  if (current->left-- > 0)
    return FALSE;
  current->armed = SIM_FAULT_NONE;
  return TRUE;
}

static void *
memory_malloc (int size)
{
  return memory_fails () ? NULL : real_memory.xMalloc (size);
}

static void *
memory_realloc (void *memory, int size)
{
  return memory_fails () ? NULL : real_memory.xRealloc (memory, size);
}

/* --- The methods of a file -------------------------------------------------------------------------- */

static Domain *
domain_of (sqlite3_file *file)
{
  return &domains[((File *) file)->node->domain];
}

static int
file_close (sqlite3_file *file)
{
  int result = pass_real (file)->pMethods->xClose (pass_real (file));

  g_clear_pointer (&((File *) file)->node, node_unref);
  return result;
}

static int
file_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
  if (domain_of (file)->death != SIM_FAULT_NONE)
    return SQLITE_IOERR_READ;
  return pass_real (file)->pMethods->xRead (pass_real (file), bytes, length, at);
}

static void
remember (sqlite3_file *file, gint64 at, gsize length, const void *after)
{
  Unsynced entry = { .at = at };
  sqlite3_int64 size = 0;
  gint64 there;

  pass_real (file)->pMethods->xFileSize (pass_real (file), &size);
  entry.size_before = size;
  there = MIN ((gint64) length, MAX (size - at, 0));
  if (there > 0)
    {
      void *old = g_malloc ((gsize) there);

      pass_real (file)->pMethods->xRead (pass_real (file), old, (int) there, at);
      entry.before = g_bytes_new_take (old, (gsize) there);
    }
  else
    entry.before = g_bytes_new (NULL, 0);
  if (after != NULL)
    entry.after = g_bytes_new (after, length);
  g_array_append_val (((File *) file)->node->unsynced, entry);
}

static int
file_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
  sqlite3_int64 size = 0;
  gboolean dead = domain_of (file)->death != SIM_FAULT_NONE;
  int part = length;

  pass_real (file)->pMethods->xFileSize (pass_real (file), &size);
  switch (strike (domain_of (file), at + length > size))
    {
    case SIM_FAULT_NONE:
      remember (file, at, (gsize) length, bytes);
      return pass_real (file)->pMethods->xWrite (pass_real (file), bytes, length, at);
    case SIM_FAULT_FULL:
      return SQLITE_FULL;
    case SIM_FAULT_KILL:
    case SIM_FAULT_POWER:
      /* Some of it may have got through. */
      part = (int) (domain_of (file)->torn * length);
      if (domain_of (file)->death == SIM_FAULT_POWER)
        part -= part % SECTOR;
      if (!dead && part > 0)
        {
          remember (file, at, (gsize) part, bytes);
          pass_real (file)->pMethods->xWrite (pass_real (file), bytes, part, at);
        }
      return SQLITE_IOERR_WRITE;
    case SIM_FAULT_DISK:
    case SIM_FAULT_MEMORY:
    default:
      return SQLITE_IOERR_WRITE;
    }
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_int64 now = 0;

  if (strike (domain_of (file), FALSE) != SIM_FAULT_NONE)
    return SQLITE_IOERR_TRUNCATE;
  pass_real (file)->pMethods->xFileSize (pass_real (file), &now);
  if (now > size)
    remember (file, size, (gsize) (now - size), NULL);
  return pass_real (file)->pMethods->xTruncate (pass_real (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  if (strike (domain_of (file), FALSE) != SIM_FAULT_NONE)
    return SQLITE_IOERR_FSYNC;
  g_array_set_size (((File *) file)->node->unsynced, 0);
  if (!((File *) file)->sync_folder)
    return SQLITE_OK;
  if (strike (domain_of (file), FALSE) != SIM_FAULT_NONE)
    return SQLITE_IOERR_DIR_FSYNC;
  ((File *) file)->sync_folder = FALSE;
  sync_folder (domain_of (file));
  return SQLITE_OK;
}

static int
file_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

static int
file_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
vfs_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *mine = (File *) file;
  Domain *domain = find_domain (name);
  struct stat info;
  gboolean is_new;
  int result;

  mine->pass.base.pMethods = NULL;
  mine->pass.real = (sqlite3_file *) (mine + 1);
  if (domain == NULL)
    {
      g_printerr ("%s belongs to no computer of the simulation\n", name != NULL ? name : "?");
      return SQLITE_CANTOPEN;
    }
  if (domain->death != SIM_FAULT_NONE)
    return SQLITE_IOERR;
  is_new = stat (name, &info) != 0;
  result = real_vfs->xOpen (real_vfs, name, mine->pass.real, flags, out_flags);
  if (result != SQLITE_OK || stat (name, &info) != 0)
    return result != SQLITE_OK ? result : SQLITE_IOERR_FSTAT;
  mine->node = get_node (info.st_ino, domain);
  mine->node->refs++;
  mine->pass.base.pMethods = &methods;
  mine->sync_folder = (flags & SQLITE_OPEN_CREATE) != 0 &&
                      (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  if (is_new)
    remember_rename (domain, NULL, name, NULL);
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *self, const char *name, int sync)
{
  int result = real_vfs->xDelete (real_vfs, name, 0);
  Domain *domain = find_domain (name);

  if (result != SQLITE_OK || !sync || domain == NULL)
    return result;
  if (strike (domain, FALSE) != SIM_FAULT_NONE)
    return SQLITE_IOERR_DIR_FSYNC;
  sync_folder (domain);
  return SQLITE_OK;
}

/* --- The system's own calls ------------------------------------------------------------------------- */

/* Named as in the C library, whose place they take in this program. */

int
fsync (int fd)
{
  struct stat info;
  Node *node;

  if (nodes == NULL || fstat (fd, &info) != 0)
    return 0;
  for (guint i = 0; S_ISDIR (info.st_mode) && i < n_domains; i++)
    if (domains[i].inode == info.st_ino)
      {
        if (strike (&domains[i], FALSE) != SIM_FAULT_NONE)
          {
            errno = EIO;
            return -1;
          }
        sync_folder (&domains[i]);
        return 0;
      }
  node = g_hash_table_lookup (nodes, GSIZE_TO_POINTER (info.st_ino));
  if (node == NULL)
    return 0;
  if (strike (&domains[node->domain], FALSE) != SIM_FAULT_NONE)
    {
      errno = EIO;
      return -1;
    }
  g_array_set_size (node->unsynced, 0);
  return 0;
}

int
rename (const char *from, const char *to)
{
  Domain *domain = find_domain (from);

  if (domain != NULL && domain->at_rename != SIM_FAULT_NONE)
    {
      domain->armed = domain->at_rename;
      domain->at_rename = SIM_FAULT_NONE;
    }
  if (domain != NULL && strike (domain, FALSE) != SIM_FAULT_NONE)
    {
      errno = EIO;
      return -1;
    }
  if (domain != NULL && access (from, F_OK) == 0)
    {
      char *kept = keep (domain, to);

      remember_rename (domain, from, to, kept);
    }
  return move (from, to) ? 0 : -1;
}

int
unlink (const char *path)
{
  Domain *domain = find_domain (path);
  struct stat info;

  if (domain != NULL && domain->death != SIM_FAULT_NONE)
    {
      errno = EIO;
      return -1;
    }
  if (domain != NULL && stat (path, &info) == 0)
    {
      char *kept;

      if (strike (domain, FALSE) != SIM_FAULT_NONE)
        {
          errno = EIO;
          return -1;
        }
      /* This one is never on a disk. */
      kept = g_str_has_suffix (path, "-shm") ? NULL : keep (domain, path);
      if (kept != NULL)
        {
          remember_rename (domain, path, NULL, kept);
          return 0;
        }
    }
  return (int) syscall (SYS_unlinkat, AT_FDCWD, path, 0);
}

/* --- For the simulation ----------------------------------------------------------------------------- */

/* To be called once, before SQLite is used. */
void
sim_vfs_install (void)
{
  sqlite3_mem_methods memory;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_SINGLETHREAD), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory), ==, SQLITE_OK);
  memory = real_memory;
  memory.xMalloc = memory_malloc;
  memory.xRealloc = memory_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &memory), ==, SQLITE_OK);
  nodes = g_hash_table_new_full (NULL, NULL, NULL, node_unref);
  pass_methods_init (&methods);
  methods.xClose = file_close;
  methods.xRead = file_read;
  methods.xWrite = file_write;
  methods.xTruncate = file_truncate;
  methods.xSync = file_sync;
  methods.xSectorSize = file_sector_size;
  methods.xDeviceCharacteristics = file_characteristics;
  pass_vfs_init (&vfs, &real_vfs, "sim", sizeof (File));
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

/* Returns: the number of a new computer, whose files are in @folder */
guint
sim_vfs_add (const char *folder)
{
  g_assert_cmpuint (n_domains, <, DOMAINS_MOST);
  Domain *domain = &domains[n_domains];
  struct stat info;

  *domain = (Domain) { .folder = g_strdup (folder),
                       .attic = g_strconcat (folder, ".attic", NULL),
                       .renames = g_ptr_array_new_with_free_func (free_rename) };
  g_assert_cmpint (stat (folder, &info), ==, 0);
  domain->inode = info.st_ino;
  g_assert_cmpint (g_mkdir (domain->attic, 0700), ==, 0);
  return n_domains++;
}

void
sim_vfs_clear (void)
{
  for (guint i = 0; i < n_domains; i++)
    {
      g_free (domains[i].folder);
      g_free (domains[i].attic);
      g_ptr_array_unref (domains[i].renames);
    }
  n_domains = 0;
  current = NULL;
  g_hash_table_remove_all (nodes);
}

/* Lets @operations through, then comes to the fault. */
void
sim_vfs_arm (guint domain, SimFault fault, guint operations)
{
  domains[domain].armed = fault;
  domains[domain].left = operations;
  domains[domain].torn = (operations * 37 % 100) / 100.0;
}

/* The same, counted from when a file gets another name. */
void
sim_vfs_arm_at_rename (guint domain, SimFault fault, guint operations)
{
  sim_vfs_arm (domain, SIM_FAULT_NONE, operations);
  domains[domain].at_rename = fault;
}

void
sim_vfs_heal (guint domain)
{
  domains[domain].at_rename = domains[domain].armed = domains[domain].lasting = SIM_FAULT_NONE;
}

/* All that happened to the names of files is on the disk. */
void
sim_vfs_settle (guint domain)
{
  sync_folder (&domains[domain]);
}

/* Whose memory it is that may run out. */
void
sim_vfs_enter (guint domain)
{
  current = &domains[domain];
}

void
sim_vfs_leave (void)
{
  current = NULL;
}

SimFault
sim_vfs_get_death (guint domain)
{
  return domains[domain].death;
}

/* From here on nothing that the computer's programs do reaches its disk. */
void
sim_vfs_kill (guint domain, SimFault how)
{
  if (domains[domain].death == SIM_FAULT_NONE)
    domains[domain].death = how;
}

static void
put (GByteArray *content, gint64 at, const guint8 *bytes, gsize length)
{
  if ((gint64) content->len < at + (gint64) length)
    {
      guint old = content->len;

      g_byte_array_set_size (content, (guint) (at + (gint64) length));
      memset (content->data + old, 0, content->len - old);
    }
  if (length > 0)
    memcpy (content->data + at, bytes, length);
}

static void
set_size (GByteArray *content, gint64 size)
{
  guint old = content->len;

  g_byte_array_set_size (content, (guint) size);
  if (content->len > old)
    memset (content->data + old, 0, content->len - old);
}

/* What a disk shows after the power came back: of each write that was not synced all, nothing, or
 * some sectors, in no order. */
static void
lose_unsynced (Node *node, GByteArray *content, guint chance, GRand *rand)
{
  for (guint i = node->unsynced->len; i > 0; i--)
    {
      Unsynced *entry = &g_array_index (node->unsynced, Unsynced, i - 1);
      gsize length;
      const guint8 *bytes = g_bytes_get_data (entry->before, &length);

      put (content, entry->at, bytes, length);
      set_size (content, entry->size_before);
    }
  for (guint i = 0; i < node->unsynced->len; i++)
    {
      Unsynced *entry = &g_array_index (node->unsynced, Unsynced, i);
      const guint8 *bytes;
      gsize length;

      if ((guint) g_rand_int_range (rand, 0, 100) >= chance)
        continue;
      if (entry->after == NULL)
        {
          if ((gint64) content->len > entry->at)
            set_size (content, entry->at);
          continue;
        }
      bytes = g_bytes_get_data (entry->after, &length);
      if (g_rand_int_range (rand, 0, 8) != 0)
        put (content, entry->at, bytes, length);
      else
        for (gsize at = 0; at < length; at += SECTOR)
          if (g_rand_boolean (rand))
            put (content, entry->at + (gint64) at, bytes + at, MIN (SECTOR, length - at));
    }
}

/* The computer starts again, with what is on its disk. Nothing may be open there. */
void
sim_vfs_revive (guint number, GRand *rand)
{
  Domain *domain = &domains[number];
  g_autoptr (GDir) listing = NULL;
  gboolean power = domain->death == SIM_FAULT_POWER;
  guint chance = (guint) (g_rand_int_range (rand, 0, 3) * 50);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  domain->death = domain->at_rename = domain->armed = domain->lasting = SIM_FAULT_NONE;
  if (power)
    lose_renames (domain, rand);
  listing = g_dir_open (domain->folder, 0, NULL);
  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    g_ptr_array_add (names, g_build_filename (domain->folder, name, NULL));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  for (guint i = 0; i < names->len; i++)
    {
      const char *path = g_ptr_array_index (names, i);
      struct stat info;
      Node *node;
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_str_has_suffix (path, "-shm"))
        {
          if (power)
            unlink (path);
          continue;
        }
      if (stat (path, &info) != 0)
        continue;
      node = g_hash_table_lookup (nodes, GSIZE_TO_POINTER (info.st_ino));
      if (!power || node == NULL || node->unsynced->len == 0 ||
          !g_file_get_contents (path, &bytes, &length, NULL))
        continue;
      {
        g_autoptr (GByteArray) content =
          g_byte_array_new_take ((guint8 *) g_steal_pointer (&bytes), length);
        FILE *file;

        lose_unsynced (node, content, chance, rand);
        file = fopen (path, "r+");
        g_assert_nonnull (file);
        g_assert_cmpint (ftruncate (fileno (file), 0), ==, 0);
        g_assert_cmpuint (fwrite (content->data, 1, content->len, file), ==, content->len);
        fclose (file);
        g_array_set_size (node->unsynced, 0);
      }
    }
}
