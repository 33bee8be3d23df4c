package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PictureTypeTest {
    @Test
    void tellsAPictureByItsBytes() {
        assertThat(PictureType.of(bytes("\u0089PNG\r\n\u001a\nrest"))).contains(PictureType.PNG);
        assertThat(PictureType.of(bytes("\u00ff\u00d8\u00ff\u00e0"))).contains(PictureType.JPEG);
        assertThat(PictureType.of(bytes("GIF89a.."))).contains(PictureType.GIF_89);
        assertThat(PictureType.of(bytes("RIFF....WEBPVP8 "))).contains(PictureType.WEBP);
    }

    @Test
    void takesNothingElse() {
        assertThat(PictureType.of(bytes("<svg onload=alert(1)>"))).isEmpty();
        assertThat(PictureType.of(bytes("RIFF....WAVE"))).isEmpty();
        assertThat(PictureType.of(bytes("RIFF"))).isEmpty();
        assertThat(PictureType.of(new byte[0])).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
