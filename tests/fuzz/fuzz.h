/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "rw-feed-row.h"
#include "rw-record.h"

G_BEGIN_DECLS

int LLVMFuzzerInitialize   (int          *argc,
                            char       ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/**
 * FuzzInput:
 *
 * Bytes that decisions are made of, one behind the other; zeros when there are no more.
 */
typedef struct
{
  const guint8 *data;
  gsize size;
} FuzzInput;

guint       fuzz_byte         (FuzzInput     *input);
guint       fuzz_below        (FuzzInput     *input,
                               guint          limit);
char       *fuzz_text         (const guint8  *data,
                               gsize          size);
char       *fuzz_line         (const char   **rest,
                               gsize         *length);
char       *fuzz_dir          (void);
void        fuzz_assert_json  (const char    *text,
                               gsize          length);
RwRecord   *fuzz_read_row     (RwFeedReader  *reader,
                               RwRecord      *record,
                               const char    *body);
void        fuzz_assert_equal (RwRecord      *one,
                               RwRecord      *other);

G_END_DECLS
