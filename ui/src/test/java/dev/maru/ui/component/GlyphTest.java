package dev.maru.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlyphTest {
    @ParameterizedTest
    @EnumSource(Glyph.class)
    void everyGlyphHasADrawing(Glyph glyph) {
        assertThat(glyph.svg()).startsWith("<svg").endsWith("</svg>");
    }
}
