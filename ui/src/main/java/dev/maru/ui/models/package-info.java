/** Screens for models, their connections and prices. */
@NullMarked
package dev.maru.ui.models;

import org.jspecify.annotations.NullMarked;
