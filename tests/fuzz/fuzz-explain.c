/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "rw-ctl.h"

/* The first line is what to explain, the rest the object. The answer is one JSON object on one line. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *rest = (const char *) data;
  g_autofree char *what = fuzz_line (&rest, &size);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_utf8_validate (what, -1, NULL))
    return -1;
  answer = rw_explain (what, rest, size, &error);
  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  fuzz_assert_json (answer, strlen (answer));
  g_assert_cmpint (answer[0], ==, '{');
  g_assert_null (strchr (answer, '\n'));
  return 0;
}
