package dev.maru.testing.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives test methods a {@link com.microsoft.playwright.Page} or a {@link BrowserSession} in a fresh browser context;
 * on a method it overrides the look that the class asks for. A failed test leaves a picture in target/screenshots.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {
    /** What the browser asks for as language. */
    String locale() default "en-US";

    /** Whether the person prefers dark colours. */
    boolean dark() default false;

    int width() default 1280;

    int height() default 800;
}
