package dev.maru.prompts.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a path below {@code …/prompts/} means: a prompt, or something of it. A name may hold slashes, written as
 * {@code %2F} or plain. If the first segment holds a {@code %2F} it is the whole name. Otherwise the words that end the path
 * are taken for a part of the prompt wherever they can be one, and the rest is the name; who has a prompt called
 * {@code a/versions} writes {@code a%2Fversions}.
 *
 * @param parts the words after the name, such as {@code labels} and {@code production}; empty for the prompt itself
 */
record PromptPath(PromptName name, List<String> parts) {
    private static final String ANY = "*";
    private static final String NUMBER = "#";

    /** The parts that each method knows, the longest first. */
    private static final Map<String, List<List<String>>> PARTS = Map.of(
            "GET",
                    List.of(
                            List.of("versions", NUMBER),
                            List.of("versions"),
                            List.of("releases"),
                            List.of("used-by"),
                            List.of("release-requests"),
                            List.of("splits"),
                            List.of("usage")),
            "POST",
                    List.of(
                            List.of("labels", ANY, "rollback"),
                            List.of("release-requests", ANY, "approve"),
                            List.of("release-requests", ANY, "reject"),
                            List.of("release-requests", ANY, "withdraw"),
                            List.of("release-requests"),
                            List.of("render"),
                            List.of("versions"),
                            List.of("archive"),
                            List.of("unarchive")),
            "PUT", List.of(List.of("labels", ANY, "split"), List.of("labels", ANY)),
            "PATCH", List.of(),
            "DELETE", List.of(List.of("labels", ANY, "split"), List.of("labels", ANY)));

    /** @param rest the part of the request URI after {@code /prompts/}, as it was sent */
    static PromptPath parse(String method, String rest) {
        var partsOfMethod = PARTS.get(method);
        if (partsOfMethod == null) {
            throw new PlatformException(CoreError.METHOD_NOT_ALLOWED, method + " is not possible on a prompt.");
        }
        var raw = Arrays.asList(rest.split("/", -1));
        var segments = raw.stream().map(PromptPath::decode).toList();
        if (segments.getFirst().indexOf('/') >= 0) {
            var parts = segments.subList(1, segments.size());
            if (!parts.isEmpty() && partsOfMethod.stream().noneMatch(known -> matches(known, parts))) {
                throw unknown(method, parts);
            }
            return new PromptPath(new PromptName(segments.getFirst()), parts);
        }
        for (var known : partsOfMethod) {
            int name = segments.size() - known.size();
            if (name > 0 && matches(known, segments.subList(name, segments.size()))) {
                return of(segments, name);
            }
        }
        return of(segments, segments.size());
    }

    private static PromptPath of(List<String> segments, int name) {
        return new PromptPath(
                new PromptName(String.join("/", segments.subList(0, name))), segments.subList(name, segments.size()));
    }

    private static boolean matches(List<String> known, List<String> parts) {
        if (known.size() != parts.size()) {
            return false;
        }
        for (int i = 0; i < known.size(); i++) {
            var part = parts.get(i);
            boolean fits = switch (known.get(i)) {
                case ANY -> !part.isEmpty();
                case NUMBER -> part.matches("[0-9]{1,9}");
                default -> known.get(i).equals(part);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static PlatformException unknown(String method, List<String> parts) {
        return new PlatformException(
                CoreError.NOT_FOUND, "A prompt has no " + method + " …/" + String.join("/", parts) + ".");
    }

    /** Percent-encoding as in RFC 3986, UTF-8, and nothing else: a plus is a plus. */
    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        var bytes = new ByteArrayOutputStream(segment.length());
        var encoded = segment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw broken();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken();
        }
    }

    private static PlatformException broken() {
        return new PlatformException(
                CoreError.INVALID_REQUEST, "The path is not percent-encoded UTF-8; encode the prompt's name.");
    }
}
