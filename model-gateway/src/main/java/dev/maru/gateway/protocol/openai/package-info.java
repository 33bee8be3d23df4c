/** OpenAI's chat completions and responses, as clients write them and as providers answer them. */
@NullMarked
package dev.maru.gateway.protocol.openai;

import org.jspecify.annotations.NullMarked;
