/** The write-ahead record of what was dispatched and settled, and its way into the database. */
@NullMarked
package dev.maru.gateway.spool;

import org.jspecify.annotations.NullMarked;
