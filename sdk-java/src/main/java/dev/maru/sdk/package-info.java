/**
 * The client library of Maru for applications: prompts that are served from memory, follow their labels within moments,
 * and are still there when Maru is not. It knows nothing of the server's code, only its HTTP API.
 */
@NullMarked
package dev.maru.sdk;

import org.jspecify.annotations.NullMarked;
