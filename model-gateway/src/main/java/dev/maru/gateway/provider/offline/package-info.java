/** The built-in model that quotes the given text and needs no network. */
@NullMarked
package dev.maru.gateway.provider.offline;

import org.jspecify.annotations.NullMarked;
