package dev.maru.gateway.guard.text;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs that a text wants to instruct the model against those who set it up, in English and Korean. Each has a weight,
 * a text's score is their sum; a sign alone is seldom proof, so it is the threshold that decides.
 */
public final class InjectionSigns {
    private static final int LONGEST = 200_000;
    private static final int HIDDEN = 8;

    private InjectionSigns() {}

    /** A sign by its name. */
    public record Sign(String name, double weight) {}

    private record Form(Sign sign, Pattern pattern) {
        static Form of(String name, double weight, String... patterns) {
            return new Form(new Sign(name, weight), Pattern.compile("(?is)(?:" + String.join("|", patterns) + ")"));
        }
    }

    private static final List<Form> FORMS = List.of(
            Form.of(
                    "override",
                    0.7,
                    "\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,30}\\b(?:previous|prior|above|earlier|preceding"
                            + "|your|system|all)\\b.{0,20}\\b(?:instructions?|prompts?|rules?|guidelines?|directions?|messages?)\\b",
                    "(?:이전|앞선|앞의|위의|위에|지금까지|기존|시스템)[^.!?\\n]{0,15}(?:지시|명령|규칙|프롬프트|지침|설정)"
                            + "[^.!?\\n]{0,12}(?:무시|잊어|잊고|따르지|어겨|버려|버리고)"),
            Form.of(
                    "reveal-prompt",
                    0.6,
                    "\\b(?:reveal|print|show|repeat|output|tell|give|display|leak)\\b.{0,20}\\b(?:your|the|its|system)\\b.{0,20}"
                            + "\\b(?:system prompt|initial prompt|hidden prompt|original instructions|initial instructions"
                            + "|system message|prompt verbatim)\\b",
                    "(?:시스템|초기|숨겨진|숨은|원래)\\s{0,3}(?:프롬프트|지시문|지시사항|지침|메시지)[^.!?\\n]{0,15}"
                            + "(?:보여|출력|알려|공개|말해|적어|복사|그대로)"),
            Form.of(
                    "jailbreak",
                    0.7,
                    "\\bdo anything now\\b",
                    "\\byou are (?:now )?DAN\\b",
                    "\\b(?:developer|god|jailbreak|dan|sudo|unrestricted) mode\\b.{0,20}\\b(?:on|enabled?|activated?)\\b",
                    "\\b(?:enable|enter|activate|switch to)\\b.{0,20}\\b(?:developer|god|jailbreak|dan|sudo|unrestricted) mode\\b",
                    "\\bjailbr(?:eak|oken)\\b",
                    "탈옥\\s{0,2}(?:모드|해|시켜|프롬프트)",
                    "(?:개발자|관리자|무제한)\\s{0,2}모드[^.!?\\n]{0,8}(?:켜|전환|활성|들어가|실행)"),
            Form.of(
                    "persona",
                    0.5,
                    "\\b(?:pretend|act|roleplay|behave|imagine)\\b.{0,60}\\b(?:no|without|free (?:of|from)|not bound by|ignores?)\\b"
                            + ".{0,20}\\b(?:restrictions?|rules?|limits?|filters?|guidelines?|censorship|ethics|policies)\\b",
                    "(?:제한|규칙|검열|필터|윤리|제약)[^.!?\\n]{0,8}(?:없는|없이|벗어난|무시하는)[^.!?\\n]{0,20}"
                            + "(?:AI|인공지능|모델|챗봇|역할|답|대답|행동)"),
            Form.of(
                    "forged-role",
                    0.5,
                    "<\\|(?:im_start|im_end|system|assistant|endoftext|start_header_id|eot_id)\\|?>",
                    "\\[/?INST\\]|<</?SYS>>",
                    "</?(?:system|assistant|developer)(?:_prompt|_message)?>",
                    "(?:^|\\n)\\s{0,3}#{0,4}\\s{0,2}(?:system|developer)(?: (?:prompt|message|override))?\\s{0,2}:",
                    "(?:^|\\n)\\s{0,3}\\[?(?:시스템|관리자)\\s{0,2}(?:메시지|지시|공지|알림)?\\]?\\s{0,2}:"),
            Form.of(
                    "new-orders",
                    0.3,
                    "\\b(?:new|updated|real|actual) (?:system )?(?:instructions?|rules?|task|orders?)\\s{0,2}:",
                    "\\bfrom now on,? you (?:will|must|are|should|only)\\b",
                    "\\byou must (?:not tell|never mention|hide this from)\\b",
                    "(?:지금|이제)부터\\s{0,2}(?:너는|넌|당신은|모든 답)",
                    "새로운\\s{0,2}(?:지시|명령|규칙)\\s{0,2}:"),
            Form.of(
                    "exfiltration",
                    0.6,
                    "!\\[[^\\]]{0,100}\\]\\(https?://[^)\\s]{1,300}[?&][a-z0-9_]{1,30}=(?:\\{|\\[|<|%7B)",
                    "\\b(?:send|post|upload|forward|exfiltrate|append)\\b.{0,60}\\b(?:conversation|chat history|system prompt"
                            + "|api keys?|passwords?|secrets?|credentials)\\b.{0,60}https?://",
                    "(?:대화|비밀번호|프롬프트|키|자격)[^.!?\\n]{0,40}https?://[^\\s]{1,200}[^.!?\\n]{0,20}(?:보내|전송|업로드)"),
            Form.of(
                    "encoded-orders",
                    0.5,
                    "\\b(?:decode|decrypt|rot13|base64)\\b.{0,60}\\b(?:and )?(?:execute|follow|obey|carry out|do what)\\b",
                    "(?:base64|디코딩|복호화|해독)[^.!?\\n]{0,30}(?:실행|따라|수행)"));

    private static final Sign HIDDEN_TEXT = new Sign("hidden-text", 0.6);

    /** The signs in a text, each once. */
    public static List<Sign> in(String text) {
        var looked = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var signs = new ArrayList<Sign>();
        for (var form : FORMS) {
            if (form.pattern().matcher(looked).find()) {
                signs.add(form.sign());
            }
        }
        if (looked.codePoints().filter(InjectionSigns::isHidden).limit(HIDDEN).count() == HIDDEN) {
            signs.add(HIDDEN_TEXT);
        }
        return signs;
    }

    public static double score(List<Sign> signs) {
        return signs.stream().mapToDouble(Sign::weight).sum();
    }

    /** Tag characters, which no screen shows and models read. */
    private static boolean isHidden(int codePoint) {
        return codePoint >= 0xE0020 && codePoint <= 0xE007F;
    }
}
