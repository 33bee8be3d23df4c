package dev.maru.gateway.provider;

/** One request to a provider and its answer. */
public interface UpstreamExchange extends AutoCloseable {
    /** Sends the request and waits for the head of the answer; the body is read from it afterwards. */
    UpstreamResponse send() throws UpstreamFailure;

    /** Cuts the exchange off, from any thread: whoever waits in it gets an exception at once. */
    void abort();

    /** Gives the connection back if the answer was read to its end, else closes it. */
    @Override
    void close();
}
