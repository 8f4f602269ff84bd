/** Statements over HTTP. */
@NullMarked
package io.joblane.statement.web;

import org.jspecify.annotations.NullMarked;
