package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.maru.core.problem.ErrorKind;
import dev.maru.core.problem.PlatformException;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.Problems;
import jakarta.annotation.security.PermitAll;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands in place of a page that could not be shown, and says why. */
@PermitAll
@ParentLayout(MainLayout.class)
class ProblemPage extends Div implements HasErrorParameter<Exception>, HasDynamicTitle, MainLayout.HasCrumb {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemPage.class);

    ProblemPage() {
        addClassName("maru-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        var problem = Problems.platformExceptionIn(parameter.getException());
        if (problem != null) {
            return show(problem);
        }
        var request = CurrentPerson.request();
        LOG.error(
                "{} could not be shown, request {}", event.getLocation().getPath(), request, parameter.getException());
        add(new EmptyState(Glyph.ERROR, t("error.internal"), t("error.internal.remedy"), home())
                .sample(new InlineCopy(request.toString())));
        return 500;
    }

    private int show(PlatformException problem) {
        var glyph = problem.code().kind() == ErrorKind.FORBIDDEN ? Glyph.LOCK : Glyph.SEARCH;
        add(new EmptyState(glyph, Problems.title(problem).replaceFirst("\\.$", ""), Problems.detail(problem), home()));
        return switch (problem.code().kind()) {
            case FORBIDDEN -> 403;
            case UNAUTHENTICATED -> 401;
            case UNAVAILABLE -> 503;
            default -> 404;
        };
    }

    static Anchor home() {
        return new Anchor("", t("error.home"));
    }

    @Override
    public String getPageTitle() {
        return crumb() + " · Maru";
    }

    @Override
    public String crumb() {
        return t("error.page");
    }
}
