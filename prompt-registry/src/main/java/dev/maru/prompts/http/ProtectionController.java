package dev.maru.prompts.http;

import dev.maru.core.id.ProtectionId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Protection;
import dev.maru.prompts.ProtectionService;
import dev.maru.prompts.ReleaseRequestService;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What releases take in a project, and those that wait for somebody. */
@RestController
class ProtectionController {
    private final ProtectionService protections;
    private final ReleaseRequestService requests;

    ProtectionController(ProtectionService protections, ReleaseRequestService requests) {
        this.protections = protections;
        this.requests = requests;
    }

    /** @param label null for a folder that is protected against writing */
    record WireProtection(
            String id,
            String folder,
            @Nullable String label,
            int approvals,
            @Nullable String gate,
            String createdBy,
            Instant createdAt) {
        static WireProtection of(Protection protection) {
            var label = protection.label();
            return new WireProtection(
                    protection.id().toString(),
                    protection.folder(),
                    label == null ? null : label.value(),
                    protection.approvals(),
                    protection.gate(),
                    protection.createdBy(),
                    protection.createdAt());
        }
    }

    record WireProtections(List<WireProtection> data) {}

    record WireNewProtection(
            @Nullable String folder,
            @Nullable String label,
            @Nullable Integer approvals,
            @Nullable String gate) {}

    record WireProtectionChange(@Nullable Integer approvals) {}

    record WireReleaseRequests(List<ReleaseWire.ReleaseRequestResponse> data) {}

    @GetMapping(PromptHttpConfiguration.PROTECTIONS)
    WireProtections list(Caller caller) {
        return new WireProtections(
                protections.list(caller).stream().map(WireProtection::of).toList());
    }

    @PostMapping(PromptHttpConfiguration.PROTECTIONS)
    @ResponseStatus(HttpStatus.CREATED)
    WireProtection add(Caller caller, @RequestBody WireNewProtection body) {
        var label = body.label() == null ? null : new PromptLabel(body.label());
        return WireProtection.of(protections.add(
                caller,
                body.folder() == null ? "" : body.folder(),
                label,
                body.approvals() == null ? 0 : body.approvals(),
                body.gate()));
    }

    @PatchMapping(PromptHttpConfiguration.PROTECTIONS + "/{protection}")
    WireProtection change(Caller caller, @PathVariable String protection, @RequestBody WireProtectionChange body) {
        if (body.approvals() == null) {
            throw PlatformException.invalid("approvals", "this field is required");
        }
        return WireProtection.of(protections.change(caller, id(protection), body.approvals()));
    }

    @DeleteMapping(PromptHttpConfiguration.PROTECTIONS + "/{protection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String protection) {
        protections.remove(caller, id(protection));
    }

    @GetMapping(PromptHttpConfiguration.PENDING)
    WireReleaseRequests pending(Caller caller) {
        return new WireReleaseRequests(requests.pending(caller).stream()
                .map(ReleaseWire.ReleaseRequestResponse::of)
                .toList());
    }

    private static ProtectionId id(String text) {
        try {
            return ProtectionId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    PromptError.PROMPT_PROTECTION_NOT_FOUND, "There is no protection " + text + " here.", e);
        }
    }
}
