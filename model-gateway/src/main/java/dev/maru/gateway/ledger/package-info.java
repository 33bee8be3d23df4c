/** Token kinds, exact cost, and the rows that say what was used. */
@NullMarked
package dev.maru.gateway.ledger;

import org.jspecify.annotations.NullMarked;
