/** The whole program from outside: real HTTP, a real browser, official clients. */
@NullMarked
package dev.maru.e2e;

import org.jspecify.annotations.NullMarked;
