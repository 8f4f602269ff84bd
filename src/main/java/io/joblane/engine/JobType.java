package io.joblane.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/** The job type of the model's task that this worker carries out, e.g. {@code booking.openForDispatch}. Makes the class a bean. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface JobType {
    @AliasFor(annotation = Component.class)
    String value();
}
