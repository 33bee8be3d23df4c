package dev.maru.gateway.guard.text;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs detectors over one text that may come in pieces, and gives out what is sure: however the text is cut, the same
 * findings are reported and the same text comes out.
 */
public final class TextMask {
    private static final int CONTEXT = 64;

    /** Ordinary texts take milliseconds; what takes longer was made for it. */
    private static final long MOST_NANOS = 5_000_000_000L;

    private final List<Rule> rules;
    private final Listener listener;
    private final int window;
    private final Segmenter segmenter = new Segmenter();
    private final StringBuilder raw = new StringBuilder();
    private final List<Integer> ends = new ArrayList<>();
    private List<Hit> hits = new ArrayList<>();
    /** Where that begins which has not been given out. */
    private int base;

    private int segment;
    private boolean changed;
    private long spentNanos;
    private long begunNanos;

    /**
     * @param listener hears of each finding when the text around it is given out
     */
    public TextMask(List<Rule> rules, Listener listener) {
        this.rules = List.copyOf(rules);
        this.listener = listener;
        this.window =
                rules.stream().mapToInt(rule -> rule.detector().window()).max().orElse(0);
    }

    /** A detector, and whether what it finds is masked. */
    public record Rule(Detector detector, boolean masks) {}

    /** Hears of findings, by the number of the rule. */
    public interface Listener {
        void found(int rule, Finding finding);
    }

    private record Hit(int rule, Finding finding) {
        int start() {
            return finding.start();
        }

        int end() {
            return finding.end();
        }
    }

    /** A text in one piece. */
    public String whole(String text) {
        raw.append(text);
        return end();
    }

    /** Throws a refusal once a text has taken too long: a text that nobody could look at must not pass. */
    private void count() {
        var now = System.nanoTime();
        spentNanos += now - begunNanos;
        begunNanos = now;
        if (spentNanos > MOST_NANOS) {
            throw new PlatformException(
                    GatewayError.GUARDRAIL_DENIED,
                    "The guardrails of this project take too long with this text; send less of it at once.");
        }
    }

    /** Takes a piece; returns what is sure by now. */
    public String feed(String piece) {
        begunNanos = System.nanoTime();
        raw.append(piece);
        cut();
        return release(false);
    }

    /** The rest, once nothing more comes. */
    public String end() {
        begunNanos = System.nanoTime();
        cut();
        if (segment < raw.length()) {
            close(raw.length());
        }
        return release(true);
    }

    /** Whether anything was masked so far. */
    public boolean changed() {
        return changed;
    }

    public boolean isEmpty() {
        return base == raw.length();
    }

    private void cut() {
        for (int end = segmenter.next(raw, segment); end >= 0; end = segmenter.next(raw, segment)) {
            close(end);
        }
    }

    private void close(int end) {
        int context = Math.max(0, segment - CONTEXT);
        var text = raw.substring(context, end);
        for (int i = 0; i < rules.size(); i++) {
            int rule = i;
            var detector = rules.get(i).detector();
            if (detector.window() == 0) {
                detector.find(text, segment - context, finding -> {
                    count();
                    hits.add(new Hit(rule, finding.moved(context)));
                });
            }
        }
        count();
        ends.add(end);
        segment = end;
    }

    private String release(boolean last) {
        if (!last && ends.isEmpty()) {
            return "";
        }
        var all = new ArrayList<>(hits);
        spanning(all);
        count();
        all.sort(Comparator.comparingInt(Hit::start)
                .thenComparing(Comparator.comparingInt(Hit::end).reversed()));
        int until = until(all, last ? raw.length() : raw.length() - window);
        if (until <= base) {
            return "";
        }
        var out = write(all, until);
        int from = Math.max(0, until - Math.max(CONTEXT, window));
        raw.delete(0, from);
        base = until - from;
        segment -= from;
        ends.removeIf(end -> end <= until);
        ends.replaceAll(end -> end - from);
        hits = moved(until, from);
        return out;
    }

    private void spanning(List<Hit> all) {
        if (window == 0) {
            return;
        }
        var text = raw.toString();
        for (int i = 0; i < rules.size(); i++) {
            int rule = i;
            var detector = rules.get(i).detector();
            if (detector.window() > 0) {
                detector.find(text, 0, finding -> {
                    count();
                    if (finding.start() >= base) {
                        all.add(new Hit(rule, finding));
                    }
                });
            }
        }
    }

    /** The last cut up to a limit that no finding lies across. */
    private int until(List<Hit> all, int limit) {
        for (int i = ends.size() - 1; i >= 0; i--) {
            int end = ends.get(i);
            if (end <= limit && all.stream().noneMatch(hit -> hit.start() < end && end < hit.end())) {
                return end;
            }
        }
        return base;
    }

    private String write(List<Hit> all, int until) {
        var out = new StringBuilder();
        int position = base;
        for (var hit : all) {
            if (hit.start() >= until) {
                break;
            }
            listener.found(hit.rule(), hit.finding());
            if (rules.get(hit.rule()).masks()) {
                changed = true;
                if (hit.start() >= position) {
                    out.append(raw, position, hit.start()).append(hit.finding().mark());
                }
                // What overlaps a finding goes with it.
                position = Math.max(position, hit.end());
            }
        }
        return out.append(raw, position, until).toString();
    }

    private List<Hit> moved(int until, int from) {
        var rest = new ArrayList<Hit>();
        for (var hit : hits) {
            if (hit.start() >= until) {
                rest.add(new Hit(hit.rule(), hit.finding().moved(-from)));
            }
        }
        return rest;
    }
}
