/** Events that other programs are told of: who wants them, and their signed delivery. */
@NamedInterface("webhook")
@NullMarked
package dev.maru.platform.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
