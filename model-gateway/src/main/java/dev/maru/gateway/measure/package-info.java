/** What models were like in use: measured durations, errors and uptime, and calls that had no price. */
@NamedInterface("measure")
@NullMarked
package dev.maru.gateway.measure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
