package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.files.PromptExport;
import dev.maru.ui.component.Glyph;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;

/** Downloads the prompts of a folder, or all, as files. */
final class ExportLink extends Anchor {
    ExportLink(Caller caller, PromptExport exports, @Nullable String folder, @Nullable PromptLabel label) {
        addClassName("maru-link-button");
        setId("prompts-export");
        add(Glyph.DOWNLOAD.create(), new Span(t("export.act")));
        setTitle(label == null ? t("export.newest") : t("export.labelled", label));
        setHref(DownloadHandler.fromInputStream(event -> {
            var zip = exports.export(caller, folder, label);
            return new DownloadResponse(new ByteArrayInputStream(zip), "prompts.zip", "application/zip", zip.length);
        }));
    }
}
