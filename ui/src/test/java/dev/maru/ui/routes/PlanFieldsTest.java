package dev.maru.ui.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.route.Condition;
import dev.maru.gateway.route.Condition.Subject;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.gateway.route.RoutePlan.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlanFieldsTest {
    private final AtomicInteger changes = new AtomicInteger();
    private final PlanFields fields = new PlanFields(List.of("one/large", "one/small"), changes::incrementAndGet);

    @Test
    void showsAPlanAndGivesTheSameBack() {
        var plan = new RoutePlan(
                Order.WEIGHTED,
                "tag:team",
                List.of(
                        new Target(
                                "one/large",
                                70,
                                List.of(
                                        new Condition(Subject.TAG, "team", Condition.Test.IS, List.of("a", "b")),
                                        new Condition(Subject.NEED, null, Condition.Test.AT_LEAST, List.of("6.5")),
                                        new Condition(
                                                Subject.INPUT_TOKENS, null, Condition.Test.AT_MOST, List.of("8000")),
                                        new Condition(Subject.LANGUAGE, null, Condition.Test.IS_NOT, List.of("ko")),
                                        new Condition(Subject.FEATURE, null, Condition.Test.IS, List.of("tools"))),
                                Set.of()),
                        new Target("gone/model", 30, List.of(), Set.of()),
                        new Target(
                                "one/small",
                                1,
                                List.of(),
                                Set.of(FailureClass.CONTEXT_WINDOW, FailureClass.CONTENT_POLICY))),
                3,
                7,
                2_500,
                1_500L,
                null,
                90_000L);
        fields.show(plan);
        assertThat(fields.plan()).isEqualTo(plan);
        assertThat(fields.models()).containsExactly("one/large", "gone/model", "one/small");
        assertThat(changes).as("showing is no change").hasValue(0);
    }

    @Test
    void beginsWithTheUsualSettingsAndAModelToChoose() {
        fields.show(null);
        assertThatThrownBy(fields::plan)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        incomplete -> assertThat(incomplete.fields())
                                .extracting(field -> field.field())
                                .containsExactly("targets.model"));
        fields.show(RoutePlan.of(Order.FASTEST, List.of(Target.of("one/small"))));
        assertThat(fields.plan()).isEqualTo(RoutePlan.of(Order.FASTEST, List.of(Target.of("one/small"))));
    }

    @Test
    void movesAndRemovesTargets() {
        var targets = new TargetFields(List.of(), changes::incrementAndGet);
        targets.show(List.of(Target.of("a"), Target.of("b"), Target.of("c")));
        var rows = targets.rows();
        targets.move(rows.get(2), -1);
        assertThat(targets.models()).containsExactly("a", "c", "b");
        targets.move(rows.get(0), -1);
        assertThat(targets.models()).as("the first stays first").containsExactly("a", "c", "b");
        targets.remove(rows.get(0));
        targets.remove(rows.get(1));
        targets.remove(rows.get(2));
        assertThat(targets.models()).as("one is always left").containsExactly("c");
        assertThat(changes).hasValue(3);
    }
}
