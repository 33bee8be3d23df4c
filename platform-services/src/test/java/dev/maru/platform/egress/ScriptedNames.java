package dev.maru.platform.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A guard whose names answer one address after the other, as those of somebody who rebinds them. */
public final class ScriptedNames {
    private final Deque<String> answers;
    private int asked;

    public ScriptedNames(String... answers) {
        this.answers = new ArrayDeque<>(List.of(answers));
    }

    public EgressGuard guard(String... allow) {
        return new EgressGuard(List.of(allow), this::lookUp);
    }

    /** How often a name was looked up. */
    public int asked() {
        return asked;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        asked++;
        return new InetAddress[] {InetAddress.getByName(answers.remove())};
    }
}
