package dev.maru.gateway.trace;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code maru.traces.*}.
 *
 * @param maxRequestSize of a request with spans, unpacked
 * @param maxSpans of one request; those beyond are refused, and the client is told how many
 * @param maxInFlight requests with spans that are worked on at once, half of them for one tenant; others are to come again
 * @param oldest spans that began longer ago are refused
 */
@ConfigurationProperties("maru.traces")
public record TraceSettings(
        @DefaultValue("16MB") DataSize maxRequestSize,
        @DefaultValue("5000") int maxSpans,
        @DefaultValue("8") int maxInFlight,
        @DefaultValue("365d") Duration oldest) {}
