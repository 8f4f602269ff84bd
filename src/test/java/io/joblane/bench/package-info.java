/**
 * Benchmarks, run by name and never part of a build: {@code mvn -Pbench test}, one of them with {@code -Dbench=DispatchBench}.
 * All on loopback, each ends by itself. Small for a look: {@code -Dbench.seconds=2 -Dbench.rounds=1 -Dbench.samples=10
 * -Dbench.history=1000}.
 */
package io.joblane.bench;
