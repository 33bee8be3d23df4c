package dev.maru.ui.playground;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of pictures that models take, told by their first bytes and not by what a file is called. */
enum PictureType {
    PNG("image/png", "\u0089PNG\r\n\u001a\n", ""),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff", ""),
    GIF_87("image/gif", "GIF87a", ""),
    GIF_89("image/gif", "GIF89a", ""),
    WEBP("image/webp", "RIFF", "WEBP");

    private static final int SECOND_MARK = 8;

    private final String mediaType;
    private final byte[] mark;
    private final byte[] secondMark;

    PictureType(String mediaType, String mark, String secondMark) {
        this.mediaType = mediaType;
        this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
        this.secondMark = secondMark.getBytes(StandardCharsets.ISO_8859_1);
    }

    String mediaType() {
        return mediaType;
    }

    static Optional<PictureType> of(byte[] bytes) {
        return Stream.of(values())
                .filter(type -> has(bytes, 0, type.mark) && has(bytes, SECOND_MARK, type.secondMark))
                .findFirst();
    }

    private static boolean has(byte[] bytes, int at, byte[] wanted) {
        return wanted.length == 0
                || (bytes.length >= at + wanted.length
                        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length));
    }
}
