package dev.maru.prompts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptPathTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // a name of one segment
                "GET,greeting,greeting,-",
                "GET,greeting/versions,greeting,versions",
                "GET,greeting/versions/12,greeting,versions 12",
                "GET,greeting/releases,greeting,releases",
                "POST,greeting/render,greeting,render",
                "POST,greeting/labels/staging/rollback,greeting,labels staging rollback",
                "PUT,greeting/labels/staging,greeting,labels staging",
                "DELETE,greeting/labels/staging,greeting,labels staging",
                "DELETE,greeting,greeting,-",
                // plain slashes: a part at the end is one
                "GET,a/b/c,a/b/c,-",
                "GET,a/b/versions,a/b,versions",
                "GET,a/b/versions/x,a/b/versions/x,-",
                "POST,a/b/render,a/b,render",
                "POST,a/labels/rollback,a/labels/rollback,-",
                "DELETE,a/b/labels/x,a/b,labels x",
                // each method knows its own parts
                "GET,a/render,a/render,-",
                "GET,a/labels/x,a/labels/x,-",
                "POST,a/releases,a/releases,-",
                // a part needs a name before it
                "POST,render,render,-",
                "GET,versions/3,versions/3,-",
                // an encoded slash makes the first segment the name
                "GET,a%2Fversions,a/versions,-",
                "GET,a%2fversions/versions,a/versions,versions",
                "POST,a%2Frender/render,a/render,render",
                "DELETE,a%2Flabels%2Fx,a/labels/x,-",
                "PUT,a%2Flabels%2Fx/labels/y,a/labels/x,labels y",
                // letters
                "GET,%EC%A7%80%EC%9B%90%2F%EC%9D%B8%EC%82%AC,지원/인사,-",
                "GET,100%25+1,100%+1,-",
                "GET,a%20b,a b,-",
                "GET,a;b=c,a;b=c,-"
            })
    void tellsTheNameFromItsParts(String method, String rest, String name, String parts) {
        var path = PromptPath.parse(method, rest);
        assertThat(path.name().value()).isEqualTo(name);
        assertThat(String.join(" ", path.parts())).isEqualTo(parts == null ? "" : parts);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,a//b",
        "GET,a/",
        "GET,/a",
        "GET,a/../b",
        "GET,a%2F..%2Fb",
        "GET,%2e%2e",
        "GET,a%2F",
        "GET,a%ZZ",
        "GET,a%2",
        "GET,%FF%FE",
        "GET,a%00b",
        "GET,a%2Fb/nothing",
        "POST,a%2Fb/versions/1",
        "TRACE,a"
    })
    void refusesWhatIsNoPath(String method, String rest) {
        assertThatThrownBy(() -> PromptPath.parse(method, rest)).isInstanceOf(PlatformException.class);
    }

    @Test
    void comparesEntityTagsWeaklyInLists() {
        for (var header : List.of("\"a\"", "W/\"a\"", "\"x\", \"a\"", "*", " \"a\" ")) {
            assertThat(PromptDispatch.matches(header, "\"a\"")).as(header).isTrue();
        }
        for (var header : List.of("", "\"b\"", "a", "\"A\"")) {
            assertThat(PromptDispatch.matches(header, "\"a\"")).as(header).isFalse();
        }
    }
}
