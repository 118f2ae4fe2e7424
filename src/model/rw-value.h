/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-field.h"
#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwValue:
 * @type: %RW_FIELD_NONE for null
 * @integer: integer, boolean (0 or 1), instant, date, enum index
 * @decimal: decimal
 * @text: text and JSON; owned
 * @id: reference
 * @ids: references: @n_ids ids in ascending order, each once; owned
 * @texts: texts in ascending order, each once, NULL-terminated; owned
 *
 * One value of one field. Initialise with %RW_VALUE_NULL and empty with rw_value_clear().
 */
typedef struct
{
  RwFieldType type;
  guint n_ids;
  union
  {
    gint64 integer;
    double decimal;
    char *text;
    RwId id;
    RwId *ids;
    char **texts;
  };
} RwValue;

#define RW_VALUE_NULL ((RwValue){ .type = RW_FIELD_NONE })

void     rw_value_clear        (RwValue           *value);
void     rw_value_copy         (const RwValue     *source,
                                RwValue           *target);
gboolean rw_value_equal        (const RwValue     *a,
                                const RwValue     *b);
gboolean rw_value_is_null      (const RwValue     *value);
RwValue  rw_value_text         (const char        *text);
RwValue  rw_value_integer      (gint64             integer);
RwValue  rw_value_decimal      (double             decimal);
RwValue  rw_value_boolean      (gboolean           boolean);
RwValue  rw_value_instant      (gint64             instant);
RwValue  rw_value_date         (gint64             day);
RwValue  rw_value_enum         (int                index);
RwValue  rw_value_ref          (const RwId        *id);
RwValue  rw_value_refs         (const RwId        *ids,
                                guint              n_ids);
RwValue  rw_value_texts        (const char *const *texts);
RwValue  rw_value_json         (const char        *json);
RwValue  rw_value_set_union    (const RwValue     *a,
                                const RwValue     *b);
RwValue  rw_value_set_minus    (const RwValue     *a,
                                const RwValue     *b);
char    *rw_decimal_to_string (double            decimal);
char    *rw_value_to_display   (const RwValue     *value,
                                const RwField     *field);
gboolean rw_value_parse        (const RwField     *field,
                                const char        *text,
                                RwValue           *value,
                                GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwValue, rw_value_clear)

G_END_DECLS
