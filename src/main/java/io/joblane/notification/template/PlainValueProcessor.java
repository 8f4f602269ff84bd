package io.joblane.notification.template;

import java.util.Objects;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/** Writes a value into a text as it is. Thymeleaf's own one reads the value as a template first, and fails where it looks like one. */
final class PlainValueProcessor extends AbstractAttributeTagProcessor {
    private static final int PRECEDENCE = 1400;

    PlainValueProcessor(String prefix) {
        super(TemplateMode.TEXT, prefix, null, false, "utext", true, PRECEDENCE, true);
    }

    @Override
    protected void doProcess(
            ITemplateContext context,
            IProcessableElementTag tag,
            AttributeName attributeName,
            String attributeValue,
            IElementTagStructureHandler handler) {
        Object value = StandardExpressions.getExpressionParser(context.getConfiguration())
                .parseExpression(context, attributeValue)
                .execute(context);
        handler.setBody(Objects.toString(value, ""), false);
    }
}
