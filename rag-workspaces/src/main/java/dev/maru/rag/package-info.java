/** Workspaces over a team's own documents; its first types come with the workspaces themselves. */
@ApplicationModule(
        allowedDependencies = {
            "core :: *",
            "platform",
            "platform :: *",
            "gateway",
            "gateway :: *",
            "prompts",
            "prompts :: *"
        })
@NullMarked
package dev.maru.rag;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
