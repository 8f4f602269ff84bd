/** The routes of agents and the office to issues. */
@NullMarked
package io.joblane.support.web;

import org.jspecify.annotations.NullMarked;
