package dev.maru.prompts;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import org.jspecify.annotations.Nullable;

/** Which version is meant. */
public sealed interface PromptSelector {
    record ByLabel(PromptLabel label) implements PromptSelector {
        @Override
        public String toString() {
            return "label " + label;
        }
    }

    record ByVersion(int number) implements PromptSelector {
        public ByVersion {
            if (number < 1) {
                throw PlatformException.invalid("version", "versions are numbered from 1");
            }
        }

        @Override
        public String toString() {
            return "version " + number;
        }
    }

    /** Neither means the label production; both are refused. */
    static PromptSelector of(@Nullable PromptLabel label, @Nullable Integer version) {
        if (label != null && version != null) {
            throw new PlatformException(CoreError.INVALID_REQUEST, "Name a label or a version, not both.");
        }
        if (version != null) {
            return new ByVersion(version);
        }
        return new ByLabel(label == null ? PromptLabel.PRODUCTION : label);
    }
}
