package dev.maru.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@DatabaseTest
class RecurringTasksIT {
    private final TestDatabase database;

    RecurringTasksIT(TestDatabase database) {
        this.database = database;
    }

    @Test
    void runsATaskAgainAndAgainOnOneReplicaAtATime() {
        var runs = new AtomicInteger();
        var atOnce = new AtomicInteger();
        var mostAtOnce = new AtomicInteger();
        var task = new RecurringTask("count", Duration.ofMillis(1), () -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            runs.incrementAndGet();
            atOnce.decrementAndGet();
        });
        try (var pool = systemPool()) {
            var one = new RecurringTasks(pool, List.of(task));
            var two = new RecurringTasks(pool, List.of(task));
            one.start();
            two.start();
            try {
                Await.until("three runs", () -> runs.get() >= 3);
            } finally {
                one.stop();
                two.stop();
            }
        }
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void runsATaskAgainAfterItFailed() {
        var runs = new AtomicInteger();
        var task = new RecurringTask("fail", Duration.ofMillis(1), () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the first run fails");
            }
        });
        try (var pool = systemPool()) {
            var tasks = new RecurringTasks(pool, List.of(task));
            tasks.start();
            try {
                Await.until("another run", () -> runs.get() >= 2);
            } finally {
                tasks.stop();
            }
        }
    }

    @Test
    void doesNotStartWithoutTasks() {
        try (var pool = systemPool()) {
            assertThat(new RecurringTasks(pool, List.of()).isAutoStartup()).isFalse();
        }
    }

    @Test
    void rejectsATaskWithoutAProperNameOrInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecurringTask("No Name", Duration.ofSeconds(1), () -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecurringTask("name", Duration.ZERO, () -> {}));
    }

    private HikariDataSource systemPool() {
        var configuration = new HikariConfig();
        configuration.setJdbcUrl(database.jdbcUrl());
        configuration.setUsername(database.runtimeUser());
        configuration.setPassword(database.runtimePassword());
        configuration.setConnectionInitSql("set role maru_system");
        return new HikariDataSource(configuration);
    }
}
