/** The HTTP edge: who calls, which route, and how an error looks. */
@ApplicationModule(
        allowedDependencies = {
            "core :: *",
            "platform",
            "platform :: *",
            "access",
            "access :: *",
            "gateway",
            "gateway :: *",
            "prompts",
            "prompts :: *",
            "ui"
        })
@NullMarked
package dev.maru.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
