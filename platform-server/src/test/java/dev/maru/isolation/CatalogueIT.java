package dev.maru.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the catalogue of a migrated database says about who may see what; docs/decisions/0003-tenancy.md has the reasons. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueIT {
    private static final String SCHEMAS = "('platform', 'access', 'gateway', 'prompts')";
    private static final String TENANT_CONDITION =
            "(tenant_id = ( SELECT (NULLIF(current_setting('maru.tenant'::text, true), ''::text))::uuid AS \"nullif\"))";

    /** Owned views look past row-level security; this one filters by the tenant itself and is read by members' names. */
    private static final List<String> OWNERS_VIEWS = List.of("access.tenant_user");

    /** The run-time login owns no table, so partitions come and go through these; they take no text but names of their own lists. */
    private static final List<String> OWNERS_FUNCTIONS = List.of(
            "gateway.add_partition",
            "gateway.keep_days",
            "gateway.keep_months",
            "gateway.keep_partitions",
            "gateway.keep_span_partitions");

    /** What all tenants share, and may only read; the program itself keeps the sheets of its price books. */
    private static final List<String> SHARED =
            List.of("gateway.shared_connection", "gateway.shared_model", "gateway.shared_price", "gateway.book_price");

    private static final Path SYSTEM_POLICIES = Path.of("src/test/resources/system-policies.txt");

    private final Connection database;

    CatalogueIT(TestDatabase database) throws SQLException {
        this.database = database.superuserConnection();
    }

    @AfterAll
    void close() throws SQLException {
        database.close();
    }

    @Test
    void everyTableOfTenantsForcesRowLevelSecurity() {
        assertThat(column("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                where n.nspname in %s and c.relkind in ('r', 'p') and not c.relispartition
                  and not (c.relrowsecurity and c.relforcerowsecurity)
                """)).isEmpty();
    }

    @Test
    void everyPolicyOfTheTenantsRoleComparesTheTenantAndNothingElse() {
        assertThat(column("""
                select schemaname || '.' || tablename || ' ' || policyname || ': ' || coalesce(qual, '-') || ' / '
                    || coalesce(with_check, '-')
                from pg_policies
                where schemaname in %s and 'maru_app' = any(roles)
                  and (coalesce(qual, $t${tenant}$t$) <> $t${tenant}$t$ or coalesce(with_check, $t${tenant}$t$) <> $t${tenant}$t$
                    or permissive <> 'PERMISSIVE')
                """)).isEmpty();
    }

    @Test
    void everyRightOfTheTenantsRoleHasAPolicyForItsCommand() {
        assertThat(column("""
                select g.table_schema || '.' || g.table_name || ' ' || g.privilege_type
                from information_schema.role_table_grants g
                join information_schema.columns c
                  on c.table_schema = g.table_schema and c.table_name = g.table_name and c.column_name = 'tenant_id'
                join pg_class t on t.oid = (quote_ident(g.table_schema) || '.' || quote_ident(g.table_name))::regclass
                where g.table_schema in %s and g.grantee = 'maru_app' and t.relkind in ('r', 'p')
                  and not exists (
                    select from pg_policies p
                    where p.schemaname = g.table_schema and p.tablename = g.table_name and 'maru_app' = any(p.roles)
                      and p.cmd in ('ALL', g.privilege_type)
                      and (g.privilege_type <> 'INSERT' or p.with_check is not null)
                      and (g.privilege_type = 'INSERT' or p.qual is not null))
                """)).isEmpty();
    }

    @Test
    void noPolicyIsForEverybody() {
        assertThat(column("""
                select schemaname || '.' || tablename || ' ' || policyname from pg_policies
                where schemaname in %s and (roles && '{public}'::name[] or not roles <@ '{maru_app,maru_system,maru_owner}'::name[])
                """)).isEmpty();
    }

    /** Set -Dmaru.golden=update to write the file anew, and look at what changed. */
    @Test
    void theSystemRoleSeesWhatTheGoldenFileSays() throws IOException {
        var policies = Rows.of(database, """
                select schemaname || '.' || tablename, policyname, cmd, coalesce(qual, '-'), coalesce(with_check, '-')
                from pg_policies where 'maru_system' = any(roles) order by 1, 2
                """).stream()
                .map(row -> String.join(" | ", row))
                .collect(Collectors.joining("\n", "", "\n"));
        if ("update".equals(System.getProperty("maru.golden"))) {
            Files.writeString(SYSTEM_POLICIES, policies);
        }

        assertThat(policies).isEqualTo(Files.readString(SYSTEM_POLICIES));
    }

    @Test
    void theRunTimeRolesArePowerless() {
        assertThat(column("""
                select rolname from pg_roles where rolname in ('maru_app', 'maru_system', 'maru_runtime')
                  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
                    or pg_has_role(rolname, 'maru_owner', 'member'))
                """)).isEmpty();
        assertThat(column("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where pg_get_userbyid(c.relowner) in ('maru_app', 'maru_system', 'maru_runtime')
                """)).isEmpty();
        assertThat(column("select rolname from pg_roles where rolname = 'maru_runtime' and rolinherit"))
                .isEmpty();
    }

    @Test
    void theRunTimeRolesCreateNothing() {
        assertThat(column("""
                select r.rolname || ' ' || n.nspname from pg_namespace n, pg_roles r
                where r.rolname in ('maru_app', 'maru_system', 'maru_runtime')
                  and n.nspname in ('platform', 'access', 'gateway', 'prompts', 'public')
                  and has_schema_privilege(r.oid, n.oid, 'create')
                """)).isEmpty();
    }

    /** A policy of the parent does not hold for a query of the partition itself. */
    @Test
    void nobodyMayReadAPartition() {
        assertThat(column("""
                select c.oid::regclass || ' ' || r.rolname from pg_class c, pg_roles r
                where c.relispartition and c.relkind in ('r', 'p')
                  and r.rolname in ('maru_app', 'maru_system', 'maru_runtime')
                  and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate')
                """)).isEmpty();
    }

    @Test
    void nobodyMayTruncate() {
        assertThat(column("""
                select c.oid::regclass || ' ' || r.rolname
                from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles r
                where n.nspname in %s and c.relkind in ('r', 'p')
                  and r.rolname in ('maru_app', 'maru_system', 'maru_runtime')
                  and has_table_privilege(r.oid, c.oid, 'truncate, references, trigger')
                """)).isEmpty();
    }

    @Test
    void viewsSeeWhatTheirCallersSee() {
        assertThat(column("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in %s and c.relkind in ('v', 'm')
                  and not coalesce(c.reloptions @> '{security_invoker=true}', false)
                """)).containsExactlyInAnyOrderElementsOf(OWNERS_VIEWS);
    }

    @Test
    void noFunctionRunsAsItsOwnerUnlessListed() {
        assertThat(column("""
                select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in %s and p.prosecdef
                """)).isSubsetOf(OWNERS_FUNCTIONS);
        assertThat(column("""
                select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in %s and p.prosecdef
                  and not coalesce(array_to_string(p.proconfig, ',') like '%%search_path=%%', false)
                """))
                .as("without a search path of its own it could be led to another's table")
                .isEmpty();
        assertThat(column("""
                select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in %s and p.prosecdef and has_function_privilege('maru_app', p.oid, 'execute')
                """)).isEmpty();
    }

    @Test
    void tenantsReadWhatTheyShareAndTouchNothingElseOutsideTheirTenant() {
        assertThat(column("""
                select distinct g.table_schema || '.' || g.table_name
                from information_schema.role_table_grants g
                where g.table_schema in %s and g.grantee = 'maru_app'
                  and not exists (select from information_schema.columns c
                    where c.table_schema = g.table_schema and c.table_name = g.table_name and c.column_name = 'tenant_id')
                """)).containsExactlyInAnyOrderElementsOf(SHARED);
        assertThat(column("""
                select table_schema || '.' || table_name || ' ' || privilege_type
                from information_schema.role_table_grants
                where grantee in ('maru_app', 'maru_system') and table_name like 'shared\\_%%' and privilege_type <> 'SELECT'
                """)).isEmpty();
    }

    @Test
    void everyKeyOfATenantsTableBeginsWithTheTenant() {
        assertThat(column("""
                select c.conrelid::regclass::text || ' ' || c.conname
                from pg_constraint c
                join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
                join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped
                where n.nspname in %s and c.contype = 'p' and not t.relispartition and c.conkey[1] <> a.attnum
                """)).isEmpty();
    }

    /** Else a row could point at another tenant's. */
    @Test
    void everyReferenceBetweenTablesOfTenantsCarriesTheTenant() {
        assertThat(column("""
                select c.conrelid::regclass::text || ' ' || c.conname
                from pg_constraint c
                join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
                join pg_attribute mine on mine.attrelid = c.conrelid and mine.attname = 'tenant_id'
                join pg_attribute theirs on theirs.attrelid = c.confrelid and theirs.attname = 'tenant_id'
                where n.nspname in %s and c.contype = 'f' and not mine.attnum = any(c.conkey)
                """)).isEmpty();
    }

    /** @param sql with %s for our schemas and {tenant} for the condition that policies have */
    private List<String> column(String sql) {
        var query = sql.contains("%s") ? sql.formatted(SCHEMAS) : sql.replace("%%", "%");
        return Rows.column(database, query.replace("{tenant}", TENANT_CONDITION));
    }
}
