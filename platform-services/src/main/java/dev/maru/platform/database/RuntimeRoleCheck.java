package dev.maru.platform.database;

import org.springframework.jdbc.core.JdbcTemplate;

/** Refuses a run-time login for which row-level security would be a decoration. */
class RuntimeRoleCheck {
    private static final String MIGHT = """
            select coalesce(max(case
                when r.rolsuper then 'is or can become a superuser'
                when r.rolbypassrls then 'bypasses row-level security'
                when exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v')
                        and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace))
                    then 'owns tables or can become their owner' end), '')
            from pg_roles r where pg_has_role(session_user, r.oid, 'member')
            """;

    private final JdbcTemplate jdbc;

    RuntimeRoleCheck(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void refuseMightyLogin() {
        var might = jdbc.queryForObject(MIGHT, String.class);
        if (might != null && !might.isEmpty()) {
            throw new IllegalStateException(
                    "The login in MARU_DATABASE_URL " + might
                            + ", so tenants would not be separated. Use a login that is only a member of maru_app and maru_system.");
        }
    }
}
