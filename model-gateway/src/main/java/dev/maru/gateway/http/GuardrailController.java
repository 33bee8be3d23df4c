package dev.maru.gateway.http;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.GuardrailId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.guard.CheckFormat;
import dev.maru.gateway.guard.Guardrail;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.GuardrailData;
import dev.maru.gateway.guard.GuardrailService;
import dev.maru.gateway.guard.Trial;
import dev.maru.gateway.guard.TrialCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The guardrails of a project. */
@RestController
@RequestMapping("/api/tenants/{tenant}/projects/{project}/guardrails")
class GuardrailController {
    private final GuardrailService guardrails;

    GuardrailController(GuardrailService guardrails) {
        this.guardrails = guardrails;
    }

    /** @param findings of the last 24 hours, null where they were not counted */
    record WireGuardrail(
            String id,
            long version,
            String name,
            @Nullable String key,
            String stage,
            String action,
            JsonNode check,
            boolean hasSecret,
            boolean enabled,
            Instant createdAt,
            Instant changedAt,
            @Nullable Long findings) {
        static WireGuardrail of(Guardrail guardrail, @Nullable Long findings) {
            var data = guardrail.data();
            return new WireGuardrail(
                    guardrail.id().toString(),
                    guardrail.version(),
                    data.name(),
                    data.key() == null ? null : data.key().toString(),
                    data.stage().wireName(),
                    data.action().wireName(),
                    CheckFormat.tree(data.check()),
                    guardrail.hasSecret(),
                    data.enabled(),
                    guardrail.createdAt(),
                    guardrail.changedAt(),
                    findings);
        }
    }

    record WireGuardrails(List<WireGuardrail> items) {}

    /** @param version of the guardrail that was read, null for a new one */
    record WireGuardrailData(
            @Nullable Long version,
            @Nullable String name,
            @Nullable String key,
            @Nullable String stage,
            @Nullable String action,
            @Nullable JsonNode check,
            @Nullable String secret,
            @Nullable Boolean enabled) {
        GuardrailData data() {
            return new GuardrailData(
                    Fields.required("name", name),
                    key == null ? null : Fields.choice("key", key, ApiKeyId::parse, "the id of a key, key_…"),
                    Fields.choice("stage", Fields.required("stage", stage), Stage::ofWireName, "input, output or both"),
                    read(action),
                    CheckFormat.read(Fields.required("check", check)),
                    enabled == null || enabled);
        }
    }

    record WireTrialCheck(@Nullable String action, @Nullable JsonNode check) {}

    record WireTrialRequest(@Nullable String text, @Nullable List<WireTrialCheck> checks) {}

    record WireFound(String check, String action, String kind, int count) {}

    record WireTrial(
            String text,
            boolean denied,
            List<WireFound> found,
            @Nullable Double score) {
        static WireTrial of(Trial trial) {
            return new WireTrial(
                    trial.text(),
                    trial.denied(),
                    trial.found().stream()
                            .map(found -> new WireFound(
                                    found.check().wireName(), found.action().wireName(), found.kind(), found.count()))
                            .toList(),
                    trial.score());
        }
    }

    @GetMapping
    WireGuardrails list(Caller caller) {
        return new WireGuardrails(guardrails.list(caller).stream()
                .map(listed -> WireGuardrail.of(listed.guardrail(), listed.findings()))
                .toList());
    }

    @GetMapping("/{id}")
    WireGuardrail get(Caller caller, @PathVariable String id) {
        return WireGuardrail.of(guardrails.get(caller, PathIds.read(GuardrailId::parse, id)), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireGuardrail create(Caller caller, @RequestBody WireGuardrailData body) {
        return WireGuardrail.of(guardrails.create(caller, body.data(), body.secret()), null);
    }

    @PutMapping("/{id}")
    WireGuardrail update(Caller caller, @PathVariable String id, @RequestBody WireGuardrailData body) {
        return WireGuardrail.of(
                guardrails.update(
                        caller,
                        PathIds.read(GuardrailId::parse, id),
                        Fields.required("version", body.version()),
                        body.data(),
                        body.secret()),
                null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        guardrails.delete(caller, PathIds.read(GuardrailId::parse, id));
    }

    /** Runs checks over a text; nothing of it is stored. */
    @PostMapping("/try")
    WireTrial attempt(Caller caller, @RequestBody WireTrialRequest body) {
        var checks = Fields.required("checks", body.checks()).stream()
                .map(check -> new TrialCheck(
                        CheckFormat.read(Fields.required("checks.check", check.check())), read(check.action())))
                .toList();
        return WireTrial.of(guardrails.attempt(caller, Fields.required("text", body.text()), checks));
    }

    private static Action read(@Nullable String action) {
        return Fields.choice("action", Fields.required("action", action), Action::ofWireName, "deny, mask or log");
    }
}
