package dev.maru.routes;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.InvitationId;
import dev.maru.core.id.ModelId;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.TenantId;

/** One of two tenants with the same shapes of things everywhere. */
record Twin(
        Marker marker,
        TenantId tenant,
        String slug,
        Someone owner,
        Someone member,
        InvitationId invitation,
        String invitationToken,
        String passwordToken,
        ConnectionId connection,
        ModelId model,
        String modelName,
        SessionId session,
        String passkey) {}
