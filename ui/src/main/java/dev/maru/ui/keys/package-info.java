/** Screens for API keys. */
@NullMarked
package dev.maru.ui.keys;

import org.jspecify.annotations.NullMarked;
