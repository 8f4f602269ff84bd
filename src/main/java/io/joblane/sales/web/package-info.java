/** The routes of those who sell. */
@NullMarked
package io.joblane.sales.web;

import org.jspecify.annotations.NullMarked;
