/** What all providers on the network share: one client behind the egress guard, and lists of models. */
@NullMarked
package dev.maru.gateway.provider.upstream;

import org.jspecify.annotations.NullMarked;
