package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.HostingService.Hosted;
import dev.maru.gateway.hosting.CostQuestion;
import dev.maru.gateway.hosting.CostReport;
import dev.maru.gateway.hosting.EndpointHealth;
import dev.maru.gateway.hosting.EndpointStatus;
import dev.maru.gateway.provider.ListedModel;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One self-hosted endpoint: its state, its load, and what a token costs there. */
final class EndpointCard extends Div {
    private final Place place;
    private final ModelTools tools;
    private final Connection connection;
    private final Hosting hosting;
    private final Formats formats = Formats.current();

    EndpointCard(
            Place place,
            ModelTools tools,
            Connection connection,
            Hosted hosted,
            @Nullable EndpointHealth health,
            @Nullable String against,
            boolean mayManage,
            Consumer<Dialog> open) {
        this.place = place;
        this.tools = tools;
        this.connection = connection;
        this.hosting = hosted.hosting();
        addClassName("maru-panel");
        add(head(health));
        if (health != null && !health.sentence().isEmpty()) {
            var wrong = new Paragraph(health.sentence());
            wrong.addClassNames("maru-quiet", "maru-small");
            add(wrong);
        }
        var report = tools.costs().cost(place.caller(), connection.id(), CostQuestion.against(against));
        add(facts(health, report));
        add(verdict(report));
        if (mayManage) {
            add(actions(hosted, open));
        }
    }

    private Component head(@Nullable EndpointHealth health) {
        var head = new Div(new H2(connection.name()), state(health));
        head.addClassName("maru-row");
        return head;
    }

    private static Chip state(@Nullable EndpointHealth health) {
        if (health == null) {
            return new Chip(t("endpoints.status.unknown"), Tone.PLAIN, Glyph.PENDING);
        }
        var text = t("endpoints.status." + health.status().wireName());
        return switch (health.status()) {
            case UP -> new Chip(text, Tone.GOOD, Glyph.SUCCESS);
            case DOWN -> new Chip(text, Tone.BAD, Glyph.ERROR);
            case WAKING -> new Chip(text, Tone.WARN, Glyph.TIME);
            case RESTING -> new Chip(text, Tone.PLAIN, Glyph.PAUSE);
        };
    }

    private Facts facts(@Nullable EndpointHealth health, CostReport report) {
        var facts =
                new Facts().add(t("endpoints.engine"), hosting.engine().label()).add(t("endpoints.gpus"), gpus());
        if (health != null) {
            facts.add(t("endpoints.since"), Times.relative(health.since(), tools.clock()))
                    .add(t("endpoints.checked"), Times.relative(health.checkedAt(), tools.clock()));
            if (health.status() == EndpointStatus.UP) {
                load(facts, health);
            }
            if (!health.models().isEmpty()) {
                facts.add(t("endpoints.models"), models(health.models()));
            }
        }
        if (hosting.maySleep()) {
            facts.add(t("endpoints.sleeps"), t("endpoints.sleeps.value", formats.duration(hosting.wakeUp())));
        }
        var own = report.own();
        var price = report.pricePerGpuHour();
        if (own != null) {
            facts.add(t("endpoints.per-hour"), formats.money(own.perHour(), report.currency()))
                    .add(t("endpoints.per-million"), perMillion(report));
        } else if (price != null) {
            facts.add(t("endpoints.per-gpu-hour"), formats.money(price, report.currency()));
        }
        return facts;
    }

    private String gpus() {
        var type = hosting.gpuType().isBlank() ? t("endpoints.gpu") : hosting.gpuType();
        return hosting.gpuCount() == 0 ? t("endpoints.no-gpu") : type + " × " + formats.number(hosting.gpuCount());
    }

    private void load(Facts facts, EndpointHealth health) {
        var metrics = health.metrics();
        var most = hosting.maxConcurrency();
        if (metrics.running() != null) {
            var text = most == null
                    ? formats.number(metrics.running())
                    : t("endpoints.of", formats.number(metrics.running()), formats.number(most));
            facts.add(
                    t("endpoints.running"),
                    most == null ? new Span(text) : bar(text, (double) metrics.running() / most));
        }
        if (metrics.waiting() != null) {
            facts.add(t("endpoints.waiting"), formats.number(metrics.waiting()));
        }
        if (metrics.kvCache() != null) {
            facts.add(t("endpoints.cache"), bar(formats.percent(metrics.kvCache()), metrics.kvCache()));
        }
    }

    private static Component bar(String text, double share) {
        var filled = new Div();
        filled.getStyle().set("inline-size", Math.clamp(Math.round(share * 100), 0, 100) + "%");
        if (share >= 0.9) {
            filled.getElement().setAttribute("data-tone", "bad");
        }
        var bar = new Div(filled);
        bar.addClassName("maru-bar");
        bar.getElement().setAttribute("aria-hidden", "true");
        var both = new Div(new Span(text), bar);
        both.addClassName("maru-stack-tight");
        return both;
    }

    private static Component models(List<ListedModel> models) {
        return Chip.row(models.stream()
                .limit(8)
                .map(model -> Chip.plain(
                        model.parent() == null ? model.id() : t("endpoints.adapter", model.id(), model.parent())))
                .toList());
    }

    private String perMillion(CostReport report) {
        var own = report.own();
        var speed = report.tokensPerSecond();
        if (own == null || speed == null) {
            return "";
        }
        return t(
                "endpoints.per-million.value",
                formats.money(own.perMillion(), report.currency()),
                formats.number(speed.longValue()),
                formats.percent(report.utilisation().doubleValue()));
    }

    /** The answer in a sentence. */
    private Component verdict(CostReport report) {
        var own = report.own();
        if (own == null) {
            return quiet(report.pricePerGpuHour() == null ? t("endpoints.needs.price") : t("endpoints.needs.speed"));
        }
        var even = report.breakEven();
        var against = String.valueOf(report.against());
        if (even == null || report.apiPerMillion() == null) {
            return quiet(report.against() == null ? t("endpoints.needs.model") : t("endpoints.needs.calls", against));
        }
        var api = formats.money(report.apiPerMillion(), report.currency());
        var capacity = formats.compact(own.capacity().longValue());
        if (even.tokensPerMonth() == null || even.utilisation() == null) {
            return new Note(Tone.WARN, t("endpoints.never.free", against));
        }
        var tokens = formats.compact(even.tokensPerMonth().longValue());
        return switch (report.verdict()) {
            case NEVER -> new Note(Tone.WARN, t("endpoints.never", against, api, tokens, capacity));
            case OWN ->
                new Note(
                        Tone.GOOD,
                        t(
                                "endpoints.own",
                                against,
                                api,
                                tokens,
                                formats.percent(even.utilisation().doubleValue())));
            case HOSTED, UNKNOWN ->
                new Note(
                        Tone.PLAIN,
                        t(
                                "endpoints.hosted",
                                against,
                                api,
                                tokens,
                                formats.percent(even.utilisation().doubleValue())));
        };
    }

    private static Component quiet(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassNames("maru-quiet", "maru-small");
        return paragraph;
    }

    private Component actions(Hosted hosted, Consumer<Dialog> open) {
        var row = new Div(
                Buttons.quiet(
                        t("endpoints.edit"),
                        Glyph.EDIT,
                        () -> open.accept(new HostingDialog(place, tools, List.of(connection), hosted))),
                Buttons.icon(
                        t("endpoints.forget.of", connection.name()),
                        Glyph.DELETE,
                        () -> open.accept(new ConfirmDialog(
                                t("endpoints.forget.of", connection.name()),
                                t("endpoints.forget.consequence"),
                                t("endpoints.forget"),
                                () -> tools.hostings().delete(place.caller(), connection.id())))));
        row.addClassName("maru-actions");
        return row;
    }
}
