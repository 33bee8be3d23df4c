package dev.maru.platform.webhook;

import java.net.URI;
import java.time.Instant;

/**
 * One request to a receiver.
 *
 * @param id the same for every attempt to deliver one event
 * @param signature one or two signatures over id, time and body
 */
record WebhookRequest(URI uri, String id, Instant at, String signature, String body) {}
