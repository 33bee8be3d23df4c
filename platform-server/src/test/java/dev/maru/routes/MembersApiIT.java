package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.RoleGrant;
import dev.maru.core.tenancy.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Members and invitations over the management API. */
class MembersApiIT {
    private static ApiTenant tenant;
    private static String members;
    private static String invitations;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("genet52");
        members = tenant.tenant + "/members";
        invitations = tenant.tenant + "/invitations";
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void listsMembersWithTheirRoles() {
        var list = tenant.owner.get(members);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body()).contains("genet52-owner@example.com", "genet52-member@example.com");
        assertThat(list.body())
                .contains("\"role\":\"owner\"", tenant.place.project().toString());
    }

    @Test
    void changesRolesOfTheVersionThatWasSeenOnly() {
        var path = member("changing");
        var seen = tenant.owner.get(path).json().get("version").asLong();
        var roles = List.of(
                Map.of("role", "editor", "project", tenant.place.project().toString()), Map.of("role", "billing"));

        var changed = tenant.owner.patch(path, Map.of("version", seen, "roles", roles));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("\"role\":\"editor\"", "\"role\":\"billing\"");
        assertThat(changed.json().get("version").asLong()).isGreaterThan(seen);
        assertProblem(tenant.owner.patch(path, Map.of("version", seen, "roles", roles)), 409, "stale-version");
    }

    @Test
    void suspendsResumesAndRemovesAMember() {
        var path = member("leaving");

        assertThat(text(tenant.owner.patch(path, Map.of("state", "suspended")), "/state"))
                .isEqualTo("suspended");
        assertThat(text(tenant.owner.patch(path, Map.of("state", "active")), "/state"))
                .isEqualTo("active");
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertProblem(tenant.owner.get(path), 404, "member-not-found");
        assertProblem(tenant.owner.delete(path), 404, "member-not-found");
    }

    @Test
    void keepsTheLastOwner() {
        var path = members + "/" + tenant.place.twin().owner().id();

        assertProblem(tenant.owner.delete(path), 409, "last-owner");
        assertProblem(tenant.owner.patch(path, Map.of("state", "suspended")), 409, "last-owner");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                                                                       | roles
                {"roles":[]}                                                             | version
                {"version":0,"roles":[]}                                                 | roles
                {"version":0,"roles":[{"role":"king"}]}                                  | roles[0].role
                {"version":0,"roles":[{"role":"viewer"},{}]}                             | roles[1].role
                {"version":0,"roles":[{"role":"viewer","project":"here"}]}               | roles[0].project
                {"version":0,"roles":[{"role":"viewer","project":"prj_00000000000000000000000000000000"}]} | roles
                {"state":"deleted"}                                                      | state
                {"state":"asleep"}                                                       | state
                {"state":"active","version":1}                                           | version
                {"state":"active","roles":[{"role":"viewer"}]}                           | state
                {"name":"x"}                                                             | name
                """)
    void namesTheFieldThatIsWrong(String body, String field) {
        var path = members + "/" + tenant.place.twin().member().id();

        assertInvalid(tenant.owner.patch(path, new JsonMapper().readTree(body)), field);
    }

    @Test
    void invitesSomebodyAndTakesThatBack() {
        var made = tenant.owner.post(invitations, Map.of("email", "new@example.com", "role", "viewer"));
        var path = invitations + "/" + text(made, "/invitation/id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(text(made, "/link")).contains("/idp/invitation?token=");
        assertThat(tenant.owner.get(invitations).body())
                .contains("new@example.com")
                .doesNotContain("token=");
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertProblem(tenant.owner.delete(path), 404, "invitation-not-found");
        assertProblem(
                tenant.owner.post(invitations, Map.of("email", "genet52-member@example.com", "role", "viewer")),
                409,
                "already-member");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"role":"viewer"}                                             | email
                {"email":"nobody","role":"viewer"}                            | email
                {"email":"a@example.com"}                                     | role
                {"email":"a@example.com","role":"king"}                       | role
                {"email":"a@example.com","role":"viewer","project":"here"}    | project
                {"email":"a@example.com","role":"viewer","note":"x"}          | note
                """)
    void namesTheFieldOfAnInvitationThatIsWrong(String body, String field) {
        assertInvalid(tenant.owner.post(invitations, new JsonMapper().readTree(body)), field);
    }

    @Test
    void makesAPasswordLinkForAMemberOfThisTenantAlone() {
        var made =
                tenant.owner.post(members + "/" + tenant.place.twin().member().id() + "/password-link", null);

        assertThat(made.status()).isEqualTo(201);
        assertThat(text(made, "/link")).contains("/idp/password?token=");
    }

    private static String member(String name) {
        var inviter = tenant.settler.owner(tenant.place.twin(), null);
        var person = tenant.settler.join(inviter, "genet52-" + name, RoleGrant.everywhere(Role.VIEWER));
        return members + "/" + person.id();
    }
}
