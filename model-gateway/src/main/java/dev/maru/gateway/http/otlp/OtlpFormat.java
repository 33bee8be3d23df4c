package dev.maru.gateway.http.otlp;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.trace.OtlpJson;
import dev.maru.gateway.trace.TraceIngest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The two encodings of the protocol; what is asked in one is answered in it. */
enum OtlpFormat {
    PROTOBUF("application/x-protobuf") {
        @Override
        ExportTraceServiceRequest read(byte[] body) {
            try {
                return ExportTraceServiceRequest.parseFrom(body);
            } catch (InvalidProtocolBufferException e) {
                throw malformed(e);
            }
        }

        @Override
        byte[] answer(TraceIngest.Outcome outcome) {
            var answer = ExportTraceServiceResponse.newBuilder();
            if (outcome.refused() > 0) {
                answer.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(outcome.refused())
                        .setErrorMessage(String.valueOf(outcome.reason())));
            }
            return answer.build().toByteArray();
        }

        /** A google.rpc.Status: its code is field 1, its message field 2. */
        @Override
        byte[] error(int status, String message) {
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            try {
                out.writeInt32(1, code(status));
                out.writeString(2, message);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    },
    JSON("application/json") {
        @Override
        ExportTraceServiceRequest read(byte[] body) {
            try {
                return OtlpJson.read(MAPPER.readTree(body));
            } catch (JacksonException | IllegalArgumentException e) {
                throw malformed(e);
            }
        }

        @Override
        byte[] answer(TraceIngest.Outcome outcome) {
            return MAPPER.writeValueAsBytes(
                    outcome.refused() == 0
                            ? Map.of()
                            : Map.of(
                                    "partialSuccess",
                                    Map.of(
                                            // A 64-bit number is a text in the JSON of protobuf.
                                            "rejectedSpans",
                                            Integer.toString(outcome.refused()),
                                            "errorMessage",
                                            String.valueOf(outcome.reason()))));
        }

        @Override
        byte[] error(int status, String message) {
            return MAPPER.writeValueAsBytes(Map.of("code", code(status), "message", message));
        }
    };

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final String contentType;

    OtlpFormat(String contentType) {
        this.contentType = contentType;
    }

    static @Nullable OtlpFormat of(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        return switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/x-protobuf", "application/protobuf" -> PROTOBUF;
            case "application/json" -> JSON;
            default -> null;
        };
    }

    String contentType() {
        return contentType;
    }

    abstract ExportTraceServiceRequest read(byte[] body);

    abstract byte[] answer(TraceIngest.Outcome outcome);

    abstract byte[] error(int status, String message);

    private static PlatformException malformed(Exception e) {
        return new PlatformException(
                GatewayError.TRACES_MALFORMED, "The body is no request of OpenTelemetry's protocol for traces.", e);
    }

    /** The code of gRPC that stands for a status of HTTP. */
    private static int code(int status) {
        return switch (status) {
            case 400, 415 -> 3;
            case 401 -> 16;
            case 403 -> 7;
            case 413, 429 -> 8;
            case 503 -> 14;
            default -> 13;
        };
    }
}
