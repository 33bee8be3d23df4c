/** Load that wrk cannot make: the time to the first event of a stream, and many streams at once. */
@NullMarked
package dev.maru.benchmarks;

import org.jspecify.annotations.NullMarked;
