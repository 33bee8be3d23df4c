package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.Engine;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.HostingService.Hosted;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what the endpoint behind a connection runs on, what that costs, and what it can take. */
final class HostingDialog extends FormDialog {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Select<Connection> connection = new Select<>();
    private final Select<Engine> engine = new Select<>();
    private final TextField gpuType = new TextField(t("endpoints.gpu-type"));
    private final IntegerField gpuCount = new IntegerField(t("endpoints.gpu-count"));
    private final BigDecimalField price = new BigDecimalField(t("endpoints.per-gpu-hour"));
    private final IntegerField most = new IntegerField(t("endpoints.most"));
    private final IntegerField wakeUp = new IntegerField(t("endpoints.wake-up"));
    private final BigDecimalField speed = new BigDecimalField(t("endpoints.speed"));
    private final IntegerField utilisation = new IntegerField(t("endpoints.utilisation"));
    private final IntegerField overhead = new IntegerField(t("endpoints.overhead"));
    private final TextField healthPath = new TextField(t("endpoints.health-path"));
    private final TextField metricsPath = new TextField(t("endpoints.metrics-path"));

    /** @param hosted null: said for the first time */
    HostingDialog(Place place, ModelTools tools, List<Connection> connections, @Nullable Hosted hosted) {
        super(
                hosted == null
                        ? t("endpoints.describe")
                        : t("endpoints.edit.of", connections.getFirst().name()),
                t("endpoints.explained"));
        setWidth("min(640px, 96vw)");
        var currency = tools.hostings().currency();
        connection.setLabel(t("endpoints.connection"));
        connection.setItems(connections);
        connection.setItemLabelGenerator(Connection::name);
        connection.setValue(connections.getFirst());
        connection.setReadOnly(hosted != null);
        engine.setId("hosting-engine");
        engine.setLabel(t("endpoints.engine"));
        engine.setItems(Engine.values());
        engine.setItemLabelGenerator(value -> value == Engine.OTHER ? t("endpoints.engine.other") : value.label());
        gpuType.setId("hosting-gpu-type");
        gpuType.setPlaceholder("H100-80GB");
        gpuCount.setId("hosting-gpu-count");
        gpuCount.setHelperText(t("endpoints.gpu-count.help"));
        price.setId("hosting-price");
        price.setHelperText(t("endpoints.currency", currency));
        most.setHelperText(t("endpoints.most.help"));
        wakeUp.setHelperText(t("endpoints.wake-up.help"));
        speed.setHelperText(t("endpoints.speed.help"));
        utilisation.setHelperText(t("endpoints.utilisation.help"));
        overhead.setHelperText(t("endpoints.overhead.help"));
        healthPath.setHelperText(t("endpoints.path.help"));
        metricsPath.setHelperText(t("endpoints.path.help"));
        field("connectionId", connection);
        grid(named("engine", engine), named("gpuType", gpuType), named("gpuCount", gpuCount));
        grid(named("pricePerGpuHour", price), named("maxConcurrency", most), named("wakeUpSeconds", wakeUp));
        grid(named("tokensPerSecond", speed), named("utilisation", utilisation), named("overhead", overhead));
        grid(named("healthPath", healthPath), named("metricsPath", metricsPath));
        fill(hosted);
        submit(t("dialog.save"), () -> {
            var chosen = connection.getValue();
            var put = tools.hostings()
                    .put(place.caller(), chosen.id(), hosted == null ? null : hosted.version(), hosting(currency));
            close();
            Notices.success(
                    t("endpoints.saved", chosen.name(), put.hosting().engine().label()));
        });
    }

    /** Registered for errors; it moves from the dialog's end into its grid. */
    private <C extends Component> C named(String name, C field) {
        return field(name, field);
    }

    private void grid(Component... fields) {
        var row = new Div(fields);
        row.addClassName("maru-form-grid");
        content(row);
    }

    private void fill(@Nullable Hosted hosted) {
        if (hosted == null) {
            engine.setValue(Engine.VLLM);
            gpuCount.setValue(1);
            wakeUp.setValue(0);
            utilisation.setValue(percent(Hosting.USUAL_UTILISATION));
            overhead.setValue(0);
            return;
        }
        var facts = hosted.hosting();
        engine.setValue(facts.engine());
        gpuType.setValue(facts.gpuType());
        gpuCount.setValue(facts.gpuCount());
        price.setValue(facts.pricePerGpuHour());
        most.setValue(facts.maxConcurrency());
        wakeUp.setValue(Math.toIntExact(facts.wakeUp().toSeconds()));
        speed.setValue(facts.tokensPerSecond());
        utilisation.setValue(percent(facts.utilisation()));
        overhead.setValue(percent(facts.overhead()));
        healthPath.setValue(facts.healthPath() == null ? "" : facts.healthPath());
        metricsPath.setValue(facts.metricsPath() == null ? "" : facts.metricsPath());
    }

    private Hosting hosting(String currency) {
        if (gpuCount.getValue() == null) {
            throw PlatformException.invalid("gpuCount", "is needed");
        }
        return new Hosting(
                engine.getValue(),
                gpuType.getValue().strip(),
                gpuCount.getValue(),
                price.getValue(),
                currency,
                most.getValue(),
                Duration.ofSeconds(wakeUp.getValue() == null ? 0 : wakeUp.getValue()),
                path(healthPath),
                path(metricsPath),
                share(utilisation, Hosting.USUAL_UTILISATION),
                share(overhead, BigDecimal.ZERO),
                speed.getValue());
    }

    private static @Nullable String path(TextField field) {
        return field.getValue().isBlank() ? null : field.getValue().strip();
    }

    private static int percent(BigDecimal share) {
        return share.multiply(HUNDRED).intValue();
    }

    private static BigDecimal share(IntegerField field, BigDecimal otherwise) {
        return field.getValue() == null ? otherwise : BigDecimal.valueOf(field.getValue(), 2);
    }
}
