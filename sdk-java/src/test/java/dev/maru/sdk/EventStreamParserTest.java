package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.sdk.EventStreamParser.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventStreamParserTest {
    private static final String STREAM =
            "\uFEFFevent: reset\ndata: {}\n\n: still here\n\r\nid: 7\r\nevent:label-moved\r\n"
                    + "data: {\"name\":\"인사/👋\"}\r\ndata\r\n\r\nretry: 10\rdata:  two spaces\r\rdata: unfinished";

    private static final List<Event> EVENTS = List.of(
            new Event("reset", "{}", ""),
            new Event("label-moved", "{\"name\":\"인사/👋\"}\n", "7"),
            new Event("message", " two spaces", "7"));

    @Property(tries = 300)
    void readsTheSameEventsWhereverTheBytesAreCut(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        var events = new ArrayList<Event>();
        var parser = new EventStreamParser(events::add);
        int from = 0;
        for (int cut : cuts) {
            int to = Math.min(bytes.length, from + cut);
            parser.read(ByteBuffer.wrap(bytes, from, to - from));
            from = to;
        }
        parser.read(ByteBuffer.wrap(bytes, from, bytes.length - from));

        assertThat(events).isEqualTo(EVENTS);
    }

    @Test
    void readsTheSameEventsByteByByte() {
        var events = new ArrayList<Event>();
        var parser = new EventStreamParser(events::add);
        for (byte b : STREAM.getBytes(StandardCharsets.UTF_8)) {
            parser.read(ByteBuffer.wrap(new byte[] {b}));
        }

        assertThat(events).isEqualTo(EVENTS);
    }

    @Test
    void givesUpOnAnEventWithoutEnd() {
        var parser = new EventStreamParser(event -> {});
        var line = ByteBuffer.wrap("data: xxxxxxxxxxxxxxxxxxxxxxxx\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> {
                    while (true) {
                        parser.read(line.rewind());
                    }
                })
                .isInstanceOf(IllegalStateException.class);
    }
}
