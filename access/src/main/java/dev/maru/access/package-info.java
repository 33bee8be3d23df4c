/** Tenants, projects, members and API keys: who may do what, answered from memory. */
@ApplicationModule(allowedDependencies = {"core :: *", "platform", "platform :: *"})
@NullMarked
package dev.maru.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
