/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-conflict-scene.h"
#include "rw-recurrence.h"

G_BEGIN_DECLS

/* So far behind a scene its windows are looked at, and so far before: one that recurs at least every quarter
 * holds, also where none of its instances is near; one that is over does not. */
#define RW_CONFLICT_WINDOW_AHEAD (100 * RW_DAY)
#define RW_CONFLICT_WINDOW_BACK  (7 * RW_DAY)

typedef struct
{
  guint thing;
  RwConflictTie tie;
} RwConflictLink;

/* The arrays are there where something is in them. */
typedef struct
{
  RwKind kind;
  RwId id;
  char *title;
  int leg;
  GArray *up;     /* RwConflictLink: what it hangs on */
  GArray *down;   /* RwConflictLink: what hangs on it */
  GArray *pairs;  /* guint: things that are redundant with it */
  GArray *works;  /* guint: work that touches it; of a person, work that needs it */
  GArray *served; /* guint: of a service, work that touches what is there for it */
} RwConflictThing;

typedef struct
{
  RwKind kind;
  RwId id;
  char *label;
  gint64 start;
  gint64 end;
  gboolean quiet;
  GArray *things;   /* guint */
  GArray *services; /* guint: also those of its things, once the scene is finished */
  int person;
} RwConflictTask;

typedef struct
{
  RwRecord *record;
  gboolean freeze;
  gboolean hard;
  gboolean expanded;
  GArray *instances; /* RwInstance; NULL for those that cannot be expanded */
  char *problem;     /* why not */
} RwConflictWindow;

typedef struct
{
  char *tz;
  gint64 time_of_day;
  gint64 interval;
  gint64 phase;
  GArray *starts; /* gint64, ascending */
} RwConflictSchedule;

typedef struct
{
  guint thing;
  guint schedule;
  gint64 duration;
} RwConflictRuns;

typedef struct
{
  RwConflictCode code;
  char *cause;
  char *text;
} RwConflictDoubt;

/* One other work, and all that it has to do with the own one in one respect. */
typedef struct
{
  RwConflictCode code;
  guint work;
  gboolean above; /* touches what the own one depends on */
  gboolean below; /* touches what depends on the own one */
  GArray *theirs; /* guint: things */
  GArray *ours;   /* guint: things, beside theirs */
} RwConflictMeeting;

typedef struct
{
  gint64 start;
  gint64 end;
} RwConflictSpan;

/* What one work sees of the scene. */
typedef struct
{
  guint work;
  GPtrArray *meetings;    /* RwConflictMeeting */
  GPtrArray *freezes;     /* RwConflictWindow that hold, not owned */
  GPtrArray *maintenance; /* the same */
  GPtrArray *unreadable;  /* the same */
  GArray *open;           /* RwConflictSpan: maintenance, merged, ascending; NULL when none holds */
} RwConflictView;

/* Not put into words yet. */
typedef struct
{
  RwConflictCode code;
  RwConflictSeverity severity;
  const RwConflictMeeting *meeting;
  const RwConflictWindow *window;
  const RwInstance *instance;
  const RwConflictDoubt *doubt;
} RwConflictFinding;

struct _RwConflictScene
{
  gatomicrefcount refs;
  gint64 from, to;
  gint64 as_of;
  GTimeZone *zone;
  GArray *things;        /* RwConflictThing */
  GHashTable *by_id;     /* RwId of a thing → index + 1 */
  GArray *works;         /* RwConflictTask */
  GPtrArray *windows;    /* RwConflictWindow */
  GArray *backups;       /* RwConflictBackup */
  GArray *runs;          /* RwConflictRuns */
  GArray *schedules;     /* RwConflictSchedule */
  GArray *doubts;        /* RwConflictDoubt */
  RwConflictView *own;
};

#define RW_CONFLICT_THING(scene, i) (&g_array_index ((scene)->things, RwConflictThing, i))
#define RW_CONFLICT_WORK(scene, i)  (&g_array_index ((scene)->works, RwConflictTask, i))

/* rw-conflict-view.c */
void            rw_conflict_derive_pairs (RwConflictScene         *scene);
void            rw_conflict_derive_services (RwConflictScene      *scene);
RwConflictView *rw_conflict_view_new     (RwConflictScene         *scene,
                                          guint                    work,
                                          gint64                   from,
                                          gint64                   to);
void            rw_conflict_view_free    (RwConflictView          *view);
GArray         *rw_conflict_merge        (GArray                  *spans);

/* rw-conflict.c */
GArray         *rw_conflict_look         (RwConflictScene         *scene,
                                          const RwConflictView    *view,
                                          gint64                   start,
                                          gint64                   end);
GPtrArray      *rw_conflict_list         (RwConflictScene         *scene,
                                          const RwConflictView    *view,
                                          gint64                   start,
                                          gint64                   end);
gboolean        rw_conflict_runs_between (RwConflictScene         *scene,
                                          const RwConflictRuns    *runs,
                                          gint64                   start,
                                          gint64                   end,
                                          gint64                  *run_start);

/* rw-conflict-text.c */
RwConflict     *rw_conflict_tell         (RwConflictScene         *scene,
                                          const RwConflictView    *view,
                                          const RwConflictFinding *finding,
                                          gint64                   start,
                                          gint64                   end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwConflictView, rw_conflict_view_free)

G_END_DECLS
