package dev.maru.prompts;

/** A served version with its templates ready to render. */
record FetchedVersion(ServedPrompt prompt, CompiledPrompt compiled) {}
