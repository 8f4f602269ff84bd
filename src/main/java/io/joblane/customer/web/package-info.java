/** The routes to customers, their contacts and management companies. */
@NullMarked
package io.joblane.customer.web;

import org.jspecify.annotations.NullMarked;
