/** A fresh, migrated PostgreSQL database per test class, on a private cluster of the test JVM. */
@NullMarked
package dev.maru.testing.database;

import org.jspecify.annotations.NullMarked;
