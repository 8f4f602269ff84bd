/** Vehicles and their status transitions. */
@NullMarked
package io.joblane.fleet.domain;

import org.jspecify.annotations.NullMarked;
