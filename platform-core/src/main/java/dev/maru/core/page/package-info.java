/** Lists in pages with an opaque cursor. */
@NamedInterface("page")
@NullMarked
package dev.maru.core.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
