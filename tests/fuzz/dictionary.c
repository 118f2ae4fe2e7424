/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-schema.h"

/* Writes the words of the schema and of the protocol as a dictionary for libFuzzer. */

static const char *const words[] = {
  /* Values that mean something to a parser. */
  "null", "true", "false", "1e999", "-0.0", "18446744073709551615", "-9223372036854775808", "\\\\u0000", "\\\\ud800", "\\\\ud83d\\\\ude00",
  "00000000-0000-7000-8000-000000000006", "2026-11-22T05:00:00Z", "0001-01-01T00:00:00+23:59", "2026-11-22", "2026-03-29T02:30",
  "Europe/Berlin", "rackward://", "https://", "FREQ=WEEKLY;BYDAY=MO", "COUNT=", "INTERVAL=", "UNTIL=", "BYSETPOS=", "BYMONTHDAY=",
  "event: hint\\x0a", "data: ", "10.0.0.1/24", "2001:db8::1",
};

static const char *const keys[] = {
  "kind", "id", "seq", "deleted", "gone", "body", "to", "head", "h0", "last_mid", "scope", "epoch", "epochs", "start", "client", "ack",
  "muts", "mid", "op", "create", "update", "delete", "base", "set", "add", "remove", "group", "results", "status", "applied", "merged",
  "conflict", "refused", "repeated", "conflicts", "field", "theirs", "yours", "by", "at", "error", "code", "message", "entries", "actor",
  "before", "after", "person", "roles", "token", "name", "login", "password", "device", "impact", "urgency", "model", "pk", "fields",
};

static void
print_key (const char *key)
{
  g_print ("\"\\\"%s\\\"\"\n\"%s\"\n", key, key);
}

int
main (void)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_print ("\"%s\"\n", words[i]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_hash_table_add (told, (gpointer) keys[i]))
      print_key (keys[i]);
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const RwKindInfo *info = rw_schema_get (kind);

      if (g_hash_table_add (told, (gpointer) info->name))
        print_key (info->name);
      for (guint f = 0; f < info->n_fields; f++)
        {
          const RwEnumInfo *list = info->fields[f].enumeration;

          if (g_hash_table_add (told, (gpointer) info->fields[f].name))
            print_key (info->fields[f].name);
          for (guint v = 0; list != NULL && v < list->n_values; v++)
            if (g_hash_table_add (told, (gpointer) list->values[v]))
              print_key (list->values[v]);
        }
    }
  return 0;
}
