package dev.maru.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Files of payloads; set -Dmaru.golden=update to write those that are expected anew, and look at what changed. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/dev/maru/gateway/protocol");
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Golden() {}

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        return text(name).getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode json(String name) {
        return PRETTY.readTree(text(name));
    }

    static void assertSame(String name, JsonNode actual) {
        var written = PRETTY.writeValueAsString(actual) + "\n";
        if ("update".equals(System.getProperty("maru.golden"))) {
            try {
                Files.createDirectories(FOLDER.resolve(name).getParent());
                Files.writeString(FOLDER.resolve(name), written);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(written).as(name).isEqualTo(text(name));
    }
}
