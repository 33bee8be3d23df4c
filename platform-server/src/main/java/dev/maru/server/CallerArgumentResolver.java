package dev.maru.server;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the caller, or for one's own things the person, to a handler method that asks for it. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return (type == Caller.class || type == UserId.class) && parameter.getParameterAnnotations().length == 0;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = web.getNativeRequest(HttpServletRequest.class);
        var found = request == null
                ? null
                : request.getAttribute(parameter.getParameterType().getName());
        if (found == null) {
            throw new IllegalStateException("no " + parameter.getParameterType().getSimpleName() + " for "
                    + parameter.getExecutable() + ": is its route of the right kind in the route table?");
        }
        return found;
    }
}
