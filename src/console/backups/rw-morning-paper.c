/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-morning-paper.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-morning-json.h"
#include "rw-paper-pen.h"

/* The signed sheet of a morning on A4: by cause, what was said of it, and of which systems. */

#define LEFT      RW_PAPER_MARGIN
#define RIGHT     (RW_PAPER_WIDTH - RW_PAPER_MARGIN)
#define WIDTH     (RIGHT - LEFT)
#define TOP       (RW_PAPER_MARGIN + 70)
#define BOTTOM    (RW_PAPER_HEIGHT - RW_PAPER_MARGIN - 14)
#define LINE      12.0
#define INDENT    12.0

typedef enum
{
  LINE_CAUSE,
  LINE_ANSWER,
  LINE_NAMES,
  LINE_TEXT,
  LINE_GAP,
} LineKind;

typedef struct
{
  LineKind kind;
  char *text;
} Line;

typedef struct
{
  char *title, *about, *signed_by;
  GArray *lines;  /* Line */
  GArray *starts; /* guint: first line of each page */
} Paper;

static const RwPaperText cause_text = { 9.5, TRUE, RW_PAPER_BLACK, 0 }, answer_text = { 8.5, FALSE, RW_PAPER_BLACK, 0 },
                         names_text = { 8, FALSE, RW_PAPER_DARK, 0 };

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

static void
paper_free (gpointer data)
{
  Paper *paper = data;

  g_free (paper->title);
  g_free (paper->about);
  g_free (paper->signed_by);
  g_array_unref (paper->lines);
  g_array_unref (paper->starts);
  g_free (paper);
}

static const RwPaperText *
line_text (LineKind kind)
{
  switch (kind)
    {
    case LINE_CAUSE:
      return &cause_text;
    case LINE_ANSWER:
    case LINE_TEXT:
      return &answer_text;
    case LINE_NAMES:
    case LINE_GAP:
    default:
      return &names_text;
    }
}

static double
line_indent (LineKind kind)
{
  return kind == LINE_ANSWER ? INDENT : kind == LINE_NAMES ? 2 * INDENT : 0;
}

/* As many lines as it takes, broken between words. */
static void
add_text (Paper      *paper,
          RwPaperPen *pen,
          LineKind    kind,
          const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  Line added = { .kind = kind };

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = line->len;

      if (*words[i] == '\0')
        continue;
      g_string_append_printf (line, "%s%s", length > 0 ? " " : "", words[i]);
      if (length == 0 || rw_paper_pen_measure (pen, line->str, line_text (kind)) <= WIDTH - line_indent (kind))
        continue;
      g_string_truncate (line, length);
      added.text = g_strdup (line->str);
      g_array_append_val (paper->lines, added);
      g_string_assign (line, words[i]);
    }
  if (line->len == 0)
    return;
  added.text = g_strdup (line->str);
  g_array_append_val (paper->lines, added);
}

static void
add_answer (Paper                 *paper,
            RwPaperPen            *pen,
            const RwMorningAnswer *answer,
            gint64                 now)
{
  g_autoptr (GString) text = g_string_new (answer->answer >= 0 ? rw_enum_label (&rw_enum_backup_answer, (guint) answer->answer)
                                                              : _ ("Not answered"));
  g_autoptr (GString) names = g_string_new (NULL);

  if (answer->ticket != NULL)
    g_string_append_printf (text, " %s", answer->ticket);
  if (answer->reason != NULL)
    g_string_append_printf (text, ": %s", answer->reason);
  if (answer->until != 0)
    {
      g_autofree char *until = rw_format_moment (answer->until, now);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("until %s"), until);
    }
  if (answer->person != NULL)
    g_string_append_printf (text, " · %s", answer->person);
  if (answer->at != 0)
    {
      g_autofree char *at = rw_format_moment (answer->at, now);

      g_string_append_printf (text, " · %s", at);
    }
  add_text (paper, pen, LINE_ANSWER, text->str);
  for (guint i = 0; i < answer->names->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", (const char *) answer->names->pdata[i]);
  if (answer->n > answer->names->len)
    {
      guint more = answer->n - answer->names->len;

      g_string_append_c (names, ' ');
      g_string_append_printf (names, ngettext ("and %u more system", "and %u more systems", more), more);
    }
  add_text (paper, pen, LINE_NAMES, names->str);
}

static void
add_sheet (Paper                *paper,
           RwPaperPen           *pen,
           const RwMorningSheet *sheet,
           gint64                now)
{
  const Line gap = { LINE_GAP, NULL };

  for (guint i = 0; i < sheet->causes->len; i++)
    {
      const RwMorningCause *cause = sheet->causes->pdata[i];
      g_autoptr (GString) title = g_string_new (NULL);
      guint n = 0;

      for (guint j = 0; j < cause->answers->len; j++)
        n += ((const RwMorningAnswer *) cause->answers->pdata[j])->n;
      g_string_append_printf (title, ngettext ("%u system", "%u systems", n), n);
      g_string_append_printf (title, ": %s", rw_morning_cause_label (cause));
      if (cause->verification)
        g_string_append_printf (title, " (%s)", rw_enum_label (&rw_enum_run_purpose, RW_RUN_PURPOSE_VERIFICATION));
      add_text (paper, pen, LINE_CAUSE, title->str);
      for (guint j = 0; j < cause->answers->len; j++)
        add_answer (paper, pen, cause->answers->pdata[j], now);
      g_array_append_val (paper->lines, gap);
    }
}

/* A cause never stands alone at the foot of a page. */
static void
break_pages (Paper *paper)
{
  guint most = (guint) ((BOTTOM - TOP) / LINE), first = 0;

  while (first == 0 || first < paper->lines->len)
    {
      guint end = MIN (first + most, paper->lines->len);

      g_array_append_val (paper->starts, first);
      if (end < paper->lines->len && end > first + 1 && g_array_index (paper->lines, Line, end - 1).kind == LINE_CAUSE)
        end--;
      if (end == first)
        break;
      first = end;
    }
}

static void
draw_cb (gpointer  data,
         cairo_t  *cr,
         guint     page)
{
  const Paper *paper = data;
  const RwPaperText large = { 16, TRUE, RW_PAPER_BLACK, 0 }, about = { 9, FALSE, RW_PAPER_BLACK, 0 },
                    small = { 8, FALSE, RW_PAPER_DARK, 1 };
  /* Translators: of a printed list: "page 2 of 12" */
  g_autofree char *pages = g_strdup_printf (_ ("page %u of %u"), page + 1, paper->starts->len);
  guint first = g_array_index (paper->starts, guint, page),
        end = page + 1 < paper->starts->len ? g_array_index (paper->starts, guint, page + 1) : paper->lines->len;
  double y = TOP;
  RwPaperPen pen;

  rw_paper_pen_init (&pen, cr);
  cairo_save (cr);
  rw_paper_pen_text (&pen, paper->title, &large, LEFT, RW_PAPER_MARGIN + 7, WIDTH - 90);
  rw_paper_pen_text (&pen, pages, &small, RIGHT, RW_PAPER_MARGIN + 8, 80);
  rw_paper_pen_text (&pen, paper->about, &about, LEFT, RW_PAPER_MARGIN + 26, WIDTH);
  rw_paper_pen_text (&pen, paper->signed_by, &about, LEFT, RW_PAPER_MARGIN + 40, WIDTH);
  rw_paper_pen_tone (&pen, RW_PAPER_MID);
  cairo_set_line_width (cr, 0.5);
  rw_paper_pen_line (&pen, LEFT, RW_PAPER_MARGIN + 52, RIGHT, RW_PAPER_MARGIN + 52);
  for (guint i = first; i < end; i++, y += LINE)
    {
      const Line *line = &g_array_index (paper->lines, Line, i);

      if (line->text != NULL)
        rw_paper_pen_text (&pen, line->text, line_text (line->kind), LEFT + line_indent (line->kind), y + LINE / 2,
                           WIDTH - line_indent (line->kind));
    }
  cairo_restore (cr);
  rw_paper_pen_clear (&pen);
}

/**
 * rw_morning_paper_new:
 * @check: a signed morning check
 * @person: (nullable): name of who signed it
 *
 * Returns: (transfer full): its sheet, to be saved or printed
 */
RwSheets *
rw_morning_paper_new (RwRecord   *check,
                      const char *person)
{
  Paper *paper = g_new0 (Paper, 1);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  const char *answers = rw_record_get_text (check, RW_MORNING_CHECK_ANSWERS), *notes = rw_record_get_text (check, RW_MORNING_CHECK_NOTES);
  g_autoptr (RwMorningSheet) sheet = rw_morning_sheet_from_json (answers != NULL ? answers : "[]", NULL);
  gint64 finished = rw_record_get_integer (check, RW_MORNING_CHECK_FINISHED, 0), now = rw_clock_now ();
  g_autofree char *day = rw_format_day_exact (rw_record_get_integer (check, RW_MORNING_CHECK_DAY, 0));
  g_autofree char *began = rw_format_moment (rw_record_get_integer (check, RW_MORNING_CHECK_STARTED, 0), now);
  g_autofree char *ended = rw_format_moment (finished, now);
  g_autofree char *n = rw_format_count ((guint) rw_record_get_integer (check, RW_MORNING_CHECK_SYSTEMS, 0));
  g_autofree char *good = rw_format_count ((guint) rw_record_get_integer (check, RW_MORNING_CHECK_RECOVERABLE, 0));
  g_autofree char *red = rw_format_count ((guint) rw_record_get_integer (check, RW_MORNING_CHECK_RED, 0));
  RwPaperPen pen;

  paper->title = g_strdup_printf (_ ("Morning check, %s"), day);
  /* Translators: numbers of systems: "11,902 of 11,988 systems recoverable within their RPO · 9 red" */
  paper->about = g_strdup_printf (_ ("%s of %s systems recoverable within their RPO · %s red"), good, n, red);
  /* Translators: a person, and two times */
  paper->signed_by = g_strdup_printf (_ ("Signed by %s · begun %s · signed %s"), person != NULL ? person : _ ("unknown"), began, ended);
  paper->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (paper->lines, line_clear);
  paper->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  rw_paper_pen_init (&pen, cr);
  if (notes != NULL && *notes != '\0')
    {
      const Line gap = { LINE_GAP, NULL };

      add_text (paper, &pen, LINE_TEXT, notes);
      g_array_append_val (paper->lines, gap);
    }
  if (sheet != NULL)
    add_sheet (paper, &pen, sheet, now);
  if (sheet == NULL || sheet->causes->len == 0)
    add_text (paper, &pen, LINE_TEXT, sheet == NULL ? _ ("The answers of the morning check cannot be read") : _ ("Nothing was red."));
  rw_paper_pen_clear (&pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  break_pages (paper);
  return rw_sheets_new (paper->title, paper->starts->len, draw_cb, paper, paper_free);
}
