package dev.maru.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two pools over one login: one acts as maru_app, one as maru_system; see docs/decisions/0003-tenancy.md. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MaruSettings.class)
class DatabaseConfiguration {
    private static final int TENANT_CONNECTIONS = 16;
    private static final int SYSTEM_CONNECTIONS = 8;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Migrations migrations(MaruSettings settings) {
        var migrations = new Migrations(settings);
        migrations.run();
        return migrations;
    }

    @Bean(destroyMethod = "close")
    @Primary
    @DependsOn("migrations")
    HikariDataSource tenantDataSource(MaruSettings settings) {
        return pool(settings, "maru_app", TENANT_CONNECTIONS, "public");
    }

    @Bean(destroyMethod = "close")
    @Qualifier("system")
    @DependsOn("migrations")
    HikariDataSource systemDataSource(MaruSettings settings) {
        // Spring Security's stores name their tables without a schema; all of them lie in this one.
        return pool(settings, "maru_system", SYSTEM_CONNECTIONS, "access");
    }

    @Bean
    @Primary
    PlatformTransactionManager tenantTransactionManager(DataSource dataSource) {
        return new DataSourceTransactionManager(dataSource);
    }

    @Bean
    @Qualifier("system")
    PlatformTransactionManager systemTransactionManager(@Qualifier("system") DataSource dataSource) {
        return new DataSourceTransactionManager(dataSource);
    }

    @Bean
    @Primary
    TransactionTemplate tenantTransactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    @Qualifier("system")
    TransactionTemplate systemTransactions(@Qualifier("system") PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    /** For the stores that Spring Security brings along; they know JDBC only. */
    @Bean
    @Qualifier("system")
    JdbcTemplate systemJdbc(@Qualifier("system") DataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    @Bean
    TenantDb tenantDb(DataSource dataSource, TransactionTemplate transactions, RuntimeRoleCheck check) {
        check.refuseMightyLogin();
        return new TenantDb(transactions, sql(dataSource));
    }

    @Bean
    SystemDb systemDb(
            @Qualifier("system") DataSource dataSource, @Qualifier("system") TransactionTemplate transactions) {
        return new SystemDb(transactions, sql(dataSource));
    }

    @Bean
    RuntimeRoleCheck runtimeRoleCheck(@Qualifier("system") JdbcTemplate jdbc) {
        return new RuntimeRoleCheck(jdbc);
    }

    private static DSLContext sql(DataSource dataSource) {
        return DSL.using(new TransactionAwareDataSourceProxy(dataSource), SQLDialect.POSTGRES);
    }

    private static HikariDataSource pool(MaruSettings settings, String role, int connections, String schema) {
        var url = DatabaseUrl.parse(settings.databaseUrl());
        var config = new HikariConfig();
        config.setPoolName(role);
        config.setJdbcUrl(url.jdbcUrl());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setConnectionInitSql("set role " + role);
        config.setSchema(schema);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        config.addDataSourceProperty("ApplicationName", role);
        // A database that stops answering must not hold a thread for ever.
        config.addDataSourceProperty("connectTimeout", 5);
        config.addDataSourceProperty("socketTimeout", 60);
        config.addDataSourceProperty("tcpKeepAlive", true);
        return new HikariDataSource(config);
    }
}
