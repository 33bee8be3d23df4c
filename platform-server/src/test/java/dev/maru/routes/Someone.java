package dev.maru.routes;

import dev.maru.core.id.UserId;

/**
 * A person with an account.
 *
 * @param token an access token of the embedded issuer
 */
record Someone(UserId id, String email, String password, String token) {}
