/** Paths of the processes, one test each. */
package io.joblane.process;
