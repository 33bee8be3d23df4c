package dev.maru.prompts;

/**
 * The answer to a save.
 *
 * @param unchanged the newest version already had this content, so no version was made and it is returned
 */
public record SavedVersion(PromptVersion version, boolean unchanged) {}
