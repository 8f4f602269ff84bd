/** Agents: what people change of them, and what trips and phones count and report. */
@NullMarked
package io.joblane.workforce.domain;

import org.jspecify.annotations.NullMarked;
