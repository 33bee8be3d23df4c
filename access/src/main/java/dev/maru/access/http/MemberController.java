package dev.maru.access.http;

import dev.maru.access.Member;
import dev.maru.access.MemberService;
import dev.maru.access.http.MemberWire.WireMember;
import dev.maru.access.http.MemberWire.WireMemberChange;
import dev.maru.access.http.MemberWire.WireMembers;
import dev.maru.access.http.MemberWire.WirePasswordLink;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
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

/** The people of a tenant. */
@RestController
@RequestMapping(AccessPaths.MEMBERS)
class MemberController {
    private final MemberService members;
    private final PeopleService people;

    MemberController(MemberService members, PeopleService people) {
        this.members = members;
        this.people = people;
    }

    @GetMapping
    WireMembers list(Caller caller) {
        return new WireMembers(members.list(caller).stream().map(WireMember::of).toList());
    }

    @GetMapping("/{user}")
    WireMember get(Caller caller, @PathVariable String user) {
        return WireMember.of(members.get(caller, PathIds.read(UserId::parse, user)));
    }

    @PatchMapping("/{user}")
    WireMember change(Caller caller, @PathVariable String user, @RequestBody WireMemberChange body) {
        var member = PathIds.read(UserId::parse, user);
        return WireMember.of(
                body.changesRoles()
                        ? members.changeRoles(caller, member, Fields.required("version", body.version()), body.grants())
                        : setState(caller, member, body));
    }

    private Member setState(Caller caller, UserId member, WireMemberChange body) {
        return switch (body.wantedState()) {
            case ACTIVE -> members.resume(caller, member);
            case SUSPENDED -> members.suspend(caller, member);
            case DELETED ->
                throw PlatformException.invalid("state", "use active or suspended; DELETE removes the member");
        };
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String user) {
        members.remove(caller, PathIds.read(UserId::parse, user));
    }

    @PostMapping("/{user}/password-link")
    @ResponseStatus(HttpStatus.CREATED)
    WirePasswordLink createPasswordLink(Caller caller, @PathVariable String user) {
        return new WirePasswordLink(people.createPasswordLink(caller, PathIds.read(UserId::parse, user)));
    }
}
