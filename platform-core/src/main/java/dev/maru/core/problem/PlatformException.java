package dev.maru.core.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one exception that reaches a caller: a code, a sentence that says what to do, and the fields at fault. */
public class PlatformException extends RuntimeException {
    private final transient ErrorCode code;
    private final transient List<FieldError> fields;
    private final transient Map<String, String> headers;

    public PlatformException(ErrorCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    public PlatformException(ErrorCode code, String detail, Throwable cause) {
        this(code, detail, List.of(), cause);
    }

    public PlatformException(ErrorCode code, String detail, List<FieldError> fields, @Nullable Throwable cause) {
        this(code, detail, fields, Map.of(), cause);
    }

    /** @param headers what an answer over HTTP carries beside the error, such as Retry-After */
    public PlatformException(ErrorCode code, String detail, Map<String, String> headers) {
        this(code, detail, List.of(), headers, null);
    }

    private PlatformException(
            ErrorCode code,
            String detail,
            List<FieldError> fields,
            Map<String, String> headers,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.fields = List.copyOf(fields);
        this.headers = Map.copyOf(headers);
    }

    /** An {@link CoreError#INVALID_FIELD} about one field. */
    public static PlatformException invalid(String field, String message) {
        return new PlatformException(
                CoreError.INVALID_FIELD, field + ": " + message, List.of(new FieldError(field, message)), null);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> fields() {
        return fields;
    }

    /** Headers for the answer, empty for most errors. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The sentence for the caller. */
    public String detail() {
        var message = getMessage();
        return message == null ? code.slug() : message;
    }
}
