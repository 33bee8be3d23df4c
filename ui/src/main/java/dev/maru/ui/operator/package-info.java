/** Screens for operators of the installation. */
@NullMarked
package dev.maru.ui.operator;

import org.jspecify.annotations.NullMarked;
