package dev.maru.prompts.content;

import java.util.List;

/** A parsed template, ready to render any number of times. */
sealed interface PromptTemplate permits MustacheTemplate, SimpleTemplate {
    /** Reads a template; what is wrong with it is told with line and column. */
    static PromptTemplate parse(TemplateSyntax syntax, String field, String template) {
        return switch (syntax) {
            case MUSTACHE -> MustacheTemplate.parse(field, template);
            case SIMPLE -> SimpleTemplate.parse(template);
        };
    }

    /** In the order of first use. */
    List<PromptVariable> variables();

    /** Paths that have to lead to a value, such as {@code name} or {@code user.name}. */
    List<String> requiredPaths();

    String render(TemplateValues values);
}
