package dev.maru.prompts;

import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;

/** The stable id of who acts, kept beside the name as it was then. */
final class Authors {
    private Authors() {}

    static String id(Caller caller) {
        return switch (caller.actor()) {
            case Actor.Person person -> person.userId().toString();
            case Actor.Key key -> key.apiKeyId().toString();
            case Actor.Platform platform -> "platform";
        };
    }
}
