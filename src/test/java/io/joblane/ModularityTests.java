package io.joblane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The boundaries between the modules, as their package-infos declare them. */
class ModularityTests {
    private static final ApplicationModules MODULES = ApplicationModules.of(Joblane.class);

    @Test
    void modulesUseOnlyWhatTheyDeclareAndFormNoCycle() {
        MODULES.verify();
    }

    @Test
    void everyModuleDeclaresItsDependencies() {
        assertThat(MODULES.stream()
                        .filter(module -> !declares(module.getBasePackage().getName()))
                        .map(module -> module.getBasePackage().getName()))
                .isEmpty();
    }

    /** Without the annotation, or with the attribute's default, everything would be allowed. */
    private static boolean declares(String packageName) {
        ApplicationModule module = packageInfo(packageName).getAnnotation(ApplicationModule.class);
        return module != null
                && !java.util.List.of(module.allowedDependencies()).contains(ApplicationModule.OPEN_TOKEN);
    }

    private static Class<?> packageInfo(String packageName) {
        try {
            return Class.forName(packageName + ".package-info");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(packageName + " has no package-info", e);
        }
    }
}
