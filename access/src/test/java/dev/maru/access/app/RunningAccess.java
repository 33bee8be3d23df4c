package dev.maru.access.app;

import dev.maru.access.CallerDirectory;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.redis.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One replica over a database; a second one over the same database stands for another machine. */
public final class RunningAccess implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Path home;

    private RunningAccess(TestDatabase database, Path home, List<String> settings) {
        this.home = home;
        var arguments = new ArrayList<>(List.of(
                "--maru.home=" + home,
                "--maru.public-url=http://localhost:8080",
                "--maru.database-url=" + database.runtimeUrl(),
                "--maru.database-owner-url=" + database.ownerUrl(),
                "--maru.redis-url=" + TestRedis.shared().url(),
                "--maru.roles=ui"));
        arguments.addAll(settings);
        this.context = new SpringApplicationBuilder(AccessProgram.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    public static RunningAccess on(TestDatabase database, String... settings) {
        try {
            return new RunningAccess(database, Files.createTempDirectory("access-home"), List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another replica with the same home, and so the same key-encryption key. */
    public RunningAccess another(TestDatabase database) {
        return new RunningAccess(database, home, List.of());
    }

    public Path home() {
        return home;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Caller person(UserId user, TenantId tenant, @Nullable ProjectId project) {
        return bean(CallerDirectory.class).ofPerson(user, tenant, project, RequestId.next(), "127.0.0.1");
    }

    @Override
    public void close() {
        context.close();
    }
}
