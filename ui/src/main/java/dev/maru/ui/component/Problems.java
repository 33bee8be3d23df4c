package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.ui.i18n.Texts;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says in the reader's language what went wrong. Services speak English to programs: their words stand beside ours where
 * the reader's language is theirs, or where they hold facts that ours do not.
 */
public final class Problems {
    private Problems() {}

    public static String title(PlatformException problem) {
        return tOr(
                "error." + problem.code().slug(),
                t("error.kind." + problem.code().kind().name().toLowerCase(Locale.ROOT)));
    }

    /** What stands at a field. */
    public static String field(FieldError error) {
        return tOr("error.field." + error.field(), error.message());
    }

    /** What stands below the title; it may be empty. */
    public static String detail(PlatformException problem) {
        if (!problem.fields().isEmpty()) {
            return field(problem.fields().getFirst());
        }
        var holdsFacts = switch (problem.code().kind()) {
            case BAD_REQUEST, UNPROCESSABLE, UPSTREAM_BROKEN, UPSTREAM_TIMEOUT -> true;
            case UNAUTHENTICATED,
                    PAYMENT_REQUIRED,
                    FORBIDDEN,
                    NOT_FOUND,
                    CONFLICT,
                    GONE,
                    TOO_LARGE,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE,
                    PRECONDITION_FAILED,
                    RATE_LIMITED,
                    INTERNAL,
                    UNAVAILABLE -> false;
        };
        return holdsFacts || isInReadersLanguage(problem.detail()) ? problem.detail() : "";
    }

    /** The title with the details. */
    public static String sentence(PlatformException problem) {
        return (title(problem) + " " + detail(problem)).strip();
    }

    private static boolean isInReadersLanguage(String text) {
        return !Texts.locale().equals(Locale.KOREAN)
                || text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HANGUL);
    }

    /** The one of our own errors behind an exception, null if it is a fault of the program. */
    public static @Nullable PlatformException platformExceptionIn(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PlatformException problem) {
                return problem;
            }
        }
        return null;
    }
}
