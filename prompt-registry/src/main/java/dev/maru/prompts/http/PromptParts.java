package dev.maru.prompts.http;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.call.PromptUsageService;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.SplitService;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Reads what belongs to a prompt: versions, releases and the requests for them, splits, use, and who refers to it. */
@Component
class PromptParts {
    private static final Duration USAGE_SPAN = Duration.ofDays(30);

    private final PromptQuery query;
    private final ReleaseRequestService requests;
    private final SplitService splits;
    private final PromptUsageService usage;
    private final Clock clock;

    PromptParts(
            PromptQuery query,
            ReleaseRequestService requests,
            SplitService splits,
            PromptUsageService usage,
            Clock clock) {
        this.query = query;
        this.requests = requests;
        this.splits = splits;
        this.usage = usage;
        this.clock = clock;
    }

    /** @param parts of the path behind the prompt's name, such as {@code versions} and a number */
    Answer read(Caller caller, PromptId prompt, List<String> parts, QueryParameters parameters) {
        if (parts.size() == 2) {
            parameters.known();
            return Answer.ok(Wire.VersionResponse.of(query.version(caller, prompt, Integer.parseInt(parts.get(1)))));
        }
        return switch (parts.getFirst()) {
            case "versions" -> {
                parameters.known("cursor", "limit");
                var page = query.versions(caller, prompt, parameters.cursor(1), parameters.limit());
                yield Answer.ok(Wire.PageResponse.of(page, Wire.VersionListItem::of));
            }
            case "used-by" -> whole(parameters, query.usedBy(caller, prompt), Wire.UseResponse::of);
            case "splits" -> whole(parameters, splits.of(caller, prompt), SplitWire.SplitResponse::of);
            case "release-requests" ->
                whole(parameters, requests.of(caller, prompt), ReleaseWire.ReleaseRequestResponse::of);
            case "usage" -> usage(caller, prompt, parameters);
            default -> {
                parameters.known("cursor", "limit");
                var page = query.releases(caller, prompt, parameters.cursor(2), parameters.limit());
                yield Answer.ok(Wire.PageResponse.of(page, Wire.ReleaseResponse::of));
            }
        };
    }

    /** A list that fits on one page. */
    private static <T> Answer whole(QueryParameters parameters, List<T> items, Function<T, ?> wire) {
        parameters.known();
        return Answer.ok(new Wire.PageResponse<>(items.stream().map(wire).toList(), null));
    }

    private Answer usage(Caller caller, PromptId prompt, QueryParameters parameters) {
        parameters.known("from", "to", "label");
        var to = parameters.instant("to") == null ? clock.instant() : parameters.instant("to");
        var from = parameters.instant("from") == null ? to.minus(USAGE_SPAN) : parameters.instant("from");
        if (!from.isBefore(to)) {
            throw PlatformException.invalid("from", "give a time before \"to\"");
        }
        var items = usage.byVersion(caller, prompt, parameters.text("label"), from, to).stream()
                .map(Wire.UsageResponse::of)
                .toList();
        return Answer.ok(new Wire.PageResponse<>(items, null));
    }
}
