/** The settings of an installation. */
@NamedInterface("settings")
@NullMarked
package dev.maru.platform.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
