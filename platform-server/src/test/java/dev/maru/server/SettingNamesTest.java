package dev.maru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** A setting that nobody reads is a promise that nobody keeps: a misspelt or outdated name is ignored in silence. */
class SettingNamesTest {
    /** What describes its names nowhere, or takes any name below one that it describes. */
    private static final List<String> UNDESCRIBED = List.of("logging.level.", "management.observations.enable.");

    @Test
    void setsOnlyWhatSomebodyReads() throws IOException {
        var described = described();

        assertThat(set())
                .allSatisfy(name -> assertThat(described.stream()
                                .anyMatch(known -> name.equals(known) || name.startsWith(known + ".") && isMap(known)))
                        .as(name)
                        .isTrue());
    }

    /** Names such as {@code group} of health hold objects of the operator's own naming. */
    private static boolean isMap(String known) {
        return known.equals("management.endpoint.health.group");
    }

    private static Set<String> set() {
        var yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        var names = new TreeSet<>(Objects.requireNonNull(yaml.getObject()).stringPropertyNames());
        names.removeIf(name -> UNDESCRIBED.stream().anyMatch(name::startsWith));
        return names;
    }

    private static Set<String> described() throws IOException {
        var names = new TreeSet<String>();
        var files = SettingNamesTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
        for (var file : Collections.list(files)) {
            try (var in = file.openStream()) {
                var metadata = new JsonMapper().readTree(in);
                metadata.get("properties").forEach(property -> {
                    if (!property.has("deprecated")
                            && !(property.has("deprecation")
                                    && property.at("/deprecation/level")
                                            .asString("")
                                            .equals("error"))) {
                        names.add(property.get("name").asString());
                    }
                });
            }
        }
        return names;
    }
}
