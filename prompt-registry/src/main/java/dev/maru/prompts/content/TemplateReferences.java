package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptReference;
import dev.maru.prompts.PromptSelector;
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
    private static final String LANGFUSE = "@@@langfusePrompt:";
    private static final String LANGFUSE_END = "@@@";
    private static final Pattern MUSTACHE = Pattern.compile("\\{\\{\\s*+>(?<reference>[^{}]*+)}}");
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
        return new Scan(syntax, template, replacement).run();
    }

    /** Reads a template once, whatever it holds: where no end follows, no beginning is looked at. */
    private static final class Scan {
        private final String template;
        private final Function<PromptReference, String> replacement;
        private final StringBuilder output = new StringBuilder();
        private final Matcher mustache;
        private final int lastBraces;
        private final int lastLangfuse;
        private int at;

        private Scan(TemplateSyntax syntax, String template, Function<PromptReference, String> replacement) {
            this.template = template;
            this.replacement = replacement;
            this.mustache = MUSTACHE.matcher(template);
            this.lastBraces = syntax == TemplateSyntax.MUSTACHE ? template.lastIndexOf("}}") : -1;
            this.lastLangfuse = template.lastIndexOf(LANGFUSE_END);
        }

        private String run() {
            int braces = nextBraces();
            int langfuse = nextLangfuse();
            while (braces >= 0 || langfuse >= 0) {
                if (langfuse < 0 || braces >= 0 && braces < langfuse) {
                    braces(braces);
                    braces = nextBraces();
                } else {
                    langfuse(langfuse);
                }
                if (langfuse < at) {
                    langfuse = nextLangfuse();
                }
                if (braces < at) {
                    braces = nextBraces();
                }
            }
            return output.append(template, at, template.length()).toString();
        }

        private int nextBraces() {
            int next = template.indexOf("{{", at);
            return next < lastBraces ? next : -1;
        }

        private int nextLangfuse() {
            int next = template.indexOf(LANGFUSE, at);
            return next + LANGFUSE.length() <= lastLangfuse ? next : -1;
        }

        private void braces(int from) {
            output.append(template, at, from);
            if (template.startsWith("{{!", from)) {
                at = template.indexOf("}}", from) + 2;
                output.append(template, from, at);
            } else if (mustache.region(from, template.length()).lookingAt()) {
                at = mustache.end();
                output.append(replacement.apply(parse(mustache.group("reference"))));
            } else {
                at = from + 1;
                output.append('{');
            }
        }

        private void langfuse(int from) {
            int begin = from + LANGFUSE.length();
            int end = template.indexOf(LANGFUSE_END, begin);
            var written = template.substring(begin, end);
            if (!written.startsWith("name=")) {
                throw invalid("write a reference as @@@langfusePrompt:name=…|label=…@@@");
            }
            output.append(template, at, from).append(replacement.apply(parse(written.substring("name=".length()))));
            at = end + LANGFUSE_END.length();
        }
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
