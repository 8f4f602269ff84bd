package io.joblane.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the page behind it ({@code after=}), null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {}
