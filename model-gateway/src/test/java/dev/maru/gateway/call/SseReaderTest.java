package dev.maru.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
    private static final String STREAM =
            ": hello\n\ndata: {\"a\":\"한\"}\n\nevent: x\ndata:two\ndata: lines\n\ndata: [DONE]\n\n";
    private static final List<String> DATA = List.of("{\"a\":\"한\"}", "two\nlines", "[DONE]");

    private record Read(List<String> data, byte[] bytes) {}

    private static Read readAll(InputStream in, int longest) throws IOException {
        var reader = new SseReader(in, longest);
        var data = new ArrayList<String>();
        var bytes = new ByteArrayOutputStream();
        while (reader.read()) {
            for (var event = reader.next(); event != null; event = reader.next()) {
                take(event, data, bytes);
            }
        }
        for (var event = reader.next(); event != null; event = reader.next()) {
            take(event, data, bytes);
        }
        var rest = reader.rest();
        if (rest != null) {
            take(rest, data, bytes);
        }
        return new Read(data, bytes.toByteArray());
    }

    private static void take(SseReader.Event event, List<String> data, ByteArrayOutputStream bytes) {
        bytes.write(event.bytes(), event.from(), event.length());
        var value = event.data();
        if (value != null) {
            data.add(new String(value, UTF_8));
        }
    }

    /** Gives the bytes in two reads, or in as many as there are bytes. */
    private static InputStream cut(byte[] bytes, int at) {
        return new InputStream() {
            private int position;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (position == bytes.length) {
                    return -1;
                }
                int end = at == 0 ? position + 1 : position < at ? at : bytes.length;
                int count = Math.min(length, end - position);
                System.arraycopy(bytes, position, into, offset, count);
                position += count;
                return count;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSameEventsWhereverTheStreamIsCut(String lineEnd) throws IOException {
        var bytes = STREAM.replace("\n", lineEnd).getBytes(UTF_8);
        for (int at = 0; at <= bytes.length; at++) {
            var read = readAll(cut(bytes, at), 1 << 20);

            assertThat(read.data()).as("cut at %s", at).isEqualTo(DATA);
            assertThat(read.bytes()).as("cut at %s", at).isEqualTo(bytes);
        }
    }

    @Test
    void changesNoByteOfAnyStream() throws IOException {
        var random = new Random(7);
        var alphabet = "data: {}\n\n\r\r\n:x한é ";
        for (int run = 0; run < 2_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var bytes = text.toString().getBytes(UTF_8);
            assertThat(readAll(cut(bytes, random.nextInt(bytes.length + 1)), 1 << 20)
                            .bytes())
                    .as(text.toString())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void givesAnEventOnlyOnceItIsWhole() throws IOException {
        var reader = new SseReader(cut("data: 1\n\ndata: 2\n".getBytes(UTF_8), 5), 100);

        assertThat(reader.read()).isTrue();
        assertThat(reader.next()).isNull();
        assertThat(reader.read()).isTrue();
        assertThat(reader.next()).isNotNull();
        assertThat(reader.next()).isNull();
        assertThat(reader.read()).isFalse();
        assertThat(reader.next()).isNull();
        assertThat(reader.rest()).isNotNull();
    }

    @Test
    void refusesAnEventThatNeverEnds() {
        var endless = new ByteArrayInputStream("x".repeat(100_000).getBytes(UTF_8));

        assertThatThrownBy(() -> readAll(endless, 32_768)).isInstanceOf(SseReader.EventTooLong.class);
    }
}
