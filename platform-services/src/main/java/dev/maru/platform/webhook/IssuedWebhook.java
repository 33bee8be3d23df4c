package dev.maru.platform.webhook;

/** A webhook with its new secret, which can be read here and never again. */
public record IssuedWebhook(Webhook webhook, String secret) {
    @Override
    public String toString() {
        return "IssuedWebhook[" + webhook.id() + "]";
    }
}
