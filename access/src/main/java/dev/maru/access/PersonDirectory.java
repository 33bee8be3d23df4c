package dev.maru.access;

import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import org.springframework.stereotype.Component;

/** The people of the installation as far as each request needs them, from memory after the first use. */
@Component
public class PersonDirectory {
    private final Snapshots<PersonState> people;

    PersonDirectory(SnapshotFactory snapshots, PersonStateQuery query) {
        this.people = snapshots.of(AccessChange.PERSON, (tx, subject) -> query.load(tx, new UserId(subject.value())));
    }

    public PersonState get(UserId user) {
        return people.get(AccessChange.subject(user));
    }

    /** The person if they may act at all; else {@link CoreError#UNAUTHENTICATED}. */
    public PersonState requireActive(UserId user) {
        PersonState person;
        try {
            person = get(user);
        } catch (PlatformException e) {
            if (e.code() == AccessError.USER_NOT_FOUND) {
                throw new PlatformException(CoreError.UNAUTHENTICATED, "Sign in again: this account is gone.", e);
            }
            throw e;
        }
        if (!person.isActive()) {
            throw new PlatformException(
                    CoreError.UNAUTHENTICATED, "This account is suspended; ask an operator to resume it.");
        }
        return person;
    }

    /** The person if they are an active operator; else {@link CoreError#FORBIDDEN}. */
    public PersonState requireOperator(UserId user) {
        var person = requireActive(user);
        if (!person.operator()) {
            throw new PlatformException(CoreError.FORBIDDEN, "Only an operator of this installation may do this.");
        }
        return person;
    }
}
