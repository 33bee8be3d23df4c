package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.access.EmailAddress;
import dev.maru.access.Slug;
import dev.maru.access.TenantService;
import dev.maru.access.identity.NewPerson;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.SetupService;
import dev.maru.access.identity.Theme;
import dev.maru.core.id.UserId;
import dev.maru.testing.browser.BrowserSession;
import dev.maru.testing.browser.BrowserTest;
import dev.maru.testing.browser.Look;
import dev.maru.testing.provider.ProviderOptions;
import dev.maru.testing.provider.ScriptedProvider;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Pictures of every screen, to be looked at: {@code -Dmaru.gallery=folder}, with {@code -Dmaru.gallery.only=} some names.
 * Each screen is taken wide and narrow, light and dark, in both languages.
 */
@EnabledIfSystemProperty(named = "maru.gallery", matches = ".+")
@BrowserTest
class GalleryIT {
    private static final String EMAIL = "owner@example.com";

    @Test
    void picturesEveryScreen(BrowserSession session) {
        var folder = Path.of(System.getProperty("maru.gallery", ""));
        var only = List.of(System.getProperty("maru.gallery.only", "").split(",", -1));
        var looks = System.getProperty("maru.gallery.looks", "");
        var violations = new ArrayList<String>();
        var options = ProviderOptions.defaults().withModels("gpt-5", "gpt-5-mini");
        try (var provider = ScriptedProvider.start(options);
                var maru = RunningMaru.with(Map.of())) {
            var token = maru.operatorLink().getQuery().replaceFirst(".*token=", "");
            session.page().navigate(maru.operatorLink().toString());
            var english = GalleryTexts.ENGLISH;
            var user = maru.bean(SetupService.class)
                    .complete(
                            token,
                            new NewPerson(
                                    new EmailAddress(EMAIL),
                                    ProfileData.of(english.person()),
                                    "a long enough pass phrase"),
                            english.tenant());
            var tenants = maru.bean(TenantService.class);
            var first = tenants.mine(user).getFirst().tenant();
            tenants.create(user, "Another", new Slug("another"));
            var wide = List.of(new Look("en-US", false, 1440, 900), new Look("en-US", true, 1440, 900));
            var narrow = List.of(new Look("en-US", false, 390, 1100), new Look("en-US", true, 390, 1100));
            var all = new ArrayList<Look>(wide);
            all.addAll(narrow);
            for (var texts : List.of(english, GalleryTexts.KOREAN)) {
                var korean = texts == GalleryTexts.KOREAN;
                speak(maru, user, texts.person(), korean ? Locale.KOREAN : Locale.ENGLISH);
                var tenant = korean ? tenants.create(user, texts.tenant(), new Slug(texts.slug())) : first;
                var places = new GalleryData(maru, provider, user, texts).fill(tenant.id());
                for (var look : all) {
                    var name = (korean ? "ko" : "en") + "-" + look.width() + (look.dark() ? "-dark" : "-light");
                    if (!name.contains(looks)) {
                        continue;
                    }
                    try (var other = session.another(korean ? look.in("ko-KR") : look)) {
                        violations.addAll(new GalleryWalk(maru, other, places, folder.resolve(name), only).run());
                    }
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    private static void speak(RunningMaru maru, UserId user, String name, Locale locale) {
        var profiles = maru.bean(ProfileService.class);
        profiles.change(
                user,
                profiles.get(user).version(),
                new ProfileData(name, locale, ZoneId.of("Asia/Seoul"), Theme.SYSTEM));
    }
}
