package dev.maru.gateway.provider;

import java.io.IOException;
import java.io.OutputStream;

/** A request's bytes, written where they are needed without being joined before. */
public interface ProviderBody {
    long length();

    void writeTo(OutputStream out) throws IOException;
}
