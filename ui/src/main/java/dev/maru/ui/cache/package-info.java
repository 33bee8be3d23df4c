/** The answers that a project keeps to give them again. */
@NullMarked
package dev.maru.ui.cache;

import org.jspecify.annotations.NullMarked;
