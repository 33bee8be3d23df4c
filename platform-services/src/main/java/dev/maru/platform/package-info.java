/** What every feature needs and none owns. */
@ApplicationModule(allowedDependencies = {"core :: *"})
@NullMarked
package dev.maru.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
