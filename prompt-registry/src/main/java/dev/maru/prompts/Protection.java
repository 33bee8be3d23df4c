package dev.maru.prompts;

import dev.maru.core.id.ProtectionId;
import dev.maru.core.problem.PlatformException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule about a folder, empty for the whole project. Without a label: only who manages prompts may write into it. With
 * one: what it takes to move that label of the prompts below.
 *
 * @param approvals how many others must approve a release; 0 lets only who manages prompts release
 * @param gate the gate that a version must pass, null for none
 */
public record Protection(
        ProtectionId id,
        String folder,
        @Nullable PromptLabel label,
        int approvals,
        @Nullable String gate,
        String createdBy,
        Instant createdAt) {
    private static final int MAX_APPROVALS = 10;

    public Protection {
        if (!folder.isEmpty()) {
            folder = new PromptName(folder).value();
        }
        if (approvals < 0 || approvals > MAX_APPROVALS) {
            throw PlatformException.invalid("approvals", "use 0 to " + MAX_APPROVALS);
        }
        if (label == null && (approvals > 0 || gate != null)) {
            throw PlatformException.invalid("label", "approvals and gates belong to a label; name one");
        }
        if (label != null && label.isManaged()) {
            throw PlatformException.invalid("label", label + " always names the newest version; protect the folder");
        }
    }

    boolean covers(PromptName prompt) {
        return folder.isEmpty() || prompt.value().startsWith(folder + "/");
    }
}
