package dev.maru.access;

/** A new key with its secret, which is shown this once and never again. */
public record IssuedApiKey(ApiKey key, String secret) {
    @Override
    public String toString() {
        return "IssuedApiKey[" + key.id() + "]";
    }
}
