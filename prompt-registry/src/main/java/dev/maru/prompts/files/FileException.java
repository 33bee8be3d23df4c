package dev.maru.prompts.files;

/** What is wrong with a file, and in which line; 0 if it is the whole. */
final class FileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    FileException(int line, String message) {
        super(message);
        this.line = line;
    }

    FileException(int line, String message, Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    int line() {
        return line;
    }

    /** The sentence for whoever wrote the file. */
    String problem() {
        var message = getMessage();
        return message == null ? "cannot be read" : message;
    }
}
