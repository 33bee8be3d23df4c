package dev.maru.platform.webhook;

import dev.maru.core.problem.PlatformException;
import java.text.Normalizer;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people decide about a webhook.
 *
 * @param eventTypes what it is told of; at least one
 * @param folder what the subject of an event must lie below, empty for everything
 */
public record WebhookData(WebhookAddress address, Set<String> eventTypes, String folder, String description) {
    private static final int LONGEST_FOLDER = 255;
    private static final int LONGEST_DESCRIPTION = 2000;

    public WebhookData {
        if (eventTypes.isEmpty()) {
            throw PlatformException.invalid("eventTypes", "choose at least one");
        }
        eventTypes = Set.copyOf(eventTypes);
        folder = Normalizer.normalize(readable("folder", folder), Normalizer.Form.NFC)
                .replaceAll("^/+|/+$", "");
        if (folder.length() > LONGEST_FOLDER) {
            throw PlatformException.invalid("folder", "use at most " + LONGEST_FOLDER + " characters");
        }
        description = readable("description", description);
        if (description.length() > LONGEST_DESCRIPTION) {
            throw PlatformException.invalid("description", "use at most " + LONGEST_DESCRIPTION + " characters");
        }
    }

    /** The types in the order in which they are shown. */
    public Set<String> sortedTypes() {
        return new TreeSet<>(eventTypes);
    }

    boolean wants(WebhookEvent event) {
        return eventTypes.contains(event.type())
                && (folder.isEmpty() || event.subject().startsWith(folder + "/"));
    }

    private static String readable(String field, String text) {
        if (text.codePoints()
                .anyMatch(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE)) {
            throw PlatformException.invalid(field, "control characters are not allowed");
        }
        return text.strip();
    }
}
