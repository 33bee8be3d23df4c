package dev.maru.platform.webhook;

import java.util.List;
import java.util.regex.Pattern;

/** The types of events of one feature, contributed as a bean; such as {@code prompt.version.created}. */
public record WebhookEventTypes(List<String> names) {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z][a-z_]*(\\.[a-z][a-z_]*)+");

    public WebhookEventTypes {
        names = List.copyOf(names);
        for (var name : names) {
            if (!GRAMMAR.matcher(name).matches()) {
                throw new IllegalArgumentException("a type of events is words with dots in between: " + name);
            }
        }
    }

    public static WebhookEventTypes of(String... names) {
        return new WebhookEventTypes(List.of(names));
    }
}
