package dev.maru.prompts.files;

import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.prompts.content.TemplateText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A template of somebody else's as the text and the variables that it means. Which of our syntaxes says exactly that is
 * checked before it is written in it, so nothing is ever taken over by half.
 */
record ForeignText(List<Piece> pieces) {
    private static final Pattern SIMPLE_NAME = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}_]*");
    private static final Pattern SIMPLE_TAG =
            Pattern.compile("\\{\\{\\s*+(?<name>\\p{L}[\\p{L}\\p{M}\\p{N}_]*+)\\s*+}}");
    private static final String REFERENCE = "@@@langfusePrompt:";

    /** Text as it is to come out, or a variable. */
    sealed interface Piece {
        record Literal(String text) implements Piece {}

        record Variable(String path) implements Piece {}
    }

    ForeignText {
        pieces = merged(pieces);
    }

    static ForeignText literal(String text) {
        return new ForeignText(List.of(new Piece.Literal(text)));
    }

    static ForeignText variable(String path) {
        return new ForeignText(List.of(new Piece.Variable(path)));
    }

    static ForeignText joined(List<ForeignText> texts) {
        return new ForeignText(
                texts.stream().flatMap(text -> text.pieces.stream()).toList());
    }

    String write() {
        var text = new StringBuilder();
        pieces.forEach(piece -> text.append(written(piece)));
        return text.toString();
    }

    boolean fits(TemplateSyntax syntax) {
        return switch (syntax) {
            case MUSTACHE -> fitsMustache();
            case SIMPLE -> fitsSimple();
        };
    }

    /** Braces of the text must not come to stand where they would begin or end a tag. */
    private boolean fitsMustache() {
        boolean afterVariable = false;
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case Piece.Variable(var path) -> {
                    for (var name : path.split("\\.", -1)) {
                        if (!TemplateText.isName(name)) {
                            return false;
                        }
                    }
                    afterVariable = true;
                }
                case Piece.Literal(var text) -> {
                    boolean beforeVariable = i + 1 < pieces.size();
                    if (text.contains("{{")
                            || text.contains(REFERENCE)
                            || beforeVariable && text.endsWith("{")
                            || afterVariable && text.startsWith("}")) {
                        return false;
                    }
                    afterVariable = false;
                }
            }
        }
        return true;
    }

    /** What would be read as a variable must be one, and the other way round. */
    private boolean fitsSimple() {
        var tags = SIMPLE_TAG.matcher(write());
        int at = 0;
        for (var piece : pieces) {
            int end = at + written(piece).length();
            switch (piece) {
                case Piece.Variable(var name) -> {
                    if (!SIMPLE_NAME.matcher(name).matches()
                            || !tags.find()
                            || tags.start() != at
                            || tags.end() != end) {
                        return false;
                    }
                }
                case Piece.Literal(var text) -> {
                    if (text.contains(REFERENCE)) {
                        return false;
                    }
                }
            }
            at = end;
        }
        return !tags.find();
    }

    private static String written(Piece piece) {
        return switch (piece) {
            case Piece.Literal(var text) -> text;
            case Piece.Variable(var path) -> "{{" + path + "}}";
        };
    }

    private static List<Piece> merged(List<Piece> pieces) {
        var merged = new ArrayList<Piece>();
        for (var piece : pieces) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (piece instanceof Piece.Literal(var text)) {
                if (text.isEmpty()) {
                    continue;
                }
                if (last instanceof Piece.Literal(var before)) {
                    merged.set(merged.size() - 1, new Piece.Literal(before + text));
                    continue;
                }
            }
            merged.add(piece);
        }
        return List.copyOf(merged);
    }
}
