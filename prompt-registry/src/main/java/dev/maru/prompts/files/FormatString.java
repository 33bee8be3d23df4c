package dev.maru.prompts.files;

import dev.maru.prompts.files.ForeignText.Piece;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Python's format strings as LangChain uses them: {@code {name}} is a variable, doubled braces are braces. */
final class FormatString {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*");

    private FormatString() {}

    static ForeignText read(String template) throws FileException {
        var pieces = new ArrayList<Piece>();
        var text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            boolean doubled = i + 1 < template.length() && template.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                text.append(c);
                i++;
            } else if (c == '{') {
                int end = template.indexOf('}', i);
                var name = end < 0 ? "" : template.substring(i + 1, end);
                if (!NAME.matcher(name).matches()) {
                    throw new FileException(0, "{" + (end < 0 ? "…" : name + "}") + " is more than a plain variable");
                }
                pieces.add(new Piece.Literal(text.toString()));
                text.setLength(0);
                pieces.add(new Piece.Variable(name));
                i = end;
            } else if (c == '}') {
                throw new FileException(0, "has a } that nothing opens");
            } else {
                text.append(c);
            }
        }
        pieces.add(new Piece.Literal(text.toString()));
        return new ForeignText(pieces);
    }
}
