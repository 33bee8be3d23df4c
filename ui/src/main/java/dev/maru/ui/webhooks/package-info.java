/** Screens for webhooks and their deliveries. */
@NullMarked
package dev.maru.ui.webhooks;

import org.jspecify.annotations.NullMarked;
