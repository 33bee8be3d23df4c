package dev.maru.access.identity;

import dev.maru.access.AccessError;
import dev.maru.access.EmailAddress;
import dev.maru.access.OneTimeToken;
import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.platform.secret.CredentialDigest;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** The first operator: made through a link that is written to a file of the installation and works once. */
@Service
public class SetupService {
    private static final Logger LOG = LoggerFactory.getLogger(SetupService.class);
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SystemDb db;
    private final UserRepository users;
    private final OneTimeLinkRepository links;
    private final TenantService tenants;
    private final PasswordHash hash;
    private final CredentialDigest digest;
    private final MaruSettings settings;
    private final OperatorLinkFile file;
    private final Clock clock;

    SetupService(
            SystemDb db,
            UserRepository users,
            OneTimeLinkRepository links,
            TenantService tenants,
            PasswordHash hash,
            CredentialDigest digest,
            MaruSettings settings,
            Clock clock) {
        this.db = db;
        this.users = users;
        this.links = links;
        this.tenants = tenants;
        this.hash = hash;
        this.digest = digest;
        this.settings = settings;
        this.file = new OperatorLinkFile(settings.home());
        this.clock = clock;
    }

    /** Writes a fresh link while there is no operator; the link of an earlier start stops working. */
    public void offerLink() {
        if (db.inSystem(users::hasOperator)) {
            file.delete();
            return;
        }
        var token = OneTimeToken.next();
        var now = clock.instant();
        db.runInSystem(tx -> links.replace(
                tx, OneTimeLinkRepository.OPERATOR, null, digest.of(token.value()), now, now.plus(LIFETIME)));
        file.write(token.link(settings.publicUrl(), "/idp/setup"));
        LOG.info("no operator yet: open the link in {} within an hour", file);
    }

    /** Whether the page of this token may be shown. */
    public boolean isOpen(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return false;
        }
        var wanted = digest.of(token);
        return db.inSystem(tx ->
                !users.hasOperator(tx) && links.isUsable(tx, OneTimeLinkRepository.OPERATOR, wanted, clock.instant()));
    }

    /** Makes the operator with their tenant and its sample project, in one transaction. */
    public UserId complete(@Nullable String token, NewPerson person, String tenantName) {
        requireOpen(token);
        var hashed = hash.of(person.password());
        return complete(
                token,
                person.email(),
                person.data(),
                tenantName,
                (tx, user) -> users.setPassword(tx, user, hashed, clock.instant()));
    }

    /** Makes the operator of somebody whom an issuer outside vouches for. */
    public UserId complete(@Nullable String token, OutsideIdentity identity, String tenantName) {
        requireOpen(token);
        var data = ProfileData.of(identity.name());
        return complete(token, identity.email(), data, tenantName, (tx, user) -> {
            if (!users.addIdentity(tx, user, identity.issuer(), identity.subject(), clock.instant())) {
                throw new PlatformException(AccessError.EMAIL_TAKEN, "This identity has an account already.");
            }
        });
    }

    private UserId complete(
            @Nullable String token,
            EmailAddress email,
            ProfileData data,
            String tenantName,
            BiConsumer<SystemTx, UserId> credential) {
        var user = UserId.next();
        var wanted = digest.of(String.valueOf(token));
        db.runInSystem(tx -> {
            var now = clock.instant();
            if (links.use(tx, OneTimeLinkRepository.OPERATOR, wanted, now).isEmpty() || users.hasOperator(tx)) {
                throw unusable();
            }
            if (!users.insert(tx, user, email, data, true, now)) {
                throw new PlatformException(AccessError.EMAIL_TAKEN, "There is an account of " + email + " already.");
            }
            credential.accept(tx, user);
            var owner = new Actor.Person(user, data.name());
            tenants.found(tx, owner, tenantName, Slug.resembling(tenantName, "home"));
        });
        file.delete();
        return user;
    }

    private void requireOpen(@Nullable String token) {
        if (!isOpen(token)) {
            throw unusable();
        }
    }

    private static PlatformException unusable() {
        return new PlatformException(
                AccessError.LINK_UNUSABLE, "This link was used or has expired; restart Maru to get another one.");
    }
}
