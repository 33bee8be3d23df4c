/** Small parts that every screen is made of. */
@NullMarked
package dev.maru.ui.component;

import org.jspecify.annotations.NullMarked;
