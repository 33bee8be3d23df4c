package dev.maru.gateway.guard.text;

import java.util.function.Consumer;

/** Finds one sort of thing in texts, in linear time and without state. */
public interface Detector {
    /** How far something that it finds can reach over the borders of segments; 0: never, see {@link Segmenter}. */
    int window();

    /**
     * @param from where to begin; what stands before it is only context
     * @param found takes findings by their place in the text, in any order
     */
    void find(String text, int from, Consumer<Finding> found);
}
