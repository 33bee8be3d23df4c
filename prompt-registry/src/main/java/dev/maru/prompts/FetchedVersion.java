package dev.maru.prompts;

import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.CompiledPrompt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** A served version with its templates ready to render. */
record FetchedVersion(ServedPrompt prompt, CompiledPrompt compiled) {
    /**
     * The same version as what a split gave to somebody; its answer says so and how to choose alike.
     *
     * @param number null for whom the split does not mean
     */
    FetchedVersion with(Split split, int control, @Nullable Integer number) {
        var more = JsonNodeFactory.instance.objectNode();
        more.set("split", SplitJson.served(split, control));
        var variant = number == null ? null : split.id() + ":" + number;
        if (variant != null) {
            more.put("variant", variant);
        }
        var bytes = joined(prompt.response(), CanonicalJson.MAPPER.writeValueAsBytes(more));
        var served = new ServedPrompt(
                prompt.id(),
                prompt.name(),
                prompt.version(),
                prompt.variables(),
                prompt.labels(),
                prompt.tags(),
                prompt.label(),
                variant,
                bytes,
                ServedJson.etag(bytes));
        return new FetchedVersion(served, compiled);
    }

    /** One object of the fields of two. */
    private static byte[] joined(byte[] object, byte[] more) {
        var joined = new ByteArrayOutputStream(object.length + more.length);
        joined.write(object, 0, object.length - 1);
        joined.writeBytes(",".getBytes(StandardCharsets.US_ASCII));
        joined.write(more, 1, more.length - 1);
        return joined.toByteArray();
    }
}
