/** Prompts as files: what they look like, how a project is exported and imported, and what others export. */
@NamedInterface("files")
@NullMarked
package dev.maru.prompts.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
