/** A private Redis of the test JVM that can be frozen, wiped and stopped. */
@NullMarked
package dev.maru.testing.redis;

import org.jspecify.annotations.NullMarked;
