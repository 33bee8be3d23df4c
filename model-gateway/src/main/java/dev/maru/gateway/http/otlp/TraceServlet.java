package dev.maru.gateway.http.otlp;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.trace.IngestGate;
import dev.maru.gateway.trace.TraceIngest;
import dev.maru.gateway.trace.TraceSettings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes spans and answers as the protocol says: 200 also for those in part refused, else a status of gRPC. */
final class TraceServlet extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(TraceServlet.class);
    private static final int BROKEN = 500;

    private final transient TraceIngest ingest;
    private final transient IngestGate gate;
    private final long maxRequestSize;

    TraceServlet(TraceIngest ingest, IngestGate gate, TraceSettings settings) {
        this.ingest = ingest;
        this.gate = gate;
        this.maxRequestSize = settings.maxRequestSize().toBytes();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var format = OtlpFormat.of(request.getContentType());
        if (format == null) {
            write(response, OtlpFormat.JSON, unknownFormat(request.getContentType()));
            return;
        }
        var caller = caller(request);
        try (var _ = gate.enter(caller.tenant())) {
            var outcome = ingest.accept(caller, format.read(OtlpBody.read(request, maxRequestSize)));
            write(response, format, 200, format.answer(outcome));
        } catch (PlatformException e) {
            write(response, format, e);
        } catch (RuntimeException e) {
            // Not 503: the same spans would break it again.
            LOG.error("The spans of {} could not be taken", caller.requestId(), e);
            write(response, format, BROKEN, format.error(BROKEN, "Maru could not take these spans; its log says why."));
        }
    }

    private static PlatformException unknownFormat(@Nullable String type) {
        return new PlatformException(
                GatewayError.TRACES_ENCODING,
                "Send spans as application/x-protobuf or application/json, not as " + type + ".");
    }

    private static void write(HttpServletResponse response, OtlpFormat format, PlatformException problem)
            throws IOException {
        ErrorCode code = problem.code();
        var status = code.kind().status();
        if (code == CoreError.BODY_TOO_LARGE) {
            // The rest of the body is not read.
            response.setHeader("Connection", "close");
        }
        problem.headers().forEach(response::setHeader);
        write(response, format, status, format.error(status, problem.detail()));
    }

    private static void write(HttpServletResponse response, OtlpFormat format, int status, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(format.contentType());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Caller caller(HttpServletRequest request) {
        return (Caller) Objects.requireNonNull(
                request.getAttribute(Caller.class.getName()), "the edge lets nobody in without a caller");
    }
}
