/** HTTP routes with which dispatchers and admins decide who goes. */
@NullMarked
package io.joblane.dispatch.web;

import org.jspecify.annotations.NullMarked;
