package dev.maru.ui;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import dev.maru.core.route.Routes;
import dev.maru.ui.shell.ViewRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells Vaadin where the views are; without it they stay unknown, because they live in another module than the main class. */
@Configuration(proxyBeanMethods = false)
@EnableVaadin("dev.maru")
class UiConfiguration {
    @Bean
    Routes uiRoutes() {
        return ViewRoutes.all();
    }
}
