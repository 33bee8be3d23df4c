package dev.maru.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitWatchTest {
    @TempDir
    Path folder;

    @Test
    void runsItsScriptOnceWhenFired() {
        var file = folder.resolve("fired");
        var watch = ExitWatch.arm("echo done >> \"$1\"", file.toString());
        assertThat(file).doesNotExist();

        watch.fire();
        watch.fire();

        assertThat(file).hasContent("done");
    }

    @Test
    void runsItsScriptWhenTheJvmIsKilled() throws Exception {
        var file = folder.resolve("fired");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var child = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Armed.class.getName(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(child.inputReader().readLine()).isEqualTo("armed");

        child.destroyForcibly();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Await.until("the script", () -> Files.exists(file));
    }

    /** Arms a watch and waits to be killed. */
    static final class Armed {
        private Armed() {}

        public static void main(String[] arguments) throws InterruptedException {
            ExitWatch.arm("touch \"$1\"", arguments[0]);
            System.out.println("armed");
            Thread.sleep(60_000);
        }
    }
}
