/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeSecretsMode:
 * @FAKE_SECRETS_OPEN: keeps what it is given
 * @FAKE_SECRETS_LOCKED: opens after a question that the person answers
 * @FAKE_SECRETS_DISMISSED: asks, and the person does not answer
 * @FAKE_SECRETS_REFUSING: answers every call with an error
 * @FAKE_SECRETS_ABSENT: nobody has the name
 */
typedef enum
{
  FAKE_SECRETS_OPEN,
  FAKE_SECRETS_LOCKED,
  FAKE_SECRETS_DISMISSED,
  FAKE_SECRETS_REFUSING,
  FAKE_SECRETS_ABSENT,
} FakeSecretsMode;

/* A secret service with one keyring, on a message bus of its own. */
typedef struct
{
  GSubprocess *bus;
  GDBusConnection *connection;
  GDBusNodeInfo *info;
  FakeSecretsMode mode;
  GHashTable *secrets;    /* server → text */
  GHashTable *registered; /* path → registration of the item */
  char **asked; /* to be opened by the next prompt */
  guint n_prompts;
} FakeSecrets;

void fake_secrets_init     (FakeSecrets     *fake);
void fake_secrets_clear    (FakeSecrets     *fake);
void fake_secrets_set_mode (FakeSecrets     *fake,
                            FakeSecretsMode  mode);

G_END_DECLS
