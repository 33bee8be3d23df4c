/** Maru, an LLMOps platform: the program. */
@NullMarked
package dev.maru;

import org.jspecify.annotations.NullMarked;
