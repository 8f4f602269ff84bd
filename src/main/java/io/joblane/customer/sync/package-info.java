/** Customers that are the same in two companies, and how a changed contact is offered from one to the other. */
@NullMarked
package io.joblane.customer.sync;

import org.jspecify.annotations.NullMarked;
