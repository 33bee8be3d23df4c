package dev.maru.access.http;

import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.access.http.TenantWire.MembershipWire;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tenants of a person; an operator makes, suspends and resumes them. */
@RestController
class TenantController {
    private final TenantService tenants;

    TenantController(TenantService tenants) {
        this.tenants = tenants;
    }

    @GetMapping("/api/tenants")
    PageWire<MembershipWire> mine(UserId user) {
        return PageWire.of(tenants.mine(user), MembershipWire::of);
    }

    @PostMapping("/api/tenants")
    @ResponseStatus(HttpStatus.CREATED)
    TenantWire create(UserId user, @RequestBody TenantWire.Create body) {
        var name = WireText.required("name", body.name());
        var slug = body.slug() == null ? Slug.resembling(name, "tenant") : new Slug(body.slug());
        return TenantWire.of(tenants.create(user, name, slug));
    }

    @GetMapping("/api/tenants/{tenant}")
    TenantWire get(Caller caller) {
        return TenantWire.of(tenants.get(caller));
    }

    @PatchMapping("/api/tenants/{tenant}")
    TenantWire rename(Caller caller, @RequestBody TenantWire.Rename body) {
        return TenantWire.of(
                tenants.rename(caller, WireText.version(body.version()), WireText.required("name", body.name())));
    }

    @PostMapping("/api/tenants/{tenant}/suspend")
    TenantWire suspend(Caller caller, @PathVariable String tenant) {
        return TenantWire.of(tenants.suspend(person(caller), WireText.path(tenant, TenantId::parse)));
    }

    @PostMapping("/api/tenants/{tenant}/resume")
    TenantWire resume(Caller caller, @PathVariable String tenant) {
        return TenantWire.of(tenants.resume(person(caller), WireText.path(tenant, TenantId::parse)));
    }

    private static UserId person(Caller caller) {
        if (caller.actor() instanceof Actor.Person person) {
            return person.userId();
        }
        throw new PlatformException(CoreError.FORBIDDEN, "Only an operator of this installation may do this.");
    }
}
