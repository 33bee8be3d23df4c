/** Screens for what calls may use and spend. */
@NullMarked
package dev.maru.ui.limits;

import org.jspecify.annotations.NullMarked;
