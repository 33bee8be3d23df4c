package dev.maru.gateway.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model beside its limits; an empty list or null: not known.
 *
 * @param inputs kinds of content that it reads: text, image, audio, video, document
 * @param outputs kinds of content that it writes
 * @param deprecatedOn from this day its provider advises against it
 * @param retiresOn from this day calls of it fail
 */
public record ModelFacts(
        List<String> inputs,
        List<String> outputs,
        @Nullable LocalDate releasedOn,
        @Nullable LocalDate deprecatedOn,
        @Nullable LocalDate retiresOn) {
    public static final List<String> MODALITIES = List.of("text", "image", "audio", "video", "document", "vector");

    public static final ModelFacts UNKNOWN = new ModelFacts(List.of(), List.of(), null, null, null);

    public ModelFacts {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** These facts, and another's where these say nothing. */
    ModelFacts orElse(ModelFacts other) {
        return new ModelFacts(
                inputs.isEmpty() ? other.inputs : inputs,
                outputs.isEmpty() ? other.outputs : outputs,
                releasedOn == null ? other.releasedOn : releasedOn,
                deprecatedOn == null ? other.deprecatedOn : deprecatedOn,
                retiresOn == null ? other.retiresOn : retiresOn);
    }
}
