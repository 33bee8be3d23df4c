/** The access module with what it stands on, for its own tests. */
@NullMarked
package dev.maru.access.app;

import org.jspecify.annotations.NullMarked;
