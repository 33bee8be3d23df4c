package dev.maru.access.http;

import dev.maru.access.InvitationService;
import dev.maru.access.http.InvitationWire.WireInvitation;
import dev.maru.access.http.InvitationWire.WireInvitationLink;
import dev.maru.access.http.InvitationWire.WireInvitations;
import dev.maru.access.http.InvitationWire.WireNewInvitation;
import dev.maru.core.id.InvitationId;
import dev.maru.core.tenancy.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations as admins see them; the pages behind their links belong to the identity provider. */
@RestController
@RequestMapping(AccessPaths.INVITATIONS)
class TenantInvitationController {
    private final InvitationService invitations;

    TenantInvitationController(InvitationService invitations) {
        this.invitations = invitations;
    }

    @GetMapping
    WireInvitations list(Caller caller) {
        return new WireInvitations(
                invitations.list(caller).stream().map(WireInvitation::of).toList());
    }

    @PostMapping
    ResponseEntity<WireInvitationLink> create(Caller caller, @RequestBody WireNewInvitation body) {
        var made = invitations.create(caller, body.address(), body.grant());
        return Created.at(
                AccessPaths.TENANTS + "/" + caller.tenant() + "/invitations/"
                        + made.invitation().id(),
                WireInvitationLink.of(made));
    }

    @DeleteMapping("/{invitation}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String invitation) {
        invitations.revoke(caller, PathIds.read(InvitationId::parse, invitation));
    }
}
