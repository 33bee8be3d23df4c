/** What people say about the text of a prompt, beside that text. */
@NullMarked
package dev.maru.ui.discussion;

import org.jspecify.annotations.NullMarked;
