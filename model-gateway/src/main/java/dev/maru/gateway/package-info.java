/** One API to every model: the words and ports of the gateway; its parts stand in the sub-packages. */
@ApplicationModule(allowedDependencies = {"core :: *", "platform", "platform :: *"})
@NullMarked
package dev.maru.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
