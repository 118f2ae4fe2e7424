/* SPDX-License-Identifier: GPL-3.0-or-later */

/* glib-networking 2.80 loses the error of a read when a server breaks off in a handshake, as it does when it is
 * shown no certificate (end_gnutls_io(), GNUTLS_E_PREMATURE_TERMINATION). Only the frames tell that it is that
 * one, and only the slow way to find them goes through the library. */

const char *__asan_default_options (void);
const char *__lsan_default_suppressions (void);

const char *
__asan_default_options (void)
{
  /* As deep as that library is. */
  return "fast_unwind_on_malloc=0:malloc_context_size=10";
}

const char *
__lsan_default_suppressions (void)
{
  return "leak:libgiognutls.so\n";
}
