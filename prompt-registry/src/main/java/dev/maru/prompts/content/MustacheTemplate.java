package dev.maru.prompts.content;

import com.samskivert.mustache.Template;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template in mustache with raw values: variables, sections, inverted sections, comments and references. A reference is
 * put in by {@link Composition} before a template is rendered; here it only has to be well-formed.
 *
 * <p>Only what is a tag is one: every other brace is text, so JSON in a prompt stays as it is. Tags are handed to the
 * mustache library between two characters that no template may hold, which keeps it from seeing any other brace.
 */
final class MustacheTemplate implements PromptTemplate {
    private static final int MAX_DEPTH = 32;
    private static final char OPEN = '\u0001';
    private static final char CLOSE = '\u0002';

    private static final String PATH =
            "\\.|[\\p{L}_][\\p{L}\\p{M}\\p{N}_-]*+(?:\\.[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_-]*+)*+";

    /** Possessive throughout: whatever the text, it is read once. */
    private static final Pattern TAG = Pattern.compile("\\{\\{(?:"
            + "\\{\\s*+(?<triple>" + PATH + ")\\s*+}}}"
            + "|\\s*+>(?<reference>[^{}]*+)}}"
            + "|\\s*+(?<sigil>[#^/&]?+)\\s*+(?<path>" + PATH + ")\\s*+}}"
            + "|=(?<delimiters>[^=]{1,9})=}}"
            + ")");

    /** A word of the library's own. */
    private static final Pattern THIS = Pattern.compile("(?:^|\\.)this(?:\\.|$)");

    private final Template compiled;
    private final List<PromptVariable> variables;
    private final List<String> requiredPaths;
    private final int tags;

    private MustacheTemplate(Scan scan) {
        this.compiled = TemplateValues.COMPILER.withDelims(OPEN + " " + CLOSE).compile(scan.translated.toString());
        this.variables = List.copyOf(scan.variables.values());
        this.requiredPaths = scan.requiredPaths.stream().distinct().toList();
        this.tags = scan.tags;
    }

    /** Reads a template; what is wrong with it is told with line and column. */
    static MustacheTemplate parse(String field, String template) {
        var scan = new Scan(field, template);
        scan.run();
        return new MustacheTemplate(scan);
    }

    @Override
    public List<PromptVariable> variables() {
        return variables;
    }

    @Override
    public List<String> requiredPaths() {
        return requiredPaths;
    }

    @Override
    public String render(TemplateValues values) {
        var output = values.output(tags);
        compiled.execute(values.root(), output);
        return output.toString();
    }

    private static final class Scan {
        private final String field;
        private final String source;
        private final StringBuilder translated = new StringBuilder();
        private final Map<String, PromptVariable> variables = new LinkedHashMap<>();
        private final List<String> requiredPaths = new ArrayList<>();
        private final ArrayDeque<Open> open = new ArrayDeque<>();
        private int tags;

        private record Open(String path, int at) {}

        private Scan(String field, String source) {
            this.field = field;
            this.source = source;
        }

        private void run() {
            var tag = TAG.matcher(source);
            int text = 0;
            int at = source.indexOf("{{");
            int lastEnd = source.lastIndexOf("}}");
            while (at >= 0 && at < lastEnd) {
                int end = tagEnd(tag, at);
                if (end < 0) {
                    at = source.indexOf("{{", at + 1);
                    continue;
                }
                translated.append(source, text, at);
                take(tag, at);
                tags++;
                text = end;
                at = source.indexOf("{{", end);
            }
            translated.append(source, text, source.length());
            if (!open.isEmpty()) {
                var section = open.peek();
                throw invalid(
                        section.at,
                        "the section {{#" + section.path + "}} is never closed; add {{/" + section.path + "}}");
            }
        }

        /** Where the tag that begins here ends, -1 if none does. */
        private int tagEnd(Matcher tag, int at) {
            if (isComment(at)) {
                return source.indexOf("}}", at) + 2;
            }
            return tag.region(at, source.length()).lookingAt() ? tag.end() : -1;
        }

        private boolean isComment(int at) {
            return source.startsWith("{{!", at);
        }

        private void take(Matcher tag, int at) {
            if (isComment(at)) {
                write("!", "");
            } else if (tag.group("delimiters") != null) {
                throw invalid(at, "other delimiters than {{ and }} are not supported");
            } else if (tag.group("reference") != null) {
                try {
                    TemplateReferences.parse(tag.group("reference"));
                } catch (PlatformException e) {
                    throw invalid(at, e.detail());
                }
            } else if (tag.group("triple") != null) {
                take(at, "", tag.group("triple"));
            } else {
                take(at, tag.group("sigil"), tag.group("path"));
            }
        }

        private void take(int at, String sigil, String path) {
            if (THIS.matcher(path).find()) {
                throw invalid(at, "{{" + path + "}}: no variable is called this; the element at hand is {{.}}");
            }
            switch (sigil) {
                case "", "&" -> value(path);
                case "#", "^" -> openSection(at, sigil, path);
                case "/" -> closeSection(at, path);
                default -> throw new IllegalStateException("the pattern of tags knows no " + sigil);
            }
        }

        private void value(String path) {
            use(path, PromptVariable.Usage.VALUE, open.isEmpty());
            write("&", path);
        }

        private void openSection(int at, String sigil, String path) {
            if (open.size() == MAX_DEPTH) {
                throw invalid(at, "sections are nested more than " + MAX_DEPTH + " deep");
            }
            use(path, PromptVariable.Usage.SECTION, false);
            open.push(new Open(path, at));
            write(sigil, path);
        }

        private void closeSection(int at, String path) {
            var section = open.poll();
            if (section == null) {
                throw invalid(at, "{{/" + path + "}} closes a section that is not open");
            }
            if (!section.path.equals(path)) {
                throw invalid(at, "{{/" + path + "}} stands where {{/" + section.path + "}} is due");
            }
            write("/", path);
        }

        private void use(String path, PromptVariable.Usage usage, boolean required) {
            if (path.equals(".")) {
                return;
            }
            if (required) {
                requiredPaths.add(path);
            }
            int dot = path.indexOf('.');
            var name = dot < 0 ? path : path.substring(0, dot);
            variables.merge(name, new PromptVariable(name, usage, required), PromptVariable::merge);
        }

        private void write(String sigil, String path) {
            translated.append(OPEN).append(sigil).append(path).append(CLOSE);
        }

        private PlatformException invalid(int at, String message) {
            int line = 1;
            int lineStart = 0;
            for (int i = source.indexOf('\n'); i >= 0 && i < at; i = source.indexOf('\n', i + 1)) {
                line++;
                lineStart = i + 1;
            }
            int column = source.codePointCount(lineStart, at) + 1;
            var text = "line " + line + ", column " + column + ": " + message;
            return new PlatformException(
                    PromptError.PROMPT_TEMPLATE_INVALID,
                    field + ": " + text,
                    List.of(new FieldError(field, text)),
                    null);
        }
    }
}
