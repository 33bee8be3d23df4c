package dev.maru.prompts.content;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The values of one rendering, with the bounds on what it may cost. */
final class TemplateValues {
    private static final int MAX_OUTPUT = 4 * 1024 * 1024;
    private static final long MAX_STEPS = 5_000_000;

    static final Mustache.Compiler COMPILER = Mustache.compiler()
            .escapeHTML(false)
            .defaultValue("")
            .emptyStringIsFalse(true)
            .withFormatter(TemplateValues::text)
            .withCollector(new JsonCollector());

    private final Map<String, @Nullable Object> root;
    private long steps;
    private int stepsPerElement = 1;
    private int written;

    private TemplateValues(Map<?, ?> variables) {
        this.root = object(variables);
    }

    static TemplateValues of(Map<String, ?> variables) {
        return new TemplateValues(variables);
    }

    static TemplateValues of(JsonNode variables) {
        if (!variables.isObject()) {
            throw PlatformException.invalid("variables", "give a JSON object");
        }
        return new TemplateValues(plainObject(variables));
    }

    Map<String, @Nullable Object> root() {
        return root;
    }

    boolean has(String name) {
        return root.containsKey(name);
    }

    @Nullable
    Object get(String name) {
        return root.get(name);
    }

    /** The value as templates write it; nothing for null. */
    String text(String name) {
        var value = root.get(name);
        return value == null ? "" : text(value);
    }

    /** Whether a path such as {@code user.name} leads to a value; a null counts, what is below it does not. */
    boolean leadsToValue(String path) {
        Object current = root;
        for (var segment : path.split("\\.", -1)) {
            if (current instanceof Map<?, ?> map && map.containsKey(segment)) {
                current = map.get(segment);
            } else if (current instanceof List<?> list && isIndexOf(segment, list)) {
                current = list.get(Integer.parseInt(segment));
            } else {
                return false;
            }
        }
        return true;
    }

    BoundedWriter output(int tags) {
        stepsPerElement = tags + 1;
        return new BoundedWriter();
    }

    private static boolean isIndexOf(String segment, List<?> list) {
        return segment.length() < 9
                && segment.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(segment) < list.size();
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JsonNode node -> value(plain(node));
            case Map<?, ?> map -> object(map);
            case Collection<?> list -> new Elements(list);
            default -> value;
        };
    }

    private Map<String, @Nullable Object> object(Map<?, ?> map) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, value) -> object.put(String.valueOf(name), value(value)));
        return object;
    }

    private static Map<String, @Nullable Object> plainObject(JsonNode node) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        node.properties().forEach(field -> object.put(field.getKey(), plain(field.getValue())));
        return object;
    }

    private static @Nullable Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case OBJECT -> plainObject(node);
            case ARRAY -> {
                var list = new ArrayList<@Nullable Object>(node.size());
                node.forEach(element -> list.add(plain(element)));
                yield list;
            }
            case STRING -> node.stringValue();
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case BINARY, POJO -> node.toString();
        };
    }

    /** Text as it is, everything else as JSON writes it. */
    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number when Math.abs((long) number.scale()) < 400 -> number.toPlainString();
            case Map<?, ?> map -> CanonicalJson.MAPPER.writeValueAsString(original(map));
            case List<?> list -> CanonicalJson.MAPPER.writeValueAsString(original(list));
            default -> value.toString();
        };
    }

    private static @Nullable Object original(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, element) -> object.put(String.valueOf(name), original(element)));
                yield object;
            }
            case List<?> list ->
                list.stream().map(TemplateValues::original).collect(ArrayList::new, List::add, List::addAll);
            case null, default -> value;
        };
    }

    private void step() {
        steps += stepsPerElement;
        if (steps > MAX_STEPS) {
            throw new PlatformException(
                    PromptError.PROMPT_OUTPUT_TOO_LARGE,
                    "The lists given are too long for the nested sections of this prompt.");
        }
    }

    /** A list that counts what it is asked for, since nested sections multiply. */
    private final class Elements extends AbstractList<@Nullable Object> {
        private final List<@Nullable Object> elements = new ArrayList<>();

        private Elements(Collection<?> list) {
            list.forEach(element -> elements.add(value(element)));
        }

        @Override
        public @Nullable Object get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }

        @Override
        public Iterator<@Nullable Object> iterator() {
            var iterator = elements.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public @Nullable Object next() {
                    step();
                    return iterator.next();
                }
            };
        }
    }

    /** One bound over all messages of a rendering. */
    final class BoundedWriter extends Writer {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(char[] buffer, int offset, int length) {
            count(length);
            text.append(buffer, offset, length);
        }

        @Override
        public void write(String string, int offset, int length) {
            count(length);
            text.append(string, offset, offset + length);
        }

        void add(String string) {
            write(string, 0, string.length());
        }

        private void count(int length) {
            written += length;
            if (written > MAX_OUTPUT) {
                throw new PlatformException(
                        PromptError.PROMPT_OUTPUT_TOO_LARGE,
                        "The prompt renders to more than " + MAX_OUTPUT + " characters; give shorter values.");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Looks only into JSON objects and lists: a template must not reach methods or fields of Java objects. */
    private static final class JsonCollector extends BasicCollector {
        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
            return switch (context) {
                case Map<?, ?> map -> JsonCollector::field;
                case List<?> list -> LIST_FETCHER;
                default -> null;
            };
        }

        private static @Nullable Object field(Object map, String name) {
            var fields = (Map<?, ?>) map;
            return fields.containsKey(name) ? fields.get(name) : Template.NO_FETCHER_FOUND;
        }

        @Override
        public @Nullable Iterator<?> toIterator(@Nullable Object value) {
            return switch (value) {
                // Besides ours there is the library's own empty list, for a section without a value.
                case List<?> list -> list.iterator();
                case null, default -> null;
            };
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new ConcurrentHashMap<>();
        }
    }
}
