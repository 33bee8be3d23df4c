package dev.maru.prompts.content;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the prompts that a body refers to in their places, with what those refer to, at most {@link #MAX_DEPTH} deep. A
 * prompt that leads back to itself is refused, whichever of its versions the way goes through.
 */
public final class Composition {
    public static final int MAX_DEPTH = 5;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
    /** Different ones, however often each stands. */
    private static final int MAX_REFERENCES = 200;

    private final Library library;
    private final ErrorCode code;
    private final Map<PromptReference, ResolvedReference> resolved = new LinkedHashMap<>();
    private final Map<PromptReference, Part> known = new HashMap<>();
    private final Deque<Step> path = new ArrayDeque<>();
    private final Deque<Part> open = new ArrayDeque<>();
    private final Part whole;
    private int characters;
    private int deepest;

    /** Where prompts are looked up: in memory to serve, in a transaction to save. */
    public interface Library {
        /** What a reference leads to, null if there is no such prompt, version or label, or it is archived. */
        @Nullable
        Source find(PromptReference reference);
    }

    /** A version that a reference led to. */
    public record Source(PromptId prompt, PromptName name, int version, ContentHash hash, PromptBody body) {}

    /** A body without references, what was put in, and how deep that went. */
    public record Composed(PromptBody body, List<ResolvedReference> references, int depth) {}

    private record Step(PromptId prompt, PromptName name) {}

    private Composition(PromptId prompt, Library library, ErrorCode code) {
        this.whole = new Part(prompt);
        this.library = library;
        this.code = code;
    }

    /** @param code of the error if a reference leads nowhere, back, or too deep */
    public static Composed of(PromptId prompt, PromptName name, PromptBody body, Library library, ErrorCode code) {
        var composition = new Composition(prompt, library, code);
        var whole = composition.put(new Step(prompt, name), body);
        return new Composed(whole, List.copyOf(composition.resolved.values()), composition.deepest);
    }

    /** What a body refers to itself, in the order in which it stands. */
    public static List<PromptReference> references(PromptBody body) {
        var found = new ArrayList<PromptReference>();
        var unused = body.mapTemplates(template -> {
            found.addAll(TemplateReferences.in(body.syntax(), template));
            return template;
        });
        return found.stream().distinct().toList();
    }

    private PromptBody put(Step step, PromptBody body) {
        path.addLast(step);
        var whole = body.mapTemplates(template -> {
            var text = TemplateReferences.replace(body.syntax(), template, reference -> text(body.syntax(), reference));
            characters += text.length();
            if (characters > MAX_CHARACTERS) {
                throw new PlatformException(
                        PromptError.PROMPT_OUTPUT_TOO_LARGE,
                        "With everything it refers to the prompt is longer than " + MAX_CHARACTERS + " characters.");
            }
            return text;
        });
        path.removeLast();
        return whole;
    }

    private String text(TemplateSyntax syntax, PromptReference reference) {
        var before = known.get(reference);
        var found = before == null ? put(syntax, reference) : before;
        for (var step : path) {
            if (found.prompts.contains(step.prompt)) {
                throw broken(reference, "leads back to where it began: " + way(reference.name()));
            }
        }
        deepest = Math.max(deepest, path.size() + found.height);
        if (deepest > MAX_DEPTH) {
            throw broken(reference, "is more than " + MAX_DEPTH + " deep: " + way(reference.name()));
        }
        enclosing().addAll(found);
        return found.text;
    }

    /** Composes what a reference leads to; once, however often it stands and wherever. */
    private Part put(TemplateSyntax syntax, PromptReference reference) {
        var source = find(syntax, reference);
        resolved.put(
                reference, new ResolvedReference(reference, source.prompt, source.version, source.hash, path.size()));
        var part = new Part(source.prompt);
        open.addLast(part);
        var body = (PromptBody.Text) put(new Step(source.prompt, source.name), source.body);
        open.removeLast();
        part.text = body.template();
        known.put(reference, part);
        return part;
    }

    private Source find(TemplateSyntax syntax, PromptReference reference) {
        if (resolved.size() == MAX_REFERENCES) {
            throw broken(reference, "is one too many: a prompt refers to at most " + MAX_REFERENCES + " others");
        }
        var source = library.find(reference);
        if (source == null) {
            throw broken(reference, "does not exist, or is archived");
        }
        if (path.stream().anyMatch(step -> step.prompt.equals(source.prompt))) {
            throw broken(reference, "leads back to where it began: " + way(source.name));
        }
        if (path.size() > MAX_DEPTH) {
            throw broken(reference, "is more than " + MAX_DEPTH + " deep: " + way(source.name));
        }
        if (!(source.body instanceof PromptBody.Text text)) {
            throw broken(reference, "is a chat prompt; only text prompts can be put into others");
        }
        if (text.syntax() != syntax) {
            throw broken(
                    reference,
                    "is written in the syntax " + text.syntax().wireName() + ", not in " + syntax.wireName()
                            + " like what it is put into");
        }
        return source;
    }

    /** What the part at hand stands in; the prompt itself where none does. */
    private Part enclosing() {
        return open.isEmpty() ? whole : open.getLast();
    }

    /** What a reference led to, with everything below it. */
    private static final class Part {
        private final Set<PromptId> prompts = new HashSet<>();
        private int height;
        private String text = "";

        private Part(PromptId prompt) {
            prompts.add(prompt);
        }

        private void addAll(Part below) {
            prompts.addAll(below.prompts);
            height = Math.max(height, below.height + 1);
        }
    }

    private String way(PromptName last) {
        return path.stream().map(step -> step.name.value()).collect(Collectors.joining(" → ", "", " → " + last));
    }

    private PlatformException broken(PromptReference reference, String what) {
        var message = "the reference to " + reference + " " + what;
        return new PlatformException(code, "prompt: " + message, List.of(new FieldError("prompt", message)), null);
    }
}
