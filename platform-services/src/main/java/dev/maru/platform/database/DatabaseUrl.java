package dev.maru.platform.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A database address of the form {@code postgresql://user:password@host:port/database?options}. */
public record DatabaseUrl(String jdbcUrl, String user, String password) {
    public static DatabaseUrl parse(String url) {
        var uri = URI.create(url.replaceFirst("^postgres(ql)?://", "postgresql://"));
        var login = uri.getRawUserInfo();
        if (!"postgresql".equals(uri.getScheme()) || login == null || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "a database URL has the form postgresql://user:password@host:port/database");
        }
        var colon = login.indexOf(':');
        var port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseUrl(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query,
                decode(colon < 0 ? login : login.substring(0, colon)),
                colon < 0 ? "" : decode(login.substring(colon + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password, so that it may be logged. */
    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }
}
