package dev.maru.access.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code maru.identity.*}.
 *
 * @param embedded whether this installation is an OpenID provider itself; if not, its endpoints do not exist
 * @param sessionIdle how long a browser session lasts without a request
 * @param sessionAbsolute how long it lasts at most
 */
@ConfigurationProperties("maru.identity")
public record IdentitySettings(
        @DefaultValue("true") boolean embedded,
        @DefaultValue("12h") Duration sessionIdle,
        @DefaultValue("7d") Duration sessionAbsolute) {}
