package dev.maru.ui.audit;

import dev.maru.access.audit.AuditFilter;
import dev.maru.ui.shell.Query;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Reads the filter of the audit trail out of the page's address. */
final class AuditFilters {
    private AuditFilters() {}

    static AuditFilter of(Query query, ZoneId zone) {
        return new AuditFilter(
                query.get("kind").map(kind -> kind + ".").orElse(null),
                query.get("actor").orElse(null),
                query.get("target").orElse(null),
                date(query, "from")
                        .map(date -> date.atStartOfDay(zone).toInstant())
                        .orElse(null),
                date(query, "to")
                        .map(date -> date.plusDays(1).atStartOfDay(zone).toInstant())
                        .orElse(null));
    }

    static Optional<LocalDate> date(Query query, String name) {
        try {
            return query.get(name).map(LocalDate::parse);
        } catch (DateTimeException notADate) {
            // An address that somebody wrote by hand: show everything rather than nothing.
            return Optional.empty();
        }
    }
}
