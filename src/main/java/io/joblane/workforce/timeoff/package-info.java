/** Time off: agents ask for it, a manager decides, and the days become days away. */
@NullMarked
package io.joblane.workforce.timeoff;

import org.jspecify.annotations.NullMarked;
