package dev.maru.e2e;

import java.util.Locale;

/** The words by which a reader of a language finds the way. */
record PlaygroundWords(
        Locale locale,
        String open,
        String stopped,
        String unpriced,
        String valid,
        String invalid,
        String saved,
        String differences,
        String origin,
        String badPicture,
        String stale) {
    static final PlaygroundWords ENGLISH = new PlaygroundWords(
            Locale.ENGLISH,
            "Open in playground",
            "Stopped. What was used up to here is recorded.",
            "No price set",
            "Matches the schema",
            "The answer doesn’t match the schema.",
            "Version 3 saved.",
            "Differences",
            "Playground",
            "This isn’t a PNG, JPEG, WebP or GIF image.",
            "Owner saved version 2 in the meantime (Meanwhile).");
    static final PlaygroundWords KOREAN = new PlaygroundWords(
            Locale.KOREAN,
            "플레이그라운드에서 열기",
            "중지했습니다. 여기까지의 사용량은 기록됩니다.",
            "가격 미설정",
            "스키마와 일치",
            "답변이 스키마와 맞지 않습니다.",
            "저장했습니다. 새 버전은 3입니다.",
            "차이 보기",
            "플레이그라운드",
            "PNG, JPEG, WebP, GIF 이미지가 아닙니다.",
            "그사이 Owner 님이 새 버전을 저장했습니다(버전 2: Meanwhile).");
}
