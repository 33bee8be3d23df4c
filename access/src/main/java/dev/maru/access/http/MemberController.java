package dev.maru.access.http;

import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.Member;
import dev.maru.access.MemberService;
import dev.maru.access.http.MemberWire.InvitationWire;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.InvitationId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of a tenant and those invited to it. */
@RestController
@RequestMapping("/api/tenants/{tenant}")
class MemberController {
    private final MemberService members;
    private final InvitationService invitations;
    private final PeopleService people;

    MemberController(MemberService members, InvitationService invitations, PeopleService people) {
        this.members = members;
        this.invitations = invitations;
        this.people = people;
    }

    @GetMapping("/members")
    PageWire<MemberWire> list(Caller caller) {
        return PageWire.of(members.list(caller), MemberWire::of);
    }

    @GetMapping("/members/{member}")
    MemberWire get(Caller caller, @PathVariable String member) {
        return MemberWire.of(members.get(caller, WireText.path(member, UserId::parse)));
    }

    @PatchMapping("/members/{member}")
    MemberWire change(Caller caller, @PathVariable String member, @RequestBody MemberWire.Change body) {
        return MemberWire.of(change(caller, WireText.path(member, UserId::parse), body));
    }

    private Member change(Caller caller, UserId user, MemberWire.Change body) {
        var state = body.state();
        var roles = body.roles();
        if ((state == null) == (roles == null)) {
            throw PlatformException.invalid("state", "send either a state or roles");
        }
        if (roles != null) {
            var grants = roles.stream().map(RoleWire::toGrant).collect(Collectors.toSet());
            return members.changeRoles(caller, user, WireText.version(body.version()), grants);
        }
        return switch (String.valueOf(state)) {
            case "active" -> members.resume(caller, user);
            case "suspended" -> members.suspend(caller, user);
            default -> throw PlatformException.invalid("state", "use active or suspended");
        };
    }

    @DeleteMapping("/members/{member}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String member) {
        members.remove(caller, WireText.path(member, UserId::parse));
    }

    @PostMapping("/members/{member}/password-link")
    @ResponseStatus(HttpStatus.CREATED)
    MemberWire.PasswordLink passwordLink(Caller caller, @PathVariable String member) {
        var link = people.createPasswordLink(caller, WireText.path(member, UserId::parse));
        return new MemberWire.PasswordLink(link.toString());
    }

    @GetMapping("/invitations")
    PageWire<InvitationWire> invitations(Caller caller) {
        return PageWire.of(invitations.list(caller), InvitationWire::of);
    }

    @PostMapping("/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    InvitationWire invite(Caller caller, @RequestBody MemberWire.Invite body) {
        var email = new EmailAddress(WireText.required("email", body.email()));
        return InvitationWire.of(
                invitations.create(caller, email, new RoleWire(body.role(), body.project()).toGrant()));
    }

    @DeleteMapping("/invitations/{invitation}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String invitation) {
        invitations.revoke(caller, WireText.path(invitation, InvitationId::parse));
    }
}
