package dev.maru.testing.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What the provider does with one request. "Chunk" means a piece of the answer's content, not the events around it;
 * requests that do not stream meet the same fate in the middle of their one body.
 */
public sealed interface Reply {
    /**
     * A proper answer.
     *
     * @param usage billed and reported; counted in words if null
     * @param delay before each chunk
     * @param finishReason in OpenAI's words
     * @param pieces how many bytes go into one write, 0 for whole events
     */
    record Answer(List<String> chunks, @Nullable Usage usage, Duration delay, String finishReason, int pieces)
            implements Reply {
        public Answer {
            chunks = List.copyOf(chunks);
        }

        public static Answer of(String... chunks) {
            return new Answer(List.of(chunks), null, Duration.ZERO, "stop", 0);
        }

        /** An answer of so many chunks of one word each. */
        public static Answer ofWords(int count) {
            var words = new String[count];
            for (int i = 0; i < count; i++) {
                words[i] = (i == 0 ? "word" : " word") + i;
            }
            return of(words);
        }

        public Answer withUsage(Usage value) {
            return new Answer(chunks, value, delay, finishReason, pieces);
        }

        public Answer withDelay(Duration value) {
            return new Answer(chunks, usage, value, finishReason, pieces);
        }

        public Answer withFinishReason(String value) {
            return new Answer(chunks, usage, delay, value, pieces);
        }

        /** Splits every event over writes of so few bytes, also in the middle of a character. */
        public Answer inPiecesOf(int bytes) {
            return new Answer(chunks, usage, delay, finishReason, bytes);
        }
    }

    /** An answer that calls functions. */
    record ToolCalls(List<ToolCall> calls, @Nullable Usage usage) implements Reply {
        public ToolCalls {
            calls = List.copyOf(calls);
        }

        public static ToolCalls of(ToolCall... calls) {
            return new ToolCalls(List.of(calls), null);
        }
    }

    /** One call of a function; the arguments are JSON text. */
    record ToolCall(String id, String name, String arguments) {}

    /**
     * A status with any headers and body.
     *
     * @param body the provider's usual error of that status if null
     */
    record Status(
            int code, Map<String, String> headers, @Nullable String body) implements Reply {
        public Status {
            headers = Map.copyOf(headers);
        }

        public static Status of(int code) {
            return new Status(code, Map.of(), null);
        }

        public static Status tooManyRequests(Duration retryAfter) {
            return of(429).withHeader("retry-after", Long.toString(retryAfter.toSeconds()));
        }

        public Status withHeader(String name, String value) {
            var more = new TreeMap<>(headers);
            more.put(name, value);
            return new Status(code, more, body);
        }

        public Status withBody(String value) {
            return new Status(code, headers, value);
        }
    }

    /** Closes the connection before any header. */
    record Refuse() implements Reply {}

    /** Resets the connection (RST) before any header. */
    record Reset() implements Reply {}

    /** Sends nothing until the client leaves or the provider closes. */
    record HangBeforeHeaders() implements Reply {}

    /** Sends the headers at once, and the first chunk after the delay. */
    record SlowFirstToken(Duration delay, Answer answer) implements Reply {}

    /** Waits after so many chunks until the test counts the latch down. */
    record Hold(CountDownLatch latch, int afterChunks, Answer answer) implements Reply {}

    /** Sends nothing more after so many chunks, until the client leaves or the provider closes. */
    record Stall(int afterChunks, Answer answer) implements Reply {}

    /**
     * Ends the connection after so many chunks.
     *
     * @param midLine whether half of the next event is still sent
     * @param reset whether by RST
     */
    record CutAfter(int afterChunks, boolean midLine, boolean reset, Answer answer) implements Reply {
        public static CutAfter chunks(int afterChunks) {
            return new CutAfter(afterChunks, false, false, Answer.ofWords(afterChunks + 5));
        }
    }

    /** Sends broken JSON in the place of one chunk, counted from 0, and goes on. */
    record BadChunk(int at, Answer answer) implements Reply {}

    /** Ends the response cleanly, but without the event that says so. */
    record NoDone(Answer answer) implements Reply {}

    /** An error as the first event of a 200. */
    record ErrorAsFirstFrame() implements Reply {}

    /** An error event after so many chunks of a 200. */
    record ErrorAfter(int afterChunks, Answer answer) implements Reply {}

    /** Never says what it used, although it bills it. */
    record NoUsage(Answer answer) implements Reply {}

    /** Reports a usage other than the one it bills. */
    record AbsurdUsage(Usage reported, Answer answer) implements Reply {
        public static AbsurdUsage negative() {
            return new AbsurdUsage(Usage.of(-5, -7), Answer.ofWords(3));
        }

        public static AbsurdUsage huge() {
            return new AbsurdUsage(Usage.of(Long.MAX_VALUE, 900_000_000_000L), Answer.ofWords(3));
        }
    }

    /** One chunk of so many bytes in a single line. */
    record HugeLine(long bytes) implements Reply {}

    /** One chunk of so many bytes that is small on the wire. */
    record GzipBomb(long bytes) implements Reply {}
}
