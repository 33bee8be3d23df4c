/** The playground: prompts beside models, run at once, compared and saved. */
@NullMarked
package dev.maru.ui.playground;

import org.jspecify.annotations.NullMarked;
