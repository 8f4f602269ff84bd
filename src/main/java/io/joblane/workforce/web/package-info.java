/** Agents, and an agent's own state, over HTTP. */
@NullMarked
package io.joblane.workforce.web;

import org.jspecify.annotations.NullMarked;
