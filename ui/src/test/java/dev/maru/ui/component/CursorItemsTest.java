package dev.maru.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorItemsTest {
    private final List<Integer> begins = new ArrayList<>();

    @Test
    void givesEveryRowOnceInOrder() {
        var items = new CursorItems<>(this::page);
        assertThat(items.slice(0, 50)).containsExactlyElementsOf(numbers(0, 50));
        assertThat(items.slice(50, 100)).containsExactlyElementsOf(numbers(50, 150));
        assertThat(items.slice(200, 100)).containsExactlyElementsOf(numbers(200, 230));
        assertThat(begins).containsExactly(0, 100, 200);
    }

    @Test
    void readsNoMoreThanWhatIsShown() {
        assertThat(new CursorItems<>(this::page).slice(0, 50)).hasSize(50);
        assertThat(begins).containsExactly(0);
    }

    @Test
    void knowsWhenThereIsNothing() {
        assertThat(new CursorItems<Integer>((after, limit) -> new Page<>(List.of(), null)).isEmpty())
                .isTrue();
        assertThat(new CursorItems<>(this::page).isEmpty()).isFalse();
    }

    @Test
    void findsARowThatFits() {
        assertThat(new CursorItems<>(this::page).first(number -> number == 120)).contains(120);
        assertThat(new CursorItems<>(this::page).first(number -> number == 999)).isEmpty();
    }

    private Page<Integer> page(@Nullable Cursor after, int limit) {
        int from = after == null ? 0 : Integer.parseInt(after.position().getFirst());
        begins.add(from);
        int to = Math.min(from + limit, 230);
        return new Page<>(numbers(from, to), to == 230 ? null : Cursor.of(String.valueOf(to)));
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
