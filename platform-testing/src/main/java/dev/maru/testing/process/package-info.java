/** Child processes of tests: free ports, commands, waiting, and clean-up that also happens when the test JVM is killed. */
@NullMarked
package dev.maru.testing.process;

import org.jspecify.annotations.NullMarked;
