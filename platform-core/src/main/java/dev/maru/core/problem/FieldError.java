package dev.maru.core.problem;

/** What is wrong with one field of a request; {@code field} is a path such as {@code messages[0].role}. */
public record FieldError(String field, String message) {}
