/**
 * The protocols in which models are asked and answer, and one neutral form between them: n readers and n writers instead
 * of n × n translations. No Spring, no HTTP, no clock.
 */
@NamedInterface("protocol")
@NullMarked
package dev.maru.gateway.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
