/**
 * Plays agents' phones, through the public mobile API only: it knows no other module, needs no Spring, and runs against any
 * address. The demo plays with pauses, benchmarks and crash tests at full speed.
 */
@NullMarked
package io.joblane.demo.bot;

import org.jspecify.annotations.NullMarked;
