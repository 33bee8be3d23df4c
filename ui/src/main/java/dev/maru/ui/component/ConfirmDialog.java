package dev.maru.ui.component;

/** Says what an act will do before it does it. */
public final class ConfirmDialog extends FormDialog {
    public ConfirmDialog(String title, String consequence, String actText, Runnable work) {
        super(title, "");
        content(new Note(Tone.WARN, consequence));
        danger();
        submit(actText, () -> {
            work.run();
            close();
        });
    }
}
