/** What a version consists of: templates, messages, variables and config; how they are read, compared, put together and rendered. No database. */
@NamedInterface("content")
@NullMarked
package dev.maru.prompts.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
