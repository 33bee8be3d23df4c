/** Webhooks in the management API. */
@NullMarked
package dev.maru.platform.webhook.http;

import org.jspecify.annotations.NullMarked;
