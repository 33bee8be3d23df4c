package dev.maru.ui.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTextsTest {
    /** As the gateway gives them, and as they are read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            named by the call                              | named by the call
            in the order of the route; has been failing    | in the order of the route; has been failing lately
            takes over after rate limit, timeout           | takes over after: Rate limit, Timeout
            first output after 0 ms                        | no speed measured yet
            first output after 120 ms                      | first output after 120 ms
            2 calls under way                              | 2 calls under way
            without a price; has been failing              | without a price; has been failing lately
            would cost 0.0012                              | would cost 0.0012
            by its weight                                  | by its weight
            by its weight, kept for tag:team               | by its weight, kept for tag:team
            needs 4.0, has 8.6, would cost 0.01            | needs 4.0, has 8.6, would cost 0.01
            needs 5.5 (code +1.5, steps +1.0), has only 3.0 | needs 5.5 (code +1.5, step-by-step thinking +1.0), has only 3.0
            needs 8.5 (the client asked for high effort), has 9.3, without a price | needs 8.5 (the client asked for high effort), has 9.3, without a price
            not so: tag team is search, beta               | condition not met: Tag team is search, beta
            not so: input_tokens at most 8000              | condition not met: Input tokens at most 8000
            its context of 8000 tokens is too small        | its context of 8000 tokens is too small
            there is no such model, or more than one       | no such model is switched on, or the name isn’t unique
            something new                                  | something new
            """)
    void readsTheReasonsOfTheGateway(String given, String read) {
        assertThat(RouteTexts.reason(given)).isEqualTo(read);
    }

    @Test
    void keepsAFailureThatItDoesNotKnow() {
        assertThat(RouteTexts.failure("rate_limit")).isEqualTo("Rate limit");
        assertThat(RouteTexts.failure("brand_new")).isEqualTo("brand_new");
        assertThat(RouteTexts.need("short input −0.5")).isEqualTo("short input −0.5");
    }
}
