package dev.maru.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ViewRoutesTest {
    private final Iterable<JavaClass> classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.maru.ui");

    @Test
    void everyViewStandsInTheRouteTable() {
        var listed =
                ViewRoutes.all().routes().stream().map(route -> route.path()).toList();
        var views = new ArrayList<String>();
        for (var type : classes) {
            if (type.isAnnotatedWith(Route.class)) {
                views.add("/" + type.getAnnotationOfType(Route.class).value().replaceAll(":([a-z]+)", "{$1}"));
            }
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(views);
    }

    @Test
    void everyViewIsForSignedInPeopleAndHiddenFromOtherPackages() {
        for (var type : classes) {
            if (type.isAnnotatedWith(Route.class)) {
                assertThat(type.isAnnotatedWith(PermitAll.class))
                        .as(type.getName())
                        .isTrue();
                assertThat(type.getModifiers())
                        .as(type.getName())
                        .noneMatch(modifier -> modifier.name().equals("PUBLIC"));
            }
        }
    }

    @Test
    void nothingAsksForAFrontendBuild() {
        for (var type : classes) {
            assertThat(type.getAnnotations())
                    .as(type.getName() + " must load its scripts at run time: a build with Node is not wanted")
                    .noneMatch(
                            annotation -> annotation
                                    .getRawType()
                                    .getName()
                                    .matches(
                                            "com\\.vaadin\\.flow\\.component\\.dependency\\.(NpmPackage|JsModule|JavaScript|CssImport)"));
        }
    }
}
