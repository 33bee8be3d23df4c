package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Map<String, @Nullable Object> read(String json) throws Json.UnreadableException {
        return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void readsWhatItWrote(@ForAll("objects") Map<String, Object> object) throws Json.UnreadableException {
        assertThat(Json.readObject(Json.write(object))).isEqualTo(object);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        var texts = Arbitraries.strings().all().ofMaxLength(8).filter(JsonTest::isText);
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts.asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().greaterOrEqual(1L << 40).asGeneric(),
                Arbitraries.bigDecimals().ofScale(3).asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> leaves.list().ofMaxSize(3).asGeneric(),
                () -> Arbitraries.maps(texts, leaves).ofMaxSize(3).asGeneric());
        return Arbitraries.maps(texts, values).ofMaxSize(5);
    }

    /** Half of a surrogate pair is no text. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Test
    void keepsTheOrderAndTheExactNumbers() throws Json.UnreadableException {
        var object = read("{\"z\":0.10,\"a\":1,\"m\":12345678901234567890,\"n\":null,\"l\":[true,{}]}");

        assertThat(object.keySet()).containsExactly("z", "a", "m", "n", "l");
        assertThat(object.get("z")).isEqualTo(new BigDecimal("0.10"));
        assertThat(object.get("m")).hasToString("12345678901234567890");
        assertThat(object).containsEntry("n", null).containsEntry("l", List.of(true, Map.of()));
    }

    @Test
    void whatWasReadCannotBeChanged() throws Json.UnreadableException {
        var object = read("{\"l\":[1]}");

        assertThatThrownBy(() -> object.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(
                        () -> Objects.requireNonNull((List<?>) object.get("l")).remove(0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{}{}", "{\"a\":}", "<html>", "{\"a\":1} x"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Json.UnreadableException.class);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        assertThatThrownBy(() -> read("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)))
                .isInstanceOf(Json.UnreadableException.class);
        var list = new ArrayList<Object>();
        list.add(list);
        assertThatThrownBy(() -> Json.write(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTheUsualKindsOfValues() {
        var value = new LinkedHashMap<String, @Nullable Object>();
        value.put("text", CharBuffer.wrap("t"));
        value.put("list", Arrays.asList(1, 2.5, null));
        value.put("enum", CacheEvent.HIT);
        value.put("small", (byte) 1);

        assertThat(new String(Json.write(value), StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"t\",\"list\":[1,2.5,null],\"enum\":\"HIT\",\"small\":1}");
    }

    @Test
    void refusesWhatJsonCannotSay() {
        for (var value : List.of(Double.NaN, Float.POSITIVE_INFINITY, new Object(), new int[] {1})) {
            assertThatThrownBy(() -> Json.write(Map.of("a", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no form in JSON");
        }
    }
}
