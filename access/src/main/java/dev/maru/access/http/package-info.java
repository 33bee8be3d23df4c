/** The management API of tenants, projects, members, keys and the audit trail. */
@NullMarked
package dev.maru.access.http;

import org.jspecify.annotations.NullMarked;
