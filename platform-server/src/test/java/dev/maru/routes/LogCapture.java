package dev.maru.routes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything that this JVM logs, with what stands beside the message. */
final class LogCapture extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.maru");

    private LogCapture() {}

    static LogCapture begin() {
        var capture = new LogCapture();
        capture.setContext(capture.root.getLoggerContext());
        capture.listen();
        return capture;
    }

    /** Again, after another installation of this JVM has set up its own logging. */
    void listen() {
        ours.setLevel(Level.DEBUG);
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap() + " "
                + event.getKeyValuePairs() + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
    }

    String text() {
        return String.join("\n", lines);
    }
}
