package dev.maru.prompts;

import java.util.HexFormat;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes the JSON that a fetch answers. */
final class ServedJson {
    private ServedJson() {}

    static VersionContent.Answer answer(PromptIndex.Entry entry, VersionContent.Parsed parsed) {
        var bytes = CanonicalJson.MAPPER.writeValueAsBytes(json(entry.facts(), parsed));
        var hash = HexFormat.of().formatHex(ContentHash.sha256(bytes), 0, 16);
        return new VersionContent.Answer(entry, bytes, '"' + hash + '"');
    }

    private static Object json(PromptIndex.Facts facts, VersionContent.Parsed parsed) {
        var version = parsed.version();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", facts.id().toString());
        json.put("name", facts.name().value());
        json.put("version", version.number());
        json.put("type", facts.kind().wireName());
        json.set("prompt", PromptJson.write(version.body()));
        json.set("config", version.config().json().node());
        var labels = new TreeSet<String>();
        facts.labels().forEach((label, number) -> {
            if (number == version.number()) {
                labels.add(label.value());
            }
        });
        if (version.number() == facts.latest()) {
            labels.add(PromptLabel.LATEST.value());
        }
        labels.forEach(json.putArray("labels")::add);
        facts.tags().forEach(json.putArray("tags")::add);
        var variables = json.putArray("variables");
        parsed.compiled()
                .variables()
                .forEach(variable -> variables
                        .addObject()
                        .put("name", variable.name())
                        .put("usage", variable.usage().wireName())
                        .put("required", variable.required()));
        json.put("contentHash", version.hash().toString());
        json.put("commitMessage", version.commitMessage());
        json.put("createdAt", version.createdAt().toString());
        return json;
    }
}
