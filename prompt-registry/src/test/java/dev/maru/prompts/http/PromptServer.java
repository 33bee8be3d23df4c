package dev.maru.prompts.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.PromptStack;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** The servlets of prompts on a bare Tomcat, with a caller of the test's choice. */
final class PromptServer implements AutoCloseable {
    enum Who {
        EDITOR,
        VIEWER
    }

    private final Tomcat tomcat = new Tomcat();
    private final Caller editor;
    private final Caller viewer;
    private final PromptEventServlet events;
    private volatile Who who = Who.EDITOR;
    private volatile boolean valid = true;

    PromptServer(PromptStack stack, Caller editor, Caller viewer) {
        this.editor = editor;
        this.viewer = viewer;
        var requests = new PromptRequests(
                stack.service,
                stack.releases,
                stack.requests,
                stack.splits,
                new PromptParts(stack.query, stack.requests, stack.splits, stack.usage, Clock.systemUTC()),
                stack.query,
                stack.search,
                stack.fetch,
                stack.renderer);
        events = new PromptEventServlet(stack.fetch, caller -> valid, errors());
        tomcat.setPort(0);
        tomcat.getConnector().setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "prompts", new PromptServlet(new PromptDispatch(requests), errors()));
        context.addServletMappingDecoded("/v1/prompts", "prompts");
        context.addServletMappingDecoded("/v1/prompts/*", "prompts");
        Tomcat.addServlet(context, "events", events);
        context.addServletMappingDecoded("/v1/prompt-events", "events");
        addCaller(context);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the test server does not start", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    void actAs(Who who) {
        this.who = who;
    }

    void revoke() {
        valid = false;
    }

    private void addCaller(Context context) {
        Filter filter = (request, response, chain) -> {
            request.setAttribute(Caller.class.getName(), who == Who.EDITOR ? editor : viewer);
            chain.doFilter(request, response);
        };
        var definition = new FilterDef();
        definition.setFilterName("caller");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        var map = new FilterMap();
        map.setFilterName("caller");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    /** The edge has the real one; this one writes what the tests look at. */
    private static HandlerExceptionResolver errors() {
        return (request, response, handler, e) -> {
            if (!(e instanceof PlatformException platform)) {
                return null;
            }
            response.setStatus(platform.code().kind().status());
            response.setContentType("application/json");
            try {
                response.getOutputStream()
                        .write(RequestBody.MAPPER.writeValueAsBytes(
                                Map.of("code", platform.code().slug(), "detail", platform.detail())));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return new ModelAndView();
        };
    }

    @Override
    public void close() {
        events.close();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the test server does not stop", e);
        }
    }
}
