package dev.maru.platform.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code maru.*}; each is also an environment variable, {@code MARU_DATABASE_URL} for
 * {@code maru.database-url}.
 *
 * @param home where the key-encryption key, the spool and the operator's link lie
 * @param publicUrl how browsers and applications reach this installation: issuer, links, cookies
 * @param roles what this process does
 * @param databaseUrl the run-time login, {@code postgresql://user:password@host:port/database}
 * @param databaseOwnerUrl the login that migrates, in the same form
 * @param redisUrl {@code redis://:password@host:port}
 * @param staleLimit how long snapshots are served while the database is away
 * @param trustedProxies CIDR blocks whose forwarded headers are believed
 * @param kek the key-encryption key in Base64, instead of the file {@code <home>/kek}
 * @param currency the one accounting currency, ISO 4217
 */
@ConfigurationProperties("maru")
public record MaruSettings(
        @DefaultValue(".maru") Path home,
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue({"gateway", "ui", "worker"}) Set<PlatformRole> roles,
        String databaseUrl,
        @Nullable String databaseOwnerUrl,
        @DefaultValue("redis://127.0.0.1:6379") String redisUrl,
        @DefaultValue("15m") Duration staleLimit,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue Egress egress,
        @Nullable String kek,
        @DefaultValue("USD") String currency) {
    /** @param allow private addresses that users may name all the same: {@code host:port} or CIDR blocks */
    public record Egress(@DefaultValue List<String> allow) {}

    public boolean plays(PlatformRole role) {
        return roles.contains(role);
    }

    /** Without the addresses that hold passwords and without the key, so that it may be logged. */
    @Override
    public String toString() {
        return "MaruSettings[home=%s, publicUrl=%s, roles=%s, staleLimit=%s, trustedProxies=%s, egress=%s, currency=%s]"
                .formatted(home, publicUrl, roles, staleLimit, trustedProxies, egress, currency);
    }
}
