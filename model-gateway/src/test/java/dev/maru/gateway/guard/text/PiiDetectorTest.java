package dev.maru.gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiiDetectorTest {
    private static final List<TextMask.Rule> ALL =
            List.of(new TextMask.Rule(new PiiDetector(EnumSet.allOf(PiiKind.class)), true));

    static String masked(String text) {
        return new TextMask(ALL, (rule, finding) -> {}).whole(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Write to jane.doe+x@example.co.kr, please.     | Write to [EMAIL], please.
            메일은 hong@example.com으로 보내 주세요        | 메일은 [EMAIL]으로 보내 주세요
            <mailto:a@b.io>                                | <mailto:[EMAIL]>
            010-1234-5678로 전화해 주세요                  | [PHONE]로 전화해 주세요
            연락처 01012345678 입니다                      | 연락처 [PHONE] 입니다
            call 02-312-3456 today                         | call [PHONE] today
            +82 10 1234 5678                               | [PHONE]
            Call (415) 555-2671 or +44 20 7946 0958.       | Call [PHONE] or [PHONE].
            카드번호는 4111 1111 1111 1111 이고            | 카드번호는 [CARD] 이고
            card 4111111111111111, cvc 123                 | card [CARD], cvc 123
            5555-5555-5555-4444                            | [CARD]
            amex 378282246310005                           | amex [CARD]
            IBAN DE89 3704 0044 0532 0130 00 thanks        | IBAN [IBAN] thanks
            GB82WEST12345698765432                         | [IBAN]
            주민번호 900101-1234568                        | 주민번호 [RRN]
            외국인등록번호 850315-5123450                  | 외국인등록번호 [RRN]
            사업자등록번호 220-81-62517                    | 사업자등록번호 [BRN]
            ssn 123-45-6789.                               | ssn [SSN].
            from 203.0.113.7 at noon                       | from [IP] at noon
            host 2001:db8::8a2e:370:7334                   | host [IP]
            여권번호 M12345678                             | 여권번호 [PASSPORT]
            여권 M123A4567 입니다                          | 여권 [PASSPORT] 입니다
            Passport number: X12345678                     | Passport number: [PASSPORT]
            """)
    void masksWhatIsPersonal(String text, String expected) {
        assertThat(masked(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The order 20241015123456 of 2024-10-15 cost 1,234,567 won.",
                "주문번호 202410151234, 금액 1,250,000원, 2024년 10월 15일",
                "version 1.2.3.4.5 and 10.4",
                "pi is 3.1415926535 and e is 2.7182818284",
                "std::vector<int> x = f(a::b); // 12:30:45",
                "user@localhost wrote @jane about #42",
                "4111 1111 1111 1112 is no card",
                "1700000000000 is a time, 1700000000 too",
                "the part A12345678 and the ISBN 978-3-16-148410-0",
                "000-12-3456 and 666-12-3456 are nobody's",
                "120-00-00000 and 123-45-67890",
                "991332-1234567",
                "https://example.com/items/12345678901234?x=1",
                "SHA 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "127.0.0.1 and 0.0.0.0 are nobody's",
                "키 180, 몸무게 75, 나이 33, 2023 2024 2025",
                "uuid 0190f5a2-1b2c-7d3e-8f4a-123456789012"
            })
    void leavesAloneWhatIsNot(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"전화 010-1234-5678, 메일 a@example.com", "주민번호 900101-1234568"})
    void looksOnlyForTheKindsThatAreAsked(String text) {
        var cards = List.of(new TextMask.Rule(new PiiDetector(EnumSet.of(PiiKind.CARD)), true));

        assertThat(new TextMask(cards, (rule, finding) -> {}).whole(text)).isEqualTo(text);
    }
}
