/** The prompt routes of Langfuse, so that its clients work here with another base URL and keys. */
@NullMarked
package dev.maru.prompts.http.langfuse;

import org.jspecify.annotations.NullMarked;
