/** Providers that speak the OpenAI protocol over HTTP. */
@NullMarked
package dev.maru.gateway.provider.openai;

import org.jspecify.annotations.NullMarked;
