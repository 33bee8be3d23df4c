package dev.maru.sdk;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** One open stream of events. */
final class FakeStream {
    private final HttpExchange exchange;
    private final CountDownLatch ended = new CountDownLatch(1);

    FakeStream(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Returns whether there still is somebody to read it. */
    synchronized boolean send(String frame) {
        try {
            exchange.getResponseBody().write(frame.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return true;
        } catch (IOException e) {
            // The client has left.
            ended.countDown();
            return false;
        }
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
        exchange.close();
    }

    void end() {
        ended.countDown();
    }
}
