package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.InMemoryUploadHandler;
import com.vaadin.flow.server.streams.UploadMetadata;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/** Pictures that go along with the question, each with a small view and a way to take it off again. */
final class PictureField extends Div {
    private static final int MOST = 4;
    private static final int MOST_BYTES = 5 * 1024 * 1024;

    private final List<Question.Picture> pictures = new ArrayList<>();
    private final Div views = new Div();
    private final Span problem = new Span();
    private final Upload upload;

    PictureField() {
        addClassName("maru-stack");
        views.addClassName("maru-row");
        problem.addClassName("maru-form-problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        upload = new Upload(new Limited());
        upload.setMaxFiles(MOST);
        upload.setMaxFileSize(MOST_BYTES);
        upload.setAcceptedMimeTypes("image/png", "image/jpeg", "image/webp", "image/gif");
        upload.setDropAllowed(true);
        var button = Buttons.plain(t("play.image.add"), Glyph.IMAGE, () -> {});
        upload.setUploadButton(button);
        upload.setDropLabel(new Span(t("play.image.drop")));
        upload.setI18n(texts());
        upload.addFileRejectedListener(event -> show(event.getErrorMessage()));
        upload.addClassName("maru-play-upload");
        add(upload, views, problem);
    }

    private static UploadI18N texts() {
        var tooBig = t("play.image.too-big");
        return new UploadI18N()
                .setError(new UploadI18N.Error()
                        .setFileIsTooBig(tooBig)
                        .setTooManyFiles(t("play.image.too-many"))
                        .setIncorrectFileType(t("play.image.type")));
    }

    List<Question.Picture> pictures() {
        return List.copyOf(pictures);
    }

    private void take(UploadMetadata file, byte[] bytes) {
        upload.clearFileList();
        problem.setVisible(false);
        var type = PictureType.of(bytes);
        if (type.isEmpty()) {
            show(t("play.image.type"));
        } else if (bytes.length > MOST_BYTES) {
            show(t("play.image.too-big"));
        } else if (pictures.size() >= MOST) {
            show(t("play.image.too-many"));
        } else {
            add(new Question.Picture(file.fileName(), type.get(), bytes));
        }
    }

    private void add(Question.Picture picture) {
        pictures.add(picture);
        var image = new Image(
                DownloadHandler.fromInputStream(event -> new DownloadResponse(
                        new ByteArrayInputStream(picture.bytes()),
                        picture.name(),
                        picture.type().mediaType(),
                        picture.bytes().length)),
                picture.name());
        var name = new Span(picture.name());
        name.addClassNames("maru-small", "maru-truncate");
        var view = new Div(image, name);
        view.addClassName("maru-play-picture");
        view.add(Buttons.icon(t("play.image.remove", picture.name()), Glyph.CLOSE, () -> {
            pictures.remove(picture);
            views.remove(view);
            upload.setMaxFiles(MOST);
        }));
        views.add(view);
    }

    private void show(String text) {
        problem.setText(text);
        problem.setVisible(true);
    }

    /** The browser keeps to the size too; this is for what does not come from there. */
    private final class Limited extends InMemoryUploadHandler {
        private static final long serialVersionUID = 1;

        private Limited() {
            super(PictureField.this::take);
        }

        @Override
        public long getFileSizeMax() {
            return MOST_BYTES;
        }
    }
}
