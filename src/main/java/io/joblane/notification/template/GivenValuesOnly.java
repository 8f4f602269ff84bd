package io.joblane.notification.template;

import java.util.regex.Pattern;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;

/**
 * What stands in <code>${...}</code> is the name of a given value and nothing else. In place of OGNL, which reaches every class:
 * no method, no property, no utility object, no literal, no assignment.
 */
final class GivenValuesOnly implements IStandardVariableExpressionEvaluator {
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,40}");

    @Override
    public Object evaluate(
            IExpressionContext context,
            IStandardVariableExpression expression,
            StandardExpressionExecutionContext execution) {
        String name = expression.getExpression().strip();
        if (expression.getUseSelectionAsRoot() || !NAME.matcher(name).matches()) {
            throw new TemplateRefusedException(
                    "Between ${ and } only the name of a value may stand, not \"" + shortened(name) + "\"");
        }
        if (!context.containsVariable(name)) {
            throw new TemplateRefusedException("There is no value \"" + name + "\" for this event");
        }
        return context.getVariable(name);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
