/** Tests of the scripted provider over real HTTP. */
@NullMarked
package dev.maru.testing.provider;

import org.jspecify.annotations.NullMarked;
