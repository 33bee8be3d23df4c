/** A client against a server that behaves, or does not, as the test says. */
@NullMarked
package dev.maru.sdk;

import org.jspecify.annotations.NullMarked;
