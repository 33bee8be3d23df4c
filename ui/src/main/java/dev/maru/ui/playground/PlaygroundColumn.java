package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.CacheControl;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.Origin;
import dev.maru.prompts.PromptRenderer.Preview;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptVariable;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Problems;
import dev.maru.ui.component.Tone;
import dev.maru.ui.prompts.PromptEditor;
import dev.maru.ui.shell.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One column: what is sent to which model, with which parameters, and what came back. */
final class PlaygroundColumn extends Div {
    /** What a column asks of the page around it. */
    interface Host {
        SharedInputs inputs();

        List<String> models();

        /** Something that the address or the shared variables depend on has changed. */
        void changed(PlaygroundColumn column);

        /** Another version was chosen, or one was saved: the column starts anew from there. */
        void restart(PlaygroundColumn column, ColumnState state);

        void duplicate(PlaygroundColumn column);

        void remove(PlaygroundColumn column);

        void runningChanged();
    }

    private final Place place;
    private final PlaygroundTools tools;
    private final Host host;
    private final ColumnSource source;
    private final PromptEditor editor;
    private final ParameterFields parameters;
    private final ModelField model;
    private final H2 title = new H2();
    private final Chip editedChip = new Chip(t("play.edited"), Tone.WARN, Glyph.EDIT);
    private final Div buttons = new Div();
    private final Div problem = new Div();
    private final Button run = Buttons.primary(t("play.run"), Glyph.PLAY, this::run);
    private final Button stop = Buttons.plain(t("play.stop"), Glyph.STOP, this::stop);
    private final Button save = Buttons.quiet(t("play.save"), Glyph.CHECK, this::save);
    private final AnswerList answers = new AnswerList();
    private @Nullable AnswerRun running;

    PlaygroundColumn(Place place, PlaygroundTools tools, Host host, ColumnState state) {
        this.place = place;
        this.tools = tools;
        this.host = host;
        source = ColumnSource.load(tools, place.caller(), state.link().source());
        var wanted = state.link().model();
        model = new ModelField(host.models(), wanted == null ? source.model() : wanted, () -> host.changed(this));
        editor = new PromptEditor(state.body() == null ? source.body() : state.body(), this::edited);
        parameters = new ParameterFields(
                state.config() == null ? ColumnConfig.of(source.config()) : state.config(), this::edited);
        addClassName("maru-play-column");
        var setup = new Div(head(), sourceFields(), model);
        setup.addClassNames("maru-panel", "maru-play-setup");
        if (source.note() != null) {
            setup.add(new Note(Tone.WARN, source.note()));
        }
        var messages = new Details(t("play.messages"), editor);
        messages.setOpened(true);
        messages.setWidthFull();
        setup.add(messages, parameters, problem, acts());
        problem.getElement().setAttribute("role", "alert");
        add(setup, answers);
        showEdited();
    }

    private Div head() {
        title.addClassName("maru-grow");
        buttons.addClassName("maru-row");
        var head = new Div(title, editedChip, buttons);
        head.addClassName("maru-message-head");
        return head;
    }

    private SourceFields sourceFields() {
        return new SourceFields(
                place,
                tools,
                source.prompt(),
                source.link(),
                chosen -> host.restart(this, ColumnState.of(link().from(chosen))));
    }

    private Div acts() {
        run.addClassName("maru-play-run");
        stop.addClassName("maru-play-stop");
        save.addClassName("maru-play-save");
        stop.setVisible(false);
        save.setVisible(place.may(Permission.WRITE_PROMPTS));
        var acts = new Div(run, stop, save);
        acts.addClassName("maru-actions");
        return acts;
    }

    /** Its place among the columns, and whether it may go or have a copy. */
    void arrange(int number, int count) {
        title.setText(t("play.column", number));
        getElement().setAttribute("aria-label", t("play.column", number));
        getElement().setAttribute("role", "group");
        buttons.removeAll();
        if (count < ColumnLink.MOST) {
            buttons.add(Buttons.icon(t("play.duplicate", number), Glyph.COPY, () -> host.duplicate(this)));
        }
        if (count > 1) {
            buttons.add(Buttons.icon(t("play.remove", number), Glyph.CLOSE, () -> host.remove(this)));
        }
    }

    ColumnLink link() {
        return new ColumnLink(source.link(), model.getValue());
    }

    ColumnState state() {
        var body = editor.bodyOrShowFault();
        return new ColumnState(link(), body, parameters.config());
    }

    /** What the templates of this column ask for; nothing while they are at fault. */
    List<PromptVariable> variables() {
        var preview = preview();
        return preview == null ? List.of() : preview.variables();
    }

    private @Nullable Preview preview() {
        problem.removeAll();
        var body = editor.bodyOrShowFault();
        if (body == null) {
            return null;
        }
        try {
            return source.preview(tools, place.caller(), body);
        } catch (PlatformException fault) {
            problem.add(new Note(Tone.BAD, Problems.sentence(fault)));
            return null;
        }
    }

    private void edited() {
        showEdited();
        host.changed(this);
    }

    private void showEdited() {
        var body = editor.bodyOrShowFault();
        var json = parameters.jsonOrShowFaults();
        editedChip.setVisible(
                source.prompt() != null && (body == null || json == null || !source.isUnedited(body, json)));
    }

    boolean isEdited() {
        return editedChip.isVisible();
    }

    void run() {
        if (running == null) {
            var request = request(List.of());
            if (request != null) {
                answers.begin();
                start(request);
            }
        }
    }

    private void goOn(List<JsonNode> turns) {
        var request = running == null ? request(answers.turnsWith(turns)) : null;
        if (request != null) {
            answers.goOn(turns);
            start(request);
        }
    }

    private void start(Prepared prepared) {
        var panel = new AnswerPanel(place, SchemaCheck.of(prepared.config()), this::goOn);
        answers.show(panel);
        busy(true);
        var call = new AnswerRun(tools, place.callerOfItsOwn(), UI.getCurrent(), panel, () -> {
            running = null;
            busy(false);
            host.runningChanged();
        });
        running = call;
        host.runningChanged();
        call.start(new CompletionRequest(
                CallForm.CHAT,
                prepared.request().json(),
                Origin.PLAYGROUND,
                prepared.tags(),
                null,
                null,
                null,
                null,
                CacheControl.UNSAID));
    }

    /** A request that is ready, with what was asked for and whose edited copy it is. */
    private record Prepared(ChatRequest request, JsonValue config, Map<String, String> tags) {}

    private @Nullable Prepared request(List<JsonNode> turns) {
        var preview = preview();
        var body = editor.bodyOrShowFault();
        var config = parameters.jsonOrShowFaults();
        var name = model.getValue();
        if (name == null) {
            model.refuse(t("play.model.choose"));
        }
        if (preview == null || body == null || config == null || name == null) {
            return null;
        }
        var missing = host.inputs().unfilled(preview.variables());
        if (!missing.isEmpty()) {
            problem.add(new Note(Tone.WARN, t("play.missing", String.join(", ", missing))));
            return null;
        }
        try {
            var prompt = prompt(preview, body, config);
            var request = new ChatRequest(name, prompt, host.inputs().question(), turns);
            return new Prepared(request, config, prompt instanceof ChatRequest.Prompt.Own ? editedFrom() : Map.of());
        } catch (PlatformException fault) {
            problem.add(new Note(Tone.BAD, Problems.sentence(fault)));
            return null;
        }
    }

    private ChatRequest.Prompt prompt(Preview preview, PromptBody body, JsonValue config) {
        var values = host.inputs().variables(preview.variables());
        var prompt = source.prompt();
        if (prompt != null
                && source.isUnedited(body, config)
                && source.link() instanceof ColumnLink.Source.Saved saved) {
            return new ChatRequest.Prompt.Registered(prompt.name().value(), saved.version(), saved.label(), values);
        }
        return new ChatRequest.Prompt.Own(new JsonValue(preview.messages(values)), config);
    }

    /** A call of an edited version is not counted for that version; a tag says where it came from. */
    private Map<String, String> editedFrom() {
        var version = source.version();
        return version == null ? Map.of() : Map.of("edited-from", version.prompt() + "@" + version.number());
    }

    void stop() {
        if (running != null) {
            running.stop();
        }
    }

    void leave() {
        if (running != null) {
            running.leave();
        }
    }

    boolean isRunning() {
        return running != null;
    }

    /** The text of the last answer, empty if there is none. */
    String answer() {
        return answers.text();
    }

    private void busy(boolean busy) {
        run.setVisible(!busy);
        stop.setVisible(busy);
    }

    private void save() {
        var body = editor.bodyOrShowFault();
        var config = parameters.jsonOrShowFaults();
        if (body == null || config == null) {
            return;
        }
        new SaveDialog(
                        place,
                        tools,
                        source,
                        body,
                        config,
                        model.getValue(),
                        saved -> host.restart(this, ColumnState.of(new ColumnLink(saved, model.getValue()))))
                .open();
    }
}
