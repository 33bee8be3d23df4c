package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.MessageContent;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Problems;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One message of a chat prompt, or a place for messages, while it is edited. */
final class EntryFields extends Div {
    private static final String PLACEHOLDER = "placeholder";
    private static final int TYPING_PAUSE_MILLIS = 300;

    private final Select<String> role = new Select<>();
    private final TextArea text = new TextArea();
    private final Div buttons = new Div();
    private final JsonValue extras;
    private final boolean json;

    EntryFields(ChatEntry entry, Runnable changed) {
        addClassName("maru-message");
        var items = new ArrayList<String>();
        for (var value : ChatRole.values()) {
            items.add(value.wireName());
        }
        items.add(PLACEHOLDER);
        role.setItems(items);
        role.setItemLabelGenerator(value -> t("chat." + value));
        role.setAriaLabel(t("editor.role"));
        text.addClassName("maru-template");
        text.setAriaLabel(t("editor.text"));
        text.setWidthFull();
        text.setMinRows(2);
        text.setMaxRows(22);
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        extras = show(entry);
        json = entry instanceof ChatEntry.Message message && message.content() instanceof MessageContent.Parts;
        role.addValueChangeListener(event -> {
            hint();
            changed.run();
        });
        text.addValueChangeListener(event -> changed.run());
        hint();
        buttons.addClassName("maru-row");
        var space = new Span();
        space.addClassName("maru-grow");
        var head = new Div(role, space, buttons);
        head.addClassName("maru-message-head");
        add(head, text);
    }

    private JsonValue show(ChatEntry entry) {
        return switch (entry) {
            case ChatEntry.Placeholder(var name) -> {
                role.setValue(PLACEHOLDER);
                text.setValue(name);
                yield JsonValue.EMPTY_OBJECT;
            }
            case ChatEntry.Message(var who, var content, var more) -> {
                role.setValue(who.wireName());
                text.setValue(
                        switch (content) {
                            case MessageContent.Text(var template) -> template;
                            case MessageContent.Parts(var parts) -> parts.pretty();
                            case MessageContent.None() -> "";
                        });
                yield more;
            }
        };
    }

    void acts(Runnable up, Runnable down, Runnable remove) {
        buttons.add(
                Buttons.icon(t("editor.up"), Glyph.UP, up),
                Buttons.icon(t("editor.down"), Glyph.DOWNWARD, down),
                Buttons.icon(t("editor.remove"), Glyph.DELETE, remove));
    }

    /** Whether the entry holds what the field shows; a fault is shown at the field. */
    @Nullable
    ChatEntry entryOrShowFault() {
        text.setInvalid(false);
        try {
            return entry();
        } catch (PlatformException fault) {
            show(fault);
            return null;
        }
    }

    void show(PlatformException fault) {
        text.setErrorMessage(Problems.detail(fault));
        text.setInvalid(true);
    }

    private ChatEntry entry() {
        var value = text.getValue();
        if (PLACEHOLDER.equals(role.getValue())) {
            return new ChatEntry.Placeholder(value.strip());
        }
        var who = ChatRole.ofWireName(role.getValue()).orElse(ChatRole.USER);
        if (json) {
            return new ChatEntry.Message(who, new MessageContent.Parts(parts(value)), extras);
        }
        var empty = value.isEmpty() && !extras.equals(JsonValue.EMPTY_OBJECT);
        return new ChatEntry.Message(who, empty ? new MessageContent.None() : new MessageContent.Text(value), extras);
    }

    private static JsonValue parts(String value) {
        try {
            return new JsonValue(value);
        } catch (JacksonException notJson) {
            throw new PlatformException(CoreError.INVALID_FIELD, t("editor.parts.invalid"), notJson);
        }
    }

    private void hint() {
        text.setHelperText(
                PLACEHOLDER.equals(role.getValue())
                        ? t("editor.placeholder.help")
                        : json ? t("editor.parts.help") : null);
    }
}
