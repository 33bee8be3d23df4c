package dev.maru.ui.shell;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of a page as it stands in its address, after the question mark. */
public record Query(Map<String, String> values) {
    public Query {
        values = Map.copyOf(values);
    }

    public static Query none() {
        return new Query(Map.of());
    }

    static Query of(QueryParameters parameters) {
        return new Query(parameters.getParameters().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getFirst())));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public String get(String name, String otherwise) {
        return get(name).orElse(otherwise);
    }

    /** A number in the address; empty if it is missing or none. */
    public Optional<Integer> number(String name) {
        return get(name).filter(value -> value.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** The same with another value; null or blank takes it out. */
    public Query with(String name, @Nullable String value) {
        var changed = new LinkedHashMap<>(values);
        if (value == null || value.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Query(changed);
    }

    /** As the router takes it. */
    public QueryParameters parameters() {
        return QueryParameters.simple(values);
    }

    /** As it stands behind a path: empty, or beginning with a question mark. */
    public String suffix() {
        return values.isEmpty() ? "" : "?" + parameters().getQueryString();
    }
}
