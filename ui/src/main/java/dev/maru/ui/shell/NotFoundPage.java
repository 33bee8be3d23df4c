package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import jakarta.annotation.security.PermitAll;

/** Stands at addresses where there is no page. */
@PermitAll
@ParentLayout(MainLayout.class)
class NotFoundPage extends Div implements HasErrorParameter<NotFoundException>, HasDynamicTitle, MainLayout.HasCrumb {
    NotFoundPage() {
        addClassName("maru-page");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        add(new EmptyState(Glyph.SEARCH, t("error.no-page.title"), t("error.no-page"), ProblemPage.home()));
        return 404;
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
