package io.joblane.notification.template;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.thymeleaf.expression.IExpressionObjectFactory;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.StandardDialect;

/**
 * The small part of Thymeleaf that the words of a message need: values, conditions, links. Nothing that calls code, includes
 * another text, defines a variable or repeats itself, so that a template can neither reach out nor grow.
 */
final class SafeDialect extends StandardDialect {
    private static final Set<String> ALLOWED = Set.of(
            "StandardTextTagProcessor",
            "StandardIfTagProcessor",
            "StandardUnlessTagProcessor",
            "StandardBlockTagProcessor",
            "StandardHrefTagProcessor",
            "StandardInliningTextProcessor",
            "StandardInlineEnablementTemplateBoundariesProcessor",
            "StandardRefAttributeTagProcessor",
            "StandardXmlNsTagProcessor",
            "StandardTranslationDocTypeProcessor");

    SafeDialect() {
        setVariableExpressionEvaluator(new GivenValuesOnly());
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Stream.concat(
                        super.getProcessors(prefix).stream()
                                .filter(processor ->
                                        ALLOWED.contains(processor.getClass().getSimpleName())),
                        Stream.of(new PlainValueProcessor(prefix)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return new NoObjects();
    }

    /** No #dates, no #execInfo. */
    private static final class NoObjects implements IExpressionObjectFactory {
        @Override
        public Set<String> getAllExpressionObjectNames() {
            return Set.of();
        }

        @Override
        public @org.jspecify.annotations.Nullable Object buildObject(
                org.thymeleaf.context.IExpressionContext context, String name) {
            return null;
        }

        @Override
        public boolean isCacheable(String name) {
            return false;
        }
    }
}
