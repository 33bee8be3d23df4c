package dev.maru.platform.database;

import dev.maru.platform.settings.MaruSettings;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date before anything reads it; without an owner's URL somebody else does that. */
class Migrations {
    private final MaruSettings settings;

    Migrations(MaruSettings settings) {
        this.settings = settings;
    }

    void run() {
        if (settings.databaseOwnerUrl() == null) {
            return;
        }
        var owner = DatabaseUrl.parse(settings.databaseOwnerUrl());
        Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
