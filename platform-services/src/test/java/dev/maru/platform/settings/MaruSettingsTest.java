package dev.maru.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class MaruSettingsTest {
    private static final String URL = "postgresql://u:p@h/d";

    @Test
    void hasDefaultsForOneMachine() {
        var settings = bind(Map.of("maru.database-url", URL));

        assertThat(settings)
                .isEqualTo(new MaruSettings(
                        Path.of(".maru"),
                        URI.create("http://localhost:8080"),
                        Set.of(PlatformRole.GATEWAY, PlatformRole.UI, PlatformRole.WORKER),
                        URL,
                        null,
                        "redis://127.0.0.1:6379",
                        Duration.ofMinutes(15),
                        List.of(),
                        new MaruSettings.Egress(List.of()),
                        null,
                        "USD"));
    }

    @Test
    void readsEverySetting() {
        assertThat(bind(everySetting())).isEqualTo(everythingSet());
    }

    @Test
    void readsEverySettingFromTheEnvironment() {
        var variables = new TreeMap<String, Object>();
        everySetting()
                .forEach((name, value) -> variables.put(
                        name.toUpperCase(java.util.Locale.ROOT)
                                .replace('.', '_')
                                .replace("-", ""),
                        value));
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);

        assertThat(Binder.get(environment).bind("maru", MaruSettings.class).get())
                .isEqualTo(everythingSet());
    }

    @Test
    void readsTheNamesThatTheDocumentationUses() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of(
                                "MARU_DATABASE_URL", URL,
                                "MARU_DATABASE_OWNER_URL", URL + "o",
                                "MARU_PUBLIC_URL", "https://maru.example",
                                "MARU_REDIS_URL", "redis://r:1",
                                "MARU_KEK", "a2V5",
                                "MARU_EGRESS_ALLOW", "localhost:11434,10.0.0.0/8")));
        ConfigurationPropertySources.attach(environment);

        var settings = Binder.get(environment).bind("maru", MaruSettings.class).get();

        assertThat(settings.databaseUrl()).isEqualTo(URL);
        assertThat(settings.databaseOwnerUrl()).isEqualTo(URL + "o");
        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://maru.example"));
        assertThat(settings.redisUrl()).isEqualTo("redis://r:1");
        assertThat(settings.kek()).isEqualTo("a2V5");
        assertThat(settings.egress().allow()).containsExactly("localhost:11434", "10.0.0.0/8");
    }

    @Test
    void saysWhichRolesAProcessPlays() {
        var settings = bind(Map.of("maru.database-url", URL, "maru.roles", "gateway"));

        assertThat(settings.plays(PlatformRole.GATEWAY)).isTrue();
        assertThat(settings.plays(PlatformRole.WORKER)).isFalse();
    }

    @Test
    void keepsPasswordsAndKeysOutOfItsText() {
        assertThat(everythingSet().toString()).doesNotContain("pass-one", "pass-two", "pass-three", "a2V5");
    }

    private static Map<String, String> everySetting() {
        return Map.ofEntries(
                Map.entry("maru.home", "/var/lib/maru"),
                Map.entry("maru.public-url", "https://maru.example"),
                Map.entry("maru.roles", "gateway,worker"),
                Map.entry("maru.database-url", "postgresql://u:pass-one@h/d"),
                Map.entry("maru.database-owner-url", "postgresql://o:pass-two@h/d"),
                Map.entry("maru.redis-url", "redis://:pass-three@h:6380"),
                Map.entry("maru.stale-limit", "5m"),
                Map.entry("maru.trusted-proxies", "10.0.0.0/8,192.168.0.1"),
                Map.entry("maru.egress.allow", "localhost:11434,10.0.0.0/8"),
                Map.entry("maru.kek", "a2V5"),
                Map.entry("maru.currency", "KRW"));
    }

    private static MaruSettings everythingSet() {
        return new MaruSettings(
                Path.of("/var/lib/maru"),
                URI.create("https://maru.example"),
                Set.of(PlatformRole.GATEWAY, PlatformRole.WORKER),
                "postgresql://u:pass-one@h/d",
                "postgresql://o:pass-two@h/d",
                "redis://:pass-three@h:6380",
                Duration.ofMinutes(5),
                List.of("10.0.0.0/8", "192.168.0.1"),
                new MaruSettings.Egress(List.of("localhost:11434", "10.0.0.0/8")),
                "a2V5",
                "KRW");
    }

    private static MaruSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("maru", MaruSettings.class)
                .get();
    }
}
