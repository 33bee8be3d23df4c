package dev.maru.routes;

import dev.maru.core.id.RequestId;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallService;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.ReceivedRequest;
import dev.maru.testing.provider.Reply;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Model calls of a place, whose every field holds its marker. */
final class Calls {
    private static final Pattern QUESTION = Pattern.compile("([a-z0-9]+)-question");

    private final RunningMaru maru;

    Calls(RunningMaru maru) {
        this.maru = maru;
    }

    /** The place with a call that has reached the ledger, with what was said in it. */
    Place make(Place place) {
        var id = call(place, plain(place));
        call(place, withPrompt(place));
        call(place, Map.of("model", place.marker().of("no-model"), "messages", List.of(question(place))));
        var owner = maru.caller(place.twin().owner().id(), place.twin().tenant(), place.project());
        var calls = maru.bean(CallService.class);
        Await.until(
                "the calls of " + place.marker().word() + " are in the ledger",
                () -> calls.page(owner, CallFilter.ALL, null, 50).items().size() == 3
                        && calls.find(owner, id).payload() != null);
        Traces.send(maru, place);
        return place.with(id);
    }

    static Map<String, Object> plain(Place place) {
        return Map.of(
                "model", place.twin().modelName(),
                "user", place.marker().of("end-user"),
                "messages", List.of(question(place)));
    }

    static Map<String, Object> response(Place place) {
        return Map.of(
                "model",
                place.twin().modelName(),
                "user",
                place.marker().of("end-user"),
                "input",
                List.of(question(place)));
    }

    static Map<String, Object> message(Place place) {
        return Map.of("model", place.twin().modelName(), "max_tokens", 100, "messages", List.of(question(place)));
    }

    static Map<String, Object> withPrompt(Place place) {
        return Map.of(
                "model",
                place.twin().modelName(),
                "messages",
                List.of(question(place)),
                "prompt",
                Map.of(
                        "name",
                        place.promptName(),
                        "variables",
                        Map.of("name", place.marker().of("variable"))));
    }

    private static Map<String, Object> question(Place place) {
        return Map.of("role", "user", "content", place.marker().of("question"));
    }

    private RequestId call(Place place, Map<String, Object> body) {
        var request = new Asked("POST", "/v1/chat/completions", body)
                .on(HttpRequest.newBuilder(maru.url("/v1/chat/completions")))
                .header("Authorization", "Bearer " + place.key())
                .header("maru-tags", "team=" + place.marker().of("call-tag"))
                .header("maru-session-id", place.marker().of("session"))
                .header("x-request-id", place.marker().of("client-request"));
        var answer = maru.send(request.build());
        return RequestId.parse(answer.headers().firstValue("x-request-id").orElseThrow());
    }

    /** What the provider says to a place holds its marker too. */
    static Reply reply(ReceivedRequest request) {
        var question = QUESTION.matcher(request.text());
        return Reply.Answer.of(question.find() ? question.group(1) + "-answer" : "nobody");
    }
}
