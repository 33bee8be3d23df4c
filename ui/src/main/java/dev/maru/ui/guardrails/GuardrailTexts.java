package dev.maru.ui.guardrails;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import dev.maru.gateway.guard.Check;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.JudgeSource;
import dev.maru.gateway.guard.text.PiiKind;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What guardrails say, in the reader's language. */
public final class GuardrailTexts {
    private static final int MOST_SHOWN = 3;

    private GuardrailTexts() {}

    /** What was found, by its name in the record. */
    public static String kind(String wireName) {
        return tOr("guardrails.kind." + wireName, wireName);
    }

    public static String stage(String wireName) {
        return tOr("guardrails.stage." + wireName, wireName);
    }

    /** What becomes of a call, as a chip; of an answer's form, masking means repairing. */
    public static Chip action(String action, String check) {
        var text = action.equals("mask") && check.equals("schema")
                ? t("guardrails.action.repair")
                : tOr("guardrails.action." + action, action);
        return switch (action) {
            case "deny" -> new Chip(text, Tone.BAD, Glyph.BLOCKED);
            case "mask" -> new Chip(text, Tone.WARN, Glyph.EDIT);
            default -> new Chip(text, Tone.PLAIN, Glyph.AUDIT);
        };
    }

    static Chip action(Action action, Check.Kind kind) {
        return action(action.wireName(), kind.wireName());
    }

    static String stage(Stage stage) {
        return stage(stage.wireName());
    }

    static String check(Check.Kind kind) {
        return t("guardrails.check." + kind.wireName());
    }

    static String pii(PiiKind kind) {
        return kind(kind.wireName());
    }

    /** What exactly it looks for, in one line. */
    static String about(Check check) {
        return switch (check) {
            case Check.Pii(Set<PiiKind> kinds) ->
                kinds.size() == PiiKind.values().length
                        ? t("guardrails.about.pii.all")
                        : kinds.stream().sorted().map(GuardrailTexts::pii).collect(Collectors.joining(", "));
            case Check.Secrets() -> t("guardrails.about.secrets");
            case Check.Injection(Check.Sensitivity sensitivity) ->
                t("guardrails.about.injection", t("guardrails.sensitivity." + sensitivity.wireName()));
            case Check.Words(List<String> words, List<String> patterns) -> words(words, patterns);
            case Check.MaxCost(BigDecimal amount) -> t("guardrails.about.cost", amount.toPlainString());
            case Check.Schema() -> t("guardrails.about.schema");
            case Check.Judge judge ->
                switch (judge.source()) {
                    case JudgeSource.Service(URI url) -> url.getHost();
                    case JudgeSource.Model(String model, String question) -> model + ": " + question;
                };
        };
    }

    private static String words(List<String> words, List<String> patterns) {
        var all = new ArrayList<>(words);
        all.addAll(patterns);
        var shown = all.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return all.size() <= MOST_SHOWN ? shown : t("guardrails.about.more", shown, all.size() - MOST_SHOWN);
    }
}
