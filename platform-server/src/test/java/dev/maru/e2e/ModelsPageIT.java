package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.Theme;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.ui.i18n.Translations;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that is called without a price gets one, with a tier; its page and the comparison say what is known of it. */
class ModelsPageIT {
    private static final Translations TEXTS = new Translations();
    private static final String MODEL = "scripted/scripted-large";

    private ScriptedProvider provider;
    private RunningMaru maru;
    private Locale locale = Locale.ENGLISH;

    @BeforeEach
    void start() throws SQLException {
        provider = ScriptedProvider.start();
        maru = RunningMaru.with(Map.of());
        var owner = maru.owner();
        var connection = maru.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug("scripted"),
                                "Scripted",
                                provider.baseUrl().toString(),
                                null,
                                DisconnectPolicy.ABORT));
        maru.bean(CatalogService.class).importModels(owner, connection.id());
        measured(owner);
    }

    @AfterEach
    void stop() {
        maru.close();
        provider.close();
    }

    private void measured(Caller owner) throws SQLException {
        try (var login = maru.database().superuserConnection();
                var hour = login.prepareStatement("""
                        insert into gateway.model_measure values (?, ?, date_trunc('hour', now()), 'scripted', 100, 2, 10, 1,
                            '{"80": 98}', '{"56": 98}', 9800, 98000, now())""");
                var alert = login.prepareStatement(
                        "insert into gateway.unpriced_model values (?, ?, now() - interval '1 day', now(), 7)")) {
            hour.setObject(1, owner.tenant().value());
            hour.setString(2, MODEL);
            hour.execute();
            alert.setObject(1, owner.tenant().value());
            alert.setString(2, MODEL);
            alert.execute();
        }
    }

    @Test
    @BrowserTest(width = 1440, height = 1000)
    void pricesAModelAndComparesIt(BrowserSession session) {
        walk(new Screen(session), Locale.ENGLISH);
    }

    @Test
    @BrowserTest(width = 1440, height = 1000, locale = "ko-KR")
    void pricesAModelAndComparesItInKorean(BrowserSession session) {
        walk(new Screen(session), Locale.KOREAN);
    }

    private String t(String key, Object... arguments) {
        return TEXTS.getTranslation(key, locale, arguments);
    }

    private void walk(Screen screen, Locale language) {
        locale = language;
        var owner = (Actor.Person) maru.owner().actor();
        var profiles = maru.bean(ProfileService.class);
        profiles.change(
                owner.userId(),
                profiles.get(owner.userId()).version(),
                new ProfileData("Owner", locale, ZoneOffset.UTC, Theme.LIGHT));
        screen.open(maru.url("/p/acme/sample"));
        screen.signIn();
        screen.sees(t("home.unpriced"));
        screen.open(maru.url("/p/acme/sample/models"));
        setPrice(screen);
        look(screen);
        compare(screen);
    }

    private void setPrice(Screen screen) {
        screen.sees(t("models.unpriced.banner.one", MODEL));
        screen.accessible();
        screen.click(t("models.set-price"));
        var dialog = screen.dialog();
        var fields = dialog.locator("vaadin-big-decimal-field input");
        fields.nth(0).fill("1.25");
        fields.nth(1).fill("10");
        dialog.locator("vaadin-button").getByText(t("prices.tier.add")).click();
        fields.nth(8).fill("2.5");
        fields.nth(9).fill("15");
        dialog.locator("vaadin-integer-field input").fill("200000");
        screen.accessible();
        screen.click(t("prices.save"));
        screen.sees(t("prices.done"));
        screen.seesNoMore(screen.page().locator(".maru-unpriced"));
    }

    private void look(Screen screen) {
        screen.open(maru.url("/p/acme/sample/models?show=" + MODEL));
        screen.sees(screen.named(AriaRole.HEADING, t("models.measures")));
        screen.sees("90%");
        var panel = screen.page().locator("#model-panel").innerText();
        assertThat(panel).contains("200,000").contains("0.0125").contains("scripted-large");
        screen.accessible();
    }

    private void compare(Screen screen) {
        screen.open(maru.url("/p/acme/sample/models?compare=" + MODEL + ",maru/offline"));
        var table = screen.page().locator(".maru-compare");
        screen.sees(table);
        assertThat(table.locator("thead th").count()).isEqualTo(3);
        assertThat(table.innerText()).contains(t("models.uptime")).contains(t("models.price.input"));
        screen.accessible();
    }
}
