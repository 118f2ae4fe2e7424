/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-texts.h"

#include <glib/gi18n.h>

#include "rw-long-text.h"

/* What a person writes is kept so long after the last key. */
#define KEEP_MS 400

static const struct
{
  guint field;
  const char *label, *placeholder;
} fields[] = {
  { RW_CHANGE_DESCRIPTION, N_ ("Description"), N_ ("What is done, and why") },
  { RW_CHANGE_TEST_PLAN, N_ ("Test plan"), N_ ("How it is seen that it works") },
  { RW_CHANGE_BACKOUT_PLAN, N_ ("Back-out plan"), N_ ("How everything becomes as before") },
  { RW_CHANGE_REVIEW, N_ ("Post-implementation review"), N_ ("What went well, what did not, what is to be done otherwise") },
};

#define N_FIELDS G_N_ELEMENTS (fields)

struct _RwChangeTexts
{
  RwChangeBox parent_instance;

  GtkWidget *texts[N_FIELDS];
  gboolean kept[N_FIELDS]; /* a draft of it lies in the outbox's file */
  GtkWidget *outcome;
  RwId shown;
  guint keep_id;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RwChangeTexts, rw_change_texts, RW_TYPE_CHANGE_BOX)

static char *
dup_key (const RwId *change,
         guint       index)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (change, id);
  return g_strdup_printf ("change/%s/%s", id, rw_schema_field (RW_KIND_CHANGE, fields[index].field)->name);
}

static RwSession *
get_session (RwChangeTexts *self)
{
  RwPage *page = rw_change_box_get_page (RW_CHANGE_BOX (self));

  return page != NULL ? rw_page_get_session (page) : NULL;
}

/* --- Drafts ---------------------------------------------------------------------------------------------- */

static gboolean
is_in_record (RwChangeTexts *self,
              guint          index,
              const char    *text)
{
  RwRecord *change = rw_change_box_get_change (RW_CHANGE_BOX (self));
  const char *saved = change != NULL ? rw_record_get_text (change, fields[index].field) : NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (saved != NULL ? saved : ""));

  return g_str_equal (stripped, text);
}

static void
keep (RwChangeTexts *self)
{
  RwSession *session = get_session (self);

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (session == NULL || rw_id_is_nil (&self->shown))
    return;
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *key = NULL, *text = rw_long_text_dup (RW_LONG_TEXT (self->texts[i]));
      /* What was saved is in the record only when the answer is here. */
      gboolean changed = !is_in_record (self, i, text);

      if (!changed && !self->kept[i])
        continue;
      key = dup_key (&self->shown, i);
      rw_session_set_draft (session, key, changed ? text : NULL);
      self->kept[i] = changed;
    }
}

static gboolean
keep_cb (gpointer user_data)
{
  RwChangeTexts *self = user_data;

  self->keep_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
written_cb (RwChangeTexts *self)
{
  if (self->updating)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_MS, keep_cb, self);
}

typedef struct
{
  RwChangeTexts *self;
  RwId change;
  guint index;
} Asked;

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (RwChangeTexts) self = asked->self;
  g_autofree char *draft = rw_session_get_draft_finish (RW_SESSION (source), result, NULL);

  if (draft == NULL || *draft == '\0' || !rw_id_equal (&asked->change, &self->shown) ||
      rw_long_text_is_changed (RW_LONG_TEXT (self->texts[asked->index])))
    return;
  self->kept[asked->index] = TRUE;
  rw_long_text_write (RW_LONG_TEXT (self->texts[asked->index]), draft);
}

static void
fetch_drafts (RwChangeTexts *self)
{
  RwSession *session = get_session (self);

  for (guint i = 0; session != NULL && i < N_FIELDS; i++)
    {
      g_autofree char *key = dup_key (&self->shown, i);
      Asked *asked = g_new (Asked, 1);

      *asked = (Asked) { g_object_ref (self), self->shown, i };
      rw_session_get_draft_async (session, key, NULL, draft_found_cb, asked);
    }
}

/* --- Saving ----------------------------------------------------------------------------------------------- */

static void
save_cb (RwChangeTexts *self,
         const char    *text,
         GtkWidget     *from)
{
  RwChangeBox *box = RW_CHANGE_BOX (self);
  RwRecord *change = rw_change_box_get_change (box);
  g_autoptr (RwRecord) after = NULL;
  g_autofree char *label = NULL;

  for (guint i = 0; change != NULL && i < N_FIELDS; i++)
    {
      if (from != self->texts[i])
        continue;
      after = rw_record_dup (change);
      rw_record_take (after, fields[i].field, *text != '\0' ? rw_value_text (text) : RW_VALUE_NULL);
      label = g_strdup_printf (_ ("Write the %s of %s"), rw_field_label (rw_schema_field (RW_KIND_CHANGE, fields[i].field)),
                               rw_change_box_get_name (box));
      rw_change_box_alter (box, after, label);
    }
}

/* What was written is not lost with it. */
static void
rw_change_texts_refused (RwChangeBox         *box,
                         const RwChangeShown *shown)
{
  for (guint i = 0; i < N_FIELDS; i++)
    rw_long_text_refuse (RW_LONG_TEXT (RW_CHANGE_TEXTS (box)->texts[i]),
                         rw_record_get_text (shown->detail->change, fields[i].field));
}

static void
rw_change_texts_leave (RwChangeBox *box)
{
  keep (RW_CHANGE_TEXTS (box));
}

static char *
dup_outcome (RwRecord *change)
{
  int result = rw_record_get_enum (change, RW_CHANGE_RESULT);
  const char *word = result >= 0 ? rw_enum_label (&rw_enum_change_result, result) : NULL;

  if (word == NULL || result != RW_CHANGE_RESULT_FAILED)
    return g_strdup (word);
  return g_strdup_printf ("%s · %s", word,
                          rw_record_get_boolean (change, RW_CHANGE_BACKED_OUT) ? _ ("backed out") : _ ("not backed out"));
}

static void
rw_change_texts_show (RwChangeBox         *box,
                      const RwChangeShown *shown,
                      gboolean             other)
{
  RwChangeTexts *self = RW_CHANGE_TEXTS (box);
  RwRecord *change = shown->detail->change;
  int status = rw_record_get_enum (change, RW_CHANGE_STATUS);
  g_autofree char *outcome = dup_outcome (change), *result = NULL;

  self->updating = TRUE;
  self->shown = *rw_record_get_id (change);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      if (other)
        {
          self->kept[i] = FALSE;
          rw_long_text_drop (RW_LONG_TEXT (self->texts[i]));
        }
      rw_long_text_set (RW_LONG_TEXT (self->texts[i]), rw_record_get_text (change, fields[i].field));
      rw_long_text_set_editable (RW_LONG_TEXT (self->texts[i]), shown->may_edit);
      if (fields[i].field == RW_CHANGE_REVIEW)
        gtk_widget_set_visible (self->texts[i], status == RW_CHANGE_STATUS_IN_PROGRESS || status == RW_CHANGE_STATUS_REVIEW ||
                                                  status == RW_CHANGE_STATUS_CLOSED);
    }
  self->updating = FALSE;
  if (outcome != NULL)
    result = g_strdup_printf (_ ("Result: %s"), outcome);
  gtk_label_set_label (GTK_LABEL (self->outcome), result != NULL ? result : "");
  gtk_widget_set_visible (self->outcome, result != NULL);
  if (other)
    fetch_drafts (self);
  else
    keep (self);
}

static void
rw_change_texts_dispose (GObject *object)
{
  g_clear_handle_id (&RW_CHANGE_TEXTS (object)->keep_id, g_source_remove);
  G_OBJECT_CLASS (rw_change_texts_parent_class)->dispose (object);
}

static void
rw_change_texts_class_init (RwChangeTextsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_texts_dispose;
  RW_CHANGE_BOX_CLASS (klass)->show = rw_change_texts_show;
  RW_CHANGE_BOX_CLASS (klass)->refused = rw_change_texts_refused;
  RW_CHANGE_BOX_CLASS (klass)->leave = rw_change_texts_leave;
}

static void
rw_change_texts_init (RwChangeTexts *self)
{
  rw_change_box_set_heading (RW_CHANGE_BOX (self), C_ ("change", "Plans"));
  self->outcome = rw_change_label_new (NULL, "title-4");
  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->texts[i] = rw_long_text_new (_ (fields[i].label), _ (fields[i].placeholder));
      g_signal_connect_object (self->texts[i], "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->texts[i], "written", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
      if (fields[i].field == RW_CHANGE_REVIEW)
        gtk_box_append (GTK_BOX (self), self->outcome);
      gtk_box_append (GTK_BOX (self), self->texts[i]);
    }
}

GtkWidget *
rw_change_texts_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_TEXTS, NULL);
}
