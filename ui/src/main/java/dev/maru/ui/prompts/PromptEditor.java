package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.ConfigSchemas;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The contents of a version while they are edited: one template or messages, and the config. */
public final class PromptEditor extends Div {
    private static final Pattern ENTRY = Pattern.compile("prompt\\[([0-9]{1,4})]");
    private static final int TYPING_PAUSE_MILLIS = 300;

    private final PromptKind kind;
    private final Select<TemplateSyntax> syntax = new Select<>();
    private final Runnable changed;
    private final Div place = new Div();
    private final List<EntryFields> entries = new ArrayList<>();
    private final TextArea template = area();
    private final TextArea config = area();

    PromptEditor(PromptVersion base, Runnable changed) {
        this(base.body(), changed);
        template.setId("editor-template");
        config.setId("editor-config");
        config.setValue(base.config().json().pretty());
        config.setHelperText(t("editor.config.help"));
        config.setMinRows(4);
        config.setAriaLabel(t("editor.config"));
        syntax.setLabel(t("editor.syntax"));
        syntax.setItemLabelGenerator(value -> t("editor.syntax." + value.wireName()));
        syntax.setHelperText(t("editor.syntax.help"));
        syntax.setId("editor-syntax");
        syntax.addValueChangeListener(event -> changed.run());
        var details = new Details(t("editor.config"), config, syntax);
        details.setOpened(!base.config().equals(PromptConfig.EMPTY) || syntax.getValue() == TemplateSyntax.SIMPLE);
        details.setWidthFull();
        add(details);
    }

    /** An editor of the messages alone. */
    public PromptEditor(PromptBody body, Runnable changed) {
        this.changed = changed;
        kind = body.kind();
        syntax.setItems(TemplateSyntax.values());
        syntax.setValue(body.syntax());
        addClassName("maru-stack");
        place.addClassName("maru-stack");
        add(place);
        switch (body) {
            case PromptBody.Text text -> showText(text.template());
            case PromptBody.Chat chat -> showChat(chat.entries());
        }
    }

    private void showText(String text) {
        template.setValue(text);
        template.setMinRows(8);
        template.setAriaLabel(t("editor.text"));
        place.add(template);
    }

    private void showChat(List<ChatEntry> chat) {
        chat.forEach(this::append);
        arrange();
        add(Buttons.quiet(t("editor.add"), Glyph.ADD, () -> {
            append(ChatEntry.Message.of(ChatRole.USER, ""));
            arrange();
            changed.run();
        }));
    }

    private void append(ChatEntry entry) {
        var fields = new EntryFields(entry, changed);
        fields.acts(() -> move(fields, -1), () -> move(fields, 1), () -> {
            if (entries.size() > 1) {
                entries.remove(fields);
                arrange();
                changed.run();
            }
        });
        entries.add(fields);
    }

    private void move(EntryFields fields, int step) {
        int from = entries.indexOf(fields);
        int to = from + step;
        if (to >= 0 && to < entries.size()) {
            Collections.swap(entries, from, to);
            arrange();
            changed.run();
        }
    }

    private void arrange() {
        place.removeAll();
        entries.forEach(place::add);
    }

    /** The body as it stands in the fields; null, with the fault shown at its field, if it is none. */
    public @Nullable PromptBody bodyOrShowFault() {
        if (kind == PromptKind.TEXT) {
            template.setInvalid(false);
            try {
                return new PromptBody.Text(syntax.getValue(), template.getValue());
            } catch (PlatformException fault) {
                show(template, fault);
                return null;
            }
        }
        var chat = entries.stream().map(EntryFields::entryOrShowFault).toList();
        if (chat.contains(null)) {
            return null;
        }
        try {
            return new PromptBody.Chat(
                    syntax.getValue(),
                    chat.stream().map(Objects::requireNonNull).toList());
        } catch (PlatformException fault) {
            entryOf(fault).show(fault);
            return null;
        }
    }

    /** The entry that a fault names as {@code prompt[2].content}; the last one if it names none. */
    private EntryFields entryOf(PlatformException fault) {
        var place = ENTRY.matcher(
                fault.fields().isEmpty() ? "" : fault.fields().getFirst().field());
        int index = place.lookingAt() ? Integer.parseInt(place.group(1)) : entries.size();
        return entries.get(Math.min(index, entries.size() - 1));
    }

    @Nullable
    PromptConfig configOrShowFault() {
        config.setInvalid(false);
        try {
            var parsed = PromptConfig.parse(config.getValue().isBlank() ? "{}" : config.getValue());
            ConfigSchemas.check(parsed);
            return parsed;
        } catch (PlatformException fault) {
            show(config, fault);
            return null;
        }
    }

    private static void show(TextArea field, PlatformException fault) {
        field.setErrorMessage(Problems.detail(fault));
        field.setInvalid(true);
    }

    private TextArea area() {
        var area = new TextArea();
        area.addClassName("maru-template");
        area.setWidthFull();
        area.setMaxRows(28);
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        area.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.run();
            }
        });
        return area;
    }
}
