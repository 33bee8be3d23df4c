package dev.maru.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.maru.access.identity.Profile;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.SignedInUser;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The person behind the browser's request. */
@Component
public class CurrentPerson {
    private final AuthenticationContext authentication;
    private final ProfileService profiles;

    CurrentPerson(AuthenticationContext authentication, ProfileService profiles) {
        this.authentication = authentication;
        this.profiles = profiles;
    }

    public UserId id() {
        return user().userId();
    }

    public SessionId session() {
        return user().sessionId();
    }

    public Profile profile() {
        return profiles.get(id());
    }

    /** The profile, empty where nobody is signed in yet. */
    public Optional<Profile> profileIfSignedIn() {
        return authentication.getAuthenticatedUser(SignedInUser.class).map(user -> profiles.get(user.userId()));
    }

    /** Changes what the person decided about themselves and shows the page anew, in the new language and theme. */
    public void change(UnaryOperator<ProfileData> change) {
        var profile = profile();
        profiles.change(id(), profile.version(), change.apply(profile.data()));
        UI.getCurrent().getPage().reload();
    }

    public void signOut() {
        authentication.logout();
    }

    /** The id under which the current request stands in logs; a fresh one for work that a request did not start. */
    static RequestId request() {
        var request = VaadinRequest.getCurrent();
        return request != null && request.getAttribute(RequestId.class.getName()) instanceof RequestId id
                ? id
                : RequestId.next();
    }

    static @Nullable String address() {
        var request = VaadinRequest.getCurrent();
        return request == null ? null : request.getRemoteAddr();
    }

    private SignedInUser user() {
        return authentication
                .getAuthenticatedUser(SignedInUser.class)
                .orElseThrow(() -> new PlatformException(CoreError.UNAUTHENTICATED, "Sign in again to go on."));
    }
}
