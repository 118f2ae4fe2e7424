/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"
#include "rw-clock.h"
#include "rw-presence-mark.h"
#include "rw-ticket-card.h"
#include "rw-ticket-presence.h"

/* Who else is in a ticket, and what others see of the person at this console. */

static void
join (DeskScene *scene)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  rw_server_add_account (scene->base.server, "jana", "Jana Roth", RW_ROLE_MANAGER,
                         "correct horse battery staple", &error);
  g_assert_no_error (error);
  token =
    rw_server_create_token (scene->base.server, "jana", "console", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  console_open (&scene->base.b, token);
  console_wait_synced (&scene->base.b);
  wait_until (rw_session_get_roles (scene->base.b.session) != 0);
}

/* What Jana does in another console. */
static void
jana (DeskScene *scene, guint ticket, gboolean there, gboolean writes)
{
  static int place;

  rw_session_set_presence (scene->base.b.session, &place, RW_KIND_TICKET,
                           there ? &scene->tickets[ticket] : NULL, writes);
}

/* The mark that is to be seen in @parent; there is one at most. */
static RwPresenceMark *
mark_in (gpointer parent)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();
  RwPresenceMark *found = NULL;

  rw_test_find_all (parent, RW_TYPE_PRESENCE_MARK, marks);
  for (guint i = 0; i < marks->len; i++)
    if (gtk_widget_get_mapped (marks->pdata[i]))
      {
        g_assert_null (found);
        found = marks->pdata[i];
      }
  return found;
}

static gboolean
is_marked (DeskScene *scene, const char *initials, const char *sentence)
{
  RwPresenceMark *mark = mark_in (scene->page);

  if (mark == NULL || !rw_test_shows (mark, initials) ||
      g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (mark)), sentence) != 0)
    return FALSE;
  gtk_test_accessible_assert_property (mark, GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
  return TRUE;
}

/* The card with the title, by what its place says to assistive technology. */
static GtkWidget *
card_of (DeskScene *scene, const char *title)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  rw_test_find_all (scene->page, RW_TYPE_TICKET_CARD, cards);
  for (guint i = 0; i < cards->len; i++)
    if (rw_test_shows (cards->pdata[i], title))
      return cards->pdata[i];
  g_assert_not_reached ();
}

static void
take_pictures (DeskScene *scene, const char *name)
{
  g_autofree char *dark = g_strconcat (name, "-dark", NULL);

  rw_test_settle (scene->window);
  rw_test_picture (scene->window, name);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, dark);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* A card says that somebody looks at its ticket, that they write, and no more once they have left; nothing else in it
 * moves. The list says the same. */
static void
test_card (DeskScene *scene, gconstpointer flags)
{
  GtkWidget *card;
  int height;

  join (scene);
  rw_test_settle (scene->window);
  card = card_of (scene, "Shop langsam");
  height = gtk_widget_get_height (card);
  g_assert_null (mark_in (scene->page));
  jana (scene, 0, TRUE, FALSE);
  wait_until (is_marked (scene, "JR", "Jana Roth is viewing"));
  g_assert_true (gtk_widget_is_ancestor (GTK_WIDGET (mark_in (scene->page)), card));
  jana (scene, 0, TRUE, TRUE);
  wait_until (is_marked (scene, "JR", "Jana Roth is writing"));
  rw_test_settle (scene->window);
  g_assert_cmpint (gtk_widget_get_height (card), ==, height);
  take_pictures (scene, "presence-card");

  gtk_widget_activate_action (scene->page, "tickets.list", NULL);
  wait_until (is_marked (scene, "JR", "Jana Roth is writing"));
  take_pictures (scene, "presence-list");
  jana (scene, 0, TRUE, FALSE);
  wait_until (is_marked (scene, "JR", "Jana Roth is viewing"));
  jana (scene, 0, FALSE, FALSE);
  wait_until (mark_in (scene->page) == NULL);
  gtk_widget_activate_action (scene->page, "tickets.board", NULL);
  wait_until (desk_scene_settled (scene));
  wait_until (mark_in (scene->page) == NULL);
}

/* The open ticket says it beside the title and above the answer, and keeps its lines where they are. */
static void
test_view (DeskScene *scene, gconstpointer flags)
{
  graphene_rect_t before, after;

  join (scene);
  desk_scene_open (scene, 0);
  rw_test_settle (scene->window);
  g_assert_true (
    gtk_widget_compute_bounds (GTK_WIDGET (desk_scene_composer (scene)), scene->window, &before));
  g_assert_false (rw_test_shows (scene->page, "Jana Roth"));
  jana (scene, 0, TRUE, FALSE);
  wait_until (rw_test_shows (scene->page, "Jana Roth is viewing"));
  take_pictures (scene, "presence-viewing");
  jana (scene, 0, TRUE, TRUE);
  wait_until (rw_test_shows (scene->page, "Jana Roth is writing an answer"));
  g_assert_false (rw_test_shows (scene->page, "is viewing"));
  take_pictures (scene, "presence-writing");
  g_assert_true (
    gtk_widget_compute_bounds (GTK_WIDGET (desk_scene_composer (scene)), scene->window, &after));
  g_assert_cmpfloat (before.origin.y, ==, after.origin.y);
  /* It is about this ticket alone. */
  desk_scene_open (scene, 1);
  wait_until (!rw_test_shows (scene->page, "Jana Roth is"));
  desk_scene_open (scene, 0);
  wait_until (rw_test_shows (scene->page, "Jana Roth is writing an answer"));
  jana (scene, 0, FALSE, FALSE);
  wait_until (!rw_test_shows (scene->page, "Jana Roth is"));
}

static const RwPresent *
seen (DeskScene *scene, guint ticket)
{
  const GPtrArray *people =
    rw_session_get_presence (scene->base.b.session, &scene->tickets[ticket]);

  return people != NULL ? people->pdata[0] : NULL;
}

/* Jana sees what the person at this console does, and they are not told of themselves. */
static void
test_told (DeskScene *scene, gconstpointer flags)
{
  join (scene);
  desk_scene_open (scene, 0);
  wait_until (seen (scene, 0) != NULL && !seen (scene, 0)->writes);
  desk_scene_write (scene, "Wir prüfen das.");
  wait_until (seen (scene, 0)->writes);
  g_assert_false (rw_test_shows (scene->page, "is writing"));
  desk_scene_write (scene, "");
  wait_until (!seen (scene, 0)->writes);
  desk_scene_open (scene, 1);
  wait_until (seen (scene, 0) == NULL && seen (scene, 1) != NULL);
  gtk_widget_activate_action (scene->page, "tickets.board", NULL);
  wait_until (seen (scene, 1) == NULL);
  /* A page that is gone has nothing open. */
  desk_scene_open (scene, 0);
  wait_until (seen (scene, 0) != NULL);
  gtk_widget_set_visible (scene->window, FALSE);
  wait_until (seen (scene, 0) == NULL);
}

#define ADD(path, func) \
  g_test_add (path, DeskScene, GUINT_TO_POINTER (FIXTURE_RECORDS), desk_scene_set_up, func, desk_scene_tear_down)

int
main (int argc, char **argv)
{
  rw_test_init_widgets (&argc, &argv);
  ADD ("/ticket-presence/card", test_card);
  ADD ("/ticket-presence/view", test_view);
  ADD ("/ticket-presence/told", test_told);
  return g_test_run ();
}
