package dev.maru;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The one program; what it does of gateway, ui and worker is the setting {@code maru.roles}. */
// The pools, jOOQ and the migrations are made in dev.maru.platform.database, two of each and in the right order.
@SpringBootApplication(
        exclude = {JooqAutoConfiguration.class, FlywayAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class
        })
public class PlatformServer {
    static {
        // Its banner and its tips would stand between the lines of the log.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    public static void main(String[] arguments) {
        SpringApplication.run(PlatformServer.class, arguments);
    }
}
