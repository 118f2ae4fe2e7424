/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A logind with nothing but sleep, on a system bus of its own. */
typedef struct
{
  GSubprocess *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *info;
  gboolean refuses; /* what asks for a lock */
  gboolean sleeps;
  guint n_asked;
  GArray *locks; /* int: our ends */
  char *what;    /* of the last lock */
  char *mode;
} FakeLogind;

void     fake_logind_init   (FakeLogind *fake);
void     fake_logind_clear  (FakeLogind *fake);
void     fake_logind_appear (FakeLogind *fake,
                             gboolean    there);
void     fake_logind_sleep  (FakeLogind *fake,
                             gboolean    begins);
gboolean fake_logind_waits  (FakeLogind *fake);

G_END_DECLS
