package dev.maru.gateway.guard;

import dev.maru.core.problem.PlatformException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Who judges. */
public sealed interface JudgeSource {
    /** A service that gets the texts by HTTP POST and answers {@code {"allow": true}} or {@code false}. */
    record Service(URI url) implements JudgeSource {
        private static final int LONGEST = 1000;

        public Service {
            var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !scheme.equals("http")
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawFragment() != null
                    || url.toString().length() > LONGEST) {
                throw PlatformException.invalid("check.url", "an address of the form https://host/path");
            }
        }

        /** Reads an address as people write it. */
        public static Service at(String url) {
            try {
                return new Service(new URI(url.strip()));
            } catch (URISyntaxException e) {
                throw PlatformException.invalid("check.url", "an address of the form https://host/path");
            }
        }

        /** What a secret is bound to: scheme, host and port. */
        String origin() {
            var scheme = url.getScheme().toLowerCase(Locale.ROOT);
            int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
            return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
        }
    }

    /** A model of the catalogue, or a route, that is asked a question about the text. */
    record Model(String model, String question) implements JudgeSource {
        private static final int LONGEST_MODEL = 300;
        private static final int LONGEST_QUESTION = 4000;

        public Model {
            model = model.strip();
            question = question.strip();
            if (model.isEmpty() || model.length() > LONGEST_MODEL) {
                throw PlatformException.invalid("check.model", "the name of a model or a route");
            }
            if (question.isEmpty() || question.length() > LONGEST_QUESTION) {
                throw PlatformException.invalid(
                        "check.question", "what must not pass, in at most " + LONGEST_QUESTION + " characters");
            }
        }
    }
}
