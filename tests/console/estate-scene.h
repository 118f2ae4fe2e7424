/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session-fixture.h"

G_BEGIN_DECLS

/* 2026-11-23 09:00 in Berlin. */
#define ESTATE_NOW (G_GINT64_CONSTANT (1795420800) * G_USEC_PER_SEC)

/**
 * EstateScene:
 *
 * A session on a server with four customers of two services of three virtual machines each, "ahrens-shop-1", with
 * sixty nights of backups. "medis-portal-1" has failed for four nights, which Mara Kern answered, "medis-portal-2"
 * has no job, "fulda-mail-3" lost its own; every third machine was restored 200 days ago, the first of each customer 20 days ago.
 */
typedef struct
{
  Fixture base;
} EstateScene;

RwId estate_id             (const char    *name);
void estate_scene_set_up   (EstateScene   *scene,
                            gconstpointer  data);
void estate_scene_tear_down (EstateScene  *scene,
                            gconstpointer  data);

G_END_DECLS
