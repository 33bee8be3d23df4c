package dev.maru.gateway.protocol;

import dev.maru.gateway.protocol.Part.Source;

/** Bytes written as an address: {@code data:image/png;base64,…}. */
public final class DataUrl {
    private DataUrl() {}

    /** The bytes of a data URL, else the address. */
    public static Source read(String field, String url) {
        if (!url.startsWith("data:")) {
            return new Source.Url(url);
        }
        int comma = url.indexOf(',');
        var head = comma < 0 ? "" : url.substring("data:".length(), comma);
        if (!head.endsWith(";base64")) {
            throw new ProtocolException(field, field + " must be a data URL of the form data:<type>;base64,<bytes>.");
        }
        var type = head.substring(0, head.indexOf(';'));
        return new Source.Inline(type, url.substring(comma + 1));
    }

    public static String write(Source.Inline inline) {
        return "data:" + inline.mediaType() + ";base64," + inline.base64();
    }
}
