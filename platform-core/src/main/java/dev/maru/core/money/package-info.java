/** Amounts with their currency. */
@NamedInterface("money")
@NullMarked
package dev.maru.core.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
