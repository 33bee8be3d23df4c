package dev.maru.gateway.provider.upstream;

import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamResponse;

/** An exchange whose answer is put into another form before anybody reads it. */
public record TurnedExchange(UpstreamExchange exchange, Turn turn) implements UpstreamExchange {
    /** From one form to another. */
    @FunctionalInterface
    public interface Turn {
        UpstreamResponse turn(UpstreamResponse response) throws UpstreamFailure;
    }

    @Override
    public UpstreamResponse send() throws UpstreamFailure {
        return turn.turn(exchange.send());
    }

    @Override
    public void abort() {
        exchange.abort();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
