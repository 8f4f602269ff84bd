package io.joblane.approval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request would change, as it is now.
 *
 * @param version grows with every change of it
 * @param fields those that a request may change
 */
public record Target(int version, Map<String, @Nullable Object> fields) {}
