package dev.maru.ui.playground;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import dev.maru.core.id.RequestId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.call.CallDetail;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One model call of a column: begun, shown while it streams, and looked up in the ledger once it is settled. */
final class AnswerRun {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRun.class);
    private static final int LOOKS = 60;
    private static final long LOOK_MILLIS = 250;

    private final PlaygroundTools tools;
    private final Caller caller;
    private final UI ui;
    private final AnswerPanel panel;
    private final Runnable finished;
    private final AnswerStream stream = new AnswerStream();
    private final CountDownLatch left = new CountDownLatch(1);

    AnswerRun(PlaygroundTools tools, Caller caller, UI ui, AnswerPanel panel, Runnable finished) {
        this.tools = tools;
        this.caller = caller;
        this.ui = ui;
        this.panel = panel;
        this.finished = finished;
    }

    void start(CompletionRequest request) {
        Thread.ofVirtual().name("playground").start(() -> {
            try {
                tools.gateway().complete(caller, request, stream);
            } finally {
                stream.end();
            }
        });
        Thread.ofVirtual().name("playground-show").start(this::show);
    }

    /** Stops reading; the gateway ends the call as for any client that leaves, and settles what was used. */
    void stop() {
        stream.cancel();
    }

    /** Stops for good: nobody looks any more. */
    void leave() {
        left.countDown();
        stop();
    }

    private void show() {
        stream.eachBatch(answer -> {
            if (panel.wouldChange(answer)) {
                push(() -> panel.show(answer));
            }
        });
        try {
            var outcome = panel.outcome(stream);
            push(() -> panel.finish(outcome));
        } finally {
            // Else the column would stay busy, whatever went wrong with its answer.
            push(finished::run);
        }
        settled().ifPresentOrElse(call -> push(() -> panel.settled(call)), () -> push(panel::neverSettled));
    }

    /** The call reaches the ledger a moment after its end. */
    private Optional<CallDetail> settled() {
        if (!caller.may(Permission.READ_CALLS)) {
            return Optional.empty();
        }
        try {
            for (int look = 0; look < LOOKS && !left.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); look++) {
                var found = find(caller.requestId());
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Optional<CallDetail> find(RequestId call) {
        try {
            return Optional.of(tools.calls().find(caller, call));
        } catch (PlatformException notYet) {
            LOG.trace("the call {} is not in the ledger yet", call, notYet);
            return Optional.empty();
        }
    }

    /** Changes the page by push; a page that is closed by then needs no change. */
    private void push(Command change) {
        try {
            var _ = ui.access(change);
        } catch (UIDetachedException closed) {
            LOG.debug("the page was closed before its answer ended", closed);
        }
    }
}
