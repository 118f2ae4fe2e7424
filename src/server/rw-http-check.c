/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-http-check.h"

#include <string.h>

#define LINES_MOST      64
#define METHOD_MOST     16
#define TARGET_MOST     4096
#define LENGTH_DIGITS   15 /* of Content-Length: up to a petabyte, far from where numbers end */
#define CHUNK_DIGITS    8

typedef enum
{
  STATE_HEADER,
  STATE_BODY,        /* as many bytes as Content-Length says */
  STATE_CHUNK_SIZE,
  STATE_CHUNK_SIZE_END,
  STATE_CHUNK,
  STATE_CHUNK_CR,
  STATE_CHUNK_LF,
  STATE_LAST_CR,
  STATE_LAST_LF,
  STATE_REFUSED,
} State;

struct _RwHttpCheck
{
  State state;
  GString *header;
  guint64 left;
  guint digits;
  RwHttpRefusal refusal;
};

/* What the header lines said. */
typedef struct
{
  gboolean old; /* HTTP/1.0 */
  guint lines;
  guint hosts;
  guint lengths;
  guint codings;
  guint authorizations;
  guint expectations;
  guint64 length;
} Framing;

static gboolean
refuse (RwHttpCheck *check,
        guint        status,
        const char  *message)
{
  check->state = STATE_REFUSED;
  check->refusal = (RwHttpRefusal) { status, message };
  g_string_truncate (check->header, 0);
  return FALSE;
}

static gboolean
is_token_char (guint8 c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gboolean
is_token (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!is_token_char ((guint8) text[i]))
      return FALSE;
  return length > 0;
}

/* Only a path: a proxy's form of request, where host and path stand in one, is for proxies. */
static gboolean
check_target (RwHttpCheck *check,
              const char  *target,
              gsize        length)
{
  gboolean in_path = TRUE;

  if (length > TARGET_MOST)
    return refuse (check, 414, "The address is too long");
  if (length == 0 || target[0] != '/' || (length > 1 && target[1] == '/'))
    return refuse (check, 400, "Only a path can be asked for");
  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) target[i];

      if (c <= 0x20 || c >= 0x7f || strchr ("#\"<>\\^`{|}", c) != NULL)
        return refuse (check, 400, "The address contains a character that must be percent-encoded");
      in_path = in_path && c != '?';
      if (c != '%')
        continue;
      if (length - i < 3 || !g_ascii_isxdigit (target[i + 1]) || !g_ascii_isxdigit (target[i + 2]))
        return refuse (check, 400, "The address contains a percent sign without two digits");
      if (target[i + 1] < '2' || (target[i + 1] == '7' && (target[i + 2] | 0x20) == 'f'))
        return refuse (check, 400, "The address contains a control character");
      if (in_path && (g_ascii_strncasecmp (target + i, "%2f", 3) == 0 ||
                      g_ascii_strncasecmp (target + i, "%5c", 3) == 0))
        return refuse (check, 400, "The path contains an encoded slash");
    }
  return TRUE;
}

static gboolean
check_request_line (RwHttpCheck *check,
                    const char  *line,
                    gsize        length,
                    Framing     *framing)
{
  const char *first = memchr (line, ' ', length);
  const char *second =
    first == NULL ? NULL : memchr (first + 1, ' ', length - (gsize) (first + 1 - line));
  const char *version;

  if (second == NULL)
    return refuse (check, 400, "The first line is not a request");
  if (first - line > METHOD_MOST || !is_token (line, (gsize) (first - line)))
    return refuse (check, 400, "The method is not a word");
  version = second + 1;
  if ((gsize) (version - line) + 8 != length || memcmp (version, "HTTP/", 5) != 0 ||
      !g_ascii_isdigit (version[5]) || version[6] != '.' || !g_ascii_isdigit (version[7]))
    return refuse (check, 400, "The first line is not a request");
  if (version[5] != '1' || version[7] > '1')
    return refuse (check, 505, "Only HTTP/1.0 and HTTP/1.1 are spoken here");
  framing->old = version[7] == '0';
  return check_target (check, first + 1, (gsize) (second - first - 1));
}

static gboolean
check_host (RwHttpCheck *check,
            const char  *value,
            gsize        length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (value[i]) && (value[i] == '\0' || strchr ("-._~:[]", value[i]) == NULL))
      return refuse (check, 400, "Host is not a name with a port");
  return length > 0 || refuse (check, 400, "Host is empty");
}

static gboolean
check_length (RwHttpCheck *check,
              const char  *value,
              gsize        length,
              Framing     *framing)
{
  if (length == 0 || length > LENGTH_DIGITS)
    return refuse (check, length == 0 ? 400 : 413, "Content-Length is empty or too large");
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return refuse (check, 400, "Content-Length is not a number");
      framing->length = 10 * framing->length + (guint64) (value[i] - '0');
    }
  return TRUE;
}

static gboolean
is_word (const char *text,
         gsize       length,
         const char *word)
{
  return strlen (word) == length && g_ascii_strncasecmp (text, word, length) == 0;
}

static gboolean
check_field (RwHttpCheck *check,
             const char  *line,
             gsize        length,
             Framing     *framing)
{
  const char *colon = memchr (line, ':', length);
  const char *value, *end = line + length;
  gsize name;

  if (++framing->lines > LINES_MOST)
    return refuse (check, 431, "There are too many header lines");
  if (line[0] == ' ' || line[0] == '\t')
    return refuse (check, 400, "A header line is continued on the next one");
  if (colon == NULL || !is_token (line, (gsize) (colon - line)))
    return refuse (check, 400, "A header line has no name");
  name = (gsize) (colon - line);
  for (value = colon + 1; value < end && (*value == ' ' || *value == '\t'); value++)
    ;
  while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  for (const char *p = value; p < end; p++)
    if (((guint8) *p < 0x20 && *p != '\t') || *p == 0x7f)
      return refuse (check, 400, "A header line contains a control character");

  if (is_word (line, name, "Host"))
    return framing->hosts++ == 0 ? check_host (check, value, (gsize) (end - value))
                                 : refuse (check, 400, "Host is there twice");
  if (is_word (line, name, "Content-Length"))
    return framing->lengths++ == 0 ? check_length (check, value, (gsize) (end - value), framing)
                                   : refuse (check, 400, "Content-Length is there twice");
  if (is_word (line, name, "Transfer-Encoding"))
    {
      if (framing->codings++ > 0)
        return refuse (check, 400, "Transfer-Encoding is there twice");
      return is_word (value, (gsize) (end - value), "chunked") ||
             refuse (check, 501, "Only the transfer encoding “chunked” is known");
    }
  if (is_word (line, name, "Content-Encoding"))
    return is_word (value, (gsize) (end - value), "identity") ||
           refuse (check, 415, "Bodies are not to be compressed");
  if (is_word (line, name, "Authorization"))
    return framing->authorizations++ == 0 || refuse (check, 400, "Authorization is there twice");
  if (is_word (line, name, "Expect"))
    return (framing->expectations++ == 0 &&
            is_word (value, (gsize) (end - value), "100-continue")) ||
           refuse (check, 417, "Nothing but 100-continue can be expected");
  return TRUE;
}

/* The whole header is there, its empty line included; every line ends in CR LF. */
static gboolean
check_header (RwHttpCheck *check)
{
  const char *line = check->header->str, *end = line + check->header->len - 2;
  Framing framing = { 0 };

  for (gboolean first = TRUE; line < end; first = FALSE)
    {
      const char *eol = memchr (line, '\r', (gsize) (end - line));
      gsize length = (gsize) (eol - line);

      if (!(first ? check_request_line (check, line, length, &framing)
                  : check_field (check, line, length, &framing)))
        return FALSE;
      line = eol + 2;
    }
  if (framing.hosts == 0 && !framing.old)
    return refuse (check, 400, "Host is missing");
  if (framing.codings > 0 && (framing.lengths > 0 || framing.old))
    return refuse (check, 400, "The length of the body is told in two ways");

  check->left = framing.length;
  check->digits = 0;
  check->state = framing.codings > 0  ? STATE_CHUNK_SIZE
                 : framing.length > 0 ? STATE_BODY
                                      : STATE_HEADER;
  g_string_truncate (check->header, 0);
  return TRUE;
}

/* Returns: how many of the bytes belong to the header; stops behind its end. */
static gsize
feed_header (RwHttpCheck  *check,
             const guint8 *bytes,
             gsize         length)
{
  GString *header = check->header;

  for (gsize i = 0; i < length; i++)
    {
      char last = header->len > 0 ? header->str[header->len - 1] : '\0';

      if (header->len >= RW_HTTP_HEADER_MOST)
        refuse (check, 431, "The header is too long");
      else if (bytes[i] == '\0')
        refuse (check, 400, "The header contains a NUL");
      else if ((bytes[i] == '\n') != (last == '\r'))
        refuse (check, 400, "A line does not end in CR LF");
      else if (header->len == 0 && bytes[i] == '\r')
        refuse (check, 400, "The first line is empty");
      if (check->state == STATE_REFUSED)
        return i;
      g_string_append_c (header, (char) bytes[i]);
      if (header->len >= 4 && memcmp (header->str + header->len - 4, "\r\n\r\n", 4) == 0)
        /* Without its last byte a header is nothing to anybody. */
        return check_header (check) ? i + 1 : i;
    }
  return length;
}

/* One byte of what stands between the chunks of a body. */
static void
feed_chunking (RwHttpCheck *check,
               guint8       byte)
{
  static const struct
  {
    guint8 byte;
    State next;
  } fixed[] = {
    [STATE_CHUNK_SIZE_END] = { '\n', STATE_CHUNK }, [STATE_CHUNK_CR] = { '\r', STATE_CHUNK_LF },
    [STATE_CHUNK_LF] = { '\n', STATE_CHUNK_SIZE },  [STATE_LAST_CR] = { '\r', STATE_LAST_LF },
    [STATE_LAST_LF] = { '\n', STATE_HEADER },
  };

  if (check->state == STATE_CHUNK_SIZE)
    {
      if (byte == '\r' && check->digits > 0)
        check->state = STATE_CHUNK_SIZE_END;
      else if (!g_ascii_isxdigit (byte))
        refuse (check, 400, "The length of a chunk is not a number");
      else if (++check->digits > CHUNK_DIGITS)
        refuse (check, 413, "A chunk is too large");
      else
        check->left = 16 * check->left + (guint64) g_ascii_xdigit_value ((char) byte);
      return;
    }
  if (byte != fixed[check->state].byte)
    {
      refuse (check, 400, "A chunk does not end where it should");
      return;
    }
  check->state = fixed[check->state].next;
  if (check->state == STATE_CHUNK && check->left == 0)
    check->state = STATE_LAST_CR;
  if (check->state == STATE_CHUNK_SIZE)
    check->digits = 0;
}

/**
 * rw_http_check_feed:
 * @bytes: what was read from the connection
 *
 * Returns: how many of the bytes may be handed on; fewer than @length when something is wrong, and
 *   none ever after
 */
gsize
rw_http_check_feed (RwHttpCheck  *check,
                    const guint8 *bytes,
                    gsize         length)
{
  gsize at = 0;

  while (at < length && check->state != STATE_REFUSED)
    switch (check->state)
      {
      case STATE_HEADER:
        at += feed_header (check, bytes + at, length - at);
        break;
      case STATE_BODY:
      case STATE_CHUNK:
        {
          gsize step = (gsize) MIN (check->left, (guint64) (length - at));

          at += step;
          check->left -= step;
          if (check->left == 0)
            check->state = check->state == STATE_BODY ? STATE_HEADER : STATE_CHUNK_CR;
        }
        break;
      case STATE_CHUNK_SIZE:
      case STATE_CHUNK_SIZE_END:
      case STATE_CHUNK_CR:
      case STATE_CHUNK_LF:
      case STATE_LAST_CR:
      case STATE_LAST_LF:
        feed_chunking (check, bytes[at]);
        at += check->state != STATE_REFUSED;
        break;
      case STATE_REFUSED:
      default:
        g_assert_not_reached ();
      }
  return at;
}

/**
 * rw_http_check_get_refusal:
 *
 * Returns: (transfer none) (nullable): what is wrong with the request; %NULL when nothing is
 */
const RwHttpRefusal *
rw_http_check_get_refusal (RwHttpCheck *check)
{
  return check->state == STATE_REFUSED ? &check->refusal : NULL;
}

RwHttpCheck *
rw_http_check_new (void)
{
  RwHttpCheck *check = g_new0 (RwHttpCheck, 1);

  check->header = g_string_new (NULL);
  return check;
}

void
rw_http_check_free (RwHttpCheck *check)
{
  if (check == NULL)
    return;
  g_string_free (check->header, TRUE);
  g_free (check);
}
