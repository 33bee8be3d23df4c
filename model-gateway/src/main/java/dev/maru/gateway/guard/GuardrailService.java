package dev.maru.gateway.guard;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.GuardrailId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.GatewayError;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.egress.EgressGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The guardrails of a project: made, changed, tried out, removed. */
@Service
public class GuardrailService {
    private static final int MOST_GUARDRAILS = 100;
    private static final int LONGEST_SECRET = 1000;

    private final TenantDb db;
    private final GuardrailRepository guardrails;
    private final FindingsQuery findings;
    private final GuardrailSecrets secrets;
    private final EgressGuard egress;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;

    GuardrailService(
            TenantDb db,
            GuardrailRepository guardrails,
            FindingsQuery findings,
            GuardrailSecrets secrets,
            EgressGuard egress,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.guardrails = guardrails;
        this.findings = findings;
        this.secrets = secrets;
        this.egress = egress;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** A guardrail and how often it found something in the last 24 hours. */
    public record Listed(Guardrail guardrail, long findings) {}

    /** Every guardrail of the project, those that are switched off included. */
    public List<Listed> list(Caller caller) {
        caller.require(Permission.READ_MODELS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            Map<String, Long> counts =
                    findings.since(tx, project, clock.instant().minus(Duration.ofDays(1)));
            return guardrails.list(tx, project).stream()
                    .map(each -> new Listed(each, counts.getOrDefault(each.id().toString(), 0L)))
                    .toList();
        });
    }

    public Guardrail get(Caller caller, GuardrailId id) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> find(tx, caller, id));
    }

    /** @param secret what opens the judge's door, null for none */
    public Guardrail create(Caller caller, GuardrailData data, @Nullable String secret) {
        caller.require(Permission.MANAGE_MODELS);
        checkJudge(data, secret);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            if (guardrails.list(tx, project).size() >= MOST_GUARDRAILS) {
                throw PlatformException.invalid("name", "a project has at most " + MOST_GUARDRAILS + " guardrails");
            }
            var now = clock.instant();
            var guardrail = new Guardrail(GuardrailId.next(), project, 0, data, secret != null, now, now);
            if (!guardrails.insert(tx, guardrail, sealed(tx, guardrail, secret))) {
                throw taken(data);
            }
            changed(tx, caller, "guardrail.created", guardrail);
            return guardrail;
        });
    }

    /** @param secret null leaves the one that is kept, empty takes it away */
    public Guardrail update(Caller caller, GuardrailId id, long version, GuardrailData data, @Nullable String secret) {
        caller.require(Permission.MANAGE_MODELS);
        checkJudge(data, secret == null || secret.isEmpty() ? null : secret);
        return db.inTenant(caller.tenant(), tx -> {
            var old = find(tx, caller, id);
            if (guardrails.hasName(tx, old.project(), data.name(), id)) {
                throw taken(data);
            }
            var keeps = secret == null && old.hasSecret() && staysAtOrigin(old, data);
            var hasSecret = secret == null ? keeps : !secret.isEmpty();
            var next = new Guardrail(id, old.project(), version + 1, data, hasSecret, old.createdAt(), clock.instant());
            if (!guardrails.update(tx, next, version)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this guardrail meanwhile; read it again.");
            }
            if (!keeps) {
                guardrails.secret(tx, next, hasSecret ? sealed(tx, next, secret) : null);
            }
            changed(tx, caller, "guardrail.updated", next);
            return next;
        });
    }

    /** A secret is for one address; another one must not get it because somebody edited a line. */
    private static boolean staysAtOrigin(Guardrail old, GuardrailData data) {
        var before = GuardrailSecrets.service(old.data().check());
        var after = GuardrailSecrets.service(data.check());
        if (before == null || after == null) {
            return false;
        }
        if (!before.origin().equals(after.origin())) {
            throw PlatformException.invalid("secret", "give it again: the judge's address is another one");
        }
        return true;
    }

    public void delete(Caller caller, GuardrailId id) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var guardrail = find(tx, caller, id);
            guardrails.delete(tx, caller.requireProject(), id);
            changed(tx, caller, "guardrail.deleted", guardrail);
        });
    }

    /** Runs checks over a text that is stored nowhere; judges and limits of cost are not asked. */
    public Trial attempt(Caller caller, String text, List<TrialCheck> checks) {
        caller.require(Permission.READ_MODELS);
        return Trial.of(text, checks);
    }

    private void checkJudge(GuardrailData data, @Nullable String secret) {
        var service = GuardrailSecrets.service(data.check());
        if (service != null) {
            egress.check(service.url());
        }
        if (secret != null
                && (service == null
                        || secret.isBlank()
                        || secret.length() > LONGEST_SECRET
                        || secret.chars().anyMatch(c -> c < ' ' || c > '~'))) {
            throw PlatformException.invalid(
                    "secret",
                    service == null ? "only a judge at an address has one" : "at most 1,000 plain characters");
        }
    }

    private byte @Nullable [] sealed(TenantTx tx, Guardrail guardrail, @Nullable String secret) {
        var service = GuardrailSecrets.service(guardrail.data().check());
        return secret == null || service == null ? null : secrets.seal(tx, guardrail.id(), service, secret);
    }

    private Guardrail find(TenantTx tx, Caller caller, GuardrailId id) {
        return guardrails
                .find(tx, caller.requireProject(), id)
                .orElseThrow(() ->
                        new PlatformException(GatewayError.GUARDRAIL_NOT_FOUND, "There is no guardrail " + id + "."));
    }

    private static PlatformException taken(GuardrailData data) {
        return new PlatformException(
                GatewayError.GUARDRAIL_NAME_TAKEN, "The project has a guardrail \"" + data.name() + "\" already.");
    }

    private void changed(TenantTx tx, Caller caller, String action, Guardrail guardrail) {
        var data = guardrail.data();
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, guardrail.id(), guardrail.name())
                        .with(Map.of(
                                "check", data.check().kind().wireName(),
                                "stage", data.stage().wireName(),
                                "action", data.action().wireName(),
                                "enabled", String.valueOf(data.enabled()))));
        changes.bump(tx, GatewayChange.KIND);
    }
}
