/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning.h"

#include <string.h>

struct _RwMorningPass
{
  GPtrArray *reds;      /* of RwMorningRed; the caller's */
  GPtrArray *steps;     /* of RwMorningStep */
  GHashTable *unfolded; /* causes that are asked for one by one */
  GHashTable *skipped;  /* keys of steps */
  GHashTable *done;     /* keys of steps that were just answered, until that can be read */
  guint at;
};

static void
step_free (gpointer data)
{
  RwMorningStep *step = data;

  g_free (step->key);
  g_ptr_array_unref (step->reds);
  g_free (step);
}

/* What repeats: the same cause of the same kind of run. */
static char *
cause_key (const RwMorningRed *red)
{
  return g_strdup_printf ("%d %d %s", red->result == RW_BACKUP_NO_JOB ? 1 : red->cause == NULL ? 2 : 0, red->purpose,
                          red->cause != NULL ? red->cause : "");
}

static char *
single_key (const char         *cause,
            const RwMorningRed *red)
{
  g_autofree char *system = rw_id_to_string (&red->system);
  g_autofree char *job = rw_id_to_string (&red->job);

  return g_strdup_printf ("%s\n%s %s", cause, system, job);
}

static int
step_rank (const RwMorningStep *step)
{
  const RwMorningRed *red = step->reds->pdata[0];

  switch (red->result)
    {
    case RW_BACKUP_NO_JOB:
      return 0;
    case RW_BACKUP_FAILED:
      return 1;
    case RW_BACKUP_MISSED:
      return 2;
    case RW_BACKUP_SUSPICIOUS:
      return 3;
    case RW_BACKUP_NOTHING:
    case RW_BACKUP_GOOD:
    case RW_BACKUP_RUNNING:
    case RW_BACKUP_UNKNOWN:
    case RW_BACKUP_WARNING:
    case RW_BACKUP_N_RESULTS:
    default:
      return 4;
    }
}

/* Put off goes last; then the worst; then what most hangs on; then as the systems came: worst first. */
static int
step_compare (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const RwMorningStep *first = *(const RwMorningStep *const *) a, *second = *(const RwMorningStep *const *) b;
  GPtrArray *reds = user_data;
  guint first_at = 0, second_at = 0;

  if (first->skipped != second->skipped)
    return first->skipped ? 1 : -1;
  if (step_rank (first) != step_rank (second))
    return step_rank (first) - step_rank (second);
  if (first->reds->len != second->reds->len)
    return first->reds->len > second->reds->len ? -1 : 1;
  g_ptr_array_find (reds, first->reds->pdata[0], &first_at);
  g_ptr_array_find (reds, second->reds->pdata[0], &second_at);
  return (first_at > second_at) - (first_at < second_at);
}

static void
build (RwMorningPass *self)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  const RwMorningStep *before = rw_morning_pass_get (self);
  g_autofree char *current = before != NULL ? g_strdup (before->key) : NULL;
  guint at = self->at;

  g_ptr_array_set_size (self->steps, 0);
  for (guint i = 0; self->reds != NULL && i < self->reds->len; i++)
    {
      RwMorningRed *red = g_ptr_array_index (self->reds, i);
      g_autofree char *cause = cause_key (red);
      g_autofree char *single = single_key (cause, red);
      const char *key = g_hash_table_contains (self->unfolded, cause) ? single : cause;
      RwMorningStep *step = g_hash_table_lookup (by_key, key);

      if (red->answered || g_hash_table_contains (self->done, single))
        continue;
      if (step == NULL)
        {
          step = g_new0 (RwMorningStep, 1);
          step->key = g_strdup (key);
          step->reds = g_ptr_array_new ();
          step->skipped = g_hash_table_contains (self->skipped, key);
          g_ptr_array_add (self->steps, step);
          g_hash_table_insert (by_key, step->key, step);
        }
      g_ptr_array_add (step->reds, red);
    }
  g_ptr_array_sort_with_data (self->steps, step_compare, self->reds);

  self->at = MIN (at, self->steps->len > 0 ? self->steps->len - 1 : 0);
  for (guint i = 0; current != NULL && i < self->steps->len; i++)
    if (strcmp (((RwMorningStep *) g_ptr_array_index (self->steps, i))->key, current) == 0)
      self->at = i;
}

RwMorningPass *
rw_morning_pass_new (void)
{
  RwMorningPass *self = g_new0 (RwMorningPass, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->unfolded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rw_morning_pass_free (RwMorningPass *self)
{
  g_clear_pointer (&self->reds, g_ptr_array_unref);
  g_ptr_array_unref (self->steps);
  g_hash_table_unref (self->unfolded);
  g_hash_table_unref (self->skipped);
  g_hash_table_unref (self->done);
  g_free (self);
}

/**
 * rw_morning_pass_set_reds:
 * @reds: (nullable) (element-type RwMorningRed): the worst first; a reference is taken
 * @certain: whether they were read after everything that was answered; else what was answered just now counts as so
 *
 * What is red now. What was put off, and what is asked for one by one, stays so.
 */
void
rw_morning_pass_set_reds (RwMorningPass *self,
                          GPtrArray     *reds,
                          gboolean       certain)
{
  GPtrArray *old = self->reds;

  self->reds = reds != NULL ? g_ptr_array_ref (reds) : NULL;
  /* It can be read now, or it was taken back. */
  if (certain)
    g_hash_table_remove_all (self->done);
  build (self);
  if (old != NULL)
    g_ptr_array_unref (old);
}

/**
 * rw_morning_pass_get_n:
 *
 * Returns: how many steps are left
 */
guint
rw_morning_pass_get_n (const RwMorningPass *self)
{
  return self->steps->len;
}

/**
 * rw_morning_pass_get_n_reds:
 *
 * Returns: how much that is red is in them
 */
guint
rw_morning_pass_get_n_reds (const RwMorningPass *self)
{
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    n += ((const RwMorningStep *) g_ptr_array_index (self->steps, i))->reds->len;
  return n;
}

guint
rw_morning_pass_get_position (const RwMorningPass *self)
{
  return self->at;
}

/**
 * rw_morning_pass_get:
 *
 * Returns: (nullable) (transfer none): what is asked now, until anything changes
 */
const RwMorningStep *
rw_morning_pass_get (const RwMorningPass *self)
{
  return self->at < self->steps->len ? g_ptr_array_index (self->steps, self->at) : NULL;
}

/**
 * rw_morning_pass_skip:
 *
 * Puts the step off: it comes again when the others are answered.
 */
void
rw_morning_pass_skip (RwMorningPass *self)
{
  const RwMorningStep *step = rw_morning_pass_get (self);

  if (step == NULL)
    return;
  g_hash_table_add (self->skipped, g_strdup (step->key));
  self->at = (self->at + 1) % self->steps->len;
  build (self);
}

/**
 * rw_morning_pass_back:
 *
 * Goes to the step before; from the first one to the last.
 */
void
rw_morning_pass_back (RwMorningPass *self)
{
  if (self->steps->len > 0)
    self->at = (self->at + self->steps->len - 1) % self->steps->len;
}

/**
 * rw_morning_pass_toggle_fold:
 *
 * Asks for each system of a cause by itself, or for all of them at once again.
 *
 * Returns: whether the step is folded now
 */
gboolean
rw_morning_pass_toggle_fold (RwMorningPass *self)
{
  const RwMorningStep *step = rw_morning_pass_get (self);
  g_autofree char *cause = NULL;
  const RwMorningRed *red;
  gboolean folded;

  if (step == NULL)
    return TRUE;
  red = step->reds->pdata[0];
  cause = cause_key (red);
  folded = !g_hash_table_remove (self->unfolded, cause);
  if (folded)
    g_hash_table_add (self->unfolded, g_strdup (cause));
  build (self);
  /* The same system, or the group that it is of. */
  for (guint i = 0; i < self->steps->len; i++)
    if (g_ptr_array_find (((RwMorningStep *) g_ptr_array_index (self->steps, i))->reds, red, NULL))
      self->at = i;
  return !folded;
}

/**
 * rw_morning_pass_answered:
 * @reds: (nullable) (element-type RwMorningRed): what was answered; %NULL for all of the step
 *
 * It was answered: goes to the next step without waiting until that can be read.
 */
void
rw_morning_pass_answered (RwMorningPass *self,
                          GPtrArray     *reds)
{
  const RwMorningStep *step = rw_morning_pass_get (self);

  if (reds == NULL && step != NULL)
    reds = step->reds;
  for (guint i = 0; reds != NULL && i < reds->len; i++)
    {
      g_autofree char *cause = cause_key (reds->pdata[i]);

      g_hash_table_add (self->done, single_key (cause, reds->pdata[i]));
    }
  build (self);
}

/* --- What a person has seen ------------------------------------------------------------------------ */

static guint
red_hash (gconstpointer data)
{
  const RwMorningRed *red = data;

  return rw_id_hash (&red->system) * 31 + rw_id_hash (&red->job);
}

/* The same thing is red for the same cause: whatever else is known of it by now. */
static gboolean
red_equal (gconstpointer a,
           gconstpointer b)
{
  const RwMorningRed *first = a, *second = b;

  return rw_id_equal (&first->system, &second->system) && rw_id_equal (&first->job, &second->job) &&
         first->purpose == second->purpose &&
         (first->result == RW_BACKUP_NO_JOB) == (second->result == RW_BACKUP_NO_JOB) &&
         g_strcmp0 (first->cause, second->cause) == 0;
}

static void
seen_clear (gpointer data)
{
  g_free ((gpointer) ((RwMorningRed *) data)->cause);
}

/**
 * rw_morning_seen_new:
 * @reds: (element-type RwMorningRed): what is shown
 *
 * An answer is only for what the person who gives it had before them. This outlives what was read.
 *
 * Returns: (transfer full) (element-type RwMorningRed): the same; of its texts only the causes
 */
GArray *
rw_morning_seen_new (GPtrArray *reds)
{
  GArray *seen = g_array_new (FALSE, FALSE, sizeof (RwMorningRed));

  g_array_set_clear_func (seen, seen_clear);
  for (guint i = 0; i < reds->len; i++)
    {
      RwMorningRed red = *(const RwMorningRed *) reds->pdata[i];

      red.cause = g_strdup (red.cause);
      red.name = red.customer = red.service = red.reason = red.person = red.ticket = NULL;
      g_array_append_val (seen, red);
    }
  return seen;
}

/**
 * rw_morning_seen_is:
 * @seen: (nullable) (element-type RwMorningRed): from rw_morning_seen_new()
 * @reds: (element-type RwMorningRed): what would be shown now
 *
 * Returns: whether that is just the same, in the same order
 */
gboolean
rw_morning_seen_is (GArray    *seen,
                    GPtrArray *reds)
{
  if (seen == NULL || seen->len != reds->len)
    return FALSE;
  for (guint i = 0; i < reds->len; i++)
    if (!red_equal (&g_array_index (seen, RwMorningRed, i), reds->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * rw_morning_seen_left:
 * @seen: (element-type RwMorningRed): from rw_morning_seen_new()
 * @reds: (element-type RwMorningRed): all that is red now
 * @positions: (nullable) (element-type guint): where to add the place in @seen of each that is returned
 *
 * Returns: (transfer container) (element-type RwMorningRed): what of @reds was seen, and nobody has answered for
 */
GPtrArray *
rw_morning_seen_left (GArray    *seen,
                      GPtrArray *reds,
                      GArray    *positions)
{
  g_autoptr (GHashTable) places = g_hash_table_new (red_hash, red_equal);
  GPtrArray *left = g_ptr_array_new ();

  for (guint i = 0; i < seen->len; i++)
    g_hash_table_insert (places, &g_array_index (seen, RwMorningRed, i), GUINT_TO_POINTER (i));
  for (guint i = 0; i < reds->len; i++)
    {
      const RwMorningRed *red = reds->pdata[i];
      gpointer place;

      if (red->answered || !g_hash_table_lookup_extended (places, red, NULL, &place))
        continue;
      g_ptr_array_add (left, (gpointer) red);
      if (positions != NULL)
        {
          guint position = GPOINTER_TO_UINT (place);

          g_array_append_val (positions, position);
        }
    }
  return left;
}
