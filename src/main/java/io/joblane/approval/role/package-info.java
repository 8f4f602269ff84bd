/** Requests for another role of somebody in the company; roles are in the control database. */
@NullMarked
package io.joblane.approval.role;

import org.jspecify.annotations.NullMarked;
