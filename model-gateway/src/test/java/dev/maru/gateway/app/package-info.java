/** The gateway as a program of its own, for tests that call it over HTTP. */
@NullMarked
package dev.maru.gateway.app;

import org.jspecify.annotations.NullMarked;
