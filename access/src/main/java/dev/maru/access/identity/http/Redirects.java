package dev.maru.access.identity.http;

import dev.maru.access.identity.UiClient;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/** Where the pages send people on to. */
final class Redirects {
    private static final URI SIGN_IN = URI.create("/oauth2/authorization/" + UiClient.REGISTRATION_ID);

    private Redirects() {}

    /** Into the browser application, by way of its own sign-in, which a signed-in person does not see. */
    static ResponseEntity<String> toApplication() {
        return to(SIGN_IN);
    }

    static ResponseEntity<String> to(URI location) {
        return ResponseEntity.status(303).location(location).build();
    }
}
