package dev.maru.gateway.ledger;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;

/** Counts tokens where no provider does; the result is an estimate for every model but OpenAI's newer ones. */
public final class TokenCounter {
    /** Longer texts are reckoned by their length: counting would take longer than the answer is worth. */
    private static final int COUNTED_CHARACTERS = 1 << 20;

    private TokenCounter() {}

    /** Made on first use: the table takes a fifth of a second and some megabytes. */
    private static final class Holder {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    public static int count(CharSequence text) {
        if (text.length() <= COUNTED_CHARACTERS) {
            return Holder.ENCODING.countTokensOrdinary(text.toString());
        }
        var counted = text.subSequence(0, COUNTED_CHARACTERS);
        var scale = (double) text.length() / COUNTED_CHARACTERS;
        return (int) Math.ceil(Holder.ENCODING.countTokensOrdinary(counted.toString()) * scale);
    }

    /** The beginning of a text, at most {@code limit} tokens of it. */
    public static String cut(String text, int limit) {
        var tokens = Holder.ENCODING.encodeOrdinary(text);
        if (tokens.size() <= limit) {
            return text;
        }
        var kept = new IntArrayList(limit);
        for (int i = 0; i < limit; i++) {
            kept.add(tokens.get(i));
        }
        // A cut within a character would leave a replacement mark at the end.
        return Holder.ENCODING.decode(kept).replaceAll("\uFFFD+$", "");
    }

    /** A quick upper guess from the size in bytes, for reserving before a call: no text in common use needs more. */
    public static long guess(long utf8Bytes) {
        return (utf8Bytes + 2) / 3;
    }
}
