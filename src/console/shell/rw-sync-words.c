/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sync-words.h"

#include <glib/gi18n.h>

#include "rw-format.h"

static char *
edits_waiting (guint pending)
{
  return g_strdup_printf (g_dngettext (NULL, "%u edit waiting", "%u edits waiting", pending), pending);
}

static void
append_part (GString *out,
             char    *part)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
  g_free (part);
}

/**
 * rw_sync_words_init:
 * @words: (out caller-allocates): the answer
 * @progress: of a first sync, 0 to 1
 * @pending: edits that the server does not have yet
 * @conflicts: edits that the server did not take, for a person to decide
 * @last_contact: microseconds since 1970, 0 for never
 * @lease_end: when the data are locked if the server is not heard before, microseconds since 1970; 0 for
 *   never
 */
void
rw_sync_words_init (RwSyncWords *words,
                    RwSyncState  state,
                    double       progress,
                    guint        pending,
                    guint        conflicts,
                    gint64       last_contact,
                    gint64       lease_end,
                    gint64       now)
{
  g_autofree char *when = last_contact > 0 ? rw_format_when (last_contact, now) : NULL;
  g_autoptr (GString) detail = g_string_new (NULL);

  *words = (RwSyncWords){ .icon_name = "rw-planned-symbolic", .style = "rw-unknown" };
  if (pending > 0)
    append_part (detail, edits_waiting (pending));
  if (conflicts > 0)
    append_part (detail, g_strdup_printf (g_dngettext (NULL, "%u conflict", "%u conflicts", conflicts), conflicts));

  switch (state)
    {
    case RW_SYNC_STATE_SIGNED_OUT:
      words->title = g_strdup (_("Signed out"));
      words->icon_name = "rw-attention-symbolic";
      words->style = "rw-attention";
      break;
    case RW_SYNC_STATE_FIRST_SYNC:
      {
        g_autofree char *percent = rw_format_percent (CLAMP (progress, 0, 1), 0);

        /* Translators: a percentage: "First sync 43 %" */
        words->title = g_strdup_printf (_("First sync %s"), percent);
        words->style = "rw-planned";
        break;
      }
    case RW_SYNC_STATE_SYNCING:
      words->title = g_strdup (_("Syncing…"));
      words->style = "rw-planned";
      break;
    case RW_SYNC_STATE_UP_TO_DATE:
      words->title = g_strdup (_("Up to date"));
      words->icon_name = conflicts > 0 ? "rw-attention-symbolic" : "rw-good-symbolic";
      words->style = conflicts > 0 ? "rw-attention" : "rw-good";
      break;
    case RW_SYNC_STATE_OFFLINE:
      /* Translators: a time: "Offline since 14:02" */
      words->title = when != NULL ? g_strdup_printf (_("Offline since %s"), when) : g_strdup (_("Offline"));
      words->icon_name = "rw-offline-symbolic";
      words->style = "rw-attention";
      break;
    case RW_SYNC_STATE_FAILED:
      words->title = g_strdup (_("Sync stopped"));
      words->icon_name = "rw-bad-symbolic";
      words->style = "rw-bad";
      break;
    case RW_SYNC_STATE_CONNECTING:
      words->title = g_strdup (_("Connecting…"));
      break;
    case RW_SYNC_STATE_CLOSED:
    default:
      words->title = g_strdup (_("Not connected"));
      break;
    }
  /* "Offline since" has said it already. */
  if (when != NULL && (state == RW_SYNC_STATE_FAILED || state == RW_SYNC_STATE_CONNECTING ||
                       state == RW_SYNC_STATE_SIGNED_OUT))
    /* Translators: a time: "data as of 14:02" */
    append_part (detail, g_strdup_printf (_("data as of %s"), when));
  if (when != NULL && lease_end > 0 &&
      (state == RW_SYNC_STATE_OFFLINE || state == RW_SYNC_STATE_FAILED ||
       state == RW_SYNC_STATE_SIGNED_OUT))
    {
      g_autofree char *end = rw_format_exact (lease_end);

      /* Translators: a date and a time: "Without contact the data can be used until 3 May 2027 14:02" */
      words->lease = g_strdup_printf (_ ("Without contact the data can be used until %s"), end);
    }
  if (detail->len > 0)
    words->detail = g_strdup (detail->str);
}

void
rw_sync_words_clear (RwSyncWords *words)
{
  g_clear_pointer (&words->title, g_free);
  g_clear_pointer (&words->detail, g_free);
  g_clear_pointer (&words->lease, g_free);
}
