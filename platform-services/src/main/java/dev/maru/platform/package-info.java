/** What every feature needs and none owns. */
@ApplicationModule(allowedDependencies = {"core :: *", "db :: *"})
@NullMarked
package dev.maru.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
