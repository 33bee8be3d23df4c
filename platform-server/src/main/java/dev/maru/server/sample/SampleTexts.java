package dev.maru.server.sample;

import java.util.List;
import java.util.Locale;

/** What the sample says, in the language of the person who made the tenant. */
record SampleTexts(
        String promptName,
        String description,
        String commitMessage,
        String system,
        String document,
        List<String> questions) {
    private static final SampleTexts ENGLISH = new SampleTexts(
            "support/answer",
            "Answers a customer's question from a document, and from nothing else.",
            "First version",
            """
            You answer customers of a small hotel. Use only the document.
            {{#document}}

            Document:
            {{document}}{{/document}}""",
            """
            Check-in begins at three in the afternoon. Check-out is at eleven in the morning. \
            Breakfast is served from seven to ten in the hall on the first floor. \
            A booking can be cancelled free of charge until two days before arrival. \
            Dogs are welcome and cost ten euros a night.""",
            List.of(
                    "When is breakfast served?",
                    "Until when can I cancel a booking free of charge?",
                    "May I bring my dog?"));

    private static final SampleTexts KOREAN = new SampleTexts(
            "support/answer",
            "문서에 있는 내용만으로 고객의 질문에 답합니다.",
            "첫 버전",
            """
            작은 호텔의 고객 문의에 답합니다. 아래 문서에 있는 내용만 사용하세요.
            {{#document}}

            문서:
            {{document}}{{/document}}""",
            """
            체크인은 오후 3시부터입니다. 체크아웃은 오전 11시까지입니다. \
            조식은 오전 7시부터 10시까지 1층 홀에서 제공됩니다. \
            예약은 도착 이틀 전까지 무료로 취소할 수 있습니다. \
            반려견 동반이 가능하며 1박에 1만 원이 추가됩니다.""",
            List.of("조식은 언제 제공되나요?", "예약은 언제까지 무료로 취소할 수 있나요?", "반려견과 함께 묵을 수 있나요?"));

    static SampleTexts in(Locale locale) {
        return locale.getLanguage().equals(Locale.KOREAN.getLanguage()) ? KOREAN : ENGLISH;
    }
}
