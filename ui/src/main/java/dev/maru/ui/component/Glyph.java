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
    PLAYGROUND("flask-conical"),
    IMAGE("image"),
    CALLS("activity"),
    TRACES("list-tree"),
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
    MORE("ellipsis"),
    DELETE("trash-2"),
    ARCHIVE("archive"),
    UNDO("rotate-ccw"),
    PLAY("play"),
    PAUSE("pause"),
    STOP("square"),
    EDIT("pencil"),
    COMPARE("git-compare"),
    TAG("tag"),
    RELEASE("rocket"),
    CODE("code"),
    SUCCESS("circle-check"),
    ERROR("circle-alert"),
    WARNING("triangle-alert"),
    INFO("info"),
    PENDING("circle-dashed"),
    UP("arrow-up"),
    DOWNWARD("arrow-down"),
    SIGN_OUT("log-out"),
    LIGHT("sun"),
    DARK("moon"),
    SYSTEM("monitor"),
    LANGUAGE("languages"),
    FOLDER("folder"),
    CONNECTION("plug"),
    WEBHOOK("webhook"),
    LATENCY("zap"),
    TIME("clock"),
    REFRESH("refresh-cw"),
    KEYBOARD("keyboard"),
    SEND("send"),
    VERIFIED("shield-check"),
    COST("coins"),
    BLOCKED("ban"),
    DOWNLOAD("download"),
    UPLOAD("upload"),
    LOCK("lock"),
    PASSKEY("fingerprint"),
    DEVICE("laptop"),
    SPARKLES("sparkles"),
    SPLIT("split"),
    ROUTE("route"),
    LIMIT("gauge"),
    BUDGET("wallet"),
    CACHE("database-zap"),
    COMMENT("message-circle");

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
