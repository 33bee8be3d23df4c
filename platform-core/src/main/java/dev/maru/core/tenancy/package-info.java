/** Who is calling, what they may do, and the only ways to reach the database. */
@NamedInterface("tenancy")
@NullMarked
package dev.maru.core.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
