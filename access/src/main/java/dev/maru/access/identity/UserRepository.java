package dev.maru.access.identity;

import static dev.maru.db.access.Tables.APP_USER;
import static dev.maru.db.access.Tables.MEMBER;
import static dev.maru.db.access.Tables.USER_IDENTITY;
import static dev.maru.db.access.Tables.USER_PASSWORD;
import static org.jooq.impl.DSL.lower;

import dev.maru.access.AccessState;
import dev.maru.access.EmailAddress;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.db.access.tables.records.AppUserRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rows of people, their passwords and their identities at issuers. */
@Component
class UserRepository {
    /** False if somebody has the address already, be it since this very moment. */
    boolean insert(SystemTx tx, UserId user, EmailAddress email, ProfileData data, boolean operator, Instant at) {
        return tx.sql()
                        .insertInto(APP_USER)
                        .set(APP_USER.USER_ID, user)
                        .set(APP_USER.EMAIL, email.value())
                        .set(APP_USER.DISPLAY_NAME, data.name())
                        .set(APP_USER.OPERATOR, operator)
                        .set(APP_USER.LOCALE, data.locale().toLanguageTag())
                        .set(APP_USER.TIME_ZONE, data.timeZone().getId())
                        .set(APP_USER.THEME, data.theme().wireName())
                        .set(APP_USER.CREATED_AT, at)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    boolean hasOperator(SystemTx tx) {
        return tx.sql()
                .fetchExists(
                        APP_USER, APP_USER.OPERATOR.isTrue().and(APP_USER.STATE.ne(AccessState.DELETED.wireName())));
    }

    Optional<Person> find(SystemTx tx, UserId user) {
        return tx.sql()
                .selectFrom(APP_USER)
                .where(APP_USER.USER_ID.eq(user))
                .and(APP_USER.STATE.ne(AccessState.DELETED.wireName()))
                .fetchOptional(UserRepository::toPerson);
    }

    Optional<Person> findByEmail(SystemTx tx, String email) {
        return tx.sql()
                .selectFrom(APP_USER)
                .where(lower(APP_USER.EMAIL).eq(email.strip().toLowerCase(Locale.ROOT)))
                .and(APP_USER.STATE.ne(AccessState.DELETED.wireName()))
                .fetchOptional(UserRepository::toPerson);
    }

    Page<Person> page(SystemTx tx, @Nullable Cursor after, int limit) {
        var from = after == null
                ? DSL.noCondition()
                : lower(APP_USER.EMAIL).gt(after.position().getFirst());
        var rows = tx.sql()
                .selectFrom(APP_USER)
                .where(APP_USER.STATE.ne(AccessState.DELETED.wireName()))
                .and(from)
                .orderBy(lower(APP_USER.EMAIL))
                .limit(limit + 1)
                .fetch(UserRepository::toPerson);
        return Page.of(rows, limit, person -> Cursor.of(person.email().toLowerCase(Locale.ROOT)));
    }

    Optional<Profile> profile(SystemTx tx, UserId user) {
        var hasPassword = DSL.exists(DSL.selectOne().from(USER_PASSWORD).where(USER_PASSWORD.USER_ID.eq(user)));
        return tx.sql()
                .select(APP_USER.fields())
                .select(DSL.field(hasPassword).as("has_password"))
                .from(APP_USER)
                .where(APP_USER.USER_ID.eq(user))
                .fetchOptional(row -> toProfile(row.into(APP_USER), row.get("has_password", Boolean.class)));
    }

    /** Whether the row was still of the expected version. */
    boolean change(SystemTx tx, UserId user, long expectedVersion, ProfileData data) {
        return tx.sql()
                        .update(APP_USER)
                        .set(APP_USER.DISPLAY_NAME, data.name())
                        .set(APP_USER.LOCALE, data.locale().toLanguageTag())
                        .set(APP_USER.TIME_ZONE, data.timeZone().getId())
                        .set(APP_USER.THEME, data.theme().wireName())
                        .set(APP_USER.VERSION, APP_USER.VERSION.plus(1))
                        .where(APP_USER.USER_ID.eq(user))
                        .and(APP_USER.VERSION.eq(expectedVersion))
                        .execute()
                == 1;
    }

    void setState(SystemTx tx, UserId user, AccessState state) {
        tx.sql()
                .update(APP_USER)
                .set(APP_USER.STATE, state.wireName())
                .set(APP_USER.VERSION, APP_USER.VERSION.plus(1))
                .where(APP_USER.USER_ID.eq(user))
                .execute();
    }

    Optional<String> passwordHash(SystemTx tx, UserId user) {
        return tx.sql()
                .select(USER_PASSWORD.HASH)
                .from(USER_PASSWORD)
                .where(USER_PASSWORD.USER_ID.eq(user))
                .fetchOptional(USER_PASSWORD.HASH);
    }

    void setPassword(SystemTx tx, UserId user, String hash, Instant at) {
        tx.sql()
                .insertInto(USER_PASSWORD)
                .set(USER_PASSWORD.USER_ID, user)
                .set(USER_PASSWORD.HASH, hash)
                .set(USER_PASSWORD.CHANGED_AT, at)
                .onConflict(USER_PASSWORD.USER_ID)
                .doUpdate()
                .set(USER_PASSWORD.HASH, hash)
                .set(USER_PASSWORD.CHANGED_AT, at)
                .execute();
    }

    Optional<UserId> identity(SystemTx tx, String issuer, String subject) {
        return tx.sql()
                .select(USER_IDENTITY.USER_ID)
                .from(USER_IDENTITY)
                .where(USER_IDENTITY.ISSUER.eq(issuer))
                .and(USER_IDENTITY.SUBJECT.eq(subject))
                .fetchOptional(USER_IDENTITY.USER_ID);
    }

    /** Whether the identity was free and is the person's now. */
    boolean addIdentity(SystemTx tx, UserId user, String issuer, String subject, Instant at) {
        return tx.sql()
                        .insertInto(USER_IDENTITY)
                        .set(USER_IDENTITY.ISSUER, issuer)
                        .set(USER_IDENTITY.SUBJECT, subject)
                        .set(USER_IDENTITY.USER_ID, user)
                        .set(USER_IDENTITY.CREATED_AT, at)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** The tenants that a person is a member of. */
    List<TenantId> tenantsOf(SystemTx tx, UserId user) {
        return tx.sql()
                .select(MEMBER.TENANT_ID)
                .from(MEMBER)
                .where(MEMBER.USER_ID.eq(user))
                .and(MEMBER.STATE.ne(AccessState.DELETED.wireName()))
                .fetch(MEMBER.TENANT_ID);
    }

    private static Person toPerson(AppUserRecord row) {
        return new Person(
                row.getUserId(),
                row.getEmail(),
                row.getDisplayName(),
                AccessState.ofWireName(row.getState()),
                row.getOperator(),
                row.getCreatedAt());
    }

    private static Profile toProfile(AppUserRecord row, boolean hasPassword) {
        return new Profile(
                row.getUserId(),
                row.getVersion(),
                row.getEmail(),
                row.getOperator(),
                hasPassword,
                new ProfileData(
                        row.getDisplayName(),
                        Locale.forLanguageTag(row.getLocale()),
                        ZoneId.of(row.getTimeZone()),
                        Theme.ofWireName(row.getTheme())));
    }
}
