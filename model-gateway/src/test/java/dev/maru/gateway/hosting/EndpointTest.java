package dev.maru.gateway.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How busy an endpoint is, from what its engine said and the calls since. */
class EndpointTest {
    private static final long SECOND = 1_000_000_000L;

    private final Endpoint endpoint = new Endpoint();

    @Test
    void countsOwnCallsAsLongAsNobodySaysMore() {
        assertThat(endpoint.enter(0)).isTrue();
        assertThat(endpoint.enter(0)).isTrue();
        endpoint.leave(0);

        assertThat(endpoint.load(0)).isEqualTo(new Endpoint.Load(0, 1, false, false));
    }

    @Test
    void addsOwnCallsThatCameSinceTheEngineWasAsked() {
        assertThat(endpoint.enter(0)).isTrue();
        endpoint.heard(new EngineMetrics(2, 6, 0.5), 0);
        assertThat(endpoint.enter(0)).isTrue();
        assertThat(endpoint.enter(0)).isTrue();
        assertThat(endpoint.load(SECOND)).isEqualTo(new Endpoint.Load(2, 10, true, false));

        endpoint.leave(0);
        endpoint.leave(0);
        endpoint.leave(0);
        assertThat(endpoint.load(SECOND)).isEqualTo(new Endpoint.Load(2, 7, true, false));
    }

    @Test
    void forgetsWhatWasSaidLongAgo() {
        endpoint.heard(new EngineMetrics(2, 6, 0.5), 0);

        assertThat(endpoint.load(20 * SECOND)).isEqualTo(Endpoint.Load.NONE);
    }

    @Test
    void takesNoMoreCallsThanItMay() {
        var limited = endpoint.limited(2);
        assertThat(limited.enter(0)).isTrue();
        assertThat(limited.enter(0)).isTrue();
        assertThat(limited.enter(0)).isFalse();
        limited.leave(0);
        assertThat(limited.enter(0)).isTrue();
    }

    @Test
    void isFullOfOthersCallsToo() {
        var limited = endpoint.limited(8);
        limited.heard(new EngineMetrics(0, 8, null), 0);

        assertThat(limited.load(SECOND).full()).isTrue();
        assertThat(limited.enter(SECOND)).isFalse();
        assertThat(limited.enter(20 * SECOND)).isTrue();
    }

    @Test
    void knowsWhetherSomebodyCalledItLately() {
        assertThat(endpoint.usedWithin(SECOND, 5 * SECOND)).isFalse();
        assertThat(endpoint.enter(5 * SECOND)).isTrue();
        assertThat(endpoint.usedWithin(SECOND, 50 * SECOND)).isTrue();
        endpoint.leave(50 * SECOND);
        assertThat(endpoint.usedWithin(SECOND, 50 * SECOND)).isTrue();
        assertThat(endpoint.usedWithin(SECOND, 52 * SECOND)).isFalse();
    }
}
