package io.joblane.notification.template;

/** A template that does not render. The message tells who wrote it what to change. */
public class TemplateRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateRefusedException(String message) {
        super(message, null, false, false);
    }
}
