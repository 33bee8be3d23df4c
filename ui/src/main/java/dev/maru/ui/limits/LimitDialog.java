package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a limit. */
final class LimitDialog extends FormDialog {
    private static final List<Duration> WINDOWS = Stream.of(1, 60, 3_600, 86_400, 604_800, 2_592_000)
            .map(Duration::ofSeconds)
            .toList();

    private final Select<LimitKind> kind = new Select<>();
    private final Select<Duration> window = new Select<>();
    private final BigDecimalField amount = new BigDecimalField(t("limits.amount"));

    LimitDialog(Place place, LimitTools tools, ScopeNames names, LimitScope where) {
        super(t("limits.new"), t("limits.new.explained"));
        setWidth("min(640px, 96vw)");
        var scope = new ScopeFields(place, names, where);
        scope.layOut(this::field);
        content(scope);
        kind.setId("limit-kind");
        kind.setLabel(t("limits.kind"));
        kind.setItems(LimitKind.values());
        kind.setItemLabelGenerator(LimitTexts::kind);
        kind.setValue(LimitKind.REQUESTS);
        window.setId("limit-window");
        window.setLabel(t("limits.window"));
        window.setItems(WINDOWS);
        window.setItemLabelGenerator(LimitTexts::window);
        window.setValue(Duration.ofMinutes(1));
        kind.addValueChangeListener(event -> window.setVisible(event.getValue() != LimitKind.CONCURRENCY));
        amount.setId("limit-amount");
        field("kind", kind);
        field("amount", amount);
        field("windowSeconds", window);
        var row = new Div(amount, kind, window);
        row.addClassName("maru-limit-fields");
        content(row);
        submit(t("limits.create"), () -> {
            var made = tools.limits()
                    .create(
                            place.caller(),
                            scope.scope(),
                            kind.getValue(),
                            kind.getValue() == LimitKind.CONCURRENCY ? Duration.ZERO : window.getValue(),
                            whole(amount.getValue()),
                            true);
            close();
            Notices.success(t("limits.created", LimitTexts.words(made.limit())));
        });
        submitOnEnter();
    }

    static long whole(@Nullable BigDecimal value) {
        try {
            if (value != null) {
                return value.longValueExact();
            }
        } catch (ArithmeticException notWhole) {
            throw PlatformException.invalid("amount", "is a whole number: " + notWhole.getMessage());
        }
        throw PlatformException.invalid("amount", "is needed");
    }

    @Override
    protected String fieldText(FieldError error) {
        return LimitTexts.field(error);
    }
}
