/** The gateway's HTTP: servlets for model calls, controllers for management. */
@NullMarked
package dev.maru.gateway.http;

import org.jspecify.annotations.NullMarked;
