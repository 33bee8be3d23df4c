/** Screens for routes: the list, the editor with its trial, and how a call says where it went. */
@NullMarked
package dev.maru.ui.routes;

import org.jspecify.annotations.NullMarked;
