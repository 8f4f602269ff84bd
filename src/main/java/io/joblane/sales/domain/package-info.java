/** Prospects, sales contacts, visits and dormant customers. */
@NullMarked
package io.joblane.sales.domain;

import org.jspecify.annotations.NullMarked;
