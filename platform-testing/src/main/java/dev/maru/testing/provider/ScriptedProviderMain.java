package dev.maru.testing.provider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The scripted provider as a process of its own, for benchmarks and crash tests: prints its port, then serves until it
 * is stopped. GET /_log tells what it has billed.
 */
public final class ScriptedProviderMain {
    private static final String USAGE =
            "usage: ScriptedProviderMain [--port N] [--latency 60ms] [--fixed] [--words N] [--delay 50ms] [--key K]";

    private ScriptedProviderMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var options = ProviderOptions.defaults();
        int words = 0;
        var delay = Duration.ZERO;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--fixed" -> options = options.withFixedReply();
                case "--port" -> options = options.withPort(Integer.parseInt(value(arguments, ++i)));
                case "--latency" -> options = options.withLatency(duration(value(arguments, ++i)));
                case "--words" -> words = Integer.parseInt(value(arguments, ++i));
                case "--delay" -> delay = duration(value(arguments, ++i));
                case "--key" -> options = options.withRequiredKey(value(arguments, ++i));
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        var provider = ScriptedProvider.start(options);
        if (words > 0) {
            var answer = Reply.Answer.ofWords(words).withDelay(delay);
            provider.always(Endpoint.CHAT, answer);
            provider.always(Endpoint.MESSAGES, answer);
        }
        System.out.println(provider.port());
        new CountDownLatch(1).await();
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(USAGE);
        }
        return arguments[index];
    }

    /** Reads 60ms or 2s. */
    static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }
}
