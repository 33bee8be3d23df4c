package dev.maru.ui.i18n;

import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Every sentence of the application in English and Korean; an unknown language reads English. */
@Component
public class Translations implements I18NProvider {
    private static final Map<String, Map<String, String>> BUNDLES = Map.of("en", load("en"), "ko", load("ko"));

    @Override
    public List<Locale> getProvidedLocales() {
        return List.of(Locale.ENGLISH, Locale.KOREAN);
    }

    @Override
    public Locale getDefaultLocale() {
        return Locale.ENGLISH;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        return text(key, locale, params);
    }

    static String text(String key, Locale locale, Object... params) {
        var bundle = BUNDLES.getOrDefault(locale.getLanguage(), bundle("en"));
        var pattern = bundle.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        return params.length == 0 ? pattern : new MessageFormat(pattern, locale).format(params);
    }

    static boolean has(String key) {
        return bundle("en").containsKey(key);
    }

    static Map<String, String> bundle(String language) {
        return BUNDLES.getOrDefault(language, Map.of());
    }

    private static Map<String, String> load(String language) {
        var name = "/maru-i18n/translations_" + language + ".properties";
        try (var stream = Translations.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing");
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return properties.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
