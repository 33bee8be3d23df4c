package dev.maru.ui.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingPanelTest {
    @Test
    void readsTagsAsPeopleWriteThem() {
        assertThat(BindingPanel.tags("")).isEmpty();
        assertThat(BindingPanel.tags(" team=search,env = prod ,, =x, bare, url=a=b"))
                .isEqualTo(Map.of("team", "search", "env", "prod", "bare", "", "url", "a=b"));
    }
}
