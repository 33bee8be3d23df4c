package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.options.AriaRole;
import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.RoleGrant;
import dev.maru.core.tenancy.Role;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.browser.Look;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How people sign in and where they are signed in, in a real browser. */
@BrowserTest
class AccountIT {
    private static RunningMaru maru;

    @BeforeAll
    static void start() {
        maru = RunningMaru.with(Map.of());
        maru.owner();
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    void signsInWithAPasskeyThatWasAddedOnTheAccountPage(BrowserSession session) {
        giveAuthenticator(session);
        var screen = new Screen(session);
        var page = session.page();
        screen.open(maru.url("/account?tab=security"));
        screen.accessible();
        screen.signIn();
        screen.sees("Change password");
        screen.accessible();
        screen.follow("Add passkey");
        screen.sees("You have no passkeys yet.");
        screen.accessible();
        page.locator("#label").fill("My laptop");
        screen.click("Add passkey");
        screen.sees("My laptop");
        screen.accessible();
        screen.follow("Back to my account");

        signOut(screen);
        screen.accessible();
        screen.click("Sign in with a passkey");
        screen.sees("Get started with Acme");

        screen.open(maru.url("/account?tab=security"));
        screen.sees("My laptop");
        screen.click("Remove My laptop");
        screen.click("Remove");
        screen.seesNoMore(screen.text("My laptop"));
        assertThat(session.problems()).isEmpty();
    }

    @Test
    void endsAnotherSessionOnTheAccountPage(BrowserSession session) {
        var here = new Screen(session);
        here.open(maru.url("/account?tab=sessions"));
        here.signIn();
        here.sees("This browser");
        try (var other = session.another(Look.phone())) {
            var there = new Screen(other);
            there.open(maru.url("/account"));
            there.signIn();
            there.sees("Profile");

            here.page().reload();
            here.sees("Sign out all others");
            here.accessible();
            here.named(AriaRole.BUTTON, "Sign out").click();
            here.sees("Signed out.");

            there.page().reload();
            there.sees("Forgot your password? Ask an admin of your organisation for a reset link.");
        }
    }

    @Test
    @BrowserTest(locale = "ko-KR")
    void speaksKoreanFromTheInvitationOn(BrowserSession session) {
        var invitation = maru.bean(InvitationService.class)
                .create(maru.owner(), new EmailAddress("sejong@example.com"), RoleGrant.everywhere(Role.EDITOR));
        var screen = new Screen(session);
        var page = session.page();
        screen.open(invitation.link());
        screen.sees("초대를 받았습니다");
        screen.accessible();
        page.locator("#name").fill("세종");
        page.locator("#password").fill("나랏말싸미 듕귁에 달아");
        page.locator("button.primary").click();
        screen.sees(screen.named(AriaRole.LINK, "프롬프트"));
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
        screen.accessible();

        page.locator("#user-menu").click();
        screen.named(AriaRole.MENUITEM, "로그아웃").click();
        screen.sees(page.locator("#username"));
        screen.accessible();
        page.locator("#username").fill("sejong@example.com");
        page.locator("#password").fill("나랏말싸미 듕귁에 달아");
        page.locator("button.primary").click();
        screen.sees("세종");
    }

    private static void signOut(Screen screen) {
        screen.page().locator("#user-menu").click();
        screen.named(AriaRole.MENUITEM, "Sign out").click();
        screen.sees("Forgot your password? Ask an admin of your organisation for a reset link.");
    }

    /** A platform authenticator that always says yes, such as a fingerprint reader with the right finger on it. */
    private static void giveAuthenticator(BrowserSession session) {
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var wanted = new JsonObject();
        wanted.add("options", options);
        var cdp = session.context().newCDPSession(session.page());
        cdp.send("WebAuthn.enable");
        cdp.send("WebAuthn.addVirtualAuthenticator", wanted);
    }
}
