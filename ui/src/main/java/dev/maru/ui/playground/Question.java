package dev.maru.ui.playground;

import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The user's message that follows a prompt, with pictures; either may be missing. */
record Question(String text, List<Picture> pictures) {
    private static final JsonMapper JSON = new JsonMapper();

    Question {
        pictures = List.copyOf(pictures);
    }

    /** A picture whose type was found in its bytes. */
    record Picture(String name, PictureType type, byte[] bytes) {
        String dataUrl() {
            return "data:" + type.mediaType() + ";base64," + Base64.getEncoder().encodeToString(bytes);
        }
    }

    boolean isEmpty() {
        return text.isBlank() && pictures.isEmpty();
    }

    /** Adds the message behind others; a registered prompt stays as it is, so what follows it is always a message. */
    void follow(ArrayNode messages) {
        if (!isEmpty()) {
            var message = messages.addObject().put("role", "user");
            if (pictures.isEmpty()) {
                message.put("content", text);
            } else {
                var parts = message.putArray("content");
                addText(parts, text);
                addPictures(parts);
            }
        }
    }

    /** Adds to messages that belong to the page: pictures without a text join the last one of the user. */
    void join(ArrayNode messages) {
        var last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (!text.isBlank()
                || pictures.isEmpty()
                || !(last instanceof ObjectNode message)
                || !message.path("role").asString("").equals("user")) {
            follow(messages);
            return;
        }
        var content = message.path("content");
        if (content instanceof ArrayNode parts) {
            addPictures(parts);
        } else {
            var parts = JSON.createArrayNode();
            addText(parts, content.asString(""));
            addPictures(parts);
            message.set("content", parts);
        }
    }

    private static void addText(ArrayNode parts, String text) {
        if (!text.isBlank()) {
            parts.addObject().put("type", "text").put("text", text);
        }
    }

    private void addPictures(ArrayNode parts) {
        for (var picture : pictures) {
            parts.addObject().put("type", "image_url").putObject("image_url").put("url", picture.dataUrl());
        }
    }
}
