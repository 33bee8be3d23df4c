package dev.maru.gateway.budget;

import dev.maru.core.id.PriceId;
import dev.maru.core.id.RequestId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.Origin;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.limit.LimitSubject;
import dev.maru.gateway.spool.CallFacts;
import dev.maru.gateway.spool.Spool;
import dev.maru.gateway.spool.SpoolRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes calls as the call path does, but for the provider. */
final class Calling {
    static final String MODEL = "scripted/m";

    /** By which an attempt that was never settled costs 0.00018. */
    private static final PriceSheet PRICE = new PriceSheet(
            PriceId.next(), Instant.EPOCH, "USD", new BigDecimal(3), null, null, new BigDecimal(15), null, "test");

    private final Budgets budgets;
    private final Spool spool;
    private final Map<String, String> tags;

    Calling(Budgets budgets, Spool spool, Map<String, String> tags) {
        this.budgets = budgets;
        this.spool = spool;
        this.tags = tags;
    }

    LimitSubject subject() {
        return new LimitSubject(Set.of(MODEL), tags, 10, 10);
    }

    static Caller fresh(Caller caller) {
        return new Caller(
                caller.actor(),
                caller.tenant(),
                caller.project(),
                caller.permissions(),
                RequestId.next(),
                caller.address());
    }

    /** Reserved, and recorded as dispatched. */
    SpoolRecord.Dispatched dispatch(Caller caller, String worst) {
        var reservation = budgets.reserve(caller, subject(), new BigDecimal(worst));
        var dispatched = new SpoolRecord.Dispatched(
                facts(caller),
                1,
                new SpoolRecord.Target("scripted", MODEL, null, "m", PRICE, null, null),
                new TokenCounts(10, 0, 0, 10, 0),
                Instant.now(),
                reservation.holds());
        try {
            spool.append(dispatched);
        } catch (PlatformException e) {
            reservation.cancel();
            throw e;
        }
        return dispatched;
    }

    void settle(SpoolRecord.Dispatched dispatched, String cost) {
        var charge = new Charge(new TokenCounts(1, 0, 0, 1, 0), true, new BigDecimal(cost), "USD", null);
        spool.append(new SpoolRecord.Settled(
                dispatched.tenant(),
                dispatched.requestId(),
                1,
                SpoolRecord.AttemptOutcome.SUCCESS,
                200,
                null,
                null,
                null,
                null,
                charge,
                1L,
                1L));
        spool.append(new SpoolRecord.Closed(
                dispatched.call(),
                MODEL,
                "scripted",
                "success",
                200,
                null,
                null,
                1,
                "exact",
                charge.tokens(),
                charge.cost(),
                "USD",
                1L,
                1L,
                1L,
                null,
                List.of()));
    }

    void call(Caller caller, String worst, String cost) {
        settle(dispatch(fresh(caller), worst), cost);
    }

    private CallFacts facts(Caller caller) {
        return new CallFacts(
                caller.tenant(),
                caller.requireProject(),
                caller.requestId(),
                Origin.API,
                caller.actor() instanceof Actor.Key key ? key.apiKeyId() : null,
                caller.actor() instanceof Actor.Person person ? person.userId() : null,
                null,
                "openai-chat",
                MODEL,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                Instant.now(),
                tags);
    }
}
