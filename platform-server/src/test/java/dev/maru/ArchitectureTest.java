package dev.maru;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.SystemDb;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.modulith.core.ApplicationModules;

/** The rules of ARCHITECTURE.md that a compiler cannot check; each says why it is there. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev/maru/testing"))
            // Applications' library, here for the end-to-end tests only.
            .withImportOption(location -> !location.contains("dev/maru/sdk"))
            .importPackages("dev.maru");

    /** Who may look across tenants; think before you add one, and say in its Javadoc why it must. */
    private static final Set<String> ACROSS_TENANTS = Set.of(
            "dev.maru.access.ApiKeyDirectory",
            "dev.maru.access.ApiKeyUse",
            "dev.maru.access.InvitationService",
            "dev.maru.access.LastUse",
            "dev.maru.access.SampleProjectQuery",
            "dev.maru.access.TenantService",
            "dev.maru.gateway.cache.CacheKeeper",
            "dev.maru.access.audit.AuditSealer",
            "dev.maru.access.identity.AuthorizationServerConfiguration",
            "dev.maru.access.identity.IdentityConfiguration",
            "dev.maru.access.identity.JoiningService",
            "dev.maru.access.identity.PasskeySignIn",
            "dev.maru.access.identity.PasskeyUsers",
            "dev.maru.access.identity.PasswordSignIn",
            "dev.maru.access.identity.PeopleService",
            "dev.maru.access.identity.ProfileService",
            "dev.maru.access.identity.RecordedPasskeys",
            "dev.maru.access.identity.SessionService",
            "dev.maru.access.identity.SetupService",
            "dev.maru.access.identity.SigningKeys",
            "dev.maru.access.identity.TokenClaims",
            "dev.maru.gateway.budget.BudgetAnnouncements",
            "dev.maru.gateway.budget.BudgetDesk",
            "dev.maru.gateway.budget.BudgetReconciliation",
            "dev.maru.gateway.budget.Budgets",
            "dev.maru.gateway.call.PartitionKeeper",
            "dev.maru.gateway.call.PayloadCapture",
            "dev.maru.gateway.catalog.HostedTenants",
            "dev.maru.gateway.catalog.PriceBookConfiguration",
            "dev.maru.gateway.measure.MeasureKeeper",
            "dev.maru.gateway.spool.SpoolConfiguration",
            "dev.maru.gateway.spool.SpoolShipper",
            "dev.maru.platform.change.ChangeConfiguration",
            "dev.maru.platform.change.ChangeFeed",
            "dev.maru.platform.change.ChangeRepository",
            "dev.maru.platform.change.SnapshotFactory",
            "dev.maru.platform.change.Snapshots",
            "dev.maru.platform.database.DatabaseConfiguration",
            "dev.maru.platform.idempotency.IdempotencyConfiguration",
            "dev.maru.platform.idempotency.IdempotencyStore",
            "dev.maru.platform.secret.SecretConfiguration",
            "dev.maru.platform.secret.SecretVault",
            "dev.maru.platform.webhook.WebhookDispatcher",
            "dev.maru.prompts.DueReleases",
            "dev.maru.prompts.SearchBackfill",
            "dev.maru.prompts.SplitWatch");

    /** Handlers that answer everybody: what they say is the same for all and tells nothing of anybody. */
    private static final Set<String> ANSWER_EVERYBODY =
            Set.of("dev.maru.prompts.http.langfuse.LangfuseController.health()");

    private static final DescribedPredicate<JavaClass> QUERIES = DescribedPredicate.describe(
            "repositories and queries", type -> type.getFullName().matches(".*(Repository|Query)(\\$.*)?"));

    @Test
    void modulesKeepTheirBorders() {
        // The generated tables are no module: eachSchemaHasOneOwner says who may use them.
        ApplicationModules.of(
                        PlatformServer.class,
                        resideInAnyPackage("dev.maru.testing..", "dev.maru.db..", "dev.maru.sdk.."))
                .verify();
    }

    @Test
    void onlyListedClassesLookAcrossTenants() {
        var users = CLASSES.stream()
                .filter(type -> !type.getPackageName().equals("dev.maru.core.tenancy"))
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(SystemDb.class)))
                .map(type -> type.getFullName().replaceAll("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(users)
                .as("row-level security does not keep tenants apart where SystemDb is used, so each user is looked at")
                .isEqualTo(new TreeSet<>(ACROSS_TENANTS));
    }

    @Test
    void onlyRepositoriesAndQueriesSpeakSql() {
        check(noClasses()
                .that(DescribedPredicate.not(QUERIES))
                .and()
                .resideOutsideOfPackages("dev.maru.core.tenancy", "dev.maru.db..", "dev.maru.platform.database")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jooq..")
                .because(
                        "a service decides and a repository stores: who looks for a query finds all of them in one kind"
                                + " of place"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "access", "gateway", "prompts"})
    void eachSchemaHasOneOwner(String schema) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.maru." + schema + "..", "dev.maru.db..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.maru.db." + schema + "..")
                .because("another module asks the owner's service; then a table can change without searching for its"
                        + " readers"));
    }

    @Test
    void nobodyBuildsSqlFromStrings() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.maru.platform.database", "dev.maru.access.identity..")
                .and()
                .doNotHaveFullyQualifiedName("dev.maru.platform.change.Bell")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.springframework\\.jdbc\\.core\\..*"
                        + "|java\\.sql\\.(Connection|DriverManager|Statement|PreparedStatement)")
                .because("jOOQ binds values; JDBC is for the stores that Spring brings along, and for LISTEN"));
    }

    @Test
    void vaadinStaysInTheBrowserApplication() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.maru.ui..", "dev.maru.server.security")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .because("features must be usable without a browser"));
    }

    @Test
    void nothingAsksForACustomFrontendBundle() {
        var triggers =
                "com\\.vaadin\\.flow\\.component\\.dependency\\.(NpmPackage|JsModule|JavaScript|CssImport)(\\$.*)?"
                        + "|com\\.vaadin\\.flow\\.component\\.WebComponentExporter";
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(triggers)
                        .because(
                                "each of them makes the build download Node and packages; load own scripts at run time instead"));
    }

    @Test
    void webTypesStayAtTheEdge() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.maru.server..", "dev.maru..http..", "dev.maru.access.identity..", "dev.maru.ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..", "org.springframework.http..")
                .because("a service is called by HTTP, by pages and by jobs alike, and knows none of them"));
    }

    @Test
    void nobodyDependsOnHttpPackages() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.maru..http..", "dev.maru.server.security")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.maru..http..")
                .because("wire types may change with the API, and only with it"));
    }

    @Test
    void wireTypesAreNobodyElsesBusiness() {
        check(classes()
                .that()
                .resideInAPackage("dev.maru..http..")
                .and()
                // The security chains of the server put these filters and pages in their place.
                .resideOutsideOfPackage("dev.maru.access.identity.http")
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .because("a controller is called by the server and by nobody else"));
    }

    @Test
    void handlersSayWhoCalls() {
        check(methods()
                .that()
                .areAnnotatedWith(DescribedPredicate.describe(
                        "a request mapping",
                        annotation ->
                                annotation.getRawType().getName().matches(".*\\.(Get|Post|Put|Patch|Delete)Mapping")))
                .and()
                .areDeclaredInClassesThat(resideInAnyPackage(
                        "dev.maru.gateway..",
                        "dev.maru.platform..",
                        "dev.maru.prompts..",
                        "dev.maru.access.http..",
                        "dev.maru.access.audit.."))
                .should(new ArchCondition<JavaMethod>("take a Caller or a UserId") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        var found = method.getRawParameterTypes().stream()
                                .anyMatch(
                                        type -> type.isEquivalentTo(Caller.class) || type.isEquivalentTo(UserId.class));
                        if (!found && !ANSWER_EVERYBODY.contains(method.getFullName())) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " takes neither"));
                        }
                    }
                })
                .because("a handler without a caller answers everybody"));
    }

    @Test
    void nothingIsInjectedPastAConstructor() {
        check(noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .because("what a class needs stands in its constructor, and is final"));
    }

    @Test
    void transactionsAreOpenedByName() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.transaction.annotation.Transactional")
                .because("a transaction without a tenant sees nothing; inTenant and inSystem say which one is meant"));
    }

    @Test
    void idsAreTypedAndSortByTime() {
        check(noClasses()
                .should()
                .callMethod(UUID.class, "randomUUID")
                .because("random ids scatter an index; use the typed ids of dev.maru.core.id"));
    }

    @Test
    void timeComesFromTheClock() {
        check(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethodWhere(target(owner(resideInAPackage("java.time")))
                        .and(target(name("now")))
                        .and(target(rawParameterTypes(new Class<?>[0]))))
                .because("tests move the clock; inject java.time.Clock"));
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.maru.core.id.Ids")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests move the clock; inject java.time.Clock"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.maru.platform.database")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because("there is one clock, a bean"));
    }

    @Test
    void namesExplain() {
        var bucket = Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common|Base|Misc)");
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.maru.db..")
                .should()
                .haveNameMatching(bucket.pattern())
                .because("such a name says nothing, and everything ends up there"));
    }

    @Test
    void nobodyPrints() {
        check(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("the log has levels, times and request ids"));
    }

    @Test
    void errorCodesAreEnums() {
        check(classes()
                .that()
                .implement(ErrorCode.class)
                .should()
                .beEnums()
                .because("an error that can be listed can be documented, and a test can check that it is"));
    }

    @Test
    void loggersAreConstants() {
        check(fields().that()
                .haveRawType("org.slf4j.Logger")
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .because("a logger belongs to its class"));
    }

    @Test
    void everyPackageSaysWhatItIsForAndKnowsNull() {
        var silent = CLASSES.stream()
                .filter(type -> !type.getPackageName().startsWith("dev.maru.db"))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> found.getClasses().stream()
                        .anyMatch(type -> !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !type.getSimpleName().equals("package-info")))
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertThat(silent)
                .as("a package-info with one sentence and @NullMarked tells newcomers and NullAway what to expect")
                .isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
