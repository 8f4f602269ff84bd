/** The skills of the company, and the agents' with their certificates. Names are matched without regard to case. */
@NullMarked
package io.joblane.workforce.skill;

import org.jspecify.annotations.NullMarked;
