package dev.maru.server.sample;

import dev.maru.access.CallerDirectory;
import dev.maru.access.TenantCreated;
import dev.maru.access.identity.ProfileService;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.Origin;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a new tenant something to look at: a prompt with a released version, called a few times with the offline model, so
 * that every screen shows rows that came about as all others do.
 */
@Component
class SampleProject {
    private static final Logger log = LoggerFactory.getLogger(SampleProject.class);
    private static final String OFFLINE = "{\"model\":\"maru/offline\",\"temperature\":0}";

    private final CallerDirectory callers;
    private final ProfileService profiles;
    private final PromptService prompts;
    private final ModelGateway gateway;
    private final JsonMapper json;

    SampleProject(
            CallerDirectory callers,
            ProfileService profiles,
            PromptService prompts,
            ModelGateway gateway,
            JsonMapper json) {
        this.callers = callers;
        this.profiles = profiles;
        this.prompts = prompts;
        this.gateway = gateway;
        this.json = json;
    }

    @EventListener
    void fill(TenantCreated created) {
        try {
            var texts = SampleTexts.in(profiles.get(created.createdBy()).data().locale());
            createPrompt(caller(created), texts);
            // A call is known by its request, so each question needs one of its own.
            texts.questions().forEach(question -> ask(caller(created), texts, question));
        } catch (RuntimeException e) {
            // A tenant without samples is still a tenant; its creation has been committed and must not look failed.
            log.warn("The sample project of {} could not be filled", created.tenant(), e);
        }
    }

    private Caller caller(TenantCreated created) {
        return callers.ofPerson(created.createdBy(), created.tenant(), created.sampleProject(), RequestId.next(), null);
    }

    private void createPrompt(Caller caller, SampleTexts texts) {
        var body = new PromptBody.Chat(List.of(
                ChatEntry.Message.of(ChatRole.SYSTEM, texts.system()),
                ChatEntry.Message.of(ChatRole.USER, "{{question}}")));
        var draft = new PromptDraft(body, PromptConfig.parse(OFFLINE), texts.commitMessage());
        prompts.create(
                caller,
                new NewPrompt(
                        new PromptName(texts.promptName()),
                        draft,
                        texts.description(),
                        List.of("sample"),
                        Set.of(PromptLabel.PRODUCTION)));
    }

    private void ask(Caller caller, SampleTexts texts, String question) {
        var request = Map.of(
                "prompt",
                Map.of(
                        "name",
                        texts.promptName(),
                        "label",
                        "production",
                        "variables",
                        Map.of("question", question, "document", texts.document())));
        gateway.complete(caller, json.writeValueAsBytes(request), Origin.PLAYGROUND);
    }
}
