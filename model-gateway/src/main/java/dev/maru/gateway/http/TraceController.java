package dev.maru.gateway.http;

import dev.maru.core.page.Cursor;
import dev.maru.core.page.Paging;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.http.TraceWire.WireTraceDetail;
import dev.maru.gateway.http.TraceWire.WireTraces;
import dev.maru.gateway.trace.TraceFilter;
import dev.maru.gateway.trace.TraceService;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The traces of a project. */
@RestController
@RequestMapping("/api/tenants/{tenant}/projects/{project}/traces")
class TraceController {
    private final TraceService traces;

    TraceController(TraceService traces) {
        this.traces = traces;
    }

    @GetMapping
    WireTraces page(
            Caller caller,
            @RequestParam @Nullable String name,
            @RequestParam @Nullable String session,
            @RequestParam @Nullable String user,
            @RequestParam @Nullable String model,
            @RequestParam @Nullable String service,
            @RequestParam @Nullable String status,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String text,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT) int limit) {
        var filter = new TraceFilter(
                name,
                session,
                user,
                model,
                service,
                status == null ? null : Fields.choice("status", status, TraceController::failed, "ok or error"),
                from,
                to,
                text);
        var page = traces.page(caller, filter, cursor == null ? null : Cursor.decode(cursor, 2), limit);
        return new WireTraces(page.items().stream().map(TraceWire.WireTrace::of).toList(), Paging.next(page));
    }

    private static Boolean failed(String status) {
        return switch (status) {
            case "ok" -> false;
            case "error" -> true;
            default -> throw new IllegalArgumentException(status);
        };
    }

    @GetMapping("/{traceId}")
    WireTraceDetail find(Caller caller, @PathVariable String traceId) {
        return WireTraceDetail.of(traces.find(caller, traceId));
    }
}
