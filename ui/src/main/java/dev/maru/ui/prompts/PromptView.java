package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.discussion.CommentThread;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.component.TypeNameDialog;
import dev.maru.ui.component.UrlTabs;
import dev.maru.ui.discussion.DiscussionTab;
import dev.maru.ui.releases.LabelChip;
import dev.maru.ui.releases.ReleaseDialog;
import dev.maru.ui.releases.ReleasesTab;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One prompt: its editor, its versions, its releases, and how applications use it. */
@PermitAll
@Route(value = "p/:tenant/:project/prompts/:prompt", layout = MainLayout.class)
final class PromptView extends Page implements BeforeLeaveObserver {
    private final PromptTools tools;
    private @Nullable Prompt prompt;
    private @Nullable EditTab editor;

    PromptView(Places places, PromptTools tools) {
        super(places, Permission.READ_PROMPTS);
        this.tools = tools;
    }

    @Override
    protected String title() {
        return prompt == null ? t("nav.prompts") : prompt.name().value();
    }

    @Override
    protected List<Crumb> above() {
        return List.of(new Crumb(t("nav.prompts"), place().inProject("prompts")));
    }

    @Override
    protected void show(Query query) {
        prompt = tools.prompts().prompt(place().caller(), id());
        removeAll();
        add(header(prompt), tabs(query), tab(prompt, query));
    }

    private PromptId id() {
        try {
            return PromptId.parse(parameter("prompt"));
        } catch (IllegalArgumentException notAnId) {
            throw new PlatformException(PromptError.PROMPT_NOT_FOUND, t("prompt.not-found"), notAnId);
        }
    }

    private Header header(Prompt shown) {
        var header = new Header(shown.name().value(), shown.description());
        shown.labels().forEach((label, version) -> header.beside(LabelChip.of(label, version)));
        if (shown.isArchived()) {
            header.beside(new Chip(t("prompt.is-archived"), Tone.WARN, Glyph.ARCHIVE));
        }
        var caller = place().caller();
        if (caller.may(Permission.RELEASE_PROMPTS) && !shown.isArchived()) {
            header.act(Buttons.primary(
                    t("release.open"),
                    Glyph.RELEASE,
                    () -> opened(new ReleaseDialog(place(), tools.releases(), shown, shown.latest(), null))));
        }
        if (caller.may(Permission.CALL_MODELS) && !shown.isArchived()) {
            header.act(Buttons.plain(
                    t("play.open"),
                    Glyph.PLAYGROUND,
                    () -> UI.getCurrent().navigate(place().inProject("playground"), played(shown))));
        }
        if (caller.may(Permission.WRITE_PROMPTS)) {
            header.act(more(shown));
        }
        return header;
    }

    /** The version of the editor, or the newest. */
    private QueryParameters played(Prompt shown) {
        int version = editor == null ? shown.latest() : editor.base();
        return QueryParameters.of("c1", shown.id() + "@" + version);
    }

    private Component more(Prompt shown) {
        var bar = new MenuBar();
        bar.addThemeName("tertiary");
        bar.addClassName("maru-icon-menu");
        var root = bar.addItem(Glyph.MORE.create());
        root.setAriaLabel(t("prompt.more"));
        root.setId("prompt-more");
        var menu = root.getSubMenu();
        menu.addItem(t("prompt.describe"), event -> opened(new DescribeDialog(place(), tools, shown)));
        if (!shown.isArchived()) {
            menu.addItem(
                    t("copy.open"),
                    event -> CopyDialog.of(place(), tools.copies(), shown).open());
        }
        if (shown.isArchived()) {
            menu.addItem(t("prompt.unarchive"), event -> {
                tools.service().unarchive(place().caller(), shown.id());
                refresh();
            });
        } else {
            menu.addItem(
                    t("prompt.archive"),
                    event -> opened(new ConfirmDialog(
                            t("prompt.archive.of", shown.name()),
                            t("prompt.archive.consequence"),
                            t("prompt.archive"),
                            () -> tools.service().archive(place().caller(), shown.id()))));
        }
        menu.addItem(
                t("prompt.delete"),
                event -> new TypeNameDialog(
                                t("prompt.delete.of", shown.name()),
                                t("prompt.delete.consequence", shown.latest()),
                                shown.name().value(),
                                t("prompt.delete"),
                                typed -> {
                                    tools.service().delete(place().caller(), shown.id(), typed);
                                    editor = null;
                                    Notices.success(t("prompt.delete.done", shown.name()));
                                    UI.getCurrent().navigate(place().inProject("prompts"));
                                })
                        .open());
        return bar;
    }

    private UrlTabs tabs(Query query) {
        return new UrlTabs(
                t("prompt.parts"),
                List.of(
                        new UrlTabs.Choice("edit", t("prompt.tab.edit")),
                        new UrlTabs.Choice("versions", t("prompt.tab.versions")),
                        new UrlTabs.Choice("releases", t("prompt.tab.releases")),
                        new UrlTabs.Choice("discussion", discussionTab()),
                        new UrlTabs.Choice("use", t("prompt.tab.use"))),
                query.get("tab", "edit"),
                chosen -> go(query().with("tab", chosen.equals("edit") ? null : chosen)));
    }

    private String discussionTab() {
        var open = tools.discussions().of(place().caller(), id()).stream()
                .filter(CommentThread::isOpen)
                .count();
        return open == 0 ? t("prompt.tab.discussion") : t("prompt.tab.discussion.open", open);
    }

    private Component tab(Prompt shown, Query query) {
        return switch (query.get("tab", "edit")) {
            case "versions" -> new VersionsTab(place(), tools, shown, query, this::go, this::opened);
            case "releases" -> new ReleasesTab(place(), tools.releases(), shown, this::refresh, this::opened);
            case "discussion" ->
                new DiscussionTab(
                        place(),
                        tools.prompts(),
                        tools.discussions(),
                        tools.clock(),
                        shown,
                        query,
                        this::go,
                        this::refresh);
            case "use" -> new UseTab(tools, shown, place());
            default -> editor(shown, query.number("version").orElse(shown.latest()));
        };
    }

    /** The editor with what was typed, unless another version is to be edited. */
    private EditTab editor(Prompt shown, int version) {
        if (editor == null || editor.base() != version) {
            editor = new EditTab(place(), tools, shown, version, saved -> {
                editor = null;
                go(query().with("version", null).with("tab", null));
                refresh();
            });
        }
        return editor;
    }

    private void opened(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                refresh();
            }
        });
        dialog.open();
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (editor != null && editor.isDirty()) {
            var leaving = event.postpone();
            new ConfirmDialog(
                            t("editor.leave"),
                            t(
                                    "editor.leave.consequence",
                                    Objects.requireNonNull(prompt).name()),
                            t("editor.leave.act"),
                            leaving::proceed)
                    .open();
        }
    }
}
