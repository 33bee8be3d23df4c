package dev.maru.core.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one exception that reaches a caller: a code, a sentence that says what to do, and the fields at fault. */
public class PlatformException extends RuntimeException {
    private final transient ErrorCode code;
    private final transient List<FieldError> fields;

    public PlatformException(ErrorCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    public PlatformException(ErrorCode code, String detail, Throwable cause) {
        this(code, detail, List.of(), cause);
    }

    public PlatformException(ErrorCode code, String detail, List<FieldError> fields, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.fields = List.copyOf(fields);
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

    /** The sentence for the caller. */
    public String detail() {
        var message = getMessage();
        return message == null ? code.slug() : message;
    }
}
