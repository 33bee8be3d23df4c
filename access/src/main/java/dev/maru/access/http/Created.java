package dev.maru.access.http;

import java.net.URI;
import org.springframework.http.ResponseEntity;

/** The answer to a request that made something: where it is, and how it looks. */
final class Created {
    private Created() {}

    static <T> ResponseEntity<T> at(String path, T body) {
        return ResponseEntity.created(URI.create(path)).body(body);
    }
}
