package dev.maru.prompts.files;

import dev.maru.prompts.PromptName;
import dev.maru.prompts.content.ContentHash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the file of a prompt stands: its name as a path that every file system takes, each path once even where case does
 * not count. What cannot stand there is written as in an address ({@code %3A}); the name itself stands in the file.
 */
final class FilePaths {
    private static final int MAX_SEGMENT_BYTES = 180;
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?", Pattern.DOTALL);
    private static final String ENCODED = "%:*?\"<>|\\~";

    private final Set<String> taken = new HashSet<>();

    /** A path that none of those given before is taken for. */
    String path(PromptName name) {
        var segments = name.value().split("/", -1);
        var path = new StringBuilder();
        boolean cut = false;
        for (int i = 0; i < segments.length; i++) {
            boolean folder = i < segments.length - 1;
            var segment = segment(segments[i], folder);
            if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
                segment = cut(segment);
                cut = true;
            }
            path.append(segment).append(folder ? "/" : "");
        }
        if (cut || !taken.add(fold(path + PromptFile.SUFFIX))) {
            path.append('~').append(hash(name.value()));
            taken.add(fold(path + PromptFile.SUFFIX));
        }
        return path + PromptFile.SUFFIX;
    }

    /** What a file is called that does not say so itself. */
    static String name(String path) {
        var plain =
                path.endsWith(PromptFile.SUFFIX) ? path.substring(0, path.length() - PromptFile.SUFFIX.length()) : path;
        var bytes = new ByteArrayOutputStream(plain.length());
        var encoded = plain.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low < 0) {
                bytes.write(encoded[i]);
            } else {
                bytes.write(high * 16 + low);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String segment(String segment, boolean folder) {
        var written = new StringBuilder();
        int last = segment.length() - 1;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            boolean atEnd = i == last && (c == '.' || c == ' ') || i == 0 && (c == '.' || c == ' ');
            // A folder that ends like a file would stand where the file of another prompt does.
            boolean ending =
                    folder && i == last - 2 && segment.toLowerCase(Locale.ROOT).endsWith(PromptFile.SUFFIX);
            boolean reserved = i == 0 && RESERVED.matcher(segment).matches();
            if (ENCODED.indexOf(c) >= 0 || atEnd || ending || reserved) {
                written.append("%%%02X".formatted((int) c));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }

    private static String cut(String segment) {
        var cut = new StringBuilder();
        int bytes = 0;
        for (int at = 0; at < segment.length(); at += Character.charCount(segment.codePointAt(at))) {
            var character = Character.toString(segment.codePointAt(at));
            bytes += character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_SEGMENT_BYTES) {
                break;
            }
            cut.append(character);
        }
        return cut + "~" + hash(segment);
    }

    private static String fold(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static String hash(String text) {
        var digest = ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 4);
    }
}
