/** The home page of a project. */
@NullMarked
package dev.maru.ui.home;

import org.jspecify.annotations.NullMarked;
