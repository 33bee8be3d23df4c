package dev.maru.gateway.catalog;

/** A key with its secret in its envelope. */
public record SealedKey(ConnectionKey key, byte[] sealed) {
    @Override
    public String toString() {
        return key.toString();
    }
}
