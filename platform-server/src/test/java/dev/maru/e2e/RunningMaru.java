package dev.maru.e2e;

import com.vaadin.flow.spring.security.VaadinAwareSecurityContextHolderStrategy;
import dev.maru.PlatformServer;
import dev.maru.access.CallerDirectory;
import dev.maru.access.EmailAddress;
import dev.maru.access.ProjectService;
import dev.maru.access.TenantService;
import dev.maru.access.identity.NewPerson;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.SetupService;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.process.FreePorts;
import dev.maru.testing.redis.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import tools.jackson.databind.json.JsonMapper;

/** The whole program in this JVM, over a fresh database, on ports and in a folder of its own. */
public final class RunningMaru implements AutoCloseable {
    private static final String LAUNCHER_TOKEN = "launcher-token-of-a-test";
    private static final JsonMapper JSON = new JsonMapper();

    /** Spring Security keeps this in a static field; each installation bringing its own would shut out those before it. */
    private static final SecurityContextHolderStrategy SECURITY_CONTEXT =
            new VaadinAwareSecurityContextHolderStrategy();

    private static @Nullable RunningMaru shared;

    private final TestDatabase database;
    private final TestRedis redis;
    private final boolean ownsStores;
    private final Path home;
    private final int port = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private @Nullable Caller owner;

    private RunningMaru(Map<String, Object> settings) {
        // A Redis of its own too: sign-ins that one installation counts must not throttle those of another.
        this(TestDatabase.create(), TestRedis.dedicated(), true, settings);
    }

    private RunningMaru(TestDatabase database, TestRedis redis, boolean ownsStores, Map<String, Object> settings) {
        this.database = database;
        this.redis = redis;
        this.ownsStores = ownsStores;
        try {
            home = Files.createTempDirectory("maru-home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var properties = new LinkedHashMap<String, Object>(Map.of(
                "maru.home", home.toString(),
                "maru.public-url", url().toString(),
                "maru.database-url", database.runtimeUrl(),
                "maru.database-owner-url", database.ownerUrl(),
                "maru.redis-url", redis.url(),
                "maru.egress.allow", "127.0.0.1/32",
                "server.port", port,
                "management.server.port", managementPort,
                "maru.launcher-token", LAUNCHER_TOKEN));
        properties.putAll(settings);
        var arguments = properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        var program = new SpringApplication(PlatformServer.class);
        program.addInitializers(
                made -> made.getBeanFactory().registerSingleton("securityContextOfThisJvm", SECURITY_CONTEXT));
        context = program.run(arguments);
    }

    /** One for the tests of a JVM that do not change the installation itself; it ends with the JVM. */
    public static synchronized RunningMaru shared() {
        if (shared == null) {
            shared = new RunningMaru(Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    public static RunningMaru with(Map<String, Object> settings) {
        return new RunningMaru(settings);
    }

    /** Another process of the same installation, which knows of changes here only through the database. */
    public RunningMaru replica() {
        try {
            var kek = Files.readString(home.resolve("kek")).strip();
            return new RunningMaru(
                    database, redis, false, Map.of("maru.kek", kek, "maru.public-url", url().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    public URI url(String path) {
        return url().resolve(path);
    }

    public URI managementUrl(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    public TestDatabase database() {
        return database;
    }

    public Path home() {
        return home;
    }

    /** The first operator, made as the set-up page does it, who owns a tenant with a sample project. */
    public synchronized Caller owner() {
        if (owner == null) {
            owner = setUp();
        }
        return owner;
    }

    private Caller setUp() {
        var token = operatorLink().getQuery().replaceFirst(".*token=", "");
        var person = new NewPerson(
                new EmailAddress("owner@example.com"), ProfileData.of("Owner"), "a long enough pass phrase");
        var user = bean(SetupService.class).complete(token, person, "Acme");
        var tenant = bean(TenantService.class).mine(user).getFirst().tenant().id();
        var project = bean(ProjectService.class)
                .list(caller(user, tenant, null))
                .getFirst()
                .id();
        return caller(user, tenant, project);
    }

    /** The one who may operate the installation. */
    public UserId operator() {
        return owner().actor() instanceof Actor.Person person ? person.userId() : unreachable();
    }

    private static UserId unreachable() {
        throw new IllegalStateException("the owner is a person");
    }

    /** A person as the edge would let them in, now. */
    public Caller caller(UserId user, TenantId tenant, @Nullable ProjectId project) {
        return bean(CallerDirectory.class).ofPerson(user, tenant, project, RequestId.next(), null);
    }

    /** An access token for the management API, as the embedded issuer signs them. */
    public String token(UserId user) {
        var now = Clock.systemUTC().instant();
        var claims = JwtClaimsSet.builder()
                .issuer(url().toString())
                .subject(user.toString())
                .audience(List.of(url() + "/api"))
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(15)))
                .build();
        return bean(JwtEncoder.class).encode(JwtEncoderParameters.from(claims)).getTokenValue();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The link with which the first operator comes in. */
    public URI operatorLink() {
        try {
            return URI.create(Files.readString(home.resolve("operator-link")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh API key of the sample project, as {@code ./maru key} makes it. */
    public String sampleKey(String... scopes) {
        var body = JSON.writeValueAsString(Map.of("name", "end-to-end", "scopes", String.join(",", scopes)));
        var answer = send(HttpRequest.newBuilder(managementUrl("/actuator/samplekey"))
                .header("Authorization", "Bearer " + LAUNCHER_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("no key: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("key").asString();
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
        if (ownsStores) {
            database.close();
            redis.close();
        }
    }
}
