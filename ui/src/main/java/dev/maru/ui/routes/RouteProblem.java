package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.tOr;

import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.ui.component.Problems;

/** What is wrong with a route, in the reader's language. */
final class RouteProblem {
    private RouteProblem() {}

    static String sentence(PlatformException problem) {
        return problem.fields().isEmpty()
                ? Problems.sentence(problem)
                : field(problem.fields().getFirst());
    }

    static String field(FieldError error) {
        return tOr("routes.error." + error.field(), Problems.field(error));
    }
}
