package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.Drops;
import dev.maru.gateway.protocol.ModelRequest;
import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.ToolChoice;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import dev.maru.gateway.protocol.Part;
import dev.maru.gateway.protocol.Signatures;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a model of Anthropic's is told to think: older ones by a budget of tokens, newer ones by an effort.
 *
 * @param budget null without one
 * @param effort null without one
 * @param dropped whether thinking was asked for where it cannot be had
 */
public record ClaudeThinking(
        long maxTokens, @Nullable Long budget, @Nullable String effort, boolean disabled, boolean dropped) {
    /** Claude 3 to 4.5, also in the spelling of other clouds. */
    private static final Pattern BY_BUDGET =
            Pattern.compile(".*claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[0-5](?!\\d))?(?:-20\\d{6}|@|$|-v)).*");

    private static final long LEAST = 1_024;

    public static ClaudeThinking of(ModelRequest request, String model) {
        var asked = request.sampling().maxOutputTokens();
        long most = asked == null ? MessageRequestWriter.DEFAULT_MAX_TOKENS : asked;
        var reasoning = request.reasoning();
        if (reasoning == null) {
            return new ClaudeThinking(most, null, null, false, false);
        }
        if ("none".equals(reasoning.effort())) {
            return new ClaudeThinking(most, null, null, true, false);
        }
        boolean byBudget =
                reasoning.budgetTokens() != null || BY_BUDGET.matcher(model).matches();
        if (forcesTools(request.toolChoice()) || byBudget && callsWithoutThoughts(request)) {
            return new ClaudeThinking(most, null, null, false, true);
        }
        if (!byBudget) {
            return new ClaudeThinking(most, null, effort(String.valueOf(reasoning.effort())), false, false);
        }
        long budget = Math.max(
                LEAST,
                reasoning.budgetTokens() == null
                        ? budget(String.valueOf(reasoning.effort()))
                        : reasoning.budgetTokens());
        // The limit counts thoughts too, and must leave room for an answer.
        return new ClaudeThinking(most > budget ? most : budget + most, budget, null, false, false);
    }

    private static boolean forcesTools(ToolChoice choice) {
        return choice instanceof ToolChoice.Any || choice instanceof ToolChoice.Named;
    }

    /** A turn that goes on after calls must begin with the thoughts that led to them. */
    private static boolean callsWithoutThoughts(ModelRequest request) {
        Turn last = null;
        for (var turn : request.turns()) {
            last = turn.role() == Role.ASSISTANT ? turn : last;
        }
        return last != null
                && last.parts().stream().anyMatch(Part.ToolCall.class::isInstance)
                && last.parts().stream().noneMatch(ClaudeThinking::isOwnThought);
    }

    private static boolean isOwnThought(Part part) {
        return part instanceof Part.HiddenThinking(String data) && Signatures.forClaude(data) != null
                || part instanceof Part.Thinking(String _, String signature) && Signatures.forClaude(signature) != null;
    }

    private static long budget(String effort) {
        return switch (effort) {
            case "minimal" -> LEAST;
            case "low" -> 2_048;
            case "high" -> 16_384;
            case "xhigh", "max" -> 32_768;
            default -> 8_192;
        };
    }

    private static String effort(String effort) {
        return effort.equals("minimal") ? "low" : effort;
    }

    public boolean on() {
        return budget != null || effort != null;
    }

    /** Into a request in the words of Anthropic. */
    public void write(ObjectNode body, Drops drops) {
        if (dropped) {
            drops.add("reasoning_effort");
        } else if (disabled) {
            body.putObject("thinking").put("type", "disabled");
        } else if (budget != null) {
            body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        } else if (effort != null) {
            body.putObject("thinking").put("type", "adaptive");
            body.withObject("output_config").put("effort", effort);
        }
    }
}
