/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-scope.h"

#include <string.h>

struct _RwScope
{
  const char *name;
  RwFieldFlags hidden; /* fields with one of these are left out */
  guint64 never;       /* kinds that are not shown at all */
  gboolean security;   /* security requests are shown */
};

/* The name goes to the client with its position in the feed. Change it with the rule: a client with
 * another name starts from zero. */
static const RwScope all = {
  .name = "all-1",
  .hidden = RW_F_NEVER_CACHED,
  .security = TRUE,
};

/* A screen on a wall that anybody may pass: no contact data, no texts of messages, nothing on
 * weaknesses, no files, and not which calendars are given away. */
static const RwScope wall = {
  .name = "wall-1",
  .hidden = RW_F_NEVER_CACHED | RW_F_CONFIDENTIAL,
  .never = RW_KIND_BIT (RW_KIND_CONTACT) | RW_KIND_BIT (RW_KIND_FINDING) | RW_KIND_BIT (RW_KIND_MEASURE) |
           RW_KIND_BIT (RW_KIND_DOCUMENT) | RW_KIND_BIT (RW_KIND_AUDIT) | RW_KIND_BIT (RW_KIND_AUDIT_ITEM) |
           RW_KIND_BIT (RW_KIND_ATTACHMENT) | RW_KIND_BIT (RW_KIND_CALENDAR_FEED),
  .security = FALSE,
};

/**
 * rw_scope_for_roles:
 * @roles: mask of #RwRole
 *
 * Returns: (nullable): the widest scope that one of the roles gives; %NULL when none may read
 */
const RwScope *
rw_scope_for_roles (guint roles)
{
  if (roles & (RW_ROLES_STAFF | RW_ROLE_AUDITOR))
    return &all;
  return (roles & RW_ROLE_WALL) ? &wall : NULL;
}

const char *
rw_scope_get_name (const RwScope *scope)
{
  return scope->name;
}

gboolean
rw_scope_sees_field (const RwScope *scope,
                     RwKind         kind,
                     guint          field)
{
  return !(rw_schema_field (kind, field)->flags & scope->hidden);
}

typedef struct
{
  const char *name;
  gsize name_length;
  const char *value;
  gsize value_length;
} Member;

static const char *
skip_string (const char *p,
             const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\')
      p++;
  return p + 1;
}

/* Reads the next member of a body. The server wrote it, canonical and without spaces between members,
 * so this needs no parser, only care with strings and nesting. */
static gboolean
next_member (const char **at,
             const char  *end,
             Member      *member)
{
  const char *p = *at;
  int depth = 0;

  if (p >= end || (*p != '{' && *p != ',') || p + 1 >= end || p[1] != '"')
    return FALSE;
  member->name = p + 2;
  p = skip_string (p + 1, end);
  member->name_length = (gsize) (p - 1 - member->name);
  if (p >= end || *p != ':')
    return FALSE;
  member->value = ++p;
  while (p < end && (depth > 0 || (*p != ',' && *p != '}')))
    {
      if (*p == '"')
        {
          p = skip_string (p, end);
          continue;
        }
      if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        depth--;
      p++;
    }
  if (p >= end)
    return FALSE;
  member->value_length = (gsize) (p - member->value);
  *at = p;
  return TRUE;
}

static gboolean
names (const Member *member,
       const char   *name)
{
  return strlen (name) == member->name_length && memcmp (name, member->name, member->name_length) == 0;
}

static gboolean
is_security_request (const char *body,
                     gsize       length)
{
  const char *end = body + length;
  Member member;

  while (next_member (&body, end, &member))
    if (names (&member, rw_schema_field (RW_KIND_TICKET, RW_TICKET_TYPE)->name))
      {
        const char *word = rw_enum_value (&rw_enum_ticket_type, RW_TICKET_TYPE_SECURITY);

        return member.value_length == strlen (word) + 2 && memcmp (member.value + 1, word, strlen (word)) == 0;
      }
  return FALSE;
}

/**
 * rw_scope_look:
 * @body: (nullable): the record's canonical JSON; %NULL for a deleted one
 *
 * Returns: how the scope sees the record
 */
RwScopeView
rw_scope_look (const RwScope *scope,
               RwKind         kind,
               const char    *body,
               gsize          length)
{
  const RwKindInfo *info = rw_schema_get (kind);

  if (scope->never & RW_KIND_BIT (kind))
    return RW_SCOPE_NEVER;
  if (body == NULL)
    return RW_SCOPE_WHOLE;
  if (kind == RW_KIND_TICKET && !scope->security && is_security_request (body, length))
    return RW_SCOPE_GONE;
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & scope->hidden)
      return RW_SCOPE_REDUCED;
  return RW_SCOPE_WHOLE;
}

/**
 * rw_scope_reduce:
 * @body: a record's canonical JSON
 * @out: receives it without the fields that the scope does not see
 */
void
rw_scope_reduce (const RwScope *scope,
                 RwKind         kind,
                 const char    *body,
                 gsize          length,
                 GString       *out)
{
  const RwKindInfo *info = rw_schema_get (kind);
  const char *end = body + length;
  const char *separator = "{";
  const char *unseen[64];
  guint n_unseen = 0;
  Member member;

  g_assert (info->n_fields <= G_N_ELEMENTS (unseen));
  for (guint i = 0; i < info->n_fields; i++)
    if (info->fields[i].flags & scope->hidden)
      unseen[n_unseen++] = info->fields[i].name;
  while (next_member (&body, end, &member))
    {
      gboolean hidden = FALSE;

      for (guint i = 0; i < n_unseen && !hidden; i++)
        hidden = names (&member, unseen[i]);
      if (hidden)
        continue;
      g_string_append (out, separator);
      g_string_append_len (out, member.name - 1, (gssize) member.name_length + 3);
      g_string_append_len (out, member.value, (gssize) member.value_length);
      separator = ",";
    }
  g_string_append (out, *separator == '{' ? "{}" : "}");
}

/**
 * rw_scope_pick:
 * @body: a record's canonical JSON, or some of it
 * @fields: a bit for each field that is wanted
 * @out: receives those that are there and that the scope sees, as an object
 *
 * Returns: whether there was one
 */
gboolean
rw_scope_pick (const RwScope *scope,
               RwKind         kind,
               const char    *body,
               gsize          length,
               guint64        fields,
               GString       *out)
{
  const RwKindInfo *info = rw_schema_get (kind);
  const char *end = body + length;
  const char *separator = "{";
  const char *wanted[64];
  guint n_wanted = 0;
  Member member;

  g_assert (info->n_fields <= G_N_ELEMENTS (wanted));
  for (guint i = 0; i < info->n_fields; i++)
    if ((fields & G_GUINT64_CONSTANT (1) << i) && rw_scope_sees_field (scope, kind, i))
      wanted[n_wanted++] = info->fields[i].name;
  while (next_member (&body, end, &member))
    for (guint i = 0; i < n_wanted; i++)
      if (names (&member, wanted[i]))
        {
          g_string_append (out, separator);
          g_string_append_len (out, member.name - 1, (gssize) member.name_length + 3);
          g_string_append_len (out, member.value, (gssize) member.value_length);
          separator = ",";
          break;
        }
  g_string_append (out, *separator == '{' ? "{}" : "}");
  return *separator == ',';
}

/**
 * rw_scope_list_secrets:
 * @body: a record's canonical JSON, or some of it
 * @fields: (inout): receives a bit for each never cached field that has a value there
 */
void
rw_scope_list_secrets (RwKind      kind,
                       const char *body,
                       gsize       length,
                       guint64    *fields)
{
  const RwKindInfo *info = rw_schema_get (kind);
  const char *end = body + length;
  Member member;

  while (next_member (&body, end, &member))
    for (guint i = 0; i < info->n_fields; i++)
      if (rw_field_is_secret (&info->fields[i]) && names (&member, info->fields[i].name))
        *fields |= G_GUINT64_CONSTANT (1) << i;
}
