package dev.maru.platform.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Runs the recurring tasks of a replica that works; db-scheduler's lease in PostgreSQL lets each run on one at a time. */
final class RecurringTasks implements SmartLifecycle {
    private static final String TABLE = "platform.scheduled_tasks";
    private static final int THREADS = 4;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final DataSource system;
    private final List<RecurringTask> tasks;
    private final AtomicBoolean running = new AtomicBoolean();
    private @Nullable Scheduler scheduler;

    RecurringTasks(DataSource system, List<RecurringTask> tasks) {
        this.system = system;
        this.tasks = List.copyOf(tasks);
    }

    @Override
    public synchronized void start() {
        var started = Scheduler.create(system)
                .tableName(TABLE)
                .threads(THREADS)
                .pollingInterval(POLL)
                .shutdownMaxWait(STOP)
                .startTasks(tasks.stream().map(RecurringTasks::scheduled).toList())
                .build();
        started.start();
        scheduler = started;
        running.set(true);
    }

    /** A replica without the role worker has no tasks, and asks the database for none. */
    @Override
    public boolean isAutoStartup() {
        return !tasks.isEmpty();
    }

    @Override
    public synchronized void stop() {
        var started = scheduler;
        if (started != null) {
            started.stop();
            scheduler = null;
        }
        running.set(false);
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    private static com.github.kagkarlsson.scheduler.task.helper.RecurringTask<Void> scheduled(RecurringTask task) {
        return Tasks.recurring(task.name(), FixedDelay.of(task.every()))
                .execute((instance, context) -> task.work().run());
    }
}
