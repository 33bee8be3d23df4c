package dev.maru.gateway.route;

import dev.maru.core.problem.PlatformException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a target to get a call.
 *
 * @param tag the tag that is looked at, null for every other subject
 * @param values one of them must match; for at_least and at_most a single number
 */
public record Condition(Subject subject, @Nullable String tag, Test test, List<String> values) {
    private static final int MOST_VALUES = 50;

    public Condition {
        values = List.copyOf(values);
        if ((subject == Subject.TAG) != (tag != null)) {
            throw PlatformException.invalid("targets.when.tag", "the name of a tag, for the subject tag only");
        }
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw PlatformException.invalid("targets.when.values", "1 to " + MOST_VALUES + " values");
        }
        if (test.numeric() != subject.numeric()) {
            throw PlatformException.invalid(
                    "targets.when.test",
                    subject.numeric() ? "at_least or at_most for a number" : "is or is_not for a word");
        }
        if (test.numeric() && (values.size() != 1 || !values.getFirst().matches("[0-9]{1,9}(\\.[0-9]{1,3})?"))) {
            throw PlatformException.invalid("targets.when.values", "one number");
        }
    }

    /** What is looked at. */
    public enum Subject {
        TAG(false),
        /** The tenant's plan. */
        PLAN(false),
        /** An estimate of the input in tokens. */
        INPUT_TOKENS(true),
        /** What the input holds: text, image, audio, file. */
        MODALITY(false),
        /** Of the last user message, by its script: ko, ja, zh, ru, ar, he, th, el, hi, latin. */
        LANGUAGE(false),
        /** What the call uses: tools, structured-output, stream. */
        FEATURE(false),
        /** How much reasoning the call seems to need, 0 to 10. */
        NEED(true);

        private final boolean numeric;

        Subject(boolean numeric) {
            this.numeric = numeric;
        }

        public boolean numeric() {
            return numeric;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Subject ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** How it is looked at. */
    public enum Test {
        IS(false),
        IS_NOT(false),
        AT_LEAST(true),
        AT_MOST(true);

        private final boolean numeric;

        Test(boolean numeric) {
            this.numeric = numeric;
        }

        boolean numeric() {
            return numeric;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Test ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether a call is as this condition wants it. */
    boolean holds(CallTraits call) {
        return switch (subject) {
            case TAG -> among(call.tags().get(tag));
            case PLAN -> among(call.plan());
            case LANGUAGE -> among(call.language());
            case MODALITY -> (test == Test.IS) == call.modalities().stream().anyMatch(values::contains);
            case FEATURE -> (test == Test.IS) == call.features().stream().anyMatch(values::contains);
            case INPUT_TOKENS -> compares(call.inputTokens());
            case NEED -> compares(call.need().score());
        };
    }

    private boolean among(@Nullable String value) {
        return (test == Test.IS) == (value != null && values.contains(value));
    }

    private boolean compares(double value) {
        var bound = Double.parseDouble(values.getFirst());
        return test == Test.AT_LEAST ? value >= bound : value <= bound;
    }

    /** As people read it, such as {@code tag team is search}. */
    @Override
    public String toString() {
        var what = tag == null ? subject.wireName() : "tag " + tag;
        return what + " " + test.wireName().replace('_', ' ') + " " + String.join(", ", values);
    }
}
