package io.joblane;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.joblane.engine.JobType;
import io.joblane.engine.PlatformWorker;
import io.joblane.engine.PreparingWorker;
import io.joblane.engine.ServiceTaskWorker;
import io.joblane.engine.TaskStep;
import java.util.Calendar;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** What holds inside the modules; what holds between them is in {@link ModularityTests}. */
class ArchitectureTests {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.joblane");

    @Test
    void thereIsCodeToLookAt() {
        assertThat(CODE.size()).isGreaterThan(300);
        assertThat(CODE.contain(Joblane.class)).isTrue();
    }

    @Test
    void onlyProcessPackagesAndTheEngineKnowCamunda() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("..process..", "io.joblane.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camunda.."));
    }

    @Test
    void controllersLeaveTheDatabaseToServices() {
        check(noClasses()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .resideInAPackage("..web..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Repository.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(JdbcOperations.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(NamedParameterJdbcOperations.class));
    }

    @Test
    void domainsKnowNeitherTheirRoutesNorTheirWorkers() {
        check(noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("..web..", "..process..").and(resideInAPackage("io.joblane.."))));
    }

    @Test
    void workersAndRoutesDoNotKnowEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage("..process..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.joblane..web..")));
        check(noClasses()
                .that()
                .resideInAPackage("io.joblane..web..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.joblane..process..")));
    }

    @Test
    void controllersAreSeenByTheirPackageOnly() {
        check(classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .haveSimpleNameEndingWith("Controller"));
    }

    @Test
    void jobTypesBelongToWorkersInProcessPackages() {
        check(classes()
                .that()
                .areAnnotatedWith(JobType.class)
                .should()
                .haveSimpleNameEndingWith("Worker")
                .andShould()
                .resideInAPackage("io.joblane..process..")
                .andShould()
                .bePackagePrivate());
        check(classes()
                .that()
                .implement(ServiceTaskWorker.class)
                .or()
                .implement(PreparingWorker.class)
                .or()
                .implement(PlatformWorker.class)
                .should()
                .beAnnotatedWith(JobType.class));
    }

    @Test
    void stepsOfUserTasksAreInProcessPackages() {
        check(classes()
                .that()
                .implement(TaskStep.class)
                .should()
                .resideInAPackage("io.joblane..process..")
                .andShould()
                .haveSimpleNameEndingWith("Task"));
    }

    @Test
    void whatABeanNeedsComesThroughItsConstructor() {
        check(noFields().should().beAnnotatedWith(Autowired.class));
        check(noFields().should().beAnnotatedWith(Value.class));
        check(fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(RestController.class)
                .should()
                .beFinal());
    }

    @Test
    void timeIsAnInstantFromTheClock() {
        // A certificate tells its end as a Date only.
        check(noClasses()
                .that()
                .doNotHaveSimpleName("CertificateWatch")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Date.class, Calendar.class));
    }

    @Test
    void nobodyPrints() {
        check(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    private static void check(ArchRule rule) {
        rule.check(CODE);
    }
}
