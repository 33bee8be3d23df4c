package dev.maru.platform.database;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DatabaseTest
class RuntimeRoleCheckIT {
    private final TestDatabase database;

    RuntimeRoleCheckIT(TestDatabase database) {
        this.database = database;
    }

    @Test
    void acceptsTheRunTimeLogin() {
        assertThatNoException().isThrownBy(() -> check(database.runtimeUser(), database.runtimePassword()));
    }

    @Test
    void refusesTheOwnerOfTheTables() {
        assertThatIllegalStateException()
                .isThrownBy(() -> check(database.ownerUser(), database.ownerPassword()))
                .withMessageContaining("owns tables");
    }

    @ParameterizedTest
    @ValueSource(strings = {"superuser", "bypassrls"})
    void refusesALoginThatRowLevelSecurityDoesNotHold(String right) {
        var login = "mighty_" + right;
        database.execute("create role " + login + " login " + right + " password 'test'; grant connect on database \""
                + database.name() + "\" to " + login);
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> check(login, "test"))
                    .withMessageContaining("MARU_DATABASE_URL");
        } finally {
            database.execute("drop owned by " + login + "; drop role " + login);
        }
    }

    @Test
    void refusesALoginThatCanBecomeTheOwner() {
        database.execute("create role heir login password 'test' in role maru_owner");
        try {
            assertThatIllegalStateException().isThrownBy(() -> check("heir", "test"));
        } finally {
            database.execute("drop role heir");
        }
    }

    private void check(String user, String password) {
        new RuntimeRoleCheck(new JdbcTemplate(new DriverManagerDataSource(database.jdbcUrl(), user, password)))
                .refuseMightyLogin();
    }
}
