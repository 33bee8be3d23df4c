package dev.maru.testing.provider;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** A message of Amazon's binary event stream: lengths, headers, payload, and a checksum after each half. */
final class BinaryMessage {
    private static final int AROUND = 16;
    private static final byte STRING = 7;

    private BinaryMessage() {}

    static byte[] of(Map<String, String> headers, byte[] payload) {
        var head = new ByteArrayOutputStream();
        headers.forEach((name, value) -> {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            head.write(name.length());
            head.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            head.write(STRING);
            head.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) bytes.length).array());
            head.writeBytes(bytes);
        });
        int total = AROUND + head.size() + payload.length;
        var message = ByteBuffer.allocate(total).putInt(total).putInt(head.size());
        message.putInt(checksum(message)).put(head.toByteArray()).put(payload);
        return message.putInt(checksum(message)).array();
    }

    /** Of all bytes so far. */
    private static int checksum(ByteBuffer message) {
        var crc = new CRC32();
        crc.update(message.array(), 0, message.position());
        return (int) crc.getValue();
    }
}
