package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.maru.gateway.catalog.Rates;
import java.util.function.BiConsumer;

/** One price for each kind of token. */
final class RateFields extends Div {
    private final BigDecimalField input = amount("usage.uncached-input");
    private final BigDecimalField output = amount("usage.output");
    private final BigDecimalField cacheRead = amount("usage.cache-read");
    private final BigDecimalField cacheWrite = amount("usage.cache-write");
    private final BigDecimalField cacheWriteLong = amount("usage.cache-write-long");
    private final BigDecimalField reasoning = amount("usage.reasoning");
    private final BigDecimalField audioInput = amount("usage.audio-input");
    private final BigDecimalField audioOutput = amount("usage.audio-output");

    RateFields() {
        addClassName("maru-form-grid");
        add(input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning, audioInput, audioOutput);
    }

    private static BigDecimalField amount(String label) {
        var field = new BigDecimalField(t(label));
        field.setSuffixComponent(new Span(t("prices.per-million")));
        return field;
    }

    /** Each field with the name that the service gives it. */
    void name(BiConsumer<String, BigDecimalField> named) {
        named.accept("uncachedInput", input);
        named.accept("output", output);
        named.accept("cacheRead", cacheRead);
        named.accept("cacheWrite", cacheWrite);
        named.accept("cacheWriteLong", cacheWriteLong);
        named.accept("reasoning", reasoning);
        named.accept("audioInput", audioInput);
        named.accept("audioOutput", audioOutput);
    }

    Rates rates() {
        return new Rates(
                input.getValue(),
                cacheRead.getValue(),
                cacheWrite.getValue(),
                cacheWriteLong.getValue(),
                audioInput.getValue(),
                output.getValue(),
                reasoning.getValue(),
                audioOutput.getValue());
    }
}
