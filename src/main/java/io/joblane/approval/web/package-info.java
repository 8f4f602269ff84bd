/** The routes to requests. */
@NullMarked
package io.joblane.approval.web;

import org.jspecify.annotations.NullMarked;
