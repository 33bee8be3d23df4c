package dev.maru.testing.browser;

import com.microsoft.playwright.Page;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** One browser per test run, one session per test; JUnit's stores close both. */
final class BrowserExtension implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return (type == Page.class || type == BrowserSession.class)
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var session = context.getStore(NAMESPACE)
                .computeIfAbsent(
                        BrowserSession.class, key -> browser(context).open(look(context)), BrowserSession.class);
        return parameter.getParameter().getType() == Page.class ? session.page() : session;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        var session = context.getStore(NAMESPACE).get(BrowserSession.class, BrowserSession.class);
        if (session != null && context.getExecutionException().isPresent()) {
            session.screenshotsOfFailure(
                    context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName());
        }
    }

    private static TestBrowser browser(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(TestBrowser.class, key -> TestBrowser.launch(), TestBrowser.class);
    }

    private static Look look(ExtensionContext context) {
        Optional<BrowserTest> ofMethod = AnnotationSupport.findAnnotation(context.getTestMethod(), BrowserTest.class);
        return ofMethod.or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), BrowserTest.class))
                .map(Look::of)
                .orElseGet(Look::desktop);
    }
}
