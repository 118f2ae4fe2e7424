/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board-rows.h"

/* --- One line ---------------------------------------------------------------------------------------- */

struct _RwBoardRow
{
  GObject parent_instance;

  char *key;
  char *title;      /* of a heading; NULL in a line of cards */
  guint count;      /* of a heading: cards in the lane */
  gboolean folded;  /* of a heading */
  GPtrArray *cards; /* of a line: an item or NULL for each column */
};

G_DEFINE_FINAL_TYPE (RwBoardRow, rw_board_row, G_TYPE_OBJECT)

static void
card_unref (gpointer card)
{
  if (card != NULL)
    g_object_unref (card);
}

static void
rw_board_row_finalize (GObject *object)
{
  RwBoardRow *self = RW_BOARD_ROW (object);

  g_free (self->key);
  g_free (self->title);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (rw_board_row_parent_class)->finalize (object);
}

static void
rw_board_row_class_init (RwBoardRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_board_row_finalize;
}

static void
rw_board_row_init (RwBoardRow *self)
{
}

const char *
rw_board_row_get_key (RwBoardRow *self)
{
  return self->key;
}

const char *
rw_board_row_get_title (RwBoardRow *self)
{
  return self->title;
}

gboolean
rw_board_row_is_heading (RwBoardRow *self)
{
  return self->title != NULL;
}

gboolean
rw_board_row_is_folded (RwBoardRow *self)
{
  return self->folded;
}

guint
rw_board_row_get_count (RwBoardRow *self)
{
  return self->count;
}

/**
 * rw_board_row_get_card:
 *
 * Returns: (transfer none) (nullable): the item in a column; none in a heading
 */
gpointer
rw_board_row_get_card (RwBoardRow *self,
                       guint       column)
{
  return self->cards != NULL && column < self->cards->len ? self->cards->pdata[column] : NULL;
}

static gboolean
row_equal (RwBoardRow *a,
           RwBoardRow *b)
{
  if (!g_str_equal (a->key, b->key) || g_strcmp0 (a->title, b->title) != 0 ||
      a->count != b->count || a->folded != b->folded)
    return FALSE;
  for (guint i = 0; a->cards != NULL && i < a->cards->len; i++)
    if (a->cards->pdata[i] != rw_board_row_get_card (b, i))
      return FALSE;
  return TRUE;
}

/* --- All of them ------------------------------------------------------------------------------------- */

typedef struct
{
  char *key;
  gpointer sample;   /* one of its items; tells title and order */
  GPtrArray **cells; /* of items, owned by the model; for each column */
  guint n_cells;
  guint count;
  guint height;
} Lane;

struct _RwBoardRows
{
  GObject parent_instance;

  RwBoardFuncs funcs;
  RwBoardLaneFuncs lane_funcs;
  gpointer data;
  guint n_columns;
  GListStore *rows;
  GPtrArray *lanes;   /* Lane, in their order, as of the last update */
  GPtrArray *items;   /* holds what is in the lanes */
  GHashTable *folded; /* of keys */
};

G_DEFINE_FINAL_TYPE (RwBoardRows, rw_board_rows, G_TYPE_OBJECT)

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  for (guint i = 0; i < lane->n_cells; i++)
    g_ptr_array_unref (lane->cells[i]);
  g_free (lane->cells);
  g_free (lane->key);
  g_free (lane);
}

static Lane *
lane_new (const char *key,
          gpointer    sample,
          guint       n_cells)
{
  Lane *lane = g_new0 (Lane, 1);

  lane->key = g_strdup (key);
  lane->sample = sample;
  lane->n_cells = n_cells;
  lane->cells = g_new (GPtrArray *, n_cells);
  for (guint i = 0; i < n_cells; i++)
    lane->cells[i] = g_ptr_array_new ();
  return lane;
}

static void
rw_board_rows_finalize (GObject *object)
{
  RwBoardRows *self = RW_BOARD_ROWS (object);

  g_object_unref (self->rows);
  g_ptr_array_unref (self->lanes);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->folded);
  G_OBJECT_CLASS (rw_board_rows_parent_class)->finalize (object);
}

static void
rw_board_rows_class_init (RwBoardRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_board_rows_finalize;
}

static void
rw_board_rows_init (RwBoardRows *self)
{
  self->rows = g_list_store_new (RW_TYPE_BOARD_ROW);
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * rw_board_rows_new:
 * @funcs: copied
 * @data: for @funcs; must outlive it
 */
RwBoardRows *
rw_board_rows_new (const RwBoardFuncs *funcs,
                   gpointer            data,
                   guint               n_columns)
{
  RwBoardRows *self = g_object_new (RW_TYPE_BOARD_ROWS, NULL);

  self->funcs = *funcs;
  self->data = data;
  self->n_columns = n_columns;
  return self;
}

/**
 * rw_board_rows_set_lanes:
 * @lanes: copied; to be followed by rw_board_rows_update()
 */
void
rw_board_rows_set_lanes (RwBoardRows            *self,
                         const RwBoardLaneFuncs *lanes)
{
  self->lane_funcs = *lanes;
}

static int
lane_compare (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  RwBoardRows *self = user_data;
  const Lane *first = *(const Lane *const *) a, *second = *(const Lane *const *) b;
  int order = self->lane_funcs.compare (first->sample, second->sample, self->data);

  return order != 0 ? order : strcmp (first->key, second->key);
}

static void
sort_into_lanes (RwBoardRows *self,
                 GListModel  *items)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = items != NULL ? g_list_model_get_n_items (items) : 0;

  g_ptr_array_set_size (self->lanes, 0);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < n; i++)
    {
      gpointer item = g_list_model_get_item (items, i);
      guint column = self->funcs.column_of (item, self->data);
      g_autofree char *key = NULL;
      Lane *lane;

      g_ptr_array_add (self->items, item);
      if (column >= self->n_columns)
        continue;
      key = self->lane_funcs.dup_key (item, self->data);
      lane = g_hash_table_lookup (by_key, key);
      if (lane == NULL)
        {
          lane = lane_new (key, item, self->n_columns);
          g_hash_table_insert (by_key, lane->key, lane);
          g_ptr_array_add (self->lanes, lane);
        }
      g_ptr_array_add (lane->cells[column], item);
      lane->count++;
      lane->height = MAX (lane->height, lane->cells[column]->len);
    }
  g_ptr_array_sort_with_data (self->lanes, lane_compare, self);
}

static GPtrArray *
build_rows (RwBoardRows *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->lanes->len; i++)
    {
      const Lane *lane = self->lanes->pdata[i];
      RwBoardRow *heading = g_object_new (RW_TYPE_BOARD_ROW, NULL);

      heading->key = g_strdup (lane->key);
      heading->title = self->lane_funcs.dup_title (lane->sample, self->data);
      heading->count = lane->count;
      heading->folded = g_hash_table_contains (self->folded, lane->key);
      g_ptr_array_add (rows, heading);
      for (guint y = 0; y < lane->height && !heading->folded; y++)
        {
          RwBoardRow *row = g_object_new (RW_TYPE_BOARD_ROW, NULL);

          row->key = g_strdup (lane->key);
          row->cards = g_ptr_array_new_full (self->n_columns, card_unref);
          for (guint x = 0; x < self->n_columns; x++)
            g_ptr_array_add (row->cards, y < lane->cells[x]->len
                                           ? g_object_ref (lane->cells[x]->pdata[y])
                                           : NULL);
          g_ptr_array_add (rows, row);
        }
    }
  return rows;
}

static gboolean
same_at (RwBoardRows *self,
         guint        at,
         GPtrArray   *rows,
         guint        new_at)
{
  g_autoptr (RwBoardRow) old = g_list_model_get_item (G_LIST_MODEL (self->rows), at);

  return row_equal (old, rows->pdata[new_at]);
}

/**
 * rw_board_rows_update:
 * @items: (nullable): what is shown, in the order of the cards
 *
 * Lines that are the same stay the same object, so that what shows them stays, too.
 *
 * Returns: whether any line is another
 */
gboolean
rw_board_rows_update (RwBoardRows *self,
                      GListModel  *items)
{
  g_autoptr (GPtrArray) rows = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), start = 0, end = n, new_end;

  sort_into_lanes (self, items);
  rows = build_rows (self);
  new_end = rows->len;
  while (start < end && start < new_end && same_at (self, start, rows, start))
    start++;
  while (end > start && new_end > start && same_at (self, end - 1, rows, new_end - 1))
    {
      end--;
      new_end--;
    }
  if (end == start && new_end == start)
    return FALSE;
  g_list_store_splice (self->rows, start, end - start, rows->pdata + start, new_end - start);
  return TRUE;
}

/**
 * rw_board_rows_get_model:
 *
 * Returns: (transfer none): of RwBoardRow
 */
GListModel *
rw_board_rows_get_model (RwBoardRows *self)
{
  return G_LIST_MODEL (self->rows);
}

/**
 * rw_board_rows_find:
 * @row: (out) (optional): its line
 * @column: (out) (optional): its column
 *
 * Returns: whether the item is on a line
 */
gboolean
rw_board_rows_find (RwBoardRows *self,
                    gpointer     item,
                    guint       *row,
                    guint       *column)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint y = 0; y < n; y++)
    {
      g_autoptr (RwBoardRow) line = g_list_model_get_item (G_LIST_MODEL (self->rows), y);

      for (guint x = 0; x < self->n_columns; x++)
        if (item != NULL && rw_board_row_get_card (line, x) == item)
          {
            if (row != NULL)
              *row = y;
            if (column != NULL)
              *column = x;
            return TRUE;
          }
    }
  return FALSE;
}

/* Beside it in the lane: the same line, or the last one that has a card there. */
static gboolean
walk_aside (RwBoardRows *self,
            guint        row,
            guint        column,
            int          step,
            guint       *to_row,
            guint       *to_column)
{
  for (gint64 x = (gint64) column + step; x >= 0 && x < self->n_columns; x += step)
    for (guint y = row + 1; y-- > 0;)
      {
        g_autoptr (RwBoardRow) line = g_list_model_get_item (G_LIST_MODEL (self->rows), y);

        if (line == NULL || rw_board_row_is_heading (line))
          break;
        if (rw_board_row_get_card (line, (guint) x) == NULL)
          continue;
        *to_row = y;
        *to_column = (guint) x;
        return TRUE;
      }
  return FALSE;
}

/**
 * rw_board_rows_walk:
 * @columns: to the next column with cards in this lane, -1 or 1, or 0 to stay
 * @rows: to the card above or below, over the lanes, or 0
 * @headings: whether the headings of lanes are stops, too
 * @to_row: (out)
 * @to_column: (out)
 *
 * Returns: whether there is a place to go to
 */
gboolean
rw_board_rows_walk (RwBoardRows *self,
                    guint        row,
                    guint        column,
                    int          columns,
                    int          rows,
                    gboolean     headings,
                    guint       *to_row,
                    guint       *to_column)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (columns != 0)
    return walk_aside (self, row, column, columns, to_row, to_column);
  for (gint64 y = (gint64) row + rows; rows != 0 && y >= 0 && y < n; y += rows)
    {
      g_autoptr (RwBoardRow) line = g_list_model_get_item (G_LIST_MODEL (self->rows), (guint) y);

      if (!(headings && rw_board_row_is_heading (line)) &&
          rw_board_row_get_card (line, column) == NULL)
        continue;
      *to_row = (guint) y;
      *to_column = column;
      return TRUE;
    }
  return FALSE;
}

/**
 * rw_board_rows_list:
 *
 * Returns: (transfer container) (element-type GObject): all items, lane by lane and column by column
 */
GPtrArray *
rw_board_rows_list (RwBoardRows *self)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < self->lanes->len; i++)
    {
      const Lane *lane = self->lanes->pdata[i];

      for (guint x = 0; x < lane->n_cells; x++)
        g_ptr_array_extend (all, lane->cells[x], NULL, NULL);
    }
  return all;
}

/**
 * rw_board_rows_set_folded:
 * @key: of a lane, also of one that is not there now
 *
 * To be followed by rw_board_rows_update().
 */
void
rw_board_rows_set_folded (RwBoardRows *self,
                          const char  *key,
                          gboolean     folded)
{
  if (folded)
    g_hash_table_add (self->folded, g_strdup (key));
  else
    g_hash_table_remove (self->folded, key);
}

gboolean
rw_board_rows_is_folded (RwBoardRows *self,
                         const char  *key)
{
  return g_hash_table_contains (self->folded, key);
}

/**
 * rw_board_rows_dup_folded:
 *
 * Returns: (transfer full): the keys of the lanes that are folded
 */
char **
rw_board_rows_dup_folded (RwBoardRows *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->folded);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_strv_builder_add (builder, key);
  return g_strv_builder_end (builder);
}

/**
 * rw_board_rows_dup_key:
 *
 * Returns: (transfer full): the lane of an item
 */
char *
rw_board_rows_dup_key (RwBoardRows *self,
                       gpointer     item)
{
  return self->lane_funcs.dup_key (item, self->data);
}
