/** Datasets, evaluators, runs and gates; its first types come with the datasets themselves. */
@ApplicationModule(
        allowedDependencies = {
            "core :: *",
            "platform",
            "platform :: *",
            "gateway",
            "gateway :: *",
            "prompts",
            "prompts :: *",
            "rag"
        })
@NullMarked
package dev.maru.evals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
