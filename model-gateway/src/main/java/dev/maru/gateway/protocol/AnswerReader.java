package dev.maru.gateway.protocol;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one answer of a provider into events. */
public interface AnswerReader {
    /** Reads an answer that came in one piece; throws JacksonException if it is no JSON object. */
    void whole(byte[] body, Consumer<AnswerEvent> events);

    /**
     * Reads one event of a stream; throws JacksonException if it is no JSON.
     *
     * @param name of the event, null if it has none
     */
    void event(@Nullable String name, byte[] data, Consumer<AnswerEvent> events);

    /** Whether the stream has said that it is over: what follows is only for show. */
    boolean ended();

    /** Whether everything that an answer must say has been said, the end mark aside. */
    boolean complete();
}
