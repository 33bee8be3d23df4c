package dev.maru.gateway.provider.upstream;

import dev.maru.gateway.provider.ProviderBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** Writes a body's pieces straight to the socket. */
final class BodyEntity extends AbstractHttpEntity {
    private final ProviderBody body;

    BodyEntity(ProviderBody body, ContentType contentType) {
        super(contentType, null);
        this.body = body;
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("written, never read");
    }

    @Override
    public void close() {}
}
