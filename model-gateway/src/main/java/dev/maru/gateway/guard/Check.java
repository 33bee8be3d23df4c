package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.text.Detector;
import dev.maru.gateway.guard.text.PiiDetector;
import dev.maru.gateway.guard.text.PiiKind;
import dev.maru.gateway.guard.text.SecretDetector;
import dev.maru.gateway.guard.text.WordDetector;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a guardrail looks for. */
public sealed interface Check {
    Kind kind();

    /** The stages that it can be set to. */
    Set<Stage> stages();

    /** Whether what it finds can be replaced. */
    boolean masks();

    /** What finds it in a text, null if it is not found so. */
    default @Nullable Detector detector() {
        return null;
    }

    /** Kinds of checks. */
    enum Kind {
        PII,
        SECRETS,
        INJECTION,
        WORDS,
        MAX_COST,
        SCHEMA,
        JUDGE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Personal data of the given kinds. */
    record Pii(Set<PiiKind> kinds) implements Check {
        public Pii {
            if (kinds.isEmpty()) {
                throw PlatformException.invalid("check.kinds", "choose at least one kind of personal data");
            }
            kinds = Set.copyOf(kinds);
        }

        @Override
        public Kind kind() {
            return Kind.PII;
        }

        @Override
        public Set<Stage> stages() {
            return EnumSet.allOf(Stage.class);
        }

        @Override
        public boolean masks() {
            return true;
        }

        @Override
        public Detector detector() {
            return new PiiDetector(kinds);
        }
    }

    /** Credentials by their well-known forms. */
    record Secrets() implements Check {
        @Override
        public Kind kind() {
            return Kind.SECRETS;
        }

        @Override
        public Set<Stage> stages() {
            return EnumSet.allOf(Stage.class);
        }

        @Override
        public boolean masks() {
            return true;
        }

        @Override
        public Detector detector() {
            return new SecretDetector();
        }
    }

    /** Instructions in text that should be none: of users, tools and documents. */
    record Injection(Sensitivity sensitivity) implements Check {
        @Override
        public Kind kind() {
            return Kind.INJECTION;
        }

        @Override
        public Set<Stage> stages() {
            return Set.of(Stage.INPUT);
        }

        @Override
        public boolean masks() {
            return false;
        }
    }

    /** How little is enough to take a text for an attempt. */
    enum Sensitivity {
        LOW(1.0),
        MEDIUM(0.6),
        HIGH(0.3);

        private final double threshold;

        Sensitivity(double threshold) {
            this.threshold = threshold;
        }

        boolean reached(double score) {
            return score >= threshold - 1e-9;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Sensitivity ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Words as they are, and patterns in RE2's syntax. */
    record Words(List<String> words, List<String> patterns) implements Check {
        private static final int MOST_WORDS = 500;
        private static final int LONGEST_WORD = 200;
        private static final int MOST_PATTERNS = 50;
        private static final int LONGEST_PATTERN = 300;

        public Words {
            words = words.stream()
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
            patterns = patterns.stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .distinct()
                    .toList();
            if (words.isEmpty() && patterns.isEmpty()) {
                throw PlatformException.invalid("check.words", "give at least one word or pattern");
            }
            if (words.size() > MOST_WORDS || words.stream().anyMatch(word -> word.length() > LONGEST_WORD)) {
                throw PlatformException.invalid(
                        "check.words", "at most " + MOST_WORDS + " words of at most " + LONGEST_WORD + " characters");
            }
            if (patterns.size() > MOST_PATTERNS
                    || patterns.stream().anyMatch(pattern -> pattern.length() > LONGEST_PATTERN)) {
                throw PlatformException.invalid(
                        "check.patterns",
                        "at most " + MOST_PATTERNS + " patterns of at most " + LONGEST_PATTERN + " characters");
            }
            for (var pattern : patterns) {
                var fault = WordDetector.fault(pattern);
                if (fault != null) {
                    throw PlatformException.invalid("check.patterns", pattern + ": " + fault);
                }
            }
        }

        @Override
        public Kind kind() {
            return Kind.WORDS;
        }

        @Override
        public Set<Stage> stages() {
            return EnumSet.allOf(Stage.class);
        }

        @Override
        public boolean masks() {
            return true;
        }

        @Override
        public Detector detector() {
            return new WordDetector(words, patterns);
        }
    }

    /** What one call may cost at most, in the currency of its model's price. */
    record MaxCost(BigDecimal amount) implements Check {
        public MaxCost {
            if (amount.signum() <= 0 || amount.precision() > 18 || amount.scale() > 10) {
                throw PlatformException.invalid("check.amount", "an amount above 0, such as 0.50");
            }
        }

        @Override
        public Kind kind() {
            return Kind.MAX_COST;
        }

        @Override
        public Set<Stage> stages() {
            return Set.of(Stage.INPUT);
        }

        @Override
        public boolean masks() {
            return false;
        }
    }

    /** An answer that was asked for as JSON must be JSON, and fit the schema that the request gives. */
    record Schema() implements Check {
        @Override
        public Kind kind() {
            return Kind.SCHEMA;
        }

        @Override
        public Set<Stage> stages() {
            return Set.of(Stage.OUTPUT);
        }

        @Override
        public boolean masks() {
            return true;
        }
    }

    /**
     * Somebody else decides.
     *
     * @param parallel of a request: whether the call goes on meanwhile; nothing of its answer is passed on before the verdict
     * @param allowOnError what holds if the judge gives none
     */
    record Judge(JudgeSource source, boolean parallel, boolean allowOnError) implements Check {
        @Override
        public Kind kind() {
            return Kind.JUDGE;
        }

        @Override
        public Set<Stage> stages() {
            return EnumSet.allOf(Stage.class);
        }

        @Override
        public boolean masks() {
            return false;
        }
    }

    static String words(Set<Stage> stages) {
        return stages.stream().map(Stage::wireName).sorted().collect(Collectors.joining(" or "));
    }
}
