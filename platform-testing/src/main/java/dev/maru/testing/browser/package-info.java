/** A real browser for tests of pages: looks, languages, screenshots, what went wrong in the console. */
@NullMarked
package dev.maru.testing.browser;

import org.jspecify.annotations.NullMarked;
