package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.RoleGrant;
import dev.maru.core.tenancy.Role;
import dev.maru.e2e.RunningMaru;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Protections, releases that others approve, and splits, over the management API. */
class ReleasesApiIT {
    private static final String LATER = "2999-01-01T00:00:00Z";

    private static ApiTenant tenant;
    private static String prompts;
    private static String protections;
    private static Api editor;
    private static Api colleague;
    private static Api key;

    @BeforeAll
    static void settle() {
        tenant = new ApiTenant("dingo83");
        prompts = tenant.project + "/prompts";
        protections = tenant.project + "/prompt-protections";
        editor = member("dingo83-writes");
        colleague = member("dingo83-reviews");
        key = new Api(RunningMaru.shared(), tenant.place.key());
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    private static Api member(String name) {
        var inviter = tenant.settler.owner(tenant.place.twin(), null);
        return new Api(
                RunningMaru.shared(),
                tenant.settler
                        .join(inviter, name, RoleGrant.everywhere(Role.EDITOR))
                        .token());
    }

    @Test
    void releasesWhatAnotherMemberApproves() {
        var path = protectedPrompt("approved", 1);

        assertProblem(release(editor, path), 403, "prompt-label-protected");
        var asked = request(editor, path, "please");
        assertThat(asked.status()).as(asked.body()).isEqualTo(201);
        assertThat(text(asked, "/state")).isEqualTo("open");
        var approve = path + "/release-requests/" + text(asked, "/id") + "/approve";
        assertProblem(editor.post(approve, Map.of()), 403, "prompt-reviewer-involved");
        assertProblem(key.post(approve, Map.of()), 403, "forbidden");
        assertThat(tenant.owner.get(tenant.project + "/release-requests").body())
                .contains(text(asked, "/id"));

        var approved = colleague.post(approve, Map.of("comment", "looks good"));

        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        assertThat(text(approved, "/state")).isEqualTo("released");
        assertThat(text(approved, "/reviews/0/comment")).isEqualTo("looks good");
        assertThat(text(tenant.owner.get(path), "/prompt")).isEqualTo("second");
        assertProblem(colleague.post(approve, Map.of()), 409, "prompt-request-closed");
        assertThat(tenant.owner.get(tenant.project + "/release-requests").body())
                .doesNotContain(text(asked, "/id"));
    }

    @Test
    void countsApprovalsOfDifferentPeople() {
        var path = protectedPrompt("counted", 2);
        var approve = path + "/release-requests/" + text(request(editor, path, ""), "/id") + "/approve";

        assertThat(text(colleague.post(approve, Map.of()), "/state")).isEqualTo("open");
        assertThat(text(colleague.post(approve, Map.of("comment", "again")), "/state"))
                .as("the same person twice is one approval")
                .isEqualTo("open");
        assertThat(text(tenant.owner.post(approve, Map.of()), "/state")).isEqualTo("released");
    }

    @Test
    void endsARequestThatIsRejectedOrWithdrawn() {
        var path = protectedPrompt("refused", 1);
        var first = path + "/release-requests/" + text(request(editor, path, ""), "/id");
        assertProblem(request(editor, path, ""), 409, "prompt-request-pending");

        var rejected = colleague.post(first + "/reject", Map.of("comment", "not yet"));
        assertThat(text(rejected, "/state")).isEqualTo("rejected");
        var second = path + "/release-requests/" + text(request(editor, path, ""), "/id");
        assertProblem(colleague.post(second + "/withdraw", Map.of()), 403, "forbidden");
        assertThat(text(editor.post(second + "/withdraw", Map.of()), "/state")).isEqualTo("withdrawn");
        assertThat(editor.get(path + "/release-requests").json().get("data")).hasSize(2);
        assertThat(text(tenant.owner.get(path), "/prompt")).isEqualTo("first");
    }

    @Test
    void letsOnlyWhoManagesPromptsReleaseWhereNobodyApproves() {
        var path = protectedPrompt("managed", 0);

        assertProblem(release(editor, path), 403, "prompt-label-protected");
        assertProblem(release(key, path), 403, "prompt-label-protected");
        assertThat(release(tenant.owner, path).status()).isEqualTo(200);
    }

    @Test
    void keepsAFolderFromAllButWhoManagesPrompts() {
        var path = protectedPrompt("locked", 1);
        assertThat(tenant.owner.post(protections, Map.of("folder", "locked")).status())
                .isEqualTo(201);

        assertProblem(editor.post(path + "/versions", Map.of("prompt", "x")), 403, "prompt-folder-protected");
        assertProblem(key.post(prompts, Map.of("name", "locked/new", "prompt", "x")), 403, "prompt-folder-protected");
        assertThat(tenant.owner
                        .post(path + "/versions", Map.of("prompt", "third"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void managesProtections() {
        var body = Map.<String, Object>of("folder", "rules", "label", "production", "approvals", 1);
        var added = tenant.owner.post(protections, body);
        var path = protections + "/" + text(added, "/id");

        assertThat(added.status()).as(added.body()).isEqualTo(201);
        assertProblem(tenant.owner.post(protections, body), 409, "prompt-protection-exists");
        assertProblem(editor.post(protections, body), 403, "forbidden");
        assertProblem(key.delete(path), 403, "forbidden");
        assertThat(tenant.owner
                        .patch(path, Map.of("approvals", 3))
                        .json()
                        .at("/approvals")
                        .asInt())
                .isEqualTo(3);
        assertInvalid(tenant.owner.patch(path, Map.of("approvals", 11)), "approvals");
        assertInvalid(tenant.owner.patch(path, Map.of()), "approvals");
        assertInvalid(tenant.owner.post(protections, Map.of("folder", "x", "label", "latest")), "label");
        assertInvalid(tenant.owner.post(protections, Map.of("folder", "x", "approvals", 1)), "label");
        assertInvalid(
                tenant.owner.post(protections, Map.of("folder", "x", "label", "production", "gate", "none")), "gate");
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertProblem(tenant.owner.delete(path), 404, "prompt-protection-not-found");
        assertProblem(tenant.owner.delete(protections + "/nothing"), 404, "prompt-protection-not-found");
    }

    @Test
    void schedulesWhatOneMayReleaseAlone() {
        var path = prompt("scheduled/prompt");

        assertProblem(editor.post(path + "/release-requests", wish()), 400, "invalid-request");
        var asked = editor.post(
                path + "/release-requests", Map.of("label", "production", "version", 2, "releaseAt", LATER));

        assertThat(text(asked, "/state")).isEqualTo("approved");
        assertThat(text(asked, "/releaseAt")).isEqualTo(LATER);
        assertInvalid(
                editor.post(
                        path + "/release-requests",
                        Map.of("label", "staging", "version", 2, "releaseAt", "2001-01-01T00:00:00Z")),
                "releaseAt");
        assertProblem(
                editor.post(path + "/release-requests/nothing/approve", Map.of()), 404, "prompt-request-not-found");
    }

    @Test
    void splitsALabelAndPromotesTheVariant() {
        var path = prompt("split/prompt");
        var split = path + "/labels/production/split";
        var plan = Map.of("variants", List.of(Map.of("version", 2, "weight", 10_000)));

        var started = editor.put(split, plan);
        assertThat(started.status()).as(started.body()).isEqualTo(200);
        assertThat(text(editor.put(split, plan), "/id"))
                .as("the same again changes shares, not the split")
                .isEqualTo(text(started, "/id"));
        var other = Map.of("variants", plan.get("variants"), "conditions", Map.of("plan", List.of("pro")));
        assertProblem(editor.put(split, other), 409, "prompt-label-split");
        assertThat(text(key.get(path + "?splitKey=somebody"), "/prompt")).isEqualTo("second");
        assertThat(text(key.get(path + "?version=1"), "/prompt")).isEqualTo("first");
        assertInvalid(editor.delete(split + "?promote=1"), "promote");
        assertThat(editor.delete(split + "?promote=2&reason=better").status()).isEqualTo(204);
        assertProblem(editor.delete(split), 404, "prompt-split-not-found");
        assertThat(text(key.get(path), "/prompt")).isEqualTo("second");
        assertThat(text(editor.get(path + "/splits"), "/data/0/state")).isEqualTo("finished");
        assertThat(text(editor.get(path + "/releases"), "/data/0/reason")).isEqualTo("better");
    }

    @Test
    void refusesToSplitWhatIsProtectedOrMakesNoSense() {
        var guarded = protectedPrompt("unsplit", 1) + "/labels/production/split";
        var plan = Map.of("variants", List.of(Map.of("version", 2, "weight", 100)));
        var free = prompt("nosense/prompt");

        assertProblem(editor.put(guarded, plan), 403, "prompt-label-protected");
        assertProblem(editor.put(free + "/labels/nowhere/split", plan), 404, "prompt-not-found");
        assertInvalid(
                editor.put(
                        free + "/labels/production/split",
                        Map.of("variants", List.of(Map.of("version", 1, "weight", 100)))),
                "variants");
        assertInvalid(editor.put(free + "/labels/production/split", Map.of("variants", List.of())), "variants");
    }

    /** A prompt in a folder of its own, whose label production is protected there and names the first of two versions. */
    private static String protectedPrompt(String folder, int approvals) {
        var path = prompt(folder + "/prompt");
        var added =
                tenant.owner.post(protections, Map.of("folder", folder, "label", "production", "approvals", approvals));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        return path;
    }

    /** Written by the editor. */
    private static String prompt(String name) {
        var made = editor.post(prompts, Map.of("name", name, "prompt", "first", "labels", List.of("production")));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        var path = prompts + "/" + Place.encoded(name);
        assertThat(editor.post(path + "/versions", Map.of("prompt", "second")).status())
                .isEqualTo(201);
        return path;
    }

    private static Answer release(Api who, String path) {
        return who.put(path + "/labels/production", Map.of("version", 2));
    }

    private static Answer request(Api who, String path, String reason) {
        return who.post(path + "/release-requests", Map.of("label", "production", "version", 2, "reason", reason));
    }

    private static Map<String, Object> wish() {
        return Map.of("label", "production", "version", 2);
    }
}
