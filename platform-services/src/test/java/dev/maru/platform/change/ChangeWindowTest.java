package dev.maru.platform.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeWindowTest {
    private static final ChangeRepository.Key A = key();
    private static final ChangeRepository.Key B = key();

    private final ChangeWindow window = new ChangeWindow();

    @Test
    void staysWhileATransactionRunsThatRanBefore() {
        assertThat(window.advance(reading(100, 105, change(A, 7)))).containsExactly(A);
        assertThat(window.advance(reading(104, 110, change(A, 7)))).isEmpty();

        assertThat(window.settled()).isZero();
    }

    @Test
    void movesWhenEveryTransactionOfThatTimeHasEnded() {
        window.advance(reading(100, 105, change(A, 7)));
        window.advance(reading(105, 110, change(A, 7)));

        assertThat(window.settled()).isEqualTo(7);
    }

    @Test
    void findsALowerNumberThatAppearsLate() {
        window.advance(reading(100, 105, change(A, 7)));

        assertThat(window.advance(reading(105, 106, change(A, 7), change(B, 6))))
                .containsExactly(B);
    }

    @Test
    void tellsOnceOfEachNumber() {
        window.advance(reading(100, 105, change(A, 7)));

        assertThat(window.advance(reading(100, 106, change(A, 7)))).isEmpty();
        assertThat(window.advance(reading(100, 106, change(A, 8)))).containsExactly(A);
    }

    private static ChangeRepository.Reading reading(long oldest, long next, ChangeRepository.Change... changes) {
        return new ChangeRepository.Reading(oldest, next, List.of(changes));
    }

    private static ChangeRepository.Change change(ChangeRepository.Key key, long seq) {
        return new ChangeRepository.Change(key, seq);
    }

    private static ChangeRepository.Key key() {
        return new ChangeRepository.Key(TenantId.next(), "things");
    }
}
