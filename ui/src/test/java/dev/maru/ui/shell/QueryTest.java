package dev.maru.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void takesAValueOutWhenItIsBlank() {
        var query = Query.none().with("q", "hello").with("tab", "edit");
        assertThat(query.with("q", "").values()).isEqualTo(Map.of("tab", "edit"));
        assertThat(query.with("q", null).suffix()).isEqualTo("?tab=edit");
    }

    @Test
    void survivesTheWayThroughAnAddress() {
        var query = Query.none().with("q", "한글 & more?");
        assertThat(Query.of(QueryParameters.fromString(query.suffix().substring(1))))
                .isEqualTo(query);
    }

    @Test
    void readsOnlyRealNumbers() {
        assertThat(Query.none().with("version", "12").number("version")).contains(12);
        assertThat(Query.none().with("version", "12abc").number("version")).isEmpty();
    }
}
