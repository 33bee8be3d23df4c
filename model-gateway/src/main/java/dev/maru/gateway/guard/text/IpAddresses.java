package dev.maru.gateway.guard.text;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.InetAddressValidator;

/** Addresses of computers, but for those that say nothing about anybody. */
final class IpAddresses {
    private static final Pattern FOUR = Pattern.compile("(?<![A-Za-z0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9])");
    private static final Pattern SIX = Pattern.compile("(?<![A-Za-z0-9:.])[0-9A-Fa-f:]{6,39}(?![A-Za-z0-9:.])");
    private static final Set<String> NOBODYS = Set.of("127.0.0.1", "0.0.0.0", "255.255.255.255");
    private static final InetAddressValidator VALID = InetAddressValidator.getInstance();

    private IpAddresses() {}

    static void find(String text, int from, Consumer<Finding> found) {
        var four = FOUR.matcher(text);
        for (int at = from; at < text.length() && four.find(at); at = four.end()) {
            var address = four.group();
            if (VALID.isValidInet4Address(address) && !NOBODYS.contains(address) && !goesOn(text, four.end())) {
                found.accept(PiiKind.IP.at(four.start(), four.end()));
            }
        }
        var six = SIX.matcher(text);
        for (int at = from; at < text.length() && six.find(at); at = six.end()) {
            var address = six.group();
            if (address.chars().anyMatch(c -> c >= '0' && c <= '9') && VALID.isValidInet6Address(address)) {
                found.accept(PiiKind.IP.at(six.start(), six.end()));
            }
        }
    }

    /** A fifth number makes it a version of something. */
    private static boolean goesOn(String text, int end) {
        return end + 1 < text.length() && text.charAt(end) == '.' && Character.isDigit(text.charAt(end + 1));
    }
}
