package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * References in templates: {@code {{> name}}}, {@code {{> name | label=staging}}} and {@code {{> name | version=3}}} in
 * mustache, and in either syntax Langfuse's {@code @@@langfusePrompt:name=…|label=…@@@}. No name holds a {@code |}.
 */
final class TemplateReferences {
    private static final String LANGFUSE = "@@@langfusePrompt:(?<langfuse>.*?)@@@";
    private static final Pattern SIMPLE = Pattern.compile(LANGFUSE);
    private static final Pattern MUSTACHE =
            Pattern.compile("(?<comment>\\{\\{!(?s:.*?)}})|\\{\\{\\s*+>(?<mustache>[^{}]*+)}}|" + LANGFUSE);
    private static final Pattern SELECTOR = Pattern.compile("\\s*(?<kind>label|version)\\s*=\\s*(?<value>.*?)\\s*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private TemplateReferences() {}

    /** In the order in which they stand. */
    static List<PromptReference> in(TemplateSyntax syntax, String template) {
        var found = new ArrayList<PromptReference>();
        replace(syntax, template, reference -> {
            found.add(reference);
            return "";
        });
        return found;
    }

    /** The template with every reference replaced. */
    static String replace(TemplateSyntax syntax, String template, Function<PromptReference, String> replacement) {
        var tags = (syntax == TemplateSyntax.MUSTACHE ? MUSTACHE : SIMPLE).matcher(template);
        return tags.replaceAll(tag -> Matcher.quoteReplacement(
                isComment(syntax, tags) ? tags.group() : replacement.apply(read(syntax, tags))));
    }

    private static boolean isComment(TemplateSyntax syntax, Matcher tag) {
        return syntax == TemplateSyntax.MUSTACHE && tag.group("comment") != null;
    }

    private static PromptReference read(TemplateSyntax syntax, Matcher tag) {
        var langfuse = tag.group("langfuse");
        if (langfuse == null) {
            return parse(tag.group("mustache"));
        }
        if (!langfuse.startsWith("name=")) {
            throw invalid("write a reference as @@@langfusePrompt:name=…|label=…@@@");
        }
        return parse(langfuse.substring("name=".length()));
    }

    /** Reads what stands between {@code {{>} and {@code }}}. */
    static PromptReference parse(String written) {
        int bar = written.indexOf('|');
        var name = new PromptName((bar < 0 ? written : written.substring(0, bar)).strip());
        return new PromptReference(name, selector(bar < 0 ? null : written.substring(bar + 1)));
    }

    private static PromptSelector selector(@Nullable String written) {
        if (written == null) {
            return new PromptSelector.ByLabel(PromptLabel.PRODUCTION);
        }
        var selector = SELECTOR.matcher(written);
        if (!selector.matches()) {
            throw invalid("after the | of a reference stands label=… or version=…");
        }
        var value = selector.group("value");
        if (selector.group("kind").equals("label")) {
            return new PromptSelector.ByLabel(new PromptLabel(value));
        }
        if (!NUMBER.matcher(value).matches()) {
            throw invalid("version=" + value + " of a reference is no version");
        }
        return new PromptSelector.ByVersion(Integer.parseInt(value));
    }

    private static PlatformException invalid(String message) {
        return PlatformException.invalid("prompt", message);
    }
}
