/** Payments, refunds, disputes and what a provider must offer. */
@NullMarked
package io.joblane.payment.domain;

import org.jspecify.annotations.NullMarked;
