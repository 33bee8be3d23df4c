package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.upload.UploadI18N;

/** What the upload field says in the reader's language. */
final class UploadTexts {
    private UploadTexts() {}

    static UploadI18N create() {
        return new UploadI18N()
                .setDropFiles(
                        new UploadI18N.DropFiles().setOne(t("upload.drop")).setMany(t("upload.drop")))
                .setAddFiles(
                        new UploadI18N.AddFiles().setOne(t("upload.choose")).setMany(t("upload.choose")))
                .setError(new UploadI18N.Error()
                        .setTooManyFiles(t("upload.too-many"))
                        .setFileIsTooBig(t("upload.too-big"))
                        .setIncorrectFileType(t("upload.wrong-type")))
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status()
                                .setConnecting(t("upload.running"))
                                .setStalled(t("upload.running"))
                                .setProcessing(t("upload.running"))
                                .setHeld(t("upload.running")))
                        .setError(new UploadI18N.Uploading.Error()
                                .setServerUnavailable(t("upload.failed"))
                                .setUnexpectedServerError(t("upload.failed"))
                                .setForbidden(t("upload.failed"))));
    }
}
