/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix.h"
#include "rw-test-widgets.h"
#include "rw-time.h"

#define N_ROWS 12000
#define N_DAYS 90

static guint8 *cells;
static guint n_asked, lowest_asked, highest_asked;
static int n_freed;
static guint heading_at = G_MAXUINT;
static gboolean folded;

static void
get_row (guint        row,
         RwMatrixRow *out,
         gpointer     data)
{
  n_asked++;
  lowest_asked = MIN (lowest_asked, row);
  highest_asked = MAX (highest_asked, row);
  out->heading =
    row % 100 == heading_at ? (folded ? RW_MATRIX_CLOSED : RW_MATRIX_OPEN) : RW_MATRIX_NO_HEADING;
  out->name = row == 0 ? "new-web-836" : "db-701";
  out->detail = "Kaufhaus Ahrens";
  out->note = row == 0 ? "no job" : "69 h";
  out->note_status = row == 0 ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
  out->answered = row == 2;
  out->cells = cells + (gsize) row * N_DAYS;
}

static char *
describe (guint    row,
          guint    day,
          gpointer data)
{
  return g_strdup_printf ("db-%u, day %u: failed", row, day);
}

static void
free_data (gpointer data)
{
  n_freed++;
}

static GtkWidget *
show (int         width,
      int         height,
      GtkWidget **window)
{
  static const RwMatrixFuncs funcs = { get_row, describe };
  GtkWidget *matrix = rw_matrix_new (), *scroller = gtk_scrolled_window_new ();

  n_asked = 0;
  lowest_asked = G_MAXUINT;
  highest_asked = 0;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), matrix);
  rw_matrix_set_data (RW_MATRIX (matrix), N_ROWS, N_DAYS, rw_date_from_civil (2026, 11, 22) - N_DAYS + 1, &funcs, cells, free_data);
  *window = rw_test_present (scroller, width, height);
  return matrix;
}

static gboolean
press (GtkWidget       *widget,
       guint            key,
       GdkModifierType  state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static void
assert_cursor (GtkWidget *matrix,
               guint      row,
               guint      day)
{
  guint at_row, at_day;

  g_assert_true (rw_matrix_get_cursor (RW_MATRIX (matrix), &at_row, &at_day));
  g_assert_cmpuint (at_row, ==, row);
  g_assert_cmpuint (at_day, ==, day);
}

static void
assert_hit (GtkWidget *matrix,
            guint      row,
            guint      day)
{
  GdkRectangle rect;
  guint hit_row, hit_day;

  g_assert_true (rw_matrix_get_rect (RW_MATRIX (matrix), row, day, &rect));
  g_assert_cmpint (rw_matrix_hit (RW_MATRIX (matrix), rect.x + 1, rect.y + 1, &hit_row, &hit_day), ==, RW_MATRIX_AT_CELL);
  g_assert_cmpuint (hit_row, ==, row);
  g_assert_cmpuint (hit_day, ==, day);
  g_assert_cmpint (rw_matrix_hit (RW_MATRIX (matrix), rect.x + rect.width - 1, rect.y + rect.height - 1, &hit_row, &hit_day),
                   ==, RW_MATRIX_AT_CELL);
  g_assert_cmpuint (hit_row, ==, row);
  g_assert_cmpuint (hit_day, ==, day);
}

static void
test_hit (void)
{
  GtkWidget *window, *matrix = show (1166, 700, &window);
  guint row = 7, day = 7;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (matrix));

  /* Today is in view without scrolling, in full. */
  assert_hit (matrix, 0, N_DAYS - 1);
  assert_hit (matrix, 20, N_DAYS - 30);
  g_assert_cmpint (rw_matrix_hit (RW_MATRIX (matrix), 600, 4, &row, &day), ==, RW_MATRIX_AT_NOTHING);
  g_assert_cmpint (rw_matrix_hit (RW_MATRIX (matrix), -1, 100, &row, &day), ==, RW_MATRIX_AT_NOTHING);
  g_assert_cmpint (rw_matrix_hit (RW_MATRIX (matrix), 20, 100, &row, &day), ==, RW_MATRIX_AT_HEAD);
  g_assert_cmpuint (day, ==, N_DAYS - 1);

  gtk_adjustment_set_value (adjustment, 100000);
  rw_test_settle (window);
  g_assert_cmpint (rw_matrix_hit (RW_MATRIX (matrix), 20, 100, &row, &day), ==, RW_MATRIX_AT_HEAD);
  g_assert_cmpuint (row, >, 4500);
  assert_hit (matrix, row, N_DAYS - 5);
  gtk_adjustment_set_value (adjustment, 1e9);
  rw_test_settle (window);
  assert_hit (matrix, N_ROWS - 1, N_DAYS - 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys (void)
{
  GtkWidget *window, *matrix = show (1166, 700, &window);
  int n_selected = 0, n_activated = 0, n_rows = 0;
  guint row = 0, day = 0;
  GdkRectangle rect;

  g_signal_connect_swapped (matrix, "cell-selected", G_CALLBACK (g_atomic_int_inc), &n_selected);
  g_signal_connect_swapped (matrix, "cell-activated", G_CALLBACK (g_atomic_int_inc), &n_activated);
  gtk_widget_grab_focus (matrix);
  assert_cursor (matrix, 0, N_DAYS - 1);
  g_assert_true (press (matrix, GDK_KEY_Right, 0));
  g_assert_true (press (matrix, GDK_KEY_Up, 0));
  g_assert_cmpint (n_selected, ==, 0);
  g_assert_true (press (matrix, GDK_KEY_Left, 0));
  g_assert_true (press (matrix, GDK_KEY_Down, 0));
  assert_cursor (matrix, 1, N_DAYS - 2);
  g_assert_cmpint (n_selected, ==, 2);
  g_assert_true (press (matrix, GDK_KEY_Left, GDK_CONTROL_MASK));
  assert_cursor (matrix, 1, N_DAYS - 9);
  g_assert_true (press (matrix, GDK_KEY_Home, 0));
  assert_cursor (matrix, 1, 0);
  g_assert_true (press (matrix, GDK_KEY_End, GDK_CONTROL_MASK));
  assert_cursor (matrix, N_ROWS - 1, 0);
  g_assert_true (press (matrix, GDK_KEY_Page_Up, 0));
  rw_matrix_get_cursor (RW_MATRIX (matrix), &row, &day);
  g_assert_cmpuint (row, <, N_ROWS - 10);
  g_assert_true (press (matrix, GDK_KEY_Return, 0));
  g_assert_cmpint (n_activated, ==, 1);
  /* With Shift it is the row that is meant. */
  g_signal_connect_swapped (matrix, "row-activated", G_CALLBACK (g_atomic_int_inc), &n_rows);
  g_assert_true (press (matrix, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_cmpint (n_activated, ==, 1);
  g_assert_cmpint (n_rows, ==, 1);
  /* Wherever it goes, the cell is in view and has the focus. */
  rw_test_settle (window);
  g_assert_true (rw_matrix_get_rect (RW_MATRIX (matrix), row, day, &rect));
  g_assert_cmpint (rect.x, >=, 0);
  g_assert_cmpint (rect.y, >=, 0);
  g_assert_cmpint (rect.y, <, gtk_widget_get_height (matrix));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (rw_matrix_get_current (RW_MATRIX (matrix))));
  g_assert_false (press (matrix, GDK_KEY_a, 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_names (void)
{
  GtkWidget *window, *matrix = show (1166, 700, &window);
  GtkAccessible *before, *after;
  g_autofree char *differs = NULL;

  gtk_widget_grab_focus (matrix);
  gtk_test_accessible_assert_role (matrix, GTK_ACCESSIBLE_ROLE_GRID);
  before = rw_matrix_get_current (RW_MATRIX (matrix));
  gtk_test_accessible_assert_role (before, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  press (matrix, GDK_KEY_Down, 0);
  after = rw_matrix_get_current (RW_MATRIX (matrix));
  /* Another object: the focus moves, and a screen reader speaks. */
  g_assert_true (before != after);
  differs = gtk_test_accessible_check_property (after, GTK_ACCESSIBLE_PROPERTY_LABEL, "db-1, day 89: failed");
  g_assert_cmpstr (differs, ==, NULL);
  differs = gtk_test_accessible_check_property (after, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "System 2 of 12000, day 90 of 90");
  g_assert_cmpstr (differs, ==, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_only_what_is_in_view (void)
{
  GtkWidget *window, *matrix = show (1720, 1000, &window);
  guint first_screen = n_asked;

  g_assert_cmpuint (highest_asked, <, 100);
  lowest_asked = G_MAXUINT;
  n_asked = 0;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (matrix)), 22 * 6000);
  rw_test_settle (window);
  g_assert_cmpuint (lowest_asked, >=, 6000 - 100);
  g_assert_cmpuint (highest_asked, <, 6000 + 200);
  g_assert_cmpuint (n_asked, <=, 2 * first_screen + 64);
  /* What was drawn once is kept. */
  n_asked = 0;
  gtk_widget_queue_draw (matrix);
  rw_test_settle (window);
  g_assert_cmpuint (n_asked, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
heading_cb (GtkWidget *matrix,
            guint      row,
            guint     *count)
{
  (*count)++;
  folded = !folded;
  rw_matrix_describe_again (RW_MATRIX (matrix));
}

/* A heading is folded by Enter and by Left, and unfolded by Right; then the arrows are for the days again. */
static void
test_headings (void)
{
  GtkWidget *window, *matrix;
  guint n_toggled = 0;
  int n_activated = 0;
  GtkAccessible *cell;

  heading_at = 0;
  folded = FALSE;
  matrix = show (1166, 700, &window);
  g_signal_connect (matrix, "heading-activated", G_CALLBACK (heading_cb), &n_toggled);
  g_signal_connect_swapped (matrix, "cell-activated", G_CALLBACK (g_atomic_int_inc), &n_activated);
  gtk_widget_grab_focus (matrix);
  cell = rw_matrix_get_current (RW_MATRIX (matrix));
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_assert_true (press (matrix, GDK_KEY_Return, 0));
  g_assert_cmpuint (n_toggled, ==, 1);
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  g_assert_true (press (matrix, GDK_KEY_Left, 0));
  assert_cursor (matrix, 0, N_DAYS - 2);
  g_assert_cmpuint (n_toggled, ==, 1);
  g_assert_true (press (matrix, GDK_KEY_Right, 0));
  g_assert_cmpuint (n_toggled, ==, 2);
  g_assert_true (press (matrix, GDK_KEY_Left, 0));
  g_assert_cmpuint (n_toggled, ==, 3);
  g_assert_cmpint (n_activated, ==, 0);
  rw_test_picture (window, "matrix-heading");
  gtk_window_destroy (GTK_WINDOW (window));
  heading_at = G_MAXUINT;
}

/* All days of a strip are in view, and each can be hit. */
static void
test_strip (void)
{
  GtkWidget *window, *matrix = show (1166, 700, &window);

  rw_matrix_set_strip (RW_MATRIX (matrix), TRUE);
  rw_test_settle (window);
  g_assert_true (rw_matrix_get_strip (RW_MATRIX (matrix)));
  assert_hit (matrix, 0, 0);
  assert_hit (matrix, 5, N_DAYS / 2);
  assert_hit (matrix, 20, N_DAYS - 1);
  rw_test_picture (window, "matrix-strip");
  rw_matrix_set_strip (RW_MATRIX (matrix), FALSE);
  rw_test_settle (window);
  assert_hit (matrix, 0, N_DAYS - 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_new_data (void)
{
  static const RwMatrixFuncs funcs = { get_row, describe };
  GtkWidget *window, *matrix = show (1166, 700, &window);
  guint row, day;

  n_freed = 0;
  rw_matrix_set_cursor (RW_MATRIX (matrix), 500, 3, FALSE);
  rw_matrix_set_data (RW_MATRIX (matrix), 10, N_DAYS, 0, &funcs, cells, NULL);
  g_assert_cmpint (n_freed, ==, 1);
  rw_test_settle (window);
  assert_cursor (matrix, 9, 3);
  rw_matrix_set_data (RW_MATRIX (matrix), 0, 0, 0, NULL, NULL, NULL);
  rw_test_settle (window);
  g_assert_false (rw_matrix_get_cursor (RW_MATRIX (matrix), &row, &day));
  g_assert_false (gtk_widget_grab_focus (matrix));
  g_assert_false (press (matrix, GDK_KEY_Down, 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_gone (void)
{
  GtkWidget *window, *matrix = show (1166, 700, &window);

  n_freed = 0;
  g_object_add_weak_pointer (G_OBJECT (matrix), (gpointer *) &matrix);
  rw_matrix_set_cursor (RW_MATRIX (matrix), 3, N_DAYS - 2, TRUE);
  rw_test_picture (window, "matrix");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  rw_test_picture (window, "matrix-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (matrix);
  g_assert_cmpint (n_freed, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_setenv ("GTK_A11Y", "test", TRUE);
  rw_test_init_widgets (&argc, &argv);
  cells = g_malloc ((gsize) N_ROWS * N_DAYS);
  for (gsize i = 0; i < (gsize) N_ROWS * N_DAYS; i++)
    cells[i] = (guint8) (i < N_DAYS ? RW_BACKUP_NO_JOB : (i * 2654435761u >> 7) % 23 < RW_BACKUP_NO_JOB ? (i * 2654435761u >> 7) % 23 : RW_BACKUP_GOOD);
  g_test_add_func ("/widgets/matrix/hit", test_hit);
  g_test_add_func ("/widgets/matrix/keys", test_keys);
  g_test_add_func ("/widgets/matrix/names", test_names);
  g_test_add_func ("/widgets/matrix/only-what-is-in-view", test_only_what_is_in_view);
  g_test_add_func ("/widgets/matrix/headings", test_headings);
  g_test_add_func ("/widgets/matrix/strip", test_strip);
  g_test_add_func ("/widgets/matrix/new-data", test_new_data);
  g_test_add_func ("/widgets/matrix/gone", test_gone);
  result = g_test_run ();
  g_free (cells);
  return result;
}
