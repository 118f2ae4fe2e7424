/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-status.h"

#include <glib/gi18n.h>

/*
 * The one place that knows what the status colours are. As text they keep a contrast of at least
 * 4.5:1 on a window's and a card's background, in high contrast 7:1.
 */
static const struct
{
  const char *css_class;
  const char *symbol;
  const char *icon_name;
  const char *label;
  const char *colors[4]; /* light, dark, light with high contrast, dark with high contrast */
} tokens[RW_STATUS_N_VALUES] = {
  [RW_STATUS_GOOD] = { "rw-good",
                       "●",
                       "object-select-symbolic",
                       NC_ ("status", "Good"),
                       { "#157a4a", "#78e9ab", "#0b5a34", "#9df5c4" } },
  [RW_STATUS_ATTENTION] = { "rw-attention",
                            "▲",
                            "dialog-warning-symbolic",
                            NC_ ("status", "Needs attention"),
                            { "#905400", "#ffc252", "#6a3d00", "#ffd67f" } },
  [RW_STATUS_BAD] = { "rw-bad",
                      "◆",
                      "dialog-error-symbolic",
                      NC_ ("status", "Bad"),
                      { "#c30000", "#ff938c", "#9c0000", "#ffb3ad" } },
  [RW_STATUS_PLANNED] = { "rw-planned",
                          "◇",
                          "x-office-calendar-symbolic",
                          NC_ ("status", "Planned"),
                          { "#0461be", "#81d0ff", "#003f8c", "#a8dfff" } },
  [RW_STATUS_UNKNOWN] = { "rw-unknown",
                          "○",
                          "dialog-question-symbolic",
                          NC_ ("status", "Unknown"),
                          { "#66646c", "#a7a5ad", "#45434a", "#d2d0d7" } },
};

static const char *
get_color (RwStatus status, gboolean dark, gboolean high_contrast)
{
  return tokens[status].colors[(dark ? 1 : 0) + (high_contrast ? 2 : 0)];
}

static void
load_css (GtkCssProvider *provider)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GString) css = g_string_new (":root {");

  for (int i = 0; i < RW_STATUS_N_VALUES; i++)
    g_string_append_printf (css, " --%s-color: %s;", tokens[i].css_class,
                            get_color (i, adw_style_manager_get_dark (manager),
                                       adw_style_manager_get_high_contrast (manager)));
  g_string_append (css, " }\n");
  for (int i = 0; i < RW_STATUS_N_VALUES; i++)
    g_string_append_printf (css, ".%s { color: var(--%s-color); }\n", tokens[i].css_class,
                            tokens[i].css_class);
  g_string_append (
    css, ".rw-legend-label { font-weight: normal; }\n"
         ".rw-pill { border-radius: 999px; padding: 1px 9px; font-weight: bold; font-size: 0.85em;"
         " background-color: color-mix(in srgb, currentColor 13%, transparent); }\n");
  gtk_css_provider_load_from_string (provider, css->str);
}

static void
style_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, GtkCssProvider *provider)
{
  load_css (provider);
}

/**
 * rw_status_install_css:
 *
 * Gives the default display the style classes of rw_status_css_class(), the CSS variables
 * `--rw-good-color` and so on, and the class `rw-pill`. They follow dark and high contrast. Call it
 * once libadwaita is initialised; more calls do nothing.
 */
void
rw_status_install_css (void)
{
  static GtkCssProvider *provider;
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (provider != NULL)
    return;
  provider = gtk_css_provider_new ();
  load_css (provider);
  g_signal_connect (manager, "notify::dark", G_CALLBACK (style_changed_cb), provider);
  g_signal_connect (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), provider);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * rw_status_get_rgba:
 * @dark: for a dark background
 * @rgba: (out): the colour
 */
void
rw_status_get_rgba (RwStatus status, gboolean dark, gboolean high_contrast, GdkRGBA *rgba)
{
  g_return_if_fail (status < RW_STATUS_N_VALUES);

  gdk_rgba_parse (rgba, get_color (status, dark, high_contrast));
}

/**
 * rw_status_get_current:
 * @rgba: (out): the colour on the background that windows have now
 *
 * A widget that draws with it redraws on #AdwStyleManager notify::dark and notify::high-contrast.
 */
void
rw_status_get_current (RwStatus status, GdkRGBA *rgba)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  rw_status_get_rgba (status, adw_style_manager_get_dark (manager),
                      adw_style_manager_get_high_contrast (manager), rgba);
}

/**
 * rw_status_css_class:
 *
 * Returns: the style class that gives text the colour; see rw_status_install_css()
 */
const char *
rw_status_css_class (RwStatus status)
{
  g_return_val_if_fail (status < RW_STATUS_N_VALUES, "");

  return tokens[status].css_class;
}

/**
 * rw_status_symbol:
 *
 * Returns: one character whose shape says what the colour says
 */
const char *
rw_status_symbol (RwStatus status)
{
  g_return_val_if_fail (status < RW_STATUS_N_VALUES, "");

  return tokens[status].symbol;
}

const char *
rw_status_label (RwStatus status)
{
  g_return_val_if_fail (status < RW_STATUS_N_VALUES, "");

  return g_dpgettext2 (NULL, "status", tokens[status].label);
}

const char *
rw_status_icon_name (RwStatus status)
{
  g_return_val_if_fail (status < RW_STATUS_N_VALUES, "");

  return tokens[status].icon_name;
}
