/** Typed, time-ordered ids: the words with which modules mention each other's things. */
@NamedInterface("id")
@NullMarked
package dev.maru.core.id;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
