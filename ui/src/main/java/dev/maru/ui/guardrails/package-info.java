/** Screens for guardrails: the list, the dialog that makes one, a text to try them with, and what they found in a call. */
@NullMarked
package dev.maru.ui.guardrails;

import org.jspecify.annotations.NullMarked;
