package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.Rollout;
import dev.maru.prompts.Split;
import dev.maru.prompts.SplitGuard;
import dev.maru.prompts.SplitService;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends a share of those who ask for a label to other versions, or changes the shares of a split that runs. */
final class SplitDialog extends FormDialog {
    private final VariantFields variants;
    private final TextField reason = new TextField(t("release.reason"));
    private final TextArea conditions = new TextArea(t("split.conditions"));
    private final Checkbox guarded = new Checkbox(t("split.guard"), true);
    private final Div limits = new Div();
    private final IntegerField minCalls = new IntegerField(t("split.guard.calls"));
    private final NumberField errors = new NumberField(t("split.guard.errors"));
    private final NumberField latency = new NumberField(t("split.guard.latency"));
    private final NumberField cost = new NumberField(t("split.guard.cost"));

    /** For a label that is not split yet. */
    SplitDialog(Place place, ReleaseTools tools, Prompt prompt, PromptLabel label, int live) {
        this(place, tools, prompt, label, live, null);
        variants.propose(live == prompt.latest() ? live - 1 : prompt.latest(), 10);
        minCalls.setValue(100);
        errors.setValue(5.0);
        latency.setValue(1.5);
    }

    static SplitDialog resizing(Place place, ReleaseTools tools, Prompt prompt, Split running) {
        var dialog = new SplitDialog(
                place, tools, prompt, running.label(), prompt.labels().getOrDefault(running.label(), 0), running);
        dialog.prefill(running);
        return dialog;
    }

    private SplitDialog(
            Place place, ReleaseTools tools, Prompt prompt, PromptLabel label, int live, @Nullable Split running) {
        super(t(running == null ? "split.title" : "split.resize", label.value()), t("split.explained", live));
        setWidth("min(640px, 96vw)");
        var free =
                tools.protections().terms(place.caller(), prompt.name(), label).letsRelease(place.caller());
        variants = new VariantFields(prompt, live, running == null, free);
        field("variants", variants);
        conditions.setHelperText(t("split.conditions.help"));
        conditions.setPlaceholder("plan=pro,team");
        conditions.setReadOnly(running != null);
        conditions.setId("split-conditions");
        field("conditions", conditions);
        guarded.addValueChangeListener(event -> limits.setVisible(event.getValue()));
        guarded.setId("split-guard");
        content(guarded);
        limits.addClassName("maru-pair");
        minCalls.setMin(1);
        errors.setMin(0);
        latency.setMin(1);
        cost.setMin(1);
        limits.add(minCalls, errors, latency, cost);
        field("guard", limits);
        if (running == null && !free) {
            reason.setId("split-reason");
            field("reason", reason);
            content(new Note(Tone.WARN, t("split.asks", label.value())));
        }
        submit(t(running != null ? "split.resize.act" : free ? "split.act" : "release.request"), () -> {
            if (running == null && !free) {
                request(place, tools, prompt, label, live);
            } else {
                // Those of a split that runs stay: their text may hold commas.
                var wanted = running == null ? conditions() : running.conditions();
                var plan = new SplitService.Plan(label, variants.chosen(), wanted, guard());
                tools.splits().start(place.caller(), prompt.id(), plan);
                close();
                Notices.success(t("split.started", label.value()));
            }
        });
        act().setId("split-act");
    }

    private void request(Place place, ReleaseTools tools, Prompt prompt, PromptLabel label, int live) {
        var variant = variants.chosen().getFirst();
        var wish = new ReleaseRequestService.Wish(
                label,
                variant.version(),
                ExpectedRelease.exactly(live),
                reason.getValue().strip(),
                null,
                new Rollout(variant.weight(), conditions(), guard()));
        var request = tools.requests().request(place.caller(), prompt.id(), wish);
        close();
        Notices.success(t("release.requested", request.approvals()));
    }

    private void prefill(Split running) {
        running.variants().forEach(variant -> variants.propose(variant.version(), variant.weight() / 100.0));
        var lines = running.conditions().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                .toList();
        conditions.setValue(String.join("\n", lines));
        var guard = running.guard();
        guarded.setValue(guard != null);
        limits.setVisible(guard != null);
        if (guard != null) {
            var increase = guard.maxErrorRateIncrease();
            minCalls.setValue(guard.minCalls());
            errors.setValue(increase == null ? null : 100 * increase);
            latency.setValue(guard.maxLatencyRatio());
            cost.setValue(guard.maxCostRatio());
        } else {
            minCalls.setValue(100);
        }
    }

    private Map<String, List<String>> conditions() {
        var wanted = new TreeMap<String, List<String>>();
        conditions.getValue().lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw PlatformException.invalid("conditions", t("split.conditions.help"));
            }
            var values = Arrays.stream(line.substring(equals + 1).split(",", -1))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            wanted.put(line.substring(0, equals).strip(), values);
        });
        return wanted;
    }

    private @Nullable SplitGuard guard() {
        if (!guarded.getValue()) {
            return null;
        }
        var points = errors.getValue();
        return new SplitGuard(
                minCalls.getValue() == null ? 0 : minCalls.getValue(),
                points == null ? null : points / 100,
                latency.getValue(),
                cost.getValue());
    }
}
