package dev.maru.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code maru.gateway.*}.
 *
 * @param connectTimeout until a provider's server accepts a connection
 * @param firstByteTimeout from the request to the first output of a stream
 * @param wholeAnswerTimeout from the request to the first byte of an answer that is not streamed
 * @param idleTimeout between two pieces of an answer
 * @param totalTimeout for one attempt as a whole
 * @param drainTimeout how long an answer is read on after its client left, for the provider's own usage figures
 * @param maxRequestSize of a request body
 * @param maxResponseSize of an answer that is not streamed
 * @param maxEventSize of one event of a stream
 * @param upstreamConnections at most, per provider address
 * @param maxInFlight calls that run at once in this process; more wait, tenant by tenant in turn
 * @param maxQueueTime how long a call waits for its turn
 * @param captureQueue payloads that may wait to be stored; more are dropped and counted
 * @param maxCaptureSize of a kept request or response; the rest is cut
 * @param maxCachedSize of an answer that the cache keeps
 * @param probeInterval between two looks at a self-hosted endpoint; zero: they are not looked at
 * @param discover whether to look for engines on this machine and keys in the environment
 */
@ConfigurationProperties("maru.gateway")
public record GatewaySettings(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("120s") Duration firstByteTimeout,
        @DefaultValue("600s") Duration wholeAnswerTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("15m") Duration totalTimeout,
        @DefaultValue("30s") Duration drainTimeout,
        @DefaultValue("32MB") DataSize maxRequestSize,
        @DefaultValue("64MB") DataSize maxResponseSize,
        @DefaultValue("8MB") DataSize maxEventSize,
        @DefaultValue("2000") int upstreamConnections,
        @DefaultValue("2000") int maxInFlight,
        @DefaultValue("10s") Duration maxQueueTime,
        @DefaultValue("1000") int captureQueue,
        @DefaultValue("256KB") DataSize maxCaptureSize,
        @DefaultValue("256KB") DataSize maxCachedSize,
        @DefaultValue("3s") Duration probeInterval,
        @DefaultValue("true") boolean discover,
        @DefaultValue Spool spool) {
    /**
     * The write-ahead record of calls.
     *
     * @param segmentSize of one file
     * @param reserve what must stay free on the disk; with less, calls are refused
     * @param flushTimeout how long a stop waits for the database to take what is left
     */
    public record Spool(
            @DefaultValue("16MB") DataSize segmentSize,
            @DefaultValue("64MB") DataSize reserve,
            @DefaultValue("10s") Duration flushTimeout) {}
}
