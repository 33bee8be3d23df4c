/** Tests of the databases that other tests get. */
@NullMarked
package dev.maru.testing.database;

import org.jspecify.annotations.NullMarked;
