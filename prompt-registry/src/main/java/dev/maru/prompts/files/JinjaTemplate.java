package dev.maru.prompts.files;

import dev.maru.prompts.files.ForeignText.Piece;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** The part of Jinja that says no more than a variable; statements, filters and expressions are refused by name. */
final class JinjaTemplate {
    private static final Pattern PATH =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*)*");
    private static final int SHOWN = 60;

    private JinjaTemplate() {}

    static ForeignText read(String template) throws FileException {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        while (at < template.length()) {
            int brace = template.indexOf('{', at);
            if (brace < 0 || brace + 1 == template.length()) {
                break;
            }
            char next = template.charAt(brace + 1);
            if (next == '%' || next == '#') {
                throw refused(template, brace);
            }
            if (next != '{') {
                pieces.add(new Piece.Literal(template.substring(at, brace + 1)));
                at = brace + 1;
                continue;
            }
            int end = template.indexOf("}}", brace);
            var path = end < 0 ? "" : template.substring(brace + 2, end).strip();
            if (!PATH.matcher(path).matches()) {
                throw refused(template, brace);
            }
            pieces.add(new Piece.Literal(template.substring(at, brace)));
            pieces.add(new Piece.Variable(path));
            at = end + 2;
        }
        // Jinja drops one newline at the end.
        var rest = template.substring(Math.min(at, template.length()));
        pieces.add(new Piece.Literal(rest.endsWith("\n") ? rest.substring(0, rest.length() - 1) : rest));
        return new ForeignText(pieces);
    }

    private static FileException refused(String template, int at) {
        int end = template.indexOf('\n', at);
        var shown = template.substring(at, Math.min(end < 0 ? template.length() : end, at + SHOWN));
        return new FileException(0, "uses Jinja that cannot be expressed: " + shown);
    }
}
