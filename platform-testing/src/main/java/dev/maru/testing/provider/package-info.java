/** A model provider that does what a test tells it, over real HTTP, and remembers what it was sent and what it billed. */
@NullMarked
package dev.maru.testing.provider;

import org.jspecify.annotations.NullMarked;
