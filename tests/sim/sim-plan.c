/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim-private.h"

/* Which steps there are, in data: a list is made from a seed, written as text, and cut down. */

static const struct
{
  const char *name;
  guint weight;
} types[] = {
  [SIM_STEP_WAIT] = { "wait", 26 },
  [SIM_STEP_EDIT] = { "edit", 34 },
  [SIM_STEP_NETWORK] = { "network", 6 },
  [SIM_STEP_NUDGE] = { "nudge", 5 },
  [SIM_STEP_CRASH] = { "crash", 5 },
  [SIM_STEP_RESTART] = { "restart", 2 },
  [SIM_STEP_FAULT] = { "fault", 7 },
  [SIM_STEP_SERVER_CRASH] = { "server-crash", 3 },
  [SIM_STEP_SERVER_FAULT] = { "server-fault", 3 },
  [SIM_STEP_BACKUP] = { "backup", 4 },
  [SIM_STEP_RESTORE] = { "restore", 3 },
  [SIM_STEP_COLLECT] = { "collect", 5 },
  [SIM_STEP_ROLE] = { "role", 2 },
  [SIM_STEP_VERSION] = { "version", 2 },
  [SIM_STEP_DAYS] = { "days", 1 },
  /* Only in the scenes below. */
  [SIM_STEP_DELETE] = { "delete", 0 },
  [SIM_STEP_MEET] = { "meet", 0 },
  [SIM_STEP_FORGET] = { "forget", 0 },
  [SIM_STEP_AT_SWAP] = { "at-swap", 0 },
  [SIM_STEP_LATE] = { "late", 0 },
};

/*
 * What chance alone brings about once in many thousand runs. A small letter is what the client of the
 * scene does, a large one what another does or what is done to the server: e edits, m edits what all
 * edit, d deletes, w waits, x is closed and opened, c crashes, f forgets its cache, s has its power
 * fail with the new one, l is late; B backup, R restore, C collect.
 */
static const char *const scenes[] = {
  /* A first sync that is not over while tombstones are behind it. */
  "EeEwdwEDwCfwwCww",
  "eEdDCswfCwww",
  /* The power fails when the first sync's file takes its place. */
  "eEwsfwwwsfww",
  /* Edits on their way while the server becomes an older one, and others write before they arrive. */
  "mwMwwwBMwMwwwlmwcRwwMwMwMwww",
  "mwwMwBMwwlmcRwwMwMwww",
  /* A first sync that is interrupted, and goes on. */
  "eEEwwfxwfxwfxwfxww",
};

static void
add_scene (GArray *steps, GRand *rand)
{
  static const struct
  {
    char letter;
    SimStepType type;
  } letters[] = {
    { 'e', SIM_STEP_EDIT },   { 'm', SIM_STEP_MEET },    { 'x', SIM_STEP_RESTART },
    { 'd', SIM_STEP_DELETE }, { 'w', SIM_STEP_WAIT },    { 'c', SIM_STEP_CRASH },
    { 'f', SIM_STEP_FORGET }, { 's', SIM_STEP_AT_SWAP }, { 'l', SIM_STEP_LATE },
    { 'b', SIM_STEP_BACKUP }, { 'r', SIM_STEP_RESTORE }, { 'k', SIM_STEP_COLLECT },
  };
  const char *scene = scenes[g_rand_int_range (rand, 0, G_N_ELEMENTS (scenes))];
  guint client = (guint) g_rand_int_range (rand, 0, N_CLIENTS);
  guint at = (guint) g_rand_int_range (rand, 0, (gint32) steps->len + 1);

  for (; *scene != '\0'; scene++)
    {
      SimStep step = { .client = client, .dice = g_rand_int (rand) };
      char letter = *scene == 'C' ? 'k' : g_ascii_tolower (*scene);
      guint i = 0;

      if (g_ascii_isupper (*scene))
        step.client = (client + 1 + (step.dice >> 8) % (N_CLIENTS - 1)) % N_CLIENTS;
      while (letters[i].letter != letter)
        i++;
      step.type = letters[i].type;
      g_array_insert_val (steps, at, step);
      at++;
    }
}

/* Each seed leaves out some of what could go wrong, so that the rest is seen alone as well. */
GArray *
sim_steps_new (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  guint n = (guint) g_rand_int_range (rand, 15, 70), weights[SIM_N_STEPS], sum = 0;

  for (guint i = 0; i < SIM_N_STEPS; i++)
    {
      weights[i] = types[i].weight;
      if (i > SIM_STEP_EDIT && g_rand_int_range (rand, 0, 100) < 40)
        weights[i] = 0;
      sum += weights[i];
    }
  for (guint i = 0; i < n; i++)
    {
      SimStep step = { .client = (guint) g_rand_int_range (rand, 0, N_CLIENTS),
                       .dice = g_rand_int (rand) };
      guint at = (guint) g_rand_int_range (rand, 0, (int) sum);

      while (at >= weights[step.type])
        at -= weights[step.type++];
      g_array_append_val (steps, step);
    }
  /* The steps of the others are what they are without scenes. */
  if (seed % 11 == 0 || seed % 11 == 5 || seed % 11 == 9)
    add_scene (steps, rand);
  return steps;
}

/* "edit/0/3fa2c1b0,wait/1/77": type, client, dice. */
char *
sim_steps_write (GArray *steps)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      SimStep *step = &g_array_index (steps, SimStep, i);

      g_string_append_printf (out, "%s%s/%u/%x", i > 0 ? "," : "", types[step->type].name,
                              step->client, step->dice);
    }
  return g_string_free (out, FALSE);
}

const char *
sim_step_name (const SimStep *step)
{
  return types[step->type].name;
}

/* Returns: (nullable): the steps; NULL when @text is none */
GArray *
sim_steps_parse (const char *text)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (char **word = words; *word != NULL; word++)
    {
      g_auto (GStrv) parts = g_strsplit (*word, "/", -1);
      SimStep step = { 0 };

      if (**word == '\0')
        continue;
      if (g_strv_length (parts) != 3)
        return NULL;
      while (step.type < SIM_N_STEPS && strcmp (types[step.type].name, parts[0]) != 0)
        step.type++;
      step.client = (guint) g_ascii_strtoull (parts[1], NULL, 10);
      step.dice = (guint32) g_ascii_strtoull (parts[2], NULL, 16);
      if (step.type == SIM_N_STEPS || step.client >= N_CLIENTS)
        return NULL;
      g_array_append_val (steps, step);
    }
  return g_steal_pointer (&steps);
}
