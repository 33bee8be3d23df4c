/** The browser application: how it starts and what its pages load. */
@NullMarked
package dev.maru.ui;

import org.jspecify.annotations.NullMarked;
