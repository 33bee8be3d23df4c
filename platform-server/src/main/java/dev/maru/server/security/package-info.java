/** One security chain per audience; what no chain allows is refused. */
@NullMarked
package dev.maru.server.security;

import org.jspecify.annotations.NullMarked;
