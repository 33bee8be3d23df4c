package dev.maru.gateway.call;

import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.provider.Operation;
import org.jspecify.annotations.Nullable;

/** The words of OpenTelemetry's conventions for generative AI. */
final class GenAiNames {
    private GenAiNames() {}

    /** The value of gen_ai.operation.name; the conventions have no word for a rerank. */
    static String operation(Operation operation) {
        return switch (operation) {
            case CHAT, RESPONSES -> "chat";
            case EMBEDDINGS -> "embeddings";
            case RERANK -> "rerank";
        };
    }

    /** The value of gen_ai.provider.name: who speaks, or whose protocol it is that is spoken. */
    static String provider(@Nullable ConnectionKind kind) {
        return switch (kind) {
            case OPENAI -> "openai";
            case AZURE -> "azure.ai.openai";
            case ANTHROPIC -> "anthropic";
            case GEMINI -> "gcp.gemini";
            case MISTRAL -> "mistral_ai";
            case BEDROCK -> "aws.bedrock";
            case OFFLINE -> "maru";
            case null -> "_OTHER";
        };
    }
}
