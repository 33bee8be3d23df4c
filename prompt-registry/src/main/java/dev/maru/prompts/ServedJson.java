package dev.maru.prompts;

import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.CompiledPrompt;
import dev.maru.prompts.content.ContentHash;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.prompts.content.ResolvedReference;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON that a fetch answers. */
final class ServedJson {
    private ServedJson() {}

    static byte[] bytes(
            PromptIndex.Facts facts,
            PromptVersion version,
            CompiledPrompt compiled,
            List<ResolvedReference> references) {
        return CanonicalJson.MAPPER.writeValueAsBytes(json(facts, version, compiled, references));
    }

    static String etag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(ContentHash.sha256(bytes), 0, 16) + '"';
    }

    private static Object json(
            PromptIndex.Facts facts,
            PromptVersion version,
            CompiledPrompt compiled,
            List<ResolvedReference> references) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", facts.id().toString());
        json.put("name", facts.name().value());
        json.put("version", version.number());
        json.put("type", facts.kind().wireName());
        json.put("syntax", version.body().syntax().wireName());
        json.set("prompt", PromptJson.write(version.body()));
        json.set("config", version.config().json().node());
        var labels = json.putArray("labels");
        facts.labelsOf(version.number()).forEach(label -> labels.add(label.value()));
        facts.tags().forEach(json.putArray("tags")::add);
        var variables = json.putArray("variables");
        compiled.variables().forEach(variable -> write(variables.addObject(), variable));
        var resolved = json.putArray("references");
        references.forEach(reference -> write(resolved.addObject(), reference));
        json.put("contentHash", version.hash().toString());
        json.put("commitMessage", version.commitMessage());
        json.put("createdAt", version.createdAt().toString());
        return json;
    }

    private static void write(ObjectNode json, PromptVariable variable) {
        json.put("name", variable.name()).put("usage", variable.usage().wireName());
        if (variable.declared() != null) {
            DeclaredVariables.write(json, variable.declared());
        }
        json.put("required", variable.required());
    }

    private static void write(ObjectNode json, ResolvedReference reference) {
        json.put("id", reference.prompt().toString())
                .put("name", reference.reference().name().value())
                .put("version", reference.version());
        if (reference.reference().selector() instanceof PromptSelector.ByLabel(var label)) {
            json.put("label", label.value());
        }
        json.put("depth", reference.depth()).put("contentHash", reference.hash().toString());
    }
}
