/** The whole application as a process of its own: killed, stopped and started wrongly. */
package io.joblane.crash;
