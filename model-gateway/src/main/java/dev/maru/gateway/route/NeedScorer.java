package dev.maru.gateway.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reckons from the outside of a request how able a model it needs. It adds up a few plain signs, each named in the result,
 * so that anybody can see why; it reads no meaning and calls no model.
 */
final class NeedScorer {
    private static final double BASE = 4.5;
    private static final double MOST = 9.5;
    private static final int READ_CHARACTERS = 8_000;

    private record Sign(String name, double weight, Pattern pattern) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    "code",
                    1.5,
                    Pattern.compile(
                            "```|\\b(def|class|public|function|SELECT|import)\\b.{0,80}[{(:;]|stack ?trace|리팩터링|디버깅|코드")),
            new Sign(
                    "mathematics",
                    1.5,
                    Pattern.compile(
                            "\\$[^$\\s]{1,40}[\\\\^_=][^$]{0,80}\\$|\\\\frac|\\b(prove|proof|integral|derivative|equation|theorem)\\b|증명|방정식|적분")),
            new Sign(
                    "steps",
                    1.0,
                    Pattern.compile(
                            "step by step|think carefully|explain why|단계별|차근차근|왜 그런지", Pattern.CASE_INSENSITIVE)),
            new Sign(
                    "analysis",
                    0.7,
                    Pattern.compile(
                            "\\b(analy[sz]e|compare|evaluate|trade-?offs?|plan|design|strategy)\\b|분석|비교|평가|설계|전략",
                            Pattern.CASE_INSENSITIVE)),
            new Sign(
                    "simple task",
                    -1.5,
                    Pattern.compile(
                            "\\b(translate|classify|extract|summari[sz]e|label|yes or no)\\b|번역|분류|추출|요약",
                            Pattern.CASE_INSENSITIVE)));

    private NeedScorer() {}

    /**
     * @param text what the user asks
     * @param effort the reasoning effort that the client asked for, null if it did not
     */
    static ReasoningNeed score(
            String text, long inputTokens, boolean tools, boolean structured, @Nullable String effort) {
        if (effort != null) {
            var wanted = ofEffort(effort);
            return new ReasoningNeed(wanted, List.of("the client asked for " + effort + " effort"));
        }
        var sum = BASE;
        var reasons = new ArrayList<String>();
        var read = text.length() > READ_CHARACTERS ? text.substring(0, READ_CHARACTERS) : text;
        for (var sign : SIGNS) {
            if (sign.pattern().matcher(read).find()) {
                sum += add(reasons, sign.name(), sign.weight());
            }
        }
        if (tools) {
            sum += add(reasons, "tools", 1.0);
        }
        if (structured) {
            sum += add(reasons, "structured output", 0.5);
        }
        if (inputTokens > 8_000) {
            sum += add(reasons, "long input", 1.0);
        } else if (inputTokens < 60) {
            sum += add(reasons, "short input", -0.5);
        }
        return new ReasoningNeed(Math.clamp(sum, 0, MOST), reasons);
    }

    private static double ofEffort(String effort) {
        return switch (effort.toLowerCase(Locale.ROOT)) {
            case "none", "minimal" -> 3;
            case "low" -> 5;
            case "high" -> 8.5;
            case "xhigh", "max" -> 9.2;
            default -> 7;
        };
    }

    private static double add(List<String> reasons, String name, double weight) {
        reasons.add(name + (weight < 0 ? " −" : " +") + Math.abs(weight));
        return weight;
    }
}
