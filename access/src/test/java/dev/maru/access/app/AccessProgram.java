package dev.maru.access.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Boots access and platform-services without a web server. */
@SpringBootApplication(
        scanBasePackages = {"dev.maru.access", "dev.maru.platform"},
        exclude = UserDetailsServiceAutoConfiguration.class,
        // By name, because Flyway's is not on this module's class path; see PlatformServer.
        excludeName = {
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration"
        })
public class AccessProgram {}
