package io.joblane.notification.template;

import org.jspecify.annotations.Nullable;

/**
 * A message in its last form.
 *
 * @param segments how many SMS it is; null for other channels
 */
public record Rendered(
        String title,
        String text,
        @Nullable String html,
        @Nullable Integer segments) {}
