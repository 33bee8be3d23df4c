package dev.maru.gateway.call;

import dev.maru.gateway.provider.ProviderBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A body made of ranges of other byte arrays: what the client wrote stays where it is, what changes is put between. */
final class BodyPieces implements ProviderBody {
    private record Piece(byte[] bytes, int offset, int length) {}

    private final List<Piece> pieces = new ArrayList<>();
    private long length;

    void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    void add(byte[] bytes, int from, int to) {
        if (to > from) {
            pieces.add(new Piece(bytes, from, to - from));
            length += to - from;
        }
    }

    byte[] toByteArray() {
        var joined = new ByteArrayOutputStream(Math.toIntExact(length));
        for (var piece : pieces) {
            joined.write(piece.bytes(), piece.offset(), piece.length());
        }
        return joined.toByteArray();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (var piece : pieces) {
            out.write(piece.bytes(), piece.offset(), piece.length());
        }
    }
}
