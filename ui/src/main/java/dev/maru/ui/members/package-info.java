/** Screens for members, roles and invitations. */
@NullMarked
package dev.maru.ui.members;

import org.jspecify.annotations.NullMarked;
