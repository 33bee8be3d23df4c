/** Errors as codes; the edge turns them into HTTP. */
@NamedInterface("problem")
@NullMarked
package dev.maru.core.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
