package dev.maru.server;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The browsable form of /openapi.json; it loads nothing from anywhere else. */
@RestController
class DocsPage {
    private static final Resource PAGE = new ClassPathResource("META-INF/resources/docs/index.html");

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    Resource page() {
        return PAGE;
    }
}
