package dev.maru.access.identity.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The style and the script of the identity provider's pages. */
@RestController
class AssetController {
    private static final Map<String, MediaType> ASSETS = Map.of(
            "identity.css", new MediaType("text", "css"),
            "identity.js", new MediaType("text", "javascript"));

    @GetMapping("/idp/assets/{name}")
    ResponseEntity<byte[]> asset(@PathVariable String name) throws IOException {
        var type = ASSETS.get(name);
        if (type == null) {
            return ResponseEntity.notFound().build();
        }
        try (var in = AssetController.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return ResponseEntity.ok()
                    .contentType(type)
                    .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                    .body(in.readAllBytes());
        }
    }
}
