package dev.maru.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.TokenCounts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A spool that an older release left behind must be read by this one: these are records as it wrote them. */
class OlderRecordTest {
    private static final String CALL = """
            {"tenant":{"value":"01900000-0000-7000-8000-00000000000a"},\
            "project":{"value":"01900000-0000-7000-8000-00000000000b"},\
            "requestId":{"value":"01900000-0000-7000-8000-00000000000c"},"origin":"API","apiKeyId":null,"userId":null,\
            "endUser":null,"protocol":"openai-chat","requestedModel":"a/m","promptId":null,"promptName":null,\
            "promptVersion":null,"promptLabel":null,"promptVariant":null,"traceId":null,"spanId":null,"sessionId":null,\
            "clientRequestId":null,"streamed":false,"startedAt":"2026-11-23T10:00:00Z","tags":{}}""";

    private static final String TOKENS =
            "{\"uncachedInput\":10,\"cacheRead\":1,\"cacheWrite\":2,\"output\":5,\"reasoning\":3}";

    private static SpoolRecord read(char type, String json) throws IOException {
        var bytes = (type + json).getBytes(StandardCharsets.UTF_8);
        return RecordFormat.decode(bytes, 0, bytes.length);
    }

    @Test
    void readsADispatchedAttemptWithASheetOfFivePrices() throws IOException {
        var record = (SpoolRecord.Dispatched) read('D', """
                {"call":%s,"attempt":1,"target":{"connectionSlug":"a","model":"a/m","modelId":null,"upstreamId":"m",\
                "price":{"id":{"value":"01900000-0000-7000-8000-00000000000d"},"effectiveFrom":"2026-01-01T00:00:00Z",\
                "currency":"USD","uncachedInput":3,"cacheRead":0.3,"cacheWrite":null,"output":15,"reasoning":null,\
                "source":"test"}},"reserved":%s,"at":"2026-11-23T10:00:00Z"}""".formatted(CALL, TOKENS));

        var price = Objects.requireNonNull(record.target().price());
        assertThat(price.uncachedInput()).isEqualByComparingTo("3");
        assertThat(price.cacheRead()).isEqualByComparingTo(new BigDecimal("0.3"));
        assertThat(price.cacheWriteLong()).isNull();
        assertThat(price.tiers()).isEmpty();
        assertThat(record.reserved()).isEqualTo(new TokenCounts(10, 1, 2, 5, 3));
    }

    @Test
    void readsASettledAttempt() throws IOException {
        var record = (SpoolRecord.Settled) read('S', """
                {"tenant":{"value":"01900000-0000-7000-8000-00000000000a"},\
                "requestId":{"value":"01900000-0000-7000-8000-00000000000c"},"attempt":1,"outcome":"SUCCESS","status":200,\
                "errorCode":null,"errorMessage":null,"upstreamRequestId":null,"charge":{"tokens":%s,"exact":true,\
                "cost":0.000105,"currency":"USD","priceId":null},"firstTokenMs":1,"durationMs":2}""".formatted(TOKENS));

        assertThat(record.charge().tokens()).isEqualTo(new TokenCounts(10, 1, 2, 5, 3));
        assertThat(record.charge().cost()).isEqualByComparingTo("0.000105");
    }

    @Test
    void readsAClosedCall() throws IOException {
        var record = (SpoolRecord.Closed) read('C', """
                {"call":%s,"model":"a/m","connectionSlug":"a","outcome":"success","status":200,"errorCode":null,\
                "errorMessage":null,"attempts":1,"usageState":"exact","tokens":%s,"cost":null,"currency":null,\
                "firstTokenMs":null,"durationMs":7,"overheadUs":null}""".formatted(CALL, TOKENS));

        assertThat(record.tokens()).isEqualTo(new TokenCounts(10, 1, 2, 0, 0, 5, 3, 0));
        assertThat(record.durationMs()).isEqualTo(7);
        assertThat(record.cache()).isNull();
    }

    @Test
    void writesWhatItReads() throws IOException {
        var tokens = new TokenCounts(1, 2, 3, 4, 5, 6, 7, 8);
        var old = Records.closed(Records.facts(TenantId.next(), ProjectId.next(), "a/m"));
        var closed = new SpoolRecord.Closed(
                old.call(),
                "a/m",
                "a",
                "success",
                200,
                null,
                null,
                1,
                "exact",
                tokens,
                null,
                null,
                null,
                7,
                null,
                new SpoolRecord.CacheUse("hit", 5L, null),
                List.of());
        var bytes = RecordFormat.encode(closed);

        var read = RecordFormat.decode(bytes, RecordFormat.HEADER, bytes.length - RecordFormat.HEADER);

        assertThat(read).isEqualTo(closed);
    }
}
