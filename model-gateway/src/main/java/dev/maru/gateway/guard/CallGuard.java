package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.text.InjectionSigns;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import dev.maru.gateway.protocol.ModelRequest.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The guardrails that hold for one call, and what they have found in it. */
public final class CallGuard {
    /** Of a call that nothing guards. */
    public static final CallGuard NONE = new CallGuard(null, List.of(), null);

    private final @Nullable Caller caller;
    private final List<ActiveGuardrail> input;
    private final List<ActiveGuardrail> output;
    private final @Nullable Judges judges;
    private final FoundInCall found = new FoundInCall();
    private final List<JudgeQuestion.Said> said = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    /** Verdicts that only go into the record. */
    private final List<Verdict> notes = new ArrayList<>();

    private final TextChecks inputTexts;
    private @Nullable FoundInCall answer;

    /** What a judge will have said. */
    private interface Verdict {
        /** Why the call is refused, null if it is not. */
        @Nullable
        PlatformException await();
    }

    CallGuard(@Nullable Caller caller, List<ActiveGuardrail> rails, @Nullable Judges judges) {
        this.caller = caller;
        this.judges = judges;
        this.input = rails.stream().filter(rail -> rail.covers(Stage.INPUT)).toList();
        this.output = rails.stream().filter(rail -> rail.covers(Stage.OUTPUT)).toList();
        this.inputTexts = new TextChecks(input, Stage.INPUT, found);
    }

    public boolean limitsCost() {
        return input.stream().anyMatch(rail -> rail.check() instanceof Check.MaxCost);
    }

    /** Whether anything looks at what the request says. */
    public boolean readsRequest() {
        return input.stream().anyMatch(rail -> !(rail.check() instanceof Check.MaxCost));
    }

    /**
     * Refuses a call that may cost too much.
     *
     * @param worst at its dearest candidate, null if that has no price
     */
    public void cost(@Nullable BigDecimal worst) {
        for (var rail : input) {
            if (rail.check() instanceof Check.MaxCost(BigDecimal amount)
                    && worst != null
                    && worst.compareTo(amount) > 0) {
                inputTexts.found(rail, "cost");
            }
        }
        refuse();
    }

    /**
     * Looks at a field of the request, and masks in place what is to be masked.
     *
     * @param role who says what does not name its speaker
     */
    public Masked request(JsonNode field, Role role) {
        var texts = new RequestTexts(this::input);
        var node = texts.walk(field, role);
        refuse();
        return new Masked(node, texts.changed());
    }

    /** A field as it may go on, and whether it differs from what came. */
    public record Masked(JsonNode node, boolean changed) {}

    private String input(Role role, String text) {
        var masked = inputTexts.whole(text);
        if (role == Role.USER || role == Role.TOOL) {
            injection(text);
        }
        if (asksAbout(Stage.INPUT)) {
            said.add(new JudgeQuestion.Said(role, masked));
        }
        return masked;
    }

    private void injection(String text) {
        List<InjectionSigns.Sign> signs = null;
        for (var rail : input) {
            if (rail.check() instanceof Check.Injection(Check.Sensitivity sensitivity)) {
                signs = signs == null ? InjectionSigns.in(text) : signs;
                if (sensitivity.reached(InjectionSigns.score(signs))) {
                    signs.forEach(sign -> inputTexts.found(rail, sign.name()));
                }
            }
        }
    }

    private boolean asksAbout(Stage stage) {
        return (stage == Stage.INPUT ? input : output).stream().anyMatch(rail -> rail.check() instanceof Check.Judge);
    }

    /** The whole request has been looked at: the judges are asked, those beside the call only begin. */
    public void requestRead() {
        for (var rail : input) {
            if (rail.check() instanceof Check.Judge judge) {
                var verdict = judging(rail, judge, Stage.INPUT, said);
                if (rail.action() == Action.LOG) {
                    notes.add(verdict);
                } else if (judge.parallel()) {
                    verdicts.add(verdict);
                } else {
                    raise(verdict.await());
                }
            }
        }
    }

    private Verdict judging(ActiveGuardrail rail, Check.Judge judge, Stage stage, List<JudgeQuestion.Said> texts) {
        if (judges == null || caller == null) {
            return () -> null;
        }
        var asked = judges.ask(new JudgeQuestion(caller, rail, judge, stage, texts));
        return () -> {
            var kind = asked.get().finding();
            if (kind == null) {
                return null;
            }
            (stage == Stage.OUTPUT && answer != null ? answer : found).add(rail, stage, kind);
            return rail.action() == Action.DENY && asked.get().stops(judge)
                    ? TextChecks.denial(rail, stage, kind)
                    : null;
        };
    }

    /** Waits for the judges beside the call; returns why nothing of the answer may go out, null if it may. */
    public @Nullable PlatformException verdict() {
        while (!verdicts.isEmpty()) {
            var denial = verdicts.removeFirst().await();
            if (denial != null) {
                return denial;
            }
        }
        return null;
    }

    /** The versions of what changes answers: the same answer may be given again as long as these are the same. */
    public String answerRules() {
        return output.stream()
                .filter(rail -> rail.action() != Action.LOG)
                .map(rail -> rail.guardrail().id() + " " + rail.guardrail().version())
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Whether an answer must be looked at before it goes out. */
    public boolean filtersAnswer() {
        return output.stream().anyMatch(rail -> rail.action() != Action.LOG);
    }

    /** What looks at one answer as it comes; each attempt has its own. */
    public AnswerFilter filter(AnswerFormat format) {
        var rails = output.stream().filter(rail -> rail.action() != Action.LOG).toList();
        var own = new FoundInCall();
        answer = own;
        return new AnswerFilter(rails, own, AnswerSchema.of(format), this::judgeAnswer);
    }

    private @Nullable PlatformException judgeAnswer(ActiveGuardrail rail, String text) {
        return rail.check() instanceof Check.Judge judge
                ? judging(rail, judge, Stage.OUTPUT, List.of(new JudgeQuestion.Said(Role.ASSISTANT, text)))
                        .await()
                : null;
    }

    /**
     * An attempt has ended, and was the last: what its filter found counts, and what is only noted is looked for now.
     *
     * @param text everything that the model said
     */
    public void answered(CharSequence text, Supplier<AnswerFormat> format) {
        if (answer != null) {
            found.addAll(answer);
            answer = null;
        }
        var logs = output.stream().filter(rail -> rail.action() == Action.LOG).toList();
        if (logs.isEmpty() || text.isEmpty()) {
            return;
        }
        var whole = text.toString();
        var checks = new TextChecks(logs, Stage.OUTPUT, found);
        checks.whole(whole);
        var asked = new ArrayList<Verdict>();
        for (var rail : logs) {
            switch (rail.check()) {
                case Check.Schema() -> {
                    var schema = AnswerSchema.of(format.get());
                    if (schema != null && !schema.fits(whole)) {
                        checks.found(rail, AnswerSchema.MISFIT);
                    }
                }
                case Check.Judge judge ->
                    asked.add(
                            judging(rail, judge, Stage.OUTPUT, List.of(new JudgeQuestion.Said(Role.ASSISTANT, whole))));
                case Check.Pii _, Check.Secrets _, Check.Injection _, Check.Words _, Check.MaxCost _ -> {}
            }
        }
        asked.forEach(Verdict::await);
    }

    /** What was found, once the call is over. */
    public List<GuardFinding> findings() {
        notes.forEach(Verdict::await);
        notes.clear();
        // Of a call that failed before they were heard.
        verdicts.forEach(Verdict::await);
        verdicts.clear();
        return found.list();
    }

    private void refuse() {
        raise(inputTexts.denial());
    }

    private static void raise(@Nullable PlatformException denial) {
        if (denial != null) {
            throw denial;
        }
    }
}
