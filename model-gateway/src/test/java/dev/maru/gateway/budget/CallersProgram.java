package dev.maru.gateway.budget;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.GatewayProgram;
import dev.maru.gateway.spool.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;

/** An instance of the gateway whose callers all call at once, as soon as a file is there. */
public final class CallersProgram {
    /** {@code tenant project calls worst cost|hang startFile gateway-arguments…}; hang: every other call never ends */
    public static void main(String[] arguments) throws Exception {
        var context = SpringApplication.run(GatewayProgram.class, Arrays.copyOfRange(arguments, 6, arguments.length));
        var calling = new Calling(context.getBean(Budgets.class), context.getBean(Spool.class), Map.of());
        var caller = new Caller(
                new Actor.Person(UserId.next(), "caller"),
                TenantId.parse(arguments[0]),
                ProjectId.parse(arguments[1]),
                Role.OWNER.permissions(),
                RequestId.next(),
                null);
        System.out.println("READY");
        while (!Files.exists(Path.of(arguments[5]))) {
            Thread.onSpinWait();
        }
        var granted = new AtomicInteger();
        var refused = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                threads.execute(() -> {
                    try {
                        var dispatched = calling.dispatch(Calling.fresh(caller), arguments[3]);
                        var number = granted.incrementAndGet();
                        if (!arguments[4].equals("hang")) {
                            calling.settle(dispatched, arguments[4]);
                        } else if (number % 2 == 0) {
                            calling.settle(dispatched, "0.05");
                        }
                    } catch (PlatformException e) {
                        refused.incrementAndGet();
                    }
                });
            }
        }
        System.out.println("DONE granted=" + granted + " refused=" + refused);
        if (!arguments[4].equals("hang")) {
            context.close();
        }
    }
}
