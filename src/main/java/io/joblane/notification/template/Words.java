package io.joblane.notification.template;

import org.jspecify.annotations.Nullable;

/**
 * The Thymeleaf templates of one message.
 *
 * @param html null for a channel that has none, and for a mail of text only
 */
public record Words(String title, String text, @Nullable String html) {}
