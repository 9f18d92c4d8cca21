package org.factfloor.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import org.junit.jupiter.api.Test;

/** Holds the kinds of code apart, see docs/decisions/0001-four-kinds-of-code.md. */
class ArchitectureTest {

    private static final String[] ADAPTERS = {"org.factfloor.connectivity.opcua..", "org.factfloor.history.duckdb..",
            "org.factfloor.engine.sqlite..", "org.factfloor.imports.parquet.."};
    private static final String[] KERNELS = {"org.factfloor.plant..", "org.factfloor.production.."};

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.factfloor");

    @Test
    void kernelsKnowNothingButTheLanguage() {
        classes().that().resideInAnyPackage(KERNELS).should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.factfloor.plant..", "org.factfloor.production..", "java.lang..", "java.util..",
                        "java.time..", "java.math..", "org.jspecify.annotations..")
                .check(product);
        noClasses().that().resideInAnyPackage(KERNELS).should().dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio..", "org.slf4j..").check(product);
    }

    @Test
    void kernelsHaveNoClock() {
        noClasses().that().resideInAnyPackage(KERNELS).should().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould()
                .callMethod(System.class, "nanoTime")
                .check(product);
    }

    @Test
    void servicesKnowNoAdapter() {
        noClasses().that()
                .resideInAnyPackage("org.factfloor.plant..", "org.factfloor.production..", "org.factfloor.intake..",
                        "org.factfloor.records..", "org.factfloor.history", "org.factfloor.connectivity",
                        "org.factfloor.engine", "org.factfloor.imports", "org.factfloor.imports.sheet",
                        "org.factfloor.edge..",
                        "org.factfloor.web..")
                .should().dependOnClassesThat().resideInAnyPackage(ADAPTERS).check(product);
        noClasses().that()
                .resideInAnyPackage("org.factfloor.plant..", "org.factfloor.intake..", "org.factfloor.records..",
                        "org.factfloor.history..", "org.factfloor.connectivity..", "org.factfloor.engine..",
                        "org.factfloor.imports..", "org.factfloor.edge..")
                .should().dependOnClassesThat().resideInAnyPackage("org.factfloor.web..", "org.factfloor.app..")
                .check(product);
    }

    @Test
    void adaptersNeverSeeEachOther() {
        noClasses().that().resideInAPackage("org.factfloor.connectivity.opcua..").should().dependOnClassesThat()
                .resideInAnyPackage("org.factfloor.history..", "org.factfloor.records..", "org.factfloor.intake..")
                .check(product);
        noClasses().that().resideInAPackage("org.factfloor.history.duckdb..").should().dependOnClassesThat()
                .resideInAnyPackage("org.factfloor.connectivity..", "org.factfloor.records..", "org.factfloor.intake..")
                .check(product);
        noClasses().that().resideInAPackage("org.factfloor.imports.parquet..").should().dependOnClassesThat()
                .resideInAnyPackage("org.factfloor.connectivity..", "org.factfloor.records..", "org.factfloor.intake..",
                        "org.factfloor.history..")
                .check(product);
        noClasses().that().resideInAPackage("org.factfloor.engine.sqlite..").should().dependOnClassesThat()
                .resideInAnyPackage("org.factfloor.connectivity..", "org.factfloor.records..", "org.factfloor.intake..",
                        "org.factfloor.history..")
                .check(product);
    }

    @Test
    void eachTechnologyStaysInItsAdapter() {
        noClasses().that().resideOutsideOfPackages("org.factfloor.history.duckdb..", "org.factfloor.imports.parquet..")
                .and()
                .resideOutsideOfPackage("org.factfloor.benchmarks..").should().dependOnClassesThat()
                .resideInAPackage("org.duckdb..").check(product);
        noClasses().that().resideOutsideOfPackages("org.factfloor.connectivity.opcua..", "org.factfloor.demo..")
                .should()
                .dependOnClassesThat().resideInAPackage("org.eclipse.milo..").check(product);
        noClasses().that().resideOutsideOfPackage("org.factfloor.web..").should().dependOnClassesThat()
                .resideInAPackage("io.javalin..").check(product);
        noClasses().that().resideOutsideOfPackage("org.factfloor.records..").should().dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "org.flywaydb..", "org.snakeyaml..").check(product);
        noClasses().that().resideOutsideOfPackages("org.factfloor.records..", "org.factfloor.engine.sqlite..").should()
                .dependOnClassesThat().resideInAnyPackage("org.sqlite..").check(product);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.factfloor.(*)..").should().beFreeOfCycles().check(product);
    }

    @Test
    void theSimulatedPlantKnowsNothingOfTheProductButItsWords() {
        classes().that().resideInAPackage("org.factfloor.demo..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.factfloor.demo..", "org.factfloor.plant..", "org.factfloor.production",
                        "java..",
                        "org.eclipse.milo..", "org.slf4j..", "org.jspecify.annotations..")
                .check(product);
    }

    /** Who locks a folder and never says that it is ready has an update put back, with all that was stored since. */
    @Test
    void whoLocksADataFolderSaysWhenItIsReady() {
        classes().that(DescribedPredicate.describe("lock a data folder", it -> calls(it, "lock")))
                .should(ArchCondition.from(DescribedPredicate.describe("call DataFolder.ready",
                        it -> calls(it, "ready"))))
                .check(product);
    }

    private static boolean calls(JavaClass caller, String method) {
        // A box's folder has had one format only.
        return !caller.isEquivalentTo(DataFolder.class) && !caller.isEquivalentTo(EdgeCommand.class)
                && caller.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(DataFolder.class)
                                && call.getName().equals(method));
    }
}
