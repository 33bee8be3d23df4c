/** Screens for prompts, their versions and releases. */
@NullMarked
package dev.maru.ui.prompts;

import org.jspecify.annotations.NullMarked;
