package dev.maru.gateway.route;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.route.Condition.Subject;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.gateway.route.RoutePlan.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A route's plan as JSON: the same in the database, over HTTP and in the browser's editor. */
public final class RoutePlanFormat {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> PLAN_FIELDS = Set.of(
            "order", "sticky", "targets", "tries", "mostAttempts", "patienceMs", "firstTokenMs", "idleMs", "totalMs");
    private static final Set<String> TARGET_FIELDS = Set.of("model", "weight", "when", "onlyAfter");
    private static final Set<String> CONDITION_FIELDS = Set.of("subject", "tag", "test", "values");

    private RoutePlanFormat() {}

    public static String write(RoutePlan plan) {
        return JSON.writeValueAsString(tree(plan));
    }

    public static ObjectNode tree(RoutePlan plan) {
        var root = JSON.createObjectNode().put("order", plan.order().wireName());
        if (plan.sticky() != null) {
            root.put("sticky", plan.sticky());
        }
        var targets = root.putArray("targets");
        plan.targets().forEach(target -> write(target, targets.addObject()));
        root.put("tries", plan.tries()).put("mostAttempts", plan.mostAttempts()).put("patienceMs", plan.patienceMs());
        put(root, "firstTokenMs", plan.firstTokenMs());
        put(root, "idleMs", plan.idleMs());
        put(root, "totalMs", plan.totalMs());
        return root;
    }

    private static void write(Target target, ObjectNode node) {
        node.put("model", target.model()).put("weight", target.weight());
        var conditions = node.putArray("when");
        for (var condition : target.when()) {
            var entry =
                    conditions.addObject().put("subject", condition.subject().wireName());
            if (condition.tag() != null) {
                entry.put("tag", condition.tag());
            }
            entry.put("test", condition.test().wireName());
            condition.values().forEach(entry.putArray("values")::add);
        }
        var after = node.putArray("onlyAfter");
        target.onlyAfter().stream().map(FailureClass::wireName).sorted().forEach(after::add);
    }

    private static void put(ObjectNode node, String field, @Nullable Long value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    /** Reads what {@link #write} wrote. */
    static RoutePlan read(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JacksonException e) {
            throw new IllegalStateException("a stored route is no JSON", e);
        }
    }

    /** Reads a plan; throws "invalid request" naming the field that is wrong. */
    public static RoutePlan read(JsonNode root) {
        known(root, "plan", PLAN_FIELDS);
        var targets = new ArrayList<Target>();
        for (var target : list(root, "targets")) {
            targets.add(target(target));
        }
        return new RoutePlan(
                root.has("order") ? choice("order", root.path("order"), Order::ofWireName) : Order.LISTED,
                text(root, "sticky"),
                targets,
                (int) number(root, "tries", 1),
                (int) number(root, "mostAttempts", 5),
                number(root, "patienceMs", 0),
                optional(root, "firstTokenMs"),
                optional(root, "idleMs"),
                optional(root, "totalMs"));
    }

    private static Target target(JsonNode node) {
        known(node, "targets", TARGET_FIELDS);
        var conditions = new ArrayList<Condition>();
        for (var condition : list(node, "when")) {
            conditions.add(condition(condition));
        }
        var after = new HashSet<FailureClass>();
        for (var failure : list(node, "onlyAfter")) {
            after.add(choice("targets.onlyAfter", failure, FailureClass::ofWireName));
        }
        var model = text(node, "model");
        return new Target(model == null ? "" : model.strip(), (int) number(node, "weight", 1), conditions, after);
    }

    private static Condition condition(JsonNode node) {
        known(node, "targets.when", CONDITION_FIELDS);
        var values = new ArrayList<String>();
        for (var value : list(node, "values")) {
            values.add(value.asString(value.toString()));
        }
        return new Condition(
                choice("targets.when.subject", node.path("subject"), Subject::ofWireName),
                text(node, "tag"),
                choice("targets.when.test", node.path("test"), Condition.Test::ofWireName),
                values);
    }

    private static void known(JsonNode node, String where, Set<String> fields) {
        if (!node.isObject()) {
            throw PlatformException.invalid(where, "an object");
        }
        for (var name : node.propertyNames()) {
            if (!fields.contains(name)) {
                throw PlatformException.invalid(where + "." + name, "is not known here");
            }
        }
    }

    private static Iterable<JsonNode> list(JsonNode node, String field) {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw PlatformException.invalid(field, "a list");
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw PlatformException.invalid(field, "text");
        }
        return value.asString();
    }

    private static long number(JsonNode node, String field, long otherwise) {
        var value = optional(node, field);
        return value == null ? otherwise : value;
    }

    private static @Nullable Long optional(JsonNode node, String field) {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw PlatformException.invalid(field, "a whole number");
        }
        return value.asLong();
    }

    private static <T> T choice(String field, JsonNode value, Function<String, T> reader) {
        try {
            return reader.apply(value.asString(""));
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid(field, "\"" + value.asString("") + "\" is not one of the choices");
        }
    }
}
