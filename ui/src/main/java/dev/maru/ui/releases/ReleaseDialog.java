package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.ReleaseTerms;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves a label to a version, now or later, or asks others to approve that: says why, what it takes, and what changes for
 * those who fetch by that label.
 */
public final class ReleaseDialog extends FormDialog {
    private static final int OFFERED_VERSIONS = 50;

    private final Place place;
    private final ReleaseTools tools;
    private final Prompt prompt;
    private final ComboBox<String> label = new ComboBox<>(t("release.label"));
    private final Select<Integer> version = new Select<>();
    private final TextField reason = new TextField(t("release.reason"));
    private final DateTimePicker when = new DateTimePicker(t("release.when"));
    private final Div terms = new Div();
    private final Div change = new Div();

    /** @param to the label that is proposed, null for production */
    public ReleaseDialog(Place place, ReleaseTools tools, Prompt prompt, int proposed, @Nullable PromptLabel to) {
        super(t("release.title", prompt.name()), t("release.explained"));
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        setWidth("min(760px, 96vw)");
        prepareLabel(to == null ? PromptLabel.PRODUCTION : to);
        prepareVersion(proposed);
        reason.setId("release-reason");
        reason.setPlaceholder(t("release.reason.example"));
        when.setHelperText(t("release.when.help", Formats.current().zone()));
        when.setLocale(Formats.current().locale());
        when.setId("release-when");
        when.addValueChangeListener(event -> showTerms());
        field("label", label);
        field("version", version);
        field("reason", reason);
        field("releaseAt", when);
        terms.addClassName("maru-stack");
        change.addClassName("maru-stack");
        content(terms, change);
        submit(t("release.act"), this::perform);
        act().setId("release-act");
        showTerms();
        showChange();
    }

    private void prepareLabel(PromptLabel proposed) {
        label.setItems(Stream.concat(
                        Stream.of("production", "staging"),
                        prompt.labels().keySet().stream().map(PromptLabel::value))
                .distinct()
                .toList());
        label.setAllowCustomValue(true);
        label.addCustomValueSetListener(
                event -> label.setValue(event.getDetail().strip()));
        label.setValue(proposed.value());
        label.setId("release-label");
        label.addValueChangeListener(event -> {
            showTerms();
            showChange();
        });
    }

    private void prepareVersion(int proposed) {
        version.setLabel(t("release.version"));
        version.setItems(IntStream.iterate(prompt.latest(), number -> number > 0, number -> number - 1)
                .limit(OFFERED_VERSIONS)
                .boxed()
                .toList());
        version.setItemLabelGenerator(number -> t("prompt.version", number));
        version.setValue(proposed);
        version.addValueChangeListener(event -> showChange());
    }

    private void perform() {
        var chosen = new PromptLabel(label.getValue() == null ? "" : label.getValue());
        var expected = ExpectedRelease.exactly(prompt.labels().get(chosen));
        var because = reason.getValue().strip();
        if (isFree() && when.getValue() == null) {
            tools.releases().release(place.caller(), prompt.id(), chosen, version.getValue(), expected, because);
            close();
            Notices.success(t("release.done", chosen.value(), t("prompt.version", version.getValue())));
            return;
        }
        var at = releaseAt();
        var wish = new ReleaseRequestService.Wish(chosen, version.getValue(), expected, because, at, null);
        var request = tools.requests().request(place.caller(), prompt.id(), wish);
        close();
        Notices.success(
                request.state() == ReleaseRequest.State.OPEN || at == null
                        ? t("release.requested", request.approvals())
                        : t("release.scheduled", Formats.current().dateTime(at)));
    }

    private @Nullable Instant releaseAt() {
        var local = when.getValue();
        return local == null
                ? null
                : local.truncatedTo(ChronoUnit.MINUTES)
                        .atZone(Formats.current().zone())
                        .toInstant();
    }

    private boolean isFree() {
        var known = known();
        return known == null || termsOf(known).letsRelease(place.caller());
    }

    private ReleaseTerms termsOf(PromptLabel known) {
        return tools.protections().terms(place.caller(), prompt.name(), known);
    }

    private void showTerms() {
        terms.removeAll();
        var known = known();
        if (known != null) {
            var takes = termsOf(known);
            if (takes.protectedLabel()) {
                var free = takes.letsRelease(place.caller());
                terms.add(new Note(free ? Tone.PLAIN : Tone.WARN, ReleaseTexts.terms(known, takes, free)));
            }
        }
        var free = isFree();
        act().setText(t(!free ? "release.request" : when.getValue() == null ? "release.act" : "release.schedule"));
    }

    private void showChange() {
        change.removeAll();
        var known = known();
        var live = known == null ? null : prompt.labels().get(known);
        if (live == null) {
            change.add(text(t("release.new-label")));
        } else if (live.equals(version.getValue())) {
            change.add(text(t("release.same", live)));
        } else {
            change.add(
                    new H3(t("release.changes", live, version.getValue())),
                    new Comparison(place.caller(), tools, prompt, live, version.getValue()));
        }
    }

    private @Nullable PromptLabel known() {
        try {
            return label.getValue() == null ? null : new PromptLabel(label.getValue());
        } catch (PlatformException notALabelYet) {
            return null;
        }
    }

    private static Paragraph text(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("maru-quiet");
        return paragraph;
    }
}
