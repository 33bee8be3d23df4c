package dev.maru.testing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DedicatedClusterIT {
    @Test
    void whatWasCommittedSurvivesAStopAndAKill() {
        try (var cluster = TestCluster.dedicated();
                var database = TestDatabase.on(cluster)) {
            TestTenants.create(database, "before-stop");
            cluster.stop();
            assertThatThrownBy(() -> cluster.connect("postgres")).isInstanceOf(SQLException.class);

            cluster.start();
            TestTenants.create(database, "before-kill");
            cluster.kill();
            assertThatThrownBy(() -> cluster.connect("postgres")).isInstanceOf(SQLException.class);

            cluster.start();
            assertThat(FreshDatabaseIT.slugs(database.systemDb()))
                    .containsExactlyInAnyOrder("before-stop", "before-kill");
        }
    }
}
