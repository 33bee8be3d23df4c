/** The HTTP edge of prompts: paths, wire records and the event stream. */
@NullMarked
package dev.maru.prompts.http;

import org.jspecify.annotations.NullMarked;
