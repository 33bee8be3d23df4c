package dev.maru.access.identity;

import dev.maru.access.AccessError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords are refused, after NIST SP 800-63B: short ones, common ones and the person's own name; no rules about
 * kinds of characters.
 */
public final class PasswordPolicy {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 256;
    private static final int FEWEST_DIFFERENT = 5;
    private static final Set<String> COMMON = common();

    private PasswordPolicy() {}

    /** Throws {@link AccessError#PASSWORD_WEAK} with the reason. */
    public static void check(String password, String email) {
        var plain = Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int length = plain.codePointCount(0, plain.length());
        if (length < SHORTEST) {
            throw weak("use at least " + SHORTEST + " characters; several words are easy to remember");
        }
        if (password.length() > LONGEST) {
            throw weak("use at most " + LONGEST + " characters");
        }
        if (plain.codePoints().distinct().count() < FEWEST_DIFFERENT || COMMON.contains(plain)) {
            throw weak("this one is among the first that are tried; choose another one");
        }
        var own = email.toLowerCase(Locale.ROOT);
        if (plain.equals(own) || plain.equals(own.replaceFirst("@.*", ""))) {
            throw weak("do not use your e-mail address");
        }
    }

    private static PlatformException weak(String message) {
        return new PlatformException(
                AccessError.PASSWORD_WEAK, "password: " + message, List.of(new FieldError("password", message)), null);
    }

    private static Set<String> common() {
        try (var list = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("common-passwords.txt is missing from the jar");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
