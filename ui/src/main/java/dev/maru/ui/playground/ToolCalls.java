package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.PrettyJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The functions that an answer calls, and fields for what they would give back. */
final class ToolCalls extends Div {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, TextArea> results = new LinkedHashMap<>();
    private List<Answer.ToolCall> shown = List.of();
    private final Div act = new Div();

    ToolCalls() {
        addClassName("maru-stack");
    }

    void show(List<Answer.ToolCall> calls) {
        if (calls.equals(shown)) {
            return;
        }
        shown = calls;
        removeAll();
        calls.forEach(call -> add(block(call)));
    }

    private static Div block(Answer.ToolCall call) {
        var name = new Span(call.name());
        name.addClassName("maru-mono");
        var head = new H3(Glyph.CODE.create(), new Span(t("play.tool-call") + " "), name);
        var arguments = pretty(call.arguments());
        var block = new Div(head, new CodeBlock(arguments, call.arguments()).wrapped());
        block.addClassNames("maru-message", "maru-play-tool");
        return block;
    }

    /** Offers a field for the result of each call and the act that goes on with them. */
    void askResults(Consumer<Map<String, String>> goOn) {
        removeAll();
        for (var call : shown) {
            var result = new TextArea(t("play.tool-result", call.name()));
            result.setMinRows(1);
            result.setMaxRows(8);
            result.setWidthFull();
            result.addClassNames("maru-template", "maru-play-result");
            results.put(call.id(), result);
            var block = block(call);
            block.add(result);
            add(block);
        }
        var send = Buttons.plain(t("play.go-on"), Glyph.SEND, () -> {
            var texts = new LinkedHashMap<String, String>();
            results.forEach((id, field) -> texts.put(id, field.getValue()));
            goOn.accept(texts);
        });
        send.addClassName("maru-play-go-on");
        act.add(send);
        act.addClassName("maru-row");
        add(act);
    }

    /** The conversation has left this answer behind. */
    void close() {
        act.setVisible(false);
        results.values().forEach(field -> field.setReadOnly(true));
    }

    private static String pretty(String arguments) {
        try {
            return PrettyJson.of(JSON.readTree(arguments));
        } catch (JacksonException incomplete) {
            return arguments;
        }
    }
}
