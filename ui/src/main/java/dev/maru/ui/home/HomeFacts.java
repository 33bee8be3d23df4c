package dev.maru.ui.home;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.access.ApiKeyService;
import dev.maru.access.InvitationService;
import dev.maru.access.MemberService;
import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.Origin;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.CallStats;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.measure.UnpricedAlert;
import dev.maru.gateway.measure.UnpricedAlerts;
import dev.maru.platform.settings.MaruSettings;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptFilter;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.Release;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.shell.Place;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Collects what the home page says; every line of it comes from real rows. */
@Component
record HomeFacts(
        PromptQuery prompts,
        PromptRenderer renderer,
        ReleaseRequestService requests,
        ApiKeyService keys,
        CallService calls,
        CatalogService catalog,
        ConnectionService connections,
        MemberService members,
        InvitationService invitations,
        UnpricedAlerts alerts,
        MaruSettings settings,
        Clock clock) {
    private static final String OFFLINE = "maru/offline";
    private static final int LOOKED_AT = 100;
    private static final int RECENT = 6;

    /** The first steps that the person may take, each ticked by what it leaves behind. */
    List<Step> steps(Place place) {
        var caller = place.caller();
        var steps = new ArrayList<Step>();
        steps.add(new Step("sign-in", true, ""));
        if (caller.may(Permission.READ_PROMPTS)) {
            steps.add(new Step("prompt", editedAndReleased(caller), promptsPath(place)));
        }
        if (caller.may(Permission.READ_KEYS)) {
            steps.add(new Step("key", !keys.page(caller, null, 1).items().isEmpty(), place.inProject("keys?new=1")));
        }
        if (caller.may(Permission.READ_CALLS)) {
            steps.add(new Step("call", calledByKey(caller), place.inProject("calls")));
        }
        if (caller.may(Permission.MANAGE_MODELS)) {
            steps.add(new Step("grow", grown(caller), place.inProject("models?tab=connections")));
        }
        return steps;
    }

    private String promptsPath(Place place) {
        return released(place.caller())
                .map(prompt -> place.inProject("prompts/" + prompt.id()))
                .orElse(place.inProject("prompts"));
    }

    private boolean editedAndReleased(Caller caller) {
        return prompts.page(caller, PromptFilter.ALL, null, LOOKED_AT).items().stream()
                .flatMap(prompt -> prompt.labels().values().stream())
                .anyMatch(version -> version > 1);
    }

    private boolean calledByKey(Caller caller) {
        return calls.page(caller, CallFilter.ALL, null, LOOKED_AT).items().stream()
                .anyMatch(call -> call.origin() == Origin.API && call.outcome() == CallOutcome.SUCCESS);
    }

    private boolean grown(Caller caller) {
        return connections.list(caller).stream().anyMatch(connection -> !connection.shared())
                || members.list(caller).size() > 1
                || (caller.may(Permission.MANAGE_MEMBERS)
                        && !invitations.list(caller).isEmpty());
    }

    CallStats stats(Caller caller, boolean week) {
        var now = clock.instant();
        return week
                ? calls.stats(caller, now.minus(Duration.ofDays(7)), now, CallStats.Step.DAY)
                : calls.stats(caller, now.minus(Duration.ofHours(24)), now, CallStats.Step.HOUR);
    }

    /** Models that are called without a price, the most called first. */
    List<UnpricedAlert> unpriced(Caller caller) {
        return alerts.open(caller).stream().limit(RECENT).toList();
    }

    /** Requests to release that the person can decide. */
    List<ReleaseRequest> toDecide(Caller caller) {
        return requests.pending(caller).stream()
                .limit(LOOKED_AT)
                .filter(request -> requests.mayDecide(caller, request))
                .limit(RECENT)
                .toList();
    }

    List<RecentRelease> releases(Caller caller) {
        var month = clock.instant().minus(Duration.ofDays(30));
        var filter = new PromptFilter(null, null, null, null, month, false);
        return prompts.page(caller, filter, null, LOOKED_AT).items().stream()
                .sorted(Comparator.comparing(Prompt::updatedAt).reversed())
                .limit(RECENT)
                .flatMap(prompt -> prompts.releases(caller, prompt.id(), null, RECENT).items().stream()
                        .map(release ->
                                new RecentRelease(prompt.id(), prompt.name().value(), release)))
                .sorted(Comparator.comparing(
                                (RecentRelease entry) -> entry.release().releasedAt())
                        .reversed())
                .limit(RECENT)
                .toList();
    }

    /** A call with a prompt of this project if one is released, else a plain one. */
    CallSamples samples(Place place) {
        var caller = place.caller();
        var model = caller.may(Permission.READ_MODELS)
                ? catalog.callable(caller).stream()
                        .map(CallableModel::qualifiedName)
                        .findFirst()
                        .orElse(OFFLINE)
                : OFFLINE;
        var plain = CallSamples.of(settings.publicUrl(), model, t("sample.question"));
        if (!caller.may(Permission.READ_PROMPTS)) {
            return plain;
        }
        return released(caller)
                .map(prompt -> {
                    var names = variables(caller, prompt);
                    return plain.withPrompt(prompt.name().value(), "production", names)
                            .withQuestion(names.isEmpty() ? t("sample.question") : null);
                })
                .orElse(plain);
    }

    private Optional<Prompt> released(Caller caller) {
        var filter = new PromptFilter(null, PromptLabel.PRODUCTION, null, null, null, false);
        return prompts.page(caller, filter, null, 1).items().stream().findFirst();
    }

    private List<String> variables(Caller caller, Prompt prompt) {
        int live = prompt.labels().getOrDefault(PromptLabel.PRODUCTION, prompt.latest());
        return renderer.preview(caller, prompt.name(), prompts.version(caller, prompt.id(), live)).variables().stream()
                .filter(variable -> variable.usage() == PromptVariable.Usage.VALUE)
                .map(PromptVariable::name)
                .toList();
    }

    /** One of the first steps; {@code path} is where it is taken. */
    record Step(String name, boolean done, String path) {}

    record RecentRelease(PromptId prompt, String name, Release release) {}
}
