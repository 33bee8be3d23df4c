/** The port through which every change leaves an audit row. */
@NamedInterface("audit")
@NullMarked
package dev.maru.core.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
