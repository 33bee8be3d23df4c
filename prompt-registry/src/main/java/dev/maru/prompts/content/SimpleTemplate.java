package dev.maru.prompts.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A template whose only tags are {@code {{name}}}. A name without a value stays as it is written, null becomes nothing,
 * values are inserted raw; every other brace is text.
 */
final class SimpleTemplate implements PromptTemplate {
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*+(?<name>\\p{L}[\\p{L}\\p{M}\\p{N}_]*+)\\s*+}}");

    /** Text between tags, and the tags. */
    private sealed interface Piece {
        record Text(String text) implements Piece {}

        record Tag(String name, String written) implements Piece {}
    }

    private final List<Piece> pieces;
    private final List<PromptVariable> variables;

    private SimpleTemplate(List<Piece> pieces, List<PromptVariable> variables) {
        this.pieces = List.copyOf(pieces);
        this.variables = List.copyOf(variables);
    }

    static SimpleTemplate parse(String template) {
        var pieces = new ArrayList<Piece>();
        var variables = new LinkedHashMap<String, PromptVariable>();
        var tag = TAG.matcher(template);
        int text = 0;
        while (tag.find()) {
            var name = tag.group("name");
            pieces.add(new Piece.Text(template.substring(text, tag.start())));
            pieces.add(new Piece.Tag(name, tag.group()));
            variables.putIfAbsent(name, new PromptVariable(name, PromptVariable.Usage.VALUE, false));
            text = tag.end();
        }
        pieces.add(new Piece.Text(template.substring(text)));
        return new SimpleTemplate(pieces, List.copyOf(variables.values()));
    }

    @Override
    public List<PromptVariable> variables() {
        return variables;
    }

    @Override
    public List<String> requiredPaths() {
        return List.of();
    }

    @Override
    public String render(TemplateValues values) {
        var output = values.output(pieces.size());
        for (var piece : pieces) {
            output.add(
                    switch (piece) {
                        case Piece.Text(var text) -> text;
                        case Piece.Tag(var name, var written) -> values.has(name) ? values.text(name) : written;
                    });
        }
        return output.toString();
    }
}
