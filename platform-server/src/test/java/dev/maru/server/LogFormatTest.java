package dev.maru.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the log in either format. In a process of its own: a JVM sets up its logging once. */
class LogFormatTest {
    /** Logs one line as a request would. */
    static final class Program {
        public static void main(String[] arguments) {
            var application = new SpringApplication(Program.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.run(arguments);
            MDC.put("requestId", "req_1");
            MDC.put("tenantId", "ten_1");
            LoggerFactory.getLogger("dev.maru.test").info("a line \"with\" quotes");
        }
    }

    private record Ended(int status, String output) {}

    @Test
    void writesLinesForPeople() throws Exception {
        var ended = run("text");

        assertThat(ended.output().lines().toList().getLast())
                .matches("\\S+ INFO  dev\\.maru\\.test +\\[req_1 ten_1] a line \"with\" quotes");
        assertThat(ended.status()).isZero();
    }

    @Test
    void writesOneJsonObjectALineForMachines() throws Exception {
        var ended = run("json");

        var line = new JsonMapper().readTree(ended.output().lines().toList().getLast());
        assertThat(line.path("message").asString()).isEqualTo("a line \"with\" quotes");
        assertThat(line.path("requestId").asString()).isEqualTo("req_1");
        assertThat(line.path("tenantId").asString()).isEqualTo("ten_1");
        assertThat(line.at("/log/level").asString()).isEqualTo("INFO");
        assertThat(line.at("/service/name").asString()).isEqualTo("maru");
    }

    @Test
    void refusesAFormatThatThereIsNot() throws Exception {
        var ended = run("xml");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output()).contains("log/xml.yaml");
    }

    private static Ended run(String format) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("MARU_LOG_FORMAT", format);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
