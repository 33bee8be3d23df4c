package dev.maru.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.e2e.RunningMaru;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard asks for nothing that a running Maru does not tell. */
class DashboardIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final Path FILE = Path.of("..", "docs", "grafana", "maru-gateway.json");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])([A-Za-z_:][\\w:]*)(?!\\w|\\s*\\()");
    private static final Set<String> WORDS = Set.of("by", "without", "and", "or", "unless", "on", "ignoring", "bool");

    private final JsonNode dashboard = read();

    private static JsonNode read() {
        try {
            return new JsonMapper().readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyMetricOfTheDashboardIsToldByARunningMaru() {
        var asked = new TreeSet<String>();
        dashboard.findValuesAsString("expr").forEach(expression -> asked.addAll(names(expression)));
        asked.addAll(names(dashboard.at("/templating/list/1/query/query").asString()));
        assertThat(asked)
                .hasSizeGreaterThan(25)
                .contains("maru_calls_overhead_seconds_bucket", "jvm_memory_used_bytes");

        assertThat(told()).containsAll(asked);
    }

    @Test
    void takesAnyDataSourceAndClashesWithNoOtherDashboard() {
        assertThat(dashboard.get("id").isNull()).isTrue();
        assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
        assertThat(dashboard.findValues("datasource"))
                .allMatch(source -> source.get("uid").asString().equals("${datasource}"));
        var ids = dashboard
                .get("panels")
                .valueStream()
                .map(panel -> panel.get("id").asInt())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(dashboard.findValuesAsString("expr"))
                .allMatch(expression -> expression.contains("{instance=~\"$instance\""));
    }

    @Test
    void findsTheNamesInAnExpression() {
        assertThat(names("histogram_quantile(0.9, sum by (le, outcome) (rate(a_bucket{x=~\"b_c\"}[$__rate_interval])))"
                        + " / max (c_total{y=\"d\"} offset 5m) unless e"))
                .containsExactlyInAnyOrder("a_bucket", "c_total", "e");
        assertThat(names("label_values(f_g, instance)")).containsExactly("f_g");
    }

    private static List<String> names(String expression) {
        var bare = expression
                .replaceAll("^label_values\\(([^,]+),.*", "$1")
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^\\]]*]", "")
                .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", "")
                .replaceAll("\\boffset\\s+\\w+", "");
        return NAME.matcher(bare)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !WORDS.contains(name))
                .toList();
    }

    private static Set<String> told() {
        var answer = MARU.send(HttpRequest.newBuilder(MARU.managementUrl("/actuator/prometheus"))
                .build());
        return answer.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toSet());
    }
}
