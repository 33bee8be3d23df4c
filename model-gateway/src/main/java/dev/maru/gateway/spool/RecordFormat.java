package dev.maru.gateway.spool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One record on disk: length of what follows the checksum, CRC-32C of it, a letter for the type, JSON. */
final class RecordFormat {
    static final int HEADER = 8;
    /** More than any record can be; a longer length means that the bytes are not a record. */
    static final int MAX_LENGTH = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // Records of an older release lack the numbers that came later; they are 0.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // Most of a call's facts are unknown; their names alone were a quarter of what is written and read.
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private RecordFormat() {}

    static byte[] encode(SpoolRecord record) {
        var type = switch (record) {
            case SpoolRecord.Dispatched _ -> 'D';
            case SpoolRecord.Settled _ -> 'S';
            case SpoolRecord.Closed _ -> 'C';
        };
        var json = JSON.writeValueAsBytes(record);
        var length = json.length + 1;
        if (length > MAX_LENGTH) {
            // A reader would take it for the end of what can be read and skip the records of others behind it.
            throw new IllegalArgumentException("a record of " + length + " bytes");
        }
        var bytes = ByteBuffer.allocate(HEADER + length);
        bytes.position(HEADER).put((byte) type).put(json);
        bytes.putInt(0, length).putInt(4, checksum(bytes.array(), HEADER, length));
        return bytes.array();
    }

    static String json(SpoolRecord record) {
        return JSON.writeValueAsString(record);
    }

    static int checksum(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** Reads what follows the header. */
    static SpoolRecord decode(byte[] bytes, int offset, int length) throws IOException {
        Class<? extends SpoolRecord> type = switch ((char) bytes[offset]) {
            case 'D' -> SpoolRecord.Dispatched.class;
            case 'S' -> SpoolRecord.Settled.class;
            case 'C' -> SpoolRecord.Closed.class;
            default -> throw new IOException("unknown record type " + bytes[offset]);
        };
        try {
            return JSON.readValue(bytes, offset + 1, length - 1, type);
        } catch (JacksonException e) {
            throw new IOException("unreadable record", e);
        }
    }
}
