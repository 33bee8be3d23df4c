package dev.maru.gateway.provider.upstream;

import dev.maru.gateway.provider.ProviderBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A body whose bytes are together, because they are signed or translated. */
public record BodyBytes(byte[] bytes) implements ProviderBody {
    public static BodyBytes of(ProviderBody body) {
        var joined = new ByteArrayOutputStream(Math.toIntExact(body.length()));
        try {
            body.writeTo(joined);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BodyBytes(joined.toByteArray());
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
