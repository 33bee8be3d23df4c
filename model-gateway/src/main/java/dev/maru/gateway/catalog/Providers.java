package dev.maru.gateway.catalog;

import dev.maru.gateway.provider.ModelProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The providers of this program by the kind of connection that they serve. */
@Component
public class Providers {
    private final Map<String, ModelProvider> byKind;

    Providers(List<ModelProvider> providers) {
        this.byKind =
                providers.stream().collect(Collectors.toUnmodifiableMap(ModelProvider::kind, Function.identity()));
    }

    public ModelProvider of(ConnectionKind kind) {
        var provider = byKind.get(kind.wireName());
        if (provider == null) {
            throw new IllegalStateException("no provider serves connections of kind " + kind);
        }
        return provider;
    }
}
