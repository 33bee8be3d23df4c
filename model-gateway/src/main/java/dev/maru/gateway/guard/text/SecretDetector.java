package dev.maru.gateway.guard.text;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.function.Consumer;

/** Finds credentials by their well-known forms. */
public final class SecretDetector implements Detector {
    private static final String MARK = "[SECRET]";

    /** @param sign what every secret of the form holds, to look for it cheaply */
    private record Form(String kind, String sign, Pattern pattern) {
        static Form of(String kind, String sign, String pattern) {
            return new Form(kind, sign, Pattern.compile(pattern));
        }
    }

    private static final List<Form> FORMS = List.of(
            Form.of(
                    "private-key",
                    "-----BEGIN",
                    "(?s)-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?"
                            + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)"),
            Form.of("maru-key", "maru_", "\\bmaru_[a-z]{2,8}_[A-Za-z0-9_-]{16,}"),
            Form.of("aws-key", "A", "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            Form.of("aws-secret", "ecret", "(?i)aws.{0,20}secret.{0,20}['\"=: ]{1,5}[a-z0-9/+=]{40}"),
            Form.of("github-token", "gh", "\\bgh[pousr]_[A-Za-z0-9]{30,255}"),
            Form.of("github-token", "github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{40,255}"),
            Form.of("gitlab-token", "glpat-", "\\bglpat-[A-Za-z0-9_-]{20,}"),
            Form.of("anthropic-key", "sk-ant-", "\\bsk-ant-[A-Za-z0-9_-]{20,}"),
            Form.of("openai-key", "sk-", "\\bsk-[A-Za-z0-9_-]{20,}"),
            Form.of("google-key", "AIza", "\\bAIza[0-9A-Za-z_-]{35}"),
            Form.of("slack-token", "xox", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
            Form.of("slack-webhook", "hooks.slack.com", "hooks\\.slack\\.com/services/[A-Za-z0-9/]{20,}"),
            Form.of("stripe-key", "k_", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
            Form.of("huggingface-token", "hf_", "\\bhf_[A-Za-z0-9]{30,}"),
            Form.of("jwt", "eyJ", "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"));

    @Override
    public int window() {
        return 0;
    }

    @Override
    public void find(String text, int from, Consumer<Finding> found) {
        var segment = text.substring(from);
        for (var form : FORMS) {
            if (segment.contains(form.sign())) {
                var matcher = form.pattern().matcher(segment);
                while (matcher.find()) {
                    found.accept(new Finding(from + matcher.start(), from + matcher.end(), form.kind(), MARK));
                }
            }
        }
    }
}
