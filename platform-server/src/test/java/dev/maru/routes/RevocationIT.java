package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.ApiKeyService;
import dev.maru.access.MemberService;
import dev.maru.access.RoleGrant;
import dev.maru.access.TenantService;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever was let in and may not be any more gets no success on any path, on the replica where that was decided and on
 * another one, and what was running for them ends.
 */
class RevocationIT {
    private static final ScriptedProvider PROVIDER = ScriptedProvider.start();
    private static final String MARKED_HOLD = "hold";
    private static final int LATER = 30;

    private static RunningMaru first;
    private static RunningMaru second;
    private static Settler settler;

    @BeforeAll
    static void start() {
        PROVIDER.always(
                Endpoint.CHAT,
                request -> request.text().contains(MARKED_HOLD)
                        ? new Reply.Stall(2, Reply.Answer.ofWords(5))
                        : Calls.reply(request));
        first = RunningMaru.with(Map.of());
        settler = new Settler(first, PROVIDER.baseUrl());
        first.owner();
        second = first.replica();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
        PROVIDER.close();
    }

    @Test
    void aRevokedKeyOpensNothing() {
        var place = settler.project(settler.tenant("marten11"), "gecko21");
        var streams = streams(place);

        assertEnds(
                onBoth(programs(place)),
                () -> first.bean(ApiKeyService.class).revoke(settler.owner(place), place.keyId()));

        assertEnded(place, streams);
    }

    @Test
    void aSuspendedTenantLetsNobodyIn() {
        var place = settler.project(settler.tenant("weasel12"), "robin22");
        var streams = streams(place);
        var asked = programs(place);
        asked.putAll(people(place, place.twin().owner()));

        assertEnds(
                onBoth(asked),
                () -> first.bean(TenantService.class)
                        .suspend(first.operator(), place.twin().tenant()));

        assertEnded(place, streams);
    }

    @Test
    void aSuspendedPersonGetsInNowhere() {
        var place = settler.project(settler.tenant("badger13"), "raven23");
        var person =
                settler.join(settler.owner(place.twin(), null), "badger13-leaver", RoleGrant.everywhere(Role.OWNER));
        var asked = people(place, person);
        asked.put("/api/me", bearer(person.token(), "GET", "/api/me", null));
        asked.put("/api/me/sessions", bearer(person.token(), "GET", "/api/me/sessions", null));
        asked.put("/api/tenants", bearer(person.token(), "GET", "/api/tenants", null));
        var browser = BrowserVisit.signedIn(first, person);
        assertThat(browser.page(new Asked("GET", "/account", null)).status()).isEqualTo(200);

        assertEnds(onBoth(asked), () -> first.bean(PeopleService.class).suspend(first.operator(), person.id()));

        Await.until(
                "the browser is sent away",
                () -> browser.page(new Asked("GET", "/account", null)).status() == 302);
    }

    @Test
    void aRemovedMemberIsNobodyThere() {
        var place = settler.project(settler.tenant("ferret14"), "egret24");
        var person =
                settler.join(settler.owner(place.twin(), null), "ferret14-leaver", RoleGrant.everywhere(Role.ADMIN));

        assertEnds(
                onBoth(people(place, person)),
                () -> first.bean(MemberService.class).remove(settler.owner(place.twin(), null), person.id()));
    }

    /** A request that is made anew each time. */
    private interface Ask {
        int status(RunningMaru maru);
    }

    private static Ask bearer(String credential, String method, String path, @Nullable Map<String, Object> body) {
        return maru -> {
            var asked = new Asked(method, path, body);
            var request = asked.on(HttpRequest.newBuilder(URI.create(maru.url() + path)))
                    .header("Authorization", "Bearer " + credential);
            return maru.send(request.build()).statusCode();
        };
    }

    private static Map<String, Ask> programs(Place place) {
        var project = "/api/tenants/" + place.tenant() + "/projects/" + place.project();
        var asked = new LinkedHashMap<String, Ask>();
        asked.put("call", bearer(place.key(), "POST", "/v1/chat/completions", Calls.plain(place)));
        asked.put("models", bearer(place.key(), "GET", "/v1/models", null));
        asked.put("fetch", bearer(place.key(), "GET", "/v1/prompts/" + place.promptPath(), null));
        asked.put(
                "render",
                bearer(
                        place.key(),
                        "POST",
                        "/v1/prompts/" + place.promptPath() + "/render",
                        Map.of("variables", Map.of("name", "x"))));
        asked.put("keys", bearer(place.key(), "GET", project + "/keys", null));
        asked.put("calls", bearer(place.key(), "GET", project + "/calls", null));
        return asked;
    }

    private static Map<String, Ask> people(Place place, Someone person) {
        var tenant = "/api/tenants/" + place.tenant();
        var asked = new LinkedHashMap<String, Ask>();
        for (var path : List.of(tenant, tenant + "/members", tenant + "/projects/" + place.project() + "/prompts")) {
            asked.put("person " + path, bearer(person.token(), "GET", path, null));
        }
        return asked;
    }

    private static Map<String, Ask> onBoth(Map<String, Ask> asked) {
        var both = new LinkedHashMap<String, Ask>();
        asked.forEach((name, ask) -> {
            both.put(name + " of the first", any -> ask.status(first));
            both.put(name + " of the second", any -> ask.status(second));
        });
        return both;
    }

    /** Let in before, refused soon after, and never let in again. */
    private static void assertEnds(Map<String, Ask> asked, Runnable revoke) {
        asked.forEach((name, ask) -> assertThat(ask.status(first)).as(name).isEqualTo(200));

        revoke.run();

        asked.forEach((name, ask) -> Await.until(name + " is refused", () -> ask.status(first) != 200));
        for (int i = 0; i < LATER; i++) {
            asked.forEach((name, ask) -> assertThat(ask.status(first)).as(name).isIn(401, 403, 404));
        }
    }

    /** An answer of a model that has begun and hangs, and a stream of events, on each replica. */
    private record Streams(EventStream call, EventStream events) {}

    private static List<Streams> streams(Place place) {
        return List.of(streams(first, place), streams(second, place));
    }

    private static Streams streams(RunningMaru maru, Place place) {
        var body = Map.<String, Object>of(
                "model",
                place.twin().modelName(),
                "stream",
                true,
                "user",
                MARKED_HOLD,
                "messages",
                List.of(Map.of("role", "user", "content", "go on")));
        var call = new Asked("POST", "/v1/chat/completions", body)
                .on(HttpRequest.newBuilder(maru.url("/v1/chat/completions")))
                .header("Authorization", "Bearer " + place.key());
        var events =
                HttpRequest.newBuilder(maru.url("/v1/prompt-events")).header("Authorization", "Bearer " + place.key());
        var streams = new Streams(EventStream.open(call.build()), EventStream.open(events.build()));
        streams.call().awaitText("word1");
        streams.events().awaitText("event: reset");
        return streams;
    }

    private static void assertEnded(Place place, List<Streams> streams) {
        for (var each : streams) {
            each.call().awaitEnd();
            each.events().awaitEnd();
            assertThat(each.call().text()).contains("caller_revoked").doesNotContain("[DONE]", "broken off");
            each.call().close();
            each.events().close();
            var id = RequestId.parse(each.call().header("x-request-id"));
            assertSettled(reader(place), id);
        }
    }

    /** Read as somebody who was let in before: the place itself may be closed by now. */
    private static Caller reader(Place place) {
        return new Caller(
                new Actor.Platform("the test"),
                place.twin().tenant(),
                place.project(),
                Role.OWNER.permissions(),
                RequestId.next(),
                null);
    }

    private static void assertSettled(Caller reader, RequestId call) {
        var calls = first.bean(CallService.class);
        Await.until(
                "the call is in the ledger",
                () -> calls.page(reader, CallFilter.ALL, null, 50).items().stream()
                        .anyMatch(item -> item.id().equals(call)));
        var detail = calls.find(reader, call);

        assertThat(detail.call().outcome()).isEqualTo(CallOutcome.ERROR);
        assertThat(detail.call().errorCode()).isEqualTo("caller_revoked");
        assertThat(detail.ledger()).hasSize(1);
        assertThat(detail.attempts()).hasSize(1);
    }
}
