/** OpenTelemetry's protocol over HTTP: traces in, in both of its encodings, at its own address and at Langfuse's. */
@NullMarked
package dev.maru.gateway.http.otlp;

import org.jspecify.annotations.NullMarked;
