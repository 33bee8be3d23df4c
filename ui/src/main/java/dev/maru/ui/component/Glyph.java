package dev.maru.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The drawings of the application, one stroke width and one grid for all. They carry no meaning alone: text stands beside them. */
public enum Glyph {
    HOME("house"),
    PROMPT("message-square-text"),
    CALLS("activity"),
    MODELS("boxes"),
    KEY("key-round"),
    MEMBERS("users"),
    AUDIT("scroll-text"),
    SETTINGS("settings"),
    TENANT("building-2"),
    SEARCH("search"),
    ADD("plus"),
    COPY("copy"),
    CHECK("check"),
    CLOSE("x"),
    RIGHT("chevron-right"),
    DOWN("chevron-down"),
    SWITCH("chevrons-up-down"),
    MORE("ellipsis"),
    DELETE("trash-2"),
    ARCHIVE("archive"),
    UNARCHIVE("archive-restore"),
    UNDO("rotate-ccw"),
    PLAY("play"),
    STOP("square"),
    EDIT("pencil"),
    COMPARE("git-compare"),
    TAG("tag"),
    RELEASE("rocket"),
    HISTORY("history"),
    CODE("code"),
    SUCCESS("circle-check"),
    ERROR("circle-alert"),
    WARNING("triangle-alert"),
    INFO("info"),
    OPEN("circle"),
    PENDING("circle-dashed"),
    UP("arrow-up"),
    DOWNWARD("arrow-down"),
    USER("user"),
    SIGN_OUT("log-out"),
    LIGHT("sun"),
    DARK("moon"),
    SYSTEM("monitor"),
    LANGUAGE("languages"),
    FOLDER("folder"),
    FILE("file-text"),
    CONNECTION("plug"),
    LATENCY("zap"),
    TIME("clock"),
    REFRESH("refresh-cw"),
    VISIBLE("eye"),
    EXTERNAL("external-link"),
    KEYBOARD("keyboard"),
    SEND("send"),
    VERIFIED("shield-check"),
    COST("coins"),
    LINK("link"),
    BLOCKED("ban"),
    BACK("arrow-left"),
    DOWNLOAD("download"),
    LOCK("lock"),
    PASSKEY("fingerprint"),
    DEVICE("laptop"),
    SPARKLES("sparkles"),
    SPEED("gauge"),
    MENU("menu");

    private static final Properties DRAWINGS = load();

    private final String drawing;

    Glyph(String drawing) {
        this.drawing = drawing;
    }

    /** A new element that shows this; screen readers pass over it. */
    public Component create() {
        var icon = new Span();
        icon.addClassName("maru-icon");
        icon.getElement().setAttribute("aria-hidden", "true");
        icon.getElement().setProperty("innerHTML", svg());
        return icon;
    }

    String svg() {
        return "<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\""
                + " stroke-linecap=\"round\" stroke-linejoin=\"round\">"
                + Objects.requireNonNull(DRAWINGS.getProperty(drawing), drawing) + "</svg>";
    }

    private static Properties load() {
        try (var stream = Glyph.class.getResourceAsStream("glyphs.properties")) {
            var properties = new Properties();
            properties.load(Objects.requireNonNull(stream, "glyphs.properties"));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
