package dev.maru.gateway.catalog;

/** How many models a provider listed, and how many of them were new to the catalogue. */
public record ModelImport(int listed, int added) {}
