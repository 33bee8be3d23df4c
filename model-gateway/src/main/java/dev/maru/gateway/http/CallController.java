package dev.maru.gateway.http;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.RequestId;
import dev.maru.core.page.Cursor;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.CallStats;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.http.CallWire.WireCall;
import dev.maru.gateway.http.CallWire.WireCallDetail;
import dev.maru.gateway.http.CallWire.WireCalls;
import dev.maru.gateway.http.CallWire.WireStats;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls of a project, and whether what was said in them is kept. */
@RestController
@RequestMapping("/api/tenants/{tenant}/projects/{project}")
class CallController {
    private final CallService calls;
    private final PayloadPolicyService policies;

    CallController(CallService calls, PayloadPolicyService policies) {
        this.calls = calls;
        this.policies = policies;
    }

    record WirePolicy(
            @Nullable String capture,
            @Nullable Integer retentionDays,
            @Nullable Long version) {
        static WirePolicy of(PayloadPolicy policy) {
            return new WirePolicy(policy.capture().wireName(), policy.retentionDays(), policy.version());
        }
    }

    @GetMapping("/calls")
    WireCalls page(
            Caller caller,
            @RequestParam @Nullable String model,
            @RequestParam @Nullable String prompt,
            @RequestParam @Nullable String key,
            @RequestParam @Nullable String outcome,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam @Nullable String text,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var filter = new CallFilter(
                model,
                prompt,
                key == null ? null : Fields.choice("key", key, ApiKeyId::parse, "the id of a key, key_…"),
                outcome == null
                        ? null
                        : Fields.choice(
                                "outcome", outcome, CallOutcome::ofWireName, "success, error, rejected or aborted"),
                from,
                to,
                text);
        var page = calls.page(caller, filter, cursor == null ? null : Cursor.decode(cursor, 2), limit);
        return new WireCalls(
                page.items().stream().map(WireCall::of).toList(),
                page.next() == null ? null : page.next().encoded());
    }

    @GetMapping("/calls/{requestId}")
    WireCallDetail find(Caller caller, @PathVariable String requestId) {
        return WireCallDetail.of(calls.find(caller, PathIds.read(RequestId::parse, requestId)));
    }

    @GetMapping("/calls/stats")
    WireStats stats(
            Caller caller,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam(defaultValue = "hour") String step) {
        var width = Fields.choice(
                "step", step, name -> CallStats.Step.valueOf(name.toUpperCase(Locale.ROOT)), "minute, hour or day");
        return WireStats.of(calls.stats(caller, from, to, width));
    }

    @GetMapping("/payload-policy")
    WirePolicy policy(Caller caller) {
        return WirePolicy.of(policies.get(caller));
    }

    @PutMapping("/payload-policy")
    WirePolicy setPolicy(Caller caller, @RequestBody WirePolicy body) {
        var capture = Fields.choice(
                "capture",
                Fields.required("capture", body.capture()),
                PayloadPolicy.Capture::ofWireName,
                "none or full");
        return WirePolicy.of(policies.set(
                caller,
                new PayloadPolicy(
                        capture,
                        Fields.required("retentionDays", body.retentionDays()),
                        Fields.required("version", body.version()))));
    }
}
