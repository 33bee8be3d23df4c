package dev.maru.e2e;

import java.util.List;

/** What the full tenant of the gallery says, in the reader's language. */
record GalleryTexts(
        String person,
        String tenant,
        String slug,
        String project,
        List<String> people,
        List<Prompt> prompts,
        List<String> edits,
        List<String> reasons,
        List<String> keys,
        List<String> questions,
        String document) {
    /** A prompt with the text of its first version. */
    record Prompt(String name, String description, String system) {}

    static final GalleryTexts ENGLISH = new GalleryTexts(
            "Mina Park",
            "Hanok Stays",
            "hanok-stays",
            "Guest support",
            List.of("Jonas Weber", "Priya Raman", "Alexandra Konstantinopoulou-Featherstonehaugh"),
            List.of(
                    new Prompt(
                            "support/triage",
                            "Sorts a guest’s message by topic and urgency.",
                            "Sort the guest’s message into booking, stay, payment or other, and say how urgent it is.\n"
                                    + "Answer in JSON with the fields topic and urgency.\n\n{{message}}"),
                    new Prompt(
                            "support/summary",
                            "Sums up a conversation for the colleague who takes over.",
                            "Sum up the conversation for a colleague in three bullet points.\n\n{{conversation}}"),
                    new Prompt(
                            "booking/confirmation",
                            "Writes the confirmation of a booking.",
                            "Write a confirmation to {{guest}} for {{nights}} nights from {{arrival}}.\n"
                                    + "{{#note}}Mention: {{note}}{{/note}}"),
                    new Prompt(
                            "marketing/newsletter/subject-lines-for-returning-guests-of-the-past-two-seasons",
                            "",
                            "Suggest five subject lines for {{offer}}."),
                    new Prompt(
                            "search/rewrite",
                            "Makes a search query of a question.",
                            "Rewrite as a query: {{question}}")),
            List.of(
                    "You are the concierge of a small hanok hotel in Seoul. Answer in at most three friendly sentences.",
                    "You are the concierge of a small hanok hotel in Seoul. Answer in at most two friendly sentences, "
                            + "in the guest’s language.\nUse only the document. If it doesn’t say, offer to ask the "
                            + "front desk. Never invent a price."),
            List.of("Friendlier tone, asked for by the front desk", "Never invent prices (ticket 482)"),
            List.of("Web shop backend", "Guest app, production", "Nightly evaluation"),
            List.of("When is breakfast served?", "May I bring my dog?", "Is there a late check-out on Sundays?"),
            "Breakfast is served from seven to ten in the hall on the first floor. Dogs are welcome and cost ten euros "
                    + "a night. Check-out is at eleven.");

    static final GalleryTexts KOREAN = new GalleryTexts(
            "박미나",
            "한옥스테이",
            "hanok-stay",
            "고객 응대",
            List.of("김지훈", "이서연", "알렉산드라 콘스탄티노풀루"),
            List.of(
                    new Prompt(
                            "응대/분류",
                            "고객 메시지를 주제와 긴급도로 분류합니다.",
                            "고객 메시지를 예약, 숙박, 결제, 기타로 분류하고 긴급도를 알려 주세요.\n"
                                    + "topic과 urgency 필드가 있는 JSON으로 답하세요.\n\n{{message}}"),
                    new Prompt("응대/요약", "담당자가 바뀔 때 대화를 요약합니다.", "다음 대화를 세 가지 항목으로 요약하세요.\n\n{{conversation}}"),
                    new Prompt(
                            "예약/확인",
                            "예약 확인 메시지를 작성합니다.",
                            "{{guest}} 님의 {{arrival}}부터 {{nights}}박 예약 확인 메시지를 작성하세요.\n{{#note}}포함할 내용: {{note}}{{/note}}"),
                    new Prompt("마케팅/뉴스레터/지난-두-시즌에-다시-방문한-고객을-위한-제목-후보", "", "{{offer}}에 어울리는 제목을 다섯 개 제안하세요."),
                    new Prompt("검색/질의-변환", "질문을 검색어로 바꿉니다.", "검색어로 바꾸세요: {{question}}")),
            List.of(
                    "당신은 서울에 있는 작은 한옥 호텔의 컨시어지입니다. 세 문장 이내로 친절하게 답하세요.",
                    "당신은 서울에 있는 작은 한옥 호텔의 컨시어지입니다. 두 문장 이내로 친절하게 답하고, 손님의 언어로 답하며, 가격을 지어내지 마세요."),
            List.of("프런트 요청: 더 친근한 말투", "가격을 지어내지 않도록 수정 (티켓 482)"),
            List.of("쇼핑몰 백엔드", "고객 앱, 운영", "야간 평가"),
            List.of("조식은 언제 제공되나요?", "반려견과 함께 묵을 수 있나요?", "일요일에 레이트 체크아웃이 되나요?"),
            "조식은 오전 7시부터 10시까지 1층 홀에서 제공됩니다. 반려견 동반이 가능하며 1박에 1만 원이 추가됩니다. 체크아웃은 오전 11시까지입니다.");
}
