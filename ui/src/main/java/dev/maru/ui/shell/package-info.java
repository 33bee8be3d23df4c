/** The frame around every screen: layout, navigation, who is signed in and where they are. */
@NullMarked
package dev.maru.ui.shell;

import org.jspecify.annotations.NullMarked;
