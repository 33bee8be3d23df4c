package dev.maru.access;

import static dev.maru.db.access.Tables.MEMBER;
import static dev.maru.db.access.Tables.MEMBER_ROLE;
import static dev.maru.db.access.Tables.TENANT_USER;

import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Rows of members and of their roles. */
@Component
class MemberRepository {
    List<Member> all(TenantTx tx) {
        return fetch(tx, DSL.noCondition());
    }

    Optional<Member> find(TenantTx tx, UserId user) {
        return fetch(tx, MEMBER.USER_ID.eq(user)).stream().findFirst();
    }

    private static List<Member> fetch(TenantTx tx, Condition condition) {
        var roles = DSL.multiset(DSL.select(MEMBER_ROLE.ROLE, MEMBER_ROLE.PROJECT_ID)
                        .from(MEMBER_ROLE)
                        .where(MEMBER_ROLE.TENANT_ID.eq(MEMBER.TENANT_ID))
                        .and(MEMBER_ROLE.USER_ID.eq(MEMBER.USER_ID))
                        .orderBy(MEMBER_ROLE.ROLE, MEMBER_ROLE.PROJECT_ID))
                .convertFrom(rows -> rows.map(row -> new RoleGrant(Role.ofWireName(row.value1()), row.value2())));
        return tx.sql()
                .select(
                        MEMBER.USER_ID,
                        MEMBER.VERSION,
                        TENANT_USER.EMAIL,
                        TENANT_USER.DISPLAY_NAME,
                        MEMBER.STATE,
                        roles,
                        MEMBER.CREATED_AT)
                .from(MEMBER)
                .join(TENANT_USER)
                .on(TENANT_USER.USER_ID.eq(MEMBER.USER_ID))
                .where(MEMBER.TENANT_ID.eq(tx.tenant()))
                .and(MEMBER.STATE.ne(AccessState.DELETED.wireName()))
                .and(condition)
                .orderBy(TENANT_USER.DISPLAY_NAME, MEMBER.USER_ID)
                .fetch(row -> new Member(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        AccessState.ofWireName(row.value5()),
                        row.value6(),
                        row.value7()));
    }

    /** Whether an active member other than this one owns the whole tenant. */
    boolean hasOtherOwner(TenantTx tx, UserId user) {
        return tx.sql()
                .fetchExists(DSL.selectOne()
                        .from(MEMBER)
                        .join(MEMBER_ROLE)
                        .on(MEMBER_ROLE.TENANT_ID.eq(MEMBER.TENANT_ID))
                        .and(MEMBER_ROLE.USER_ID.eq(MEMBER.USER_ID))
                        .where(MEMBER.TENANT_ID.eq(tx.tenant()))
                        .and(MEMBER.STATE.eq(AccessState.ACTIVE.wireName()))
                        .and(MEMBER.USER_ID.ne(user))
                        .and(MEMBER_ROLE.ROLE.eq(Role.OWNER.wireName()))
                        .and(MEMBER_ROLE.PROJECT_ID.isNull()));
    }

    void setState(TenantTx tx, UserId user, AccessState state) {
        tx.sql()
                .update(MEMBER)
                .set(MEMBER.STATE, state.wireName())
                .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                .where(MEMBER.TENANT_ID.eq(tx.tenant()))
                .and(MEMBER.USER_ID.eq(user))
                .execute();
    }

    /** Whether the row was still of the expected version. */
    boolean advance(TenantTx tx, UserId user, long expectedVersion) {
        return tx.sql()
                        .update(MEMBER)
                        .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                        .where(MEMBER.TENANT_ID.eq(tx.tenant()))
                        .and(MEMBER.USER_ID.eq(user))
                        .and(MEMBER.VERSION.eq(expectedVersion))
                        .execute()
                == 1;
    }

    void replaceRoles(TenantTx tx, UserId user, Collection<RoleGrant> roles) {
        tx.sql()
                .deleteFrom(MEMBER_ROLE)
                .where(MEMBER_ROLE.TENANT_ID.eq(tx.tenant()))
                .and(MEMBER_ROLE.USER_ID.eq(user))
                .execute();
        for (var grant : roles) {
            tx.sql()
                    .insertInto(MEMBER_ROLE)
                    .set(MEMBER_ROLE.TENANT_ID, tx.tenant())
                    .set(MEMBER_ROLE.USER_ID, user)
                    .set(MEMBER_ROLE.PROJECT_ID, grant.project())
                    .set(MEMBER_ROLE.ROLE, grant.role().wireName())
                    .execute();
        }
    }

    /** Makes a person a member, or a former one a member again. */
    void join(SystemTx tx, TenantId tenant, UserId user, RoleGrant grant, Instant at) {
        tx.sql()
                .insertInto(MEMBER)
                .set(MEMBER.TENANT_ID, tenant)
                .set(MEMBER.USER_ID, user)
                .set(MEMBER.CREATED_AT, at)
                .onConflict(MEMBER.TENANT_ID, MEMBER.USER_ID)
                .doUpdate()
                .set(MEMBER.STATE, AccessState.ACTIVE.wireName())
                .set(MEMBER.VERSION, MEMBER.VERSION.plus(1))
                .execute();
        tx.sql()
                .insertInto(MEMBER_ROLE)
                .set(MEMBER_ROLE.TENANT_ID, tenant)
                .set(MEMBER_ROLE.USER_ID, user)
                .set(MEMBER_ROLE.PROJECT_ID, grant.project())
                .set(MEMBER_ROLE.ROLE, grant.role().wireName())
                .onConflictDoNothing()
                .execute();
    }

    Optional<AccessState> state(SystemTx tx, TenantId tenant, UserId user) {
        return tx.sql()
                .select(MEMBER.STATE)
                .from(MEMBER)
                .where(MEMBER.TENANT_ID.eq(tenant))
                .and(MEMBER.USER_ID.eq(user))
                .fetchOptional(row -> AccessState.ofWireName(row.value1()));
    }
}
