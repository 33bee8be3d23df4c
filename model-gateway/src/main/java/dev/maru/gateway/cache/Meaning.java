package dev.maru.gateway.cache;

/**
 * What the last question of a call means, and in which context: only within one are meanings compared.
 *
 * @param context 32 bytes, of everything but the question and of the model that made the vector
 */
record Meaning(byte[] context, Float[] vector) {}
