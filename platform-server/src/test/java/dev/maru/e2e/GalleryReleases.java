package dev.maru.e2e;

import dev.maru.access.MemberService;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.ProtectionService;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.Split;
import dev.maru.prompts.SplitGuard;
import dev.maru.prompts.SplitService;
import dev.maru.prompts.content.DeclaredVariable;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.VariableType;
import dev.maru.prompts.discussion.DiscussionService;
import java.util.List;
import java.util.Map;

/** What a team of the gallery has agreed on and talks about: rules, a request that waits, a canary, comments. */
final class GalleryReleases {
    private final RunningMaru maru;
    private final GalleryTexts texts;
    private final Caller owner;
    private final Caller colleague;

    GalleryReleases(RunningMaru maru, GalleryTexts texts, Caller owner) {
        this.maru = maru;
        this.texts = texts;
        this.owner = owner;
        this.colleague = maru.caller(colleague(), owner.tenant(), owner.requireProject());
    }

    private UserId colleague() {
        return maru.bean(MemberService.class).list(owner).stream()
                .filter(member -> member.name().equals(texts.people().getLast()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** @return the prompt with a request that waits for the owner */
    PromptId fill(PromptId answer) {
        var protections = maru.bean(ProtectionService.class);
        protections.add(owner, folder(2), PromptLabel.PRODUCTION, 1, null);
        protections.add(owner, folder(3), PromptLabel.PRODUCTION, 0, null);
        protections.add(owner, folder(4), null, 0, null);
        var confirmation = confirmation();
        var requests = maru.bean(ReleaseRequestService.class);
        var wish = new ReleaseRequestService.Wish(
                PromptLabel.PRODUCTION,
                2,
                ExpectedRelease.exactly(1),
                texts.reasons().getFirst(),
                null,
                null);
        var rejected = requests.request(colleague, confirmation.id(), wish);
        requests.reject(owner, rejected.id(), texts.reasons().getLast());
        requests.request(colleague, confirmation.id(), wish);
        maru.bean(SplitService.class)
                .start(
                        owner,
                        answer,
                        new SplitService.Plan(
                                PromptLabel.PRODUCTION,
                                List.of(new Split.Variant(3, 1_000)),
                                Map.of("plan", List.of("pro", "team")),
                                new SplitGuard(100, 0.05, 1.5, null)));
        var discussions = maru.bean(DiscussionService.class);
        var thread =
                discussions.open(colleague, answer, 3, 0, 4, 16, texts.reasons().getFirst());
        discussions.reply(owner, thread.id(), texts.reasons().getLast());
        return confirmation.id();
    }

    private String folder(int prompt) {
        var name = texts.prompts().get(prompt).name();
        return name.substring(0, name.indexOf('/'));
    }

    private Prompt confirmation() {
        var query = maru.bean(PromptQuery.class);
        var prompt = query.byName(owner, new PromptName(texts.prompts().get(2).name()))
                .orElseThrow();
        var system = texts.prompts().get(2).system();
        var nights = new DeclaredVariable("nights", VariableType.NUMBER, true, null, null, "");
        var draft = new PromptDraft(
                new PromptBody.Chat(
                        ((PromptBody.Chat) query.version(owner, prompt.id(), 1).body())
                                .entries()
                                .reversed()),
                PromptConfig.EMPTY,
                new DeclaredVariables(List.of(nights)),
                system.lines().findFirst().orElse(""));
        maru.bean(PromptService.class).newVersion(colleague, prompt.id(), 1, draft);
        return prompt;
    }
}
