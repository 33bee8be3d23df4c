package dev.maru.ui.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.audit.AuditEntry;
import dev.maru.access.identity.Theme;
import dev.maru.core.problem.ErrorKind;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.gateway.Origin;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.catalog.ConnectionCheck;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.DiscoveredEndpoint;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.route.Condition;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptMatch;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.files.ImportRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TranslationsTest {
    private static final Pattern USE = Pattern.compile("\\b(?:t|tOr|text)\\(\\s*\"([a-z0-9._-]+)\"(\\s*\\+)?");
    /** Keys in tables, such as those of the navigation. */
    private static final Pattern MENTION = Pattern.compile("\"([a-z0-9-]+(?:\\.[a-z0-9._-]+)+)\"");

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\d)");

    private final Map<String, String> english = Translations.bundle("en");
    private final Map<String, String> korean = Translations.bundle("ko");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(korean.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    }

    @Test
    void bothLanguagesUseTheSameParameters() {
        english.forEach((key, text) ->
                assertThat(parameters(korean.getOrDefault(key, ""))).as(key).isEqualTo(parameters(text)));
    }

    @Test
    void noTextHoldsAnApostropheThatAPatternWouldSwallow() {
        assertThat(Stream.of(english, korean).flatMap(bundle -> bundle.values().stream()))
                .noneMatch(text -> text.contains("'"));
    }

    @Test
    void everyKeyInTheCodeHasAText() throws IOException {
        var missing = new TreeSet<String>();
        var prefixes = new TreeSet<String>();
        for (var source : sources()) {
            var uses = USE.matcher(source);
            while (uses.find()) {
                var key = uses.group(1);
                if (uses.group(2) != null) {
                    prefixes.add(key);
                } else if (!english.containsKey(key)) {
                    missing.add(key);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(prefixes).allMatch(prefix -> english.keySet().stream().anyMatch(key -> key.startsWith(prefix)));
    }

    @Test
    void noTextIsLeftOver() throws IOException {
        var prefixes = new TreeSet<String>();
        var mentioned = new TreeSet<String>();
        for (var source : sources()) {
            var uses = USE.matcher(source);
            while (uses.find()) {
                (uses.group(2) == null ? mentioned : prefixes).add(uses.group(1));
            }
            MENTION.matcher(source).results().forEach(found -> mentioned.add(found.group(1)));
        }
        assertThat(english.keySet())
                .filteredOn(key -> !mentioned.contains(key) && prefixes.stream().noneMatch(key::startsWith))
                .isEmpty();
    }

    @Test
    void everyValueThatPeopleReadHasAName() {
        assertThat(english.keySet())
                .containsAll(keys("error.kind.", Stream.of(ErrorKind.values()).map(TranslationsTest::lower)))
                .containsAll(keys("role.", Stream.of(Role.values()).map(Role::wireName)))
                .containsAll(keys("role.may.", Stream.of(Role.values()).map(Role::wireName)))
                .containsAll(keys(
                        "scope.",
                        Stream.of(Scope.values()).map(scope -> scope.wireName().replace(':', '-'))))
                .containsAll(keys("theme.", Stream.of(Theme.values()).map(Theme::wireName)))
                .containsAll(keys("origin.", Stream.of(Origin.values()).map(Origin::wireName)))
                .containsAll(keys("outcome.", Stream.of(CallOutcome.values()).map(CallOutcome::wireName)))
                .containsAll(keys(
                        "capture.", Stream.of(PayloadPolicy.Capture.values()).map(PayloadPolicy.Capture::wireName)))
                .containsAll(keys(
                        "check.", Stream.of(ConnectionCheck.Outcome.values()).map(TranslationsTest::lower)))
                .containsAll(keys(
                        "found.", Stream.of(DiscoveredEndpoint.Kind.values()).map(TranslationsTest::lower)))
                .containsAll(keys(
                        "connections.leaving.",
                        Stream.of(DisconnectPolicy.values()).map(DisconnectPolicy::wireName)))
                .containsAll(keys("chat.", Stream.of(ChatRole.values()).map(ChatRole::wireName)))
                .containsAll(keys(
                        "prompts.found.", Stream.of(PromptMatch.Place.values()).map(PromptMatch.Place::wireName)))
                .containsAll(keys(
                        "import.action.", Stream.of(ImportRow.Action.values()).map(ImportRow.Action::wireName)))
                .containsAll(keys("kind.", Stream.of(PromptKind.values()).map(PromptKind::wireName)))
                .containsAll(
                        keys("actor.", Stream.of(AuditEntry.ActorKind.values()).map(TranslationsTest::lower)))
                .containsAll(keys("failure.", Stream.of(FailureClass.values()).map(FailureClass::wireName)))
                .containsAll(keys(
                        "routes.order.", Stream.of(RoutePlan.Order.values()).map(RoutePlan.Order::wireName)))
                .containsAll(keys(
                        "routes.order.help.",
                        Stream.of(RoutePlan.Order.values()).map(RoutePlan.Order::wireName)))
                .containsAll(keys(
                        "routes.subject.", Stream.of(Condition.Subject.values()).map(Condition.Subject::wireName)))
                .containsAll(
                        keys("routes.test.", Stream.of(Condition.Test.values()).map(Condition.Test::wireName)))
                .containsAll(keys("limits.kind.", Stream.of(LimitKind.values()).map(LimitKind::wireName)))
                .containsAll(keys("limits.words.", Stream.of(LimitKind.values()).map(LimitKind::wireName)))
                .containsAll(
                        keys("budgets.period.", Stream.of(BudgetPeriod.values()).map(BudgetPeriod::wireName)))
                .containsAll(
                        keys("budgets.amount.", Stream.of(BudgetPeriod.values()).map(BudgetPeriod::wireName)))
                .containsAll(keys("attempt.", Stream.of("success", "error", "aborted", "lost")));
    }

    @Test
    void fillsParametersInTheReadersLanguage() {
        assertThat(Translations.text("format.past.days", Locale.ENGLISH, 1L)).isEqualTo("1 day ago");
        assertThat(Translations.text("format.past.days", Locale.ENGLISH, 3L)).isEqualTo("3 days ago");
        assertThat(Translations.text("format.past.days", Locale.KOREAN, 3L)).isEqualTo("3일 전");
    }

    private static Set<String> keys(String prefix, Stream<String> names) {
        return names.map(name -> prefix + name).collect(Collectors.toSet());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> parameters(String text) {
        return PARAMETER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var sources = new ArrayList<String>();
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
            return sources;
        }
    }
}
