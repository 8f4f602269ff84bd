/** Card payments through Stripe. */
@NullMarked
package io.joblane.payment.stripe;

import org.jspecify.annotations.NullMarked;
