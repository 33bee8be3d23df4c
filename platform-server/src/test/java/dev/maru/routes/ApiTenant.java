package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.e2e.RunningMaru;
import dev.maru.testing.provider.ScriptedProvider;

/** A tenant for the tests of one part of the management API, asked by its owner. */
final class ApiTenant implements AutoCloseable {
    final ScriptedProvider provider = ScriptedProvider.start();
    final Settler settler = new Settler(RunningMaru.shared(), provider.baseUrl());
    final Place place;
    final Api owner;
    final String tenant;
    final String project;

    /** @param word what stands in all its texts */
    ApiTenant(String word) {
        place = settler.project(settler.tenant(word), word + "p");
        owner = new Api(RunningMaru.shared(), place.twin().owner().token());
        tenant = "/api/tenants/" + place.tenant();
        project = tenant + "/projects/" + place.project();
    }

    static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(answer.json().get("requestId").asString()).startsWith("req_");
    }

    /** Bad input is refused with the field at fault. */
    static void assertInvalid(Answer answer, String field) {
        assertProblem(answer, 422, "invalid-field");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(answer.json().at("/errors/0/message").asString()).isNotBlank();
    }

    static String text(Answer answer, String pointer) {
        return answer.json().at(pointer).asString("");
    }

    @Override
    public void close() {
        provider.close();
    }
}
