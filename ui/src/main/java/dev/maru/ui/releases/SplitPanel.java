package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.call.VersionUsage;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.Split;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One split of a label: who gets what, how each version fares since it began, and how it ends or ended. */
final class SplitPanel extends Div {
    private final Place place;
    private final ReleaseTools tools;
    private final Prompt prompt;
    private final Split split;

    SplitPanel(Place place, ReleaseTools tools, Prompt prompt, Split split, Consumer<Dialog> open) {
        this.place = place;
        this.tools = tools;
        this.prompt = prompt;
        this.split = split;
        addClassName("maru-panel");
        getElement().setAttribute("data-split", split.state().wireName());
        var running = split.state() == Split.State.RUNNING;
        var head = new Div(
                new H2(
                        Glyph.SPLIT.create(),
                        new Span(t("split.of", split.label().value()))),
                state());
        head.addClassName("maru-row");
        add(head, started());
        if (running) {
            if (place.may(Permission.RELEASE_PROMPTS)) {
                head.add(acts(open));
            }
            add(new UsageTable(rows(), tools.settings().currency()));
            add(conditions());
        } else if (!split.stateReason().isEmpty()) {
            add(new Note(split.state() == Split.State.STOPPED ? Tone.BAD : Tone.PLAIN, split.stateReason()));
        }
    }

    private Chip state() {
        return switch (split.state()) {
            case RUNNING -> new Chip(t("split.running"), Tone.ACCENT, Glyph.PLAY);
            case STOPPED -> new Chip(t("split.stopped"), Tone.BAD, Glyph.STOP);
            case FINISHED -> new Chip(t("split.finished"), Tone.PLAIN, Glyph.CHECK);
        };
    }

    private Component started() {
        var shares = split.variants().stream()
                .map(variant -> t("prompt.version", variant.version()) + " " + SplitTexts.share(variant.weight()))
                .toList();
        var line = new Div(
                new Span(String.join(", ", shares)),
                new Span(t("split.by", split.startedBy())),
                Times.relative(split.startedAt(), tools.clock()));
        line.addClassNames("maru-row", "maru-quiet", "maru-small");
        return line;
    }

    private Component acts(Consumer<Dialog> open) {
        var acts = new Div(
                Buttons.plain(
                        t("split.resize.open"),
                        Glyph.EDIT,
                        () -> open.accept(SplitDialog.resizing(place, tools, prompt, split))),
                Buttons.plain(
                        t("split.end"),
                        Glyph.CHECK,
                        () -> open.accept(new EndSplitDialog(place, tools, prompt, split))));
        acts.addClassNames("maru-row", "maru-push");
        return acts;
    }

    /** The label's own version first, then the variants. */
    private List<UsageTable.Row> rows() {
        var caller = place.caller();
        var used = caller.may(Permission.READ_CALLS)
                ? tools.usage()
                        .bySplit(
                                caller,
                                prompt.id(),
                                split.id().toString(),
                                split.startedAt(),
                                tools.clock().instant())
                : List.<VersionUsage>of();
        int live = prompt.labels().getOrDefault(split.label(), 0);
        int left = Split.WHOLE;
        var rows = new ArrayList<UsageTable.Row>();
        for (var variant : split.variants()) {
            left -= variant.weight();
            rows.add(row(used, variant.version(), variant.weight()));
        }
        rows.addFirst(row(used, live, left));
        return rows;
    }

    private static UsageTable.Row row(List<VersionUsage> used, int version, int weight) {
        var usage = used.stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .orElse(VersionUsage.none(version));
        return new UsageTable.Row(usage, (double) weight / Split.WHOLE);
    }

    private Component conditions() {
        var line = new Div();
        SplitTexts.terms(split.conditions(), split.guard()).forEach(text -> line.add(new Div(text)));
        line.addClassNames("maru-quiet", "maru-small");
        return line;
    }
}
