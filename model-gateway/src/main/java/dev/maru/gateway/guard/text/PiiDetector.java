package dev.maru.gateway.guard.text;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds personal data. Where two kinds claim the same characters, the one that is harder to meet by chance has them. */
public final class PiiDetector implements Detector {
    private static final int FEWEST_DIGITS = 7;

    private final EnumSet<PiiKind> kinds;

    public PiiDetector(Set<PiiKind> kinds) {
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(PiiKind.class) : EnumSet.copyOf(kinds);
    }

    @Override
    public int window() {
        return 0;
    }

    @Override
    public void find(String text, int from, Consumer<Finding> found) {
        int digits = 0;
        boolean at = false;
        boolean colon = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += Character.isDigit(c) ? 1 : 0;
            at |= c == '@';
            colon |= c == ':';
        }
        var taken = new TreeMap<Integer, Finding>();
        if (digits >= FEWEST_DIGITS) {
            numbers(text, from, taken);
        }
        if (at) {
            take(PiiKind.EMAIL, taken, sink -> EmailAddresses.find(text, from, sink));
        }
        if (digits >= 4 || colon && digits > 0) {
            take(PiiKind.IP, taken, sink -> IpAddresses.find(text, from, sink));
        }
        if (digits >= FEWEST_DIGITS) {
            take(PiiKind.PASSPORT, taken, sink -> Passports.find(text, from, sink));
            take(PiiKind.PHONE, taken, sink -> PhoneNumbers.find(text, from, sink));
        }
        taken.values().forEach(found);
    }

    private void numbers(String text, int from, TreeMap<Integer, Finding> taken) {
        take(PiiKind.RRN, taken, sink -> NationalNumbers.resident(text, from, sink));
        take(PiiKind.CARD, taken, sink -> CardNumbers.find(text, from, sink));
        take(PiiKind.IBAN, taken, sink -> BankAccounts.find(text, from, sink));
        take(PiiKind.BRN, taken, sink -> NationalNumbers.business(text, from, sink));
        take(PiiKind.SSN, taken, sink -> NationalNumbers.socialSecurity(text, from, sink));
    }

    private interface Search {
        void run(Consumer<Finding> sink);
    }

    private void take(PiiKind kind, TreeMap<Integer, Finding> taken, Search search) {
        if (kinds.contains(kind)) {
            search.run(finding -> {
                var before = taken.floorEntry(finding.start());
                var after = taken.ceilingEntry(finding.start());
                if ((before == null || before.getValue().end() <= finding.start())
                        && (after == null || finding.end() <= after.getValue().start())) {
                    taken.put(finding.start(), finding);
                }
            });
        }
    }
}
