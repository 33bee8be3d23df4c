package dev.maru.access.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.util.function.Function;

/** Ids out of paths: what is no id at all is as little there as an unknown one. */
final class PathIds {
    private PathIds() {}

    static <T> T read(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(CoreError.NOT_FOUND, "There is nothing with the id " + text + ".", e);
        }
    }
}
