package dev.maru.server;

import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.SampleProjectQuery;
import dev.maru.core.id.RequestId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Makes a key of the sample project for {@code ./maru key}, which proves itself by the token that it started us with. */
@WebEndpoint(id = "samplekey")
final class SampleKeyEndpoint {
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final Set<Scope> DEFAULT_SCOPES = EnumSet.of(Scope.CALL, Scope.PROMPTS_READ);

    private final byte[] authorization;
    private final SampleProjectQuery samples;
    private final ApiKeyService keys;

    SampleKeyEndpoint(String launcherToken, SampleProjectQuery samples, ApiKeyService keys) {
        this.authorization = ("Bearer " + launcherToken).getBytes(StandardCharsets.UTF_8);
        this.samples = samples;
        this.keys = keys;
    }

    /** @param scopes with commas between them, because the fields of an actuator's body are plain texts */
    @WriteOperation
    WebEndpointResponse<Map<String, String>> create(String name, @Nullable List<String> scopes) {
        if (!isLauncher()) {
            return refused(UNAUTHORIZED, "Only ./maru may ask for this.");
        }
        var sample = samples.first();
        if (sample.isEmpty()) {
            return refused(CONFLICT, "There is no sample project yet; open the operator link and finish the set-up.");
        }
        try {
            var data = ApiKeyData.of(name, scopes == null || scopes.isEmpty() ? DEFAULT_SCOPES : parsed(scopes));
            var key = keys.create(caller(sample.get()), data);
            return new WebEndpointResponse<>(Map.of("key", key.secret()));
        } catch (PlatformException e) {
            return refused(e.code().kind().status(), e.detail());
        } catch (IllegalArgumentException e) {
            return refused(422, e.getMessage() == null ? "The name or a scope is not valid." : e.getMessage());
        }
    }

    /** May give what any scope gives, and no more. */
    private static Caller caller(SampleProjectQuery.Found sample) {
        var permissions = EnumSet.of(Permission.MANAGE_KEYS, Permission.READ_KEYS);
        for (var scope : Scope.values()) {
            permissions.addAll(scope.permissions());
        }
        return new Caller(
                new Actor.Platform("./maru"), sample.tenant(), sample.project(), permissions, RequestId.next(), null);
    }

    private static Set<Scope> parsed(List<String> names) {
        return names.stream()
                .map(name -> Scope.ofWireName(name)
                        .orElseThrow(() -> new IllegalArgumentException("There is no scope " + name + ".")))
                .collect(Collectors.toSet());
    }

    private boolean isLauncher() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getHeader("Authorization") instanceof String sent
                && MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), authorization);
    }

    private static WebEndpointResponse<Map<String, String>> refused(int status, String detail) {
        return new WebEndpointResponse<>(Map.of("detail", detail), status);
    }
}
