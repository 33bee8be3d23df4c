package dev.maru.gateway.protocol;

/**
 * Writes the events of one answer in a client's protocol. A stream writes bytes with every event; a whole answer has them
 * all at the end. A failure brings the frames that end a stream with an error, and nothing to a whole answer.
 */
public interface AnswerWriter {
    /** The bytes that the event brings, empty if none yet. */
    byte[] write(AnswerEvent event);

    /** The bytes that end the answer; call it once, after the last event of an answer that came to its end. */
    byte[] end();
}
