/** Versioned prompts, the labels that name their versions, and the releases that move those labels. */
@ApplicationModule(allowedDependencies = {"core :: *", "platform", "platform :: *", "gateway", "gateway :: *"})
@NullMarked
package dev.maru.prompts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
