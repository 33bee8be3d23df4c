/** Anthropic's messages, as clients write them and as providers answer them. */
@NullMarked
package dev.maru.gateway.protocol.anthropic;

import org.jspecify.annotations.NullMarked;
