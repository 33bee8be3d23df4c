package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows what an act of a person ran into: what happened, why, what to do, and the request id to ask about it. */
@Component
class UiErrors implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UiErrors.class);

    @Override
    public void error(ErrorEvent event) {
        var request = CurrentPerson.request();
        var problem = Problems.platformExceptionIn(event.getThrowable());
        if (problem == null) {
            LOG.error("a page failed, request {}", request, event.getThrowable());
        }
        if (UI.getCurrent() == null) {
            return;
        }
        if (problem == null) {
            Notices.failure(t("error.internal"), t("error.internal.remedy"), request.toString());
        } else {
            Notices.failure(Problems.title(problem), Problems.detail(problem), request.toString());
        }
    }
}
