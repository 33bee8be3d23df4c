package dev.maru.server;

import dev.maru.access.AccessError;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.gateway.GatewayError;
import dev.maru.platform.PlatformError;
import dev.maru.prompts.PromptError;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Every error that the installation can answer with, and what to do about each. */
final class ErrorCatalog {
    private static final List<ErrorCode[]> ENUMS = List.of(
            CoreError.values(),
            PlatformError.values(),
            AccessError.values(),
            GatewayError.values(),
            PromptError.values(),
            ServerError.values());

    private final Properties texts = new Properties();

    ErrorCatalog() {
        try (var in = ErrorCatalog.class.getResourceAsStream("problems.properties")) {
            if (in == null) {
                throw new IllegalStateException("problems.properties is missing");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ErrorCode> all() {
        return ENUMS.stream()
                .flatMap(Stream::of)
                .sorted(Comparator.comparing(ErrorCode::slug))
                .toList();
    }

    static Optional<ErrorCode> find(String slug) {
        return all().stream().filter(code -> code.slug().equals(slug)).findFirst();
    }

    /** What the error means and what to do; empty if nobody wrote it down. */
    Optional<String> text(ErrorCode code) {
        return Optional.ofNullable(texts.getProperty(code.slug()));
    }

    Properties texts() {
        return texts;
    }
}
