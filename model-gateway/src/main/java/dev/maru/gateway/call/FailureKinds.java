package dev.maru.gateway.call;

import dev.maru.gateway.route.FailureClass;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells refusals apart that share a status: providers say in a code, or only in words, what they mean. */
final class FailureKinds {
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.?length|context.?window|maximum context|prompt is too long|too many (input )?tokens"
                    + "|input is too long|exceeds? the (max|limit).*tokens|token count.*exceeds",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POLICY = Pattern.compile(
            "content.?(filter|policy|management)|safety system|responsible ai", Pattern.CASE_INSENSITIVE);

    private FailureKinds() {}

    /** A refusal of the request: 400, 404, 413, 422 or 429. */
    static FailureClass ofRefusal(int status, @Nullable String code, @Nullable String message) {
        var what = (code == null ? "" : code.toLowerCase(Locale.ROOT)) + " " + (message == null ? "" : message);
        return switch (status) {
            case 429 -> what.contains("insufficient_quota") ? FailureClass.KEY : FailureClass.RATE_LIMIT;
            case 404 -> FailureClass.MISSING;
            case 413 -> FailureClass.CONTEXT_WINDOW;
            default -> {
                if (TOO_LONG.matcher(what).find()) {
                    yield FailureClass.CONTEXT_WINDOW;
                }
                yield POLICY.matcher(what).find() ? FailureClass.CONTENT_POLICY : FailureClass.REQUEST;
            }
        };
    }
}
