/** Screens for calls and what they cost. */
@NullMarked
package dev.maru.ui.calls;

import org.jspecify.annotations.NullMarked;
