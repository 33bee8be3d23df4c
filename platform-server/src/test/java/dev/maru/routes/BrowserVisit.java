package dev.maru.routes;

import dev.maru.e2e.RunningMaru;
import dev.maru.e2e.Visitor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The browser application without a browser: what its script would be sent for an address, with the rows of its lists. */
final class BrowserVisit {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern GRID =
            Pattern.compile("\"node\":(\\d+),\"type\":\"put\",\"key\":\"tag\",\"feat\":0,\"value\":\"vaadin-grid\"");
    private static final int ROWS = 100;

    private final RunningMaru maru;
    private final Visitor visitor = new Visitor();

    private BrowserVisit(RunningMaru maru) {
        this.maru = maru;
    }

    static BrowserVisit signedIn(RunningMaru maru, Someone person) {
        var visit = new BrowserVisit(maru);
        var login = visit.visitor.get(maru.url("/account"));
        var landed = visit.visitor.submit(login, Map.of("username", person.email(), "password", person.password()));
        if (!landed.uri().getPath().equals("/account")) {
            throw new AssertionError("not signed in but at " + landed.uri());
        }
        return visit;
    }

    /** Any page of ours, after redirects. */
    Answer page(Asked asked) {
        var request = asked.on(HttpRequest.newBuilder(URI.create(maru.url() + asked.path())));
        return Answer.of(visitor.send(request.build()));
    }

    /** The document at an address and everything that the view there is made of. */
    String view(String path) {
        var text = new StringBuilder(page(new Asked("GET", path, null)).text());
        var start = page(new Asked("GET", "/?v-r=init&query=&location=" + Place.encoded(path.substring(1)), null));
        text.append(start.text());
        var ui = start.json().get("appConfig");
        var conversation = new Conversation(
                ui.get("v-uiId").asInt(), ui.at("/uidl/Vaadin-Security-Key").asString());
        var shown = conversation.send(navigation(path.substring(1)));
        text.append(shown);
        var rows = GRID.matcher(shown)
                .results()
                .map(grid -> viewport(Integer.parseInt(grid.group(1))))
                .toList();
        if (!rows.isEmpty()) {
            text.append(conversation.send(rows.toArray(Map[]::new)));
        }
        return text.toString();
    }

    private static Map<String, Object> navigation(String address) {
        int mark = address.indexOf('?');
        var route = mark < 0 ? address : address.substring(0, mark);
        var query = mark < 0 ? "" : address.substring(mark + 1);
        return Map.of(
                "type",
                "event",
                "node",
                1,
                "event",
                "ui-navigate",
                "data",
                Map.of(
                        "route",
                        route,
                        "query",
                        query,
                        "appShellTitle",
                        "",
                        "historyState",
                        Map.of("idx", 0),
                        "trigger",
                        "INITIAL"));
    }

    private static Map<String, Object> viewport(int grid) {
        return Map.of(
                "type",
                "publishedEventHandler",
                "node",
                grid,
                "templateEventMethodName",
                "setViewportRange",
                "templateEventMethodArgs",
                List.of(0, ROWS),
                "promise",
                -1);
    }

    /** The messages between one page and the server, which are numbered. */
    private final class Conversation {
        private final int ui;
        private final String csrfToken;
        private int number;

        Conversation(int ui, String csrfToken) {
            this.ui = ui;
            this.csrfToken = csrfToken;
        }

        @SafeVarargs
        final String send(Map<String, Object>... calls) {
            var body = Map.of(
                    "csrfToken",
                    csrfToken,
                    "syncId",
                    number,
                    "clientId",
                    number,
                    "rpc",
                    new ArrayList<>(List.of(calls)));
            number++;
            var answer = page(new Asked("POST", "/?v-r=uidl&v-uiId=" + ui, body));
            if (answer.status() != 200
                    || !answer.body().startsWith("for(;;);") && !answer.body().startsWith("{")) {
                throw new AssertionError("the application answers " + answer);
            }
            return unescaped(answer.body());
        }
    }

    /** Texts as they are, without the escapes of JSON inside of JSON. */
    private static String unescaped(String body) {
        return body.replace("\\\"", "\"");
    }
}
