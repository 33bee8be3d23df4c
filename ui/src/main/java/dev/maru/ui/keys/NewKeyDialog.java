package dev.maru.ui.keys;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.access.IpRange;
import dev.maru.access.IssuedApiKey;
import dev.maru.core.tenancy.Scope;
import dev.maru.ui.component.CallSamples;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.SecretBox;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks what a new key may do, makes it, and shows its secret this once with a call to try it. */
final class NewKeyDialog extends FormDialog {
    private static final List<Integer> EXPIRIES = List.of(0, 7, 30, 90, 365);
    private static final String SOME_MODEL = "maru/offline";

    private final TextField name = new TextField(t("keys.name"));
    private final CheckboxGroup<Scope> scopes = new CheckboxGroup<>(t("keys.scopes"));
    private final MultiSelectComboBox<String> models = new MultiSelectComboBox<>(t("keys.models"));
    private final TextArea ranges = new TextArea(t("keys.ranges"));
    private final Select<Integer> expiry = new Select<>();
    private final Clock clock;

    NewKeyDialog(Place place, ApiKeyService keys, List<String> modelNames, URI publicUrl, Clock clock) {
        super(t("keys.new"), t("keys.new.explained"));
        this.clock = clock;
        name.setId("key-name");
        name.setRequiredIndicatorVisible(true);
        name.setPlaceholder(t("keys.name.example"));
        name.focus();
        scopes.setItems(Scope.values());
        scopes.setItemLabelGenerator(
                scope -> scope.wireName() + ": " + t("scope." + scope.wireName().replace(':', '-')));
        scopes.setValue(Set.of(Scope.CALL, Scope.PROMPTS_READ));
        scopes.addThemeName("vertical");
        expiry.setLabel(t("keys.expiry"));
        expiry.setItems(EXPIRIES);
        expiry.setItemLabelGenerator(days -> days == 0 ? t("keys.expiry.never") : t("keys.expiry.days", days));
        expiry.setValue(90);
        models.setItems(modelNames);
        models.setPlaceholder(t("keys.every-model"));
        ranges.setPlaceholder("203.0.113.0/24");
        ranges.setHelperText(t("keys.ranges.help"));
        field("name", name);
        field("scopes", scopes);
        field("expiresAt", expiry);
        var more = new Div(field("models", models), field("ipRanges", ranges));
        more.addClassName("maru-form");
        content(new Details(t("keys.more-bounds"), more));
        submit(t("keys.create"), () -> reveal(keys.create(place.caller(), data()), modelNames, publicUrl));
    }

    private ApiKeyData data() {
        return new ApiKeyData(name.getValue(), scopes.getValue(), models.getValue(), ipRanges(), expiresAt());
    }

    private Set<IpRange> ipRanges() {
        return ranges.getValue()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(IpRange::new)
                .collect(Collectors.toSet());
    }

    /** What a program that uses Langfuse's clients changes to fetch its prompts from here. */
    private static Details langfuse(IssuedApiKey issued, URI publicUrl) {
        var settings = "LANGFUSE_BASE_URL=%s\nLANGFUSE_PUBLIC_KEY=%s\nLANGFUSE_SECRET_KEY="
                .formatted(publicUrl, issued.key().id());
        return new Details(t("keys.langfuse"), new CodeBlock(settings + "$MARU_KEY", settings + issued.secret()));
    }

    private @Nullable Instant expiresAt() {
        int days = expiry.getValue();
        return days == 0 ? null : clock.instant().plus(Duration.ofDays(days));
    }

    private void reveal(IssuedApiKey issued, List<String> modelNames, URI publicUrl) {
        var allowed = issued.key().data().models();
        var model = allowed.stream()
                .sorted()
                .findFirst()
                .orElse(modelNames.stream().findFirst().orElse(SOME_MODEL));
        var sample = CallSamples.of(publicUrl, model, t("sample.question"));
        setCloseOnOutsideClick(false);
        finish(
                t("keys.created.title", issued.key().data().name()),
                new Note(Tone.WARN, t("keys.shown-once")),
                new SecretBox(issued.secret()),
                new H3(t("keys.try")),
                new CodeBlock(sample.curl(), sample.withKey(issued.secret()).curl()),
                langfuse(issued, publicUrl));
    }
}
