package dev.maru.access.http;

import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.access.http.TenantWire.WireMembership;
import dev.maru.access.http.TenantWire.WireMemberships;
import dev.maru.access.http.TenantWire.WireNewTenant;
import dev.maru.access.http.TenantWire.WireTenant;
import dev.maru.access.http.TenantWire.WireTenantChange;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tenants: one's own, and for operators their beginning and suspension. */
@RestController
class TenantController {
    private final TenantService tenants;

    TenantController(TenantService tenants) {
        this.tenants = tenants;
    }

    @GetMapping(AccessPaths.TENANTS)
    WireMemberships mine(UserId me) {
        return new WireMemberships(
                tenants.mine(me).stream().map(WireMembership::of).toList());
    }

    @PostMapping(AccessPaths.TENANTS)
    ResponseEntity<WireTenant> create(UserId operator, @RequestBody WireNewTenant body) {
        var name = Fields.text("name", body.name());
        var slug = body.slug() == null ? Slug.resembling(name, "tenant") : new Slug(body.slug());
        var tenant = tenants.create(operator, name, slug);
        return Created.at(AccessPaths.TENANTS + "/" + tenant.id(), WireTenant.of(tenant));
    }

    @GetMapping(AccessPaths.TENANT)
    WireTenant get(Caller caller) {
        return WireTenant.of(tenants.get(caller));
    }

    @PatchMapping(AccessPaths.TENANT)
    WireTenant rename(Caller caller, @RequestBody WireTenantChange body) {
        return WireTenant.of(
                tenants.rename(caller, Fields.required("version", body.version()), Fields.text("name", body.name())));
    }

    @PostMapping(AccessPaths.TENANT + "/suspend")
    WireTenant suspend(Caller caller) {
        return WireTenant.of(tenants.suspend(operator(caller), caller.tenant()));
    }

    @PostMapping(AccessPaths.TENANT + "/resume")
    WireTenant resume(Caller caller) {
        return WireTenant.of(tenants.resume(operator(caller), caller.tenant()));
    }

    /** Whether this person is an operator is for the service to say. */
    private static UserId operator(Caller caller) {
        if (caller.actor() instanceof Actor.Person person) {
            return person.userId();
        }
        throw new PlatformException(CoreError.FORBIDDEN, "Only a person can do this; sign in as an operator.");
    }
}
