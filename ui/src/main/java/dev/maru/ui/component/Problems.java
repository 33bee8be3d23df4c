package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import dev.maru.core.problem.PlatformException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in the reader's language what went wrong; what the service itself says stands beside it as it is. */
public final class Problems {
    private Problems() {}

    public static String title(PlatformException problem) {
        return tOr(
                "error." + problem.code().slug(),
                t("error.kind." + problem.code().kind().name().toLowerCase(Locale.ROOT)));
    }

    /** What the service says, without the field that it names. */
    public static String detail(PlatformException problem) {
        return problem.fields().isEmpty()
                ? problem.detail()
                : problem.fields().getFirst().message();
    }

    /** The title with the details of the service. */
    public static String sentence(PlatformException problem) {
        return title(problem) + " " + problem.detail();
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
