/** OpenAI's models at Microsoft Azure. */
@NullMarked
package dev.maru.gateway.provider.azure;

import org.jspecify.annotations.NullMarked;
