/** The screen of a person's own settings. */
@NullMarked
package dev.maru.ui.account;

import org.jspecify.annotations.NullMarked;
