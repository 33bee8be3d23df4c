package dev.maru.gateway.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records that the database refuses for what they are, so that they hold up nothing and are not lost. */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Path file;
    private final Counter counter;

    Quarantine(Path spools, MeterRegistry meters) {
        this.file = spools.resolve("quarantine.jsonl");
        this.counter = Counter.builder("maru.spool.quarantined")
                .description("Records that the database refused; they lie in spool/quarantine.jsonl")
                .register(meters);
    }

    /** Appends a record to the file, in the form the spool has it in. */
    void keep(SpoolRecord record, RuntimeException reason) throws IOException {
        counter.increment();
        LOG.error(
                "The database refuses a record of {} {}; it lies in {} now",
                record.tenant(),
                record.requestId(),
                file,
                reason);
        var line = RecordFormat.json(record) + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
