package dev.maru.routes;

/** A word that stands in every text of one tenant or project and nowhere else. */
record Marker(String word) {
    String of(String kind) {
        return word + "-" + kind;
    }
}
