package io.joblane.pricing;

import java.math.BigDecimal;

/**
 * One line of a price.
 *
 * @param code what it is for, from the decision
 * @param text what the customer reads
 * @param amount two decimals, in the currency of the whole; below zero for a discount
 */
public record Line(String code, String text, BigDecimal amount) {}
