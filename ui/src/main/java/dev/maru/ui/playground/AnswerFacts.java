package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.UsageState;
import dev.maru.ui.component.Facts;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What an answer took: times as seen here, tokens and cost as the ledger has them once the call is settled. */
final class AnswerFacts extends Div {
    private final Formats formats = Formats.current();
    private final Place place;
    private final Span input = new Span();
    private final Span output = new Span();
    private final Span cost = new Span();

    AnswerFacts(Place place) {
        this.place = place;
        addClassNames("maru-small", "maru-play-facts");
    }

    void finish(AnswerPanel.Outcome outcome) {
        var answer = outcome.answer();
        var stream = outcome.stream();
        var first = answer.firstToken();
        var usage = answer.usage();
        if (usage != null) {
            input.setText(tokens(usage.input(), usage.cached(), "play.cached"));
            output.setText(tokens(usage.output(), usage.reasoning(), "play.reasoned"));
        } else {
            input.setText(t("play.settling"));
            output.setText(t("play.settling"));
        }
        cost.setText(t("play.settling"));
        cost.addClassName("maru-play-cost");
        var facts = new Facts()
                .add(t("calls.first-token"), first == null ? null : formats.duration(first))
                .add(t("calls.duration"), formats.duration(answer.taken()))
                .add(t("play.input"), input)
                .add(t("play.output"), output)
                .add(t("calls.cost"), cost)
                .add(t("play.model"), stream.header("maru-model"))
                .add(t("play.version"), version(stream.header("maru-prompt")))
                .add(t("play.finish"), answer.finishReason());
        var call = stream.requestId();
        if (call != null) {
            facts.add(t("play.call"), link(call));
        }
        add(facts);
    }

    private Component link(String call) {
        if (!place.may(Permission.READ_CALLS)) {
            return new Span(call);
        }
        var link = new Anchor(place.inProject("calls?call=" + call), call);
        link.addClassName("maru-play-call");
        // The answers on this page would be gone.
        link.setTarget("_blank");
        link.getElement().setAttribute("rel", "noopener");
        return link;
    }

    /** The header names a version as {@code support%2Fanswer@3}. */
    private static @Nullable String version(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int at = header.lastIndexOf('@');
        return URLDecoder.decode(header.substring(0, at), StandardCharsets.UTF_8)
                + " · "
                + t("prompt.version", Integer.valueOf(header.substring(at + 1)));
    }

    void settled(CallDetail detail) {
        var call = detail.call();
        var tokens = call.tokens();
        if (call.usageState() != UsageState.NONE) {
            show(tokens, call.usageState() == UsageState.ESTIMATED);
        } else {
            input.setText(formats.number(0));
            output.setText(formats.number(0));
        }
        cost.getElement().setAttribute("data-settled", "");
        var amount = call.cost();
        var currency = call.currency();
        if (amount != null && currency != null) {
            cost.setText(formats.money(amount, currency));
        } else {
            cost.setText(tokens.total() == 0 ? t("play.nothing-used") : t("play.unpriced"));
        }
    }

    private void show(TokenCounts tokens, boolean estimated) {
        var read = tokens.allInput();
        var estimate = estimated ? " " + t("play.estimated") : "";
        input.setText(tokens(read, tokens.cacheRead(), "play.cached") + estimate);
        output.setText(tokens(tokens.allOutput(), tokens.reasoning(), "play.reasoned") + estimate);
    }

    void neverSettled() {
        cost.getElement().setAttribute("data-settled", "");
        var later = t("play.settled-later");
        cost.setText(later);
        if (input.getText().equals(t("play.settling"))) {
            input.setText(later);
            output.setText(later);
        }
    }

    private String tokens(long all, long part, String partText) {
        var texts = new ArrayList<String>();
        texts.add(t("models.tokens", formats.number(all)));
        if (part > 0) {
            texts.add(t(partText, formats.number(part)));
        }
        return String.join(" · ", texts);
    }

    /** What one can do about a call that failed. */
    static String remedy(int status, Answer.Problem problem) {
        var code = problem.code() == null ? "" : problem.code();
        if (code.startsWith("model_")) {
            return t("play.remedy.model");
        }
        return switch (status) {
            case 400, 404, 413, 422 -> t("play.remedy.request");
            case 401, 403 -> t("play.remedy.key");
            case 402, 429 -> t("play.remedy.limit");
            default -> t("play.remedy.again");
        };
    }
}
