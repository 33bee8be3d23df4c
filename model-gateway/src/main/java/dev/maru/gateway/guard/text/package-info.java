/** What guardrails find in texts: personal data, secrets, words, and signs of injected instructions; no call, no HTTP. */
@NamedInterface("guard-text")
@NullMarked
package dev.maru.gateway.guard.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
