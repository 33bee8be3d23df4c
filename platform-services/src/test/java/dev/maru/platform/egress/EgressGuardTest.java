package dev.maru.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.maru.core.problem.PlatformException;
import dev.maru.platform.PlatformError;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
    private static final List<String> NOTHING = List.of();

    private final EgressGuard strict = new EgressGuard(NOTHING);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/v1",
                "http://127.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0177.0.0.1/",
                "http://localhost:11434/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://169.254.1.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://2852039166/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::10.0.0.1]/",
                "http://[64:ff9b::a00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a00:1::]/",
                "http://[fd00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://[fec0::1]/",
                "http://[ff02::1]/",
                "http://224.0.0.1/",
                "http://255.255.255.255/"
            })
    void refusesWhatIsNotPublic(String address) {
        assertRefused(strict, address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:password@8.8.8.8/",
                "ftp://8.8.8.8/",
                "file:///etc/passwd",
                "gopher://8.8.8.8/",
                "/relative",
                "https:///path"
            })
    void refusesWhatIsNotAPlainWebAddress(String address) {
        assertRefused(strict, address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://8.8.8.8/v1", "http://1.1.1.1:8080/", "https://[2606:4700:4700::1111]/"})
    void letsPublicAddressesPass(String address) {
        assertThatNoException().isThrownBy(() -> strict.check(URI.create(address)));
    }

    @Test
    void letsAListedHostAndPortPassAndNoOtherPort() {
        var guard = new EgressGuard(List.of("127.0.0.1:11434", "models.internal:8000"), host -> addresses("10.0.0.7"));

        assertThatNoException().isThrownBy(() -> guard.check(URI.create("http://models.internal:8000/v1")));
        assertThatNoException().isThrownBy(() -> guard.check(URI.create("http://MODELS.internal:8000/v1")));
        assertRefused(guard, "http://models.internal:8001/v1");
        assertRefused(guard, "http://other.internal:8000/v1");
    }

    @Test
    void letsAListedBlockPassOnEveryPort() {
        var guard = new EgressGuard(List.of("10.0.0.0/8", "fd00:1::/32"));

        assertThatNoException().isThrownBy(() -> guard.check(URI.create("http://10.9.8.7:1/")));
        assertThatNoException().isThrownBy(() -> guard.check(URI.create("http://[::ffff:10.9.8.7]:1/")));
        assertThatNoException().isThrownBy(() -> guard.check(URI.create("http://[fd00:1::5]/")));
        assertRefused(guard, "http://11.0.0.1.nip.invalid/");
        assertRefused(guard, "http://192.168.0.1/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/",
                "http://169.254.170.2/",
                "http://100.100.100.200/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fd00:ec2::254]/"
            })
    void neverLetsMetadataPassEvenIfListed(String address) {
        var guard = new EgressGuard(List.of("0.0.0.0/0", "::/0", "169.254.169.254:80"));

        assertRefused(guard, address);
    }

    @Test
    void refusesANameWithOneBadAddressAmongGoodOnes() {
        var guard = new EgressGuard(NOTHING, host -> addresses("8.8.8.8", "127.0.0.1"));

        assertRefused(guard, "https://mixed.example/");
    }

    @Test
    void refusesANameThatTurnsToAPrivateAddressAfterTheCheck() {
        var answers = new ArrayDeque<>(List.of("8.8.8.8", "127.0.0.1"));
        var guard = new EgressGuard(NOTHING, host -> addresses(answers.pop()));

        guard.check(URI.create("https://rebinding.example/"));

        // What a client connects to comes from this very call, so the second answer is checked as well.
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> guard.resolve("rebinding.example", 443))
                .satisfies(e -> assertThat(e.code()).isEqualTo(PlatformError.EGRESS_REFUSED));
    }

    @Test
    void handsOutTheAddressesItChecked() throws UnknownHostException {
        var guard = new EgressGuard(NOTHING, host -> addresses("8.8.8.8", "1.1.1.1"));

        assertThat(guard.resolve("good.example", 443)).containsExactly(addresses("8.8.8.8", "1.1.1.1"));
    }

    @Test
    void saysWhichSettingAllowsAPrivateAddress() {
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> strict.check(URI.create("http://127.0.0.1:11434/v1")))
                .withMessageContaining("127.0.0.1:11434")
                .withMessageContaining("maru.egress.allow")
                .withMessageContaining("MARU_EGRESS_ALLOW");
    }

    @Test
    void saysSoWhenAHostIsUnknown() {
        var guard = new EgressGuard(NOTHING, host -> {
            throw new UnknownHostException(host);
        });

        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> guard.check(URI.create("https://typo.example/")))
                .withMessageContaining("typo.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "host:", ":80", "10.0.0.0/33", "example.com/8", "host:http"})
    void rejectsAnEntryItCannotRead(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EgressGuard(List.of(entry)));
    }

    private static void assertRefused(EgressGuard guard, String address) {
        assertThatExceptionOfType(PlatformException.class)
                .as(address)
                .isThrownBy(() -> guard.check(URI.create(address)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(PlatformError.EGRESS_REFUSED));
    }

    private static InetAddress[] addresses(String... literals) {
        var addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.ofLiteral(literals[i]);
        }
        return addresses;
    }
}
