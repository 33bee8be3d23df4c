package dev.maru.platform.schedule;

import dev.maru.platform.settings.MaruSettings;
import dev.maru.platform.settings.PlatformRole;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {
    @Bean
    RecurringTasks recurringTasks(
            MaruSettings settings, @Qualifier("system") DataSource system, ObjectProvider<RecurringTask> tasks) {
        var mine = settings.plays(PlatformRole.WORKER) ? tasks.stream().toList() : List.<RecurringTask>of();
        return new RecurringTasks(system, mine);
    }
}
