package dev.maru.prompts.files;

/**
 * How to import.
 *
 * @param labels whether labels in the files are released, by the rules for releases
 * @param preview tells what would be done, and does nothing
 */
public record ImportOptions(boolean labels, boolean preview) {}
