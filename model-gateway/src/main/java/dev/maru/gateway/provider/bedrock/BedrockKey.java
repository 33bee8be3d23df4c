package dev.maru.gateway.provider.bedrock;

import dev.maru.gateway.provider.ProviderEndpoint;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** What opens Bedrock: an API key, or an access key that signs each request. */
sealed interface BedrockKey {
    Pattern ACCESS_KEY = Pattern.compile("([A-Z0-9]{16,128}):([^:]+)(?::(.+))?");

    /** The headers that show the key. */
    Map<String, String> sign(String method, URI address, byte[] body);

    static BedrockKey of(ProviderEndpoint endpoint) {
        var secret = endpoint.secret() == null ? "" : endpoint.secret();
        var parts = ACCESS_KEY.matcher(secret);
        return parts.matches()
                ? new AccessKey(parts.group(1), parts.group(2), parts.group(3), Region.of(endpoint.baseUrl()))
                : new Bearer(secret);
    }

    /** An API key of Bedrock. */
    record Bearer(String key) implements BedrockKey {
        @Override
        public Map<String, String> sign(String method, URI address, byte[] body) {
            return key.isEmpty() ? Map.of() : Map.of("authorization", "Bearer " + key);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** An access key, written as id:secret or id:secret:session. */
    record AccessKey(String id, String secret, @Nullable String session, String region) implements BedrockKey {
        private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

        @Override
        public Map<String, String> sign(String method, URI address, byte[] body) {
            var request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.fromValue(method))
                    .uri(address)
                    .putHeader("content-type", "application/json")
                    .build();
            var signed = SIGNER.sign(sign -> sign.identity(identity())
                    .request(request)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
            var headers = new HashMap<String, String>();
            signed.request().forEachHeader((name, values) -> {
                // The client writes the host itself, as it was signed.
                if (!name.equalsIgnoreCase("host")) {
                    headers.put(name, String.join(",", values));
                }
            });
            return headers;
        }

        private AwsCredentialsIdentity identity() {
            return session == null
                    ? AwsCredentialsIdentity.create(id, secret)
                    : AwsSessionCredentialsIdentity.create(id, secret, session);
        }

        @Override
        public String toString() {
            return "AccessKey " + id;
        }
    }
}
