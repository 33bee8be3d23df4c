package dev.maru.gateway.provider.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the sentences of a text that best match a question: BM25 with each sentence as a document. */
final class Quotation {
    private static final double SATURATION = 1.2;
    private static final double LENGTH_WEIGHT = 0.5;
    private static final int MOST = 3;
    /** A sentence that scores less than this part of the best one is left out. */
    private static final double NEAR_THE_BEST = 0.6;
    /** The best sentence must meet at least this part of what the question asks, weighed by rarity. */
    private static final double LEAST_COVERAGE = 0.25;

    private Quotation() {}

    /** The best sentences in the order of the text; none if nothing matches. */
    static List<String> best(List<String> sentences, String question) {
        var asked = new HashSet<>(Terms.of(question));
        var counts = sentences.stream().map(Quotation::count).toList();
        var rarity = rarity(asked, counts);
        var scores = IntStream.range(0, sentences.size())
                .mapToDouble(i -> score(counts.get(i), rarity, averageLength(counts)))
                .toArray();
        var order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .limit(MOST)
                .toList();
        if (order.isEmpty() || coverage(counts.get(order.getFirst()), rarity) < LEAST_COVERAGE) {
            return List.of();
        }
        var least = scores[order.getFirst()] * NEAR_THE_BEST;
        var chosen = new ArrayList<>(
                order.stream().filter(i -> scores[i] >= least && scores[i] > 0).toList());
        chosen.sort(Comparator.naturalOrder());
        return chosen.stream().map(sentences::get).distinct().toList();
    }

    private static Map<String, Integer> count(String sentence) {
        var counts = new HashMap<String, Integer>();
        Terms.of(sentence).forEach(term -> counts.merge(term, 1, Integer::sum));
        return counts;
    }

    private static Map<String, Double> rarity(Iterable<String> asked, List<Map<String, Integer>> counts) {
        var rarity = new HashMap<String, Double>();
        for (var term : asked) {
            long with = counts.stream().filter(count -> count.containsKey(term)).count();
            rarity.put(term, Math.log(1 + (counts.size() - with + 0.5) / (with + 0.5)));
        }
        return rarity;
    }

    private static double averageLength(List<Map<String, Integer>> counts) {
        return counts.stream().mapToInt(Map::size).average().orElse(1);
    }

    private static double score(Map<String, Integer> counts, Map<String, Double> rarity, double averageLength) {
        var norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * counts.size() / Math.max(1, averageLength));
        double score = 0;
        for (var term : rarity.entrySet()) {
            int count = counts.getOrDefault(term.getKey(), 0);
            score += term.getValue() * count * (SATURATION + 1) / (count + norm);
        }
        return score;
    }

    private static double coverage(Map<String, Integer> counts, Map<String, Double> rarity) {
        var all = rarity.values().stream().mapToDouble(Double::doubleValue).sum();
        var met = rarity.entrySet().stream()
                .filter(term -> counts.containsKey(term.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return all == 0 ? 0 : met / all;
    }
}
