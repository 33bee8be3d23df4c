package dev.maru.access.identity;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What our tokens say: access tokens whom they are for, id tokens who the person is. Neither carries a right. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    private final SystemDb db;
    private final UserRepository users;
    private final String audience;

    TokenClaims(SystemDb db, UserRepository users, String audience) {
        this.db = db;
        this.users = users;
        this.audience = audience;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            // A mutable list: the store of authorizations reads no other kind back.
            context.getClaims().audience(new ArrayList<>(List.of(audience)));
        } else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            addPerson(context);
        }
    }

    private void addPerson(JwtEncodingContext context) {
        Authentication principal =
                Objects.requireNonNull(context.<Authentication>getPrincipal(), "an id token is about somebody");
        var user = UserId.parse(principal.getName());
        var profile = db.inSystem(tx -> users.profile(tx, user)).orElseThrow();
        var scopes = context.getAuthorizedScopes();
        if (scopes.contains(OidcScopes.PROFILE)) {
            context.getClaims()
                    .claim("name", profile.data().name())
                    .claim("locale", profile.data().locale().toLanguageTag());
        }
        if (scopes.contains(OidcScopes.EMAIL)) {
            context.getClaims().claim("email", profile.email());
        }
    }
}
