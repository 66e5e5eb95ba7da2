package dev.ticketing.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Instant;

/** The rules of the layout: pure domains, contexts that share events and nothing else. */
@AnalyzeClasses(packages = "dev.ticketing", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CONTEXTS = {
        "dev.ticketing.auth..",
        "dev.ticketing.tickets..",
        "dev.ticketing.orders..",
        "dev.ticketing.expiration..",
        "dev.ticketing.payments.."
    };

    private static final DescribedPredicate<JavaClass> PURE = resideInAnyPackage(
            "java..", "javax.crypto..", "dev.ticketing.shared.domain..", "dev.ticketing.shared.events..");

    @ArchTest
    static final ArchRule no_context_knows_another = slices().matching(
                    "dev.ticketing.(auth|tickets|orders|expiration|payments)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule domains_touch_nothing_but_themselves_and_the_shared_pure_packages = classes()
            .that()
            .resideInAPackage("dev.ticketing.*.domain..")
            .should()
            .onlyDependOnClassesThat(PURE.or(resideInAPackage("dev.ticketing.*.domain..")));

    @ArchTest
    static final ArchRule events_are_pure = classes()
            .that()
            .resideInAPackage("dev.ticketing.shared.events..")
            .should()
            .onlyDependOnClassesThat(PURE);

    @ArchTest
    static final ArchRule domains_never_read_a_clock = noClasses()
            .that()
            .resideInAPackage("dev.ticketing.*.domain..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule shared_knows_no_context = noClasses()
            .that()
            .resideInAPackage("dev.ticketing.shared..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONTEXTS);

    @ArchTest
    static final ArchRule what_touches_the_world_is_package_private_but_for_the_context_and_its_main = classes()
            .that()
            .resideInAnyPackage(
                    "dev.ticketing.auth",
                    "dev.ticketing.tickets",
                    "dev.ticketing.orders",
                    "dev.ticketing.expiration",
                    "dev.ticketing.payments")
            .and()
            .areTopLevelClasses()
            .and()
            .haveNameNotMatching(".*\\.(Auth|Tickets|Orders|Expiration|Payments)(Main|Verticle)")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule only_the_store_boundary_knows_the_database_driver = noClasses()
            .that()
            .resideOutsideOfPackages("dev.ticketing.shared.store..", "dev.ticketing.shared.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..");

    @ArchTest
    static final ArchRule verticles_start_by_futures = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAssignableTo(VerticleBase.class)
            .and()
            .haveName("start")
            .should()
            .haveRawReturnType(io.vertx.core.Future.class);
}
