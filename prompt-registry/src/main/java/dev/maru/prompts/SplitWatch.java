package dev.maru.prompts;

import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.call.PromptUsageService;
import dev.maru.gateway.call.VersionUsage;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Compares the variants of guarded splits with what they are to replace, and ends those that do worse. */
@Component
class SplitWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SplitWatch.class);

    private final SystemDb system;
    private final SplitRepository splits;
    private final SplitService service;
    private final PromptQuery prompts;
    private final PromptUsageService usage;
    private final Clock clock;

    SplitWatch(
            SystemDb system,
            SplitRepository splits,
            SplitService service,
            PromptQuery prompts,
            PromptUsageService usage,
            Clock clock) {
        this.system = system;
        this.splits = splits;
        this.service = service;
        this.prompts = prompts;
        this.usage = usage;
        this.clock = clock;
    }

    void look() {
        for (var running : system.inSystem(splits::watched)) {
            var platform = new Caller(
                    new Actor.Platform("split guard"),
                    running.tenant(),
                    running.project(),
                    Set.of(Permission.READ_PROMPTS, Permission.READ_CALLS, Permission.RELEASE_PROMPTS),
                    RequestId.next(),
                    null);
            try {
                verdict(platform, running.split()).ifPresent(reason -> service.stop(platform, running.split(), reason));
            } catch (RuntimeException e) {
                // The other splits are looked at all the same; this one again at the next look.
                LOG.error("The split {} could not be judged", running.split().id(), e);
            }
        }
    }

    private Optional<String> verdict(Caller platform, Split split) {
        var guard = split.guard();
        var control = prompts.prompt(platform, split.prompt()).labels().get(split.label());
        if (guard == null || control == null) {
            return Optional.empty();
        }
        var byVersion =
                usage
                        .bySplit(platform, split.prompt(), split.id().toString(), split.startedAt(), clock.instant())
                        .stream()
                        .collect(Collectors.toMap(VersionUsage::version, Function.identity()));
        var before = byVersion.getOrDefault(control, VersionUsage.none(control));
        return split.variants().stream()
                .map(variant -> guard.verdict(
                        before, byVersion.getOrDefault(variant.version(), VersionUsage.none(variant.version()))))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
