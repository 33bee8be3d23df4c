package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that an application made in another protocol is opened in the playground and sent again. */
@BrowserTest(width = 1440, height = 1000)
class PlaygroundRecallIT {
    private static final String LARGE = "scripted/scripted-large";

    private ScriptedProvider provider;
    private RunningMaru maru;

    @BeforeEach
    void start() {
        provider = ScriptedProvider.start();
        maru = RunningMaru.with(Map.of());
        var made = maru.bean(ConnectionService.class)
                .create(
                        maru.owner(),
                        new NewConnection(
                                new ConnectionSlug("scripted"),
                                "Scripted",
                                provider.baseUrl().toString(),
                                "sk-upstream",
                                DisconnectPolicy.ABORT));
        maru.bean(CatalogService.class).importModels(maru.owner(), made.id());
    }

    @AfterEach
    void stop() {
        maru.close();
        provider.close();
    }

    @Test
    void sendsACallOfAnotherProtocolAgain(BrowserSession session) {
        var policies = maru.bean(PayloadPolicyService.class);
        policies.set(
                maru.owner(),
                new PayloadPolicy(
                        PayloadPolicy.Capture.FULL,
                        14,
                        policies.get(maru.owner()).version()));
        provider.script(Reply.Answer.of("Yes."));
        var answer = maru.send(HttpRequest.newBuilder(maru.url("/v1/messages"))
                .header("x-api-key", maru.sampleKey("call"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + LARGE + "\",\"max_tokens\":64,"
                        + "\"service_tier\":\"auto\",\"system\":\"Be brief.\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Is there a hall?\"}]}"))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var calls = maru.bean(CallService.class);
        Await.until(
                "the call is kept with what was said",
                () -> calls.page(maru.owner(), CallFilter.ALL, null, 1).items().stream()
                        .anyMatch(call -> calls.find(maru.owner(), call.id()).payload() != null));
        var call = calls.find(
                maru.owner(),
                calls.page(maru.owner(), CallFilter.ALL, null, 1)
                        .items()
                        .getFirst()
                        .id());
        assertThat(call.protocol()).isEqualTo("anthropic-messages");

        var screen = new Screen(session);
        screen.open(maru.url("/p/acme/sample/playground?c1=" + call.call().id()));
        screen.signIn();
        screen.sees(screen.page().locator(".maru-play-setup .maru-note").getByText("service_tier"));
        screen.accessible();
        provider.script(Reply.Answer.of("Still yes."));
        screen.page().locator(".maru-play-run").first().click();
        screen.sees(screen.page().getByText("Still yes."));
        var sent = provider.lastRequest().json();
        assertThat(sent.path("messages").toString()).contains("Be brief.", "Is there a hall?");
        assertThat(provider.lastRequest().text()).contains("64");
    }
}
