/** Fills the first project of a tenant with things that are real: a released prompt and calls of it. */
@NullMarked
package dev.maru.server.sample;

import org.jspecify.annotations.NullMarked;
