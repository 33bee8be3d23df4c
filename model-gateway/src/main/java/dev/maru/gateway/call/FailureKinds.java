package dev.maru.gateway.call;

import dev.maru.gateway.route.FailureClass;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells refusals apart that share a status: providers say in a code, or only in words, what they mean. */
final class FailureKinds {
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.?length|context.?window|maximum context|prompt is too long|too many (input )?tokens"
                    + "|input is too long|exceeds? the (max|limit).{0,80}tokens|token count.{0,80}exceeds",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POLICY = Pattern.compile(
            "content.?(filter|policy|management)|safety system|responsible ai", Pattern.CASE_INSENSITIVE);

    private static final Pattern KEY =
            Pattern.compile("api key not valid|api_key_invalid|invalid api key", Pattern.CASE_INSENSITIVE);
    /** A provider may write what it likes, at any length. */
    private static final int READ_CHARACTERS = 2_000;

    private FailureKinds() {}

    /** Whether a refusal of the request is one of the key in truth, as Google says it. */
    static boolean meansKey(int status, String message) {
        return status == 400
                && KEY.matcher(message.substring(0, Math.min(message.length(), READ_CHARACTERS)))
                        .find();
    }

    /** A refusal of the request: 400, 404, 413, 422 or 429. */
    static FailureClass ofRefusal(int status, @Nullable String code, @Nullable String message) {
        var said = (code == null ? "" : code.toLowerCase(Locale.ROOT)) + " " + (message == null ? "" : message);
        var what = said.substring(0, Math.min(said.length(), READ_CHARACTERS));
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
