/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-rows.h"

#include "rw-text.h"

struct _RwBackupRows
{
  const RwBackupMatrix *matrix; /* the caller's */
  char **texts;                 /* what each row is found by, folded; made when words are first looked for */
  RwBackupShow show;
  RwBackupBy by;
  char *words;
  GPtrArray *groups;  /* of RwBackupGroup */
  GArray *lines;      /* RwBackupLine */
  GHashTable *folded; /* names of groups, with what they are of in front */
  guint n_systems;
};

static void
group_free (gpointer data)
{
  RwBackupGroup *group = data;

  g_array_unref (group->rows);
  g_free (group->cells);
  g_free (group);
}

static void
forget_texts (RwBackupRows *self)
{
  if (self->texts == NULL)
    return;
  for (guint i = 0; i < self->matrix->rows->len; i++)
    g_free (self->texts[i]);
  g_clear_pointer (&self->texts, g_free);
}

RwBackupRows *
rw_backup_rows_new (void)
{
  RwBackupRows *self = g_new0 (RwBackupRows, 1);

  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (RwBackupLine));
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rw_backup_rows_free (RwBackupRows *self)
{
  forget_texts (self);
  g_free (self->words);
  g_ptr_array_unref (self->groups);
  g_array_unref (self->lines);
  g_hash_table_unref (self->folded);
  g_free (self);
}

/**
 * rw_backup_rows_passes:
 *
 * Returns: whether a system is among those that are asked for
 */
gboolean
rw_backup_rows_passes (const RwBackupRow *row,
                       RwBackupShow       show)
{
  switch (show)
    {
    case RW_BACKUP_SHOW_RED:
      return row->red;
    case RW_BACKUP_SHOW_UNANSWERED:
      return row->red && !row->answered;
    case RW_BACKUP_SHOW_UNPROTECTED:
      return row->n_jobs == 0;
    case RW_BACKUP_SHOW_NEVER_RESTORED:
      /* Of what was never backed up nothing can be restored: that is another question. */
      return row->n_jobs > 0 && row->never_restored;
    case RW_BACKUP_SHOW_ALL:
    case RW_BACKUP_N_SHOWS:
    default:
      return TRUE;
    }
}

static const char *
group_name (const RwBackupRow *row,
            RwBackupBy         by)
{
  switch (by)
    {
    case RW_BACKUP_BY_SERVICE:
      return row->service;
    case RW_BACKUP_BY_CUSTOMER:
      return row->customer;
    case RW_BACKUP_BY_POLICY:
      return row->policy;
    case RW_BACKUP_BY_SITE:
      return row->site;
    case RW_BACKUP_BY_NOTHING:
    case RW_BACKUP_N_BYS:
    default:
      return NULL;
    }
}

static char *
fold_key (RwBackupBy  by,
          const char *name)
{
  return g_strdup_printf ("%d %s", by, name != NULL ? name : "");
}

static gboolean
matches (RwBackupRows *self,
         guint         index)
{
  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  if (self->texts == NULL)
    self->texts = g_new0 (char *, MAX (self->matrix->rows->len, 1));
  if (self->texts[index] == NULL)
    {
      const RwBackupRow *row = g_ptr_array_index (self->matrix->rows, index);
      const char *parts[] = { row->customer, row->service, row->policy, row->site };
      g_autoptr (GString) text = g_string_new (row->name);

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (parts[i] != NULL)
          g_string_append_printf (text, " %s", parts[i]);
      self->texts[index] = rw_text_fold (text->str);
    }
  return rw_text_matches (self->texts[index], self->words);
}

static void
add_to_group (RwBackupRows      *self,
              RwBackupGroup     *group,
              const RwBackupRow *row,
              guint              index)
{
  guint n_days = self->matrix->n_days;

  g_array_append_val (group->rows, index);
  group->n++;
  group->n_red += row->red;
  group->n_unanswered += row->red && !row->answered;
  group->recovery = MAX (group->recovery, row->recovery);
  /* One system without a job would hide what became of all the others. */
  for (guint day = 0; day < n_days; day++)
    if (row->n_jobs == 0 ? group->n == 1 : group->cells[day] == RW_BACKUP_NO_JOB)
      group->cells[day] = row->cells[day];
    else if (row->n_jobs > 0)
      group->cells[day] = MAX (group->cells[day], row->cells[day]);
}

static void
add_lines (RwBackupRows *self)
{
  g_array_set_size (self->lines, 0);
  self->n_systems = 0;
  for (guint i = 0; i < self->groups->len; i++)
    {
      const RwBackupGroup *group = g_ptr_array_index (self->groups, i);
      RwBackupLine line = { group, NULL };

      self->n_systems += group->rows->len;
      if (self->by != RW_BACKUP_BY_NOTHING)
        g_array_append_val (self->lines, line);
      if (group->folded)
        continue;
      line.group = NULL;
      for (guint j = 0; j < group->rows->len; j++)
        {
          line.row = g_ptr_array_index (self->matrix->rows, g_array_index (group->rows, guint, j));
          g_array_append_val (self->lines, line);
        }
    }
}

/**
 * rw_backup_rows_set_matrix:
 * @matrix: (nullable): has to live as long as this knows it
 *
 * What is folded stays so. Nothing is in view until rw_backup_rows_update().
 */
void
rw_backup_rows_set_matrix (RwBackupRows         *self,
                           const RwBackupMatrix *matrix)
{
  forget_texts (self);
  g_ptr_array_set_size (self->groups, 0);
  g_array_set_size (self->lines, 0);
  self->n_systems = 0;
  self->matrix = matrix;
}

/**
 * rw_backup_rows_update:
 * @words: (nullable): folded words that a system's name, customer, service, policy or site has to have
 */
void
rw_backup_rows_update (RwBackupRows *self,
                       RwBackupShow  show,
                       RwBackupBy    by,
                       const char   *words)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (NULL, NULL);

  self->show = show;
  self->by = by;
  g_set_str (&self->words, words);
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; self->matrix != NULL && i < self->matrix->rows->len; i++)
    {
      const RwBackupRow *row = g_ptr_array_index (self->matrix->rows, i);
      /* Equal names are the same pointer. */
      const char *name = group_name (row, by);
      RwBackupGroup *group;

      if (!rw_backup_rows_passes (row, show) || !matches (self, i))
        continue;
      group = g_hash_table_lookup (by_name, name != NULL ? name : "");
      if (group == NULL)
        {
          g_autofree char *key = fold_key (by, name);

          group = g_new0 (RwBackupGroup, 1);
          group->name = name;
          group->folded = by != RW_BACKUP_BY_NOTHING && g_hash_table_contains (self->folded, key);
          group->rows = g_array_new (FALSE, FALSE, sizeof (guint));
          group->cells = g_new0 (guint8, self->matrix->n_days);
          g_ptr_array_add (self->groups, group);
          g_hash_table_insert (by_name, (gpointer) (name != NULL ? name : ""), group);
        }
      add_to_group (self, group, row, i);
    }
  add_lines (self);
}

guint
rw_backup_rows_get_n (const RwBackupRows *self)
{
  return self->lines->len;
}

/**
 * rw_backup_rows_get_n_systems:
 *
 * Returns: how many systems pass, those of folded groups included
 */
guint
rw_backup_rows_get_n_systems (const RwBackupRows *self)
{
  return self->n_systems;
}

/**
 * rw_backup_rows_get:
 *
 * Returns: (transfer none): a line, until anything is changed
 */
const RwBackupLine *
rw_backup_rows_get (const RwBackupRows *self,
                    guint               line)
{
  g_return_val_if_fail (line < self->lines->len, NULL);
  return &g_array_index (self->lines, RwBackupLine, line);
}

/**
 * rw_backup_rows_find:
 *
 * Returns: the line of a system, or -1 when it is not in view
 */
int
rw_backup_rows_find (const RwBackupRows *self,
                     const RwId         *system)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RwBackupLine *line = &g_array_index (self->lines, RwBackupLine, i);

      if (line->row != NULL && rw_id_equal (&line->row->id, system))
        return (int) i;
    }
  return -1;
}

static void
set_folded (RwBackupRows  *self,
            RwBackupGroup *group,
            gboolean       folded)
{
  g_autofree char *key = fold_key (self->by, group->name);

  group->folded = folded;
  if (folded)
    g_hash_table_add (self->folded, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->folded, key);
}

/**
 * rw_backup_rows_unfold_for:
 *
 * Returns: whether a group had to be unfolded to bring the system into view
 */
gboolean
rw_backup_rows_unfold_for (RwBackupRows *self,
                           const RwId   *system)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      RwBackupGroup *group = g_ptr_array_index (self->groups, i);

      for (guint j = 0; group->folded && j < group->rows->len; j++)
        {
          const RwBackupRow *row =
            g_ptr_array_index (self->matrix->rows, g_array_index (group->rows, guint, j));

          if (!rw_id_equal (&row->id, system))
            continue;
          set_folded (self, group, FALSE);
          add_lines (self);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rw_backup_rows_toggle:
 * @line: a heading
 *
 * Folds a group, or unfolds it.
 */
void
rw_backup_rows_toggle (RwBackupRows *self,
                       guint         line)
{
  const RwBackupGroup *group = rw_backup_rows_get (self, line)->group;
  guint index;

  if (group == NULL || !g_ptr_array_find (self->groups, group, &index))
    return;
  set_folded (self, g_ptr_array_index (self->groups, index), !group->folded);
  add_lines (self);
}

/**
 * rw_backup_rows_fold_all:
 * @fold: whether only the headings are to be in view
 */
void
rw_backup_rows_fold_all (RwBackupRows *self,
                         gboolean      fold)
{
  if (self->by == RW_BACKUP_BY_NOTHING)
    return;
  for (guint i = 0; i < self->groups->len; i++)
    set_folded (self, g_ptr_array_index (self->groups, i), fold);
  add_lines (self);
}
