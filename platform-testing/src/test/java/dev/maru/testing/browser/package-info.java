/** Tests of what other tests use. */
@NullMarked
package dev.maru.testing.browser;

import org.jspecify.annotations.NullMarked;
