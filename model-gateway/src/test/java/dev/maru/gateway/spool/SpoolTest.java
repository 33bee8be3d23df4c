package dev.maru.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final SpoolPosition END = new SpoolPosition(Long.MAX_VALUE, 0);

    @TempDir
    private Path home;

    private final AtomicLong space = new AtomicLong(Long.MAX_VALUE);

    private Spool spool(String instance, long segmentBytes) throws IOException {
        return new Spool(folder(instance), segmentBytes, space::get, 1_000);
    }

    private SpoolFolder folder(String instance) throws IOException {
        return Objects.requireNonNull(SpoolFolder.tryOpen(home.resolve(instance)));
    }

    private static CallFacts call() {
        return Records.facts(TenantId.next(), ProjectId.next(), "scripted/m");
    }

    private static List<SpoolRecord> readAll(SpoolFolder folder) throws IOException {
        var reader = new SegmentReader(folder, SpoolPosition.START);
        var records = new ArrayList<SpoolRecord>();
        for (var entries = reader.read(7, END); !entries.isEmpty(); entries = reader.read(7, END)) {
            entries.forEach(entry -> records.add(entry.record()));
        }
        return records;
    }

    @Test
    void readsRecordsThatOlderVersionsWrote() throws IOException {
        var record = Records.dispatched(call(), 1);
        var old =
                ("D" + RecordFormat.json(record).replaceAll(",\"holds\":\\[\\]", "")).getBytes(StandardCharsets.UTF_8);

        assertThat(new String(old, StandardCharsets.UTF_8)).doesNotContain("holds");
        assertThat(RecordFormat.decode(old, 0, old.length)).isEqualTo(record);
    }

    @Test
    void readsBackWhatWasWrittenOverManySegments() throws IOException {
        var written = new ArrayList<SpoolRecord>();
        try (var spool = spool("a", 3_000)) {
            for (int i = 0; i < 40; i++) {
                var dispatched = Records.dispatched(call(), 1);
                spool.append(dispatched);
                spool.append(Records.settled(dispatched));
                spool.append(Records.closed(dispatched.call()));
                written.add(dispatched);
                written.add(Records.settled(dispatched));
                written.add(Records.closed(dispatched.call()));
            }
            assertThat(spool.folder().segments()).hasSizeGreaterThan(5);
            assertThat(readAll(spool.folder()))
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(written);
        }
    }

    @Test
    void toleratesATailTornAtEveryByte() throws IOException {
        byte[] whole;
        int lastRecord;
        try (var spool = spool("a", 1 << 20)) {
            var dispatched = Records.dispatched(call(), 1);
            spool.append(dispatched);
            lastRecord = Math.toIntExact(spool.end().offset());
            spool.append(Records.settled(dispatched));
            whole = Files.readAllBytes(spool.folder().segment(1));
        }
        for (int length = lastRecord; length < whole.length; length++) {
            var folder = folder("torn" + length);
            Files.write(folder.segment(1), Arrays.copyOf(whole, length));
            assertThat(readAll(folder)).as("%s bytes", length).hasSize(1);
            folder.close();
        }
    }

    @Test
    void skipsARecordWhoseChecksumIsWrong() throws IOException {
        try (var spool = spool("a", 1 << 20)) {
            var first = Records.dispatched(call(), 1);
            var second = Records.dispatched(call(), 1);
            spool.append(first);
            spool.append(second);
            var file = spool.folder().segment(1);
            var bytes = Files.readAllBytes(file);
            bytes[40] ^= 1;
            Files.write(file, bytes);

            assertThat(readAll(spool.folder())).containsExactly(second);
        }
    }

    @Test
    void goesOnInTheNextSegmentAfterATornOne() throws IOException {
        // Two records do not fit into one segment.
        try (var spool = spool("a", 1_200)) {
            for (int i = 0; i < 4; i++) {
                spool.append(Records.dispatched(call(), 1));
            }
            assertThat(spool.folder().segments()).hasSize(4);
            var second = spool.folder().segment(2);
            var bytes = Files.readAllBytes(second);
            Files.write(second, Arrays.copyOf(bytes, bytes.length - 3));

            assertThat(readAll(spool.folder())).hasSize(3);
        }
    }

    @Test
    void onlyOneHolderAtATime() throws IOException {
        try (var _ = folder("a")) {
            assertThat(SpoolFolder.tryOpen(home.resolve("a"))).isNull();
        }
        folder("a").close();
    }

    @Test
    void refusesCallsWhileTheDiskIsFullAndKeepsSettlements() throws IOException {
        try (var spool = spool("a", 1 << 20)) {
            var dispatched = Records.dispatched(call(), 1);
            spool.append(dispatched);
            space.set(10);
            Await.until("the spool to see that the disk is full", () -> refuses(spool));

            assertThatThrownBy(() -> spool.append(Records.dispatched(call(), 1)))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(GatewayError.SPOOL_FULL));
            spool.append(Records.settled(dispatched));

            space.set(Long.MAX_VALUE);
            Await.until("the spool to take calls again", () -> !refuses(spool));
            assertThat(readAll(spool.folder())).contains(Records.settled(dispatched));
        }
    }

    private static boolean refuses(Spool spool) {
        try {
            spool.append(Records.dispatched(call(), 1));
            return false;
        } catch (PlatformException e) {
            return true;
        }
    }

    @Test
    void keepsSettlementsThatTheDiskDoesNotTakeAndWritesThemLater() throws IOException {
        try (var spool = spool("a", 500)) {
            var dispatched = Records.dispatched(call(), 1);
            spool.append(dispatched);
            var blocked = spool.folder().segment(2);
            // The next segment cannot be made: what a full disk does.
            Files.createDirectory(blocked);

            spool.append(Records.settled(dispatched));
            spool.append(Records.closed(dispatched.call()));

            Await.until("the settlements to be written", () -> spool.waiting() == 0);
            Files.delete(blocked);
            assertThat(readAll(spool.folder()))
                    .containsExactly(dispatched, Records.settled(dispatched), Records.closed(dispatched.call()));
        }
    }

    @Test
    void survivesInterruptedThreads() throws Exception {
        try (var spool = spool("a", 1 << 20)) {
            var dispatched = Records.dispatched(call(), 1);
            var thread = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                spool.append(dispatched);
                spool.append(Records.settled(dispatched));
            });
            thread.join();

            assertThat(readAll(spool.folder())).containsExactly(dispatched, Records.settled(dispatched));
        }
    }

    @Test
    void replayChargesALoneDispatchWhatWasReserved() {
        var lost = Records.dispatched(call(), 1);
        var done = Records.dispatched(call(), 1);
        var half = Records.dispatched(call(), 1);
        var calls = new OpenCalls();
        var batch = new FactBatch();
        long at = 0;
        for (var record :
                List.of(lost, done, Records.settled(done), Records.closed(done.call()), half, Records.settled(half))) {
            calls.accept(new SegmentReader.Entry(new SpoolPosition(1, at++), record), batch);
        }
        assertThat(calls.oldest()).isEqualTo(new SpoolPosition(1, 0));
        assertThat(calls.size()).isEqualTo(2);

        calls.addLost(batch);

        assertThat(batch.attempts())
                .filteredOn(row -> row.settled().outcome() == SpoolRecord.AttemptOutcome.LOST)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.settled().charge().exact()).isFalse();
                    assertThat(row.settled().charge().tokens()).isEqualTo(lost.reserved());
                    assertThat(row.settled().charge().cost()).isEqualByComparingTo("0.06174");
                });
        assertThat(batch.attempts()).hasSize(3);
        assertThat(batch.calls()).hasSize(3);
        assertThat(batch.calls())
                .filteredOn(row -> row.requestId().equals(half.requestId()))
                .singleElement()
                .satisfies(row -> assertThat(row.usageState()).isEqualTo("exact"));
    }
}
