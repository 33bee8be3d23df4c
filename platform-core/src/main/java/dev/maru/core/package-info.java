/** The shared kernel: small, stable, and free of features, HTTP and Vaadin. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.maru.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
