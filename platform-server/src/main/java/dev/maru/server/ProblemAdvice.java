package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The one place where an exception becomes an answer. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ErrorWriter errors;

    ProblemAdvice(ErrorWriter errors) {
        this.errors = errors;
    }

    @ExceptionHandler
    void platform(PlatformException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        errors.write(request, response, e);
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        errors.write(request, response, bodyError(e));
    }

    @ExceptionHandler
    void parameter(MissingServletRequestParameterException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        errors.write(request, response, PlatformException.invalid(e.getParameterName(), "this parameter is required"));
    }

    @ExceptionHandler
    void parameter(MethodArgumentTypeMismatchException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        errors.write(request, response, PlatformException.invalid(e.getName(), "has the wrong form"));
    }

    @ExceptionHandler
    void method(HttpRequestMethodNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var supported = e.getSupportedMethods();
        if (supported != null) {
            response.setHeader("Allow", String.join(", ", supported));
        }
        respond(request, response, CoreError.METHOD_NOT_ALLOWED, e.getMethod() + " is not possible here.");
    }

    @ExceptionHandler
    void mediaType(HttpMediaTypeNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        respond(request, response, ServerError.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
    }

    @ExceptionHandler
    void accept(HttpMediaTypeNotAcceptableException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        respond(request, response, ServerError.NOT_ACCEPTABLE, "The answer is JSON; accept application/json.");
    }

    @ExceptionHandler
    void resource(NoResourceFoundException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        respond(request, response, CoreError.NOT_FOUND, "There is no " + request.getRequestURI() + ".");
    }

    @ExceptionHandler
    void database(DataAccessException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        unavailable(e, request, response);
    }

    @ExceptionHandler
    void database(CannotCreateTransactionException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        unavailable(e, request, response);
    }

    /** The client has left; there is nobody to tell. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("The client left: {}", e.toString());
    }

    @ExceptionHandler
    void anything(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            respond(request, response, CoreError.INVALID_REQUEST, "This request cannot be understood.");
            return;
        }
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        respond(
                request,
                response,
                ServerError.INTERNAL,
                "Something broke on our side; give the request id when you ask about it.");
    }

    private void unavailable(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.error("{} {} could not reach the database", request.getMethod(), request.getRequestURI(), e);
        respond(
                request,
                response,
                CoreError.TEMPORARILY_UNAVAILABLE,
                "Maru cannot reach its database at the moment; try again shortly.");
    }

    private void respond(
            HttpServletRequest request,
            HttpServletResponse response,
            dev.maru.core.problem.ErrorCode code,
            String detail)
            throws IOException {
        errors.write(request, response, new PlatformException(code, detail));
    }

    private static PlatformException bodyError(HttpMessageNotReadableException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PlatformException platform) {
                return platform;
            }
        }
        return switch (e.getCause()) {
            case UnrecognizedPropertyException unknown ->
                PlatformException.invalid(
                        path(unknown), "this field is not known; known here: " + unknown.getKnownPropertyIds());
            case StreamReadException syntax ->
                new PlatformException(
                        CoreError.INVALID_REQUEST, "The body is not JSON: " + syntax.getOriginalMessage());
            case DatabindException bind -> PlatformException.invalid(path(bind), rootMessage(bind));
            case null, default ->
                new PlatformException(
                        CoreError.INVALID_REQUEST, "The body is missing or cannot be read.", List.<FieldError>of(), e);
        };
    }

    /** A value object's own sentence where there is one, else a general one: parser messages name classes. */
    private static String rootMessage(DatabindException bind) {
        Throwable root = bind;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = root.getMessage();
        return root instanceof IllegalArgumentException && message != null
                ? message
                : "has the wrong type or is missing";
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            var name = step.getPropertyName();
            path.append(name == null ? "[" + step.getIndex() + "]" : path.isEmpty() ? name : "." + name);
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
