/** What people say about the text of versions, each thread at the place that it means. */
@NamedInterface("discussion")
@NullMarked
package dev.maru.prompts.discussion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
