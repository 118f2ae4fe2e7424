/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board.h"
#include "rw-test-widgets.h"
#include "rw-ticket-card.h"

#define TEST_TYPE_ITEM (test_item_get_type ())
G_DECLARE_FINAL_TYPE (TestItem, test_item, TEST, ITEM, GObject)

struct _TestItem
{
  GObject parent_instance;
  guint column;
  guint number;
};

G_DEFINE_FINAL_TYPE (TestItem, test_item, G_TYPE_OBJECT)

static void
test_item_class_init (TestItemClass *klass)
{
}

static void
test_item_init (TestItem *self)
{
}

static GHashTable *marked; /* of TestItem */
static guint n_cards;
static int n_moves, n_activations, n_selections;
static guint moved_from, moved_to;
static gpointer last_selected;

static guint
column_of (gpointer item,
           gpointer data)
{
  return TEST_ITEM (item)->column;
}

static GtkWidget *
create_card (gpointer data)
{
  n_cards++;
  return rw_ticket_card_new ();
}

static void
bind_card (GtkWidget *card,
           gpointer   item,
           gpointer   data)
{
  guint n = TEST_ITEM (item)->number;
  g_autofree char *number = g_strdup_printf ("T-%u", n);
  RwTicketCardInfo info = {
    .number = number,
    .priority = (RwPriority) (n % 5),
    .major = n == 3,
    .title = n % 2 == 0 ? "Checkout antwortet mit 502" : "Restore der Datei preise.csv vom vergangenen Dienstag für die Buchhaltung",
    .customer = "Kaufhaus Ahrens",
    .ci = "app-526",
    .assignee = n % 3 == 0 ? NULL : "Tülay Yılmaz",
    .due = { n % 3 == 0 ? "response in 4 min" : "15 h left", n % 3 == 0 ? RW_STATUS_ATTENTION : RW_STATUS_UNKNOWN, NULL },
    .update = { n % 2 == 0 ? "42 min" : NULL, RW_STATUS_PLANNED, NULL },
  };

  rw_ticket_card_set (RW_TICKET_CARD (card), &info);
}

static char *
describe (gpointer item,
          gpointer data)
{
  return g_strdup_printf ("T-%u, P1, Checkout antwortet mit 502", TEST_ITEM (item)->number);
}

static gboolean
may_move (gpointer item,
          guint    to,
          gpointer data)
{
  return to != 3;
}

static gboolean
is_marked (gpointer item,
           gpointer data)
{
  return marked != NULL && g_hash_table_contains (marked, item);
}

static void
show_mark (GtkWidget *card,
           gboolean   shown,
           gpointer   data)
{
  rw_ticket_card_set_marked (RW_TICKET_CARD (card), shown);
}

static void
mark_cb (RwBoard  *board,
         TestItem *item,
         gboolean  mark)
{
  g_assert_true (is_marked (item, NULL) != mark);
  if (mark)
    g_hash_table_add (marked, item);
  else
    g_hash_table_remove (marked, item);
  rw_board_refresh_marks (board);
}

static void
moved_cb (RwBoard  *board,
          TestItem *item,
          guint     from,
          guint     to,
          gpointer  store)
{
  guint position;

  n_moves++;
  moved_from = from;
  moved_to = to;
  item->column = to;
  g_assert_true (g_list_store_find (store, item, &position));
  g_object_ref (item);
  g_list_store_splice (store, position, 1, (gpointer *) &item, 1);
  g_object_unref (item);
}

static void
activated_cb (RwBoard  *board,
              TestItem *item)
{
  n_activations++;
}

static void
selected_cb (RwBoard  *board,
             TestItem *item)
{
  n_selections++;
  last_selected = item;
}

/* Three cards in the first column, none in the second, two in the third, none in the fourth. */
static GtkWidget *
create_board (guint        n_items,
              GListStore **store_out)
{
  static const RwBoardFuncs funcs = {
    .column_of = column_of,
    .create_card = create_card,
    .bind_card = bind_card,
    .describe = describe,
    .may_move = may_move,
    .is_marked = is_marked,
    .show_mark = show_mark,
  };
  GtkWidget *board = rw_board_new (&funcs, NULL);
  GListStore *store = g_list_store_new (TEST_TYPE_ITEM);

  for (guint i = 0; i < 4; i++)
    {
      static const char *const titles[] = { "New", "Accepted", "In progress", "Closed" };

      rw_board_add_column (RW_BOARD (board), titles[i]);
    }
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (TestItem) item = g_object_new (TEST_TYPE_ITEM, NULL);

      item->number = i;
      item->column = i % 5 < 3 ? 0 : 2;
      g_list_store_append (store, item);
    }
  rw_board_set_model (RW_BOARD (board), G_LIST_MODEL (store));
  n_cards = 0;
  n_moves = n_activations = n_selections = 0;
  last_selected = NULL;
  g_signal_connect (board, "card-moved", G_CALLBACK (moved_cb), store);
  g_signal_connect (board, "card-activated", G_CALLBACK (activated_cb), NULL);
  g_signal_connect (board, "selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect (board, "mark", G_CALLBACK (mark_cb), NULL);
  /* The board holds the store. */
  *store_out = store;
  g_object_unref (store);
  return board;
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

static guint
selected_number (GtkWidget *board)
{
  TestItem *item = rw_board_get_selected (RW_BOARD (board));

  return item != NULL ? item->number : G_MAXUINT;
}

static void
test_walk (void)
{
  GListStore *store;
  GtkWidget *board = create_board (5, &store), *window = rw_test_present (board, 1100, 600);

  /* The window may have given the focus to a card. */
  rw_board_select (RW_BOARD (board), NULL, FALSE);
  g_assert_cmpuint (selected_number (board), ==, G_MAXUINT);
  n_selections = 0;
  g_assert_true (press (board, GDK_KEY_Down, 0));
  g_assert_cmpuint (selected_number (board), ==, 0);
  g_assert_true (press (board, GDK_KEY_j, 0));
  g_assert_true (press (board, GDK_KEY_Down, 0));
  g_assert_cmpuint (selected_number (board), ==, 2);
  g_assert_true (press (board, GDK_KEY_Down, 0));
  g_assert_cmpuint (selected_number (board), ==, 2);
  /* Over the empty column; the third card's neighbour is the last there is. */
  g_assert_true (press (board, GDK_KEY_Right, 0));
  g_assert_cmpuint (selected_number (board), ==, 4);
  g_assert_true (last_selected == rw_board_get_selected (RW_BOARD (board)));
  g_assert_false (press (board, GDK_KEY_Right, 0));
  g_assert_true (press (board, GDK_KEY_k, 0));
  g_assert_true (press (board, GDK_KEY_Left, 0));
  g_assert_cmpuint (selected_number (board), ==, 0);
  g_assert_cmpint (n_selections, ==, 6);
  /* The focus is where the selection is. */
  rw_test_settle (window);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), board));
  g_assert_false (press (board, GDK_KEY_x, 0));
  g_assert_cmpint (n_moves, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_move_by_key (void)
{
  GListStore *store;
  GtkWidget *board = create_board (5, &store), *window = rw_test_present (board, 1100, 600);

  rw_board_select (RW_BOARD (board), NULL, FALSE);
  press (board, GDK_KEY_Down, 0);
  press (board, GDK_KEY_Down, 0);
  g_assert_true (press (board, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpuint (moved_from, ==, 0);
  g_assert_cmpuint (moved_to, ==, 1);
  rw_test_settle (window);
  /* Selection and focus went with the card. */
  g_assert_cmpuint (selected_number (board), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (RW_BOARD (board), 1)), ==, 1);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), board));
  g_assert_true (press (board, GDK_KEY_bracketright, 0));
  rw_test_settle (window);
  g_assert_cmpuint (moved_to, ==, 2);
  g_assert_cmpuint (selected_number (board), ==, 1);
  /* The owner does not allow the last column. */
  g_assert_false (press (board, GDK_KEY_bracketright, 0));
  g_assert_cmpint (n_moves, ==, 2);
  g_assert_true (press (board, GDK_KEY_bracketleft, 0));
  rw_test_settle (window);
  g_assert_true (press (board, GDK_KEY_Left, GDK_SHIFT_MASK));
  rw_test_settle (window);
  g_assert_false (press (board, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_cmpint (n_moves, ==, 4);
  g_assert_cmpuint (selected_number (board), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
n_cards_marked (GtkWidget *board)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  guint n = 0;

  rw_test_find_all (board, RW_TYPE_TICKET_CARD, cards);
  for (guint i = 0; i < cards->len; i++)
    n += gtk_widget_has_css_class (cards->pdata[i], "marked");
  return n;
}

static void
test_marks (void)
{
  GListStore *store;
  GtkWidget *board = create_board (5, &store), *window = rw_test_present (board, 1100, 600);

  marked = g_hash_table_new (NULL, NULL);
  rw_board_select (RW_BOARD (board), NULL, FALSE);
  g_assert_false (rw_board_mark_selected (RW_BOARD (board)));
  press (board, GDK_KEY_Down, 0);
  g_assert_true (rw_board_mark_selected (RW_BOARD (board)));
  g_assert_cmpuint (n_cards_marked (board), ==, 1);
  g_assert_true (rw_board_mark_selected (RW_BOARD (board)));
  g_assert_cmpuint (n_cards_marked (board), ==, 0);
  /* Both the card it was at and the one it came to. */
  g_assert_true (press (board, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_cmpuint (selected_number (board), ==, 1);
  g_assert_cmpuint (g_hash_table_size (marked), ==, 2);
  g_assert_true (press (board, GDK_KEY_Down, GDK_SHIFT_MASK));
  g_assert_cmpuint (n_cards_marked (board), ==, 3);
  g_assert_cmpint (n_moves, ==, 0);
  rw_board_refresh (RW_BOARD (board));
  g_assert_cmpuint (n_cards_marked (board), ==, 3);
  rw_test_picture (window, "board-marks");
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&marked, g_hash_table_unref);
}

static char *
dup_key (gpointer item,
         gpointer data)
{
  return g_strdup_printf ("lane-%u", TEST_ITEM (item)->number % 2);
}

static char *
dup_title (gpointer item,
           gpointer data)
{
  return g_strdup (TEST_ITEM (item)->number % 2 == 0 ? "Even" : "Odd");
}

static int
compare_lanes (gpointer a,
               gpointer b,
               gpointer data)
{
  return (int) (TEST_ITEM (a)->number % 2) - (int) (TEST_ITEM (b)->number % 2);
}

static const RwBoardLaneFuncs lane_funcs = { dup_key, dup_title, compare_lanes };

static guint
n_slots (GtkWidget *board)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  guint n = 0;

  rw_test_find_all (board, RW_TYPE_TICKET_CARD, cards);
  for (guint i = 0; i < cards->len; i++)
    n += gtk_widget_get_mapped (cards->pdata[i]);
  return n;
}

/* Ten cards: 0 2 6 and 1 5 7 in the first column, 4 8 and 3 9 in the third, even ones above odd ones. */
static void
test_lanes (void)
{
  GListStore *store;
  GtkWidget *board = create_board (10, &store), *window = rw_test_present (board, 1100, 1000);
  static const char *const folded[] = { "lane-0", NULL };
  g_auto (GStrv) kept = NULL;
  guint way[] = { 0, 2, 6, 1 };
  gpointer item;

  rw_board_set_lanes (RW_BOARD (board), &lane_funcs);
  rw_test_settle (window);
  rw_board_select (RW_BOARD (board), NULL, FALSE);
  g_assert_cmpuint (n_slots (board), ==, 10);
  rw_test_picture (window, "board-lanes");
  /* Down, over the lanes; j does not stop at a heading. */
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      g_assert_true (press (board, GDK_KEY_j, 0));
      g_assert_cmpuint (selected_number (board), ==, way[i]);
      rw_test_settle (window);
      g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), board));
    }
  /* Aside in the same lane. */
  g_assert_true (press (board, GDK_KEY_Right, 0));
  g_assert_cmpuint (selected_number (board), ==, 3);
  g_assert_false (press (board, GDK_KEY_Right, 0));
  g_assert_true (press (board, GDK_KEY_Left, 0));
  g_assert_cmpuint (selected_number (board), ==, 1);
  item = rw_board_get_neighbour (RW_BOARD (board), -1);
  g_assert_cmpuint (TEST_ITEM (item)->number, ==, 8);
  /* The heading is a stop for the arrow, and from there it goes on. */
  g_assert_true (press (board, GDK_KEY_Up, 0));
  g_assert_true (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (window))));
  g_assert_cmpuint (selected_number (board), ==, 1);
  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (window)), "clicked");
  rw_test_settle (window);
  g_assert_cmpuint (n_slots (board), ==, 5);
  kept = rw_board_dup_folded (RW_BOARD (board));
  g_assert_cmpuint (g_strv_length (kept), ==, 1);
  g_assert_cmpstr (kept[0], ==, "lane-1");
  g_assert_true (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (window))));
  g_assert_true (press (board, GDK_KEY_Up, 0));
  g_assert_cmpuint (selected_number (board), ==, 6);
  /* What is wanted is unfolded. */
  item = rw_board_get_neighbour (RW_BOARD (board), 3);
  g_assert_cmpuint (TEST_ITEM (item)->number, ==, 1);
  g_assert_true (rw_board_select (RW_BOARD (board), item, TRUE));
  rw_test_settle (window);
  g_assert_cmpuint (n_slots (board), ==, 10);
  /* A card that is moved keeps the focus and its lane. */
  g_assert_true (press (board, GDK_KEY_Right, GDK_SHIFT_MASK));
  rw_test_settle (window);
  g_assert_cmpuint (selected_number (board), ==, 1);
  g_assert_cmpuint (moved_to, ==, 1);
  /* Its new line takes the focus with the frame that shows it. */
  rw_test_settle (window);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), board));
  /* Folded from the start, and without lanes again. */
  rw_board_set_folded (RW_BOARD (board), folded);
  rw_test_settle (window);
  g_assert_cmpuint (n_slots (board), ==, 5);
  rw_board_set_lanes (RW_BOARD (board), NULL);
  rw_test_settle (window);
  g_assert_cmpuint (n_slots (board), ==, 10);
  g_assert_cmpuint (selected_number (board), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_many_lanes (void)
{
  GListStore *store;
  GtkWidget *board = create_board (3000, &store), *window = rw_test_present (board, 1100, 600);
  gint64 begun;

  n_cards = 0;
  begun = g_get_monotonic_time ();
  rw_board_set_lanes (RW_BOARD (board), &lane_funcs);
  rw_test_settle (window);
  g_test_message ("3000 cards in lanes: %" G_GINT64_FORMAT " ms",
                  (g_get_monotonic_time () - begun) / 1000);
  g_assert_cmpuint (n_cards, <, 900);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a drop calls. */
static void
test_drop (void)
{
  GListStore *store;
  GtkWidget *board = create_board (5, &store), *window = rw_test_present (board, 1100, 600);
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), 0);

  g_assert_false (rw_board_move (RW_BOARD (board), item, 0));
  g_assert_false (rw_board_move (RW_BOARD (board), item, 3));
  g_assert_cmpint (n_moves, ==, 0);
  g_assert_true (rw_board_move (RW_BOARD (board), item, 2));
  g_assert_cmpint (n_moves, ==, 1);
  rw_test_settle (window);
  g_assert_true (rw_board_get_selected (RW_BOARD (board)) == item);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_role (GtkWidget         *widget,
           GtkAccessibleRole  role,
           int               *skip)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == role && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_role (child, role, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_label (GtkWidget  *board,
              GtkAccessibleRole role,
              int         nth,
              const char *label)
{
  GtkWidget *widget = find_role (board, role, &nth);
  g_autofree char *differs = NULL;

  g_assert_nonnull (widget);
  differs = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  g_assert_cmpstr (differs, ==, NULL);
}

static gboolean
even (gpointer item,
      gpointer data)
{
  return TEST_ITEM (item)->number % 2 == 0;
}

static void
test_names (void)
{
  GListStore *store;
  GtkWidget *board = create_board (5, &store), *window = rw_test_present (board, 1100, 600);
  g_autoptr (GtkFilter) filter = GTK_FILTER (gtk_custom_filter_new (even, NULL, NULL));

  assert_label (board, GTK_ACCESSIBLE_ROLE_LIST, 0, "New, 3 cards");
  assert_label (board, GTK_ACCESSIBLE_ROLE_LIST, 1, "Accepted, 0 cards");
  assert_label (board, GTK_ACCESSIBLE_ROLE_LIST_ITEM, 0, "T-0, P1, Checkout antwortet mit 502");
  assert_label (board, GTK_ACCESSIBLE_ROLE_LIST_ITEM, 3, "T-3, P1, Checkout antwortet mit 502");
  rw_board_set_filter (RW_BOARD (board), filter);
  rw_test_settle (window);
  assert_label (board, GTK_ACCESSIBLE_ROLE_LIST, 0, "New, 2 of 3 cards");
  assert_label (board, GTK_ACCESSIBLE_ROLE_LIST, 2, "In progress, 1 of 2 cards");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_many (void)
{
  GListStore *store;
  GtkWidget *board = create_board (3000, &store), *window = rw_test_present (board, 1100, 600);

  /* Far fewer widgets than cards: the list views make what they may need for scrolling. */
  g_assert_cmpuint (n_cards, <, 900);
  rw_test_picture (window, "board-many");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_initials (void)
{
  static const char *const names[][2] = {
    { "Tülay Yılmaz", "TY" }, { "Jan-Ole von der Heide", "JH" }, { "Öz", "Ö" }, { "", "" }, { "élan  (extern)", "É" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *initials = rw_initials (names[i][0]);

      g_assert_cmpstr (initials, ==, names[i][1]);
    }
}

/* A chip never wraps, however narrow the column. */
static void
test_narrow (void)
{
  GListStore *store;
  GtkWidget *board = create_board (40, &store), *window = rw_test_present (board, 760, 600);
  int nth = 0;
  GtkWidget *item = find_role (board, GTK_ACCESSIBLE_ROLE_LIST_ITEM, &nth);
  int height = gtk_widget_get_height (item);

  for (nth = 1; nth < 4; nth++)
    {
      int skip = nth;

      item = find_role (board, GTK_ACCESSIBLE_ROLE_LIST_ITEM, &skip);
      g_assert_nonnull (item);
      /* They differ by the second line of a title and by nothing else. */
      g_assert_cmpint (ABS (gtk_widget_get_height (item) - height), <=, 24);
    }
  rw_test_picture (window, "board-narrow");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_gone (void)
{
  GListStore *store;
  GtkWidget *board = create_board (5, &store), *window = rw_test_present (board, 1100, 600);

  g_object_add_weak_pointer (G_OBJECT (board), (gpointer *) &board);
  g_object_add_weak_pointer (G_OBJECT (store), (gpointer *) &store);
  press (board, GDK_KEY_Down, 0);
  press (board, GDK_KEY_bracketright, 0);
  rw_test_picture (window, "board");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (board);
  g_assert_null (store);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/widgets/board/walk", test_walk);
  g_test_add_func ("/widgets/board/move-by-key", test_move_by_key);
  g_test_add_func ("/widgets/board/drop", test_drop);
  g_test_add_func ("/widgets/board/marks", test_marks);
  g_test_add_func ("/widgets/board/lanes", test_lanes);
  g_test_add_func ("/widgets/board/many-lanes", test_many_lanes);
  g_test_add_func ("/widgets/board/names", test_names);
  g_test_add_func ("/widgets/board/many", test_many);
  g_test_add_func ("/widgets/board/initials", test_initials);
  g_test_add_func ("/widgets/board/narrow", test_narrow);
  g_test_add_func ("/widgets/board/gone", test_gone);
  return g_test_run ();
}
